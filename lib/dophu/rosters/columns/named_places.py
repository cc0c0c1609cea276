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
from dophu.campaign.place_keys import TYPE_WORDS, place_key
from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Grid
from dophu.rosters.columns.filled_cells import fill_cells
from dophu.rosters.columns.hamlet_of_row import Outside, read_localities
from dophu.rosters.columns.residences import residence_columns
from dophu.rosters.headings.heading_search import heading_text
from dophu.rosters.headings.result_lines import seems_a_result
from dophu.rosters.headings.row_words import is_age_section
from dophu.rosters.headings.tables import Table, find_tables
from dophu.rosters.texts import titles
from dophu.rosters.texts.addresses import Units, find_in_address, is_aside
from dophu.rosters.texts.legacy_columns import convert_columns
from dophu.rosters.texts.returned import is_review
from dophu.rosters.texts.symbol_fonts import show_symbols
from dophu.text import clean_text, comparison_key, folded_key

_TYPES = sorted(
    {word for w in TYPE_WORDS for word in (comparison_key(w), folded_key(w))},
    key=len,
    reverse=True,
)
_ABOVE = re.compile(
    r"(thị trấn|phường|xã|tt|huyện|quận|tỉnh|thành phố|thị xã|tp|tx|thi tran|phuong|xa"
    r"|huyen|quan|tinh|thanh pho)( |$)"
)
"""Words of what a hamlet lies in: a name ends before them."""

_NO_HAMLET = re.compile(
    r"(đội (qlhc|quản lý|cảnh sát|công an|csqlhc|tuyên truyền|thu nhận)"
    r"|tổ (công tác|cấp|lưu động|trưởng|chức|hợp|thu nhận|tiêm)|tổng"
    r"|khối (lớp|mầm|chồi|lá|nhà trẻ|mẫu giáo)|khu vực"
    r"|bản (sao|chính|tổng|cam|kê|khai|đồ|tin|cuối|mới|sửa|cập nhật|thứ)"
    r"|làng (trẻ|sos)|(thôn|bản|tổ|xóm|ấp) (trưởng|phó))( |$)"
)
"""What begins as a hamlet's name does and is none."""

_COLON = re.compile(rf"\b({'|'.join(TYPE_WORDS)})\s*:\s*", re.IGNORECASE)
"""A word for a settlement, and a colon before its name: "Thôn: Mẫu 2"."""

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

MAX_WORDS = 6
"""Words of the longest name, with its type word."""


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


def places_in(text: str) -> list[str]:
    """Find the hamlets that a text names after a word as "thôn", as they are spelled.

    Examples
    --------
    >>> places_in("DANH SÁCH TRẺ EM THÔN MẪU 1 CHƯA LÀM CĂN CƯỚC")
    ['THÔN MẪU 1']
    >>> places_in("Đội 3, bản Nà É, xã Thử"), places_in("Đội QLHC; gần thôn 2")
    (['Đội 3', 'bản Nà É'], [])
    """
    return [place for place, _ in _found_in(text)]


def _found_in(text: str) -> list[tuple[str, bool]]:
    """Find the places of a text, each with whether it begins a piece of it."""
    text = _COLON.sub(r"\1 ", clean_text(text))
    if titles.several_of(text):
        return []
    return [found for piece in titles.PIECES.split(text) for found in _in_piece(piece)]


def _in_piece(piece: str) -> Iterator[tuple[str, bool]]:
    words = titles.without_number(piece.strip()).split()
    keys = [comparison_key(word) for word in words]
    at = 0
    while at < len(words):
        length = _type_at(keys, at)
        end = _end(keys, at + length) if length else at + 1
        if (
            length
            and at + length < end <= at + length + MAX_WORDS
            and not _NO_HAMLET.match(" ".join(keys[at : at + length + 2]))
            and not is_aside(keys[max(0, at - titles.NEAR) : at])
        ):
            yield " ".join(words[at:end]), at == 0
        at = max(end, at + 1)


def _type_at(keys: list[str], at: int) -> int:
    rest = " ".join(keys[at:]) + " "
    return next((len(t.split()) for t in _TYPES if rest.startswith(f"{t} ")), 0)


def _end(keys: list[str], start: int) -> int:
    """Give where a name ends: before a word that no name holds or another place."""
    for end in range(start, len(keys)):
        rest = " ".join(keys[end:])
        if _ABOVE.match(rest) or (end > start and _goes_on(keys, end, rest)):
            return end
    return len(keys)


def _goes_on(keys: list[str], end: int, rest: str) -> bool:
    if titles.AFTER.match(rest):
        return True
    # "thôn Khu Ruộng": a type word right behind another is a name's.
    return bool(_type_at(keys, end)) and end + 1 < len(keys)


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
        found = _found_in(text)
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
    return last.capitalize() if comparison_key(last) in _TYPES else ""
