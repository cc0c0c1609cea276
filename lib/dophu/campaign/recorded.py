"""What an edition's record says of its campaign, so that it can be spoken of alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.config import Campaign
from dophu.campaign.settings import is_of_languages, is_text, why_no_word
from dophu.catalogue.about import About
from dophu.catalogue.drive_texts import texts_of
from dophu.catalogue.vocabulary import drives, shipped


def record_campaign(campaign: Campaign) -> dict[str, Any]:
    """Give what ``run.json`` keeps of a campaign: its names, ages, words and drive."""
    return {
        "name": campaign.name,
        "unit_name": campaign.unit_name,
        "deadline": campaign.deadline.isoformat(),
        "simulated": campaign.simulated,
        "applied_counts": "applied" in campaign.counts_as_enrolled,
        "drive": campaign.vocabulary.drive,
        "words": campaign.words,
        "age_groups": [
            {
                "code": group.code,
                "from_years": group.from_years,
                "below_years": group.below_years,
                "label": group.label,
            }
            for group in campaign.age_groups
        ],
    }


def about_recorded(
    recorded: Mapping[str, Any],
    as_of: date,
    language: str,
    never_sent: Sequence[str] = (),
) -> About:
    """Make what is said of figures from a record; ``never_sent`` names hamlets.

    Raises
    ------
    KeyError, TypeError, ValueError
        If the record is not one.
    """
    groups = tuple(AgeGroup(**group) for group in recorded["age_groups"])
    words, drive = recorded["words"], recorded["drive"]
    named = [recorded["name"], recorded["unit_name"], *(group.code for group in groups)]
    labels = [group.label for group in groups]
    if drive not in drives() or not all(map(is_text, named)):
        raise ValueError("a record of no drive, or without names")
    wrong = [key for key, word in words.items() if why_no_word(key, word)]
    if wrong or not all(map(is_of_languages, labels)):
        raise ValueError("words that no page can show")
    return About(
        unit_name=recorded["unit_name"],
        as_of=as_of,
        deadline=date.fromisoformat(recorded["deadline"]),
        age_groups=AgeGroups(groups),
        language=language,
        simulated=recorded["simulated"],
        applied_counts=recorded["applied_counts"],
        missing=tuple((name, None) for name in never_sent),
        words=recorded["words"],
        texts=texts_of(shipped(drive)),
    )
