"""Roll-ups of many units counted at once, from their children in one place.

The functions that count a commune count them all: a hamlet's id is its unit's and its
own, so that a child who changes the unit is booked as one who changes the hamlet. What
needs lists (their quality, the pace by calendar) is not known of such units; their pace
is what was done between their last two dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from dophu.ages import UNKNOWN
from dophu.campaign.config import Campaign
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.catalogue.columns import NO_REASON
from dophu.catalogue.vocabulary import DEFAULT
from dophu.region.rollup import Rollup
from dophu.region.settings import Region
from dophu.region.tables import PLACE
from dophu.snapshots.children import counted
from dophu.tables.changes.book import COUNTS, book_flows
from dophu.tables.changes.flows import count_flows, without_card
from dophu.tables.gaps import count_gaps
from dophu.tables.pace import ALL, state_of

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

BETWEEN = "/"
"""Stands between the code of a unit and the id of its hamlet."""

ENROLLED = Campaign.counts_as_enrolled


def count_units(
    persons: nw.LazyFrame[Any], region: Region, as_of: date
) -> Iterator[Rollup]:
    """Count the roll-up of every unit that a data set of children has.

    Parameters
    ----------
    persons
        As :func:`~dophu.region.person_sources.scan_persons` opens them.
    region
        Its age groups, deadline and name are those of all units.
    as_of
        The date; of a unit that has no children of it the last before is counted.
    """
    import narwhals.stable.v2 as nw

    names = persons.collect_schema().names()
    column = nw.col
    persons = persons.filter(column("as_of") <= nw.lit(as_of, dtype=nw.Date))
    own = nw.concat_str(["unit", "hamlet_id"], separator=BETWEEN)
    persons = persons.with_columns(
        hamlet_id=own,
        unit_name=column("unit_name") if "unit_name" in names else column("unit"),
        hamlet=column("hamlet") if "hamlet" in names else column("hamlet_id"),
        reason=column("reason") if "reason" in names else nw.lit(None, dtype=nw.String),
    )
    places = _collect(
        persons.group_by("unit", "hamlet_id", "as_of").agg(
            unit_name=column("unit_name").max(), hamlet=column("hamlet").max()
        )
    ).sort_values(["unit", "hamlet_id", "as_of"], ignore_index=True)
    if places.empty:
        return
    places["as_of"] = pd.to_datetime(places["as_of"]).dt.date
    counts = _Counts(persons, region, places)
    for unit, of_unit in places.groupby("unit", sort=False):
        yield counts.rollup(str(unit), of_unit)


class _Counts:
    """The tables of all units, by date; each is counted once for all of them."""

    def __init__(
        self, persons: nw.LazyFrame[Any], region: Region, places: pd.DataFrame
    ) -> None:
        self.persons, self.region, self.groups = persons, region, region.age_groups
        # Sorted by date before: a hamlet is called as its last date calls it.
        last = places.drop_duplicates("hamlet_id", keep="last")
        self.hamlets = dict(zip(last["hamlet_id"], last["hamlet"], strict=True))
        self.days = sorted(set(places["as_of"]))
        self.gaps = {day: self._count_gaps(day, places) for day in self.days}
        dates = places.groupby("unit")["as_of"].agg(lambda days: tuple(sorted({*days})))
        # The last two dates of a unit; None before the only one.
        self.dates = {unit: (*(None,), *days)[-2:] for unit, days in dates.items()}
        self.changes, self.reasons = {}, {}
        # Units with the same two dates are counted together. By text: None does not
        # compare.
        for then, now in sorted({*self.dates.values()}, key=str):
            self.changes[then, now] = self._count_changes(then, now)
            if now not in self.reasons:
                self.reasons[now] = self._count_reasons(now)

    def _of(self, day: date | None) -> nw.LazyFrame[Any]:
        import narwhals.stable.v2 as nw

        # Of no date: none of them, in a way that every engine can plan.
        wanted = nw.lit(day or date(1, 1, 1), dtype=nw.Date)
        return self.persons.filter(nw.col("as_of") == wanted)

    def _count_gaps(self, day: date, places: pd.DataFrame) -> pd.DataFrame:
        # A hamlet that no child is left in has a line still: its children went.
        here = places.loc[places["as_of"] <= day, "hamlet_id"].unique()
        hamlets = Hamlets(tuple(Hamlet(h, self.hamlets[h]) for h in here))
        table = count_gaps(self._of(day), day, self.groups, hamlets)
        return _by_unit(table)

    def _count_changes(self, then: date | None, now: date) -> pd.DataFrame:
        before = without_card(self._of(then), then or now, self.groups, ENROLLED)
        after = without_card(self._of(now), now, self.groups, ENROLLED)
        book = book_flows(count_flows(before, after))
        cells = [(h, g) for h in self.hamlets for g in (*self.groups.codes, UNKNOWN)]
        rows = [
            (h, self.hamlets[h], g, *(book.get((h, g), Counter())[c] for c in COUNTS))
            for h, g in cells
        ]
        table = pd.DataFrame(rows, columns=[*PLACE, *COUNTS])
        return _by_unit(table.astype(dict.fromkeys(COUNTS, "Int64")))

    def _count_reasons(self, day: date) -> pd.DataFrame:
        import narwhals.stable.v2 as nw

        waiting = counted(self._of(day), day, self.groups).filter(
            ~nw.col("status").is_in(list(ENROLLED))
        )
        named = waiting.with_columns(nw.col("reason").fill_null(NO_REASON))
        keys = ["hamlet_id", "age_group", "reason"]
        table = _collect(named.group_by(*keys).agg(children=nw.len()))
        table = table.sort_values(keys, ignore_index=True)
        book = DEFAULT.reason_book
        table["hamlet"] = table["hamlet_id"].map(self.hamlets)
        table["reachable"] = [
            book.get(code, {}).get("reachable", "unknown") for code in table["reason"]
        ]
        columns = [*PLACE, "reason", "children", "reachable"]
        return _by_unit(table[columns].astype({"children": "Int64"}))

    def rollup(self, unit: str, places: pd.DataFrame) -> Rollup:
        """Give the roll-up of a unit, whose hamlets have ids of its own again."""
        from dophu import __version__

        then, now = self.dates[unit]
        gaps = _own(self.gaps[now], unit)
        changes = _own(self.changes[then, now], unit)
        history = [
            _own(self.gaps[day], unit).assign(as_of=str(day))
            for day in self.days
            if day in {*places["as_of"]}
        ]
        table = pd.concat(history, ignore_index=True)
        return Rollup(
            unit=unit,
            unit_name=str(places["unit_name"].iloc[-1]),
            drive=DEFAULT.drive,
            campaign=self.region.name,
            as_of=now,
            deadline=self.region.deadline or now,
            gate="READY",
            age_groups=self.groups,
            counts_as_enrolled=ENROLLED,
            missing={},
            inputs=0,
            version=__version__,
            simulated=self.region.simulated,
            tables={
                "gaps": gaps,
                "changes": changes,
                "pace": self._pace(gaps, changes, then, now),
                "reasons": _own(self.reasons[now], unit),
                "quality": _quality(gaps, now),
                "history": table[["as_of", *gaps.columns]],
            },
        )

    def _pace(
        self, gaps: pd.DataFrame, changes: pd.DataFrame, then: date | None, now: date
    ) -> pd.DataFrame:
        days = ((self.region.deadline or now) - now).days
        left = gaps.groupby("age_group", sort=False)["gap"].sum()
        done = changes.groupby("age_group", sort=False)["enrolled"].sum()
        # Both sums are taken before either is put in.
        left[ALL], done[ALL] = left.sum(), done.sum()
        rows = []
        for group, gap in left.items():
            rate = float(done[group]) / (now - then).days if then else None
            needed = gap / days if days > 0 else None
            state = state_of(int(gap), days, rate)
            rows.append((ALL, ALL, group, gap, days, needed, rate, state))
        columns = [*PLACE, "gap", "days_left", "required_per_day", "achieved_per_day"]
        table = pd.DataFrame(rows, columns=[*columns, "state"])
        for name in (
            "left_at_deadline_low",
            "left_at_deadline",
            "left_at_deadline_high",
        ):
            table[name] = pd.array([pd.NA] * len(table), dtype="Int64")
        floats = dict.fromkeys(columns[-2:], "Float64")
        return table.astype({"gap": "Int64", **floats})


def _collect(frame: nw.LazyFrame[Any]) -> pd.DataFrame:
    return frame.collect("pandas").to_pandas()


def _by_unit(table: pd.DataFrame) -> pd.DataFrame:
    """Put a table in the order of units, so that one is cut out of it at once."""
    unit = table["hamlet_id"].str.partition(BETWEEN)[0]
    return table.assign(unit=unit).set_index("unit")


def _own(table: pd.DataFrame, unit: str) -> pd.DataFrame:
    # In a list, so that one row is a table too.
    found = table.loc[[unit]] if unit in table.index else table.iloc[:0]
    found = found.reset_index(drop=True)
    own = found["hamlet_id"].str.removeprefix(unit + BETWEEN)
    return found.assign(hamlet_id=own)


def _quality(gaps: pd.DataFrame, day: date) -> pd.DataFrame:
    """Say that each hamlet's children are there; of lists nothing is known."""
    keys = ["hamlet_id", "hamlet"]
    table = gaps.groupby(keys, sort=False, as_index=False)["persons"].sum()
    nothing = dict.fromkeys(("merged", "quarantined", "issues"), 0)
    table = table.assign(
        received=True, last_received=str(day), rows=table["persons"], **nothing
    )
    unknown = dict.fromkeys(("year_only", "no_number"), pd.NA)
    table = table.assign(**unknown)
    counts = ("rows", "persons", *nothing, *unknown)
    return table.astype(dict.fromkeys(counts, "Int64"))
