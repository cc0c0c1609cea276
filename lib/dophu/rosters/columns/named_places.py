"""The hamlets that lists name, read without any list of hamlets: as they are spelled.

A campaign that has no hamlets yet is proposed them from its lists. They are asked where
a read list is asked: the column of hamlets, a section, the sheet's name and the title,
the file's name, the residence. Outside the column a place counts only with a word as
"thôn" before it: what stands in a title or a section may be anything, a child's name
too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.place_keys import place_key
from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Grid
from dophu.rosters.columns.filled_cells import fill_cells
from dophu.rosters.columns.hamlet_of_row import read_localities
from dophu.rosters.columns.hamlet_outside import Outside
from dophu.rosters.columns.residences import residence_columns
from dophu.rosters.headings.heading_search import heading_text
from dophu.rosters.headings.result_lines import seems_a_result
from dophu.rosters.headings.row_words import is_age_section
from dophu.rosters.headings.tables import Table, find_tables
from dophu.rosters.texts import titles
from dophu.rosters.texts.addresses import Units, find_in_address
from dophu.rosters.texts.legacy_columns import convert_columns
from dophu.rosters.texts.places_in_text import MAX_WORDS, TYPES, found_in, places_in
from dophu.rosters.texts.returned import is_review
from dophu.rosters.texts.symbol_fonts import show_symbols
from dophu.text import clean_text, comparison_key, folded_key

_GENERAL = re.compile(
    r"(?:.* )?(sheet ?\d*|trang|ds|danh sach|data|list|table|bang|bieu|tong( hop)?|th"
    r"|tre|em|chua|da|lam|the|cap|tiem|mui|can cuoc|cc|cccd|tuoi|lop|khoi|truong"
    r"|mam non|tieu hoc|thcs|ngay|thang|nam|tuan|dot|lan|ky|xa|phuong|thi tran"
    r"|cong an)(?: .*)?"
)
"""What a sheet is called that is not called by a hamlet, without accents."""

NOTHING = HamletIndex([], [])
"""No hamlet is known yet."""

MAX_CELL = 120
"""Letters of a cell from which no hamlet is looked for in it."""

OF_ONE = 3
"""Rows up to which a child's name in the column of hamlets is that child's, in rows
that are shifted: hamlets are called after people too."""


@dataclass(frozen=True)
class NamedPlace:
    """A place as a list spells it, and the children that it is said of.

    ``text`` is the whole text in which it stands, ``by`` where: ``cell``, ``section``,
    ``title``, ``sheet``, ``file``, ``address`` or ``bare_sheet`` (a sheet's name that
    has no word as "thôn"); ``kind`` is the word that heads the column ("Thôn");
    ``is_of_person`` tells that a child or a mother of the list is called so.
    """

    spelling: str
    by: str
    file: str
    text: str
    children: int
    kind: str = ""
    is_of_person: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the text is the name and nothing else."""
        return comparison_key(self.spelling) == comparison_key(self.text)


def find_named_places(
    grid: Grid, file: str, vocabulary: Vocabulary, units: Units
) -> list[NamedPlace]:
    """List the places that a sheet's rows of children are said to be of.

    Parameters
    ----------
    grid
        The sheet as sent.
    file
        Its file's path, with '/'.
    vocabulary
        The words of the drive.
    units
        The names of the campaign's unit, which is no hamlet.
    """
    if is_review(grid.rows) or grid.state != "visible":
        return []
    grid, _ = convert_columns(show_symbols(grid))
    tables = find_tables(grid, vocabulary=vocabulary)
    above_it = titles.lines_of(grid, 0, tables[0].first) if tables else []
    found: list[NamedPlace] = []
    for above, table in zip([None, *tables], tables, strict=False):
        if above is not None:
            last = max((*above.data_rows, above.body - 1)) + 1
            above_it = titles.lines_of(grid, last, table.first) or above_it
        around = _around(grid.name, above_it, file, vocabulary)
        found += _of_table(fill_cells(grid, table), table, file, units, around)
    return found


@dataclass(frozen=True)
class _Told:
    """What stands around a table: how, the whole text, the one place that it names.

    ``is_weak`` tells that a residence is asked first: the place stands in the middle of
    a line, which may name a school.
    """

    by: str
    text: str
    place: str
    is_weak: bool = False


def _around(
    sheet: str, lines: list[str], file: str, vocabulary: Vocabulary
) -> list[_Told]:
    """Give what stands around a table, in the order in which it is believed.

    What names several places names none; of a sheet and a title that differ both.
    """
    stem = titles.without_day(PurePosixPath(file).stem.replace("_", " "))
    sheet = titles.without_day(sheet)
    texts = [("sheet", sheet), *(("title", line) for line in lines), ("file", stem)]
    reported: list[_Told] = []
    for by, text in texts:
        found = found_in(text)
        if len({place for place, _ in found}) == 1:
            place, begins = found[0]
            reported.append(_Told(by, text, place, by == "title" and not begins))
    general = _GENERAL.fullmatch(folded_key(sheet)) or seems_a_result(sheet, vocabulary)
    if any(letter.isalpha() for letter in sheet) and not general and not reported:
        reported.append(_Told("bare_sheet", sheet, clean_text(sheet), True))
    titled = [one for one in reported if one.by == "title"]
    if reported and reported[0].by == "sheet" and titled:
        first, second = reported[0], titled[0]
        # Spelled alike they are one place, and its children are counted once.
        alike = comparison_key(first.place) == comparison_key(second.place)
        return [first] if alike else [first, second]
    return reported[:1]


def _of_table(
    grid: Grid, table: Table, file: str, units: Units, around: list[_Told]
) -> list[NamedPlace]:
    read = read_localities(grid, table, NOTHING, Outside(), units)
    heading = _heading_kind(grid, table)
    counts: dict[tuple[str, str, str], int] = {}
    columns = residence_columns(grid, table)
    outside = [(one.place, one.by, one.text) for one in around]
    is_weak = bool(around) and around[0].is_weak
    for row, stated, by in zip(table.data_rows, read.stated, read.by, strict=True):
        reported = list(_of_row(stated, by, units))
        cells = (grid.at(row, column) for column in columns)
        lived = (
            (place, "address", clean_text(str(cell)))
            for cell in cells
            if cell is not None
            for place in _of_address(str(cell), units)
        )
        if not reported and is_weak:
            reported = list(lived)[:1]
        reported = reported or outside or list(lived)[:1]
        for key in reported:
            counts[key] = counts.get(key, 0) + 1
    counts = counts or _of_unread_column(grid, table)
    people = _people(grid, table)
    return [
        NamedPlace(
            spelling,
            by,
            file,
            text,
            n,
            heading if by == "cell" else "",
            n <= OF_ONE and not place_key(text)[0] and comparison_key(text) in people,
        )
        for (spelling, by, text), n in counts.items()
    ]


def _people(grid: Grid, table: Table) -> set[str]:
    """Give the names of children and mothers of a table, as they are compared."""
    columns = [c for c, name in table.columns.items() if name in ("name", "mother")]
    cells = (grid.at(row, column) for column in columns for row in table.data_rows)
    return {comparison_key(cell) for cell in cells if isinstance(cell, str)}


def _of_unread_column(grid: Grid, table: Table) -> dict[tuple[str, str, str], int]:
    """Count the places of a column of them whose heading says nothing of hamlets.

    Where nothing else names any: most rows have one, and nothing but places is there.
    """
    read = {*table.columns.values()}
    for column in range(max(map(len, grid.rows), default=0)):
        cells = (grid.at(row, column) for row in table.data_rows)
        texts = [clean_text(str(cell)) for cell in cells if cell is not None]
        named = [text for text in texts if places_in(text) == [text]]
        if column not in read and 2 * len(named) > len(table.data_rows):
            if len(named) == len(texts):
                return {(t, "cell", t): n for t, n in Counter(named).items()}
    return {}


def _of_row(stated: str, by: str, units: Units) -> Iterator[tuple[str, str, str]]:
    """Give what a row's own cell or its section names."""
    text = clean_text(stated)
    if by in ("cell", "above") and text:
        if units.are_called(text):
            return
        whole = place_key(text)[0] and not _is_long(text)
        inside = [] if whole else _of_address(text, units)
        yield (inside[-1] if inside else text[:MAX_CELL]), "cell", text[:MAX_CELL]
    elif by == "section" and not is_age_section(text):
        yield from ((place, "section", text) for place in places_in(text)[:1])


def _is_long(text: str) -> bool:
    return any(mark in text for mark in ",;/(") or len(text.split()) > MAX_WORDS


@lru_cache(maxsize=65536)
def _of_address(text: str, units: Units) -> list[str]:
    """Give the last place of an address, the one that holds those before it.

    None of an address in another commune, nor of a text too long to be one.
    """
    if len(text) > MAX_CELL:
        return []
    found = find_in_address(text, NOTHING, units)
    if found.is_open and not found.stated:
        return []
    places = places_in(text.replace("/", ",").replace("\n", ","))
    return [place for place in places[-1:] if not units.are_called(place)]


def _heading_kind(grid: Grid, table: Table) -> str:
    """Give the one word for a settlement that heads the column of hamlets, else ''."""
    column = table.columns.get("hamlet")
    if column is None:
        return ""
    rows = range(table.first, table.body)
    texts = [clean_text(heading_text(grid.at(row, column))) for row in rows]
    last = next((text for text in reversed(texts) if text), "")
    return last.capitalize() if comparison_key(last) in TYPES else ""
