"""Checks by hamlet: contradicting statuses, unlisted children, ages, shorter lists."""

from __future__ import annotations

from collections import Counter
from datetime import date

from dophu.ages import UNKNOWN, AgeGroups
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.persons.record import COUNTED, Person, further
from dophu.rosters.texts.distinct import each_once

# "More than a fifth", in the words of DS-18.
SHRUNK = 0.8
"""A list with fewer children than this share of the last one raises an issue."""

# Below ten children a single family that moves is a fifth of the list.
SMALL = 10
"""Children below which a hamlet's list is too short for that."""


def find_by_hamlet(
    people: list[Person],
    earlier: list[Person],
    as_of: date,
    sent: set[str],
    age_groups: AgeGroups,
) -> list[Issue]:
    """Find all that is listed by hamlet and not at a row.

    Parameters
    ----------
    people, earlier
        The children of the date and of the last one.
    as_of
        The date of the lists.
    sent
        The hamlets that sent a list.
    age_groups
        The campaign's groups.
    """
    return [
        *_find_contradictions(people, earlier, as_of, sent),
        *find_undated(people, as_of),
        *find_unknown_ages(people, as_of, age_groups),
        *find_shrunk(people, earlier, as_of, sent),
    ]


def _find_contradictions(
    people: list[Person], earlier: list[Person], as_of: date, sent: set[str]
) -> list[Issue]:
    """Count by hamlet where lists contradict each other (TN-03, TN-04, TN-05)."""
    counts: dict[str, Counter[str]] = {
        code: Counter() for code in ("TN-03", "TN-04", "TN-05")
    }
    before = {person.person_id: person for person in earlier}
    for person in people:
        if person.presence not in COUNTED:
            continue
        hamlet = person.hamlet_id
        # The roster trails what enrolment lists or answers at the door have; an empty
        # status there counts as not yet.
        lags = further("not_yet", person.roster_status) != person.status
        counts["TN-03"][hamlet] += lags and person.last_seen == as_of
        is_absent = person.presence == "to_verify" and person.last_seen != as_of
        counts["TN-04"][hamlet] += is_absent and hamlet in sent
        last = before.get(person.person_id)
        counts["TN-05"][hamlet] += bool(last) and _fell(last.status, person.status)
    return [
        Issue(code, hamlet_id=hamlet, details={"children": children})
        for code, by_hamlet in counts.items()
        for hamlet, children in sorted(by_hamlet.items())
        if children
    ]


def _fell(before: str, now: str) -> bool:
    return before in ENROLLED and further(before, now) != now


def find_undated(people: list[Person], as_of: date) -> list[Issue]:
    """Count the children that are ``applied`` by their hamlet's list alone (TN-12).

    The list has them as done, without a date, and no enrolment list names them:
    whether it was the application or the card is not known, so the lesser is taken.
    """
    undated = sum(
        person.presence in COUNTED
        and person.last_seen == as_of
        and person.status == "applied"
        and person.enrolment_status is None
        and person.applied_date is None
        for person in people
    )
    return [Issue("TN-12", details={"children": undated})] if undated else []


def find_unknown_ages(
    people: list[Person], as_of: date, age_groups: AgeGroups
) -> list[Issue]:
    """List by hamlet how many counted children have no certain age group (DS-08)."""
    births = [(person.birth_from, person.birth_to) for person in people]
    groups = each_once(lambda born: age_groups.group_of(*born, as_of), births)
    unknown = Counter(
        person.hamlet_id
        for person, group in zip(people, groups, strict=True)
        if person.presence in COUNTED and group == UNKNOWN
    )
    return [
        Issue("DS-08", hamlet_id=hamlet, details={"children": children})
        for hamlet, children in sorted(unknown.items())
    ]


def find_shrunk(
    people: list[Person], earlier: list[Person], as_of: date, hamlets: set[str]
) -> list[Issue]:
    """List the hamlets whose list is shorter by more than a fifth (DS-18).

    ``hamlets`` are those that sent a list; of a list the children present are
    compared with the children counted on the last date.
    """
    before = Counter(p.hamlet_id for p in earlier if p.presence in COUNTED)
    now = Counter(
        p.hamlet_id
        for p in people
        if p.presence == "present"
        or (p.presence == "to_verify" and p.last_seen == as_of)
    )
    return [
        Issue(
            "DS-18",
            hamlet_id=hamlet,
            details={"now": now[hamlet], "before": before[hamlet]},
        )
        for hamlet in sorted(hamlets)
        if before[hamlet] >= SMALL and now[hamlet] < SHRUNK * before[hamlet]
    ]
