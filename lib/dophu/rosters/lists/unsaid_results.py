"""Lists that state no result where rounds or other sheets suggest that they have one.

Children on "Đợt 1.xlsx" without a column of the result may be all, or those done in
that round; those on a sheet "Ngoài ra" beside "Đã làm" and "Chưa làm" may be either.
They count as not yet, and are asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from dophu.campaign.decided_rows import RESULT_ANSWERS, propose_row
from dophu.catalogue.issues import Issue
from dophu.rosters.sheets.source_rows import Rows
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS
from dophu.rosters.texts.round_names import ROUND

ALIKE = 0.8
"""Share of all children of a hamlet's rounds from which each is a list of all."""

_TELLING = RESULTS_AND_DAYS | {"reason"}
_OF_ANOTHER_KIND = frozenset(("relation",))
"""Fields of a register of residents, which never states a result."""

_ASKED = frozenset(("BG-51", "BG-71", "BG-72", "BG-73", "BG-20"))
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
    rounds = [s for s in open_ if s.called]
    for one in rounds:
        if (one.file, one.sheet) in asked:
            continue
        if at := list(children.rows[one.file, one.sheet].values()):
            if _is_of_a_round(one, rounds, children):
                _ask(rows, one, "BG-71", at)


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
