"""Did the visit work: what became of the children who were met with a list."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dophu.ages import UNKNOWN
from dophu.catalogue.columns import NO_REASON
from dophu.snapshots import Snapshot
from dophu.snapshots.children import CHILD_COLUMNS
from dophu.tables.contacts import Contact, enrolled_days, read_contacts
from dophu.tables.selection import Asked, in_order, keys_of

if TYPE_CHECKING:
    import pandas as pd

    from dophu.tables.selection import By, Where

WINDOWS = (7, 14)
"""Days after the first contact by which a visit is judged."""

MANY = 3
"""Contacts from which on a child that is still not done is distinguished."""

PLACES = ("hamlet_id", "hamlet", "reason")

COUNTS = (
    "children", "done_before",
    "due_7", "enrolled_7", "too_early_7",
    "due_14", "enrolled_14", "too_early_14",
    "without_result",
)  # fmt: skip

CHANGE_COLUMNS = ("reason_from", "reason_to", "children")


def visits(snapshot: Snapshot, by: By = (), where: Where = None) -> pd.DataFrame:
    """Count who was done within a week and a fortnight of the first contact.

    A child was contacted where a list for the door came back with something filled in
    of it; the first contact is the first such day. Only children whose seven (fourteen)
    days have passed by the date are counted on; for the others it is too early.
    Who counts on this date is counted, by the hamlet and group of today.

    Parameters
    ----------
    snapshot
        The date up to which contacts and results are counted.
    by, where
        As for :func:`gaps`, and by ``method``, how the family was met (``home``,
        ``phone``, ``school``, ``session``, ``other``; ``unknown`` where the row does
        not state it), or ``sent``, the date of the list. Both are of the first answer,
        and so is ``reason``.

    Returns
    -------
    DataFrame
        One row per hamlet and reason that occurs: ``hamlet_id``, ``hamlet``, ``reason``
        (``CHUA_RO`` where the first answer gives none), ``children`` (contacted),
        ``done_before`` (of them, done before the first contact, and in none of the
        next), ``due_7`` (their seven days have passed), ``enrolled_7`` (of these, done
        within seven days, the day of contact included; missing where nobody is due,
        which is not 0), ``too_early_7``, the same of 14 days, and ``without_result``
        (contacted on three days or more, and not done by this date). With ``by`` its
        columns stand in place of the first three. Empty where no list came back.

    Raises
    ------
    DophuError
        For a column or a value that is not there, naming the nearest one.

    Examples
    --------
    >>> import dophu
    >>> len(dophu.visits(dophu.load("data/sample", "2024-07-18")))
    0
    """
    import pandas as pd

    asked = Asked(snapshot, "visits", by, where, (*CHILD_COLUMNS, "sent", "method"))
    keys = asked.by or [*PLACES]
    contacts = read_contacts(snapshot)
    days = enrolled_days(snapshot, {*contacts}) if contacts else {}
    children = asked.children()
    reported = [
        _judge(contacts.get(i), days.get(i), snapshot) for i in children.person_id
    ]
    facts = pd.DataFrame(
        reported, columns=["sent", "reason", "method", *COUNTS], index=children.index
    )
    facts["sent"] = pd.to_datetime(facts["sent"])
    facts = facts.astype(
        {"reason": "str", "method": "str", **dict.fromkeys(COUNTS, "Int64")}
    )
    frame = asked.filter(children.assign(**dict(facts.items())))
    frame = frame[frame["children"].notna()]
    grouped = frame.groupby(keys_of(keys), sort=False, dropna=False)
    # What nobody is due for is missing, not 0.
    table = grouped[[*COUNTS]].sum(min_count=1).reset_index()
    return in_order(table, keys, snapshot)[[*keys, *COUNTS]]


def _judge(
    contacts: list[Contact] | None, done: date | None, snapshot: Snapshot
) -> tuple[Any, ...]:
    """Say what came of one child's contacts; all missing where there was none."""
    if not contacts:
        return (None, None, None, *[None] * len(COUNTS))
    first = contacts[0]
    before = done is not None and done < first.day
    counts: list[int | None] = [1, int(before)]
    for window in WINDOWS:
        last = first.day + timedelta(window)
        due = not before and last <= snapshot.as_of
        within = int(done is not None and done <= last) if due else None
        counts += [int(due), within, int(not before and not due)]
    many = len({contact.day for contact in contacts}) >= MANY
    counts.append(int(many and done is None))
    stated = first.reason or NO_REASON, first.method or UNKNOWN
    return (first.sent, *stated, *counts)


def reason_changes(snapshot: Snapshot) -> pd.DataFrame:
    """Count children of whom one answer at the door gave another reason than the last.

    Returns
    -------
    DataFrame
        One row per change that occurs, the most frequent first: ``reason_from``,
        ``reason_to`` and ``children`` (each once a change).
    """
    import pandas as pd

    counts: Counter[tuple[str, str]] = Counter()
    here = {*snapshot.children()["person_id"]}
    for person_id, contacts in read_contacts(snapshot).items():
        given = [contact.reason for contact in contacts if contact.reason]
        if person_id in here:
            counts.update({(a, b) for a, b in pairwise(given) if a != b})
    lines = sorted(
        ((*change, number) for change, number in counts.items()),
        key=lambda line: (-line[2], line[:2]),
    )
    table = pd.DataFrame(lines, columns=list(CHANGE_COLUMNS))
    return table.astype({"reason_from": "str", "reason_to": "str", "children": "Int64"})


def visit_tables(snapshot: Snapshot) -> dict[str, pd.DataFrame]:
    """Give the tables of visits that an edition holds; none where no list came back."""
    found = visits(snapshot)
    if found.empty:
        return {}
    tables = {"visits": found}
    methods = visits(snapshot, by="method")
    if {*methods["method"]} != {UNKNOWN}:
        tables["visit_methods"] = methods
    changed = reason_changes(snapshot)
    if not changed.empty:
        tables["reason_changes"] = changed
    return tables
