"""What a remark or a reason says of the result, beside the columns that carry it.

A reason for "not yet" beside "done" contradicts it, but for lists that keep the reason
when the child is done.

A remark decides nothing. One that is a status word for word and disagrees with the row
is a contradiction, and the lesser counts; "Đã làm 5/7" beside an empty result is told,
since a list may have its result nowhere else. "chưa nhận thẻ" beside "Đã làm" agrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import NO_REASON, OTHER_REASON, marks
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.status import NOT_HERE

KEPT_FROM = 5
"""Rows done with a reason from which a list may be one that keeps them."""

IN_TIME = ("now", "later")
"""When a child can come by a reason that is one for "not yet" and nothing else."""


def compare_reasons(
    given: list[str | None],
    reasons: Sequence[str],
    written: Sequence[str],
    are_dated: Sequence[bool],
    vocabulary: Vocabulary = DEFAULT,
) -> tuple[list[int], list[int]]:
    """Find the rows that are done and have a reason for "not yet" in its own column.

    ``given`` is changed: they count as not yet. Not where a day says when it was done,
    nor where most rows done have a reason: such a list keeps the old ones. A reason
    that says nothing ("khác") changes nothing either; these are to be told.

    Parameters
    ----------
    given
        The status of each row.
    reasons, written
        The code of each row's reason, and the text in the column of reasons.
    are_dated
        Whether a day of each row says when it was done.

    Returns
    -------
    tuple
        The positions that contradict, and those that are done all the same.

    Examples
    --------
    >>> given = ["applied", "applied", "not_yet"]
    >>> codes, texts = ["VE_QUE_HE", "DA_LAM_NOI_KHAC", "SUC_KHOE"], ["a", "b", "c"]
    >>> compare_reasons(given, codes, texts, [False] * 3), given
    (([0], []), ['not_yet', 'applied', 'not_yet'])
    """
    done = [at for at, status in enumerate(given) if status in ENROLLED]
    book = vocabulary.reason_book
    with_reason = [
        at
        for at in done
        if written[at]
        and (contradicts_done(reasons[at], book) or reasons[at] in NOT_HERE)
    ]
    keeps = len(with_reason) >= max(KEPT_FROM, len(done) / 2)
    against, stay = [], []
    for at in with_reason:
        is_for_not_yet = book.get(reasons[at], {}).get("reachable") in IN_TIME
        if is_for_not_yet and not keeps and not are_dated[at]:
            given[at] = "not_yet"
            against.append(at)
        else:
            stay.append(at)
    return against, stay


def contradicts_done(code: str, book: Mapping[str, Any]) -> bool:
    """Test whether a reason cannot stand beside "done", or says nothing at all."""
    if code in (OTHER_REASON, NO_REASON):
        return True
    reason = book.get(code, {})
    return reason.get("reachable") in IN_TIME or reason.get("against_done", False)


def compare_remarks(
    given: list[str | None],
    remarks: Sequence[Sequence[str]],
    as_of: date,
    vocabulary: Vocabulary = DEFAULT,
) -> tuple[list[int], list[bool]]:
    """Find the rows whose remarks contradict their status, and those that say "done".

    ``given`` is changed: the lesser of two that disagree. ``remarks`` are columns of
    texts, as long as ``given``.

    Returns
    -------
    tuple
        The positions that contradict; of each position whether a remark says that it
        was done where the row says nothing.

    Examples
    --------
    >>> given = ["applied", "not_yet", None, "applied"]
    >>> texts = ["chưa làm", "đã làm 5/7", "Đã có thẻ", "chưa nhận thẻ"]
    >>> compare_remarks(given, [texts], date(2024, 7, 18))
    ([0, 1], [False, False, True, False])
    >>> given
    ['not_yet', 'not_yet', None, 'applied']
    """
    stated = {
        text: _stated_by(text, as_of, vocabulary)
        for column in remarks
        for text in set(column)
    }
    against: list[int] = []
    reported = [False] * len(given)
    for position, status in enumerate(given):
        for column in remarks:
            remark = stated[column[position]]
            if remark is None or (remark in ENROLLED) == (status in ENROLLED):
                continue
            if status is None:
                reported[position] = True
                continue
            against.append(position)
            given[position] = remark if status in ENROLLED else status
            break
    return against, reported


def _stated_by(text: str, as_of: date, vocabulary: Vocabulary) -> str | None:
    """Give the status that a remark is, and nothing else; None for any other text."""
    known = vocabulary.reasons.find_whole(text) or marks().find_whole(text)
    if len(text.split()) < 2:
        return "not_yet" if text.casefold() == "chưa" else None
    if known and not vocabulary.statuses.find_whole(text):
        return None
    if vocabulary.reasons.find_whole(text) or vocabulary.small_words.find_whole(text):
        return None
    found = understand_status(text, as_of, vocabulary)
    if found in ENROLLED:
        return found
    whole = vocabulary.statuses.find_whole(text)
    return whole if whole in ("not_yet", "returned") else None
