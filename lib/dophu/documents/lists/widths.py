"""How wide the columns of a list for the door are, so that it is read on paper.

A page is as wide as its columns together, and made smaller to fit: what a column is
wider, all letters are smaller. So a column is as wide as its texts take on two lines.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil

from dophu.documents.lists.layout import PADDING, PAPER, SIZE, Column
from dophu.documents.lists.visits import Visit

WANTED = 8.6
"""In points on paper, where columns may become narrower for it; with all columns in
use they are at their least, and it is 8. At 9 words break more, and a list of 300 takes
22 pages in place of 16."""

LEAST_SIZE = 8.2
"""In points on paper: for rows of two lines in place of three, a third of the pages."""

MOST_LINES = (2, 3)
"""Lines of the rows of a list, the better first."""

WIDER = 1.35
"""What a column may be wider for its texts than it is planned."""

MOST_TEXTS = 2**17
"""Texts whose width is kept: a child of a hamlet's list is on an officer's too."""

LONG = 40
"""Words of a text that is no name; where it is broken then makes no difference."""

OUTLIERS = 0.05
"""Of the texts of a column those that may take a line more."""


def fitted(columns: Sequence[Column], visits: Sequence[Visit] = ()) -> list[Column]:
    """Make columns so narrow that a page is read with ease, none below its least.

    Those with texts are as wide as nearly all of them take on two lines, or on three
    where there is no room for that.

    Examples
    --------
    >>> fitted([Column("row", 40), Column("note", 300, least=30)])[1].width < 150
    True
    """
    for lines in MOST_LINES:
        found = [_by_texts(column, visits, lines) for column in columns]
        if _width_of(found) <= _room(LEAST_SIZE):
            return found
    too_much = _width_of(found) - _room(WANTED)
    spare = sum(column.width - (column.least or column.width) for column in found)
    if too_much <= 0 or not spare:
        return found
    part = min(1.0, too_much / spare)
    return [
        replace(c, width=c.width - part * (c.width - c.least)) if c.least else c
        for c in found
    ]


def _by_texts(column: Column, visits: Sequence[Visit], lines: int) -> Column:
    """Make a column as wide as nearly all of its texts take on so many lines."""
    if column.value is None or column.number_format or not column.least:
        return column
    values = (column.value(visit) for visit in visits)
    texts = [value for value in values if isinstance(value, str) and value]
    if not texts:
        return column
    needs = sorted(width_on(text, lines) for text in texts)
    need = needs[int((1 - OUTLIERS) * (len(needs) - 1))]
    width = min(max(need, column.least), WIDER * column.width)
    # Upwards: a tenth less, and the texts that it is as wide as take a line more.
    return replace(column, width=ceil(10 * width) / 10)


def _room(size: float) -> float:
    """Give the width of a page in figures of the lists' typeface, of letters so large.

    The percent by which a page is made smaller is a whole one.
    """
    return PAPER * SIZE / size / _FIGURE


def print_size(columns: Sequence[Column]) -> float:
    """Give the size in points of letters on paper, with the page as wide as columns.

    A page is never made larger, and smaller by whole percents.

    Examples
    --------
    >>> print_size([Column("note", 20)])
    12.0
    """
    percent = int(100 * PAPER / (_FIGURE * _width_of(columns)))
    return SIZE * min(percent, 100) / 100


_FIGURE = SIZE / 2
"""Width in points of a figure of the lists' typeface, by which columns are as wide."""


def _width_of(columns: Sequence[Column]) -> float:
    return sum(column.width + PADDING for column in columns)


@lru_cache(maxsize=MOST_TEXTS)
def lines_of(text: str, width: float) -> int:
    """Give how many lines a text takes in a cell so wide, broken between words.

    Examples
    --------
    >>> lines_of("Từ đủ 6 đến dưới 14 tuổi", 11), lines_of("Lù Thị An", 17)
    (2, 1)
    """
    lines, room = 1, 0.0
    for word in text.split():
        size = _width(word)
        if room and room + _SPACE + size > width:
            lines, room = lines + 1, 0.0
        # A word longer than the cell is broken within.
        lines += int(size // width)
        room += size % width + (_SPACE if room else 0)
    return lines


@lru_cache(maxsize=MOST_TEXTS)
def width_on(text: str, lines: int) -> float:
    """Give the least width at which a text takes no more lines than these.

    Examples
    --------
    >>> text = "Từ đủ 6 đến dưới 14 tuổi"
    >>> lines_of(text, width_on(text, 2)), lines_of(text, width_on(text, 2) - 0.1)
    (2, 3)
    """
    words = [_width(word) for word in text.split()]
    return _narrowest(words, lines) if words else 0.0


def _narrowest(words: Sequence[float], lines: int) -> float:
    whole = sum(words) + _SPACE * (len(words) - 1)
    if lines == 1 or len(words) == 1:
        return whole
    if len(words) > LONG:
        return whole / lines
    return min(
        max(sum(words[:at]) + _SPACE * (at - 1), _narrowest(words[at:], lines - 1))
        for at in range(1, len(words))
    )


_SPACE = 0.5


@lru_cache(maxsize=10_000)
def _width(word: str) -> float:
    """Give a word's width in the lists' typeface, in the figures a column is set by."""
    letters = unicodedata.normalize("NFD", word)
    return sum(_letter(one) for one in letters if not unicodedata.combining(one))


def _letter(letter: str) -> float:
    if letter in "fijlrtIJ.,;:'()-/":
        return 0.6
    return 1.65 if letter in "mwMW" else 1.35 if letter.isupper() else 1.0
