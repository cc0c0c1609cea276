"""Reasons that stand in place of a result: "Vắng", "Đi học xa" under "Tình trạng".

Whoever writes why in the column of the result says "not yet". Only reasons of a child
who can still be reached, now or later, are meant: what may take a child out of the
count, or may have been done somewhere else, is asked about.
"""

from __future__ import annotations

import re
from datetime import date

from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.words.phrases import NOT_YET, understand_status
from dophu.text import clean_text

_PARTS = re.compile(r"[,;+()\n]|(?<!\d)/|/(?!\d)|\s[-–]\s|\bvà\b", re.IGNORECASE)
_REACHABLE = ("now", "later")


def says_why(text: str, as_of: date, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a cell under a result gives a reason, and so says "not yet".

    Every part of it has to be such a reason, or say "not yet".

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> cells = "Vắng", "đi học xa, hẹn 25/7", "Vắng, đã làm", "Chưa", "Chuyển đi"
    >>> [says_why(cell, day) for cell in cells]
    [True, True, False, False, False]
    >>> says_why("đã làm nơi khác", day), says_why("Trùng", day)
    (False, False)
    """
    parts = [part for text in _PARTS.split(text) if (part := clean_text(text).strip())]
    are_reasons = [_is_reason(part, vocabulary) for part in parts]
    return any(are_reasons) and all(
        is_reason or understand_status(part, as_of, vocabulary) == NOT_YET
        for part, is_reason in zip(parts, are_reasons, strict=True)
    )


def _is_reason(text: str, vocabulary: Vocabulary) -> bool:
    code = vocabulary.reasons.find_whole(text)
    entry = vocabulary.reason_book[code] if code else {}
    return entry.get("reachable") in _REACHABLE and "counts" not in entry
