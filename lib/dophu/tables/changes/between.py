"""What passes between two dates of a campaign, with the hamlets that came and went."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dophu.snapshots import Snapshot
from dophu.tables.changes.flows import without_card


def flows_between(
    then: Snapshot | None, now: Snapshot, make: Callable[..., pd.DataFrame]
) -> pd.DataFrame:
    """Give the flows of a date from the one before, None on the first.

    Parameters
    ----------
    then, now
        The two dates.
    make
        ``count_flows`` or ``list_flows`` of :mod:`dophu.tables.changes.flows`.
    """
    campaign = now.campaign
    rules = campaign.age_groups, campaign.counts_as_enrolled
    children = without_card(now.persons, now.as_of, *rules)
    if then is None:
        # No rows, but all columns: on the first date everybody is new.
        before = children.head(0)
    else:
        before = without_card(then.persons, then.as_of, *rules)
    events, day = campaign.events, then.as_of if then else now.as_of
    # '' is outside the unit: whoever goes there has moved out.
    pairs = [
        (old, new)
        for old, places in events.successors(day, now.as_of).items()
        for new, _ in places
        if new
    ]
    flows = make(before, children, pairs)
    # Children of a hamlet that came from another unit were on its lists before: nobody
    # is newly found.
    joined = flows["hamlet"].isin(events.joined(day, now.as_of))
    flows.loc[joined & (flows["why"] == "new"), "why"] = "moved_in"
    return flows
