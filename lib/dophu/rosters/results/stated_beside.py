"""What a row says of its result beside the columns of it: reason, remark, name.

Where it says "not yet" beside "done" the lesser counts; where it leaves in doubt
whether a child is done, the row is told. Of an enrolment list the same is asked: who is
named there is done, unless the row says otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dophu.campaign.decided_rows import DONE
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import marks
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.results.free_remarks import find_doubts
from dophu.rosters.results.results_in_names import compare_names
from dophu.rosters.texts.shares import is_below_whole
from dophu.rosters.words.answers import NOTHING, Answers
from dophu.rosters.words.open_remarks import find_open_remarks
from dophu.rosters.words.phrases import is_under_way
from dophu.rosters.words.remarks import compare_reasons, compare_remarks
from dophu.rosters.words.values import Faults
from dophu.rosters.words.words_against import SETBACK, speaks_against


@dataclass(frozen=True)
class StatedBeside:
    """What stands in each row beside the columns of the result; '' where nothing.

    ``reasons`` and ``notes`` are the cells' texts, ``codes`` what was read of both,
    ``are_unknown`` whether the reason is in no code book, ``names`` what the name cell
    says of the result, ``presences`` whether the child is there, ``are_dated`` whether
    a day says when it was done, ``aside`` the texts of more columns that may say that
    it is not.
    """

    reasons: Sequence[str]
    notes: Sequence[str]
    codes: Sequence[str]
    are_unknown: Sequence[bool]
    names: Sequence[str]
    presences: Sequence[str]
    are_dated: Sequence[bool]
    aside: Sequence[Sequence[str]] = ()


def settle_stated_beside(
    given: list[str | None],
    faults: Faults,
    beside: StatedBeside,
    as_of: date,
    *,
    is_enrolment: bool = False,
    answers: Answers = NOTHING,
    decided: Mapping[int, str] | None = None,
    vocabulary: Vocabulary = DEFAULT,
) -> dict[str, list[bool]]:
    """Hold the status of each row against what stands beside it.

    Parameters
    ----------
    given, faults
        The status of each row and what is told of it: both are changed.
    is_enrolment
        Whether the list is of those who are done: a row without a status is.
    decided
        Of a row, whether a person said that it is ``done`` or ``not_done``.

    Returns
    -------
    dict
        Of each row whether a remark alone says that it is done (``done_by_remark``),
        a reason stayed beside "done" (``keeps_reason``), the name cell tells a result
        (``result_in_name``), or a remark leaves it in doubt (``doubted``).

    Examples
    --------
    >>> nothing = [""], [""], [""], [False], [""], ["present"], [False]
    >>> beside = StatedBeside(["chưa làm"], *nothing[1:])
    >>> given, faults = [None], {}
    >>> found = settle_stated_beside(
    ...     given, faults, beside, date(2024, 7, 18), is_enrolment=True)
    >>> given, faults
    (['not_yet'], {0: ('DS-09', {})})
    """
    at = range(len(given))
    silent = [p for p in at if is_enrolment and given[p] is None and p not in faults]
    for position in silent:
        given[position] = "applied"
    remarks = beside.reasons, beside.notes
    against, reported = compare_remarks(given, remarks, as_of, vocabulary)
    if is_enrolment:
        against += _take_back(given, remarks, answers, vocabulary)
    elif not any(given):
        marked = [
            position
            for position, text in enumerate(beside.notes)
            if _may_be_done(text) or is_under_way(text, as_of, vocabulary)
        ]
        for position in marked:
            reported[position] = True
    if not is_enrolment:
        for position in find_open_remarks(given, remarks, as_of, vocabulary):
            reported[position] = True
    pairs = zip(beside.reasons, beside.are_unknown, strict=True)
    known = ["" if unknown else text for text, unknown in pairs]
    more, kept = compare_reasons(
        given, beside.codes, known, beside.are_dated, vocabulary
    )
    by_name, in_names = compare_names(given, beside.names, beside.presences)
    shared = [
        p
        for column in beside.aside
        for p, text in enumerate(column)
        if given[p] in ENROLLED and is_below_whole(text)
    ]
    for position in (*against, *more, *by_name, *shared):
        faults.setdefault(position, ("DS-09", {}))
    for position in shared:
        given[position] = "not_yet"
    pairs = zip(beside.reasons, beside.are_unknown, strict=True)
    unread = [text if unknown else "" for text, unknown in pairs], beside.notes
    _settle_answered(given, unread, answers)
    texts = [*unread, *beside.aside]
    doubted = set(find_doubts(given, texts, as_of, answers, vocabulary))
    for position, stated in (decided or {}).items():
        doubted.discard(position)
        faults.pop(position, None)
        given[position] = as_decided(given[position], stated)
    for position in silent:
        if given[position] == "applied":
            given[position] = None
    return {
        "done_by_remark": reported,
        "keeps_reason": _flags(at, kept),
        "result_in_name": _flags(at, in_names),
        "doubted": _flags(at, doubted),
    }


def _take_back(
    given: list[str | None],
    remarks: Sequence[Sequence[str]],
    answers: Answers,
    vocabulary: Vocabulary,
) -> list[int]:
    """Count as not yet who stands on a list of those done with a remark against it.

    Give their positions; not where a person said what the remark means.
    """
    found = []
    for position, status in enumerate(given):
        texts = {column[position] for column in remarks} - {""}
        texts = {text for text in texts if not answers.of_status(text)}
        against = (speaks_against(text, vocabulary) == SETBACK for text in texts)
        if status in ENROLLED and any(against):
            given[position] = "not_yet"
            found.append(position)
    return found


def _may_be_done(note: str) -> bool:
    """Test whether a note is a mark and no word: all that may say the result."""
    return marks().find_whole(note) == "yes" and not note.isdecimal()


def _settle_answered(
    given: list[str | None], remarks: Sequence[Sequence[str]], answers: Answers
) -> None:
    """Take "done" back where a person said that the remark beside it means less."""
    for column in remarks:
        for position, text in enumerate(column):
            stated = answers.of_status(text) if text else None
            if stated and stated not in ENROLLED and given[position] in ENROLLED:
                given[position] = stated


def as_decided(status: str | None, stated: str) -> str | None:
    """Give the status of a row that a person decided to be done, or not."""
    if stated == DONE:
        return status if status in ENROLLED else "applied"
    return "not_yet" if status in (None, *ENROLLED) else status


def _flags(at: range, positions: Collection[int]) -> list[bool]:
    chosen = set(positions)
    return [position in chosen for position in at]
