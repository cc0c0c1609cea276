"""Children that another hamlet's list names: moved when both lists say so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from dophu.catalogue.issues import Issue
from dophu.persons.exact_same_date import Group, add_issue
from dophu.persons.record import Person
from dophu.rosters.rows import Rows


@dataclass(frozen=True)
class Moves:
    """What is known of moves beside the lists.

    ``decided`` is the hamlet that a person gave a child, by person id, heard where
    lists do not agree; ``ended`` are hamlets that are no more, of which no list can
    come.
    """

    decided: Mapping[str, str] = field(default_factory=dict)
    ended: Collection[str] = ()


def settle_moves(
    groups: Iterable[Group],
    earlier: Iterable[Person],
    rows: Rows,
    moves: Moves,
    issues: list[Issue],
) -> None:
    """Say of each child that another hamlet's list names in which hamlet it counts.

    It has moved where both lists say so: the old hamlet sent a list, on which it
    does not stand or is said to have left (TN-11). Where the old hamlet sent none,
    or its list still has the child, it stays there and the move is proposed
    (TN-10), until a list or a person says so. Counted once in any case.
    """
    gone = ("left", "dead")
    before = {p.person_id: p for p in earlier if p.presence not in gone}
    hamlets, presences = rows.columns["hamlet_id"], rows.columns["presence"]
    for group in groups:
        person, last = group.person, before.get(group.person.person_id)
        still = {hamlets[at] for at in group.positions if presences[at] == "present"}
        claims = still | {last.hamlet_id} if last else still
        if len(claims) < 2 and person.hamlet_id in claims:
            continue
        if person.person_id in moves.decided:
            person.hamlet_id = moves.decided[person.person_id]
            continue
        if last is None or last.hamlet_id in {person.hamlet_id, *moves.ended}:
            continue
        old = last.hamlet_id
        details = {"other": last.place, "pair": person.person_id, "hamlet": old}
        if old in rows.hamlets and old not in still:
            add_issue(issues, "TN-11", person, **details)
        else:
            add_issue(issues, "TN-10", person, **details)
            person.hamlet_id = old
