"""The hamlet in which a child of several hamlets' lists counts, until a person decides.

It must not hang on what files are called, on their order, or on how lists are cut into
files and sheets: so it is chosen by what all rows of the date have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dophu.persons.record import COUNTED
from dophu.rosters.sheets.source_rows import Rows

FEW = 1 / 5
"""Rows of a hamlet, to those of another that has the child too, below which they are
few. Hamlets of one commune that differ by more are rare."""


@dataclass(frozen=True)
class ListedHamlets:
    """By position of a row its hamlet where it has the child, and whether a school's.

    ``children`` counts the rows of each hamlet on all lists of the date.
    """

    hamlets: dict[int, str]
    of_schools: frozenset[int]
    children: Counter[str]

    @classmethod
    def of_rows(cls, rows: Rows) -> ListedHamlets:
        """Take what the rows of the hamlets' lists have."""
        columns = rows.columns
        names = ("kind", "source", "hamlet_id", "presence", "school")
        hamlets: dict[int, str] = {}
        of_schools: set[int] = set()
        children: Counter[str] = Counter()
        taken = zip(*(columns[name] for name in names), strict=True)
        for at, (kind, source, hamlet, presence, school) in enumerate(taken):
            if kind != "data" or source != "roster" or not hamlet:
                continue
            children[hamlet] += 1
            if presence is None or presence in COUNTED:
                hamlets[at] = hamlet
                if school:
                    of_schools.add(at)
        return cls(hamlets, frozenset(of_schools), children)

    def claiming(self, positions: Iterable[int]) -> set[str]:
        """Give the hamlets whose rows have the child, neither left nor dead."""
        return {self.hamlets[at] for at in positions if at in self.hamlets}

    def first(self, positions: Iterable[int]) -> str | None:
        """Give the hamlet that goes first among those of a child's rows; None of none.

        A row that names a school states where the child learns: one without it goes
        first. A hamlet that few rows of the date name, beside another's, may be a
        stray on a list that is not its own: it goes last. Then the first by id.

        Examples
        --------
        >>> sizes = Counter({"H1": 2, "H2": 11, "H3": 40})
        >>> listed = ListedHamlets({0: "H1", 1: "H2", 2: "H3"}, frozenset(), sizes)
        >>> listed.first([0, 1]), listed.first([1, 2]), listed.first([0])
        ('H2', 'H2', 'H1')
        >>> ListedHamlets({0: "H1", 1: "H2"}, frozenset({1}), sizes).first([0, 1])
        'H1'
        """
        known = [at for at in positions if at in self.hamlets]
        # Where only schools list the child, theirs is all there is.
        mine = [at for at in known if at not in self.of_schools] or known
        claims = {self.hamlets[at] for at in mine}
        most = max((self.children[hamlet] for hamlet in claims), default=0)
        return min(
            (hamlet for hamlet in claims if self.children[hamlet] >= most * FEW),
            default=None,
        )
