"""Comments pinned to cells: what they may say of a result, told and answered.

Nobody who reads the cells alone sees a comment, and it may be all that says that a
child is not done, gone or on the list by mistake. It decides nothing for the better:
one that is understood as "not yet" beside "done" contradicts it, and the lesser counts;
what else may be of a result or of presence is told, until a person says what it means
(``decisions.csv``, kind ``comment``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dophu.campaign.decisions import ALL_COMMENTS, IGNORE, PRESENCES, propose_line
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import marks
from dophu.catalogue.issues import Issue
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.extents import Comment
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.headings.heading_spellings import field_of
from dophu.rosters.headings.result_lines import result_of, seems_a_result
from dophu.rosters.headings.tables import Table
from dophu.rosters.looks.look_answers import LESSER
from dophu.rosters.results.free_remarks import is_beside_the_result, says_nothing
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS
from dophu.rosters.texts.row_names import name_rows
from dophu.rosters.words.phrases import is_accounted_for, understand_status
from dophu.rosters.words.remarks import IN_TIME
from dophu.rosters.words.status import presence_of, reason_of
from dophu.rosters.words.values import Faults
from dophu.rosters.words.words_against import speaks_against
from dophu.text import clean_text, comparison_key

AGREES, TOLD, AGAINST = "", "told", "against"
"""What a comment is beside a row: nothing to tell, to be told, a contradiction."""

MOST_CELLS = 10
"""Cells that a message names."""

_HIDDEN = {"vi": "<lời chú thích>", "en": "<comment>"}
_OPEN = {"vi": "<tình trạng>", "en": "<status>"}


def weigh_comment(
    text: str, status: str | None, as_of: date, vocabulary: Vocabulary = DEFAULT
) -> str:
    """Say what a comment on a child's row is beside the row's status.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> weigh_comment("chưa làm", "applied", day), weigh_comment("hộ nghèo", None, day)
    ('against', '')
    >>> weigh_comment("cháu này xem lại", "applied", day)
    'told'
    """
    is_done = status in ENROLLED
    code, source, _ = reason_of("", text, as_of, vocabulary)
    if source and presence_of(code, vocabulary) != "present":
        return TOLD
    is_no = marks().find_whole(text) == "no"
    if is_done and not is_no and is_beside_the_result(text, as_of, vocabulary):
        return AGREES
    stated = understand_status(text, as_of, vocabulary)
    if stated is not None:
        if (stated in ENROLLED) == is_done:
            return AGREES
        return AGAINST if is_done else TOLD
    reachable = vocabulary.reason_book[code].get("reachable") if source else ""
    is_for_not_yet = reachable in IN_TIME
    if not is_done and (is_for_not_yet or says_nothing(text, vocabulary)):
        return AGREES
    return TOLD


def may_state(text: str, as_of: date, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a comment off the children's rows may say something of them.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> may_state("Tổ này chưa làm cháu nào", day), may_state("in khổ A4", day)
    (True, False)
    """
    if speaks_against(text, vocabulary) or result_of(text, vocabulary=vocabulary):
        return True
    if understand_status(text, as_of, vocabulary) or seems_a_result(text, vocabulary):
        return True
    code, source, _ = reason_of("", text, as_of, vocabulary)
    if source and presence_of(code, vocabulary) != "present":
        return True
    words = comparison_key(text).split()
    known = vocabulary.statuses.find_whole
    return any(
        known(" ".join(words[at : at + n]))
        for at in range(len(words))
        for n in (2, 3, 4)
    )


class CommentAnswers:
    """The comments on one table, and what was decided of them for its file.

    ``above`` is the first row of the lines over the table. Who stands on an enrolment
    list is done where the row says nothing.
    """

    def __init__(self, grid: Grid, table: Table, above: int, sender: Sender) -> None:
        self._grid, self._table, self._as_of = grid, table, sender.as_of
        self._decided = sender.answers.comment
        self._silent = "applied" if sender.source == "enrolment" else None
        at = {*table.data_rows}
        near = [c for c in grid.comments if above <= c[0] < table.end and c[2]]
        self._of_rows = [c for c in near if c[0] in at]
        self._others = [c for c in near if c[0] not in at]
        self._reported: list[Comment] = []

    def _answer(self, text: str) -> str | None:
        known = self._decided.get(comparison_key(text))
        return known or self._decided.get(comparison_key(ALL_COMMENTS))

    def settle(
        self,
        at: Sequence[int],
        values: dict[str, list[Any]],
        faults: dict[str, Faults],
    ) -> None:
        """Put what was decided into the values; of two that disagree the lesser."""
        if not self._of_rows:
            return
        positions: dict[int, list[int]] = {}
        for position, row in enumerate(at):
            positions.setdefault(row, []).append(position)
        words = self._as_of, self._table.vocabulary
        for comment in self._of_rows:
            text = clean_text(comment[2])
            decided = self._answer(text)
            of_row = positions.get(comment[0], ()) if decided != IGNORE else ()
            weights = []
            for position in of_row:
                stated = values["status"][position] or self._silent
                weights.append(weigh_comment(text, stated, *words))
                answer = decided
                if answer is None and weights[-1] == AGAINST:
                    answer = understand_status(text, *words)
                if answer in PRESENCES:
                    values["presence"][position] = answer
                elif answer is not None:
                    if stated not in (None, answer):
                        faults["status"][position] = ("DS-09", {})
                        answer = min(answer, stated, key=LESSER.__getitem__)
                    values["status"][position] = answer
            if decided is None and any(weights):
                self._reported.append(comment)

    def issues(self, file: str) -> Iterator[Issue]:
        """Say which rows, headings and lines have comments, until answered."""
        ignored = propose_line("comment", file, ALL_COMMENTS, IGNORE)
        if reported := self._reported:
            yield Issue(
                "BG-56", file, self._grid.name, cell_name(*reported[0][:2]),
                details={
                    "rows": len({row for row, _, _ in reported}),
                    "places": name_rows({row for row, _, _ in reported}),
                    "line": self._line(file, reported[0][2]),
                    "ignored": ignored,
                },
            )  # fmt: skip
        others = [c for c in self._others if self._is_asked(c)]
        if others:
            cells = [cell_name(row, column) for row, column, _ in others]
            more = ["…"] if len(cells) > MOST_CELLS else []
            places = ", ".join([*cells[:MOST_CELLS], *more])
            about = {"cells": len(cells), "places": places, "ignored": ignored}
            yield Issue("BG-57", file, self._grid.name, cells[0], details=about)

    def _line(self, file: str, text: str) -> dict[str, str]:
        text = clean_text(text)
        is_safe = is_accounted_for(text, self._as_of, self._table.vocabulary)
        return {
            language: propose_line(
                "comment", file, text if is_safe else hidden, _OPEN[language]
            )
            for language, hidden in _HIDDEN.items()
        }

    def _is_asked(self, comment: Comment) -> bool:
        row, column, text = comment
        text = clean_text(text)
        if self._answer(text) is not None:
            return False
        words = self._table.vocabulary
        fields = {at: name for name, at in self._table.columns.items()}
        is_heading = self._table.first <= row < self._table.body
        is_of_result = fields.get(column) in RESULTS_AND_DAYS
        if is_heading and is_of_result:
            # "Ghi x nếu đã làm" over "Đã làm" tells how to fill it in, and no more.
            heading = self._grid.at(row, column)
            both = f"{heading} ({text})"
            return field_of(both, words) != fields[column]
        return may_state(text, self._as_of, words)
