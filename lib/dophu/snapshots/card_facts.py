"""What the card of a date shows in a notebook or a terminal: totals, never a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dophu.catalogue.numbers import format_count, format_date
from dophu.snapshots.children import counted

if TYPE_CHECKING:
    from dophu.snapshots.snapshot import Snapshot


def card_facts(snapshot: Snapshot) -> dict[str, str]:
    """Give the lines of a date's card, by the key of their label in the catalogue."""
    import narwhals.stable.v2 as nw

    campaign, hamlets = snapshot.campaign, snapshot.manifest["hamlets"]
    language = campaign.language
    children = counted(snapshot.persons, snapshot.as_of, campaign.age_groups)
    has_card = nw.col("status").is_in(list(campaign.counts_as_enrolled))
    count = {"persons": nw.len(), "enrolled": has_card.cast(nw.Int64).sum()}
    totals = children.select(**count).collect("pandas")
    # The sum over nobody is null, and the card shows 0.
    persons, enrolled = (int(totals[name].fill_null(0)[0]) for name in count)
    facts = {
        "card_unit": campaign.unit_name,
        "card_as_of": format_date(snapshot.as_of, language),
        "card_persons": format_count(persons, language),
        "card_waiting": format_count(persons - enrolled, language),
        "card_hamlets": f"{sum(h['received'] for h in hamlets)}/{len(hamlets)}",
        "card_issues": format_count(len(snapshot.manifest["issues"]), language),
        "card_gate": snapshot.gate,
    }
    return facts | ({"card_simulated": "✓"} if campaign.simulated else {})
