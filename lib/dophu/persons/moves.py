"""Children listed by another hamlet: a move counts when both hamlets confirm it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from dophu.catalogue.issues import Issue
from dophu.persons.exact_same_date import Group, add_issue
from dophu.persons.listed_hamlets import ListedHamlets
from dophu.persons.record import Person
from dophu.rosters.sheets.source_rows import Rows


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
    listed: ListedHamlets,
    moves: Moves,
    issues: list[Issue],
) -> None:
    """Settle in which hamlet a child counts that another hamlet lists.

    Where a person decided, there; only on the date on which just one hamlet lists it
    for the first time it counts in that one, reported (TN-15). It has moved where
    both confirm it: the old hamlet sent a list, on which the child does not stand or is
    marked as left (TN-11). Where the old hamlet sent none, or still lists the child, it
    stays there and the move is proposed (TN-10), until a list or a person confirms it,
    whichever of the lists is read first. A child new on the lists of two hamlets counts
    in the one that goes first (:mod:`.listed_hamlets`), reported (DS-16). Counted
    once in any case.
    """
    left_or_dead = ("left", "dead")
    earlier = list(earlier)
    seen = {p.person_id for p in earlier}
    before = {p.person_id: p for p in earlier if p.presence not in left_or_dead}
    for group in groups:
        person, last = group.person, before.get(group.person.person_id)
        still = listed.claiming(group.positions)
        claims = still | {last.hamlet_id} if last else still
        if decided := moves.decided.get(person.person_id):
            # Else it would change a week already published: docs/design.md.
            if person.person_id in seen or len(claims) > 1:
                carry_out(person, moves)
            elif decided != person.hamlet_id:
                details = {"hamlet": person.hamlet_id, "pair": person.person_id}
                add_issue(issues, "TN-15", person, **details)
            continue
        if len(claims) < 2 and person.hamlet_id in claims:
            continue
        old = last.hamlet_id if last else None
        if len(still) > 1 and old not in still:
            person.hamlet_id = listed.first(group.positions)
        # A hamlet that has ended sends no list that could confirm or deny it.
        if last is None or old in moves.ended:
            _report_other("DS-16", group, still, rows, issues)
        elif old in still:
            person.hamlet_id = old
            _report_other("TN-10", group, still, rows, issues)
        elif old != person.hamlet_id:
            details = {"other": last.place, "pair": person.person_id, "hamlet": old}
            if old in rows.hamlets:
                add_issue(issues, "TN-11", person, **details)
                _report_other("DS-16", group, still, rows, issues)
            else:
                add_issue(issues, "TN-10", person, **details)
                person.hamlet_id = old


def carry_out(person: Person, moves: Moves) -> None:
    """Count a child in the hamlet that a person decided on, also where it had left."""
    if hamlet := moves.decided.get(person.person_id):
        person.hamlet_id = hamlet
        if person.presence == "left":
            person.presence = "present"


def _report_other(
    code: str, group: Group, still: set[str], rows: Rows, issues: list[Issue]
) -> None:
    """Raise an issue at the row of a hamlet in which the child is not counted."""
    person, hamlets = group.person, rows.columns["hamlet_id"]
    others = [
        at for at in group.positions
        if hamlets[at] in still and hamlets[at] != person.hamlet_id
    ]  # fmt: skip
    mine = [at for at in group.positions if hamlets[at] == person.hamlet_id]
    if not others or not mine:
        return
    (file, sheet, row), other = _place(rows, min(others)), _place(rows, min(mine))
    details = {
        "other": " › ".join(filter(None, other)),
        "hamlet": person.hamlet_id,
        "pair": person.person_id,
    }
    issues.append(Issue(code, file, sheet, row, hamlets[min(others)], details))


def _place(rows: Rows, at: int) -> tuple[str, str, str]:
    file, sheet, row = (rows.columns[name][at] for name in ("file", "sheet", "row"))
    return file, sheet, str(row)
