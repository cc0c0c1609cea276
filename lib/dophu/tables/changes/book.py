"""The books: what each passage of a child does to the cells it touches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from dophu.tables.changes.flows import STAYED

INTO = ("new", "moved_in", "aged_in")
"""Columns that add to the opening."""

OUT_OF = ("enrolled", "moved_out", "died", "aged_out")
"""Columns that are taken off it; ``corrected`` is signed and added."""

COUNTS = ("opening", *INTO, *OUT_OF, "corrected", "closing", "to_verify")

Cell = tuple[str, str]
"""A hamlet's id and the code of an age group."""


Booking = tuple[Cell, str, int]
"""A cell, a column of :data:`COUNTS`, and what a child adds to it: 1 or −1."""


def book_flows(flows: pd.DataFrame) -> defaultdict[Cell, Counter[str]]:
    """Book every flow: out of the cell it left, into the cell it came to.

    Parameters
    ----------
    flows
        As :func:`dophu.tables.changes.flows.count_flows` gives them.

    Returns
    -------
    defaultdict
        Cell → counts by the names of :data:`COUNTS`; what is not there is 0.
    """
    book: defaultdict[Cell, Counter[str]] = defaultdict(Counter)
    for flow in flows.itertuples(index=False):
        for cell, column, sign in book_child(flow):
            book[cell][column] += sign * int(flow.children)
    return book


def book_child(flow: Any) -> Iterator[Booking]:
    """Give what one child of a flow does to the cells that it touches.

    Each column of a cell is touched once at most, so that the bookings of a column
    are its children.
    """
    left = (flow.hamlet_then, flow.group_then) if flow.group_then else None
    entered = (flow.hamlet, flow.group) if flow.group else None
    if left:
        yield left, "opening", 1
    if entered:
        yield entered, "closing", 1
        if flow.to_verify:
            yield entered, "to_verify", 1
    if flow.why == STAYED:
        yield from _book_passage(left, entered, bool(flow.same_birth))
    else:
        # Corrected alone is signed, for it can go either way.
        out = flow.why == "corrected" and not entered
        yield entered or left, flow.why, -1 if out else 1


def _book_passage(left: Cell, entered: Cell, same_birth: bool) -> Iterator[Booking]:
    """Book a child from cell to cell: first the move, then the change of group."""
    # The move before the change of group: tests/spec/10_changes.md.
    between = entered[0], left[1]
    if left != between:
        yield left, "moved_out", 1
        yield between, "moved_in", 1
    if between != entered:
        # Another birth date is no birthday: the group was wrong before, and is
        # corrected.
        yield between, *(("aged_out", 1) if same_birth else ("corrected", -1))
        yield entered, "aged_in" if same_birth else "corrected", 1
