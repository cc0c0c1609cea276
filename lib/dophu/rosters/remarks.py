"""What a remark or a reason says of the result, beside the columns that carry it.

A remark decides nothing. One that is a status word for word and disagrees with the row
is a contradiction, and the lesser counts; "Đã làm 5/7" beside an empty result is told,
since a list may have its result nowhere else. "chưa nhận thẻ" beside "Đã làm" agrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import marks
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.phrases import understand_status


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
    said = {
        text: _said_by(text, as_of, vocabulary)
        for column in remarks
        for text in set(column)
    }
    against: list[int] = []
    told = [False] * len(given)
    for position, status in enumerate(given):
        for column in remarks:
            remark = said[column[position]]
            if remark is None or (remark in ENROLLED) == (status in ENROLLED):
                continue
            if status is None:
                told[position] = True
                continue
            against.append(position)
            given[position] = remark if status in ENROLLED else status
            break
    return against, told


def _said_by(text: str, as_of: date, vocabulary: Vocabulary) -> str | None:
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
