"""The tables of an edition's documents: of places, and reasons, ledger and pace."""

from __future__ import annotations

from dophu.ages import UNKNOWN
from dophu.catalogue.columns import NO_REASON
from dophu.catalogue.indicators import indicators
from dophu.catalogue.numbers import lower_first
from dophu.documents.door_grids import DoorGrids
from dophu.documents.grid import Cell, Grid
from dophu.documents.place_grids import PlaceGrids
from dophu.findings.action import find_reach
from dophu.findings.pace import find_pace_in
from dophu.findings.session_days import find_session_days
from dophu.tables.figures import ALL, Row, mark

FLOWS = (
    "opening", "new", "moved_in", "aged_in", "enrolled", "moved_out", "died",
    "aged_out", "corrected", "closing",
)  # fmt: skip
"""Columns of the ledger, in the order in which they add up."""


class Grids(PlaceGrids, DoorGrids):
    """The tables of one edition's documents."""

    def reasons(self) -> Grid:
        """Give a line a reason, most children first; no lines where none is known.

        Below the total stands a line for each time at which children can come.
        """
        about, found = self.about, self.figures.reasons
        if all(reason.group == NO_REASON for reason in found):
            found = []
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
        for when, number in find_reach(self.figures).items() if found else ():
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

    def _by_session(self, group: str) -> dict[str, Cell]:
        """Write a group's pace by days with a session, in the place of one by days."""
        held = find_session_days(self.figures.tables["rates"], group)
        if held is None:
            return {}
        rates = {"required_per_day": held.required, "achieved_per_day": held.achieved}
        written = {
            key: Cell(
                "–" if rate is None else self.about.rate(rate),
                mark(key, group, self.figures.groups),
            )
            for key, rate in rates.items()
        }
        return {"days_left": Cell(self.about.count(held.days)), **written}

    def pace(self) -> Grid:
        """Give a line an age group and one of all: what is left, and needed a day."""
        keys = ["gap", "days_left", "required_per_day"]
        rows = [r for r in self.figures.tables["pace"] if r["hamlet_id"] == ALL]
        scenario = ("left_low", "left_middle", "left_high")
        known = {key for key in ("achieved_per_day", *scenario)
                 if self.figures.get(key).value is not None}  # fmt: skip
        keys += [key for key in ("achieved_per_day", *scenario) if key in known]
        by_session = find_pace_in(self.figures.tables, self.about).held is not None
        states = {row["age_group"]: row.get("state", "") for row in rows}
        groups = [code for code in self.figures.groups if code in states]
        lines = []
        for code in (*groups, ALL):
            name = self.about.unit_total if code == ALL else self.about.group(code)
            state = states.get(code)
            words = (
                [Cell(self.about.say(f"state_{state}"))] if any(states.values()) else []
            )
            held = self._by_session(code) if by_session else {}
            cells = (held.get(key) or self._cell(key, code) for key in keys)
            lines.append((Cell(name), *cells, *words))
        heads = [self._say("col_group"), *self._labels(keys)]
        if any(states.values()):
            heads.append(self._say("col_state"))
        first = 1 + keys.index(scenario[0]) if scenario[0] in keys else 0
        narrow = 0.2 if len(keys) < 4 else 0.1 if len(keys) < 6 else 0.085
        rest = 1 - narrow * len(keys)
        ends = (0.5 * rest, 0.5 * rest) if any(states.values()) else (rest,)
        deadline = self.about.date(self.about.deadline)
        # The heads say "a day": the caption says of which days.
        caption = "table_pace_session" if by_session else "table_pace"
        day = self.about.say("value_per_session_day")
        return Grid(
            "pace",
            self._say(caption, deadline=deadline, session_day=day),
            tuple(heads),
            tuple(lines),
            (ends[0], *(narrow,) * len(keys), *ends[1:]),
            words=(0, 1 + len(keys)),
            totals=(len(lines) - 1,),
            over=((self._say("col_scenario"), first, first + 2),) if first else (),
        )
