"""What stands in the way: who was recovered and who remains, by reason and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dophu.catalogue.columns import NO_REASON
from dophu.persons import COUNTED
from dophu.rosters.words.status import all_reasons_of
from dophu.snapshots import Snapshot
from dophu.snapshots.children import with_age_group
from dophu.tables.selection import EXAMPLE, Asked, in_order, keys_of

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import pandas as pd

    from dophu.tables.selection import By, Where

RECOVERY_COLUMNS = ("reason", "before", "recovered", "gone", "remaining", "came", "now")
MENTION_COLUMNS = ("reason", "children", "named")


def recovered_by_reason(
    snapshot: Snapshot, by: By = (), where: Where = None
) -> pd.DataFrame:
    """Follow the children of each reason from the last date to this one.

    A child is followed under the reason it had on the last date, whatever reason
    it has now; by the reason it has now it is counted in ``now``.

    Parameters
    ----------
    snapshot
        The date, as :func:`dophu.load` opens it.
    by, where
        As for :func:`dophu.gaps`, without columns of one's own; ``by`` in place of
        the reason. Of each date the children are asked as they were on it.

    Returns
    -------
    DataFrame
        One row a reason that occurs on either date, in the order of the code book:
        ``before`` (children without a card on the last date) = ``recovered`` (have
        a card now) + ``gone`` (moved away, died, grew out of the drive) + ``remaining``
        (still without); ``now`` = ``remaining`` + ``came`` (children whose reason
        it was not, less those whose it is no longer; may be negative). On the first
        date only ``came`` and ``now`` are not 0.

    Examples
    --------
    >>> import dophu
    >>> table = dophu.recovered_by_reason(dophu.load("data/sample", "2024-07-18"))
    >>> print(table[["before", "recovered", "gone", "remaining"]].sum().to_list())
    [1901, 424, 10, 1467]
    """
    import narwhals.stable.v2 as nw
    import pandas as pd

    asked = Asked(snapshot, "recovered", by, where)
    if asked.by or where is not None:
        return _recovered_by(asked)
    dates = snapshot.series()
    now = _waiting(snapshot)
    count_now = _count(now.filter("waiting"), "reason")
    if len(dates) > 1:
        then = _waiting(dates[-2]).filter("waiting").select("person_id", "reason")
        after = now.select("person_id", "waiting", "has_card")
        both = then.join(after, on="person_id", how="left").with_columns(
            what=nw.when(nw.col("has_card").fill_null(False))
            .then(nw.lit("recovered"))
            .when(nw.col("waiting").fill_null(False))
            .then(nw.lit("remaining"))
            .otherwise(nw.lit("gone"))
        )
        flows = _count(both, "reason", "what").unstack("what")
    else:
        flows = pd.DataFrame()
    table = pd.DataFrame({"now": count_now}).join(flows, how="outer")
    table = table.reindex(columns=["now", "recovered", "gone", "remaining"]).fillna(0)
    table["before"] = table[["recovered", "gone", "remaining"]].sum(axis=1)
    table["came"] = table["now"] - table["remaining"]
    book = snapshot.campaign.vocabulary.reason_book
    order = [code for code in book if code in table.index]
    table = table.loc[order].astype("Int64").rename_axis("reason").reset_index()
    return table[list(RECOVERY_COLUMNS)]


def _recovered_by(asked: Asked) -> pd.DataFrame:
    import pandas as pd

    week, keys = asked.week, asked.by or ["reason"]
    if asked.own:
        # A column made of one date's children has no value on the other.
        raise asked.error("PT-07", example=EXAMPLE)
    after = week.children().set_index("person_id")["has_card"]
    earlier = [day for day in week.series() if day.as_of < week.as_of]
    then = asked.of(earlier[-1]) if earlier else asked.frame().head(0)
    then = then[~then["has_card"]]
    has_card = then["person_id"].map(after)
    then = then.assign(
        before=1,
        recovered=(has_card == True).astype(int),  # noqa: E712 (missing: gone)
        gone=has_card.isna().astype(int),
        remaining=(has_card == False).astype(int),  # noqa: E712
    )
    now = asked.frame().query("not has_card").assign(now=1)
    counts = ["before", "recovered", "gone", "remaining", "now"]
    both = pd.concat([then, now])[[*keys_of(keys), *counts]]
    table = both.groupby(keys_of(keys), dropna=False)[counts].sum().astype("Int64")
    table["came"] = table["now"] - table["remaining"]
    return in_order(table.reset_index(), keys, week)[[*keys, *RECOVERY_COLUMNS[1:]]]


def count_mentions(snapshot: Snapshot) -> pd.DataFrame:
    """Count how often each reason is named, where a cell may name several.

    Returns
    -------
    DataFrame
        One row a reason that occurs: ``children`` without a card counted under it
        (each child once, under the first its cell names; they add up to the gap)
        and ``named`` (children whose cell names it at all; one child may be in
        several).
    """
    import pandas as pd

    waiting = _waiting(snapshot).filter("waiting")
    texts = _count(waiting, "reason", "reason_text").reset_index(name="children")
    words = snapshot.campaign.vocabulary
    codes = [
        # A reason without a text of its own to be read is named once.
        all_reasons_of(text, words) or (reason,)
        for reason, text in zip(texts["reason"], texts["reason_text"], strict=True)
    ]
    children = texts.groupby("reason")["children"].sum()
    named = texts.assign(reason=codes).explode("reason").groupby("reason")["children"]
    table = pd.DataFrame({"children": children, "named": named.sum()}).fillna(0)
    book = snapshot.campaign.vocabulary.reason_book
    order = [code for code in book if code in table.index]
    table = table.loc[order].astype("Int64").rename_axis("reason").reset_index()
    return table[list(MENTION_COLUMNS)]


def _waiting(snapshot: Snapshot) -> nw.LazyFrame[Any]:
    """Children of a date: ``waiting`` without a card, or ``has_card``, if counted."""
    import narwhals.stable.v2 as nw

    campaign = snapshot.campaign
    enrolled = nw.col("status").is_in(list(campaign.counts_as_enrolled))
    counted = nw.col("presence").is_in(list(COUNTED)) & ~nw.col("age_group").is_null()
    return with_age_group(
        snapshot.persons, snapshot.as_of, campaign.age_groups
    ).select(
        "person_id", "reason_text",
        reason=nw.col("reason").fill_null(NO_REASON),
        waiting=counted & ~enrolled, has_card=counted & enrolled,
    )  # fmt: skip


def _count(frame: nw.LazyFrame[Any], *keys: str) -> pd.Series:
    import narwhals.stable.v2 as nw

    table = frame.group_by(*keys).agg(children=nw.len()).sort(*keys)
    return table.collect("pandas").to_pandas().set_index(list(keys))["children"]
