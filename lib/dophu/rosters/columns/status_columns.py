"""The columns of the result → one status a child, and what is not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import Vocabulary
from dophu.rosters.headings.registers import is_of_school
from dophu.rosters.texts.distinct import each_once
from dophu.rosters.texts.result_fields import DAYS, TICKS
from dophu.rosters.words.answers import Answers
from dophu.rosters.words.doubtful_marks import doubtful_marks, key_of
from dophu.rosters.words.status import (
    contradicts_dates,
    status_as_answered,
    status_by_dates,
    status_of,
)
from dophu.rosters.words.values import Faults, read_texts, read_ticks
from dophu.rosters.words.whys import says_why
from dophu.text import clean_text

_Statement = tuple[str, bool, bool, bool, date | None, date | None, bool, bool]
"""What a row says of the result: its word, its ticks, its days; whether the word is
doubtful, and whether a tick is not understood."""


def read_statuses(
    cells: Callable[[str], list[Any]],
    days: Mapping[str, list[date | None]],
    as_of: date,
    answers: Answers,
    marked: list[str],
    vocabulary: Vocabulary,
) -> tuple[dict[str, list[Any]], dict[str, Faults]]:
    """Read what was done for each child, by its words, ticks and days, and faults.

    ``marked`` are the reasons that a mark stands under: the child is not yet done.
    ``why`` has the reasons that stand in place of a result.
    """
    faults: dict[str, Faults] = {}
    words = each_once(
        lambda word: "" if is_of_school(word, vocabulary) else word,
        read_texts(cells("status")),
    )
    doubtful = doubtful_marks(words)
    whys = each_once(
        lambda word: word if word and says_why(word, as_of, vocabulary) else "", words
    )
    absent: set[int] = set()
    about = as_of, vocabulary
    ticks: dict[str, list[bool]] = {}
    doubted = {word for word in set(words) if word and key_of(word) in doubtful}
    unsure = {at for at, word in enumerate(words) if word in doubted}
    for name in TICKS:
        marks = cells(name)
        least = "issued" if name == "issued_mark" else "applied"
        ticks[name], faults[name] = read_ticks(marks, as_of, vocabulary, least)
        for position in _decided(marks, words, answers):
            ticks[name][position] = False
            faults[name].pop(position, None)
            words[position] = clean_text(str(marks[position]))
        for position, text in _reasons_among(marks, faults[name], about).items():
            whys[position] = whys[position] or text
            absent.add(position)
            del faults[name][position]
        for position in faults[name]:  # the word to be listed is the tick's
            words[position] = clean_text(str(marks[position]))
        in_column = doubtful_marks(marks)
        unsure |= {p for p in faults[name] if key_of(marks[p]) in in_column}
    absent |= {position for position, mark in enumerate(marked) if mark}
    for position in absent:
        ticks["not_done"][position] = True
    unread = {position for name in TICKS for position in faults[name]}

    def read(row: _Statement) -> tuple[str | None, str | None, bool]:
        """Give the status of a row, the code of a fault, whether it was answered."""
        word, done, mark, not_done, applied, issued, is_unsure, is_unread = row
        answered = answers.of_status(word) if word else ""
        if answered:
            status, code = status_as_answered(answered, done, mark, not_done)
        else:
            status, code = status_of(word, done, mark, not_done, as_of, vocabulary)
        if is_unsure and status in ENROLLED and not answered:
            status, code = None, "DS-07"
        is_unknown = code == "DS-07" or is_unread
        # A day that contradicts the status is the graver fault: it takes the place.
        if contradicts_dates(status, applied, issued, as_of):
            status, code = status if status == "returned" else "not_yet", "DS-09"
        elif is_unread:
            code = None
        if not is_unknown:
            status = status_by_dates(status, applied, issued, as_of)
        return status, code, bool(answered)

    doubts = [[at in some for at in range(len(words))] for some in (unsure, unread)]
    columns = (*(ticks[name] for name in TICKS), *(days[name] for name in DAYS))
    rows: list[_Statement] = list(zip(words, *columns, *doubts, strict=True))
    found = each_once(read, rows)
    faults["status"] = {}
    for position, (_, code, answered) in enumerate(found):
        if code:
            faults["status"][position] = (code, {})
        if answered:
            for name in TICKS:
                faults[name].pop(position, None)
    statuses = [status for status, _, _ in found]
    return {"status": statuses, "said": words, "why": whys}, faults


def _decided(marks: Sequence[Any], words: Sequence[str], answers: Answers) -> list[int]:
    """Give where a person decided what a tick means, and no word stands beside it."""
    if not answers.status:
        return []
    return [
        position
        for position, mark in enumerate(marks)
        if isinstance(mark, str)
        and not words[position]
        and answers.of_status(clean_text(mark))
    ]


def _reasons_among(
    marks: Sequence[Any], unread: Faults, about: tuple[date, Vocabulary]
) -> dict[int, str]:
    """Give the ticks that are not understood as such, and are reasons: "Vắng"."""
    texts = {p: clean_text(str(marks[p])) for p in unread}
    return {p: text for p, text in texts.items() if says_why(text, *about)}


def settle_presences(
    words: Sequence[str],
    presences: list[str],
    faults: Mapping[str, Faults],
    answers: Answers,
) -> None:
    """Take a word for what a person decided that it says of the child being there.

    "chết" in the column of the result is none: the child counts, and it is asked about
    (DS-07), until a line of kind ``presence`` says what it means.

    Examples
    --------
    >>> presences, faults = ["present"], {"status": {0: ("DS-07", {})}}
    >>> answers = Answers(presence={"chết": "dead"})
    >>> settle_presences(["chết"], presences, faults, answers)
    >>> presences, faults
    (['dead'], {'status': {}})
    """
    for name in ("status", *TICKS):
        unread = [p for p, (code, _) in faults.get(name, {}).items() if code == "DS-07"]
        for position in unread:
            if decided := answers.of_presence(words[position]):
                presences[position] = decided
                del faults[name][position]
