"""A worksheet of XlsxWriter with cells far to the right, written by what it holds.

XlsxWriter asks of each row every column up to the last one used on the sheet: one cell
in the column XFD makes 16,384 questions of each row of a list.
"""

from __future__ import annotations

from collections import defaultdict

from xlsxwriter.worksheet import Worksheet

ROWS_A_SPAN = 16
"""Rows that share what is written of the columns they use, as Excel does it."""


class WideWorksheet(Worksheet):
    """A worksheet that comes to the same bytes at the cost of the cells it has."""

    def _write_rows(self) -> None:
        cells = {row: held for row, held in self.table.items() if held}
        self.row_spans = self._spans(cells)
        for row in sorted({*cells, *self.row_info, *self.comments}):
            about = row, self.row_spans.get(row // ROWS_A_SPAN), self.row_info.get(row)
            if row in cells:
                self._write_row(*about)
                for column in sorted(cells[row]):
                    self._write_cell(row, column, cells[row][column])
                self._xml_end_tag("row")
            else:
                self._write_empty_row(*about)

    def _spans(self, cells: dict[int, dict]) -> dict[int, str]:
        """Give the first and the last column that each block of rows uses."""
        used: dict[int, set[int]] = defaultdict(set)
        for rows in (cells, self.comments):
            for row, columns in rows.items():
                if columns:
                    used[row // ROWS_A_SPAN] |= {min(columns), max(columns)}
        return {at: f"{min(of) + 1}:{max(of) + 1}" for at, of in used.items()}
