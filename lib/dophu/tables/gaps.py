"""Persons → gaps: who has no card yet, per hamlet and age group.

Counts are one Narwhals expression over a lazy frame, so that the same function
runs on DuckDB in the notebook's process and on a cluster; ages are comparisons
of birth dates with cut-off days worked out in ``ages``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dophu.ages import UNKNOWN, AgeGroups
from dophu.campaign.config import Campaign
from dophu.campaign.hamlets import Hamlets
from dophu.catalogue.columns import NO_REASON, reason_book
from dophu.persons import COUNTED
from dophu.snapshots import Snapshot

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import pandas as pd

GAP_COLUMNS = (
    "hamlet_id", "hamlet", "age_group", "persons", "enrolled", "gap", "coverage",
    "applied", "issued",
)  # fmt: skip
REASON_COLUMNS = (
    "hamlet_id", "hamlet", "age_group", "reason", "children", "reachable",
)  # fmt: skip


def with_age_group(
    persons: nw.LazyFrame[Any], as_of: date, age_groups: AgeGroups
) -> nw.LazyFrame[Any]:
    """Add the column ``age_group`` of each child on a day, without dropping any.

    ``unknown`` where the birth date is missing or its interval spans groups; null
    where the child is certainly in none. A child on a list is born, so the part
    of an interval after ``as_of`` does not count.
    """
    import narwhals.stable.v2 as nw

    born_from = nw.col("birth_from")
    today = nw.lit(as_of, dtype=nw.Date)
    born_to = (
        nw.when(born_from <= today)
        .then(nw.min_horizontal("birth_to", today))
        .otherwise(nw.col("birth_to"))
    )
    expression = nw.lit(None, dtype=nw.String)
    for group in age_groups:
        first, last = group.born_between(as_of)
        touches = (born_from <= last) & (born_to >= first)
        expression = nw.when(touches).then(nw.lit(UNKNOWN)).otherwise(expression)
    for group in age_groups:
        first, last = group.born_between(as_of)
        inside = (born_from >= first) & (born_to <= last)
        expression = nw.when(inside).then(nw.lit(group.code)).otherwise(expression)
    missing = born_from.is_null() | nw.col("birth_to").is_null()
    return persons.with_columns(
        age_group=nw.when(missing).then(nw.lit(UNKNOWN)).otherwise(expression)
    )


def _counted(
    persons: nw.LazyFrame[Any], as_of: date, age_groups: AgeGroups
) -> nw.LazyFrame[Any]:
    import narwhals.stable.v2 as nw

    here = persons.filter(nw.col("presence").is_in(COUNTED))
    return with_age_group(here, as_of, age_groups).filter(
        ~nw.col("age_group").is_null()
    )


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
    import pandas as pd

    status = nw.col("status")
    counts = (
        _counted(persons, as_of, age_groups)
        .group_by("hamlet_id", "age_group")
        .agg(
            persons=nw.len(),
            enrolled=status.is_in(list(enrolled)).cast(nw.Int64).sum().cast(nw.Int64),
            applied=(status == "applied").cast(nw.Int64).sum().cast(nw.Int64),
            issued=(status == "issued").cast(nw.Int64).sum().cast(nw.Int64),
        )
        .collect("pandas")
        .to_pandas()
        .set_index(["hamlet_id", "age_group"])
    )
    shown = pd.MultiIndex.from_product(
        [hamlets.ids, [*age_groups.codes, UNKNOWN]], names=["hamlet_id", "age_group"]
    )
    table = counts.reindex(shown, fill_value=0).astype("Int64").reset_index()
    silent = table["hamlet_id"].isin(list(never_sent))
    table.loc[silent, ["persons", "enrolled", "applied", "issued"]] = pd.NA
    table["hamlet"] = table["hamlet_id"].map(hamlets.names)
    table["gap"] = table["persons"] - table["enrolled"]
    shares = table["enrolled"].astype("Float64") / table["persons"].astype("Float64")
    table["coverage"] = shares.where(table["persons"] > 0).astype("Float64")
    return table[list(GAP_COLUMNS)]


def gaps(snapshot: Snapshot) -> pd.DataFrame:
    """Count the gaps of one date of a campaign; see :func:`count_gaps`."""
    campaign = snapshot.campaign
    return count_gaps(
        snapshot.persons,
        snapshot.as_of,
        campaign.age_groups,
        snapshot.hamlets,
        campaign.counts_as_enrolled,
        [hamlet for hamlet, last in snapshot.missing.items() if last is None],
    )


def reasons(snapshot: Snapshot) -> pd.DataFrame:
    """Count the children without a card by the reason their hamlet gives.

    Returns
    -------
    DataFrame
        One row per hamlet, age group and reason that occurs: ``hamlet_id``,
        ``hamlet``, ``age_group``, ``reason`` (code of the code book; ``CHUA_RO``
        where none is given), ``children`` (each once, so that they add up to the
        gap), ``reachable`` (``now``, ``later``, ``no``, ``unknown``: by the code
        book, or by the day that the campaign gives, see ``sessions``).
    """
    import narwhals.stable.v2 as nw
    import pandas as pd

    campaign = snapshot.campaign
    table = (
        _counted(snapshot.persons, snapshot.as_of, campaign.age_groups)
        .filter(~nw.col("status").is_in(list(campaign.counts_as_enrolled)))
        .with_columns(nw.col("reason").fill_null(NO_REASON))
        .group_by("hamlet_id", "age_group", "reason")
        .agg(children=nw.len())
        .collect("pandas")
        .to_pandas()
    )
    book = reason_book()
    table["hamlet"] = table["hamlet_id"].map(campaign.hamlets.names)
    days = snapshot.as_of, campaign.deadline
    when = {code: campaign.sessions.reachable(code, *days) for code in book}
    table["reachable"] = table["reason"].map(when)
    table["children"] = table["children"].astype("Int64")
    orders = (
        ("hamlet_id", campaign.hamlets.ids),
        ("age_group", (*campaign.age_groups.codes, UNKNOWN)),
        ("reason", tuple(book)),
    )
    places = [table[c].map({v: i for i, v in enumerate(order)}) for c, order in orders]
    order = pd.concat(places, axis=1).sort_values([c for c, _ in orders]).index
    return table.loc[order, list(REASON_COLUMNS)].reset_index(drop=True)
