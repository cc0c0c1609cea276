"""Rows → persons: one row a child, carried from date to date, nobody lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dophu.ages import AgeGroups
from dophu.catalogue.issues import Issue
from dophu.persons.birth_dates import settle_births
from dophu.persons.candidate_pairs import Decided, Doubt, provisional
from dophu.persons.clerical_review import ask_again
from dophu.persons.comparison_keys import Frequencies
from dophu.persons.enrolments import Enrolling
from dophu.persons.exact_same_date import Group, group_rows
from dophu.persons.hamlet_checks import find_by_hamlet
from dophu.persons.moves import Moves, settle_moves
from dophu.persons.record import COUNTED, FROM_ROW, Person, further
from dophu.persons.scoring import FREQUENCIES
from dophu.persons.tracking import Identities
from dophu.rosters import no_collection
from dophu.rosters.rows import Rows


@dataclass
class Matched:
    """The children of a date, and what became of each source row, by position.

    ``person_ids`` is '' for a row that is about no child. ``doubts`` are pairs that
    may be one child; ``known`` are records that the next date has to know again
    though no child is counted for them: one that was found to be another's, an
    enrolment that a person has to place, a child's own row where it was outvoted.
    """

    people: list[Person]
    outcomes: list[str]
    person_ids: list[str]
    issues: list[Issue]
    doubts: list[Doubt] = field(default_factory=list)
    known: list[Person] = field(default_factory=list)


@no_collection()
def match_persons(
    rows: Rows,
    earlier: list[Person],
    as_of: date,
    age_groups: AgeGroups,
    known: Sequence[Person] = (),
    decided: Decided | None = None,
    moves: Moves | None = None,
    waiting: Sequence[Doubt] = (),
    perhaps: bool = True,
) -> Matched:
    """Make the children of a date from its rows and the children of the last date.

    Exact rules come first; what they leave is compared by likeness. Rows are made
    one child where that is certain; of pairs in doubt the likelier ones count once,
    the others as two, and all are listed for a person. Nobody is dropped: a child of
    the last date that stands on no list is carried (its hamlet sent nothing) or is
    ``to_verify`` (it sent a list).

    Parameters
    ----------
    rows
        All source rows of the date, ignored ones included.
    earlier
        The children of the last date before, none on the first.
    as_of
        The date of the lists.
    age_groups
        The campaign's groups: who is in none of them is out of scope.
    known
        ``Matched.known`` of the last date.
    decided
        Pairs of person ids → whether they are one child, as a person decided.
    moves
        What is known of moves beside the lists.
    waiting
        ``Matched.doubts`` of the last date: who went missing then is asked about
        until a person decides.
    perhaps
        Whether pairs that are likelier one child than two count once until a person
        decides; else only what is certain is joined.
    """
    decided = decided or {}
    given = rows, earlier, as_of, age_groups, known
    more = moves or Moves(), waiting, perhaps
    matched, renamed = _match(*given, decided, *more)
    # What was decided of a child holds for a row that was only now known as it.
    again = provisional(decided, renamed)
    if again:
        matched, _ = _match(*given, {**again, **decided}, *more)
    return matched


def _match(
    rows: Rows,
    earlier: list[Person],
    as_of: date,
    age_groups: AgeGroups,
    known: Sequence[Person],
    decided: Decided,
    moves: Moves,
    waiting: Sequence[Doubt],
    perhaps: bool,
) -> tuple[Matched, dict[str, str]]:
    matched = Matched([], ["ignored"] * len(rows), [""] * len(rows), [])
    roster, enrolments = _usable(rows, as_of, matched)
    groups = group_rows(roster, matched.issues)
    frequencies = Frequencies((g.person for g in groups), FREQUENCIES)
    one_child = [doubt.ids for doubt in waiting if doubt.once]
    one_child += [pair for pair, same in decided.items() if same]
    identities = Identities(earlier, known, as_of, rows.hamlets, perhaps, one_child)
    groups = identities.follow(groups, frequencies, decided, matched)
    settle_moves(groups, earlier, rows, moves, matched.issues)
    for group in groups:
        for position in group.positions:
            matched.outcomes[position] = "merged"
            matched.person_ids[position] = group.person.person_id
    matched.people = [group.person for group in groups]
    matched.people += identities.carry(decided, matched)
    Enrolling(frequencies, decided, as_of, age_groups, known).join(enrolments, matched)
    issues, as_listed = settle_births(
        matched.people, matched.person_ids, rows.columns, as_of, age_groups
    )
    matched.issues += issues
    matched.known += as_listed
    _settle(matched, groups, as_of, age_groups)
    ask_again(waiting, decided, as_of, matched)
    matched.issues += find_by_hamlet(
        matched.people, earlier, as_of, rows.hamlets, age_groups
    )
    return matched, identities.barred | identities.renamed


def _usable(
    rows: Rows, as_of: date, matched: Matched
) -> tuple[list[tuple[int, Person]], list[tuple[int, Person]]]:
    """Part the rows of children into rosters and enrolments; set bad ones aside."""
    parts: dict[str, list[tuple[int, Person]]] = {"roster": [], "enrolment": []}
    columns = rows.columns
    for position, kind in enumerate(columns["kind"]):
        if kind != "data":
            continue
        source = columns["source"][position]
        person = _record(columns, position)
        unknown_hamlet = source == "roster" and person.hamlet_id is None
        future = person.birth_from is not None and person.birth_from > as_of
        if future:
            place = (person.file, person.sheet, str(person.row), person.hamlet_id or "")
            matched.issues.append(Issue("DS-04", *place))
        if person.name is None or unknown_hamlet or future:
            matched.outcomes[position] = "quarantined"
        else:
            parts[source].append((position, person))
    return parts["roster"], parts["enrolment"]


def _record(columns: dict[str, list], position: int) -> Person:
    taken = {name: columns[name][position] for name in FROM_ROW}
    return Person(
        person_id="",
        roster_status=columns["status"][position],
        applied_date=columns["applied_date"][position],
        issued_date=columns["issued_date"][position],
        file=columns["file"][position],
        sheet=columns["sheet"][position],
        row=columns["row"][position],
        **taken,
    )


def _settle(
    matched: Matched, groups: list[Group], as_of: date, age_groups: AgeGroups
) -> None:
    """Give every child its status and scope, and its first row its outcome."""
    for person in matched.people:
        person.status = further(
            "not_yet", person.roster_status, person.enrolment_status
        )
        if person.presence in COUNTED or person.presence == "out_of_scope":
            group = age_groups.group_of(person.birth_from, person.birth_to, as_of)
            if group is None:
                person.presence = "out_of_scope"
            elif person.presence == "out_of_scope":
                person.presence = "present"
    for group in groups:
        presence = group.person.presence
        outcome = {"present": "person", "out_of_scope": "out_of_scope"}
        matched.outcomes[group.positions[0]] = outcome.get(presence, "left")
