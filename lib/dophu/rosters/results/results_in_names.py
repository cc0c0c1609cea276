"""A result that stands in a name cell: "Lò Thị A (đã làm)", "Lò Văn B - chưa".

It does not decide that a child is done, or gone: that is told. One that says "not
done" beside a column that says "done" contradicts it, and the lesser counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.headings.heading_spellings import seems_of_result
from dophu.rosters.results.free_remarks import says_nothing
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.words_against import speaks_against
from dophu.text import comparison_key, is_plain

_MAY_HOLD = re.compile(
    r"[(\[{:;,/–—*†‡¹²³✓✔√☑×-]|\s(?:đã|chưa|da|chua)\s|\s(?-i:x|v|chưa|rồi|xong)$",
    re.IGNORECASE,
)
_WORDS = frozenset(("đã", "chưa", "da", "chua", "x", "v", "rồi", "xong"))
"""Those by which one without any sign may hold a result."""
_TAIL = re.compile(
    r"^(?P<name>.*?[^\W\d_].*?)"
    r"(?:\s*[(\[{]\s*(?P<inside>[^()\[\]{}]*?)\s*(?:[)\]}]\s*|$)"
    r"|\s*(?:\s[-–—*]|[:;,/])\s*(?P<behind>\S.*)|\s+(?P<plain>(?:đã|chưa)\s.+|(?-i:chưa|rồi|xong))"
    r"|\s+(?P<mark>(?-i:[xv×])|[✓✔√☑]))$",
    re.IGNORECASE,
)
_MARKS = frozenset(("x", "v", "×", "✓", "✔", "√", "☑"))
_TWINS = re.compile(r"\b(?:sinh (?:đôi|ba|tư)|song sinh|sđ)\b", re.IGNORECASE)
_STAR = re.compile(r"(?:[*†‡]\s*\)?|[¹²³])\s*$")
_NO_WORD = re.compile(r"[(\[{][\W_]+[)\]}]$")
_NUMBERED = re.compile(
    r"(?P<name>.*[^\W\d_])\s*(?:[(\[]\s*|\s)(?P<number>\d{1,2})\s*[)\]]?\s*$"
)
"""A name with a number behind it: "An (1)", "An 2"."""
_ENDS = frozenset("0123456789)] ")
_EXAMPLE = re.compile(r"(?:vd|ví dụ|ghi mẫu|mẫu ghi|làm mẫu)\s*[:.-]", re.IGNORECASE)
_PETS = frozenset(("bé", "cu", "cún", "út", "tí", "tũn", "tên", "gọi", "gái", "trai"))
"""What a name that a family calls a child by begins with."""

_SINGLE = frozenset(("chưa", "rồi", "xong", "hẹn", "đã"))

GONE = "gone"
"""What a name cell says of a child that is not there any more."""

UNCLEAR = "unclear"
"""What it says where it is about the result and not understood."""


def split_result(
    name: str, as_of: date, vocabulary: Vocabulary = DEFAULT
) -> tuple[str, str]:
    """Give a name without the result behind it, and what that says, '' if nothing.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> split_result("Mẫu Thị An (đã làm)", day)
    ('Mẫu Thị An', 'applied')
    >>> split_result("Mẫu Văn Bi - chưa có thẻ", day), split_result("Mẫu An (mất)", day)
    (('Mẫu Văn Bi', 'not_yet'), ('Mẫu An', 'gone'))
    >>> split_result("Mẫu Thị An (con bà Đã)", day)
    ('Mẫu Thị An (con bà Đã)', '')
    >>> split_result("Mẫu Thị An (trùng)", day)[1], split_result("Mẫu An (Bi)", day)[1]
    ('unclear', '')
    """
    if is_plain(name) and _WORDS.isdisjoint(name.casefold().split()):
        return name, ""  # nearly every name
    if _STAR.search(name) or _NO_WORD.search(name) or _EXAMPLE.match(name):
        return name, UNCLEAR  # a note below the list may say what it means
    match = _TAIL.match(name) if _MAY_HOLD.search(name) else None
    if match is None:
        return name, ""
    if match["mark"]:
        return match["name"].rstrip(), "applied"  # no mark says so: it is told
    tail = match["inside"] or match["behind"] or match["plain"] or ""
    stated = stated_by(tail, as_of, vocabulary)
    if not stated and match["inside"] and _may_state(match["inside"], vocabulary):
        return name, UNCLEAR
    is_whole = stated in ENROLLED or vocabulary.statuses.find_whole(tail)
    if match["plain"] and not is_whole:
        return name, ""  # a name may have the word
    return (match["name"].rstrip(" .,;:-–—"), stated) if stated else (name, "")


def with_footnotes(
    names: Sequence[str | None], parted: Sequence[tuple[str | None, str]]
) -> list[tuple[str | None, str]]:
    """Let a number behind a name be told, unless the list itself explains it.

    "An (1)" may have a note below the list. Of namesakes told apart, and of names that
    are numbered on, it says nothing. ``parted`` is of each name what
    :func:`split_result` gives.

    Examples
    --------
    >>> names = ["Mẫu An (1)", "Mẫu Bình", "Mẫu Chi", "Mẫu Chi (2)"]
    >>> [what for _, what in with_footnotes(names, [(n, "") for n in names])]
    ['unclear', '', '', '']
    """
    found = [
        _NUMBERED.match(name) if name and name[-1] in _ENDS else None for name in names
    ]
    if not any(found):
        return list(parted)
    numbers = [int(match["number"]) for match in found if match]
    if len(numbers) == len(names) and len(set(numbers)) == len(numbers):
        return list(parted)  # its number in the list
    plain = [
        comparison_key(match["name"] if match else name or "")
        for match, name in zip(found, names, strict=True)
    ]
    times = Counter(plain)
    return [
        (whole[0], UNCLEAR) if match and times[key] < 2 and not whole[1] else whole
        for match, key, whole in zip(found, plain, parted, strict=True)
    ]


def _may_state(inside: str, vocabulary: Vocabulary) -> bool:
    """Test whether a bracket behind a name is a remark that may be of the result.

    A nickname, and which of two siblings it is, is none.
    """
    is_card = vocabulary.small_words.find_whole(inside) == "card"
    if is_card or speaks_against(inside, vocabulary):
        return True
    words = inside.split()
    is_remark = len(words) > 1 and inside[:1].islower()
    is_remark &= not (len(words) == 2 and words[0] in _PETS)
    heads = (" ".join(words[:n]) for n in (1, 2, 3))
    is_remark &= not any(map(vocabulary.remark_words.find_whole, heads))
    reported = not is_remark or says_nothing(inside, vocabulary)
    return not (reported or _TWINS.search(inside))


def stated_by(tail: str, as_of: date, vocabulary: Vocabulary = DEFAULT) -> str:
    """Give what words beside a name say of the result: a status, or that one is gone.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> [stated_by(text, day) for text in ("đã có thẻ", "x", "đã chuyển đi", "Bi")]
    ['issued', 'unclear', 'gone', '']
    """
    tail = " ".join(tail.split()).strip(" .,;:-–—")
    if tail.casefold() in _MARKS:
        return UNCLEAR
    if len(tail.split()) < 2 and tail.casefold() not in _SINGLE:
        known = vocabulary.reasons.find_whole(tail)
        return GONE if known and _is_gone(known, vocabulary) else ""
    if status := understand_status(tail, as_of, vocabulary):
        return status
    known = vocabulary.reasons.find_whole(tail)
    if known:
        return GONE if _is_gone(known, vocabulary) else ""
    return UNCLEAR if seems_of_result(tail, vocabulary) else ""


def _is_gone(code: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.reason_book[code].get("counts", "present") != "present"


def compare_names(
    given: list[str | None], stated: Sequence[str], presences: Sequence[str]
) -> tuple[list[int], list[int]]:
    """Find the rows whose names contradict their status, and those to be told.

    ``given`` is changed: "done" beside a name that says "not done" is not done.

    Returns
    -------
    tuple
        The positions that contradict; those whose name says that the child is done or
        gone where the row does not, or what is not understood.

    Examples
    --------
    >>> given = ["applied", None, "issued", None]
    >>> compare_names(given, ["not_yet", "applied", "applied", ""], ["present"] * 4)
    ([0], [1])
    >>> given[0]
    'not_yet'
    """
    against, reported = [], []
    for at, what in enumerate(stated):
        if not what:
            continue
        if what == UNCLEAR or (what == GONE and presences[at] == "present"):
            reported.append(at)
        elif what in ENROLLED and given[at] not in ENROLLED:
            reported.append(at)
        elif what not in (*ENROLLED, GONE) and given[at] in ENROLLED:
            given[at] = what
            against.append(at)
    return against, reported
