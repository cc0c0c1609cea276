"""Words and figures of progress under a heading of the result, by what a list is.

"Tiến độ: 100%" is done whatever the list. On a list of those who are done "Chờ trả",
"Chưa nhận thẻ" say that the card is still to come, and "Đạt" that all is as it should
be; on a hamlet's list a person is asked (tests/spec/65).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dophu.catalogue.columns import marks
from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Cell
from dophu.rosters.texts.shares import is_of_shares, shares_of
from dophu.rosters.words.answers import Answers
from dophu.rosters.words.phrases import NOT_YET, is_under_way
from dophu.rosters.words.values import Faults
from dophu.text import comparison_key

UNREAD = "DS-07"


def settle_progress(
    statuses: dict[str, list[Any]],
    faults: Faults,
    shown: tuple[str, Sequence[Cell]],
    about: tuple[date, Answers, Vocabulary],
    *,
    is_enrolment: bool,
) -> None:
    """Read the figures and words of a column of the result that say how far it is.

    Parameters
    ----------
    statuses
        With ``status`` and ``said``, as ``read_statuses`` gives them: changed.
    faults
        Of the status: those that are settled are taken out.
    shown
        The heading of the column and its cells.
    about
        The date of the list, what a person decided, the words of the drive.
    is_enrolment
        Whether the list is of those who are done.
    """
    heading, cells = shown
    # What a drive calls whoever is on such a list; an application taken where nothing.
    done = about[2].tables.get("listed") or "applied"
    found = _by_shares(heading, cells, done)
    if is_enrolment:
        for position, word in enumerate(statuses["said"]):
            if word and says_taken(word, about[0], about[2]):
                found.setdefault(position, done)
    for position, status in found.items():
        code = faults.get(position, (UNREAD, {}))[0]
        answered = about[1].of_status(statuses["said"][position])
        if answered or code != UNREAD or statuses["status"][position] not in _OPEN:
            continue
        statuses["status"][position] = status
        faults.pop(position, None)


_OPEN = (None, NOT_YET)
"""Statuses that such words and figures may replace."""


def _by_shares(heading: str, cells: Sequence[Cell], done: str) -> dict[int, str]:
    """Give the status of each share of a column, ``done`` of the whole.

    Under another heading than one of shares a figure has to have its sign of percent.
    """
    of_shares = is_of_shares(heading)
    shares = shares_of(cells) if of_shares or _has_sign(cells) else []
    return {
        position: done if share >= 1 else NOT_YET
        for position, share in enumerate(shares)
        if share is not None and (of_shares or "%" in str(cells[position]))
    }


def _has_sign(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and "%" in cell for cell in cells)


def says_taken(word: str, as_of: date, vocabulary: Vocabulary) -> bool:
    """Test whether a word says of who is on a list of those done that they are.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> words = "Chờ trả", "Chưa nhận thẻ", "Đúng", "Chưa có thẻ", "Sai"
    >>> [says_taken(word, date(2024, 7, 18), DEFAULT) for word in words]
    [True, True, True, False, False]
    """
    known = vocabulary.tables.get("taken_words", {}).get("words", ())
    if comparison_key(word) in known:
        return True
    is_yes = len(word) > 1 and marks().find_whole(word) == "yes"
    return is_yes or is_under_way(word, as_of, vocabulary)
