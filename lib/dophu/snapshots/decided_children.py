"""Decisions on children by their ids that a date could not carry out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dophu.campaign.decisions import PERSON_ID, SAME, Decision
from dophu.catalogue.issues import Issue
from dophu.persons import Matched, Person

KINDS = ("same_child", "move", "presence")
"""Kinds of decisions that may name children by id."""


def find_unused(
    lines: Iterable[Decision], matched: Matched, earlier: Iterable[Person]
) -> Iterator[Issue]:
    """Find decisions on children that are none of the date, or that did not hold.

    TN-14 where an id is no child's or row's, of this date or the one before; TN-16
    where two that were decided to be one child are two still, since a third that is
    decided to be another child stands between them.
    """
    counted = {person.person_id for person in matched.people}
    ids = counted | {person.person_id for person in (*matched.known, *earlier)}
    ids |= {*matched.person_ids}.union(*(link.ids for link in matched.possible_links))
    for line in lines:
        named = PERSON_ID.findall(line.value) if line.kind in KINDS else []
        details = {"kind": line.kind, "ids": " ".join(named)}
        if not ids.issuperset(named):
            details["ids"] = " ".join(x for x in named if x not in ids)
            yield Issue("TN-14", *line.place, details=details)
        elif line.decision == SAME and counted.issuperset(named):
            yield Issue("TN-16", *line.place, details=details)
