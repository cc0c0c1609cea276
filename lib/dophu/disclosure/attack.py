"""What somebody who wants to know more can work out of published figures.

The attacker knows all that was published, which rule it was rounded by, how many
children there are (where a system publishes that), and may believe that nobody comes
back to being left. A count is recovered if all tables that agree with this have the
same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

# One run looks for all counts at once, where each asked alone takes two:
# docs/design.md.
ROUNDS = 12
"""Directions in which other tables are looked for, before counts are asked alone."""

SECONDS = 60.0
"""Time for one question; one that is not answered counts as recovered."""

FAR_ENOUGH = 0.2
"""How near to the farthest table another one must be found, to be one of others."""

APART = 0.5
"""By how much solutions differ that are different whole numbers."""


@dataclass
class Puzzle:
    """Unknown whole numbers, their bounds, and sums whose bounds are known."""

    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    sums: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def unknown(self, low: int, high: int) -> int:
        """Add a number between bounds; give its place."""
        self.lows.append(low)
        self.highs.append(high)
        return len(self.lows) - 1

    def add_sum(self, parts: Mapping[int, float], low: float, high: float) -> None:
        """Say that a sum of numbers, each so many times, is between bounds."""
        self.sums.append((dict(parts), low, high))

    def total(self, parts: Iterable[int], low: int, high: int) -> int:
        """Add a number that is the sum of others; give its place."""
        place = self.unknown(low, high)
        self.add_sum({**dict.fromkeys(parts, 1.0), place: -1.0}, 0, 0)
        return place


class Attacker:
    """Looks for tables that agree with a puzzle and differ from each other."""

    def __init__(self, puzzle: Puzzle, seed: int = 1) -> None:
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import coo_array

        self._size = len(puzzle.lows)
        self._bounds = Bounds(np.array(puzzle.lows), np.array(puzzle.highs))
        rows, columns, values = [], [], []
        for row, (parts, _, _) in enumerate(puzzle.sums):
            rows += [row] * len(parts)
            columns += parts.keys()
            values += parts.values()
        shape = (len(puzzle.sums), self._size)
        matrix = coo_array((values, (rows, columns)), shape=shape).tocsr()
        lows = [low for _, low, _ in puzzle.sums]
        highs = [high for _, _, high in puzzle.sums]
        self._limits = [LinearConstraint(matrix, lows, highs)] if rows else []
        # Seeded: the same edition is judged alike at every run.
        self._random = np.random.default_rng(seed)
        self._least = np.full(self._size, np.inf)
        self._most = np.full(self._size, -np.inf)

    def recovered(self, wanted: Sequence[int]) -> list[int]:
        """List which of some numbers are known exactly."""
        left = list(wanted)
        for _ in range(ROUNDS):
            if not left:
                break
            aims = np.zeros(self._size)
            aims[left] = self._random.choice([-1.0, 1.0], len(left))
            # Of tables equally far away not always the same one is found.
            aims += 0.01 * self._random.standard_normal(self._size)
            self._look(aims, gap=FAR_ENOUGH)
            left = [place for place in left if not self._differs(place)]
        return [place for place in left if self.width(place, stop=2) < 2]

    @property
    def is_possible(self) -> bool:
        """Test whether any table agrees with the puzzle."""
        if not np.isfinite(self._least).all():
            self._look(np.zeros(self._size))
        return bool(np.isfinite(self._least).all())

    def width(self, place: int, stop: int | None = None) -> int:
        """Count the values from the least to the largest that a number can have.

        With ``stop`` it is enough to know that there are so many.
        """
        for sign in (1.0, -1.0):
            if stop is not None and self._most[place] - self._least[place] >= stop - 1:
                break
            aims = np.zeros(self._size)
            aims[place] = sign
            self._look(aims)
        spread = self._most[place] - self._least[place]
        # No table found in time counts as recovered: in doubt less is published.
        return 0 if not np.isfinite(spread) else round(spread) + 1

    def _differs(self, place: int) -> bool:
        return self._most[place] - self._least[place] > APART

    def _look(self, aims: np.ndarray, gap: float = 0.0) -> None:
        from scipy.optimize import milp

        found = milp(
            aims,
            integrality=np.ones(self._size),
            bounds=self._bounds,
            constraints=self._limits,
            options={"time_limit": SECONDS, "mip_rel_gap": gap},
        )
        if found.x is not None:
            whole = np.round(found.x)
            self._least = np.minimum(self._least, whole)
            self._most = np.maximum(self._most, whole)
