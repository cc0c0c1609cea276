"""A worksheet of XlsxWriter that costs what it holds, and comes to the same bytes.

XlsxWriter asks of each row every column up to the last one used on the sheet, and makes
a list of attributes of each cell. Here a row is one text, made of the cells it has; and
rows of one shape, as a list has them, are handed over whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from io import StringIO
from types import SimpleNamespace
from typing import Any

from xlsxwriter.utility import _datetime_to_excel_datetime, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

ROWS_A_SPAN = 16
"""Rows that share what is written of the columns they use, as Excel does it."""

LONGEST = 32_767
"""Units of UTF-16 that a cell takes; XlsxWriter leaves out the rest, and so do we."""

BLANK = "/>"
"""The content of a cell with a format and nothing in it."""

Content = str
"""A cell's XML from its attributes of place and format on."""

_column_name = cache(xl_col_to_name)


@cache  # the same days stand on the lists of all hamlets
def _day(day: date, from_1904: bool, without_zone: bool) -> Content:
    return _number(_datetime_to_excel_datetime(day, from_1904, without_zone))


@lru_cache(maxsize=1024)  # all lists offer the same choices
def _prepared(formula: str, expand: bool, future: bool) -> str:
    asked = SimpleNamespace(use_future_functions=future)
    return Worksheet._prepare_formula(asked, formula, expand)


def _number(number: float) -> Content:
    return f"><v>{number:.16G}</v></c>"


class LeanWorksheet(Worksheet):
    """A worksheet that comes to the same bytes at the cost of the cells it has."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[int, tuple[Sequence[Any], Sequence[Content]]] = {}
        self._shapes: dict[int, str] = {}
        self._texts: dict[str, Content] = {}
        self._row_ends: dict[tuple[str | None, Any], str] = {}

    def write_line(
        self,
        row: int,
        styles: Sequence[Any],
        contents: Sequence[Content],
        height: float | None = None,
    ) -> None:
        """Write the cells of a row from its first column on, and set its height.

        ``styles`` are their formats, the same sequence for rows of one shape;
        ``contents`` what :meth:`text`, :meth:`number` and :meth:`day` give, or
        :data:`BLANK`.
        """
        if self.dim_colmin != 0:
            self._check_dimensions(row, 0)
        self._check_dimensions(row, len(contents) - 1)
        self._lines[row] = styles, contents
        if height is not None:
            self.set_row(row, height)

    def text(self, words: str) -> Content:
        """Give the content of a cell of text."""
        known = self._texts.get(words)
        if known is not None:
            self.str_table.count += 1  # as XlsxWriter counts the cells with texts
            return known
        self._texts[words] = made = self._new_text(words)
        return made

    def _new_text(self, words: str) -> Content:
        # Up to half of it even pairs of units fit: no need to count.
        if len(words) > LONGEST // 2:
            units = words.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST]
            words = units.decode("utf-16-le", "ignore")
        index = self.str_table._get_shared_string_index(words)
        return f' t="s"><v>{index}</v></c>'

    def number(self, number: float) -> Content:
        """Give the content of a cell with a number."""
        return _number(number)

    def day(self, day: date) -> Content:
        """Give the content of a cell with a day."""
        return _day(day, self.date_1904, self.remove_timezone)

    def _prepare_formula(
        self, formula: str, expand_future_functions: bool = False
    ) -> str:
        # Looked through for some thirty names of functions, each by a search.
        future = self.use_future_functions
        return _prepared(formula, expand_future_functions, future)

    def _write_rows(self) -> None:
        cells = {row: held for row, held in self.table.items() if held}
        self.row_spans = self._spans(cells)
        for row in sorted({*cells, *self._lines, *self.row_info, *self.comments}):
            span = self.row_spans.get(row // ROWS_A_SPAN)
            if row in self._lines:
                self._write_whole_line(row, span)
            elif row in cells:
                self._write_row(row, span, self.row_info.get(row))
                self._write_cells(row, cells[row])
                self._xml_end_tag("row")
            else:
                self._write_empty_row(row, span, self.row_info.get(row))

    def _write_whole_line(self, row: int, span: str | None) -> None:
        styles, contents = self._lines[row]
        number = row + 1
        parts: list[Any] = [number] * (2 * len(styles))
        parts[1::2] = contents  # as many as styles, or it is an error
        cells = self._shape(styles) % tuple(parts)
        self.fh.write(f'<row r="{number}"{self._row_end(row, span)}{cells}</row>')

    def _row_end(self, row: int, span: str | None) -> str:
        """Give what XlsxWriter writes of a row after its number, made once a shape."""
        info = self.row_info.get(row)
        key = span, info and (info.height, info.hidden, info.level, info.collapsed)
        if key not in self._row_ends:
            file, self.fh = self.fh, StringIO()
            self._write_row(row, span, info)
            written, self.fh = self.fh.getvalue(), file
            self._row_ends[key] = written.removeprefix(f'<row r="{row + 1}"')
        return self._row_ends[key]

    def _shape(self, styles: Sequence[Any]) -> str:
        """Give the cells of a row with gaps for its number and each one's content."""
        # By the sequence itself: it is kept with its lines, so its id is its own.
        if id(styles) not in self._shapes:
            self._shapes[id(styles)] = "".join(
                f'<c r="{_column_name(at)}%d" s="{style._get_xf_index()}"%s'
                for at, style in enumerate(styles)
            )
        return self._shapes[id(styles)]

    def _write_cells(self, row: int, cells: dict[int, Any]) -> None:
        number, info = row + 1, self.row_info.get(row)
        of_row = info.row_format if info else None
        parts: list[str] = []
        for column in sorted(cells):
            cell = cells[column]
            kind = cell.__class__.__name__
            if kind not in ("String", "Number", "Datetime", "Blank"):
                self.fh.write("".join(parts))
                parts.clear()
                self._write_cell(row, column, cell)
                continue
            style = cell.format or of_row
            if style is None and column in self.col_info:
                style = self.col_info[column].column_format
            looks = "" if style is None else f' s="{style._get_xf_index()}"'
            if kind == "String":
                content = f' t="s"><v>{cell.string}</v></c>'
            else:
                content = BLANK if kind == "Blank" else self.number(cell.number)
            parts.append(f'<c r="{_column_name(column)}{number}"{looks}{content}')
        self.fh.write("".join(parts))

    def _spans(self, cells: dict[int, dict]) -> dict[int, str]:
        """Give the first and the last column that each block of rows uses."""
        used: dict[int, set[int]] = defaultdict(set)
        for rows in (cells, self.comments):
            for row, columns in rows.items():
                if columns:
                    used[row // ROWS_A_SPAN] |= {min(columns), max(columns)}
        for row, (_, contents) in self._lines.items():
            used[row // ROWS_A_SPAN] |= {0, len(contents) - 1}
        return {at: f"{min(of) + 1}:{max(of) + 1}" for at, of in used.items()}
