"""Children who change age group before the deadline, and cards that must be exchanged.

From 14 a card is compulsory, and one issued before the 12th birthday must be
exchanged on reaching 14 (Law on Identification 26/2023/QH15, articles 19 and 21).
At 6 nothing must be exchanged; the venue and the procedure are others.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dophu.ages import AgeGroups, completed_years
from dophu.persons import COUNTED
from dophu.snapshots import Snapshot
from dophu.snapshots.children import with_age_group
from dophu.tables.cells import ask_cells
from dophu.tables.selection import PLACE

if TYPE_CHECKING:
    from dophu.tables.selection import By, Where

COLUMNS = (
    "hamlet_id", "hamlet", "age_group", "next_group", "children", "without_card",
    "to_exchange", "issue_unknown",
)  # fmt: skip

OUT = "out_of_scope"
"""``next_group`` of children who grow out of the drive."""

MANDATORY, KEPT_FROM = 14, 12
"""Age from which a card is compulsory; issued from this age it stays valid then."""


EXCHANGED = ("identity_card",)
"""Drives of whose result the law says so; in others there is nothing to exchange."""


def count_turning(snapshot: Snapshot, by: By = (), where: Where = None) -> pd.DataFrame:
    """Count who will be in another age group on the deadline than today.

    Parameters
    ----------
    snapshot
        The date, as :func:`dophu.load` opens it.
    by, where
        As for :func:`dophu.gaps`, by ``hamlet_id``, ``hamlet``, ``officer``,
        ``age_group`` and ``next_group``.

    Returns
    -------
    DataFrame
        One row per hamlet, age group and ``next_group`` (``out_of_scope`` for who
        grows out of the drive, ``unknown`` where the birth date does not settle
        it) that occurs; who is in ``unknown`` today is not followed. ``children``,
        of them ``without_card``; and of those who turn 14 with a card issued
        ``to_exchange`` (issued before the 12th birthday) and ``issue_unknown`` (on
        a day nobody stated). Empty once the deadline is there.

    Examples
    --------
    >>> import dophu
    >>> table = dophu.count_turning(dophu.load("data/sample", "2024-07-18"))
    >>> table.groupby("next_group")["children"].sum().to_dict()
    {'6_to_13': 6, 'out_of_scope': 15}
    """
    import narwhals.stable.v2 as nw

    campaign, as_of = snapshot.campaign, snapshot.as_of
    # Once the deadline has passed nobody has a birthday before it.
    groups, deadline = campaign.age_groups, max(snapshot.as_of, campaign.deadline)
    known = snapshot.persons.filter(nw.col("presence").is_in(list(COUNTED)))
    today = with_age_group(known, as_of, groups).rename({"age_group": "group"})
    later = with_age_group(today, deadline, groups).with_columns(
        next_group=nw.col("age_group").fill_null(OUT)
    )
    table = (
        later.filter(
            nw.col("group").is_in(list(groups.codes)),
            nw.col("group") != nw.col("next_group"),
        )
        .select(
            "hamlet_id",
            "next_group",
            "birth_from",
            "birth_to",
            "issued_date",
            age_group="group",
            has_card=nw.col("status").is_in(list(campaign.counts_as_enrolled)),
            issued=nw.col("status") == "issued",
        )  # fmt: skip
        .collect("pandas")
        .to_pandas()
    )
    for column in ("birth_from", "birth_to", "issued_date"):
        days = pd.to_datetime(table[column]).dt.date
        table[column] = days.astype(object).where(days.notna(), None)
    born_to_exchange = [
        _exchange(*row, as_of, deadline)
        for row in table[["birth_from", "birth_to", "issued_date"]].itertuples(
            index=False
        )
    ]
    found = pd.Series(born_to_exchange, index=table.index, dtype=object)
    ruled = table["issued"] & (campaign.vocabulary.drive in EXCHANGED)
    table["to_exchange"] = ruled & (found == "exchange")
    table["issue_unknown"] = ruled & (found == "unknown")
    table["without_card"], table["children"] = ~table["has_card"], 1
    table["hamlet"] = table["hamlet_id"].map(campaign.hamlets.names)
    table = _counted(table, campaign.hamlets.ids, groups)
    columns = (*PLACE, "next_group")
    return ask_cells(table, snapshot, "turning", by, where, COLUMNS[4:], columns)


def _exchange(
    born_from: date, born_to: date, issued: date | None, as_of: date, deadline: date
) -> str:
    """Test whether a card must be exchanged at 14: exchange, keep, unknown or no."""
    # By the earliest day of birth it may turn 14 by then, by the latest it has not yet.
    turns = completed_years(born_from, deadline) >= MANDATORY
    if not turns or completed_years(born_to, as_of) >= MANDATORY:
        return "no"
    if issued is None or born_from != born_to:
        return "unknown"
    return "exchange" if completed_years(born_from, issued) < KEPT_FROM else "keep"


def _counted(
    table: pd.DataFrame, hamlets: tuple[str, ...], groups: AgeGroups
) -> pd.DataFrame:
    keys, counts = list(COLUMNS[:4]), list(COLUMNS[4:])
    table = table.astype(dict.fromkeys(counts, "Int64"))
    sums = table.groupby(keys)[counts].sum().reset_index()
    order = sums["hamlet_id"].map(hamlets.index)
    ages = sums["age_group"].map(groups.codes.index)
    sums = sums.assign(order=order, age=ages).sort_values(["order", "age"])
    return sums[list(COLUMNS)].reset_index(drop=True)
