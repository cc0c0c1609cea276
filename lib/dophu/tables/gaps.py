"""Persons → gaps: who has no card yet, per hamlet and age group.

Counts are one Narwhals expression over a lazy frame, so that the same function
runs on DuckDB in the notebook's process and on a cluster; ages are comparisons
of birth dates with cut-off days worked out in ``ages``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from dophu.ages import UNKNOWN, AgeGroups
from dophu.campaign.config import Campaign
from dophu.campaign.hamlets import Hamlets
from dophu.snapshots import Snapshot
from dophu.snapshots.children import counted
from dophu.tables.kept import kept_table
from dophu.tables.selection import (
    PLACE,
    Asked,
    in_order,
    is_given,
    keys_of,
    place_cells,
)

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from dophu.tables.selection import By, Where

GAP_COLUMNS = (
    "hamlet_id", "hamlet", "age_group", "persons", "enrolled", "gap", "coverage",
    "applied", "issued",
)  # fmt: skip
COUNTS = ["persons", "enrolled", "applied", "issued"]
BY_COLUMNS = ("persons", "enrolled", "gap", "coverage")


def count_gaps(
    persons: nw.LazyFrame[Any],
    as_of: date,
    age_groups: AgeGroups,
    hamlets: Hamlets,
    enrolled: Sequence[str] = Campaign.counts_as_enrolled,
    never_sent: Collection[str] = (),
) -> pd.DataFrame:
    """Count children with and without a card, per hamlet and age group.

    Nobody is dropped: a child with no usable birth date is counted in the group
    ``unknown``, so ``persons`` adds up to the children who are counted.

    Parameters
    ----------
    persons
        One row a child: ``hamlet_id``, ``birth_from``, ``birth_to`` (days between
        which it was born, null if unknown), ``status``, ``presence``.
    as_of
        The day the rosters describe, not the day of the run.
    age_groups
        Half-open groups of completed years.
    hamlets
        The hamlets to show, in the order to show them.
    enrolled
        Statuses that count as having a card.
    never_sent
        Ids of hamlets of which no list was ever received: their counts are
        missing, not 0.

    Returns
    -------
    DataFrame
        One row per hamlet and age group, empty groups and ``unknown`` included, in
        hamlet then age order: ``hamlet_id``, ``hamlet``, ``age_group``, ``persons``
        (present and to verify), ``enrolled``, ``gap`` (children, ``persons`` -
        ``enrolled``), ``coverage`` (share from 0 to 1; missing where ``persons`` is
        0), ``applied``, ``issued``.

    Examples
    --------
    >>> import dophu
    >>> gaps = dophu.gaps(dophu.load("data/sample", "2024-07-18"))
    >>> print(gaps.groupby("age_group")[["persons", "enrolled", "gap"]].sum())
               persons  enrolled   gap
    age_group
    6_to_13       1632       600  1032
    under_6        840       400   440
    unknown          0         0     0
    """
    import narwhals.stable.v2 as nw

    status = nw.col("status")
    counts = (
        counted(persons, as_of, age_groups)
        .group_by("hamlet_id", "age_group")
        .agg(
            persons=nw.len(),
            # DuckDB adds whole numbers up to HUGEINT, which pandas has as floats: cast
            # back.
            enrolled=status.is_in(list(enrolled)).cast(nw.Int64).sum().cast(nw.Int64),
            applied=(status == "applied").cast(nw.Int64).sum().cast(nw.Int64),
            issued=(status == "issued").cast(nw.Int64).sum().cast(nw.Int64),
        )
        .collect("pandas")
        .to_pandas()
        .set_index(["hamlet_id", "age_group"])
    )
    return _lay_out(counts, age_groups, hamlets, never_sent)


def _lay_out(
    counts: pd.DataFrame,
    age_groups: AgeGroups,
    hamlets: Hamlets,
    never_sent: Collection[str],
) -> pd.DataFrame:
    """Lay counts by hamlet and age group out as the table of gaps, empty cells too."""
    shown = pd.MultiIndex.from_product(
        [hamlets.ids, [*age_groups.codes, UNKNOWN]], names=["hamlet_id", "age_group"]
    )
    # A group without a child is 0 where a list was sent, unknown where none was.
    table = counts.reindex(shown, fill_value=0).astype("Int64").reset_index()
    silent = table["hamlet_id"].isin(list(never_sent))
    table.loc[silent, COUNTS] = pd.NA
    table["hamlet"] = table["hamlet_id"].map(hamlets.names)
    return _with_gap(table)[list(GAP_COLUMNS)]


def _with_gap(table: pd.DataFrame) -> pd.DataFrame:
    table["gap"] = table["persons"] - table["enrolled"]
    shares = table["enrolled"].astype("Float64") / table["persons"].astype("Float64")
    table["coverage"] = shares.where(table["persons"] > 0).astype("Float64")
    return table


def _count_children(
    children: pd.DataFrame, keys: list[str], campaign: Campaign
) -> pd.DataFrame:
    status = children["status"]
    found = children[keys].assign(
        persons=1,
        enrolled=children["has_card"].astype("Int64"),
        applied=(status == "applied").astype("Int64"),
        issued=(status == "issued").astype("Int64"),
    )
    return found.groupby(keys, dropna=False)[COUNTS].sum().astype("Int64")


def _never(snapshot: Snapshot) -> list[str]:
    return [hamlet for hamlet, last in snapshot.missing.items() if last is None]


def _count_all(snapshot: Snapshot) -> pd.DataFrame:
    campaign = snapshot.campaign
    return count_gaps(
        snapshot.persons,
        snapshot.as_of,
        campaign.age_groups,
        snapshot.hamlets,
        campaign.counts_as_enrolled,
        _never(snapshot),
    )


def gaps(snapshot: Snapshot, by: By = (), where: Where = None) -> pd.DataFrame:
    """Count children with and without a card, of a date.

    Parameters
    ----------
    snapshot
        The date, as :func:`dophu.load` opens it.
    by
        A column of ``week.children()``, a column of one's own made from it (a named
        pandas Series), or a list of these. Without it: by hamlet and age group.
    where
        Which children: ``{"sex": "female"}``, ``{"age_group": ["under_6"]}``, a
        pandas query such as ``"birth_year >= 2018"``, or a column of True and False.

    Returns
    -------
    DataFrame
        Without ``by`` the table ``gaps.csv`` (see :func:`count_gaps`), where ``where``
        keeps the rows of the hamlets and age groups it names. With ``by`` one row a
        value, or combination of values, that occurs: its columns, then ``persons``,
        ``enrolled``, ``gap`` (children) and ``coverage`` (share from 0 to 1; missing
        where ``persons`` is 0). A missing value has a row too, so that the counts
        always add up to those of the default. Hamlets that never sent a list have
        missing counts, not 0.

    Raises
    ------
    DophuError
        For a column or a value that is not there, naming the nearest one.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> print(dophu.gaps(week, by="sex").round(2).to_string(index=False))
       sex  persons  enrolled  gap  coverage
    female     1174       479  695      0.41
      male     1298       521  777       0.4
    >>> boys = dophu.gaps(week, where={"hamlet_id": "H01", "sex": "male"})
    >>> print(boys[["age_group", "persons", "gap"]].to_string(index=False))
    age_group  persons  gap
      under_6       18    8
      6_to_13       33   23
      unknown        0    0
    """
    if not is_given(by) and where is None:
        return kept_table(snapshot, "gaps", lambda: _count_all(snapshot))
    asked = Asked(snapshot, "gaps", by, where)
    campaign = snapshot.campaign
    of_places = isinstance(asked.where, Mapping) and {*asked.where} <= {*PLACE}
    if of_places and {*asked.by} <= {*PLACE}:
        # Whole cells are asked for: what was counted of them is kept.
        table = kept_table(snapshot, "gaps", lambda: _count_all(snapshot))
        cells = asked.filter(place_cells(snapshot))
        table = cells.merge(table, on=["hamlet_id", "hamlet", "age_group"])
        return add_up_cells(table, asked.by, snapshot)
    chosen = asked.frame()
    if {*asked.by} <= {*PLACE}:
        counts = _count_children(chosen, ["hamlet_id", "age_group"], campaign)
        groups, never_sent = campaign.age_groups, _never(snapshot)
        table = _lay_out(counts, groups, snapshot.hamlets, never_sent)
        cells = asked.cells(place_cells(snapshot), chosen)
        table = cells.merge(table, on=["hamlet_id", "hamlet", "age_group"])
        return add_up_cells(table, asked.by, snapshot)
    keys = keys_of(asked.by)
    table = _count_children(chosen, keys, campaign).reset_index()
    # A hamlet that never sent a list has no child to be grouped by: its row is added.
    if "hamlet_id" in table:
        cells = asked.cells(place_cells(snapshot), chosen)
        never = cells[cells["hamlet_id"].isin(_never(snapshot))]
        never = never[[c for c in keys if c in never]].drop_duplicates()
        table = pd.concat([table, never], ignore_index=True)
        table = table.astype(dict.fromkeys(COUNTS, "Int64"))
    return in_order(_with_gap(table), asked.by, snapshot)[[*asked.by, *BY_COLUMNS]]


def add_up_cells(
    table: pd.DataFrame, by: Sequence[str], snapshot: Snapshot
) -> pd.DataFrame:
    """Add a table of gaps up by columns of its cells; as it is where there is none."""
    if not {*by} - {"as_of"}:
        return table[[*by, *GAP_COLUMNS]]
    counts = table.groupby(keys_of(by), sort=False, dropna=False)[COUNTS]
    table = _with_gap(counts.sum(min_count=1).reset_index())
    return in_order(table, by, snapshot)[[*by, *BY_COLUMNS]]
