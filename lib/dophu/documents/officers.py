"""Officers beside hamlets, where a campaign wishes it; compared only where many count.

A table that ranks hamlets ranks those who are responsible for them too: of few children
a share says nothing of anybody, so nobody is named there.
"""

from __future__ import annotations

from dophu.tables.few_officers import LEAST
from dophu.tables.figures import Figures


def hamlets_of_officers(figures: Figures) -> dict[str, list[str]]:
    """Give the hamlets of each officer, in the campaign's order; none by default."""
    found: dict[str, list[str]] = {}
    for hamlet in figures.hamlets:
        if officer := figures.about.officers.get(hamlet):
            found.setdefault(officer, []).append(hamlet)
    return found


def beside_officer(figures: Figures, hamlet: str, name: str) -> str:
    """Name a hamlet with its officer, for a table in which hamlets are compared."""
    officer = figures.about.officers.get(hamlet, "")
    of = hamlets_of_officers(figures).get(officer, [])
    if sum(figures.number("persons", hamlet=one) for one in of) < LEAST:
        return name
    return figures.about.with_officer(hamlet, name)
