"""The children of a date: who counts, how old each is, and a frame to ask things of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from dophu.ages import UNKNOWN, AgeGroups
from dophu.campaign.config import Campaign
from dophu.catalogue.columns import NO_REASON
from dophu.persons import COUNTED

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import pandas as pd

CHILD_COLUMNS = (
    "person_id", "hamlet_id", "hamlet", "officer", "age_group", "birth_year",
    "birth_precision", "sex", "status", "has_card", "reason", "presence", "school",
    "list",
    "applied_date", "issued_date", "first_seen", "last_seen",
)  # fmt: skip
"""No name, number or birth date: a frame of these can be shown and grouped freely."""

# Rule 6 of docs/design.md: what stands in fewer may be somebody's name.
SHOWN_FROM = 3
"""Rows from which on the words of a free-text cell are shown."""

OTHER = "other"
"""The school of a child where the cell is not to be shown."""

_TEXTS = (
    "person_id", "hamlet_id", "hamlet", "officer", "age_group", "birth_precision",
    "sex", "status", "reason", "presence", "school", "list",
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
        # Second, so that a group that holds the whole interval goes over any it
        # touches.
        inside = (born_from >= first) & (born_to <= last)
        expression = nw.when(inside).then(nw.lit(group.code)).otherwise(expression)
    missing = born_from.is_null() | nw.col("birth_to").is_null()
    return persons.with_columns(
        age_group=nw.when(missing).then(nw.lit(UNKNOWN)).otherwise(expression)
    )


def counted(
    persons: nw.LazyFrame[Any], as_of: date, age_groups: AgeGroups
) -> nw.LazyFrame[Any]:
    """Keep the children who count: present or to verify, and not out of all groups."""
    import narwhals.stable.v2 as nw

    here = persons.filter(nw.col("presence").is_in(COUNTED))
    return with_age_group(here, as_of, age_groups).filter(
        ~nw.col("age_group").is_null()
    )


def child_frame(
    persons: nw.LazyFrame[Any],
    as_of: date,
    campaign: Campaign,
    officers: Mapping[str, str],
) -> pd.DataFrame:
    """Put the children who count into a frame of :data:`CHILD_COLUMNS`.

    In the order of hamlets and ids, so that two frames of one date have the same
    rows in the same places.
    """
    import narwhals.stable.v2 as nw

    born = nw.col("birth_from").dt.year()
    one_year = born == nw.col("birth_to").dt.year()
    has_card = nw.col("status").is_in(list(campaign.counts_as_enrolled))
    reason = nw.col("reason").fill_null(NO_REASON)
    no_text = nw.lit(None, dtype=nw.String)
    frame = (
        counted(persons, as_of, campaign.age_groups)
        .select(
            "person_id", "hamlet_id", "age_group", "status", "presence", "school",
            "applied_date", "issued_date", "first_seen", "last_seen",
            birth_year=nw.when(one_year).then(born),
            birth_precision=nw.col("precision").fill_null(UNKNOWN),
            sex=nw.col("sex").fill_null(UNKNOWN),
            has_card=has_card,
            reason=nw.when(has_card).then(no_text).otherwise(reason),
            list="file",
        )
        .collect("pandas")
        .to_pandas()
    )  # fmt: skip
    # What stands on fewer rows may be a name written into the wrong column.
    common = frame["school"].map(frame["school"].value_counts()) >= SHOWN_FROM
    frame["school"] = frame["school"].where(common | frame["school"].isna(), OTHER)
    places = {hamlet: n for n, hamlet in enumerate(campaign.hamlets.ids)}
    frame["hamlet"] = frame["hamlet_id"].map(campaign.hamlets.names)
    frame["officer"] = frame["hamlet_id"].map(officers)
    frame["at"] = frame["hamlet_id"].map(places)
    frame = frame.sort_values(["at", "person_id"], ignore_index=True)
    types: dict[str, str] = dict.fromkeys(_TEXTS, "str")
    types |= {"birth_year": "Int64", "has_card": "bool"}
    return frame.astype(types)[list(CHILD_COLUMNS)]
