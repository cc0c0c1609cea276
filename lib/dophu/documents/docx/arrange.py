"""Where the pictures of a report stand, so that no page is left much of it empty.

A report of three hamlets ended two thirds up its last page, one of 120 half way: what
is looked up in the annexes can as well stand in the report, and small pictures side by
side. The order that a reader expects is kept wherever its pages are full enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dophu.documents.docx.flow import empty_room, fill_of_pages
from dophu.documents.docx.pieces import Piece, blocks_of

MOST_MOVED = 2
"""Pictures of the annexes that the report may take in."""

MOST_PAIRS = 3

ABOUT = (1, 0.975, 1.025)
"""Heights of a page that an order of pictures is tried for: programs set a few
lines more or fewer on one than is counted here."""


@dataclass(frozen=True)
class Body:
    """The report without its pictures, and where each of them may stand in it.

    ``pieces`` stand one after another; ``slots`` gives the number of pieces before a
    place for pictures, by its name. ``first`` are the pictures of the report with the
    slots that each may have, the usual one first; ``more`` those that it may take in.
    """

    pieces: Sequence[Piece]
    slots: Mapping[str, int]
    first: Sequence[tuple[Piece, tuple[str, ...]]]
    more: Sequence[tuple[Piece, str]]

    def placed(self, chosen: Sequence[tuple[Piece, str]]) -> list[Piece]:
        """Give the pieces with some pictures in their slots."""
        found = list(self.pieces)
        # From the end: what is put in moves no place before it.
        for slot, at in sorted(self.slots.items(), key=lambda pair: -pair[1]):
            found[at:at] = [piece for piece, where in chosen if where == slot]
        return found

    def ways(self) -> Iterator[tuple[list[Piece], set[str]]]:
        """Give all ways to place pictures, the usual first, with those taken in."""
        usual = [(piece, slots[0]) for piece, slots in self.first]
        others = [
            [*usual[:n], (piece, slot), *usual[n + 1 :]]
            for n, (piece, slots) in enumerate(self.first)
            for slot in slots[1:]
        ]
        for number in range(MOST_MOVED + 1):
            for taken in combinations(self.more, number):
                for first in (usual, *others):
                    names = {piece.name for piece, _ in taken}
                    yield self.placed([*first, *taken]), names


@dataclass(frozen=True)
class Annexes:
    """What stands behind the signature.

    ``pictures`` are in an order that fills pages; ``pairs`` are two of them side by
    side, by the names of both. ``head`` and ``tail`` stand before and behind them;
    ``tables`` are the groups of pieces that follow, each an annex; ``behind`` are
    pages of their own at the end.
    """

    head: Sequence[Piece]
    pictures: Sequence[Piece]
    pairs: Mapping[tuple[str, str], Piece]
    tail: Sequence[Piece]
    tables: Sequence[Sequence[Piece]]
    behind: Sequence[Piece] = ()

    def ways(self, taken: set[str]) -> Iterator[list[Piece]]:
        """Give all ways to write the pictures that the report has not taken in."""
        left = [piece for piece in self.pictures if piece.name not in taken]
        for number in range(MOST_PAIRS + 1):
            pictures = self._paired(left, number)
            if pictures is None:
                return
            head = self.head if pictures else []
            tables = [piece for table in self.tables for piece in table]
            yield [*head, *pictures, *self.tail, *tables]

    def _paired(self, left: Sequence[Piece], number: int) -> list[Piece] | None:
        """Put the first pictures that can be side by side into so many pairs."""
        names = [piece.name for piece in left]
        found, used = [], set[str]()
        for a, b in self.pairs:
            if len(found) < number and {a, b} <= set(names) - used:
                found.append(self.pairs[a, b])
                used |= {a, b}
        if len(found) < number:
            return None
        return [*found, *(piece for piece in left if piece.name not in used)]


def arrange(body: Body, annexes: Annexes, room: float) -> tuple[list[Piece], ...]:
    """Choose the first way in which no page is too empty, else the best.

    Parameters
    ----------
    body, annexes
        The report and what stands behind it, on pages of their own.
    room
        The height of a page's text in millimetres.

    Returns
    -------
    The pieces of the report and those of the annexes, in their order.
    """
    best, least = None, float("inf")
    most, known = 0, dict[frozenset[str], tuple[float, list[Piece]]]()
    for pieces, taken in body.ways():
        pages = fill_of_pages(blocks_of(pieces), room)
        # The usual way is the first: the others are held against its pages.
        most = most or len(pages)
        emptied = _empty_room(pieces, room)
        key = frozenset(taken)
        if key not in known:
            known[key] = _best_annex(annexes, taken, room)
        behind, annex = known[key]
        # A page more of the report is worth less than any page that is full.
        cost = emptied + behind + max(0, len(pages) - most)
        # Of ways that differ by rounding alone the earlier one stays.
        if cost < least - 1e-9:
            best, least = (pieces, annex), cost
        if not least:
            break
    assert best is not None  # there is one way at least: the usual
    return best[0], [*best[1], *annexes.behind]


def _best_annex(
    annexes: Annexes, taken: set[str], room: float
) -> tuple[float, list[Piece]]:
    best: tuple[float, list[Piece]] | None = None
    for pieces in annexes.ways(taken):
        cost = _empty_room(pieces, room)
        if best is None or cost < best[0] - 1e-9:
            best = cost, pieces
    return best or (0.0, [])


def _empty_room(pieces: Sequence[Piece], room: float) -> float:
    """Add up what is empty, also where lines are a little higher or lower in Word."""
    blocks = blocks_of(pieces)
    return sum(empty_room(fill_of_pages(blocks, room * by)) for by in ABOUT)
