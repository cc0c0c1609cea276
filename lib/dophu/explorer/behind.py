"""The children behind a bar or a row: ids and facts; names for the page alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dophu.explorer.measures import keys_of
from dophu.explorer.view import View
from dophu.snapshots import Snapshot
from dophu.tables.selection import Asked
from dophu.tables.why.evidence import find_people

FACTS = (
    "person_id", "hamlet", "age_group", "birth_year", "sex", "school", "status",
    "reason", "presence", "last_seen", "list",
)  # fmt: skip


@dataclass(frozen=True)
class LookedAt:
    """What a screen shows: two dates, a view, which children, the words of its rows."""

    week: Snapshot
    then: Snapshot | None
    view: View
    where: Mapping[str, Any]
    labels: Mapping[str, str]


def find_children(
    week: Snapshot,
    then: Snapshot | None,
    view: View,
    where: Mapping[str, Any],
    key: str = "",
) -> pd.DataFrame:
    """List the children behind a row of a view, or behind all of it.

    Of ``enrolled`` those who are done, of ``change`` those who are left on one of the
    two dates alone (``change`` is 1 for who is new among them and -1 for who no longer
    is), else those who are left.
    """
    found = _of(week, view, where, key)
    if view.measure != "change":
        done = view.measure == "enrolled"
        return found.loc[found["has_card"] == done, list(FACTS)].reset_index(drop=True)
    left = found[~found["has_card"]]
    if then is None:
        # Nothing to compare with: nobody, but with the columns of the others.
        return left[list(FACTS)].assign(change=1).iloc[:0]
    before = _of(then, view, where, key)
    before = before[~before["has_card"]]
    came = left[~left["person_id"].isin(before["person_id"])]
    gone = before[~before["person_id"].isin(left["person_id"])]
    # Who is no longer left is told as it is now, where it still counts.
    now = week.children().set_index("person_id")
    still = gone["person_id"].isin(now.index)
    gone_now = now.loc[gone.loc[still, "person_id"]].reset_index()
    parts = [came.assign(change=1), gone_now.assign(change=-1),
             gone[~still].assign(change=-1)]  # fmt: skip
    # concat takes no empty list, and an empty part would change types of columns.
    table = pd.concat([part for part in parts if len(part)] or [came.assign(change=1)])
    return table[["person_id", "change", *FACTS[1:]]].reset_index(drop=True)


def _of(week: Snapshot, view: View, where: Mapping[str, Any], key: str) -> pd.DataFrame:
    children = Asked(week, "children", where=where or None).frame()
    if not key:
        return children
    column = children["hamlet_id" if view.by == "hamlet" else view.by]
    return children[keys_of(column) == key]


def find_names(week: Snapshot, ids: Collection[str]) -> dict[str, str]:
    """Give the names of some children: for a page looked at, never for a file."""
    found = find_people(week, ids)
    return {child: person.name for child, (_, person) in found.items()}
