"""What a burn-down shows and says at the ends of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dophu.catalogue.about import About
from dophu.charts.kit.colours import BLUE, WARNING
from dophu.charts.kit.paper import line_height
from dophu.charts.kit.scales import Plot
from dophu.findings.pace import PaceFinding, pace_figures, word_pace


@dataclass(frozen=True)
class Burndown:
    """What is drawn: children without a card by date, and what may follow.

    ``partial`` are the dates on which lists lacked that are there now;
    ``with_even`` adds the line of even shares a day.
    """

    totals: tuple[tuple[date, int], ...]
    partial: tuple[date, ...]
    deadline: date
    pace: PaceFinding
    with_even: bool = True

    @property
    def start(self) -> date:
        """The first day of the field."""
        return self.totals[0][0]

    @property
    def last(self) -> tuple[date, int]:
        """The day of the figures and its number."""
        return self.totals[-1]

    @property
    def even(self) -> tuple[date, int] | None:
        """Give where an even share a day would have begun: the first full date."""
        full = [pair for pair in self.totals if pair[0] not in self.partial]
        first = full[0] if full else None
        if not self.with_even or first is None or first == self.last:
            return None
        return first if first[1] and first[0] < self.deadline else None

    def scenario(self, about: About) -> list[str]:
        """Say at the end of the dotted line what the recent pace leaves."""
        pace = self.pace
        left = word_pace(pace, about, "end")
        if not pace.is_ahead or not left:
            return []
        stated = [about.say("burndown_scenario"), left]
        if pace.low != pace.high:
            stated.append(about.say("range", **pace_figures(pace, about)))
        return stated

    def needed(self, about: About) -> list[str]:
        """Say at the end of the dashed line what it takes, and how much faster."""
        if not self.pace.is_ahead or self.pace.required is None:
            return []
        places = ("line", "each", "faster")
        *needed, faster = (word_pace(self.pace, about, place) for place in places)
        lines = list(filter(None, needed))
        return [*lines[:-1], f"{lines[-1]},", faster] if faster else lines


@dataclass(frozen=True)
class Ends:
    """What stands at the ends of the lines ahead, right of the deadline."""

    scenario: list[str]
    needed: list[str]

    @property
    def lines(self) -> list[str]:
        """All of them, from the top."""
        return [*self.scenario, *self.needed]

    def places(
        self, plot: Plot, middle: int | None, points: float
    ) -> list[tuple[str, list[str], float, str]]:
        """Put each beside its end, what is needed at the lowest, never on another.

        Gives the name of each, its lines, the height of their middle and their colour.
        """
        found = []
        lead = line_height(points)
        floor = plot.bottom + lead / 2
        if self.needed:
            floor -= lead * len(self.needed)
            y = floor + lead * len(self.needed) / 2
            found.append(("end.needed", self.needed, y, WARNING))
            floor -= 0.35 * lead
        if self.scenario and middle is not None:
            half = lead * len(self.scenario) / 2
            y = min(max(plot.y(middle), plot.top + half), floor - half)
            found.append(("end.scenario", self.scenario, y, BLUE))
        return found
