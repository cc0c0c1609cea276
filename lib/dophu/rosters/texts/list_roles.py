"""What a list is, by what it says of itself: whole, a part, a school's, an office's.

Only a hamlet's own whole list says that a child who is not on it is gone. What a list
is called (its file, sheet and title) tells what it is, unless its rows contradict: a
list "chưa làm" with children who are done is a whole one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.texts.list_pieces import Piece
from dophu.rosters.texts.role_words import role_words
from dophu.text import folded_key

Span = tuple[int, int]
"""Completed years from, and below."""


@dataclass(frozen=True)
class ListRole:
    """What a list is; of a part, which: not_yet, done, new, ages, some, piece.

    ``kind`` is one of ``campaign.decisions.ROLES``; ``by`` says what told:
    ``decision``, ``folder``, ``text`` (file, sheet or title), ``rows``, or '' where
    nothing did: then it is a hamlet's whole list.
    """

    kind: str = "hamlet"
    part: str = ""
    ages: Span | None = None
    by: str = ""
    piece: Piece | None = None


_NEW = re.compile(
    r"(?<!da )(?<!sau )\bbo sung\b|\bphat sinh\b|\bbien dong tang\b"
    r"|\bmoi (?:sinh|chuyen|den|nhap|them|tang|bo sung|trong tuan|trong ky)\b"
    r"|\b(?:them|tang) moi\b|\btre (?:em )?moi\b|^(?:ds |danh sach )?moi$"
)
_SOME = re.compile(
    r"\bvang mat\b|\b(?:di|o) (?:lam |hoc )?(?:an )?xa\b|\b(?:ho )?(?:can )?ngheo\b"
    r"|\bkhuyet tat\b|\bmo coi\b|\btam (?:tru|vang)\b"
    r"|\bsinh nam 20\d\d$"
)
"""Which children alone a list is of; see ``_ALL`` for when it is not."""

_ALL = re.compile(
    r"\b(?:ke|gom|bao gom) ca\b|\bbao gom\b|\bthuong tru\b|\bgiam ngheo\b"
)

_SCHOOL = re.compile(
    r"\btruong (?:mam non|mau giao|tieu hoc|thcs|thpt|trung hoc|th|mn|pt\w*|pho thong"
    r"|lien cap)\b|\bmam non\b|\bmau giao\b|\btieu hoc\b|\bthcs\b|\bnha tre\b"
    r"|\bnam hoc\b|^(?:truong|mn|thcs|ptdt\w*) "
)
_PUPILS = re.compile(
    r"\bhoc sinh\b|\blop \d|^hs |^(?:lop )?\d{1,2} ?[a-k]\d?$"
    # Classes of a kindergarten, by age: Mầm, Chồi, Lá.
    r"|\blop (?:mam|choi|la|ghep|nha tre|mau giao)\b|^(?:mam|choi|la) ?(?:\d|[a-k]\b)"
)
_PUPIL_COLUMNS = re.compile(
    r"^(?:ma hoc sinh|ma hs|ma dinh danh bo gd\b.*|trang thai hs|gvcn"
    r"|giao vien chu nhiem|ma lop|khoi hoc)$"
)
_DONE_AND_NOT = re.compile(
    r"\bda(?: (?:va|hoac|hay)|,)? chua\b|\bchua(?: (?:va|hoac|hay)|,)? da\b"
)
"""What a list of all children, done or not, says of them."""
_BETWEEN = re.compile(
    r"\b(?:tu )?(?:du )?(\d{1,2}) (?:tuoi )?(?:den )?(duoi )?(?:du )?(\d{1,2})"
    r"( tuoi)?\b"
)
_BELOW = re.compile(r"\b(?:duoi|chua du) (\d{1,2})( tuoi)?\b")


def guess_role(
    names: Iterable[str],
    columns: Iterable[str] = (),
    limits: Collection[int] = (),
    of_hamlet: bool = False,
    vocabulary: Vocabulary = DEFAULT,
) -> ListRole:
    """Give what a list is from what it is called.

    Parameters
    ----------
    names
        The file's name without its ending, those of its folders, the sheet's, and the
        lines above the table, without the names of places.
    columns
        The headings.
    limits
        The ages where the campaign's groups begin and end: an age in a name is a part
        of the list only between these.
    of_hamlet
        Whether a name says which hamlet it is of: then "học sinh" alone is no school.
    vocabulary
        The words of the drive: what is done, and who keeps the list of those done.

    Examples
    --------
    >>> guess_role(["ds", "DANH SÁCH TRẺ CHƯA LÀM CĂN CƯỚC"]).part
    'not_yet'
    >>> guess_role(["Trường Mầm non Mẫu"]).kind, guess_role(["Thôn Mẫu 1"]).kind
    ('school', 'hamlet')
    >>> guess_role(["Trẻ dưới 6 tuổi"], limits=(0, 6, 14)).ages
    (0, 6)
    """
    texts = [_DONE_AND_NOT.sub(" ", folded_key(name)) for name in names]
    words = role_words(vocabulary)
    taken = _any(words.taken, texts) or _any(words.named, texts)
    if taken and not _any(words.not_yet, texts) and _any(words.office, texts):
        return ListRole("enrolment", by="text")
    if _any(_SCHOOL, texts) or (not of_hamlet and _any(_PUPILS, texts)):
        return ListRole("school", by="text")
    if not of_hamlet and _any(_PUPIL_COLUMNS, map(folded_key, columns)):
        return ListRole("school", by="text")
    not_yet, done = _any(words.not_yet, texts), _any(words.done, texts)
    if not_yet != done:
        return ListRole("partial", "not_yet" if not_yet else "done", by="text")
    if _any(_NEW, texts):
        return ListRole("partial", "new", by="text")
    if not done and (_any(words.undone, texts) or _is_of_some(texts)):
        return ListRole("partial", "some", by="text")
    span = _span(texts, limits)
    if span and not covers([span], limits):
        return ListRole("partial", "ages", span, by="text")
    return ListRole()


def is_undone(names: Iterable[str], vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a list says that its children are not done, as appointments are.

    Examples
    --------
    >>> [is_undone([name]) for name in ("Lịch hẹn tuần 3", "Hồ sơ bị trả", "Đã làm")]
    [True, True, False]
    """
    texts = [folded_key(name) for name in names]
    words = role_words(vocabulary)
    if _any(words.taken, texts):
        return False
    return _any(words.not_yet, texts) or _any(words.undone, texts)


def _is_of_some(texts: Iterable[str]) -> bool:
    """Test whether one of the texts says which children alone a list is of."""
    return any(_SOME.search(text) and not _ALL.search(text) for text in texts)


def _any(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(pattern.search(text) for text in texts)


def _span(texts: Sequence[str], limits: Collection[int]) -> Span | None:
    """Give the ages that names say, together; None where they say none."""
    spans: list[Span] = []
    for text in texts:
        reported = "tuoi" in text or "tre" in text.split()
        rest = text
        for pattern in (_BETWEEN, _BELOW):
            for match in pattern.finditer(rest):
                if reported or match[0] == text:
                    spans += _limited(match, limits)
            rest = pattern.sub(" ", rest)
    if not spans:
        return None
    return min(first for first, _ in spans), max(below for _, below in spans)


def _limited(match: re.Match[str], limits: Collection[int]) -> list[Span]:
    if match.re is _BELOW:
        first, below = 0, int(match[1])
    else:
        first, below = int(match[1]), int(match[3])
        # "6-13" ends with the year of 13, "6-14" and "6 đến dưới 14" before 14.
        below += below + 1 in limits and not match[2]
    return [(first, below)] if first < below and {first, below} & set(limits) else []


def covers(spans: Iterable[Span], limits: Collection[int]) -> bool:
    """Test whether spans of ages together leave no year of the campaign out.

    Examples
    --------
    >>> covers([(0, 6), (6, 14)], (0, 6, 14)), covers([(0, 6)], (0, 6, 14))
    (True, False)
    """
    if not limits:
        return True
    years = {year for first, below in spans for year in range(first, below)}
    return years.issuperset(range(min(limits), max(limits)))


def confirm(role: ListRole, statuses: Collection[str | None]) -> ListRole:
    """Hold what a list is called against the statuses of its rows.

    Examples
    --------
    >>> confirm(ListRole("partial", "not_yet", by="text"), {"issued", "not_yet"}).kind
    'hamlet'
    """
    some_done = any(status in ENROLLED for status in statuses)
    some_not = any(status in ("not_yet", "returned") for status in statuses)
    if role.by != "text":
        return role
    if (role.part == "not_yet" and some_done) or (role.part == "done" and some_not):
        return ListRole(by="rows")
    if role.kind == "enrolment" and some_not:
        return ListRole(by="rows")
    return role


def own_hamlets(hamlets: Sequence[str | None], outside: str | None) -> set[str]:
    """Give the hamlets that a list is of: not that of a child who strayed onto it.

    That which is named around the table, where half the rows are its; else each that
    a row names, but for one or two rows among many of another.

    Examples
    --------
    >>> sorted(own_hamlets(["H1"] * 20 + ["H2"], None))
    ['H1']
    >>> sorted(own_hamlets(["H1", "H2"], None)), own_hamlets(["H1", "H2"], "H1")
    (['H1', 'H2'], {'H1'})
    """
    known = [hamlet for hamlet in hamlets if hamlet]
    counts = Counter(known)
    if outside and counts.get(outside, 0) * 2 >= len(known):
        return {outside}
    most = max(counts.values(), default=0)
    few = {h for h, n in counts.items() if n <= STRAYS and n * MANY <= most}
    return ({outside} if outside else set()) | counts.keys() - few


STRAYS, MANY = 2, 10
"""Rows of another hamlet that are strays, and of how many times as many own rows."""
