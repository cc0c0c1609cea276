"""Records of two sides that no exact rule paired: new and gone children, enrolments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dophu.persons.candidate_pairs import Decided, Doubt, in_order, said_of
from dophu.persons.comparison_keys import Frequencies
from dophu.persons.decision_rules import (
    MARGIN,
    ONE_SPELLING,
    PERHAPS,
    SAME_LIST,
    counts_once,
    is_certain,
    is_doubtful,
    spelling,
)
from dophu.persons.model import model_rules
from dophu.persons.record import Person
from dophu.persons.scoring import SAME_HAMLET, Likeness, find_alike

Also = Mapping[str, Collection[str]]
"""Other ids of a child on this date, by its id: those its other rows have."""

NONE: Also = {}


@dataclass(frozen=True, slots=True)
class Paired:
    """The place on the right that a record on the left was paired with, and why.

    ``sure`` tells that nobody has to look at it.
    """

    right: int
    pair: Likeness
    sure: bool


def join_left_over(
    left: Sequence[Person],
    right: Sequence[Person],
    frequencies: Frequencies,
    decided: Decided,
    likelier: float,
    once: bool = True,
    taken: Collection[int] = (),
    perhaps: Collection[str] = (),
    also: Also = NONE,
    barred: dict[str, str] | None = None,
) -> tuple[dict[int, Paired], list[Doubt]]:
    """Pair records of two sides that no exact rule paired.

    Parameters
    ----------
    left, right
        Records with their ids. Each of ``left`` gets one of ``right`` at the most.
    frequencies
        How common names are.
    decided
        What a person decided.
    likelier
        Bits by which a pair is likelier since so few are left over; see
        ``linking.bits_for``.
    once
        Whether one of ``right`` can be paired but once; else only with records of
        one spelling.
    taken
        Places of ``right`` that have been paired before.
    perhaps
        Hamlets of whose records on the right those are paired as well that are likelier
        one child than two; never a child that a list says has left or died.
    also
        Other ids of the children.
    barred
        Takes ids of the left with that of the right whose child they would be, did not
        another row that was joined to them stand in the way.

    Returns
    -------
    dict
        Place in ``left`` → what it was paired with.
    list of Doubt
        Pairs for a person that were not paired: the record of ``right`` first.
    """
    wide = (*model_rules(), *SAME_HAMLET) if perhaps else ()
    raw = find_alike(left, right, frequencies, PERHAPS - likelier, wide)
    found = in_order(
        [Likeness(p.left, p.right, p.weight + likelier, p.levels) for p in raw],
        left, right, decided,
    )  # fmt: skip
    by_left, by_right = defaultdict(list), defaultdict(list)
    open_pairs: list[tuple[Likeness, bool | None]] = []
    for pair in found:
        one, two = left[pair.left].person_id, right[pair.right].person_id
        said = said_of((one, *also.get(one, ())), (two, *also.get(two, ())), decided)
        if said is not False:
            open_pairs.append((pair, said))
            by_left[pair.left].append(pair)
            by_right[pair.right].append(pair)
        elif barred is not None and frozenset((one, two)) not in decided:
            barred.setdefault(one, two)
    paired: dict[int, Paired] = {}
    gone = set(taken)

    def free(pair: Likeness) -> bool:
        if pair.left in paired:
            return False
        again = not once and pair.levels.get("name", "same") in ONE_SPELLING
        return pair.right not in gone or again

    def join(pair: Likeness, sure: bool) -> None:
        paired[pair.left] = Paired(pair.right, pair, sure)
        gone.add(pair.right)

    doubtful = []
    for pair, said in open_pairs:
        if not free(pair):
            continue
        near = by_left[pair.left] + (by_right[pair.right] if once else [])
        rivals = any(
            (x.left, x.right) != (pair.left, pair.right)
            and x.weight >= pair.weight - MARGIN and spelling(x) <= spelling(pair)
            and free(x)
            for x in near
        )  # fmt: skip
        if said or (is_certain(pair, same_list=False) and not rivals):
            join(pair, sure=True)
        else:
            doubtful.append(pair)
    if perhaps:
        for pair in sorted(doubtful, key=lambda each: -each.weight):
            one, two = left[pair.left], right[pair.right]
            away = any(p.presence in ("left", "dead") for p in (one, two))
            if away or two.hamlet_id not in perhaps or not free(pair):
                continue
            if counts_once(pair, pair.weight, same_list=False):
                join(pair, sure=False)
    return paired, [
        Doubt(right[pair.right], left[pair.left], pair)
        for pair in doubtful
        if free(pair) and is_doubtful(pair, same_list=False)
    ]


def find_doubles(
    gone: Sequence[Person],
    there: Sequence[Person],
    frequencies: Frequencies,
    decided: Decided,
    likelier: float,
    before: Mapping[str, Person],
    also: Also = NONE,
) -> dict[int, tuple[int, Likeness]]:
    """Find of children that are gone those that may be one that is there.

    Parameters
    ----------
    gone, there
        Children of the last date that are on no list of this one, and the children
        that are.
    frequencies, decided, likelier
        As in :func:`join_left_over`.
    before
        The records of the last date, by id: two that stood on one list then are one
        child only where one was typed twice.
    also
        Other ids of the children.

    Returns
    -------
    dict
        Place in ``gone`` → place in ``there`` and why; it counts once.
    """
    found: list[tuple[float, Likeness]] = []
    wide = (*model_rules(), *SAME_HAMLET)
    for pair in find_alike(gone, there, frequencies, PERHAPS - likelier, wide):
        one, two = gone[pair.left], there[pair.right]
        was = before.get(two.person_id)
        same_list = was is not None and (one.file, one.sheet) == (was.file, was.sheet)
        weight = pair.weight + (-SAME_LIST if same_list else likelier)
        ids = two.person_id, *also.get(two.person_id, ())
        said = said_of((one.person_id, *also.get(one.person_id, ())), ids, decided)
        if two.presence != "present" or said is not None:
            continue
        if counts_once(pair, weight, same_list):
            found.append((weight, pair))
    paired: dict[int, tuple[int, Likeness]] = {}
    for _, pair in sorted(found, key=lambda each: -each[0]):
        paired.setdefault(pair.left, (pair.right, pair))
    return paired
