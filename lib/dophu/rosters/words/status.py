"""From a row's ticks, words and dates to one status, one reason, one presence."""

from __future__ import annotations

import re
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import (
    NO_REASON,
    OTHER_REASON,
)
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.words.phrases import NOT_YET, understand_presence, understand_status
from dophu.rosters.words.whys import says_why

NOT_HERE = ("KHONG_CU_TRU", "TRUNG")
"""Reasons that count a child as there, and in a remark or over a list say otherwise."""

_PARTS = re.compile(r"[,;/+\n]|\bvà\b")


def status_of(
    word: str,
    done: bool,
    issued_mark: bool,
    not_done: bool,
    as_of: date,
    vocabulary: Vocabulary = DEFAULT,
) -> tuple[str | None, str | None]:
    """Give the status that a row states, and the code of a fault.

    Returns
    -------
    tuple
        The status; None where the row says nothing of it or what it says is not
        understood (``DS-07``); the lesser of two that disagree, with ``DS-09``:
        both ticked, or a tick beside a word.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> status_of("Đã trả thẻ", False, False, False, day)
    ('issued', None)
    >>> status_of("", True, False, True, day)
    ('not_yet', 'DS-09')
    >>> status_of("Chưa", True, False, False, day)
    ('not_yet', 'DS-09')
    >>> status_of("Vắng", False, False, False, day)
    ('not_yet', None)
    """
    stated = understand_status(word, as_of, vocabulary) if word else None
    if word and stated is None and says_why(word, as_of, vocabulary):
        stated = NOT_YET
    if not_done and (done or issued_mark or stated in ENROLLED):
        return "not_yet", "DS-09"
    if (done or issued_mark) and stated and stated not in ENROLLED:
        return stated, "DS-09"
    if (done or issued_mark) and word and not stated:
        return None, "DS-07"
    if issued_mark:
        return "issued", None
    if done:
        # "Đã làm" may be the application or the card: the lesser is taken, and a
        # word beside it that says which is the word of the list.
        return stated or "applied", None
    if word:
        return stated, None if stated else "DS-07"
    return ("not_yet", None) if not_done else (None, None)


def status_as_answered(
    answer: str, done: bool, issued_mark: bool, not_done: bool
) -> tuple[str, str | None]:
    """Give the status of a row whose word a person decided, and the code of a fault.

    The answer goes before what the kit knows of the word: "Đã làm" may be said of
    another paper on one sender's list. A tick that says otherwise contradicts it.

    Examples
    --------
    >>> status_as_answered("not_yet", False, False, False)
    ('not_yet', None)
    >>> status_as_answered("applied", False, False, True)
    ('not_yet', 'DS-09')
    """
    if answer in ENROLLED:
        if not_done:
            return "not_yet", "DS-09"
        return "issued" if issued_mark else answer, None
    return answer, "DS-09" if done or issued_mark else None


def status_by_dates(
    status: str | None, applied: date | None, issued: date | None, as_of: date
) -> str | None:
    """Take a stated date of enrolment for a status where none is written.

    A date after ``as_of`` is an appointment, not an event.

    Examples
    --------
    >>> status_by_dates(None, date(2024, 7, 5), None, date(2024, 7, 18))
    'applied'
    """
    if status is None or status == "applied":
        if issued is not None and issued <= as_of:
            return "issued"
        if applied is not None and applied <= as_of:
            return "applied"
    return status


def contradicts_dates(
    status: str | None, applied: date | None, issued: date | None, as_of: date
) -> bool:
    """Test whether a row's status and its days of enrolment exclude each other.

    "Not yet" beside a day that has come; "done" where each day is still to come. A
    card that is to be handed over later may well have been applied for.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> contradicts_dates("not_yet", None, date(2024, 7, 10), day)
    True
    >>> contradicts_dates("not_yet", None, date(2024, 7, 25), day)  # an appointment
    False
    >>> contradicts_dates("applied", date(2024, 7, 25), None, day)
    True
    """
    come = any(day is not None and day <= as_of for day in (applied, issued))
    if come or status not in ENROLLED:
        return come and status in ("not_yet", "returned")
    return applied is not None or (issued is not None and status == "issued")


def reason_of(
    text: str, note: str, as_of: date | None = None, vocabulary: Vocabulary = DEFAULT
) -> tuple[str, str, bool]:
    """Give the reason's code, the text it was read from, and whether it is unknown.

    Of several reasons in a cell the first that is known counts. A note is taken
    for a reason only where the code book knows it. A child is not gone before the
    day that a cell says, held against ``as_of``.

    Examples
    --------
    >>> reason_of("Về quê nghỉ hè", "")
    ('VE_QUE_HE', 'Về quê nghỉ hè', False)
    >>> reason_of("", "cháu ngoan")
    ('CHUA_RO', '', False)
    """
    for source in (text, note):
        if not source:
            continue
        words = vocabulary.reasons
        parts = [part.strip() for part in _PARTS.split(source)]
        codes = [words.find_whole(source), *(words.find(part) for part in parts)]
        found = next(
            (c for c in codes if c and _is_of_child(source, c, as_of, vocabulary)), None
        )
        if found:
            return found, source, False
    return (OTHER_REASON, text, True) if text else (NO_REASON, "", False)


def _is_of_child(
    text: str, code: str, as_of: date | None = None, vocabulary: Vocabulary = DEFAULT
) -> bool:
    """Test whether a cell means a reason.

    One that takes a child out of the count is meant only where every word of the
    cell is understood.
    """
    return presence_of(code, vocabulary) == understand_presence(
        text, code, as_of, vocabulary
    )


def all_reasons_of(text: str, vocabulary: Vocabulary = DEFAULT) -> tuple[str, ...]:
    """List the codes of all reasons that a cell names, each once, in its order.

    Examples
    --------
    >>> all_reasons_of("chưa có giấy khai sinh; bố mẹ đi vắng, trời mưa")
    ('CHUA_KHAI_SINH', 'THIEU_DAI_DIEN')
    """
    whole = vocabulary.reasons.find_whole(text)
    if whole:
        return (whole,)
    found = (vocabulary.reasons.find(part.strip()) for part in _PARTS.split(text))
    return tuple(
        dict.fromkeys(
            c for c in found if c and _is_of_child(text, c, vocabulary=vocabulary)
        )
    )


def presence_of(reason: str, vocabulary: Vocabulary = DEFAULT) -> str:
    """Give what a reason makes of a child: ``present``, ``left`` or ``dead``."""
    return vocabulary.reason_book[reason].get("counts", "present")
