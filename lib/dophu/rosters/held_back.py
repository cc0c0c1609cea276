"""Rows of an enrolment list that count as not done for what speaks against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dophu.campaign.settings import ENROLLED


@dataclass(frozen=True)
class Against:
    """Rows of an enrolment list that something speaks against, and what.

    ``how`` is ``column``, ``lacking``, ``section`` or ``empty``.
    """

    how: str
    rows: tuple[int, ...]
    column: int = 0


def hold_back(
    statuses: list[str | None],
    at: Sequence[int],
    found: Sequence[Against],
    decided: Mapping[int, str],
) -> list[Against]:
    """Let what speaks against rows count, and give what is still to be told of.

    ``statuses`` is changed; a row of which a person decided keeps what they said.
    """
    positions: dict[int, list[int]] = defaultdict(list)
    for position, row in enumerate(at):
        positions[row].append(position)
    reported = []
    for against in found:
        rows = []
        for row in against.rows:
            if row in decided:
                continue
            changed = [p for p in positions[row] if statuses[p] in (None, *ENROLLED)]
            for position in changed:
                statuses[position] = "not_yet"
            if changed:
                rows.append(row)
        if rows:
            reported.append(Against(against.how, tuple(rows), against.column))
    return reported
