"""Hamlets that merge, split, are renamed, join the unit or leave it, and when.

Figures of one day are restated in the hamlets of another, either way: whole
where a hamlet passed into one, by share where it was parted. A child is never
parted by share: it is where its list says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from dophu.campaign.csv_table import Columns, Row, in_row_order, parse_day, read_table
from dophu.campaign.hamlets import Hamlets
from dophu.catalogue.issues import DophuError, Issue

TABLE = Columns("hamlet_events", ("from_id", "to_id", "kind", "date"), ("share",))
KINDS = ("merge", "split", "rename", "join", "leave")
"""``join``: came from another unit, ``from_id`` empty; ``leave``: ``to_id`` empty."""


@dataclass(frozen=True)
class HamletEvent:
    """From ``date`` on, ``share`` of what was ``from_id`` is ``to_id``.

    ``from_id`` is '' for a hamlet that joined the unit, ``to_id`` for one that left.
    """

    from_id: str
    to_id: str
    kind: str
    date: date
    share: float = 1.0


@dataclass(frozen=True)
class HamletEvents:
    """The events of a campaign, oldest first.

    Examples
    --------
    >>> events = HamletEvents((
    ...     HamletEvent("H1", "H9", "merge", date(2024, 7, 15)),
    ...     HamletEvent("H2", "H9", "merge", date(2024, 7, 15)),
    ... ))
    >>> week = date(2024, 7, 11), date(2024, 7, 18)
    >>> events.report({"H1": 3, "H2": 4, "H3": 5}, *week)
    {'H9': 7, 'H3': 5}
    >>> events.report_back({"H9": 7}, *week, weights={"H1": 30, "H2": 40})
    {'H1': 3, 'H2': 4}
    """

    events: tuple[HamletEvent, ...] = ()

    def between(self, after: date, until: date) -> tuple[HamletEvent, ...]:
        """Give the events after a day and up to another, oldest first."""
        return tuple(e for e in self.events if after < e.date <= until)

    def successors(
        self, after: date, until: date
    ) -> dict[str, tuple[tuple[str, float], ...]]:
        """Say what each hamlet of one day is on a later one: ids and shares.

        Only hamlets that an event touched are there; what shares leave over stays
        with the hamlet. A hamlet that left the unit has the id ''.
        """
        found: dict[str, dict[str, float]] = {}
        events = self.between(after, until)
        for day in sorted({event.date for event in events}):
            shares: dict[str, dict[str, float]] = defaultdict(dict)
            # Events of one day take place at once, in whatever order the file has them.
            for event in (e for e in events if e.date == day and e.from_id):
                shares[event.from_id][event.to_id] = event.share
            for old, parts in shares.items():
                found.setdefault(old, {old: 1.0})
                rest = 1 - sum(parts.values())
                # Shares are floats: what is less than this is their rounding, not a
                # part.
                if rest > 1e-9:
                    parts[old] = rest
            for old, places in found.items():
                passed: dict[str, float] = defaultdict(float)
                # What was parted on one day may be merged on a later one: shares
                # multiply.
                for place, share in places.items():
                    for new, part in shares.get(place, {place: 1.0}).items():
                        passed[new] += share * part
                found[old] = dict(passed)
        return {old: tuple(places.items()) for old, places in found.items()}

    def whole(self, after: date, until: date) -> dict[str, str]:
        """Give the hamlets that passed whole into another, and into which."""
        return {
            old: places[0][0]
            for old, places in self.successors(after, until).items()
            if len(places) == 1 and places[0][0] not in ("", old)
        }

    def close(self, hamlets: Hamlets) -> Hamlets:
        """End the hamlets that passed whole into another, or left the unit.

        Only where ``hamlets.csv`` leaves ``valid_to`` empty: their last day is the one
        before the event. Else their children would count in a hamlet that is no more.

        Examples
        --------
        >>> from dophu.campaign.hamlets import Hamlet
        >>> event = HamletEvent("H1", "H9", "merge", date(2024, 7, 15))
        >>> both = Hamlets((Hamlet("H1", "Thôn 1"), Hamlet("H9", "Thôn 9")))
        >>> HamletEvents((event,)).close(both).on(date(2024, 7, 15)).ids
        ('H9',)
        """
        ends = {
            event.from_id: event.date - timedelta(days=1)
            for event in self.events
            # A rename may keep its id, and then nothing ends.
            if event.from_id not in ("", event.to_id) and event.share > 1 - 1e-9
        }
        return Hamlets(
            tuple(
                replace(hamlet, valid_to=hamlet.valid_to or ends.get(hamlet.hamlet_id))
                for hamlet in hamlets.hamlets
            )
        )

    def joined(self, after: date, until: date) -> set[str]:
        """Name the hamlets that came from another unit."""
        return {e.to_id for e in self.between(after, until) if not e.from_id}

    def report(
        self, figures: Mapping[str, int], after: date, until: date
    ) -> dict[str, int]:
        """Report counts by hamlet of one day in the hamlets of a later one.

        Whole numbers that add up: parts go to the largest remainders. What left the
        unit is left out.
        """
        successors = self.successors(after, until)
        reported: dict[str, int] = {}
        for hamlet, count in figures.items():
            for place, part in _apportion(
                count, successors.get(hamlet, ((hamlet, 1),))
            ):
                if place:
                    reported[place] = reported.get(place, 0) + part
        return reported

    def report_back(
        self,
        figures: Mapping[str, int],
        after: date,
        until: date,
        weights: Mapping[str, float],
    ) -> dict[str, int]:
        """Report counts by hamlet of a later day in the hamlets of an earlier one.

        A merged hamlet is parted by ``weights`` of what it was made from (children
        of each, as last known); where all are 0 or missing, evenly.
        """
        successors = self.successors(after, until)
        made_from: dict[str, list[tuple[str, float]]] = defaultdict(list)
        # Sorted, so that equal remainders fall the same way in every run.
        for old in sorted({*successors, *weights}):
            for place, share in successors.get(old, ((old, 1.0),)):
                made_from[place].append((old, share * weights.get(old, 0)))
        reported: dict[str, int] = {}
        for hamlet, count in figures.items():
            parts = made_from.get(hamlet) or [(hamlet, 1.0)]
            if not any(weight for _, weight in parts):
                parts = [(old, 1.0) for old, _ in parts]
            for old, part in _apportion(count, tuple(parts)):
                reported[old] = reported.get(old, 0) + part
        return reported


def _apportion(
    count: int, parts: tuple[tuple[str, float], ...]
) -> list[tuple[str, int]]:
    """Part a count by weights into whole numbers that add up to it."""
    total = sum(weight for _, weight in parts)
    exact = [count * weight / total for _, weight in parts]
    whole = [int(value // 1) for value in exact]
    left = count - sum(whole)
    # Largest remainder first; of equal ones the one that stands first.
    order = sorted(range(len(parts)), key=lambda i: (whole[i] - exact[i], i))
    for i in order[:left]:
        whole[i] += 1
    return [(place, number) for (place, _), number in zip(parts, whole, strict=True)]


def read_hamlet_events(
    folder: Path, hamlets: Hamlets, columns: Columns = TABLE
) -> HamletEvents:
    """Read ``hamlet_events.csv`` or ``.xlsx`` of a campaign; none where there is none.

    A region's events of units are a table of the same columns by another name.

    Raises
    ------
    DophuError
        As ``csv_table.read_table``, and listing every cell that cannot be: an
        unknown hamlet or kind, a bad date, a share outside (0, 1],
        shares of a hamlet that are more than 1, or less where it is no more.
    """
    table = read_table(folder, columns)
    if table is None:
        return HamletEvents()
    problems = list(table.problems)
    events: list[HamletEvent] = []
    for row in table.rows:
        event, faults = _read_event(row, hamlets)
        problems += faults
        if event:
            events.append(event)
    problems += _check_shares(table.file, events, hamlets)
    if problems:
        raise DophuError(in_row_order(problems))
    return HamletEvents(tuple(sorted(events, key=lambda e: e.date)))


def _read_event(row: Row, hamlets: Hamlets) -> tuple[HamletEvent | None, list[Issue]]:
    problems: list[Issue] = []
    kind = row["kind"].casefold()
    if kind not in KINDS:
        problems.append(row.fault("kind", "one_of", names=", ".join(KINDS)))
    for column, may_be_empty in (("from_id", "join"), ("to_id", "leave")):
        known = row[column] in hamlets.ids
        if not known and not (kind == may_be_empty and not row[column]):
            names = ", ".join(hamlets.ids)
            problems.append(row.fault(column, "one_of", names=names))
    day, share = None, None
    try:
        day = parse_day(row["date"])
    except ValueError:
        pass
    # A hamlet ends on the day before, and before the first day of all is none.
    if day is None or day == date.min:
        problems.append(row.fault("date", "event_date"))
    try:
        # Excel in Vietnam writes a decimal comma.
        share = float(row["share"].replace(",", ".") or 1)
    except ValueError:
        pass
    if share is None or not 0 < share <= 1:
        problems.append(row.fault("share", "share"))
    if problems or day is None or share is None:
        return None, problems
    return HamletEvent(row["from_id"], row["to_id"], kind, day, share), []


def _check_shares(
    file: str, events: list[HamletEvent], hamlets: Hamlets
) -> list[Issue]:
    shares: dict[tuple[str, date], float] = defaultdict(float)
    for event in events:
        if event.from_id:
            shares[event.from_id, event.date] += event.share
    lasts = {h.hamlet_id: h for h in hamlets.hamlets}
    return [
        Issue(
            "TD-20",
            file,
            details={"hamlet": old, "date": str(day), "share": f"{total:g}"},
        )
        for (old, day), total in shares.items()
        # Less than all is right while the hamlet goes on: the rest stays with it.
        if total > 1 + 1e-9 or (total < 1 - 1e-9 and not lasts[old].is_valid(day))
    ]
