"""What one heading means: as it is written, without numbering and hints, by its words.

A heading is first looked up whole in ``catalogue/headings.toml``. What only numbers
it ("1. Họ và tên", "Họ tên (2)") or tells how to fill it in ("Đã làm (x)",
"Ngày sinh (dd/mm/yyyy)") is left out. A heading of the drive's result is also known
where the words of ``[heading]`` in ``catalogue/vocabulary.toml`` account for all of
it; one word more, such as the name of another paper, and it is not known.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.headings.number_headings import number_field
from dophu.rosters.headings.person_headings import childs_field, person_field
from dophu.rosters.headings.place_headings import place_field
from dophu.rosters.texts.heading_words import (
    BRACKETS,
    PATH,
    folded_lexicon,
    lexicon,
    plain_heading,
    roles_of,
    with_neutral,
    with_setbacks,
)
from dophu.rosters.texts.result_fields import RESULTS
from dophu.rosters.texts.spaced_letters import field_in_spaced
from dophu.rosters.texts.two_tongues import (
    field_beside_another_tongue,
    field_in_both,
)
from dophu.rosters.texts.written_days import ANY_YEAR
from dophu.rosters.words.written_codes import explained_heading, turns
from dophu.text import comparison_key

_SHORTENED = re.compile(r"(?:t\.?\s?t|t[./]?\s?trạng)\.?\s+", re.IGNORECASE)
"""How "tình trạng" is shortened before what it is of: "TT làm CC", "T.trạng thẻ"."""
_BARE_NUMBER = re.compile(r"^\d{1,2}\s+(?=[^\W\d])")
_QUESTION = re.compile(r"\S (?:chưa|(?:hay|hoặc) (?:chưa|không)|không)$")
"""What ends a question: "Làm CC chưa" asks, and says "not yet" of nobody."""
_ANSWERED = re.compile(
    r"(?P<top>[^:()›]+?)(?:\s*:\s*|\s+[-–—]\s+|\s*\()(?P<leaf>[^:()›]+?)\s*\)?"
)
"""A heading and one answer to it in one cell: "Thẻ CC: Chưa", "Kết quả (đã làm)"."""
_OR = re.compile(r"[/|]|\b(?:hoặc|hay)\b")
OPEN = "?"
"""That a heading holds no answer, and is read as any other."""
_JOINING = frozenset(("hay", "hoặc"))
_ANSWERS = _JOINING | frozenset(("có", "không", "rồi", "chưa", "đã"))
_MOST = 80
"""Letters of the longest text that is looked at as a heading made of words."""

_MARKING = frozenset("x × v 0 1 2 dấu đánh tích tick ghi điền trống".split())
_NOT = (frozenset(("chưa", "không")),)
_BOTH = (*_NOT, frozenset(("đã", "rồi", "xong")))
"""Words that say how to mark, and those of which a key to marks has one each."""

DONE = ("done", "issued_mark")
"""Fields under which a tick says that something was done."""


@lru_cache(maxsize=4096)
def field_of(text: str, vocabulary: Vocabulary = DEFAULT) -> str | None:
    """Give the field that a heading means; None where it is not known.

    Examples
    --------
    >>> [field_of(t) for t in ("Đã làm (x)", "Da co the CC", "Đã có thẻ BHYT")]
    ['done', 'issued_mark', None]
    >>> field_of("Thẻ căn cước › Chưa"), field_of("Tình trạng thẻ")
    ('not_done', 'status')
    >>> field_of("Chưa làm (x)"), field_of("Đã làm (chưa: ghi x)") is None
    ('not_done', True)
    """
    top, codes = explained_heading(text, vocabulary)
    if top:
        return _field_as_explained(top, codes, vocabulary)
    found = _field_of(text, vocabulary)
    is_result = found in RESULTS
    return None if is_result and _is_key_to_marks(text) else found


def _field_as_explained(
    top: str, codes: dict[str, str], vocabulary: Vocabulary
) -> str | None:
    """Give the field of a heading of results, where its marks mean what they say."""
    found = field_of(top, vocabulary)
    if found not in RESULTS:
        return None
    pairs = codes.items()
    turned = any(turns(code, s, found, ANY_YEAR, vocabulary) for code, s in pairs)
    return None if turned else found


def _is_key_to_marks(text: str) -> bool:
    """Test whether a heading of the result says which mark is "not yet", or may.

    "Đã làm (chưa: ghi x)", "Đã làm, chưa làm (x)": a mark below may mean either.
    """
    inside = " ".join(match[1] for match in BRACKETS.finditer(text))
    for part, opposites in ((inside, _NOT), (text, _BOTH)):
        words = {*comparison_key(part).split()}
        if words & _MARKING and all(words & each for each in opposites):
            return True
    return False


def _field_of(text: str, vocabulary: Vocabulary) -> str | None:
    known = vocabulary.headings
    if found := known.find_whole(text):
        return found
    if len(text) > _MOST:
        return None
    if found := field_in_both(text, lambda half: field_of(half, vocabulary)):
        return found
    if found := field_in_spaced(text, vocabulary):
        return found
    if answered := _ANSWERED.fullmatch(text.strip()):
        found = _of_answer(answered["top"], answered["leaf"], vocabulary)
        if found != OPEN:
            return found
    plain = plain_heading(text)
    if found := known.find_whole(plain):
        return found
    bare = _BARE_NUMBER.sub("", plain)
    if bare != plain and (found := known.find_whole(bare)) and found != "age":
        return found
    top, _, leaf = bare.rpartition(PATH)
    found = _of_path(top, leaf, vocabulary) if top else _of_words(bare, vocabulary)

    def find(about: str) -> str | None:
        return field_of(about, vocabulary)

    return (
        found
        or number_field(plain)
        or place_field(plain)
        or person_field(plain, find)
        or childs_field(plain, find, lambda about: _roles(about, vocabulary))
        or field_beside_another_tongue(text, known.find_whole)
    )


@lru_cache(maxsize=4096)
def seems_of_result(text: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a heading that is not known may be one of the drive's result.

    It begins as one does, has "đã làm" inside, is of nothing but the words of results,
    or says what may take a result back ("Hồ sơ bị trả lại", "Hủy").

    Examples
    --------
    >>> seems_of_result("Đã đi chụp mặt"), seems_of_result("Đã tiêm chủng")
    (True, False)
    >>> seems_of_result("Làm lại"), seems_of_result("Số lượng đã làm")
    (True, True)
    """
    words = comparison_key(plain_heading(text).replace(PATH, " ")).split()
    runs = (" ".join(words[at : at + n]) for at in range(len(words)) for n in (1, 2, 3))
    if any(vocabulary.words_of_others.find_whole(run) for run in runs):
        return False
    if _is_key_to_marks(text) and _field_of(text, vocabulary) in RESULTS:
        return True
    first = (vocabulary.heading_words.find_whole(" ".join(words[:n])) for n in (2, 1))
    role = next(filter(None, first), None)
    if role in ("about", "done") or (role == "not_done" and words[0] != "không"):
        return True
    return _has_done_inside(words, vocabulary) or _is_of_words(words, vocabulary)


def _has_done_inside(words: list[str], vocabulary: Vocabulary) -> bool:
    """Test whether "đã" with a verb of the drive stands anywhere in a heading."""
    roles = [vocabulary.heading_words.find_whole(word) for word in words]
    verbs = ("taken", "given", "got", "have")
    return any(
        r == "done" and n in verbs for r, n in zip(roles, roles[1:], strict=False)
    )


def _is_of_words(words: list[str], vocabulary: Vocabulary) -> bool:
    """Test whether words of results and setbacks account for a whole heading.

    Or nothing but answers: "Có/Không", "Rồi hay chưa".
    """
    if len(words) > 1 and _ANSWERS.issuperset(words) and not _JOINING.issuperset(words):
        return True
    roles = roles_of(words, with_setbacks(vocabulary), frozenset())
    if not roles or "act" in roles:  # the day of an act, and why, tell of it too
        return bool(roles)
    return bool(roles & {"setback", "taken", "given", "got"}) and not (
        roles & {"day", "due", "why"}
    )


def _of_answer(top: str, leaf: str, vocabulary: Vocabulary) -> str | None:
    """Give the field of a heading that one answer to it follows; ``OPEN`` if none does.

    A mark below it is that answer. "Đã làm: Chưa" may be the question or the answer:
    None. Several answers ("Có/Chưa") head a column of words.
    """
    above = _roles(top, vocabulary) or frozenset()
    if not above & {"about", "card", "taken", "given", "got", "file"}:
        return OPEN
    parts = [part.strip() for part in _OR.split(leaf)]
    answers = [vocabulary.heading_answers.find_whole(part) for part in parts]
    pairs = zip(answers, parts, strict=True)
    fields = [answer or _of_words(part, vocabulary) for answer, part in pairs]
    if not all(field in (*DONE, "not_done") for field in fields):
        return OPEN
    is_stated = bool(above & {"done", "not_done", "have", "day", "why", "due"})
    if len(set(fields)) > 1:
        return OPEN if is_stated else "status"
    if is_stated:
        return None if fields[0] == "not_done" and answers[0] else OPEN
    known = vocabulary.headings.find_whole(f"{top}{PATH}{parts[0]}")
    return known or _of_path(top, parts[0], vocabulary)


def _of_path(top: str, leaf: str, vocabulary: Vocabulary) -> str | None:
    """Give the field of a heading below another that is about the drive's result."""
    above = _roles(top, vocabulary)
    if above is None or not above & {"about", "card", "taken", "given", "got", "file"}:
        return None
    if above & {"done", "not_done", "day", "why"}:
        return None
    found = _of_words(leaf, vocabulary)
    if found in (*DONE, "not_done"):
        return found
    return vocabulary.heading_answers.find_whole(leaf)


def _roles(text: str, vocabulary: Vocabulary) -> frozenset[str] | None:
    words = comparison_key(text).split()
    if not words:
        return None
    found = roles_of(words, lexicon(vocabulary), frozenset())
    if found is None and text.isascii():
        found = roles_of(words, folded_lexicon(vocabulary), frozenset())
    return None if found is None else found - {"filler", "person", "hint"}


def is_neutral(text: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether every word of an upper heading is known to be about the drive.

    Examples
    --------
    >>> is_neutral("Kết quả rà soát"), is_neutral("Thông tin"), is_neutral("Tẩy giun")
    (True, True, False)
    """
    words = comparison_key(plain_heading(text)).split()
    return roles_of(words, with_neutral(vocabulary), frozenset()) is not None


def _of_words(text: str, vocabulary: Vocabulary) -> str | None:
    shortened = _SHORTENED.match(text)
    if shortened:
        text = text[shortened.end() :]
    roles = _roles(text, vocabulary)
    if shortened and roles and roles & {"card", "taken", "given", "got"}:
        return None if roles & {"day", "why", "due"} else "status"
    if shortened:
        return None
    if not roles or roles == {"card"} or roles == {"file"}:
        return None
    handed = roles & {"given", "got"} and "file" not in roles
    taken = "taken" in roles or {"got", "file"} <= roles
    if {"given", "file"} <= roles:  # a file given back may be a refusal
        return None
    if "why" in roles:
        return None if "done" in roles or "day" in roles else "reason"
    if "day" in roles:
        return _of_day(roles, bool(handed), taken)
    if {"done", "not_done"} <= roles or "about" in roles:
        return "status"
    if _QUESTION.search(comparison_key(text)):
        return "status" if "taken" in roles or handed or "card" in roles else None
    if "due" in roles:
        return None
    if "not_done" in roles:
        return "not_done"
    if "done" in roles:
        has_card = "have" in roles and "body" in roles
        return "issued_mark" if (handed or has_card) and not taken else "done"
    if "have" in roles:
        return "done" if "card" in roles and len(roles - {"body"}) == 2 else None
    verbs = handed or taken
    return "status" if verbs and roles & {"card", "file"} else None


def _of_day(roles: frozenset[str], handed: bool, taken: bool) -> str | None:
    if "not_done" in roles or "about" in roles:
        return None
    if "due" in roles:
        return "due_date"
    if handed == taken:
        return "issued_date" if "have" in roles and not handed else None
    return "issued_date" if handed else "applied_date"
