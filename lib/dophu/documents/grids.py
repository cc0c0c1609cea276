"""The tables that documents show, as texts in rows, with what each cell is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dophu.ages import UNKNOWN
from dophu.catalogue.indicators import indicators
from dophu.catalogue.numbers import lower_first
from dophu.documents.officers import beside_officer, hamlets_of_officers
from dophu.findings.action import find_reach
from dophu.tables.figures import ALL, Figures, Row, mark

FLOWS = (
    "opening", "new", "moved_in", "aged_in", "enrolled", "moved_out", "died",
    "aged_out", "corrected", "closing",
)  # fmt: skip
"""Columns of the ledger, in the order in which they add up."""

MOST_GROUPS = 4
"""Age groups that stand beside each other in a table by hamlet on an upright page."""


@dataclass(frozen=True)
class Cell:
    """A cell's text; ``mark`` names a figure that every document shows."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: ``headings`` over columns, and ``lines`` of cells.

    ``words`` are the numbers of the columns that hold words; the others hold
    numbers. ``widths`` are shares of the table's width. The lines in ``totals``
    add up the others. ``over`` are headings over several columns, from the first to
    the last.
    """

    name: str
    caption: str
    headings: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    words: tuple[int, ...] = (0,)
    totals: tuple[int, ...] = ()
    over: tuple[tuple[str, int, int], ...] = ()
    note: str = ""

    def heading(self, column: int) -> str:
        """Give a column's heading with the one over it, for tables of one heading."""
        above = [text for text, first, last in self.over if first <= column <= last]
        below = self.headings[column]
        return f"{above[0]}: {lower_first(below)}" if above else below


class Grids:
    """The tables of one edition's documents."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.about = figures, figures.about

    def _cell(self, key: str, group: str = ALL, hamlet: str = ALL) -> Cell:
        text = self.figures.get(key, group, hamlet).text
        named = mark(key, group, self.figures.groups) if hamlet == ALL else ""
        return Cell(text, named)

    def _labels(self, keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(indicators()[key].label(self.about) for key in keys)

    def _say(self, key: str, **values: object) -> str:
        return self.about.heading(key, **values)

    def groups(self) -> Grid:
        """Give a line an age group, and one of all."""
        keys = ("persons", "enrolled", "coverage", "gap", "applied", "issued")
        groups = self.figures.groups
        lines = [
            (Cell(self.about.group(code)), *(self._cell(key, code) for key in keys))
            for code in groups
        ]
        total = Cell(self.about.unit_total), *(self._cell(key) for key in keys)
        return Grid(
            "groups",
            self._say("table_groups"),
            (self._say("col_group"), *self._labels(keys)),
            (*lines, total),
            (0.28, *(0.12,) * len(keys)),
            totals=(len(lines),),
        )

    def places(self, most: int | None = None) -> Grid:
        """Give a line a hamlet, the most children left first, and first all of them.

        ``running`` is the share of the children left in a hamlet and those above.
        Hamlets beyond ``most`` are added up in one line; those that never sent a
        list stand last, without figures, and in one line where they too are more.
        """
        figures, about = self.figures, self.about
        ranked = figures.ranked()
        shown = ranked if most is None or len(ranked) <= most + 1 else ranked[:most]
        parts = figures.groups if 1 < len(figures.groups) <= MOST_GROUPS else ()
        total, running = figures.number("gap"), 0
        carried = about.carried_since()
        keys = ("persons", "enrolled", "coverage", "gap")
        first = Cell(""), Cell(about.unit_total), *(self._cell(key) for key in keys)
        lines = [(*first, *(self._cell("gap", code) for code in parts), Cell(""))]
        for number, hamlet in enumerate(shown, start=1):
            running += figures.number("gap", hamlet=hamlet)
            lines.append(
                (
                    Cell(about.count(number)),
                    Cell(self._place(hamlet)),
                    *(self._cell(key, hamlet=hamlet) for key in keys),
                    *(self._cell("gap", code, hamlet) for code in parts),
                    Cell(about.percent(running, total) if total else "–"),
                )
            )
        if len(shown) < len(ranked):
            lines.append(self._rest(ranked[len(shown) :], keys, parts))
        lines += self._never(len(ranked), len(lines[0]) - 2, most)
        narrow, wide = (0.08, 0.09) if parts else (0.11, 0.12)
        widths = [narrow, narrow, wide, narrow, *(0.1 for _ in parts), wide]
        short = indicators()["gap"].label(about)
        of_all = self._say("col_all_groups") if parts else short
        notes = []
        if any(name in carried for name in figures.hamlets.values()):
            notes.append(self._say("carried_mark"))
        if len(lines) - 1 < len(figures.hamlets):
            notes.append(self._say("rest_note"))
        return Grid(
            "places",
            self._say("table_places"),
            (
                self._say("col_number"),
                self._say("col_place"),
                *self._labels(keys[:-1]),
                of_all,
                *map(about.group, parts),
                self._say("col_running"),
            ),
            tuple(lines),
            (0.06, 0.94 - sum(widths), *widths),
            words=(1,),
            totals=(0,),
            over=((short, 5, 5 + len(parts)),) if parts else (),
            note=" ".join(notes),
        )

    def _place(self, hamlet: str) -> str:
        """Name a hamlet: with a mark where its figures are older, and its officer."""
        about, name = self.about, self.figures.hamlets[hamlet]
        if name in about.carried_since():
            name += "*"
        return beside_officer(self.figures, hamlet, name)

    def officers(self) -> list[Grid]:
        """Give a table for each officer: a line a hamlet, as the campaign has them.

        Officers stand in the order of their hamlets and are compared with nobody.
        """
        found = hamlets_of_officers(self.figures)
        return [self._officer(officer, of) for officer, of in found.items()]

    def _officer(self, officer: str, hamlets: list[str]) -> Grid:
        keys = ("persons", "enrolled", "coverage", "gap")
        sent = [hamlet for hamlet in hamlets if hamlet in self.figures.sent]
        lines = [
            (
                Cell(self.figures.hamlets[hamlet]),
                *(
                    self._cell(key, hamlet=hamlet) if hamlet in sent else Cell("–")
                    for key in keys
                ),
            )
            for hamlet in hamlets
        ]
        lines.append((Cell(self._say("col_all")), *self._rest(sent, keys, ())[2:-1]))
        return Grid(
            "officer",
            self._say("table_officer", officer=officer),
            (self._say("col_place"), *self._labels(keys)),
            tuple(lines),
            (0.4, *(0.15,) * len(keys)),
            totals=(len(lines) - 1,),
        )

    def _rest(
        self, hamlets: list[str], keys: Sequence[str], parts: Sequence[str]
    ) -> tuple[Cell, ...]:
        figures, about = self.figures, self.about

        def add(key: str, group: str = ALL) -> int:
            return sum(figures.number(key, group, hamlet) for hamlet in hamlets)

        share = about.percent(add("enrolled"), add("persons"))
        name = self._say("rest_row", n=about.count(len(hamlets)))
        texts = [share if key == "coverage" else about.count(add(key)) for key in keys]
        texts += [about.count(add("gap", code)) for code in parts]
        whole = about.percent(1, 1)
        return Cell(""), Cell(name), *map(Cell, texts), Cell(whole)

    def _never(
        self, ranked: int, columns: int, most: int | None
    ) -> list[tuple[Cell, ...]]:
        """Give the lines of hamlets that never sent a list, after those ``ranked``."""
        figures, about = self.figures, self.about
        nothing = (Cell("–"),) * columns
        never = [h for h in figures.hamlets if h not in figures.sent]
        if most is not None and never and ranked + len(never) > most + 1:
            name = self._say("never_row", n=about.count(len(never)))
            return [(Cell(""), Cell(name), *nothing)]
        return [
            (Cell(about.count(number)), Cell(self._place(hamlet)), *nothing)
            for number, hamlet in enumerate(never, start=ranked + 1)
        ]

    def reasons(self) -> Grid:
        """Give a line a reason, most children first; no lines where nobody is left.

        Below the total stands a line for each time at which children can come.
        """
        about, found = self.about, self.figures.reasons
        total = sum(int(reason.value or 0) for reason in found)
        rows = self.figures.tables.get("reasons", [])
        reach = {row["reason"]: row["reachable"] for row in rows}
        lines = [
            (
                Cell(about.reason(reason.group)),
                Cell(reason.text),
                Cell(about.percent(int(reason.value or 0), total)),
                Cell(self._say(f"reach_{reach[reason.group]}")),
            )
            for reason in found
        ]
        whole = Cell(about.unit_total), self._cell("reason_children")
        at = len(lines)
        if lines:
            lines.append((*whole, Cell(about.percent(total, total)), Cell("")))
        for when, number in find_reach(self.figures).items():
            share, words = about.percent(number, total), self._say(f"reach_{when}")
            name = Cell(self._say("line_of_reach", when=lower_first(words)))
            lines.append((name, Cell(about.count(number)), Cell(share), Cell("")))
        keys = ("col_reason", "reason_children", "col_share", "col_reachable")
        children = indicators()["reason_children"].label(about)
        heads = [children if k == "reason_children" else self._say(k) for k in keys]
        return Grid(
            "reasons",
            self._say("table_reasons"),
            tuple(heads),
            tuple(lines),
            (0.46, 0.14, 0.14, 0.26),
            words=(0, 3),
            totals=(at,) if found else (),
        )

    def changes(self) -> Grid | None:
        """Give a line a column of the ledger, and a column an age group and all."""
        rows = self.figures.tables.get("changes")
        if not rows:
            return None
        # A group that is empty now may have had children before.
        moved = {
            r["age_group"] for r in rows if any(r[f] not in ("", "0") for f in FLOWS)
        }
        order = (*self.about.age_groups.codes, UNKNOWN)
        groups = [c for c in order if c in moved or c in self.figures.groups]

        def add(flow: str, group: str) -> str:
            chosen: list[Row] = [r for r in rows if group in (ALL, r["age_group"])]
            return self.about.count(sum(int(row[flow] or 0) for row in chosen))

        lines = [
            (Cell(self._say(f"flow_{flow}")),)
            + tuple(Cell(add(flow, group)) for group in (*groups, ALL))
            for flow in FLOWS
        ]
        return Grid(
            "changes",
            self._say("table_changes"),
            (
                self._say("col_flow"),
                *map(self.about.group, groups),
                self.about.unit_total,
            ),
            tuple(lines),
            (0.4, *(0.6 / (len(groups) + 1),) * (len(groups) + 1)),
            totals=(0, len(lines) - 1),
        )

    def pace(self) -> Grid:
        """Give a line an age group and one of all: what is left, and needed a day."""
        keys = ["gap", "days_left", "required_per_day"]
        rows = [r for r in self.figures.tables["pace"] if r["hamlet_id"] == ALL]
        scenario = ("left_low", "left_middle", "left_high")
        known = {key for key in ("achieved_per_day", *scenario)
                 if self.figures.get(key).value is not None}  # fmt: skip
        keys += [key for key in ("achieved_per_day", *scenario) if key in known]
        states = {row["age_group"]: row.get("state", "") for row in rows}
        groups = [code for code in self.figures.groups if code in states]
        lines = []
        for code in (*groups, ALL):
            name = self.about.unit_total if code == ALL else self.about.group(code)
            state = states.get(code)
            words = (
                [Cell(self.about.say(f"state_{state}"))] if any(states.values()) else []
            )
            lines.append((Cell(name), *(self._cell(key, code) for key in keys), *words))
        heads = [self._say("col_group"), *self._labels(keys)]
        if any(states.values()):
            heads.append(self._say("col_state"))
        first = 1 + keys.index(scenario[0]) if scenario[0] in keys else 0
        narrow = 0.1 if len(keys) > 3 else 0.2
        rest = 1 - narrow * len(keys)
        ends = (0.6 * rest, 0.4 * rest) if any(states.values()) else (rest,)
        deadline = self.about.date(self.about.deadline)
        return Grid(
            "pace",
            self._say("table_pace", deadline=deadline),
            tuple(heads),
            tuple(lines),
            (ends[0], *(narrow,) * len(keys), *ends[1:]),
            words=(0, 1 + len(keys)),
            totals=(len(lines) - 1,),
            over=((self._say("col_scenario"), first, first + 2),) if first else (),
        )
