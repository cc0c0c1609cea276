"""Links and non-links that clerical review has decided, by pairs of person ids.

A child may have several ids on one date: those of its other rows, or the id that a
row had before it was linked to a child of the last date. A decision about any of
them is one about the child.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

LinkDecisions = Mapping[frozenset[str], bool]
"""Pairs of person ids → whether they are one child (a link) or two (a non-link)."""


def decision_between(
    ones: Iterable[str], twos: Iterable[str], decisions: LinkDecisions
) -> bool | None:
    """Give what was decided between two children, of which each may have several ids.

    A non-link between any two of the ids goes before a link: two records that a person
    decided are two children are never one by way of a third.

    Examples
    --------
    >>> decisions = {frozenset(("P1", "P2")): True, frozenset(("P1", "P3")): False}
    >>> decision_between(["P1"], ["P2"], decisions)
    True
    >>> decision_between(["P1"], ["P2", "P3"], decisions)
    False
    >>> decision_between(["P2"], ["P3"], decisions) is None
    True
    """
    if not decisions:
        return None
    others = list(twos)
    found = {decisions.get(frozenset((one, two))) for one in ones for two in others}
    return False if False in found else (True if True in found else None)


def extend_decisions(
    decisions: LinkDecisions, relinked: Mapping[str, str]
) -> LinkDecisions:
    """Give the decisions about children for the ids that their rows had first.

    Parameters
    ----------
    decisions
        What was decided.
    relinked
        Id that a row had before it was linked → the child's id.

    Returns
    -------
    LinkDecisions
        Only pairs that were not decided before.

    Examples
    --------
    >>> more = extend_decisions({frozenset(("P1", "P2")): False}, {"P9": "P1"})
    >>> [sorted(pair) for pair in more]
    [['P2', 'P9']]
    """
    ids_of: dict[str, list[str]] = {}
    for first_id, person_id in relinked.items():
        ids_of.setdefault(person_id, [person_id]).append(first_id)
    more = {}
    for pair, same in decisions.items():
        one, two = sorted(pair)
        for a in ids_of.get(one, [one]):
            for b in ids_of.get(two, [two]):
                ids = frozenset((a, b))
                # Both may be ids of one child; what was decided of this pair itself
                # stands.
                if len(ids) == 2 and ids not in decisions:
                    more[ids] = same
    return more


def decided_links(person_id: str, decisions: LinkDecisions) -> set[str]:
    """Give the ids that were decided to be the same child as an id.

    Examples
    --------
    >>> decided_links("P1", {frozenset(("P1", "P2")): True})
    {'P2'}
    """
    links = (pair for pair, same in decisions.items() if same and person_id in pair)
    return {other for pair in links for other in pair if other != person_id}
