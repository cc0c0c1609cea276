"""What must hold between the tables of a run before anything of it is published.

Read with the csv module: these checks share no code with what made the tables.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dophu.ages import UNKNOWN
from dophu.campaign.config import Campaign
from dophu.catalogue.columns import OUTCOMES
from dophu.catalogue.issues import Issue, phrase
from dophu.csv_cells import inert
from dophu.snapshots.gate import gate

TABLES = (
    "rows",
    "issues",
    "quality",
    "gaps",
    "reasons",
    "changes",
    "pace",
    "restatement",
)
"""Tables that every edition has."""

Row = dict[str, str]


def read_table(folder: Path, name: str) -> list[Row]:
    """Read a table of an edition as rows of text by column."""
    path = folder / "tables" / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def missing_hamlets(manifest: dict[str, Any]) -> list[str]:
    """List the ids of the hamlets that sent no list for the date."""
    return [h["hamlet_id"] for h in manifest["hamlets"] if not h["received"]]


def check_account(manifest: dict[str, Any]) -> list[Issue]:
    """Check that in every sheet the rows read are the sum of their outcomes."""
    wrong = [
        sheet
        for sheet in manifest["sheets"]
        if sheet["rows"] != sum(sheet[outcome] for outcome in OUTCOMES)
    ]
    return [Issue("CH-05", details={"sheets": len(wrong)})] if wrong else []


def check_tables(
    folder: Path, manifest: dict[str, Any], campaign: Campaign, as_of: date
) -> list[Issue]:
    """Check the tables of a run against each other and against the snapshot.

    Every table is there; ``rows.csv`` has, for every sheet, just the outcomes of
    the account, and no child twice; ``gaps.csv`` has one row for every hamlet and
    age group, ``gap`` = ``persons`` - ``enrolled`` and the share of the two, with
    figures just where a list was ever sent; the reasons add up to the gap;
    every line of the ledger closes, at the gap; the pace is that of the gap, in its
    totals too; and the gate is that of the issues.
    """
    absent = [n for n in TABLES if not (folder / "tables" / f"{n}.csv").is_file()]
    if absent:
        return [_differ("table_missing", name=f"tables/{n}.csv") for n in absent]
    rows, gaps = read_table(folder, "rows"), read_table(folder, "gaps")
    wrong = _sheets_that_differ(rows, manifest)
    found = [Issue("CH-05", details={"sheets": wrong})] if wrong else []
    book = _Book(
        gaps, rows, read_table(folder, "reasons"), manifest,
        read_table(folder, "changes"), read_table(folder, "pace"),
        _hamlets(manifest, campaign, as_of), (*campaign.age_groups.codes, UNKNOWN),
    )  # fmt: skip
    return [*found, *(_differ(key) for key in book.disagreements())]


def _hamlets(
    manifest: dict[str, Any], campaign: Campaign, as_of: date
) -> tuple[str, ...]:
    """Name the hamlets of the date, and those of the snapshot that are no more."""
    ids = campaign.hamlets.on(as_of).ids
    stated = (hamlet["hamlet_id"] for hamlet in manifest["hamlets"])
    return (*ids, *(hamlet for hamlet in stated if hamlet not in ids))


def _differ(key: str, **details: object) -> Issue:
    return Issue("CH-10", details={"what": phrase(key, **details)})


def _sheets_that_differ(rows: list[Row], manifest: dict[str, Any]) -> int:
    counted = Counter((r["file"], r["sheet"], r["outcome"]) for r in rows)
    stated = Counter(
        {
            (inert(sheet["file"]), inert(sheet["sheet"]), outcome): sheet[outcome]
            for sheet in manifest["sheets"]
            for outcome in OUTCOMES
            if sheet[outcome]
        }
    )
    differing = {key[:2] for key in counted | stated if counted[key] != stated[key]}
    return len(differing)


@dataclass
class _Book:
    """The tables of one run, as read back, and what they are about."""

    gaps: list[Row]
    rows: list[Row]
    reasons: list[Row]
    manifest: dict[str, Any]
    changes: list[Row]
    pace: list[Row]
    hamlets: tuple[str, ...]
    groups: tuple[str, ...]

    def disagreements(self) -> Iterator[str]:
        """Name the phrases of what does not hold."""
        expected = [(h, g) for h in self.hamlets for g in self.groups]
        if sorted(map(_place, self.gaps)) != sorted(expected):
            yield "gap_rows"
        never = {
            h["hamlet_id"] for h in self.manifest["hamlets"] if not h["last_received"]
        }
        if any((r["persons"] == "") != (r["hamlet_id"] in never) for r in self.gaps):
            yield "gap_absent"
        if not all(map(_adds_up, self.gaps)):
            yield "gap_sums"
        by_reason: dict[tuple[str, str], int] = defaultdict(int)
        for row in self.reasons:
            by_reason[_place(row)] += int(row["children"])
        by_gap = {
            _place(r): int(r["gap"]) for r in self.gaps if r["gap"] not in ("", "0")
        }
        if dict(by_reason) != by_gap:
            yield "reason_sums"
        closing = {_place(r): r["closing"] for r in self.changes}
        gap = {_place(r): r["gap"] for r in self.gaps}
        if not all(map(_closes, self.changes)) or any(
            closing.get(place) != gap.get(place)
            # A place that is no more today must have closed at nothing.
            and (place in gap or closing[place] != "0")
            for place in closing | gap
        ):
            yield "ledger_open"
        if {_place(r): r["gap"] for r in self.pace} != _with_totals(self.gaps):
            yield "pace_gap"
        # Fewer are right: children carried from an earlier list have no row of this
        # date.
        seen = [r["person_id"] for r in self.rows if r["outcome"] == "person"]
        counted = sum(int(r["persons"] or 0) for r in self.gaps)
        if len(seen) != len(set(seen)) or "" in seen or len(seen) > counted:
            yield "person_rows"
        issues = [Issue(**entry) for entry in self.manifest["issues"]]
        if gate(issues) != self.manifest["gate"]:
            yield "gate_differs"


def _place(row: Row) -> tuple[str, str]:
    return row["hamlet_id"], row["age_group"]


def _with_totals(gaps: list[Row]) -> dict[tuple[str, str], str]:
    """Add up gaps over hamlets and age groups; '' where none of them is known."""
    known: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in gaps:
        for hamlet in (row["hamlet_id"], "all"):
            for group in (row["age_group"], "all"):
                known[hamlet, group] += [row["gap"]] if row["gap"] else []
    return {p: str(sum(map(int, n))) if n else "" for p, n in known.items()}


def _adds_up(row: Row) -> bool:
    if row["persons"] == "":
        return not any(row[c] for c in ("enrolled", "gap", "coverage"))
    persons, enrolled, gap = (int(row[c]) for c in ("persons", "enrolled", "gap"))
    if not 0 <= enrolled <= persons or gap != persons - enrolled:
        return False
    if persons == 0:
        return row["coverage"] == ""
    return abs(float(row["coverage"]) - enrolled / persons) < 1e-6


_ADDED = ("opening", "new", "moved_in", "aged_in", "corrected")
_TAKEN = ("enrolled", "moved_out", "died", "aged_out")


def _closes(row: Row) -> bool:
    if row["closing"] == "":
        return not any(row[c] for c in (*_ADDED, *_TAKEN, "to_verify"))
    into = sum(int(row[column]) for column in _ADDED)
    out_of = sum(int(row[column]) for column in _TAKEN)
    return into - out_of == int(row["closing"]) >= int(row["to_verify"]) >= 0
