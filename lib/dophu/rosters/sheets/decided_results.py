"""Rows of which a person said that they are done, or not: nothing else decides there.

What stands over the list, beside the row or pinned to it is held against the columns of
the result and may take "done" back. Of a row that a person answered (``decisions.csv``,
kind ``row``) it may not: the answer was given in the light of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dophu.rosters.words.values import Faults


class DecidedResults:
    """The statuses of the rows of a table that a person decided.

    ``at`` gives the row of each status, ``decided`` the rows that were answered.

    Examples
    --------
    >>> statuses, faults = ["applied", "not_yet"], {0: ("DS-09", {})}
    >>> kept = DecidedResults([4, 5], {4: "done"}, statuses)
    >>> statuses[0] = "not_yet"  # by a title, say
    >>> kept.restore(statuses, faults, [0, 1])
    [1]
    >>> statuses, faults
    (['applied', 'not_yet'], {})
    """

    def __init__(
        self,
        at: Sequence[int],
        decided: Mapping[int, str],
        statuses: Sequence[str | None],
    ) -> None:
        rows = enumerate(at) if decided else ()
        self._given = {p: statuses[p] for p, row in rows if row in decided}

    def restore(
        self, statuses: list[str | None], faults: Faults, against: Sequence[int]
    ) -> list[int]:
        """Put the statuses back and give the positions that still contradict."""
        for position, status in self._given.items():
            statuses[position] = status
            faults.pop(position, None)
        return [position for position in against if position not in self._given]
