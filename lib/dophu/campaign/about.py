"""What charts and pages say of every figure of a campaign: unit, day, who is missing.

Apart from the tables, so that the weekly run, which only starts notebooks, loads none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dophu.campaign.config import Campaign
from dophu.catalogue.about import About
from dophu.catalogue.drive_texts import texts_of


def about_date(
    campaign: Campaign,
    as_of: date,
    missing: Mapping[str, date | None],
    language: str = "",
) -> About:
    """Gather what is said of a date's figures; ``missing`` as a snapshot has it."""
    names = campaign.hamlets.names
    never = {h for h, last in missing.items() if last is None}
    return About(
        unit_name=campaign.unit_name,
        as_of=as_of,
        deadline=campaign.deadline,
        age_groups=campaign.age_groups,
        language=language or campaign.language,
        simulated=campaign.simulated,
        applied_counts="applied" in campaign.counts_as_enrolled,
        missing=tuple((names[h], last) for h, last in missing.items()),
        words=campaign.words,
        # A list of one hamlet of the day is enough for 0 left to be a finding.
        has_lists=not never.issuperset(campaign.hamlets.on(as_of).ids),
        officers={
            hamlet.hamlet_id: hamlet.officer
            for hamlet in campaign.hamlets.on(as_of).hamlets
            if hamlet.officer and campaign.shows_officers
        },
        texts=texts_of(campaign.vocabulary),
        issued_by=campaign.issued_by,
    )
