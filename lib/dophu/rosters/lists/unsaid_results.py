"""Lists that state no result where rounds or other sheets suggest that they have one.

Children on "Đợt 1.xlsx" without a column of the result may be all, or those done in
that round; those on a sheet "Ngoài ra" beside "Đã làm" and "Chưa làm" may be either.
They count as not yet, and are asked about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any, Protocol

from dophu.campaign.decided_rows import RESULT_ANSWERS, propose_row
from dophu.campaign.place_keys import TYPE_WORDS
from dophu.catalogue.issues import Issue
from dophu.rosters.sheets.source_rows import Rows
from dophu.rosters.texts.moments import plain_name
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS
from dophu.rosters.texts.round_names import ROUND
from dophu.text import folded_key

ALIKE = 0.8
"""Share of all children of a hamlet's rounds from which each is a list of all."""

_TELLING = RESULTS_AND_DAYS | {"reason"}
_OF_ANOTHER_KIND = frozenset(("relation",))
"""Fields of a register of residents, which never states a result."""

_ASKED = frozenset(("BG-81", "BG-51", "BG-71", "BG-72", "BG-73", "BG-20"))
"""Issues that ask about the same children already."""


class OfSheet(Protocol):
    """What is known of a sheet: its place, its columns, what list it is, its name."""

    file: str
    sheet: str
    fields: tuple[str, ...]
    role: str
    part: str
    hamlets: tuple[str, ...]
    called: str


_PARTS = re.compile(r"\d+|[^\W\d_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_ROUNDS = frozenset(
    "sheet table page trang tinh to nhom lop khoi ho nha phan quyen tap tuoi sinh ns"
    " nam hoc ds sach so stt".split()
) | {folded_key(word).split()[-1] for word in TYPE_WORDS}
"""Words before a figure that is of no round: pages, places, classes, ages, years."""

_Place = tuple[str, str]
_Keys = set[tuple[Any, ...]]


class _Children:
    """The children of each sheet, by hamlet, with the rows of those still counted."""

    def __init__(self, rows: Rows) -> None:
        self.keys: dict[_Place, dict[str, _Keys]] = defaultdict(dict)
        self.rows: dict[_Place, dict[tuple[Any, ...], int]] = defaultdict(dict)
        self.stated: set[_Place] = set()
        names = (
            "file", "sheet", "kind", "source", "hamlet_id", "name_key", "birth_from",
            "status", "row",
        )  # fmt: skip
        columns = [rows.columns[name] for name in names]
        for of in zip(*columns, strict=True):
            file, sheet, kind, source, hamlet, name, birth, status, row = of
            if source != "roster" or not (name and hamlet) or kind == "ignored":
                continue
            place, key = (file, sheet), (hamlet, name, birth)
            self.keys[place].setdefault(hamlet, set()).add(key)
            if kind == "data":
                self.rows[place].setdefault(key, int(row) - 1)
                if status is not None:
                    self.stated.add(place)

    def all_of(self, place: _Place) -> _Keys:
        return set().union(*self.keys[place].values())


def ask_unsaid_results(rows: Rows, sheets: Sequence[OfSheet]) -> None:
    """Ask about lists without a result of rounds, or beside sheets that have one.

    Not where an enrolment list of the date says who is done: then lists of rounds need
    no result. Not about lists of rounds that each have nearly all children.
    """
    lists = [s for s in sheets if s.role == "hamlet" or s.part in ("new", "piece")]
    silent = [s for s in lists if _TELLING.isdisjoint(s.fields)]
    silent = [s for s in silent if _OF_ANOTHER_KIND.isdisjoint(s.fields)]
    if not silent:
        return
    children = _Children(rows)
    open_ = [s for s in silent if (s.file, s.sheet) not in children.stated]
    asked = {(i.file, i.sheet) for i in rows.issues if i.code in _ASKED}
    open_ = [s for s in open_ if (s.file, s.sheet) not in asked]
    for one in open_:
        if own := _beside_stated(one, sheets, children):
            _ask(rows, one, "BG-74", own)
            asked.add((one.file, one.sheet))
    if any(sheet.role == "enrolment" for sheet in sheets):
        return
    rounds = [s for s in open_ if s.called or _is_numbered(s, open_)]
    for one in rounds:
        if (one.file, one.sheet) in asked:
            continue
        if at := list(children.rows[one.file, one.sheet].values()):
            if _is_of_a_round(one, rounds, children):
                _ask(rows, one, "BG-71", at)


def _is_numbered(one: OfSheet, lists: Sequence[OfSheet]) -> bool:
    """Test whether another list without a result is called so but for a figure."""
    if one.part == "piece":
        return False
    others = [s for s in lists if s is not one and s.part != "piece"]
    if in_file := [s for s in others if s.file == one.file]:
        return any(differ_in_figures(one.sheet, s.sheet) for s in in_file)
    stem = PurePosixPath(one.file).stem
    return any(differ_in_figures(stem, PurePosixPath(s.file).stem) for s in others)


def differ_in_figures(one: str, two: str) -> bool:
    """Test whether two names are one but for figures that may be days or rounds.

    Figures of hamlets, pages, classes, ages and years of birth are none.

    Examples
    --------
    >>> pairs = ("S 10-7", "S 17-7"), ("1007", "1707"), ("TM1_A2", "TM1_A3")
    >>> [differ_in_figures(*pair) for pair in pairs]
    [True, True, True]
    >>> pairs = ("Sheet1", "Sheet2"), ("Tổ 1", "Tổ 2"), ("2015", "2016"), ("a", "b")
    >>> [differ_in_figures(*pair) for pair in pairs]
    [False, False, False, False]
    """
    names = [_PARTS.findall(plain_name(name)) for name in (one, two)]
    if len(names[0]) != len(names[1]):
        return False
    before, differ = "", False
    for first, second in zip(*names, strict=True):
        if first != second:
            figures = first.isdecimal() and second.isdecimal()
            years = _YEAR.fullmatch(first) and _YEAR.fullmatch(second)
            if not figures or years or before in _NOT_ROUNDS:
                return False
            differ = True
        before = first
    return differ


def _is_of_a_round(
    one: OfSheet, rounds: Iterable[OfSheet], children: _Children
) -> bool:
    """Test whether a list has the children of one round alone, as far as is known."""
    place = one.file, one.sheet
    alone = True
    for hamlet in children.keys[place]:
        found = [children.keys[s.file, s.sheet].get(hamlet, set()) for s in rounds]
        found = [keys for keys in found if keys]
        if len(found) > 1:
            alone = False
            if min(map(len, found)) < ALIKE * len(set().union(*found)):
                return True
    return alone and one.called == ROUND


def _beside_stated(
    one: OfSheet, sheets: Iterable[OfSheet], children: _Children
) -> list[int]:
    """Give the rows of children that only this sheet has, where others state results.

    The others are of the same file and hamlets. A sheet with nearly all their children
    is the whole list, of which they have a part.
    """
    place = one.file, one.sheet
    others: _Keys = set()
    for other in sheets:
        there = other.file, other.sheet
        is_beside = other.file == one.file and other.sheet != one.sheet
        if is_beside and there in children.stated and {*one.hamlets} & {*other.hamlets}:
            others |= children.all_of(there)
    hamlets = {key[0] for key in others}
    mine = children.rows[place]
    if not others or not hamlets.issuperset(children.keys[place]):
        return []
    if len(others & mine.keys()) >= ALIKE * len(others):
        return []
    return [row for key, row in mine.items() if key not in others]


def _ask(rows: Rows, one: OfSheet, code: str, at: Iterable[int]) -> None:
    rows_of = sorted(at)
    lines = {
        f"line_{answer}": propose_row(one.file, one.sheet, rows_of, answer)
        for answer in RESULT_ANSWERS
    }
    details = {"rows": len(rows_of), **lines}
    rows.issues.append(Issue(code, one.file, one.sheet, details=details))
