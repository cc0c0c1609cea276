"""How many rows or children hang on an issue: the heaviest is looked at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

Place = tuple[str, str, str]
"""File, sheet and hamlet of an issue, each '' where it does not apply."""


class Weights:
    """Weighs issues by a date's rows and children.

    Parameters
    ----------
    rows
        File, sheet, outcome and codes of each source row, as in ``rows.csv``.
    children
        Hamlet → the children counted there; without those of which nothing is known.

    Examples
    --------
    >>> rows = [("a", "", "person", "DS-07"), ("a", "", "person", "")]
    >>> weights = Weights(rows, {"H1": 5})
    >>> weights.of("DS-07", [("a", "", "")]), weights.of("BG-07", [("a", "", "")])
    (1, 2)
    >>> weights.of("TN-04", [("", "", "H1")])
    5
    """

    def __init__(
        self, rows: Iterable[tuple[str, str, str, str]], children: Mapping[str, int]
    ) -> None:
        self._by_code: Counter[str] = Counter()
        self._by_sheet: Counter[tuple[str, str]] = Counter()
        self._by_file: Counter[str] = Counter()
        self._children = children
        for file, sheet, outcome, codes in rows:
            if outcome != "ignored":
                self._by_sheet[file, sheet] += 1
                self._by_file[file] += 1
            self._by_code.update(set(codes.split()))

    def of(self, code: str, places: Iterable[Place]) -> int:
        """Count what hangs on the issues of a code, at their places.

        The rows that have the code; else those of the sheets and files it is about, or
        the children of its hamlets. A file or hamlet that nothing is known of counts as
        the others do on average; what is about no place is about all.
        """
        if rows := self._by_code[code]:
            return rows
        return sum(self._of_place(place) for place in set(places))

    def _of_place(self, place: Place) -> int:
        file, sheet, hamlet = place
        if file:
            rows = self._by_sheet[file, sheet] or self._by_file[file]
            return rows or self.average(self._by_file)
        if hamlet:
            return self._children.get(hamlet) or self.average(self._children)
        return sum(self._children.values())

    @staticmethod
    def average(counts: Mapping[str, int]) -> int:
        """Give the average of some counts, 1 at least."""
        known = [count for count in counts.values() if count]
        return max(1, sum(known) // len(known)) if known else 1

    def of_hamlets(self, hamlets: Iterable[str]) -> int:
        """Count the children of some hamlets; of an unknown one as of others."""
        return sum(self._of_place(("", "", hamlet)) for hamlet in hamlets)
