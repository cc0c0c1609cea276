"""Names of a campaign that charts cannot draw letter for letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dophu.campaign.config import Campaign
from dophu.campaign.settings import FILE
from dophu.catalogue.drawable_letters import KNOWN, missing
from dophu.catalogue.issues import Issue

SHOWN = 60
"""Letters of a name in a message."""


def check_drawn_names(campaign: Campaign, day: date) -> list[Issue]:
    """Find the names of hamlets, officers and unit with letters charts have not.

    Returns
    -------
    list of Issue
        CH-17, one a name: at its row of ``hamlets.csv``, or in ``campaign.toml``.
    """
    found = []
    for text, place, hamlet in _names(campaign, day):
        if not KNOWN.fullmatch(text):
            # Only now: it loads the library that opens the font.
            from dophu.catalogue.typeface import drawable, is_in_font

            if lacks := missing(text, is_in_font):
                details = {
                    "text": text[:SHOWN],
                    "shown": drawable(text)[:SHOWN],
                    "lacks": ", ".join(f"U+{ord(c):04X}" for c in lacks[:5]),
                }
                found.append(Issue("CH-17", *place, hamlet_id=hamlet, details=details))
    return found


def _names(campaign: Campaign, day: date) -> Iterator[tuple[str, tuple[str, ...], str]]:
    yield campaign.unit_name, (FILE,), ""
    for hamlet in campaign.hamlets.on(day).hamlets:
        yield hamlet.name, hamlet.place, hamlet.hamlet_id
    # Reversed: a message of an officer of several hamlets points to the first.
    officers = {h.officer: h for h in reversed(campaign.hamlets.on(day).hamlets)}
    for officer, hamlet in officers.items():
        yield officer, hamlet.place, hamlet.hamlet_id
