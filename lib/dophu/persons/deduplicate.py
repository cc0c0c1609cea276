"""Which rows of one date are one child though they are written otherwise.

Three rounds over the candidate pairs: links without a rival; links among the residual
of a list, once its other rows have found their child on another list; and provisional
links, which count once until a person decides. The other possible links count as two.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dophu.persons.candidate_pairs import (
    MAX_RESIDUAL_WEIGHT,
    Evidence,
    PossibleLink,
    order_pairs,
    residual_weight,
)
from dophu.persons.clusters import Clusters, Merge
from dophu.persons.decision_rules import (
    MARGIN,
    PROVISIONAL,
    REVIEW,
    SAME_LIST_PENALTY,
    SAME_SPELLING,
    is_link,
    is_provisional_link,
    needs_review,
    spelling,
)
from dophu.persons.exact_same_date import Group
from dophu.persons.repeated_records import score_once
from dophu.persons.same_elsewhere import find_same_elsewhere
from dophu.persons.scoring import SAME_HAMLET, ScoredPair

# A larger residual rather has other children, and each of its rows costs a comparison
# with all of the hamlet.
SMALL_RESIDUAL = 0.1
"""Share of a list up to which its unlinked rows are compared with all of the hamlet."""


def link_within_date(
    groups: Sequence[Group], evidence: Evidence
) -> tuple[list[Merge], list[PossibleLink]]:
    """Link the groups of one date that are one child though written otherwise.

    Parameters
    ----------
    groups
        Rows that exact rules made one, ids given.
    evidence
        Frequencies and decisions of the date.

    Returns
    -------
    list of Merge
        What is to be made one, in the order to do it; the certain ones first.
    list of PossibleLink
        Pairs for clerical review that are counted as two.
    """
    people = [group.person for group in groups]
    scored = score_once(people, None, evidence.frequencies, REVIEW)
    pairs = order_pairs(scored, people, None, evidence.decisions)
    candidates = _by_place(pairs)
    clusters = Clusters(groups, evidence.decisions, evidence.side_by_side)
    for pair in pairs:
        one, two = pair.left, pair.right
        if clusters.is_resolved(one, two):
            continue
        if clusters.is_decided_link(one, two) or (
            is_link(pair, clusters.share_list(one, two))
            and not clusters.are_kept_apart(one, two)
            and not _has_rival(pair, candidates, clusters)
        ):
            clusters.link(pair, certain=True)
    _link_residuals_of_lists(pairs, candidates, clusters)
    _link_provisionally(pairs + _compare_residuals(evidence, clusters), clusters)
    asked = _possible_links(pairs, clusters)
    elsewhere = find_same_elsewhere(people, evidence.frequencies)
    return clusters.merges, asked + _unlike(elsewhere, asked, clusters)


def _unlike(
    pairs: list[ScoredPair], asked: list[PossibleLink], clusters: Clusters
) -> list[PossibleLink]:
    """Give the pairs as possible links, but for those that are asked about already."""
    known = {link.ids for link in asked}
    found = []
    for pair in pairs:
        one, two = pair.left, pair.right
        ends = sorted((clusters.root(one), clusters.root(two)))
        first, second = (clusters.groups[at].person for at in ends)
        ids = frozenset((first.person_id, second.person_id))
        if ids not in known and not clusters.is_resolved(one, two):
            known.add(ids)
            found.append(PossibleLink(first, second, pair))
    return found


def _link_residuals_of_lists(
    pairs: list[ScoredPair],
    candidates: dict[int, list[ScoredPair]],
    clusters: Clusters,
) -> None:
    """Consider again the residual of lists whose other rows have been linked.

    Where nearly all of a list's rows are some other list's children too, an unlinked
    row of the one is likelier to be an unlinked row of the other.
    """
    extra = _extra_weights(clusters)
    for pair in pairs:
        one, two = pair.left, pair.right
        if clusters.is_resolved(one, two) or clusters.share_list(one, two):
            continue
        more = max(extra.get(one, 0.0), extra.get(two, 0.0))
        heavier = replace(pair, weight=pair.weight + more)
        if is_link(heavier, same_list=False) and not _has_rival(
            pair, candidates, clusters
        ):
            clusters.link(pair, certain=True)


def _link_provisionally(pairs: list[ScoredPair], clusters: Clusters) -> None:
    """Link what is likelier one child than two, the highest weight first."""
    extra = _extra_weights(clusters)
    weighted: list[tuple[float, int]] = []
    for at, pair in enumerate(pairs):
        one, two = pair.left, pair.right
        if clusters.is_resolved(one, two) or clusters.are_kept_apart(one, two):
            continue
        if clusters.share_list(one, two):
            more = -SAME_LIST_PENALTY
        else:
            more = max(extra.get(clusters.root(x), 0.0) for x in (one, two))
        weighted.append((pair.weight + more, at))
    # Of equal weights the earlier pair first, so that every run links the same.
    for weight, at in sorted(weighted, key=lambda each: (-each[0], each[1])):
        pair = pairs[at]
        one, two = pair.left, pair.right
        # Asked again: an earlier link of this round may have resolved the pair.
        if clusters.is_resolved(one, two) or clusters.are_kept_apart(one, two):
            continue
        # Who is marked as left by one of the rows stays two: docs/design.md.
        if not clusters.are_both_present(one, two):
            continue
        if is_provisional_link(pair, weight, clusters.share_list(one, two)):
            clusters.link(pair, certain=False)


def _compare_residuals(evidence: Evidence, clusters: Clusters) -> list[ScoredPair]:
    """Compare the small residual of a list with all of its hamlet.

    Two slips in one record can leave no blocking key that would find its match.
    """
    people = [group.person for group in clusters.groups]
    extra = _extra_weights(clusters, SMALL_RESIDUAL)
    residual = [at for at, more in extra.items() if more]
    lists: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for at in residual:
        lists[people[at].hamlet_id] |= clusters.lists[at]
    roots = [
        at
        for at, person in enumerate(people)
        if clusters.roots[at] == at
        # Who stands on all of these lists already is nobody's missing match.
        and lists.get(person.hamlet_id, set()) - clusters.lists[at]
    ]
    scored = score_once(
        [people[at] for at in residual], [people[at] for at in roots],
        # A small residual adds no more than this: what is lighter comes to nothing.
        evidence.frequencies, PROVISIONAL - MAX_RESIDUAL_WEIGHT, SAME_HAMLET,
    )  # fmt: skip
    found = []
    for pair in scored:
        one, two = sorted((residual[pair.left], roots[pair.right]))
        if one != two and not clusters.share_list(one, two):
            found.append(replace(pair, left=one, right=two))
    return found


def _extra_weights(clusters: Clusters, most: float = 1.0) -> dict[int, float]:
    """Give the bits that each unlinked group gains by its list's small residual.

    Of lists whose residual is no more than the share ``most``.
    """
    unlinked: dict[tuple[str, str], list[int]] = defaultdict(list)
    total: Counter[tuple[str, str]] = Counter()
    for at, group in enumerate(clusters.groups):
        if clusters.roots[at] != at:
            continue
        for listing in clusters.lists[at]:
            total[listing] += 1
        # On one list alone: its match, if it has one, is still unlinked elsewhere.
        if len(clusters.lists[at]) == 1:
            unlinked[next(iter(group.lists))].append(at)
    return {
        at: residual_weight(len(places), total[key])
        for key, places in unlinked.items()
        if len(places) <= most * total[key]
        for at in places
    }


def _possible_links(pairs: list[ScoredPair], clusters: Clusters) -> list[PossibleLink]:
    """Give the pairs that count as two and are worth a review, one for two clusters."""
    found: dict[tuple[int, int], PossibleLink] = {}
    for pair in pairs:
        one, two = pair.left, pair.right
        if clusters.is_resolved(one, two):
            continue
        if needs_review(pair, clusters.share_list(one, two)):
            ends = sorted((clusters.root(one), clusters.root(two)))
            first, second = (clusters.groups[at].person for at in ends)
            found.setdefault((ends[0], ends[1]), PossibleLink(first, second, pair))
    return list(found.values())


def _by_place(pairs: list[ScoredPair]) -> dict[int, list[ScoredPair]]:
    of: dict[int, list[ScoredPair]] = defaultdict(list)
    for pair in pairs:
        of[pair.left].append(pair)
        of[pair.right].append(pair)
    return of


def _has_rival(
    pair: ScoredPair, candidates: dict[int, list[ScoredPair]], clusters: Clusters
) -> bool:
    """Test whether one of the two may as well be another on the other's list.

    A rival that already has its row on that list is taken; one that agrees in name
    and birth is the same child typed twice, and no rival; nor is one whose name is
    further off. Where the spelling differs and no number agrees, the pair may be a
    child and its twin, and every other candidate is a rival, however light.
    """
    clear = pair.levels["name"] in SAME_SPELLING or pair.levels["number"] == "same"
    margin = MARGIN if clear else math.inf
    for one, two in ((pair.left, pair.right), (pair.right, pair.left)):
        for other in candidates[one]:
            rival = other.right if other.left == one else other.left
            if rival in (one, two) or other.weight < pair.weight - margin:
                continue
            if spelling(other) > spelling(pair):
                continue
            roots = {clusters.root(at) for at in (one, two)}
            if clusters.root(rival) in roots or not clusters.share_list(rival, two):
                continue
            taken = clusters.share_list(rival, one)
            if not taken and not _is_typed_twice(other):
                return True
    return False


def _is_typed_twice(pair: ScoredPair) -> bool:
    same_spelling = pair.levels.get("name") in SAME_SPELLING
    return same_spelling and pair.levels.get("birth") in ("same", "missing")
