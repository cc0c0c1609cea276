"""Children without a card by the reason that is given for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dophu.ages import UNKNOWN
from dophu.catalogue.columns import NO_REASON
from dophu.snapshots import Snapshot
from dophu.snapshots.children import counted
from dophu.tables.kept import counted_once
from dophu.tables.selection import Asked, in_order, is_given, keys_of

if TYPE_CHECKING:
    from dophu.tables.selection import By, Where

REASON_COLUMNS = (
    "hamlet_id", "hamlet", "age_group", "reason", "children", "reachable",
)  # fmt: skip


def reasons(snapshot: Snapshot, by: By = (), where: Where = None) -> pd.DataFrame:
    """Count the children without a card by the reason their hamlet gives.

    Parameters
    ----------
    snapshot, by, where
        As for :func:`gaps`.

    Returns
    -------
    DataFrame
        One row per hamlet, age group and reason that occurs: ``hamlet_id``,
        ``hamlet``, ``age_group``, ``reason`` (code of the code book; ``CHUA_RO``
        where none is given), ``children`` (each once, so that they add up to the
        gap), ``reachable`` (``now``, ``later``, ``no``, ``unknown``: by the code
        book, or by the day that the campaign gives, see ``sessions``). With ``by``
        its columns stand in place of the first three.

    Raises
    ------
    DophuError
        For a column or a value that is not there, naming the nearest one.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> table = dophu.reasons(week, by="sex", where={"reason": "VE_QUE_HE"})
    >>> print(table.to_string(index=False))
       sex    reason  children reachable
    female VE_QUE_HE       250     later
      male VE_QUE_HE       271     later
    """
    if is_given(by) or where is not None:
        asked = Asked(snapshot, "reasons", by, where)
        waiting = asked.frame().query("not has_card")
        keys = [c for c in asked.by or REASON_COLUMNS[:3] if c != "reason"]
        grouped = keys_of([*keys, "reason"])
        table = waiting.groupby(grouped, dropna=False).size()
        table = table.reset_index(name="children").astype({"children": "Int64"})
        table["reachable"] = table["reason"].map(_reachable(snapshot))
        table = in_order(table, [*keys, "reason"], snapshot)
        return table[[*keys, "reason", "children", "reachable"]]
    return counted_once(snapshot, "reasons", lambda: _all_reasons(snapshot))


def reachable_days(snapshot: Snapshot) -> pd.DataFrame:
    """List the days from which children of a reason can come, as the campaign states.

    Returns
    -------
    DataFrame
        One row a reason with a day after the date and not after the deadline:
        ``reason``, ``day``.
    """
    campaign = snapshot.campaign
    rows = [
        (reason, day)
        for reason, day in campaign.sessions.reachable_from.items()
        if snapshot.as_of < day <= campaign.deadline
    ]
    return pd.DataFrame(rows, columns=["reason", "day"])


def _reachable(snapshot: Snapshot) -> dict[str, str]:
    campaign = snapshot.campaign
    days = snapshot.as_of, campaign.deadline
    book = campaign.vocabulary.reason_book
    return {code: campaign.sessions.reachable(code, *days) for code in book}


def _all_reasons(snapshot: Snapshot) -> pd.DataFrame:
    import narwhals.stable.v2 as nw

    campaign = snapshot.campaign
    table = (
        counted(snapshot.persons, snapshot.as_of, campaign.age_groups)
        .filter(~nw.col("status").is_in(list(campaign.counts_as_enrolled)))
        # A reason nobody gave has a code too, or the reasons would not add up to the
        # gap.
        .with_columns(nw.col("reason").fill_null(NO_REASON))
        .group_by("hamlet_id", "age_group", "reason")
        .agg(children=nw.len())
        .collect("pandas")
        .to_pandas()
    )
    book = campaign.vocabulary.reason_book
    table["hamlet"] = table["hamlet_id"].map(campaign.hamlets.names)
    table["reachable"] = table["reason"].map(_reachable(snapshot))
    table["children"] = table["children"].astype("Int64")
    orders = (
        ("hamlet_id", campaign.hamlets.ids),
        ("age_group", (*campaign.age_groups.codes, UNKNOWN)),
        ("reason", tuple(book)),
    )
    places = [table[c].map({v: i for i, v in enumerate(order)}) for c, order in orders]
    order = pd.concat(places, axis=1).sort_values([c for c, _ in orders]).index
    return table.loc[order, list(REASON_COLUMNS)].reset_index(drop=True)
