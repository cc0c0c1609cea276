"""What a person answered once of words in a list, by the text of the cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dophu.campaign.decided_rows import KEY_ANSWERS, RESULT_ANSWERS, Row
from dophu.campaign.decisions import Decisions
from dophu.text import comparison_key


@dataclass(frozen=True)
class Answers:
    """Decisions of one file: words of a cell → what they mean.

    ``status`` gives one of the four statuses, ``reason`` a code of the code book,
    ``presence`` ``present``, ``left`` or ``dead``; ``colour`` and ``comment`` are kept
    as decided (see ``look_answers``, ``comments``), ``rows``, ``results``,
    ``hamlets`` and ``keys`` give what was decided of the names, the results, the
    hamlets and the keys of rows of a sheet.
    A decision of words means the whole cell, whatever its letter case, accents' form
    and spaces.
    """

    status: Mapping[str, str] = field(default_factory=dict)
    reason: Mapping[str, str] = field(default_factory=dict)
    presence: Mapping[str, str] = field(default_factory=dict)
    colour: Mapping[str, str] = field(default_factory=dict)
    comment: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[Row, str] = field(default_factory=dict)
    results: Mapping[Row, str] = field(default_factory=dict)
    hamlets: Mapping[Row, str] = field(default_factory=dict)
    keys: Mapping[Row, str] = field(default_factory=dict)

    def of_rows(self, sheet: str) -> dict[int, str]:
        """Give what was decided of the names of a sheet's rows, counted from 0.

        Examples
        --------
        >>> Answers(rows={("DS", 6): "one", ("", 2): "child"}).of_rows("DS")
        {6: 'one'}
        """
        return _of_sheet(self.rows, sheet)

    def of_results(self, sheet: str) -> dict[int, str]:
        """Give which rows of a sheet were decided to be done or not, from 0."""
        return _of_sheet(self.results, sheet)

    def of_hamlets(self, sheet: str) -> dict[int, str]:
        """Give the hamlets that rows of a sheet were given, from 0."""
        return _of_sheet(self.hamlets, sheet)

    def of_keys(self, sheet: str) -> dict[int, str]:
        """Give by what rows of a list for the door were decided to go, from 0."""
        return _of_sheet(self.keys, sheet)

    def of_status(self, text: str) -> str | None:
        """Give the status that a cell was decided to mean.

        Examples
        --------
        >>> Answers(status={"đợt 2": "applied"}).of_status("ĐỢT 2 ")
        'applied'
        """
        return self.status.get(comparison_key(text)) if self.status else None

    def of_reason(self, text: str) -> str | None:
        """Give the reason that a cell was decided to mean."""
        return self.reason.get(comparison_key(text)) if self.reason else None

    def of_presence(self, *texts: str) -> str | None:
        """Give what the first cell that was decided says of the child's presence."""
        if not self.presence:
            return None
        found = (self.presence.get(comparison_key(text)) for text in texts if text)
        return next((answer for answer in found if answer), None)


def _of_sheet(rows: Mapping[Row, str], sheet: str) -> dict[int, str]:
    key = comparison_key(sheet)
    return {
        row: stated for (of, row), stated in rows.items() if comparison_key(of) == key
    }


KINDS = ("status", "reason", "presence", "colour", "comment")
"""Kinds of decisions that answer what a list means, in the order of ``Answers``."""

NOTHING = Answers()
"""Where a person decided nothing."""


def answers_of(decisions: Decisions, *files: str) -> Answers:
    """Give the answers that hold for a file, and for the lists it was made of."""
    words = (decisions.of(kind, *files) for kind in KINDS)
    results = decisions.rows(*files, among=RESULT_ANSWERS)
    keys = decisions.rows(*files, among=KEY_ANSWERS)
    of_rows = decisions.rows(*files), results, decisions.row_hamlets(*files), keys
    return Answers(*words, *of_rows)
