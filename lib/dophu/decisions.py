"""What a person decided once, kept in ``decisions.csv`` and replayed every week.

A line is ``kind,file,value,decision,note``: of a ``heading`` the field it means
(or ``ignore``), of a ``hamlet`` spelling the hamlet's id. ``file`` is a pattern
of file names (``truong_*.xlsx``), empty for every sender.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from dophu.fields import fields
from dophu.issues import DophuError, Issue, phrase
from dophu.text import clean_text, comparison_key

FILE = "decisions.csv"
COLUMNS = ("kind", "file", "value", "decision")
KINDS = ("heading", "hamlet")
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


def read_decisions(folder: Path, hamlet_ids: tuple[str, ...]) -> Decisions:
    """Read ``decisions.csv`` of a campaign folder; none where it is not there.

    Raises
    ------
    DophuError
        Listing every line with an unknown kind, field or hamlet.
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
    allowed = {"heading": {*fields(), IGNORE}, "hamlet": set(hamlet_ids)}
    for number, row in enumerate(rows, start=2):
        line = Decision(*(clean_text(row.get(c) or "") for c in COLUMNS))
        if not any((line.kind, line.value, line.decision)):
            continue
        names = allowed.get(line.kind)
        if names is None or not line.value or line.decision not in names:
            expected = ", ".join(sorted(names) if names else KINDS)
            details = {"expected": phrase("one_of", names=expected)}
            problems.append(Issue("TD-05", FILE, "", str(number), details=details))
        lines.append(line)
    if problems:
        raise DophuError(problems)
    return Decisions(tuple(lines))
