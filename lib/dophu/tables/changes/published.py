"""What the last edition published: its figures, and why they may no longer hold.

An edition is read as anybody could read it: ``run.json`` and the tables. It is
never corrected; a correction is published in the next one.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from dophu.catalogue.issues import DophuError, Issue
from dophu.snapshots import Snapshot
from dophu.tables.changes.book import Cell

RESTATEMENT_COLUMNS = (
    "hamlet_id", "hamlet", "age_group", "published", "now", "difference",
)  # fmt: skip
CAUSE_COLUMNS = ("cause", "file", "children_then", "children_now")
_NUMBERS = ("published", "now", "difference", "children_then", "children_now")


@dataclass(frozen=True)
class Published:
    """An edition as it was published: its date, gaps by cell, inputs and children.

    ``children`` counts the children seen by the list that named them.
    """

    as_of: date
    edition: str
    gaps: dict[Cell, int]
    names: dict[str, str]
    inputs: dict[str, str]
    children: Counter[str]

    @property
    def groups(self) -> set[str]:
        """Codes of the age groups it was counted in, ``unknown`` among them."""
        return {group for _, group in self.gaps}


def read_published(edition: Path) -> Published:
    """Read what an edition published.

    Raises
    ------
    DophuError
        CH-06 if the folder is no edition.
    """
    try:
        record = json.loads((edition / "run.json").read_text(encoding="utf-8"))
        gaps = _read_table(edition, "gaps")
        rows = _read_table(edition, "rows")
        return Published(
            as_of=date.fromisoformat(record["as_of"]),
            edition=record["edition"],
            gaps={
                (row["hamlet_id"], row["age_group"]): int(row["gap"])
                for row in gaps
                if row["gap"]
            },
            names={row["hamlet_id"]: row["hamlet"] for row in gaps},
            inputs={path: sha256 for path, sha256, *_ in record["inputs"]},
            children=Counter(r["file"] for r in rows if r["outcome"] == "person"),
        )
    # A folder that is no edition fails in any of these ways; which one helps nobody.
    except (OSError, ValueError, KeyError, TypeError):
        details = {"folder": str(edition)}
        raise DophuError(Issue("CH-06", details=details)) from None


def _read_table(edition: Path, name: str) -> list[dict[str, str]]:
    path = edition / "tables" / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def compare_published(
    last_edition: Published, then: Snapshot, now: Any
) -> pd.DataFrame:
    """List the cells of which something else was published than is read today.

    Parameters
    ----------
    last_edition
        The edition.
    then
        The same date as it is read today.
    now
        Its gaps by hamlet and age group, as ``gaps`` gives them.

    Returns
    -------
    DataFrame
        One row a cell that differs, in the order of ``gaps``: ``hamlet_id``,
        ``hamlet``, ``age_group``, ``published``, ``now``, ``difference`` (signed);
        ``published`` is missing for a cell that was not there, ``now`` for one
        that is no more. Empty where all still holds.
    """
    today = {
        (row.hamlet_id, row.age_group): None if pd.isna(row.gap) else int(row.gap)
        for row in now.itertuples(index=False)
    }
    names = last_edition.names | then.campaign.hamlets.names
    lines = []
    for cell in [*today, *(c for c in last_edition.gaps if c not in today)]:
        before, after = last_edition.gaps.get(cell), today.get(cell)
        if before != after:
            change = (after or 0) - (before or 0)
            lines.append([cell[0], names[cell[0]], cell[1], before, after, change])
    return lay_out(lines, RESTATEMENT_COLUMNS)


def find_causes(last_edition: Published, then: Snapshot) -> pd.DataFrame:
    """List what has changed beneath a published edition.

    Returns
    -------
    DataFrame
        One row a file that was ``added``, ``changed`` or ``removed`` since (lists,
        decisions, hamlets, campaign.toml), with the children it named then and
        names now; where no file changed but children differ, the lists that do, as
        ``read_differently``: the kit itself reads or matches them otherwise.
    """
    inputs = {entry["path"]: entry["sha256"] for entry in then.manifest["inputs"]}
    sheets = then.account_table()
    now = Counter(dict(sheets.groupby("file")["person"].sum().astype(int)))
    causes = {
        path: "added" if path not in last_edition.inputs else "removed"
        for path in sorted(last_edition.inputs.keys() ^ inputs.keys())
    }
    for path in sorted(last_edition.inputs.keys() & inputs.keys()):
        if last_edition.inputs[path] != inputs[path]:
            causes[path] = "changed"
    for path in sorted(last_edition.children.keys() | now.keys()):
        if path not in causes and last_edition.children[path] != now[path]:
            causes[path] = "read_differently"
    lines = [
        [why, path, last_edition.children[path], now[path]]
        for path, why in causes.items()
    ]
    return lay_out(lines, CAUSE_COLUMNS)


def lay_out(lines: list[list[Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Make a table of texts and counts, of the same types where it has no line."""
    types = {name: "Int64" if name in _NUMBERS else "str" for name in columns}
    return pd.DataFrame(lines, columns=list(columns)).astype(types)
