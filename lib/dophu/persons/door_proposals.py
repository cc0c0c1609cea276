"""The lines for ``decisions.csv`` that settle what answers at the door leave open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dophu.campaign.decided_rows import (
    BY_KEY,
    BY_NAME,
    DONE,
    LEFT_OUT,
    NOT_DONE,
    propose_row,
)
from dophu.catalogue.issues import Issue
from dophu.rosters.door.answer import DoorAnswer

Pair = tuple[DoorAnswer, DoorAnswer]

ASKED: Mapping[str, Sequence[str]] = {
    "PH-05": (BY_NAME, LEFT_OUT),
    "PH-07": (BY_NAME, BY_KEY),
    "PH-08": (BY_KEY, BY_NAME, LEFT_OUT),
}
"""By what a row may go whose key is not its name's, by what was found of it."""


def propose_keys(issues: Iterable[Issue]) -> None:
    """Give each message on a key that is not its name's the lines that settle it.

    They are of all such rows of a sheet: mostly one thing was done to all of them, as
    to sort them without their keys.

    Examples
    --------
    >>> found = [Issue("PH-07", "a.xlsx", "DS", row, details={}) for row in ("8", "9")]
    >>> propose_keys(found)
    >>> found[0].details["line_name"]
    'row,a.xlsx,DS!8–9,name'
    """
    rows: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    asked = [issue for issue in issues if issue.code in ASKED]
    for issue in asked:
        # An issue has Excel's row, from 1; a proposed line takes rows from 0.
        rows[issue.code, issue.file, issue.sheet].append(int(issue.cell) - 1)
    for issue in asked:
        of = rows[issue.code, issue.file, issue.sheet]
        for answer in ASKED[issue.code]:
            line = propose_row(issue.file, issue.sheet, of, answer)
            issue.details[f"line_{answer}"] = line


def propose_results(
    conflicts: Iterable[Pair], done: DoorAnswer, not_done: DoorAnswer
) -> dict[str, str]:
    """Give the lines that put right either of two answers on a child that differ.

    What stands against one of them in the sheet of the other is put right with it.
    """
    pairs = [*conflicts]
    return {
        f"line_{DONE}": _propose(not_done, [other for _, other in pairs], DONE),
        f"line_{NOT_DONE}": _propose(done, [one for one, _ in pairs], NOT_DONE),
    }


def _propose(answer: DoorAnswer, others: Iterable[DoorAnswer], stated: str) -> str:
    file, sheet, _ = answer.place
    rows = {a.place[2] - 1 for a in (answer, *others) if a.place[:2] == (file, sheet)}
    return propose_row(file, sheet, rows, stated)
