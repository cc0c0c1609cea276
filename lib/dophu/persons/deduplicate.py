"""Which rows of one date are one child though they are written otherwise.

Pairs that the model finds are taken in three rounds: those that are certain and have
no rival; those among the rows that a list has left over, once its others have found
their child; and those that are likelier one child than two, which count once until a
person decides. What is left of the pairs in doubt counts as two.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dophu.persons.candidate_pairs import (
    MOST_LIKELIER,
    Decided,
    Doubt,
    bits_for,
    in_order,
)
from dophu.persons.comparison_keys import Frequencies
from dophu.persons.decision_rules import (
    MARGIN,
    ONCE,
    ONE_SPELLING,
    PERHAPS,
    SAME_LIST,
    counts_once,
    is_certain,
    is_doubtful,
    spelling,
)
from dophu.persons.exact_same_date import Group
from dophu.persons.joined import Join, Joining
from dophu.persons.record import Person
from dophu.persons.scoring import SAME_HAMLET, Likeness, find_alike

FEW_LEFT = 0.1
"""Share of a list that may be left over for its rows to be looked for everywhere."""


def join_alike(
    groups: Sequence[Group],
    frequencies: Frequencies,
    decided: Decided,
    perhaps: bool = True,
) -> tuple[list[Join], list[Doubt]]:
    """Find the groups of one date that are one child though written otherwise.

    Parameters
    ----------
    groups
        Rows that exact rules made one, ids given.
    frequencies
        How common names are.
    decided
        What a person decided.
    perhaps
        Whether to join as well what is likelier one child than two.

    Returns
    -------
    list of Join
        What is to be made one, in the order to do it; the certain ones first.
    list of Doubt
        Pairs for a person that are counted as two.
    """
    people = [group.person for group in groups]
    found = in_order(
        find_alike(people, None, frequencies, PERHAPS), people, None, decided
    )
    of = _by_place(found)
    joining = Joining(groups, decided)
    for pair in found:
        one, two = pair.left, pair.right
        if joining.is_settled(one, two):
            continue
        if joining.is_decided(one, two) or (
            is_certain(pair, joining.share_list(one, two))
            and not joining.are_apart(one, two)
            and not _has_rival(pair, of, joining)
        ):
            joining.join(pair, sure=True)
    _join_left_over_rows(found, of, joining)
    if perhaps:
        _count_once(found + _find_left_over(people, frequencies, joining), joining)
    return joining.joins, _doubts(found, joining, people)


def _join_left_over_rows(
    found: list[Likeness], of: dict[int, list[Likeness]], joining: Joining
) -> None:
    """Look again at what is left of lists whose other rows found their child.

    Where nearly all of a list's rows are some other list's children too, one that
    is left over is likelier to be one that is left over there.
    """
    likelier = _likelier_by_list(joining)
    for pair in found:
        one, two = pair.left, pair.right
        if joining.is_settled(one, two) or joining.share_list(one, two):
            continue
        more = max(likelier.get(one, 0.0), likelier.get(two, 0.0))
        again = replace(pair, weight=pair.weight + more)
        if is_certain(again, same_list=False) and not _has_rival(pair, of, joining):
            joining.join(pair, sure=True)


def _count_once(found: list[Likeness], joining: Joining) -> None:
    """Join what is likelier one child than two, the likeliest first."""
    likelier = _likelier_by_list(joining)
    odds: list[tuple[float, int]] = []
    for at, pair in enumerate(found):
        one, two = pair.left, pair.right
        if joining.is_settled(one, two) or joining.are_apart(one, two):
            continue
        if joining.share_list(one, two):
            more = -SAME_LIST
        else:
            more = max(likelier.get(joining.root(x), 0.0) for x in (one, two))
        odds.append((pair.weight + more, at))
    for weight, at in sorted(odds, key=lambda each: (-each[0], each[1])):
        pair = found[at]
        one, two = pair.left, pair.right
        if joining.is_settled(one, two) or joining.are_apart(one, two):
            continue
        if not joining.are_both_there(one, two):
            continue
        if counts_once(pair, weight, joining.share_list(one, two)):
            joining.join(pair, sure=False)


def _find_left_over(
    people: Sequence[Person], frequencies: Frequencies, joining: Joining
) -> list[Likeness]:
    """Compare who is left over of a list with all of its hamlet, whatever they share.

    Two slips in one record leave nothing by which the model's rules would find it.
    """
    bits = _likelier_by_list(joining, FEW_LEFT)
    alone = [at for at, more in bits.items() if more]
    lists: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for at in alone:
        lists[people[at].hamlet_id] |= joining.lists[at]
    roots = [
        at
        for at, person in enumerate(people)
        if joining.root(at) == at
        and lists.get(person.hamlet_id, set()) - joining.lists[at]
    ]
    pairs = find_alike(
        [people[at] for at in alone], [people[at] for at in roots], frequencies,
        ONCE - MOST_LIKELIER, SAME_HAMLET,
    )  # fmt: skip
    found = []
    for pair in pairs:
        one, two = sorted((alone[pair.left], roots[pair.right]))
        if one != two and not joining.share_list(one, two):
            found.append(replace(pair, left=one, right=two))
    return found


def _likelier_by_list(joining: Joining, most: float = 1.0) -> dict[int, float]:
    """Give the bits by which each group left over is likelier to be another's.

    Of lists of which no more than the share ``most`` is left over.
    """
    alone: dict[tuple[str, str], list[int]] = defaultdict(list)
    total: Counter[tuple[str, str]] = Counter()
    for at, group in enumerate(joining.groups):
        if joining.root(at) != at:
            continue
        total.update(joining.lists[at])
        if len(joining.lists[at]) == 1:
            alone[next(iter(group.lists))].append(at)
    return {
        at: bits_for(len(left), total[place])
        for place, left in alone.items()
        if len(left) <= most * total[place]
        for at in left
    }


def _doubts(
    found: list[Likeness], joining: Joining, people: Sequence[Person]
) -> list[Doubt]:
    """Give the pairs that count as two and are worth a person's look."""
    doubts: dict[tuple[int, int], Doubt] = {}
    for pair in found:
        one, two = pair.left, pair.right
        if joining.is_settled(one, two):
            continue
        if is_doubtful(pair, joining.share_list(one, two)):
            ends = sorted((joining.root(one), joining.root(two)))
            first, second = (people[at] for at in ends)
            doubts.setdefault((ends[0], ends[1]), Doubt(first, second, pair))
    return list(doubts.values())


def _by_place(found: list[Likeness]) -> dict[int, list[Likeness]]:
    of: dict[int, list[Likeness]] = defaultdict(list)
    for pair in found:
        of[pair.left].append(pair)
        of[pair.right].append(pair)
    return of


def _has_rival(pair: Likeness, of: dict[int, list[Likeness]], joining: Joining) -> bool:
    """Tell whether one of the two may as well be another on the other's list.

    A rival that already has its row on that list is taken; one with the same name
    and birth is the same child typed twice, and no rival; nor is one whose name is
    further off. Where the names are not spelled alike and no number tells, it may be
    a twin's, and every other child in question is a rival.
    """
    clear = pair.levels["name"] in ONE_SPELLING or pair.levels["number"] == "same"
    margin = MARGIN if clear else math.inf
    for one, two in ((pair.left, pair.right), (pair.right, pair.left)):
        for other in of[one]:
            rival = other.right if other.left == one else other.left
            if rival in (one, two) or other.weight < pair.weight - margin:
                continue
            if spelling(other) > spelling(pair):
                continue
            roots = {joining.root(at) for at in (one, two)}
            if joining.root(rival) in roots or not joining.share_list(rival, two):
                continue
            taken = joining.share_list(rival, one)
            if not taken and not _is_twice(other):
                return True
    return False


def _is_twice(pair: Likeness) -> bool:
    same_name = pair.levels.get("name") in ONE_SPELLING
    return same_name and pair.levels.get("birth") in ("same", "missing")
