"""Hamlets that merge, split, are renamed, join the unit or leave it, and when.

Figures of one day are told in the hamlets of another, forwards and back: whole
where a hamlet passed into one, by share where it was parted. A child is never
parted by share: it is where its list says.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dophu.campaign.hamlets import Hamlets
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.text import clean_text

FILE = "hamlet_events.csv"
COLUMNS = ("from_id", "to_id", "kind", "date", "share")
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
    >>> events.tell({"H1": 3, "H2": 4, "H3": 5}, *week)
    {'H9': 7, 'H3': 5}
    >>> events.tell_back({"H9": 7}, *week, weights={"H1": 30, "H2": 40})
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
            for event in (e for e in events if e.date == day and e.from_id):
                shares[event.from_id][event.to_id] = event.share
            for old, parts in shares.items():
                found.setdefault(old, {old: 1.0})
                rest = 1 - sum(parts.values())
                if rest > 1e-9:
                    parts[old] = rest
            for old, places in found.items():
                passed: dict[str, float] = defaultdict(float)
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

    def joined(self, after: date, until: date) -> set[str]:
        """Name the hamlets that came from another unit."""
        return {e.to_id for e in self.between(after, until) if not e.from_id}

    def tell(
        self, figures: Mapping[str, int], after: date, until: date
    ) -> dict[str, int]:
        """Tell counts by hamlet of one day in the hamlets of a later one.

        Whole numbers that add up: parts go to the largest remainders. What left the
        unit is left out.
        """
        successors = self.successors(after, until)
        told: dict[str, int] = {}
        for hamlet, count in figures.items():
            for place, part in _apportion(
                count, successors.get(hamlet, ((hamlet, 1),))
            ):
                if place:
                    told[place] = told.get(place, 0) + part
        return told

    def tell_back(
        self,
        figures: Mapping[str, int],
        after: date,
        until: date,
        weights: Mapping[str, float],
    ) -> dict[str, int]:
        """Tell counts by hamlet of a later day in the hamlets of an earlier one.

        A merged hamlet is parted by ``weights`` of what it was made from (children
        of each, as last known); where all are 0 or missing, evenly.
        """
        successors = self.successors(after, until)
        made_from: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for old in sorted({*successors, *weights}):
            for place, share in successors.get(old, ((old, 1.0),)):
                made_from[place].append((old, share * weights.get(old, 0)))
        told: dict[str, int] = {}
        for hamlet, count in figures.items():
            parts = made_from.get(hamlet) or [(hamlet, 1.0)]
            if not any(weight for _, weight in parts):
                parts = [(old, 1.0) for old, _ in parts]
            for old, part in _apportion(count, tuple(parts)):
                told[old] = told.get(old, 0) + part
        return told


def _apportion(
    count: int, parts: tuple[tuple[str, float], ...]
) -> list[tuple[str, int]]:
    """Part a count by weights into whole numbers that add up to it."""
    total = sum(weight for _, weight in parts)
    exact = [count * weight / total for _, weight in parts]
    whole = [int(value // 1) for value in exact]
    left = count - sum(whole)
    order = sorted(range(len(parts)), key=lambda i: (whole[i] - exact[i], i))
    for i in order[:left]:
        whole[i] += 1
    return [(place, number) for (place, _), number in zip(parts, whole, strict=True)]


def read_hamlet_events(folder: Path, hamlets: Hamlets) -> HamletEvents:
    """Read ``hamlet_events.csv`` of a campaign folder; none where it is not there.

    Raises
    ------
    DophuError
        Listing every cell that cannot be: an unknown hamlet or kind, a bad date, a
        share outside (0, 1], shares of a hamlet that are more than 1, or less than
        1 where the hamlet is no more.
    """
    path = folder / FILE
    if not path.is_file():
        return HamletEvents()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except UnicodeDecodeError:
        why = {"why": phrase("encoding")}
        raise DophuError(Issue("TP-01", FILE, details=why)) from None
    problems: list[Issue] = []
    events: list[HamletEvent] = []
    for number, row in enumerate(rows, start=2):
        cells = {c: clean_text(row.get(c) or "") for c in COLUMNS}
        if any(cells.values()):
            event = _read_event(cells, number, hamlets, problems)
            if event:
                events.append(event)
    problems += _check_shares(events, hamlets)
    if problems:
        raise DophuError(problems)
    return HamletEvents(tuple(sorted(events, key=lambda e: e.date)))


def _read_event(
    cells: dict[str, str], number: int, hamlets: Hamlets, problems: list[Issue]
) -> HamletEvent | None:
    before = len(problems)

    def problem(column: str, key: str, **details: object) -> None:
        cell = f"{chr(ord('A') + COLUMNS.index(column))}{number}"
        expected = {"expected": phrase(key, **details)}
        problems.append(Issue("TD-05", FILE, "", cell, details=expected))

    kind = cells["kind"]
    if kind not in KINDS:
        problem("kind", "one_of", names=", ".join(KINDS))
    for column, may_be_empty in (("from_id", "join"), ("to_id", "leave")):
        known = cells[column] in hamlets.ids
        if not known and not (kind == may_be_empty and not cells[column]):
            problem(column, "one_of", names=", ".join(hamlets.ids))
    day, share = None, None
    try:
        day = date.fromisoformat(cells["date"])
    except ValueError:
        problem("date", "event_date")
    try:
        share = float(cells["share"].replace(",", ".") or 1)
    except ValueError:
        pass
    if share is None or not 0 < share <= 1:
        problem("share", "share")
    if len(problems) > before or day is None or share is None:
        return None
    return HamletEvent(cells["from_id"], cells["to_id"], kind, day, share)


def _check_shares(events: list[HamletEvent], hamlets: Hamlets) -> list[Issue]:
    shares: dict[tuple[str, date], float] = defaultdict(float)
    for event in events:
        if event.from_id:
            shares[event.from_id, event.date] += event.share
    lasts = {h.hamlet_id: h for h in hamlets.hamlets}
    return [
        Issue(
            "TD-20",
            FILE,
            details={"hamlet": old, "date": str(day), "share": f"{total:g}"},
        )
        for (old, day), total in shares.items()
        if total > 1 + 1e-9 or (total < 1 - 1e-9 and not lasts[old].is_valid(day))
    ]
