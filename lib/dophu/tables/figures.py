"""The figures of a report, each with the cells of the edition's tables it is made of.

Read with the csv module from the tables as they stand in the edition's folder, so
that a document's figures are those of the tables.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.catalogue.columns import NO_REASON
from dophu.catalogue.indicators import indicators
from dophu.tables.ranking import most_missing_first

Row = Mapping[str, str]

ALL = "all"
"""All hamlets, or all age groups."""


def read_tables(folder: Path) -> dict[str, list[Row]]:
    """Read the tables of an edition as rows of text, by name in alphabetical order."""
    tables: dict[str, list[Row]] = {}
    for path in sorted((folder / "tables").glob("*.csv")):
        tables[path.stem] = read_rows(path)
    return tables


def read_rows(path: Path) -> list[Row]:
    """Read one table as rows of text, as its file has them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        heads, rows = next(lines, []), list[Row]()
        for line in lines:
            if len(line) != len(heads):  # as in no table of the kit
                file.seek(0)
                return list(csv.DictReader(file))
            rows.append(dict(zip(heads, line, strict=True)))
        return rows  # at two thirds of the cost of csv.DictReader


def with_pace(tables: dict[str, list[Row]], about: About) -> dict[str, list[Row]]:
    """Add what is needed a day, spread evenly, where the tables hold no pace."""
    if "pace" in tables:
        return tables
    days = (about.deadline - about.as_of).days
    gaps = Figures(tables, about)
    rows = []
    for group in (*gaps.groups, ALL):
        gap = gaps.number("gap", group)
        rate = str(Fraction(gap, days)) if gap and days > 0 else ""
        where = {"hamlet_id": ALL, "hamlet": ALL, "age_group": group}
        count = {"gap": str(gap), "days_left": str(days), "required_per_day": rate}
        rows.append({**where, **count})
    return {**tables, "pace": rows}


@dataclass(frozen=True)
class Figure:
    """A value of an indicator, of which children, and the words for it.

    ``group`` is the code of an age group and ``hamlet`` the id of a hamlet, or
    :data:`ALL`. ``value`` is None where no table has it.
    """

    indicator: str
    value: int | Fraction | None
    of: int | None
    text: str
    group: str = ALL
    hamlet: str = ALL


class _Hamlet(NamedTuple):
    persons: int
    enrolled: int


class Figures:
    """The figures of one edition.

    Parameters
    ----------
    tables
        Rows of text by the table's name, as :func:`read_tables` gives them.
    about
        What is known of the campaign; its age groups give the order.

    Examples
    --------
    >>> from datetime import date
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> row = {"hamlet_id": "H1", "hamlet": "Tổ 1", "age_group": "under_6"}
    >>> counts = {"persons": "840", "enrolled": "400", "gap": "440"}
    >>> figures = Figures({"gaps": [{**row, **counts}]}, about)
    >>> figures.get("coverage").text, figures.get("gap", hamlet="H2").text
    ('47,6%', '–')
    """

    def __init__(self, tables: Mapping[str, list[Row]], about: About) -> None:
        self.tables, self.about = tables, about
        self._index: dict[tuple[str, ...], dict[tuple[str | None, ...], list[Row]]] = {}
        self._sums: dict[tuple, int | Fraction | None] = {}
        self._figures: dict[tuple, Figure] = {}

    def get(
        self, key: str, group: str = ALL, hamlet: str = ALL, **where: str
    ) -> Figure:
        """Give an indicator's figure of an age group and a hamlet, or of all.

        ``where`` narrows it further, by column (``reason="VE_QUE_HE"``).
        """
        place = key, group, hamlet, *where.items()
        if place not in self._figures:  # documents ask for the same ones
            self._figures[place] = self._make(key, group, hamlet, where)
        return self._figures[place]

    def _make(
        self, key: str, group: str, hamlet: str, where: Mapping[str, str]
    ) -> Figure:
        indicator = indicators()[key]
        asked = {"age_group": group, "hamlet_id": hamlet, **where}
        value = self._add_up(indicator.numerator, asked)
        of = None
        if indicator.denominator:
            of = int(self._add_up(indicator.denominator, asked) or 0)
        text = indicator.text(value, of, self.about)
        return Figure(key, value, of, text, group, hamlet)

    def number(self, key: str, group: str = ALL, hamlet: str = ALL) -> int:
        """Give a count as a whole number, 0 where it is missing: for comparing."""
        # Without the words of a figure, which cost more than its number.
        asked = {"age_group": group, "hamlet_id": hamlet}
        return int(self._add_up(indicators()[key].numerator, asked) or 0)

    def _add_up(self, source: str, asked: Mapping[str, str]) -> int | Fraction | None:
        table, _, column = source.partition(".")
        key = source, *asked.items()
        if key not in self._sums:
            where = dict(asked)
            group, hamlet = where.pop("age_group"), where.pop("hamlet_id")
            rows = self._rows(table, group, hamlet, where)
            values = _values(rows, column) if column else (1 for _ in rows)
            known = [value for value in values if value is not None]
            # Without a column rows are counted, and no row is 0; a sum of nothing known
            # is unknown.
            self._sums[key] = sum(known) if known or not column else None
        return self._sums[key]

    def _rows(
        self, table: str, group: str, hamlet: str, where: Mapping[str, str]
    ) -> list[Row]:
        """Give a table's rows of an age group and a hamlet, or of all, and of a value.

        By an index: a document asks for each figure of each hamlet, and looking
        through the table for each took the square of their number.
        """
        columns = table, *where
        if columns not in self._index:
            index = self._index[columns] = defaultdict(list)
            for row in self.tables.get(table, []):
                of = row.get("age_group"), row.get("hamlet_id")
                values = tuple(map(row.get, where))
                keys = {of}
                if table != "pace":  # which has its totals in rows of their own
                    keys |= {(of[0], ALL), (ALL, of[1]), (ALL, ALL)}
                for key in keys:
                    index[*key, *values].append(row)
        return self._index[columns].get((group, hamlet, *where.values()), [])

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Codes of the age groups to show; ``unknown`` only where somebody is in it."""
        codes = self.about.age_groups.codes
        return (*codes, UNKNOWN) if self.number("persons", UNKNOWN) else codes

    @cached_property
    def hamlets(self) -> dict[str, str]:
        """The hamlets' names by id, in the campaign's order."""
        return {row["hamlet_id"]: row["hamlet"] for row in self.tables.get("gaps", [])}

    @cached_property
    def sent(self) -> tuple[str, ...]:
        """Ids of the hamlets with figures, of this date or an earlier one."""
        known = {r["hamlet_id"] for r in self.tables.get("gaps", []) if r["persons"]}
        return tuple(hamlet for hamlet in self.hamlets if hamlet in known)

    def ranked(self) -> list[str]:
        """Ids of the hamlets with figures, the most children without a card first."""
        return sorted(
            self.sent, key=lambda hamlet: most_missing_first(self._of(hamlet))
        )

    def _of(self, hamlet: str) -> _Hamlet:
        persons, enrolled = (
            self.number(key, hamlet=hamlet) for key in ("persons", "enrolled")
        )
        return _Hamlet(persons, enrolled)

    @cached_property
    def reasons(self) -> list[Figure]:
        """Children without a card by reason, most first; no reason given stands last.

        The ``group`` of each figure is the code of the reason.
        """
        codes = dict.fromkeys(row["reason"] for row in self.tables.get("reasons", []))
        found = [self.get("reason_children", reason=code) for code in codes]
        named = [
            Figure(f.indicator, f.value, f.of, f.text, group=code)
            for f, code in zip(found, codes, strict=True)
        ]
        return sorted(named, key=lambda f: (f.group == NO_REASON, -int(f.value or 0)))


def mark(key: str, group: str, groups: tuple[str, ...]) -> str:
    """Name a figure of all hamlets in every document: ``gap_all``, ``gap_1``.

    A bookmark in Word, a name in Excel, a shape in PowerPoint, an attribute on the
    page. Age groups are numbered from the youngest, since a code may hold what a
    name in Excel may not.

    Examples
    --------
    >>> mark("gap", "6_to_13", ("under_6", "6_to_13", "unknown"))
    'gap_2'
    >>> mark("gap", "unknown", ("under_6", "unknown")), mark("gap", "all", ())
    ('gap_unknown', 'gap_all')
    """
    if group in (ALL, UNKNOWN):
        return f"{key}_{group}"
    return f"{key}_{groups.index(group) + 1}"


def _values(rows: list[Row], column: str) -> Iterator[int | Fraction | None]:
    # As pandas writes a column of truth values into a CSV file.
    flags = {"True": 1, "False": 0}
    for row in rows:
        text = row.get(column, "")
        if text in flags:
            yield flags[text]
        elif text.isdecimal():
            yield int(text)
        elif text:
            # Exact, by the digits of the file: a float would be rounded before it is
            # written.
            value = Fraction(text)
            yield int(value) if value.denominator == 1 else value
        else:
            yield None
