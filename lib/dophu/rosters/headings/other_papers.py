"""Whose paper a column is about: the drive's own, another one, or not certain.

A list has columns of other papers beside those of the drive: "Số GKS, Ngày cấp, Nơi
cấp", or "Giấy khai sinh › Đã cấp". A short heading such as "Đã cấp" or "Ngày cấp" is
read only with what stands over it and, where it says no more than that something was
given out, with the paper beside it. Where both may be meant, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.headings.dated_headings import find_date
from dophu.rosters.headings.heading_spellings import field_of, is_neutral
from dophu.rosters.texts.heading_words import PATH, plain_heading
from dophu.rosters.texts.paper_words import paper_lexicon, papers_in
from dophu.rosters.texts.result_fields import DAYS, RESULTS
from dophu.text import comparison_key

OURS, OTHERS, UNCLEAR = "ours", "others", "unclear"

_DAYS = frozenset((*DAYS, "due_date"))

OF_A_PAPER = RESULTS | _DAYS | {"reason", "note"}
"""Fields that are of a child of the drive only under a heading of its own paper."""

_PERSONS = frozenset(("mother", "father", "guardian", "household_head"))
_OLDER_CARD = re.compile(r"\b(?:cmnd|cmt|cmtnd)\b")
"""Cards of before: a day of giving beside a number headed so is theirs."""

_HEADS = frozenset((None, "other", "personal_number", "picture"))
_DETAIL = re.compile(
    r"(ngày|nơi|cơ quan|đơn vị|người (ký|cấp)|quyển|tập|năm|hạn|có giá trị|giá trị"
    r"|thời hạn|loại|số$|mã$|số hiệu|ký hiệu|đã|chưa|có$|không$)"
)
_WEAK_MARK = re.compile(
    r"(có|không|chưa|đã|rồi|không có|((đã|chưa) )?(được )?"
    r"(có|cấp|nhận|trả|lấy|đăng ký))"
)
_BEFORE_VERB = re.compile(r"^(ngày |đã |chưa )?(được )?")
_NUMBER = re.compile(r"(số|sổ|mã) ")
_SOME_PAPER = re.compile(
    r"(?:(?:quyển )?số|mã số|mã|sổ|giấy|phiếu|đơn|tờ khai|biên (?:lai|nhận|bản)"
    r"|quyết định|bản cam kết) (.+)"
)
_OF_GIVING = re.compile(r"ngày (được )?(cấp|nhận|lấy|trả|phát|đăng ký)")
_OF_MAKING = re.compile(r"ngày (làm|lập|nộp|đi làm|làm thủ tục|hẹn|hẹn trả)")


@dataclass(frozen=True)
class Heading:
    """The headings over one column, top to bottom, and the field they seem to name."""

    column: int
    levels: tuple[str, ...]
    field: str | None

    @property
    def leaf(self) -> str:
        """The lowest heading, as it is compared."""
        return comparison_key(plain_heading(self.levels[-1]))


def owner_of_path(
    levels: Sequence[str], vocabulary: Vocabulary = DEFAULT
) -> str | None:
    """Report whose paper a column is about by the headings over it.

    The lowest heading that names a paper decides; below the heading of a parent it
    is no child's. Below a heading of which a word is not understood it is not clear.
    A heading that the campaign states itself is its own.

    Examples
    --------
    >>> owner_of_path(("Giấy tờ", "GKS", "Đã cấp")), owner_of_path(("CCCD", "Có"))
    ('others', 'ours')
    >>> owner_of_path(("Tẩy giun", "Có")), owner_of_path(("Đã cấp",)) is None
    ('unclear', True)
    """
    if vocabulary.stated and any(
        comparison_key(plain_heading(text)) in vocabulary.stated
        for text in (PATH.join(levels), levels[-1])
    ):
        return OURS
    named = [papers_in(level, vocabulary) for level in levels]
    if any("person" in papers for papers in named):
        return OTHERS
    for papers in reversed(named):
        if papers:
            return UNCLEAR if len(papers) > 1 else next(iter(papers))
    if len(levels) == 1:
        return None
    are_ours = all(_is_about_drive(level, vocabulary) for level in levels[:-1])
    return OURS if are_ours else UNCLEAR


def _is_about_drive(text: str, vocabulary: Vocabulary) -> bool:
    dated = find_date(text) if any(c.isdigit() for c in text) else None
    rest = dated.heading if dated else text
    return (
        not rest
        or field_of(rest, vocabulary) in OF_A_PAPER
        or is_neutral(rest, vocabulary)
    )


def find_owners(
    headings: Sequence[Heading], vocabulary: Vocabulary = DEFAULT
) -> dict[int, str]:
    """Report of each column that may not be the drive's own: ``others`` or ``unclear``.

    ``headings`` are those of a table from left to right. A heading that names no paper
    is of the one on its left, with nothing but its details between them. Where a column
    says of each row which one it is ("Loại vắc xin"), it is not certain.
    """
    owners = {h.column: owner_of_path(h.levels, vocabulary) for h in headings}
    found = {c: owner for c, owner in owners.items() if owner in (OTHERS, UNCLEAR)}
    by_neighbour = set()
    kinds = set(map(comparison_key, vocabulary.tables["paper"]["kinds"]))
    is_by_kind = any(heading.leaf in kinds for heading in headings) if kinds else False
    for at, heading in enumerate(headings):
        if heading.column in found or not (
            _is_weak(heading, vocabulary) or _sort_of_paper(heading, vocabulary)
        ):
            continue
        if owners[heading.column] == OURS and len(
            papers_in(PATH.join(heading.levels), vocabulary)
        ):
            continue
        owner = _owner_beside(headings, at, vocabulary)
        if not owner and is_by_kind and _says_a_dose(heading.leaf, vocabulary):
            owner = UNCLEAR
        if owner:
            found[heading.column] = owner
            by_neighbour.add(heading.column)
    results = [h for h in headings if h.field in RESULTS | _DAYS]
    if all(heading.column in found for heading in results):
        # "Có | Không" after "CCCD bố", and no other result: it may be the drive's own.
        marks = {h.column for h in results if h.field in RESULTS} & by_neighbour
        found |= dict.fromkeys(marks, UNCLEAR)
    return found


def _is_weak(heading: Heading, vocabulary: Vocabulary) -> bool:
    """Test whether a heading says no more than that something was given out."""
    leaf = heading.leaf
    if _says_a_dose(leaf, vocabulary):
        return heading.field in RESULTS | _DAYS
    if heading.field in _DAYS:
        return bool(_OF_GIVING.fullmatch(leaf) or _OF_MAKING.fullmatch(leaf))
    return heading.field in RESULTS and bool(_WEAK_MARK.fullmatch(leaf))


def _sort_of_paper(heading: Heading, vocabulary: Vocabulary) -> str:
    """Give the sort of paper that a heading of a result names, "thẻ"; '' for none.

    "Ngày cấp thẻ", "Đã cấp thẻ": whose card it is, it does not say.
    """
    leaf = heading.leaf
    if heading.field not in RESULTS | _DAYS or papers_in(leaf, vocabulary):
        return ""
    generic = {comparison_key(w) for w in vocabulary.tables["paper"]["generic"]}
    return next((word for word in leaf.split() if word in generic), "")


def _is_of_sort(heading: Heading, sort: str, vocabulary: Vocabulary) -> bool:
    """Test whether the paper of a heading is of a sort: BHYT is a "thẻ BHYT"."""
    words = heading.leaf.split()
    ends = (" ".join(words[at:]) for at in range(len(words)))
    known = paper_lexicon(vocabulary)
    return sort in words or any(f"{sort} {end}" in known for end in ends)


def _says_a_dose(leaf: str, vocabulary: Vocabulary) -> bool:
    """Test whether a heading says what is done of any paper like the drive's own."""
    words = vocabulary.tables["paper"]["weak"]
    if not words:
        return False
    stated = _BEFORE_VERB.sub("", leaf)
    return any(comparison_key(word) == stated for word in words)


def _owner_beside(
    headings: Sequence[Heading], at: int, vocabulary: Vocabulary
) -> str | None:
    """Find whose paper a weak heading is about by those beside it; None if its own."""
    heading = headings[at]
    left, is_person = _head(headings, at, -1, vocabulary)
    if sort := _sort_of_paper(heading, vocabulary):
        if left is None or not _is_others(left, vocabulary):
            return None
        if not _is_of_sort(left, sort, vocabulary):
            return None
        return OTHERS if heading.field in _DAYS else UNCLEAR
    if left is None and heading.field in _DAYS:
        if _follows_some_paper(headings, at, vocabulary):
            return UNCLEAR
        right, _ = _head(headings, at, 1, vocabulary)
        return UNCLEAR if right is not None and _is_others(right, vocabulary) else None
    if left is None or left.field in OF_A_PAPER:
        return None
    if _is_residence(left, vocabulary) and not is_person:
        return UNCLEAR if _OF_GIVING.fullmatch(heading.leaf) else None
    if is_person:
        return UNCLEAR
    papers = papers_in(left.levels[-1], vocabulary)
    if _says_a_dose(heading.leaf, vocabulary):
        # No paper is given so: what stands beside it is another vaccine, or nothing.
        is_number = left.field == "personal_number" or _NUMBER.match(left.leaf)
        return None if is_number or papers != {OTHERS} else UNCLEAR
    if "person" in papers:
        return OTHERS
    is_card = left.field == "personal_number" and _OLDER_CARD.search(left.leaf)
    if "ours" in papers or is_card:
        return None
    sure = _OF_GIVING.fullmatch(heading.leaf) and left.field != "personal_number"
    return OTHERS if sure else UNCLEAR


def _follows_some_paper(
    headings: Sequence[Heading], at: int, vocabulary: Vocabulary
) -> bool:
    """Test whether a day of giving stands after the number of a paper nobody knows."""
    if not _OF_GIVING.fullmatch(headings[at].leaf):
        return False
    file = vocabulary.tables["phrase"].get("file", ())
    own = {comparison_key(w) for w in (*vocabulary.tables["paper"]["generic"], *file)}
    for place in range(at - 1, -1, -1):
        other = headings[place]
        if other.levels[:-1] != headings[at].levels[:-1]:
            return False
        if other.column != headings[place + 1].column - 1:
            return False
        if found := _SOME_PAPER.fullmatch(other.leaf):
            is_unknown = other.field in _HEADS and other.field != "personal_number"
            return is_unknown and found[1] not in own
        if not _DETAIL.match(other.leaf):
            return False
    return False


def _is_others(heading: Heading, vocabulary: Vocabulary) -> bool:
    papers = papers_in(heading.levels[-1], vocabulary)
    is_other = bool(papers) and ("ours" not in papers or "person" in papers)
    return _may_be_head(heading) and is_other


def _is_state(heading: Heading, vocabulary: Vocabulary) -> bool:
    """Test whether a heading says how a family is, and of no paper: "Hộ nghèo"."""
    states = map(comparison_key, vocabulary.tables["paper"]["states"])
    return heading.leaf.replace("/", " ") in states


def _is_residence(heading: Heading, vocabulary: Vocabulary) -> bool:
    """Test whether a heading is a state of residence alone: "Tạm vắng"."""
    words = vocabulary.tables["state"]["residence"]
    return heading.leaf in map(comparison_key, words)


def _may_be_head(heading: Heading) -> bool:
    """Test whether a column that names a paper holds the paper, or its number.

    Where a child lives stands before the drive's own columns as often as not.
    """
    is_number = heading.field == "address" and _NUMBER.match(heading.leaf)
    return heading.field in _HEADS | OF_A_PAPER or bool(is_number)


def _head(
    headings: Sequence[Heading], at: int, step: int, vocabulary: Vocabulary
) -> tuple[Heading | None, bool]:
    """Find the column whose paper a heading is a detail of; None where there is none.

    And test whether it is a number that stands beside a parent's name.
    """
    parents = headings[at].levels[:-1]
    place = at + step
    while 0 <= place < len(headings):
        other = headings[place]
        if (
            other.levels[:-1] != parents
            or other.column != headings[place - step].column + step
        ):
            return None, False
        names = papers_in(other.levels[-1], vocabulary)
        if names and _is_state(other, vocabulary):
            return None, False
        if names and _may_be_head(other):
            before = headings[place - 1] if place else None
            beside = before is not None and before.field in _PERSONS
            return other, beside and other.field == "personal_number"
        if other.field in RESULTS and not _is_weak(other, vocabulary):
            return other, False
        if not _DETAIL.match(other.leaf):
            return None, False
        place += step
    return None, False
