"""Possible links referred to clerical review, week after week until decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dophu.persons.candidate_pairs import PossibleLink
from dophu.persons.decision_rules import explain
from dophu.persons.exact_same_date import add_issue
from dophu.persons.link_decisions import LinkDecisions
from dophu.persons.matching import Matched
from dophu.persons.record import COUNTED, Person

OVER_TIME = ("TN-07", "TN-13")
"""Codes of pairs of which one is no longer listed, so that no list raises it again."""


def is_typed_twice(link: PossibleLink) -> bool:
    """Test whether the two are rows of one list that agree in all, without a number."""
    first, second, levels = link.first, link.second, link.pair.levels
    one_list = (first.file, first.sheet) == (second.file, second.sheet)
    alike = levels["name"] == levels["birth"] == levels["hamlet"] == "same"
    return one_list and alike and levels["number"] == "missing"


def refer(link: PossibleLink, found: Matched) -> None:
    """Refer a pair to review, at the row of its second record."""
    _refer_at(link, link.second, link.first, found)


def _refer_at(link: PossibleLink, at: Person, other: Person, found: Matched) -> None:
    found.possible_links.append(link)
    ids = f"{link.first.person_id} {link.second.person_id}"
    add_issue(found.issues, link.code, at, other=other.place, pair=ids,
              why=explain(link.pair))  # fmt: skip


def refer_again(
    pending: Sequence[PossibleLink],
    decisions: LinkDecisions,
    as_of: date,
    found: Matched,
) -> None:
    """Keep referring pairs of which one child left the lists on an earlier date.

    Until a person decides, or both are listed again, or the other one is listed no
    more either. The pair is named at the row of the one that is listed.
    """
    referred = {link.ids for link in found.possible_links}
    people = {p.person_id: p for p in found.people}
    known = {p.person_id for p in found.known} - people.keys()
    for link in pending:
        decided = link.ids in decisions
        if link.code not in OVER_TIME or link.ids in referred or decided:
            continue
        counted = [people[x] for x in sorted(link.ids) if x in people]
        listed = [p for p in counted if p.last_seen == as_of and p.presence in COUNTED]
        # The one not listed is a record to recognise where the pair counts once, a
        # child of its own where it counts as two.
        others = known if link.provisional else {p.person_id for p in counted}
        unlisted = link.ids - {p.person_id for p in listed}
        if len(listed) == 1 and unlisted <= others:
            _refer_at(link, listed[0], link.first, found)
