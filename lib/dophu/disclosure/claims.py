"""What published figures imply of the true ones, as a puzzle for the attacker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dophu.disclosure.attack import Attacker, Puzzle
from dophu.disclosure.public_table import BANDS, FEW_CHILDREN
from dophu.disclosure.rule import FEW, Rounded, Rule

MANY = 100_000
"""More children than a unit has."""

Key = tuple[str, str, str]
"""A number of the puzzle: ``cell``, ``hamlet``, ``age_group`` or ``total``, whose."""


@dataclass(frozen=True)
class Week:
    """What was published on a date, and how many children the attacker knows there are.

    ``figures`` are those of a public table; ``persons`` are children by hamlet and age
    group, empty where nobody outside knows them.
    """

    rule: Rule
    figures: Sequence[tuple[str, str, str]]
    persons: Mapping[tuple[str, str], int] = field(default_factory=dict, hash=False)

    def stated(self, what: str) -> dict[str, str]:
        """Give the figures of one kind by code."""
        return {code: shown for kind, code, shown in self.figures if kind == what}

    def bounds(self, what: str, code: str, of: int | None) -> tuple[int, int]:
        """Give the least and the largest number that a figure leaves open."""
        shown = self.stated(what).get(code, FEW_CHILDREN)
        if shown == FEW_CHILDREN:
            return 0, MANY if of is None else of
        rounded = Rounded.read(shown, self.rule)
        # Only figures of hamlets are rounded with an eye on all children.
        top = rounded.high_of(of) if what == "hamlet" else rounded.high
        return rounded.low, top if of is None else min(top, of)


class Claims:
    """The puzzle of several weeks, oldest first, and where its numbers are.

    Parameters
    ----------
    weeks
        What was published.
    never_rises
        Whether the attacker believes that no number rises from a week to the next.
    """

    def __init__(self, weeks: Sequence[Week], never_rises: bool = True) -> None:
        self.puzzle = Puzzle()
        self.weeks = weeks
        self.never_rises = never_rises
        self.places = [self._put(week) for week in weeks]
        if never_rises:
            for before, after in pairwise(self.places):
                for key in before.keys() & after.keys():
                    parts = {before[key]: 1.0, after[key]: -1.0}
                    self.puzzle.add_sum(parts, 0, MANY)

    def recovered(self, seed: int = 1) -> list[tuple[int, Key]]:
        """List the numbers that can be worked back, with the number of their week.

        What is announced as none, and what it is made of, is left out. All others are
        listed where no table at all has such figures, or none is found in time.
        """
        wanted = self.hidden()
        attacker = Attacker(self.puzzle, seed)
        if not attacker.is_possible:
            if self.never_rises:  # what the attacker believes is not so
                return Claims(self.weeks, never_rises=False).recovered(seed)
            return [(week, key) for week, key, _ in wanted]
        known = set(attacker.recovered([place for _, _, place in wanted]))
        return [(week, key) for week, key, place in wanted if place in known]

    def hidden(self) -> list[tuple[int, Key, int]]:
        """List the numbers that are not published: week, key, place in the puzzle."""
        found = []
        for number, (week, places) in enumerate(
            zip(self.weeks, self.places, strict=True)
        ):
            none = {
                (what, code) for what, code, shown in week.figures if shown == "0"
            } - {("band", code) for code in week.stated("band")}
            for key, place in places.items():
                kind, hamlet, group = key
                open_to_all = {("total", "all"), ("hamlet", hamlet),
                               ("age_group", group)} & none  # fmt: skip
                empty = self.puzzle.highs[place] == 0
                if not open_to_all and not empty and kind != "band":
                    found.append((number, key, place))
        return found

    def _put(self, week: Week) -> dict[Key, int]:
        persons = week.persons
        hamlets = list(dict.fromkeys(h for h, _ in persons)) or [*week.stated("hamlet")]
        groups = list(dict.fromkeys(g for _, g in persons)) or [
            *week.stated("age_group")
        ]
        places: dict[Key, int] = {}
        by_hamlet, by_group = defaultdict(list), defaultdict(list)
        for (hamlet, group), of in persons.items():
            place = places["cell", hamlet, group] = self.puzzle.unknown(0, of)
            by_hamlet[hamlet].append(place)
            by_group[group].append(place)
        of_all = sum(persons.values()) if persons else None
        low, high = week.bounds("total", "all", of_all)
        total = places["total", "all", "all"] = self.puzzle.unknown(low, high)
        for kind, codes, parts, at in (
            ("hamlet", hamlets, by_hamlet, 0), ("age_group", groups, by_group, 1),
        ):  # fmt: skip
            own = {}
            for code in codes:
                of = sum(n for k, n in persons.items() if k[at] == code)
                low, high = week.bounds(kind, code, of if persons else None)
                own[code] = self.puzzle.unknown(low, high)
                if persons:
                    sums = {**dict.fromkeys(parts[code], 1.0), own[code]: -1.0}
                    self.puzzle.add_sum(sums, 0, 0)
            if codes:
                # The parts may be fewer than the whole where some were not named.
                sums = {**dict.fromkeys(own.values(), 1.0), total: -1.0}
                self.puzzle.add_sum(sums, 0, 0)
            for code, place in own.items():
                pair = (code, "all") if kind == "hamlet" else ("all", code)
                places[kind, *pair] = place
        if persons and week.stated("band"):
            self._put_bands(week, {h: places["hamlet", h, "all"] for h in hamlets})
        return places

    def _put_bands(self, week: Week, hamlets: Mapping[str, int]) -> None:
        """Each hamlet is in one band, which bounds it; so many hamlets are in each."""
        of = {h: sum(n for k, n in week.persons.items() if k[0] == h) for h in hamlets}
        banded = [h for h in hamlets if of[h] >= FEW]
        stated = week.stated("band")
        inside: dict[str, list[int]] = {code: [] for code, _, _ in BANDS}
        for hamlet in banded:
            least, most = {hamlets[hamlet]: 1.0}, {hamlets[hamlet]: 1.0}
            chosen = {}
            for code, low, below in BANDS:
                place = self.puzzle.unknown(0, 1 if int(stated[code]) else 0)
                inside[code].append(place)
                chosen[place] = 1.0
                most[place] = -float(of[hamlet] + (-low * of[hamlet] // 100))
                least[place] = -float(
                    max(0, of[hamlet] + (-below * of[hamlet] // 100) + 1)
                )
            self.puzzle.add_sum(chosen, 1, 1)
            self.puzzle.add_sum(least, 0, MANY)
            self.puzzle.add_sum(most, -MANY, 0)
        for code, places in inside.items():
            if places:
                number = int(stated[code])
                self.puzzle.add_sum(dict.fromkeys(places, 1.0), number, number)
