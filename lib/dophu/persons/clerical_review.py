"""Pairs that may be one child, put to a person, and again until there is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from dophu.catalogue.issues import Issue
from dophu.persons.candidate_pairs import Decided, Doubt
from dophu.persons.decision_rules import explain
from dophu.persons.exact_same_date import add_issue
from dophu.persons.record import Person

OVER_TIME = ("TN-07", "TN-13")
"""Codes of pairs of which one is gone, so that its list does not raise it again."""


class Findings(Protocol):
    """Where children, issues, pairs in doubt and records to know again are put."""

    people: list[Person]
    issues: list[Issue]
    doubts: list[Doubt]
    known: list[Person]


def is_typed_twice(doubt: Doubt) -> bool:
    """Tell whether the two are rows of one list that say the same, without a number."""
    first, second, levels = doubt.first, doubt.second, doubt.pair.levels
    one_list = (first.file, first.sheet) == (second.file, second.sheet)
    alike = levels["name"] == levels["birth"] == levels["hamlet"] == "same"
    return one_list and alike and levels["number"] == "missing"


def ask(doubt: Doubt, found: Findings) -> None:
    """Put a pair to a person, at the row of its second record."""
    _list(doubt, doubt.second, doubt.first, found)


def _list(doubt: Doubt, at: Person, other: Person, found: Findings) -> None:
    found.doubts.append(doubt)
    ids = f"{doubt.first.person_id} {doubt.second.person_id}"
    add_issue(found.issues, doubt.code, at, other=other.place, pair=ids,
              why=explain(doubt.pair))  # fmt: skip


def ask_again(
    waiting: Sequence[Doubt], decided: Decided, as_of: date, found: Findings
) -> None:
    """Keep asking about children that went missing on an earlier date.

    Asked until a person decides, or both are seen, or the one that is there is gone
    too; the pair is named at the row of the one that is there.
    """
    asked = {doubt.ids for doubt in found.doubts}
    people = {p.person_id: p for p in found.people}
    known = {p.person_id for p in found.known} - people.keys()
    for doubt in waiting:
        if doubt.code not in OVER_TIME or doubt.ids in asked or doubt.ids in decided:
            continue
        counted = [people[x] for x in sorted(doubt.ids) if x in people]
        seen = [p for p in counted if p.last_seen == as_of and p.presence == "present"]
        others = {p.person_id for p in counted} if not doubt.once else known
        gone = doubt.ids - {p.person_id for p in seen}
        if len(seen) != 1 or not gone <= others:
            continue
        _list(doubt, seen[0], doubt.first, found)
