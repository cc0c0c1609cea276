"""The region's tables, read back, against the tables of its units.

Read with the csv module: the check shares no code with what added up.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from dophu.catalogue.issues import Issue, phrase
from dophu.region.week import RegionWeek
from dophu.runs.checks import read_table


def check_region(folder: Path, week: RegionWeek) -> list[Issue]:
    """Check the region's tables, read back with the csv module, against the units'.

    Each cell of ``gaps.csv``, ``changes.csv`` and ``reasons.csv`` is the sum of the
    unit's own table, and ``pace.csv`` is of the same gaps, in its totals too.
    """
    found = []
    for name, counts in _CHECKED.items():
        ours: Counter[tuple[str, ...]] = Counter()
        for row in read_table(folder, name):
            if row["hamlet_id"] != "all":
                ours.update(_cells(row, row["hamlet_id"], counts))
        theirs: Counter[tuple[str, ...]] = Counter()
        for rollup in week.rollups:
            table = rollup.tables[name]
            if name == "pace":
                table = table[table["hamlet_id"] == "all"]
            # A unit that sent nothing since opens as it closed: see
            # ``tables.unit_changes``.
            elif name == "changes" and rollup.as_of != week.as_of:
                table = table.assign(opening=table["closing"], new=0, enrolled=0)
            rows = csv.DictReader(table.to_csv(index=False).splitlines())
            for row in rows:
                theirs.update(_cells(row, rollup.unit, counts))
        if ours != theirs:
            found.append(name)
    totals = {
        r["age_group"]: r["gap"] for r in read_table(folder, "pace")
        if r["hamlet_id"] == "all"
    }  # fmt: skip
    sums: Counter[str] = Counter()
    for row in read_table(folder, "gaps"):
        sums.update(dict.fromkeys((row["age_group"], "all"), int(row["gap"] or 0)))
    if any(int(gap or 0) != sums[group] for group, gap in totals.items()):
        found.append("pace")
    return [
        Issue("CH-10", details={"what": phrase("units_differ", name=f"{name}.csv")})
        for name in dict.fromkeys(found)
    ]


_CHECKED = {
    "gaps": ("persons", "enrolled", "gap", "applied", "issued"),
    "changes": ("opening", "new", "enrolled", "closing", "to_verify"),
    "reasons": ("children",),
    "pace": ("gap",),
}


def _cells(
    row: dict[str, str], unit: str, counts: Iterable[str]
) -> dict[tuple[str, ...], int]:
    where = unit, row["age_group"], row.get("reason", "")
    return {
        (*where, name): int(float(row[name]))
        for name in counts
        if row[name] not in ("", "0")
    }
