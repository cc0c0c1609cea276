"""How text, tables and pictures of a report fall on its pages, before Word lays it out.

Heights are millimetres, counted from the letters' own widths. Word and LibreOffice may
differ by a line a page, so what is decided by them is never a matter of one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

EMPTY = 0.3
"""Of a page, what may be left empty: a third is asked, less a line or two."""


@dataclass(frozen=True)
class Block:
    """Lines that follow one another, and where a page may end among them.

    ``lines`` are heights; the first and the last ``together`` of them are not parted
    by the end of a page. ``head`` is repeated on each page that the block goes on to.
    A block that is ``kept`` stays with the next one's first lines.
    """

    lines: tuple[float, ...]
    together: int = 1
    head: float = 0
    kept: bool = False

    @property
    def height(self) -> float:
        """The height of all its lines, on one page."""
        return self.head + sum(self.lines)

    def chunks(self) -> Iterator[float]:
        """Give the heights that no page ends within, in order."""
        first, last = self.together, len(self.lines) - self.together
        if first >= last:
            yield sum(self.lines)
            return
        yield sum(self.lines[:first])
        yield from self.lines[first:last]
        yield sum(self.lines[last:])


def fill_of_pages(blocks: Iterable[Block], room: float) -> list[float]:
    """Give the share of each page that is filled.

    Parameters
    ----------
    blocks
        In their order, from the top of a page on.
    room
        The height of a page's text.

    Examples
    --------
    >>> text, picture = Block((10,) * 5), Block((70,))
    >>> fill_of_pages([text, picture, text], 100)
    [0.5, 1.0, 0.2]
    >>> fill_of_pages([text, Block((5,), kept=True), picture], 100)
    [0.5, 0.75]
    """
    pages, at, waiting = [], 0.0, 0.0
    for block in blocks:
        if block.kept:
            waiting += block.height
            continue
        for number, chunk in enumerate(block.chunks()):
            new = (waiting + block.head if not number else 0) + chunk
            if at and at + new > room:
                pages.append(at / room)
                at = block.head if number else 0.0
            at += new
        waiting = 0.0
    return [*pages, (at + waiting) / room] if at + waiting else pages


def empty_room(pages: Iterable[float]) -> float:
    """Add up by how much pages are emptier than they may be; 0 where none is.

    Examples
    --------
    >>> empty_room([0.9, 0.7]), round(empty_room([0.9, 0.5]), 2)
    (0, 0.2)
    """
    return sum(max(0, 1 - EMPTY - page) for page in pages)
