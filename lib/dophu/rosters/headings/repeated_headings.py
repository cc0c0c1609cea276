"""Rows that say the headings of a table again, as printed pages do."""

from __future__ import annotations

from dophu.reader.grid import Cell, Grid, has_figure


class HeadingRows:
    """Tells whether a row says the headings again, as printed pages do."""

    def __init__(self, grid: Grid, first: int, body: int) -> None:
        self._rows = [
            {c: _plain(t) for c, t in enumerate(grid.rows[r]) if isinstance(t, str)}
            for r in range(first, body)
        ]
        self.has_figure = any(has_figure(grid.rows[r]) for r in range(first, body))

    def shows(self, cells: list[Cell]) -> bool:
        """Report it of one row: most of its cells stand in one heading row.

        The same headings in another order are another table: what stands below them is
        read by where they stand now.
        """
        for row in self._rows:
            if _is_moved(row, cells):
                continue
            same = sum(
                column < len(cells)
                and isinstance(cells[column], str)
                and _plain(cells[column]) == text
                for column, text in row.items()
            )
            if same >= 2 and same * 2 > sum(cell is not None for cell in cells):
                return True
        return False


def _is_moved(row: dict[int, str], cells: list[Cell]) -> bool:
    """Test whether a heading stands over another column than it did."""
    texts = {c: _plain(t) for c, t in enumerate(cells) if isinstance(t, str)}
    known = {*row.values()}
    return any(
        text != row.get(c) and text in known and row.get(c) in {*texts.values()}
        for c, text in texts.items()
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
