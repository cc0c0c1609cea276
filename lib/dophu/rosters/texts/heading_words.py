"""What the words of a heading do in it, and what of a heading is no part of its name.

Numbering ("1. Họ và tên") and hints in brackets ("Đã làm (x)") are left out. Each word
of the rest has a role by the tables of ``[heading]`` in the drive's vocabulary: about
the result, done, not done, taken, handed over, a day; :mod:`.heading_spellings` takes a
heading for a field where the roles account for every word.
"""

from __future__ import annotations

import re
from functools import cache

from dophu.catalogue.columns import heading_hints
from dophu.catalogue.vocabulary import Vocabulary
from dophu.text import clean_text, comparison_key, folded_key

PATH = " › "
"""What stands between a heading and the one below it."""

_NUMBERING = re.compile(
    r"^(?:[(\[]\s*\d{1,2}\s*[)\]]|\d{1,2}(?:\.\d{1,2})*\s*[.):/–-]|[IVX]{1,4}[.)]"
    r"|[a-hA-H][.)])[.):\s–-]*(?=[^\W\d])"
)
_NUMBER_BEHIND = re.compile(r"\s*[(\[]\s*\d{1,2}\s*[)\]]\s*$|[¹²³⁰-⁹]+\s*$|\s*\*+\s*$")
BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_FORMAT = re.compile(
    r"(?:d{1,2}|n{1,2}|h{1,2})\s*[/.\s-]\s*(?:m{1,3}|t{1,2})"
    r"\s*[/.\s-]\s*(?:y{2,4}|n{2,4}|y)(?:\s+h{1,2}:m{1,2}(?::s{1,2})?)?",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"(?:(?:ghi|viết|điền|gõ|nhập|kê khai)(?: (?:rõ|đúng|chính xác|bằng|theo đúng))*"
    r"|(?:đúng|chính xác|rõ|bằng)) "
)
"""How a cell is to be filled in, before what it is filled in with."""
_FROM = re.compile(
    r"(?:(?:theo|như|giống|khớp|đúng)(?: đúng| như| với| trong| trên)* )+(?:bản )?"
    r"(?:giấy khai sinh|khai sinh|gks|ks|(?:sổ )?hộ khẩu|shk|cccd|căn cước|vneid"
    r"|giấy tờ(?: tùy thân| gốc)?|giấy chứng sinh|học bạ|hồ sơ)(?: gốc)?"
)
"""From which paper a cell is to be copied."""
_MARK = re.compile(r"[x×v✓✔√☑☐\s]+", re.IGNORECASE)


def plain_heading(text: str) -> str:
    """Leave out of a heading its numbering and the hints in brackets.

    Examples
    --------
    >>> plain_heading("1. Họ và tên (chữ in hoa):"), plain_heading("Họ tên (mẹ)")
    ('Họ và tên', 'Họ tên (mẹ)')
    """
    return PATH.join(_plain(part) for part in clean_text(text).split(PATH.strip()))


def _plain(text: str) -> str:
    text = _NUMBER_BEHIND.sub("", _NUMBERING.sub("", text.strip()))
    text = BRACKETS.sub(lambda match: " " if _is_hint(match[1]) else match[0], text)
    return " ".join(_NUMBER_BEHIND.sub("", text).split()).rstrip(" :*.?!-–")


def _is_hint(text: str) -> bool:
    if _FORMAT.fullmatch(text.strip()) or _MARK.fullmatch(text):
        return True
    key = comparison_key(text)
    return any(
        _FROM.fullmatch(form) or roles_of(form.split(), _hints(), frozenset())
        for form in (key, _FILLING.sub("", f"{key} ", count=1).strip())
        if form
    )


@cache
def _hints() -> dict[str, frozenset[str]]:
    return {key: frozenset(("hint",)) for key, _ in heading_hints().phrases()}


def roles_of(
    words: list[str], lexicon: dict[str, frozenset[str]], found: frozenset[str]
) -> frozenset[str] | None:
    """Account for every word by entries of the lexicon, longest first; else None."""
    if not words:
        return found
    for length in range(min(5, len(words)), 0, -1):
        roles = lexicon.get(" ".join(words[:length]))
        if roles is not None:
            rest = roles_of(words[length:], lexicon, found | roles)
            if rest is not None:
                return rest
    return None


@cache
def lexicon(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """Give what each phrase of a heading does in it; a hint does nothing."""
    found = dict(_hints())
    for phrase, role in vocabulary.heading_words.phrases():
        if role:
            # "thẻ", "thẻ CC": the card itself, as one has it in hand.
            body = ("body",) if role == "card" and phrase.startswith("thẻ") else ()
            found[phrase] = frozenset((role, *body))
    return found


@cache
def folded_lexicon(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """Give the same without accents, but for phrases that then mean two things."""
    folded: dict[str, frozenset[str]] = {}
    several = set()
    for phrase, roles in lexicon(vocabulary).items():
        key = folded_key(phrase)
        if folded.setdefault(key, roles) != roles:
            several.add(key)
    return {key: roles for key, roles in folded.items() if key not in several}


@cache
def with_setbacks(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """Give the words of results with those that take a result back ("Hủy")."""
    setbacks = {
        phrase: frozenset((role,))
        for phrase, role in vocabulary.setback_words.phrases()
    }
    return lexicon(vocabulary) | setbacks


@cache
def with_neutral(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """Give the words of results with those that say nothing ("Thông tin")."""
    neutral = {
        phrase: frozenset(("filler",))
        for phrase, _ in vocabulary.neutral_words.phrases()
    }
    return neutral | lexicon(vocabulary)
