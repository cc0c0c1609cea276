"""Lines that words take on a slide or a page, counted before they are laid out.

Widths are those of the kit's own font, a little wider than the documents' Arial: a
text that fits here fits there.
"""

from __future__ import annotations

from collections.abc import Sequence

from dophu.catalogue.typeface import MM_PER_POINT, text_width
from dophu.documents.grid import Cell, Grid

ELLIPSIS = "…"

LINE = 1.2
"""Height of a line by the size of its letters, in Arial."""

TITLE_SIZES = (28, 24, 20, 18)
"""Sizes of a title in points, the first that fits is taken."""


def count_lines(text: str, width: float, size: float, bold: bool = False) -> int:
    """Count the lines that text takes in a width (mm) at a size in points.

    A word wider than the width is broken, as PowerPoint does.

    Examples
    --------
    >>> count_lines("one two three four", 18, 9), count_lines("", 18, 9)
    (2, 1)
    >>> count_lines("\N{HOUSE BUILDING} \N{MINUS SIGN}1", 18, 9)
    1
    """
    lines, at, space = 1, 0.0, text_width(" ", size, bold)
    for word in text.split():
        long = text_width(word, size, bold)
        if at and at + space + long > width:
            lines, at = lines + 1, 0.0
        if at:
            at += space
        at += long
        while at > width:
            lines, at = lines + 1, at - width
    return lines


def text_height(text: str, width: float, size: float, bold: bool = False) -> float:
    """Give the height in millimetres that text takes in a width.

    Examples
    --------
    >>> text_height("one two three four", 18, 10) == 2 * text_height("one", 18, 10)
    True
    """
    return count_lines(text, width, size, bold) * size * LINE * MM_PER_POINT


def fit_title(
    text: str, width: float, height: float, first: float | None = None
) -> tuple[str, float]:
    """Choose the size at which a title fits its box; the smallest may cut it.

    ``first`` is a larger size to try before the others.

    Examples
    --------
    >>> fit_title("Key figures", 300, 23)
    ('Key figures', 28)
    >>> fit_title("Key figures of all places", 60, 23)
    ('Key figures of all places', 24)
    """
    # From the largest on: a title is as large as it can be.
    for size in (first or TITLE_SIZES[0], *TITLE_SIZES):
        if text_height(text, width, size, bold=True) <= height:
            return text, size
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        kept = f"{' '.join(words)}{ELLIPSIS}"
        if text_height(kept, width, TITLE_SIZES[-1], bold=True) <= height:
            return kept, TITLE_SIZES[-1]
    return text, TITLE_SIZES[-1]


def even_width(text: str, width: float, size: float) -> float:
    """Give the least width in which bold text takes no more lines than in all of it.

    So no last line of a title is one word alone.

    Examples
    --------
    >>> words = "Three of four places have all of the children"
    >>> even_width(words, 150, 24) < 100, even_width("One place", 150, 24)
    (True, 150)
    """
    lines = count_lines(text, width, size, bold=True)
    if lines == 1:
        return width
    low, high = width / lines / 2, width
    while high - low > 0.5:  # millimetres
        middle = (low + high) / 2
        if count_lines(text, middle, size, bold=True) <= lines:
            high = middle
        else:
            low = middle
    return high


def widths_for_words(
    grid: Grid, width: float, size: float, margin: float
) -> list[float]:
    """Widen the columns of numbers so that no word of theirs is broken.

    What they take is taken from the columns of words, by their widths; where that
    would leave them less than half of what they had, the shares stay as they are.

    Parameters
    ----------
    grid
        The table; its own shares are the least ones.
    width, margin
        Of the table and, left and right together, of a cell, in millimetres.
    size
        Of the letters, in points.

    Examples
    --------
    >>> lines = ((Cell("Hamlet One"), Cell("9")),)
    >>> grid = Grid("g", "", ("Hamlet", "Enrolled"), lines, (0.9, 0.1))
    >>> [round(share, 2) for share in widths_for_words(grid, 160, 11, 2)]
    [0.89, 0.11]
    """
    totals = [grid.lines[number] for number in grid.totals]
    least = []
    for column, share in enumerate(grid.widths):
        words = grid.headings[column].split()
        words += [cells[column].text for cells in totals]
        texts = [cells[column].text for cells in grid.lines]
        words.append(max(texts, key=len, default=""))
        longest = max((text_width(word, size, True) for word in words), default=0)
        is_number = column not in grid.words
        least.append(max(share, (longest + margin) / width) if is_number else share)
    more = sum(least) - sum(grid.widths)
    words = [column for column in grid.words if column < len(least)]
    room = sum(grid.widths[column] for column in words)
    if more > room / 2:
        return list(grid.widths)
    for column in words:
        least[column] -= more * grid.widths[column] / room
    return least


def row_heights(
    grid: Grid, width: float, size: float, least: float, margins: tuple[float, float]
) -> list[float]:
    """Give the heights (mm) of a table's heading and lines, none below ``least``.

    ``margins`` are those of a cell: left and right together, above and below.
    """
    heads = [Cell(grid.heading(n)) for n in range(len(grid.headings))]
    lines: Sequence[Sequence[Cell]] = [heads, *grid.lines]
    heights = []
    for number, cells in enumerate(lines):
        bold = not number or number - 1 in grid.totals
        of_cells = [
            text_height(cell.text, width * share - margins[0], size, bold)
            for cell, share in zip(cells, grid.widths, strict=True)
        ]
        heights.append(max(least, max(of_cells) + margins[1]))
    return heights
