"""The books: what each passage of a child does to the cells it touches."""

from __future__ import annotations

from collections import Counter, defaultdict

import pandas as pd

from dophu.tables.changes.flows import STAYED

INTO = ("new", "moved_in", "aged_in")
"""Columns that add to the opening."""

OUT_OF = ("enrolled", "moved_out", "died", "aged_out")
"""Columns that are taken off it; ``corrected`` is signed and added."""

COUNTS = ("opening", *INTO, *OUT_OF, "corrected", "closing", "to_verify")

Cell = tuple[str, str]
"""A hamlet's id and the code of an age group."""


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
        count, why = int(flow.children), flow.why
        left = (flow.hamlet_then, flow.group_then) if flow.group_then else None
        entered = (flow.hamlet, flow.group) if flow.group else None
        if left:
            book[left]["opening"] += count
        if entered:
            book[entered]["closing"] += count
            book[entered]["to_verify"] += count * bool(flow.to_verify)
        if why == STAYED:
            _book_passage(book, left, entered, count, bool(flow.same_birth))
        elif why == "corrected":
            book[entered or left][why] += count if entered else -count
        else:
            book[entered or left][why] += count
    return book


def _book_passage(
    book: defaultdict[Cell, Counter[str]],
    left: Cell,
    entered: Cell,
    count: int,
    same_birth: bool,
) -> None:
    """Book a child from cell to cell: first the move, then the change of group."""
    between = entered[0], left[1]
    if left != between:
        book[left]["moved_out"] += count
        book[between]["moved_in"] += count
    if between != entered:
        out, into = ("aged_out", "aged_in") if same_birth else ("corrected",) * 2
        book[between][out] += count if same_birth else -count
        book[entered][into] += count
