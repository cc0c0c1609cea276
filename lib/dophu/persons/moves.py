"""Children listed by another hamlet: a move counts when both hamlets confirm it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from dophu.catalogue.issues import Issue
from dophu.persons.exact_same_date import Group, add_issue
from dophu.persons.record import COUNTED, Person
from dophu.rosters.source_rows import Rows


@dataclass(frozen=True)
class Moves:
    """What is known of moves beside the lists.

    ``decided`` is the hamlet that a person decided on, by person id, for where lists
    disagree; ``ended`` are hamlets that no longer exist, so that no list of theirs can
    confirm a move.
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
    """Settle in which hamlet a child counts that another hamlet lists.

    It has moved where both confirm it: the old hamlet sent a list, on which the child
    does not stand or is marked as left (TN-11). Where the old hamlet sent none, or
    still lists the child, it stays there and the move is proposed (TN-10), until a
    list or a person confirms it. Counted once in any case.
    """
    left_or_dead = ("left", "dead")
    before = {p.person_id: p for p in earlier if p.presence not in left_or_dead}
    hamlets, presences = rows.columns["hamlet_id"], rows.columns["presence"]
    for group in groups:
        person, last = group.person, before.get(group.person.person_id)
        still = {hamlets[at] for at in group.positions if presences[at] in COUNTED}
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
