"""The tables that say where children are left: by age group, by hamlet, by officer."""

from __future__ import annotations

from collections.abc import Sequence

from dophu.catalogue.indicators import indicators
from dophu.documents.door_grids import NO_REPORT, reports_by_hamlet, say_report
from dophu.documents.grid import Cell, Grid, GridMaker
from dophu.documents.officers import beside_officer, hamlets_of_officers
from dophu.tables.figures import ALL, Row

MOST_GROUPS = 4
"""Age groups that stand beside each other in a table by hamlet on an upright page."""


class PlaceGrids(GridMaker):
    """The tables by age group, hamlet and officer."""

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
            (0.28, 0.11, 0.1, 0.11, 0.1, 0.18, 0.12),
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
        # One more is shown: a line that adds up a single hamlet saves none.
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
        many = len(parts) > 3
        narrow, wide = (0.07, 0.085) if many else (narrow, wide)
        of_parts = [0.075 if many else 0.1] * len(parts)
        widths = [narrow, narrow, wide, narrow, *of_parts, wide]
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
        reports = reports_by_hamlet(self.figures.tables.get("outreach", ()))
        more = ("returned", "answered") if reports else ()
        sent = [hamlet for hamlet in hamlets if hamlet in self.figures.sent]
        lines = [
            (
                Cell(self.figures.hamlets[hamlet]),
                *(
                    self._cell(key, hamlet=hamlet) if hamlet in sent else Cell("–")
                    for key in keys
                ),
                *self._door(reports.get(hamlet), len(more)),
            )
            for hamlet in hamlets
        ]
        # Without its number and name, and without the running share, which needs a
        # ranking.
        of_all = self._rest(sent, keys, ())[2:-1], (Cell(""),) * len(more)
        lines.append((Cell(self._say("col_all")), *of_all[0], *of_all[1]))
        return Grid(
            "officer",
            self._say("table_officer", officer=officer),
            (
                self._say("col_place"),
                *self._labels(keys),
                *(self.about.heading(f"officer_{key}") for key in more),
            ),
            tuple(lines),
            (0.25, *(0.11,) * 4, 0.17, 0.14) if more else (0.4, *(0.15,) * len(keys)),
            totals=(len(lines) - 1,),
        )

    def _door(self, row: Row | None, columns: int) -> tuple[Cell, ...]:
        """Give when a hamlet's list for the door came back, and its answers."""
        if row is None:
            return (Cell(NO_REPORT),) * columns
        back, answered, words = say_report(row, self.about)
        return Cell(back if row["returned"] else words), Cell(answered)

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
