"""A region that was run, for tests to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dophu.region.edition import RegionOutcome


@dataclass(frozen=True)
class Story:
    """A region that was run twice: with a unit that cannot be read, then whole.

    Not to be changed; ``steps`` are those reported of the first time.
    """

    region: Path
    reports: Path
    first: RegionOutcome
    whole: RegionOutcome
    steps: list[tuple[int, int]]
