"""Tables of gaps of several dates: what the charts of change and pace draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dophu.catalogue.about import About
from dophu.tables.by_hamlet import GapTable, Place, add_up, read_gaps

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class History:
    """One table of gaps a date, oldest first; the last is the day itself."""

    dates: tuple[date, ...]
    tables: tuple[GapTable, ...]

    @property
    def now(self) -> GapTable:
        """The table of the day itself."""
        return self.tables[-1]

    @property
    def before(self) -> GapTable | None:
        """The table of the date before, if there is one."""
        return self.tables[-2] if len(self.tables) > 1 else None

    def series(self, hamlet_id: str) -> list[tuple[date, Place]]:
        """Give one hamlet's figures by date; dates without any are left out."""
        return [
            (day, place)
            for day, table in zip(self.dates, self.tables, strict=True)
            for place in table.sent
            if place.hamlet_id == hamlet_id
        ]

    def sums(self, hamlet_ids: Collection[str], name: str) -> list[tuple[date, Place]]:
        """Give the sum of some hamlets by date; dates without any are left out."""
        found = []
        for day, table in zip(self.dates, self.tables, strict=True):
            places = [p for p in table.sent if p.hamlet_id in hamlet_ids]
            if places:
                found.append((day, add_up(places, name, len(table.codes))))
        return found

    def totals(self) -> list[tuple[date, Place]]:
        """Give the sum of the hamlets with figures by date.

        Dates on which no hamlet had any are left out.
        """
        both = zip(self.dates, self.tables, strict=True)
        return [(day, table.total()) for day, table in both if table.sent]

    def partial_dates(self) -> list[date]:
        """List the dates on which hamlets lack that have figures now."""
        wanted = {place.hamlet_id for place in self.now.sent}
        both = zip(self.dates, self.tables, strict=True)
        return [
            day
            for day, table in both
            if table.sent and wanted - {place.hamlet_id for place in table.sent}
        ]


def read_history(history: pd.DataFrame, about: About) -> History:
    """Take tables of gaps of several dates apart.

    Parameters
    ----------
    history
        One row a date, hamlet and age group: ``as_of`` and the columns of a table
        of gaps. Dates after ``about.as_of`` are not looked at.

    Raises
    ------
    ValueError
        If ``as_of`` is missing, or a date's rows are no table of gaps.
    """
    if "as_of" not in history:
        raise ValueError("the history of gaps lacks as_of")
    import pandas as pd

    days = pd.to_datetime(history["as_of"]).dt.date
    tables = {
        # Who is silent today may have sent a list then.
        day: read_gaps(history[days == day], replace(about, missing=()))
        for day in sorted(set(days))
        if day < about.as_of
    }
    tables[about.as_of] = read_gaps(history[days == about.as_of], about)
    return History(tuple(tables), tuple(tables.values()))


def match_places(
    now: GapTable, before: GapTable | None
) -> Mapping[str, tuple[Place, Place | None]]:
    """Give each hamlet with figures now, and its figures of the date before."""
    past = {} if before is None else {place.hamlet_id: place for place in before.sent}
    return {p.hamlet_id: (p, past.get(p.hamlet_id)) for p in now.sent}
