"""The fields of small multiples: what each shows, and the grid in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dophu.charts.kit.paper import line_height
from dophu.findings.change import share_of
from dophu.tables.by_hamlet import Place


@dataclass(frozen=True)
class Panel:
    """A field: ``kind`` is ``total``, ``place``, ``rest`` or ``never``.

    ``shares`` are (date, percent) of the dates with figures and children.
    """

    kind: str
    name: str
    place: Place
    shares: tuple[tuple[date, float], ...]


def shares_of(series: Sequence[tuple[date, Place]]) -> tuple[tuple[date, float], ...]:
    """Give coverage by date in percent; dates on which there is none are left out."""
    known = ((day, share_of(place)) for day, place in series)
    return tuple((day, float(100 * share)) for day, share in known if share is not None)


@dataclass(frozen=True)
class Grid:
    """How panels stand: columns, rows, type size, widths and heights in mm."""

    columns: int
    rows: int
    points: float
    left: float
    panel: float
    names: float
    field: float

    @property
    def pitch(self) -> float:
        """Give the height from one row's top to the next."""
        lead = line_height(self.points)
        return self.names + lead + self.field + 0.5 * lead
