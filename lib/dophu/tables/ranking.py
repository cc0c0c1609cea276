"""The two orders of hamlets, and the few that hold most of the gap.

Whatever ranks hamlets ranks them here: tables, notebooks, charts and documents. Ties
are broken in one way, and what is equal in all of it stays in the campaign's order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from dophu.catalogue.columns import NO_REASON

if TYPE_CHECKING:
    import pandas as pd

# One child of 20 is five percentage points.
SMALL = 20
"""Children below which a hamlet's share is too uncertain to be ranked."""

EVEN = Fraction(1, 10)
"""Of all children left: what some hamlets hold beyond their part of the hamlets is a
finding from here on. Nine of seventeen children in one of two hamlets are none."""

RANK_COLUMNS = (
    "hamlet_id", "hamlet", "persons", "enrolled", "gap", "coverage", "share_of_gap",
    "share_with_above", "small",
)  # fmt: skip


class Counts(Protocol):
    """What can be ranked: children, and those of them who have a card."""

    @property
    def persons(self) -> int:
        """Children."""

    @property
    def enrolled(self) -> int:
        """Children who have a card."""


def most_missing_first(counts: Counts) -> tuple[int, Fraction]:
    """Order hamlets by children without a card, then by the lower coverage.

    A key for ``sorted``, which leaves those equal in both as they were: in the
    campaign's order.

    Examples
    --------
    >>> from types import SimpleNamespace as Hamlet
    >>> towns = [Hamlet(persons=10, enrolled=5), Hamlet(persons=8, enrolled=3)]
    >>> [town.persons for town in sorted(towns, key=most_missing_first)]
    [8, 10]
    """
    return counts.enrolled - counts.persons, _coverage(counts)


def lowest_coverage_first(counts: Counts) -> tuple[Fraction, int]:
    """Order hamlets by coverage, the larger gap first, those of no children last."""
    return _coverage(counts), counts.enrolled - counts.persons


def _coverage(counts: Counts) -> Fraction:
    """Give the share as a fraction: two floats may differ where shares are equal."""
    if not counts.persons:
        # Above every share: in either order a hamlet without children comes last.
        return Fraction(2)
    return Fraction(int(counts.enrolled), int(counts.persons))


def rank_rows(
    table: pd.DataFrame, key: Callable[[Counts], object] = most_missing_first
) -> pd.DataFrame:
    """Order a table of hamlets, one row each; those without figures come last."""
    known = table["persons"].notna().to_numpy()
    rows = list(table[["persons", "enrolled"]].itertuples(index=False))
    first = sorted(known.nonzero()[0], key=lambda at: key(rows[at]))
    return table.iloc[[*first, *(~known).nonzero()[0]]]


def rank_hamlets(gaps: pd.DataFrame) -> pd.DataFrame:
    """Rank hamlets by the children they still have to find, most first.

    By number and not by share: a share leaps in a small hamlet, and the children
    to be found are what a deadline asks for. Of two hamlets with as many, the one of
    the lower coverage is first, else the first in the campaign's order.

    Returns
    -------
    DataFrame
        One row a hamlet that ever sent a list: ``persons``, ``enrolled``, ``gap``
        (children), ``coverage`` (share), ``share_of_gap`` (of the unit's gap),
        ``share_with_above`` (the same with all hamlets above it), ``small`` (fewer
        than 20 children: its share is not to be ranked). Shares are missing where
        nobody is left.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> ranked = rank_hamlets(dophu.gaps(week))
    >>> bool(ranked["gap"].is_monotonic_decreasing)
    True
    """
    counts = gaps.groupby(["hamlet_id", "hamlet"], sort=False)[
        ["persons", "enrolled", "gap"]
    ].sum(min_count=1)
    table = rank_rows(counts.dropna())
    numbers = table.astype("Float64")
    table["coverage"] = (numbers["enrolled"] / numbers["persons"]).where(
        table["persons"] > 0
    )
    total = float(numbers["gap"].sum())
    share = (
        # No gap is below nought: all missing, in the column's own type.
        numbers["gap"] / total if total else numbers["gap"].where(numbers["gap"] < 0)
    )
    table["share_of_gap"], table["share_with_above"] = share, share.cumsum()
    table["small"] = (table["persons"] < SMALL).astype(bool)
    return table.reset_index()[list(RANK_COLUMNS)]


@dataclass(frozen=True)
class Concentration:
    """The fewest hamlets that hold half of the children left.

    ``hamlets`` of ``of`` hamlets hold ``held`` of ``gap`` children.
    """

    hamlets: int
    of: int
    held: int
    gap: int

    @property
    def is_even(self) -> bool:
        """Whether the first hamlets hold hardly more than as many others do.

        Examples
        --------
        >>> concentration([9, 8]).is_even, concentration([9, 4]).is_even
        (True, False)
        """
        more = Fraction(self.held * self.of - self.gap * self.hamlets)
        return more < EVEN * self.gap * self.of


def concentration(gaps: Sequence[int]) -> Concentration:
    """Find the fewest hamlets that hold half of the children without a card.

    Parameters
    ----------
    gaps
        Children without a card by hamlet, the most first.

    Returns
    -------
    Concentration
        With no hamlet where nobody is left. Exactly half is enough.

    Examples
    --------
    >>> concentration([30, 20, 20, 10])
    Concentration(hamlets=2, of=4, held=50, gap=80)
    >>> concentration([50, 50]).hamlets, concentration([0]).hamlets
    (1, 0)
    """
    total = sum(gaps)
    sums = enumerate(accumulate(gaps), 1)
    few, held = next((pair for pair in sums if 2 * pair[1] >= total > 0), (0, 0))
    return Concentration(few, len(gaps), held, total)


OTHER = "KHAC"
"""The code of "another reason", which no title names."""


def leading_reasons(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Choose the reasons that a title may name, commonest first.

    The first two, fewer where what follows is as large; none where for most children
    no reason is given. Never "other reason" and never "no reason given".

    Parameters
    ----------
    counts
        Children by reason, commonest first.

    Examples
    --------
    >>> leading_reasons({"VE_QUE_HE": 9, "XA": 5, "BAN": 2}), leading_reasons({"XA": 2})
    (('VE_QUE_HE', 'XA'), ('XA',))
    >>> leading_reasons({"VE_QUE_HE": 9, "XA": 5, "BAN": 5})
    ('VE_QUE_HE',)
    """
    named = [code for code in counts if code not in (OTHER, NO_REASON)]
    if 2 * counts.get(NO_REASON, 0) > sum(counts.values()):
        return ()
    for number in (2, 1):
        after = counts[named[number]] if len(named) > number else 0
        if len(named) >= number and counts[named[number - 1]] > after:
            return tuple(named[:number])
    return ()
