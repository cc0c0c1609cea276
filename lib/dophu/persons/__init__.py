"""Rows → persons: one row a child, carried forward from date to date, nobody lost.

The children of a date are made in these steps, each in a module of its own:

1. rows become records, unusable ones are quarantined: :mod:`.source_rows` (a child's
   record: :mod:`.record`)
2. rows of one date that agree exactly are one child: :mod:`.exact_same_date`
3. children of the last date are found by exact rules: :mod:`.exact_over_time`; each
   group of rows gets its id: :mod:`.assign`
4. what two lists write differently is linked within the date: :mod:`.deduplicate`
   (who is one already, and who may not be: :mod:`.clusters`; whom an earlier list had
   as two: :mod:`.distinct`)
5. new and unlisted children are linked over time: :mod:`.residual_matching`; those
   alike in all but the name are referred: :mod:`.unlike_names`; steps 3 to 5 run
   in :mod:`.tracking`, which also carries forward who is still unlisted
6. what rows of one child say against each other is settled: :mod:`.disagreements`
7. a child listed by another hamlet is settled in one of the two: :mod:`.moves` (in
   which of several: :mod:`.listed_hamlets`)
8. enrolment lists are linked to the children: :mod:`.enrolments` (exact rules:
   :mod:`.enrolment_index`; what lists that disagree come to: :mod:`.results_of_lists`,
   booked by :mod:`.settled_results`)
   and what lists for the door answered: :mod:`.door_answers` (whose rows lost their
   keys: :mod:`.lost_keys`; what answers come to: :mod:`.weighed_answers`)
9. lists that disagree vote on the birth date: :mod:`.birth_dates`
10. possible links of earlier dates are referred again: :mod:`.clerical_review`
11. contradictions are counted by hamlet: :mod:`.hamlet_checks`

Steps 4, 5 and 8 score candidate pairs in the same way: blocking (:mod:`.blocking`),
comparison keys (:mod:`.comparison_keys`), the Fellegi–Sunter model (:mod:`.model`),
match weights (:mod:`.scoring`), names that twins may bear (:mod:`.twin_names`,
:mod:`.syllables`), the order of pairs and the prior of a residual
(:mod:`.candidate_pairs`), then the rules that make a link, a provisional link, a
possible link for clerical review or a non-link of a pair (:mod:`.decision_rules`). What
a person decided goes before all of them (:mod:`.link_decisions`).
"""

from __future__ import annotations

from dataclasses import replace

from dophu.persons.assign import IdRegister
from dophu.persons.birth_dates import settle_births
from dophu.persons.candidate_pairs import Evidence
from dophu.persons.clerical_review import refer_again
from dophu.persons.comparison_keys import Frequencies
from dophu.persons.disagreements import settle_disagreements
from dophu.persons.door_answers import DoorAnswers
from dophu.persons.enrolments import Enrolment
from dophu.persons.exact_same_date import group_rows
from dophu.persons.hamlet_checks import find_by_hamlet
from dophu.persons.link_decisions import extend_decisions
from dophu.persons.listed_hamlets import ListedHamlets
from dophu.persons.matching import DateInputs, Matched
from dophu.persons.moves import settle_moves
from dophu.persons.record import COUNTED, Person
from dophu.persons.results_of_lists import sent_back_by_lists
from dophu.persons.scoring import FREQUENCIES
from dophu.persons.source_rows import (
    book_rows,
    set_outcomes,
    set_statuses,
    usable_records,
)
from dophu.persons.tracking import Tracking
from dophu.rosters import no_collection
from dophu.rosters.words.status import presence_of

__all__ = ["COUNTED", "DateInputs", "Matched", "Person", "match_persons"]


@no_collection()
def match_persons(inputs: DateInputs) -> Matched:
    """Make the children of a date from its rows and the children of the last date.

    Rows are one child where that is certain. Of the possible links those likelier one
    child than two count once, provisionally, the others as two, and all are referred
    to clerical review. Nobody is dropped: a child of the last date that stands on no
    list is carried forward (its hamlet sent none) or ``to_verify`` (it sent one).
    """
    matched, first_ids = _match(inputs)
    # A decision on a child applies to a row that only this matching linked to it; the
    # row has to be matched anew, knowing it. Once is enough: no id is new thereafter.
    more = extend_decisions(inputs.decisions, first_ids)
    if more:
        matched, _ = _match(replace(inputs, decisions={**more, **inputs.decisions}))
    return matched


def _match(inputs: DateInputs) -> tuple[Matched, dict[str, str]]:
    """Match a date once; give also ids that rows had first → the child's id."""
    found = Matched.of_rows(inputs.rows)
    roster, enrolment = usable_records(inputs, found)
    listed = ListedHamlets.of_rows(inputs.rows)
    groups = group_rows(roster, listed, found.issues)
    register = IdRegister(inputs)
    evidence = Evidence(
        Frequencies((group.person for group in groups), FREQUENCIES),
        inputs.decisions,
        register.aliases,
        inputs.side_by_side,
    )
    tracking = Tracking(inputs, evidence, register, found)
    groups = tracking.link(groups)
    # Lists are kept under the children's ids, which are final only now.
    found.side_by_side = inputs.side_by_side.after(groups)
    settle_disagreements(groups, inputs.rows, inputs.list_days, found.issues)
    settle_moves(
        groups, inputs.earlier, inputs.rows, listed, inputs.moves, found.issues
    )
    book_rows(groups, found)
    found.people = [group.person for group in groups] + tracking.carry_forward()
    # A decision on an enrolment row names the child by its own id: no aliases here.
    own = replace(evidence, aliases={})
    listed_rows = ((group.person.person_id, group.positions) for group in groups)
    sent_back = sent_back_by_lists(listed_rows, inputs.rows.columns, inputs.list_days)
    Enrolment(inputs, own, found, sent_back=sent_back).link(enrolment)
    words = inputs.vocabulary
    DoorAnswers(
        inputs, found, register.ids_of, lambda reason: presence_of(reason, words)
    ).book()
    # After enrolment lists and answers, whose rows have a vote on the birth date, and
    # before the statuses: the date decides who is in scope.
    settle_births(found, inputs.rows.columns, inputs)
    set_statuses(found, inputs)
    set_outcomes(groups, found)
    refer_again(inputs.pending, inputs.decisions, inputs.as_of, found)
    found.issues += find_by_hamlet(
        found.people, inputs.earlier, inputs.as_of, inputs.rows.hamlets,
        inputs.age_groups,
    )  # fmt: skip
    return found, register.vetoed | register.relinked
