"""When a list that goes out is due back."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from dophu.campaign.config import Campaign

WEEK = timedelta(days=7)


def due_date(campaign: Campaign, as_of: date) -> date:
    """Give the day by which the lists of a date are to come back.

    The next date of lists, as far from this one as this is from the last (a week where
    there is no last), but no later than the deadline while that is ahead.
    """
    dates = [day for day in campaign.dates() if day <= as_of]
    steps = [after - before for before, after in pairwise(dates)]
    due = as_of + (steps[-1] if steps else WEEK)
    return min(due, campaign.deadline) if as_of < campaign.deadline else due
