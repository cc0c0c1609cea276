"""The children behind a figure of gaps.csv or changes.csv, each with its sign."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dophu.snapshots import Snapshot
from dophu.tables.changes import opened_from
from dophu.tables.changes.between import flows_between
from dophu.tables.changes.book import Booking, Cell, book_child
from dophu.tables.changes.flows import list_flows
from dophu.tables.why.asked import CHANGES, Figure


@dataclass(frozen=True)
class Behind:
    """A child behind a figure: where it is booked, and what it adds: 1 or −1."""

    person_id: str
    cell: Cell
    counts: int


def find_behind(week: Snapshot, figure: Figure) -> list[Behind]:
    """Find the children behind a figure: their signs add up to it.

    In the order of hamlets, age groups and ids.
    """
    found = (
        _of_changes(week, figure) if figure.table == CHANGES else _of_gaps(week, figure)
    )
    hamlets = {hamlet: at for at, hamlet in enumerate(week.campaign.hamlets.ids)}
    groups = {code: at for at, code in enumerate(week.campaign.age_groups.codes)}
    return sorted(
        (one for one in found if _is_asked(one.cell, figure)),
        key=lambda one: (
            hamlets.get(one.cell[0], -1),
            groups.get(one.cell[1], len(groups)),
            one.person_id,
        ),
    )


def _is_asked(cell: Cell, figure: Figure) -> bool:
    asked = figure.hamlet, figure.age_group
    return all(not want or want == has for want, has in zip(asked, cell, strict=True))


def _of_gaps(week: Snapshot, figure: Figure) -> list[Behind]:
    children = week.children()
    if figure.column == "gap":
        children = children[~children["has_card"]]
    elif figure.column == "enrolled":
        children = children[children["has_card"]]
    # `applied` and `issued` are columns of the gaps and statuses at once.
    elif figure.column != "persons":
        children = children[children["status"] == figure.column]
    places = children[["person_id", "hamlet_id", "age_group"]]
    return [
        Behind(child, (hamlet, group), 1)
        for child, hamlet, group in places.itertuples(index=False)
    ]


def _of_changes(week: Snapshot, figure: Figure) -> list[Behind]:
    return [
        Behind(child, cell, sign)
        for child, bookings in find_bookings(week).items()
        for cell, column, sign in bookings
        if column == figure.column
    ]


def find_bookings(week: Snapshot) -> dict[str, list[Booking]]:
    """Give by id what each child does to the ledger of a date.

    The ledger opens as :func:`dophu.changes` opens it; what was restated of a
    published figure is no child's.
    """
    then, _ = opened_from(week)
    booked: dict[str, list[Booking]] = defaultdict(list)
    for flow in flows_between(then, week, list_flows).itertuples(index=False):
        booked[flow.person_id] += book_child(flow)
    return dict(booked)
