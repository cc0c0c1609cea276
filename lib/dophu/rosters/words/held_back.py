"""Rows of an enrolment list that count as not done for what speaks against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dophu.campaign.settings import ENROLLED
from dophu.rosters.words.values import Faults

HELD = "TN-17"
"""Issue of a row of an enrolment list that something speaks against."""


@dataclass(frozen=True)
class Against:
    """Rows of an enrolment list that something speaks against, and what.

    ``how`` is ``column``, ``lacking``, ``section`` or ``empty``.
    """

    how: str
    rows: tuple[int, ...]
    column: int = 0


def hold_back(
    values: Mapping[str, list[Any]],
    faults: Mapping[str, Faults],
    at: Sequence[int],
    found: Sequence[Against],
    decided: Mapping[int, str],
) -> list[Against]:
    """Let what speaks against rows count, and give what is still to be told of.

    ``values["status"]`` is changed, and ``faults["status"]`` names the rows; one of
    which a person decided keeps what they said.
    """
    statuses = values["status"]
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
                faults["status"].setdefault(position, (HELD, {}))
            if changed:
                rows.append(row)
        if rows:
            reported.append(Against(against.how, tuple(rows), against.column))
    return reported
