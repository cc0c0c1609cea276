"""The first figures of the page, each with what has changed since the last date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dophu.catalogue.indicators import indicators
from dophu.documents.report import Report
from dophu.findings.action import (
    find_opening,
    find_planned,
    find_reach,
    find_still,
)
from dophu.findings.pace import PaceFinding, find_pace_in, pace_figures


@dataclass(frozen=True)
class Tile:
    """A figure with its name, and a note below it, which may be empty."""

    label: str
    value: str
    note: str = ""


class Tiles:
    """The tiles of one edition; a tile of which no table tells is left out."""

    def __init__(self, report: Report) -> None:
        self._report, self._figures, self._about = report, report.figures, report.about
        self._opening = find_opening(report.figures, report.history)

    def make(self) -> list[Tile]:
        """Give the tiles: what is left, done, needed a day, reachable, planned."""
        if not self._figures.number("persons"):
            return []
        pace = find_pace_in(self._figures.tables, self._about)
        made = [self._left(), self._done(), *self._needed(pace)]
        if self._figures.number("gap"):
            made += [*self._reach(), *self._planned(), *self._still()]
        return made

    def _say(self, key: str, **values: object) -> str:
        return self._about.heading(key, **values)

    def _label(self, key: str) -> str:
        return indicators()[key].label(self._about)

    def _left(self) -> Tile:
        gap, opening, note = self._figures.get("gap"), self._opening, ""
        if opening is not None:
            change = int(gap.value or 0) - opening
            note = self._say("tile_same")
            if change:
                note = self._say("tile_change", change=self._about.signed(change))
        lacking = self._about.never_sent
        if lacking:
            short = self._say("tile_lacking", places_count=self._about.places(lacking))
            note = f"{note}; {short[:1].lower()}{short[1:]}" if note else short
        return Tile(self._label("gap"), gap.text, note)

    def _done(self) -> Tile:
        texts = {
            key: self._figures.get(key).text
            for key in ("enrolled", "persons", "enrolled_now")
        }
        known = self._opening is not None
        added = self._figures.get("enrolled_now").value
        key = "tile_done_since" if added else "tile_done_none"
        key = key if known else "tile_done"
        share = self._figures.get("coverage").text
        return Tile(self._label("coverage"), share, self._say(key, **texts))

    def _needed(self, pace: PaceFinding) -> Iterator[Tile]:
        words = pace_figures(pace, self._about)
        if not pace.gap:
            return
        if pace.days_late:
            note = self._say("tile_deadline", deadline=words["deadline_day"])
            yield Tile(self._say("tile_overdue"), words["days"], note)
        elif pace.is_ahead and pace.required is not None:
            held = pace.held
            if held is None:
                note = self._say("tile_days", **words)
                yield Tile(self._label("required_per_day"), words["required"], note)
                return
            count = self._about.count
            key = "tile_sessions" if held.achieved is None else "tile_sessions_late"
            note = self._say(
                key,
                n=count(held.days),
                deadline_day=words["deadline_day"],
                so_far=words["achieved"],
            )
            yield Tile(self._say("tile_session_day"), words["required"], note)

    def _reach(self) -> Iterator[Tile]:
        reach, about = find_reach(self._figures), self._about
        # With nothing known of anybody there is no tile.
        if {*reach} - {"unknown"}:
            now = reach.pop("now", 0)
            rest = [
                about.say(f"can_come_{when}", count=about.count(number))
                for when, number in reach.items()
            ]
            yield Tile(self._say("tile_now"), about.count(now), ", ".join(rest))

    def _planned(self) -> Iterator[Tile]:
        found, about = find_planned(self._figures), self._about
        if found is not None:
            seated, rest = map(about.count, found)
            note = self._say("tile_unplanned", rest=rest)
            yield Tile(self._say("tile_planned"), seated, note)

    def _still(self) -> Iterator[Tile]:
        history, about = self._report.history, self._about
        still = find_still(self._figures, history)
        if still:
            places = about.places(len(self._figures.hamlets))
            note = about.say("tile_of_places", places_count=places)
            yield Tile(self._say("tile_still"), about.count(len(still)), note)
