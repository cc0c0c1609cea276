"""Rows → persons: one row a child, carried from date to date, nobody lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from dophu.ages import UNKNOWN, AgeGroups
from dophu.issues import Issue
from dophu.persons.enrolment import EnrolmentIndex, enrol
from dophu.persons.over_time import carry, find_earlier
from dophu.persons.people import FROM_ROW, Person, further, make_person_id
from dophu.persons.same_date import Group, group_rows
from dophu.rosters.rows import Rows

OUTCOMES = ("person", "merged", "quarantined", "ignored", "out_of_scope", "left")
"""What a source row became; every row becomes exactly one of these."""

COUNTED = ("present", "to_verify")
"""Presences that are counted; ``left``, ``dead`` and ``out_of_scope`` are not."""


@dataclass
class Matched:
    """The children of a date, and what became of each source row, by position.

    ``person_ids`` is '' for a row that is about no child.
    """

    people: list[Person]
    outcomes: list[str]
    person_ids: list[str]
    issues: list[Issue]


def match_persons(
    rows: Rows, earlier: list[Person], as_of: date, age_groups: AgeGroups
) -> Matched:
    """Make the children of a date from its rows and the children of the last date.

    Nobody is dropped: a child of the last date that stands on no list is carried
    (its hamlet sent nothing) or is ``to_verify`` (it sent a list).

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
    """
    matched = Matched([], ["ignored"] * len(rows), [""] * len(rows), [])
    roster, enrolments = _usable(rows, as_of, matched)
    groups = group_rows(roster, matched.issues)
    pairs = find_earlier(groups, earlier)
    matched.people = [
        _person_of(group, pairs.get(position), as_of, matched)
        for position, group in enumerate(groups)
    ]
    seen = {person.person_id for person in pairs.values()}
    matched.people += [
        carry(person, person.hamlet_id in rows.hamlets)
        for person in earlier
        if person.person_id not in seen
    ]
    _join_enrolments(enrolments, matched, as_of, age_groups)
    _settle(matched, groups, as_of, age_groups)
    matched.issues += _issues_by_hamlet(matched, earlier, as_of, rows.hamlets)
    matched.issues += find_unknown_ages(matched.people, as_of, age_groups)
    matched.issues += find_shrunk(matched.people, earlier, rows.hamlets)
    return matched


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


def _person_of(
    group: Group, before: Person | None, as_of: date, matched: Matched
) -> Person:
    person = group.person
    person.first_seen = before.first_seen if before else as_of
    person.last_seen = as_of
    if before:
        person.person_id = before.person_id
        person.enrolment_status = before.enrolment_status
        person.applied_date = person.applied_date or before.applied_date
        person.issued_date = person.issued_date or before.issued_date
        person.number = person.number or before.number
    else:
        person.person_id = make_person_id(as_of, person.file, person.sheet, person.row)
    for position in group.positions:
        matched.outcomes[position] = "merged"
        matched.person_ids[position] = person.person_id
    return person


def _join_enrolments(
    enrolments: list[tuple[int, Person]],
    matched: Matched,
    as_of: date,
    age_groups: AgeGroups,
) -> None:
    if not enrolments:
        return
    index = EnrolmentIndex(matched.people)
    before = {p.person_id for p in matched.people if p.enrolment_status}
    found: set[str] = set()
    for position, row in enrolments:
        person, issue = index.find(row)
        if person is not None:
            enrol(person, row)
            found.add(person.person_id)
            matched.outcomes[position] = "merged"
            matched.person_ids[position] = person.person_id
        elif age_groups.group_of(row.birth_from, row.birth_to, as_of) is None:
            matched.outcomes[position] = "out_of_scope"
        else:
            matched.outcomes[position] = "quarantined"
            matched.issues.append(issue)
    if lost := len(before - found):
        matched.issues.append(Issue("TN-06", details={"children": lost}))


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


def _issues_by_hamlet(
    matched: Matched, earlier: list[Person], as_of: date, sent: set[str]
) -> list[Issue]:
    counts: dict[str, Counter[str]] = {
        code: Counter() for code in ("TN-03", "TN-04", "TN-05")
    }
    before = {person.person_id: person for person in earlier}
    for person in matched.people:
        if person.presence not in COUNTED:
            continue
        hamlet = person.hamlet_id
        lags = further("not_yet", person.roster_status) != person.status
        counts["TN-03"][hamlet] += lags and person.last_seen == as_of
        counts["TN-04"][hamlet] += person.presence == "to_verify" and hamlet in sent
        last = before.get(person.person_id)
        counts["TN-05"][hamlet] += bool(last) and _fell(last.status, person.status)
    return [
        Issue(code, hamlet_id=hamlet, details={"children": children})
        for code, by_hamlet in counts.items()
        for hamlet, children in sorted(by_hamlet.items())
        if children
    ]


def _fell(before: str, now: str) -> bool:
    return before in ("issued", "applied") and further(before, now) != now


def find_unknown_ages(
    people: list[Person], as_of: date, age_groups: AgeGroups
) -> list[Issue]:
    """List by hamlet how many counted children have no certain age group (DS-08)."""
    unknown = Counter(
        person.hamlet_id
        for person in people
        if person.presence in COUNTED
        and age_groups.group_of(person.birth_from, person.birth_to, as_of) == UNKNOWN
    )
    return [
        Issue("DS-08", hamlet_id=hamlet, details={"children": children})
        for hamlet, children in sorted(unknown.items())
    ]


SHRUNK = 0.8
"""A list with fewer children than this share of the last one is asked about."""

SMALL = 10
"""Children below which a hamlet's list is too short to be asked about."""


def find_shrunk(
    people: list[Person], earlier: list[Person], hamlets: set[str]
) -> list[Issue]:
    """List the hamlets whose list is shorter by more than a fifth (DS-18).

    ``hamlets`` are those that sent a list; of a list the children present are
    compared with the children counted on the last date.
    """
    before = Counter(p.hamlet_id for p in earlier if p.presence in COUNTED)
    now = Counter(p.hamlet_id for p in people if p.presence == "present")
    return [
        Issue(
            "DS-18",
            hamlet_id=hamlet,
            details={"now": now[hamlet], "before": before[hamlet]},
        )
        for hamlet in sorted(hamlets)
        if before[hamlet] >= SMALL and now[hamlet] < SHRUNK * before[hamlet]
    ]
