"""The hamlets of a campaign, each with its spellings and the days it exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dophu.campaign.csv_table import Columns, Row, in_row_order, parse_day, read_table
from dophu.campaign.hamlet_spellings import HamletIndex, Spelling
from dophu.campaign.place_keys import full_key
from dophu.campaign.settings import LONGEST
from dophu.campaign.table_files import find_unread_tables
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.csv_cells import FORMULA

ALL = "all"
"""Id that no hamlet can have: tables have their totals under it."""

TILES = ("tile_row", "tile_column")
"""Where a hamlet lies on a map of tiles; most campaigns have none."""

TABLE = Columns(
    "hamlets",
    ("hamlet_id", "name"),
    ("aliases", "officer", "valid_from", "valid_to", *TILES),
)

MOST_TILES = 60
"""Rows and columns that a map of tiles has at most."""


@dataclass(frozen=True)
class Hamlet:
    """One hamlet, as ``hamlets.csv`` names it; dates are None where left empty.

    ``tile`` is its row and column on a map of tiles, from 1 at the upper left; None
    where either is left empty. ``place`` is its file, sheet and row, where it was read
    from one.
    """

    hamlet_id: str
    name: str
    aliases: tuple[str, ...] = ()
    officer: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    tile: tuple[int, int] | None = None
    place: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def is_valid(self, on: date) -> bool:
        """Test whether the hamlet exists on a day, both ends included."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def overlaps(self, other: Hamlet) -> bool:
        """Test whether the two exist on a common day."""
        return max(self.valid_from or date.min, other.valid_from or date.min) <= min(
            self.valid_to or date.max, other.valid_to or date.max
        )


@dataclass(frozen=True)
class Hamlets:
    """The campaign's hamlets in the order of the file."""

    hamlets: tuple[Hamlet, ...]

    def on(self, day: date) -> Hamlets:
        """Keep the hamlets that exist on a day."""
        return Hamlets(tuple(h for h in self.hamlets if h.is_valid(day)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The hamlets' ids, in the order of the file."""
        return tuple(h.hamlet_id for h in self.hamlets)

    @property
    def names(self) -> dict[str, str]:
        """Names by id."""
        return {h.hamlet_id: h.name for h in self.hamlets}

    def index(
        self,
        decided: Mapping[str, str] | None = None,
        former: Hamlets | None = None,
        absent: Hamlets | None = None,
    ) -> HamletIndex:
        """Make the look-up from spellings to ids; ``decided`` ones come first.

        ``former`` hamlets, with the ids they have become, are asked last; ``absent``
        ones, which are not of the day and have become none, only to be named.
        """
        others = former.spellings() if former else ()
        index = HamletIndex(self.spellings(), self.names.values(), decided, others)
        index.absent = absent.index() if absent and absent.hamlets else None
        return index

    def spellings(self) -> Iterator[Spelling]:
        """Hand out every name and alias with the id of its hamlet."""
        for hamlet in self.hamlets:
            for spelling in (hamlet.name, *hamlet.aliases):
                yield spelling, hamlet.hamlet_id


def read_hamlets(folder: Path) -> Hamlets:
    """Read ``hamlets.csv`` or ``hamlets.xlsx`` of a campaign folder.

    Raises
    ------
    DophuError
        Listing every problem of the file: missing, as ``csv_table.read_table``, a
        doubled id, an alias that means two hamlets on a common day, a bad date.
    """
    table = read_table(folder, TABLE)
    if table is None:
        near = find_unread_tables(folder, [TABLE.stem])
        raise DophuError([Issue("TD-01", details={"folder": str(folder)}), *near])
    problems = list(table.problems)
    hamlets: list[Hamlet] = []
    rows: dict[str, Row] = {}
    for row in table.rows:
        hamlet, faults = _read_hamlet(row)
        problems += faults
        if first := rows.get(hamlet.hamlet_id):
            shown = hamlet.hamlet_id[:LONGEST]
            details = {"hamlet": shown, "first": first.number}
            place = (row.file, row.sheet, str(row.number))
            problems.append(Issue("TD-03", *place, details=details))
        # Of a doubled id the first row stays: messages point to it.
        rows.setdefault(hamlet.hamlet_id, row)
        hamlets.append(hamlet)
    problems += _check_aliases(hamlets, rows)
    if not hamlets and not problems:
        details = {"expected": phrase("not_empty")}
        problems.append(Issue("TD-05", table.file, "", "2", details=details))
    if problems:
        raise DophuError(in_row_order(problems))
    return Hamlets(tuple(hamlets))


def _read_hamlet(row: Row) -> tuple[Hamlet, list[Issue]]:
    faults = [row.fault(c, "not_empty") for c in TABLE.required if not row[c]]
    days: dict[str, date | None] = {}
    for column in ("valid_from", "valid_to"):
        try:
            days[column] = parse_day(row[column])
        except ValueError:
            faults.append(row.fault(column, "cell_date"))
    tile: list[int] = []
    for column in TILES:
        text = row[column].strip()
        # No longer: Python refuses to make a number of thousands of digits.
        if re.fullmatch(r"\d{1,4}", text) and 1 <= int(text) <= MOST_TILES:
            tile.append(int(text))
        elif text:
            faults.append(row.fault(column, "cell_tile", most=MOST_TILES))
    faults += [
        row.fault(column, "cell_short", most=LONGEST)
        for column in ("hamlet_id", "name", "officer")
        if len(row[column]) > LONGEST
    ]
    # Rows of totals would be taken for its own.
    if row["hamlet_id"].casefold() == ALL:
        faults.append(row.fault("hamlet_id", "an_id_but_all"))
    # Cells of CSV files are disarmed by an apostrophe, and an id so changed no longer
    # joins.
    if row["hamlet_id"].startswith(FORMULA):
        faults.append(row.fault("hamlet_id", "plain_id"))
    # Offices part them by semicolons too, which no name has.
    aliases = tuple(filter(None, map(str.strip, re.split("[|;]", row["aliases"]))))
    of = row["hamlet_id"], row["name"], aliases, row["officer"]
    place = (row.file, row.sheet, str(row.number))
    on_map = (tile[0], tile[1]) if len(tile) == 2 else None
    hamlet = Hamlet(*of, **days, tile=on_map, place=place)
    return hamlet, faults


def _check_aliases(hamlets: list[Hamlet], rows: dict[str, Row]) -> list[Issue]:
    found: list[Issue] = []
    seen: dict[str, list[Hamlet]] = {}
    for hamlet in hamlets:
        row = rows[hamlet.hamlet_id]
        for spelling, _ in Hamlets((hamlet,)).spellings():
            others = seen.setdefault(full_key(spelling), [])
            for other in others:
                if other.hamlet_id != hamlet.hamlet_id and other.overlaps(hamlet):
                    named = (spelling, other.hamlet_id, hamlet.hamlet_id)
                    keys = ("alias", "hamlet", "other")
                    details = {k: v[:LONGEST] for k, v in zip(keys, named, strict=True)}
                    place = (row.file, row.sheet, str(row.number))
                    found.append(Issue("TD-04", *place, details=details))
            others.append(hamlet)
    return found
