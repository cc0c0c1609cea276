"""What a person decided once, kept in ``decisions.csv`` and replayed every week.

A line is ``kind,file,value,decision,note``: of a ``heading`` the field it means
(or ``ignore``), of a ``hamlet`` spelling the hamlet's id, of a ``same_child`` (two
person ids as value) ``same`` or ``different``, of a ``move`` (a person id as value)
the id of the hamlet where the child is now. ``file`` is a pattern of file names
(``truong_*.xlsx``), empty for every sender.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from dophu.catalogue.columns import fields
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.text import clean_text, comparison_key

FILE = "decisions.csv"
COLUMNS = ("kind", "file", "value", "decision")
KINDS = ("heading", "hamlet", "same_child", "move")
SAME, DIFFERENT = "same", "different"
PERSON_ID = re.compile(r"P[0-9a-f]{12}")
IGNORE = "ignore"
"""Decision that a column is not to be read."""


@dataclass(frozen=True)
class Decision:
    """One line of ``decisions.csv``."""

    kind: str
    file: str
    value: str
    decision: str


@dataclass(frozen=True)
class Decisions:
    """The decisions of a campaign, in the order of the file; the last one counts."""

    lines: tuple[Decision, ...] = ()

    def of(self, kind: str, file: str) -> dict[str, str]:
        """Give the decisions of a kind for a file, by the key of what was decided.

        Examples
        --------
        >>> lines = (Decision("hamlet", "", "Xóm Lạ", "H05"),)
        >>> Decisions(lines).of("hamlet", "rosters/2024-07-18/a.xlsx")
        {'xóm lạ': 'H05'}
        """
        name = clean_text(file.rsplit("/", 1)[-1])
        return {
            comparison_key(line.value): line.decision
            for line in self.lines
            if line.kind == kind and fnmatchcase(name, line.file or "*")
        }

    def moves(self) -> dict[str, str]:
        """Give the hamlets that a person gave children, by person id.

        Examples
        --------
        >>> Decisions((Decision("move", "", "P6406e600d075", "H05"),)).moves()
        {'P6406e600d075': 'H05'}
        """
        return {ln.value: ln.decision for ln in self.lines if ln.kind == "move"}

    def same_children(self) -> dict[frozenset[str], bool]:
        """Give the pairs of person ids that were decided: True where one child.

        Examples
        --------
        >>> line = Decision("same_child", "", "P6406e600d075 Pad8791375bb0", "same")
        >>> list(Decisions((line,)).same_children().values())
        [True]
        """
        return {
            frozenset(PERSON_ID.findall(line.value)): line.decision == SAME
            for line in self.lines
            if line.kind == "same_child"
        }


def read_decisions(folder: Path, hamlet_ids: tuple[str, ...]) -> Decisions:
    """Read ``decisions.csv`` of a campaign folder; none where it is not there.

    Raises
    ------
    DophuError
        Listing every line with an unknown kind, field or hamlet, or without two ids.
    """
    path = folder / FILE
    if not path.is_file():
        return Decisions()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except UnicodeDecodeError:
        why = {"why": phrase("encoding")}
        raise DophuError(Issue("TP-01", FILE, details=why)) from None
    problems: list[Issue] = []
    lines = []
    allowed = {
        "heading": {*fields(), IGNORE},
        "hamlet": set(hamlet_ids),
        "same_child": {SAME, DIFFERENT},
        "move": set(hamlet_ids),
    }
    for number, row in enumerate(rows, start=2):
        line = Decision(*(clean_text(row.get(c) or "") for c in COLUMNS))
        if not any((line.kind, line.value, line.decision)):
            continue
        names = allowed.get(line.kind)
        if names is None or not line.value or line.decision not in names:
            expected = ", ".join(sorted(names) if names else KINDS)
            details = {"expected": phrase("one_of", names=expected)}
            problems.append(Issue("TD-05", FILE, "", str(number), details=details))
        elif line.kind == "same_child" and not _are_two_ids(line.value):
            details = {"expected": phrase("two_person_ids")}
            problems.append(Issue("TD-05", FILE, "", str(number), details=details))
        elif line.kind == "move" and not PERSON_ID.fullmatch(line.value):
            details = {"expected": phrase("person_id")}
            problems.append(Issue("TD-05", FILE, "", str(number), details=details))
        lines.append(line)
    if problems:
        raise DophuError(problems)
    return Decisions(tuple(lines))


def _are_two_ids(value: str) -> bool:
    parts = value.split()
    return len(set(parts)) == len(parts) == 2 and all(
        PERSON_ID.fullmatch(part) for part in parts
    )
