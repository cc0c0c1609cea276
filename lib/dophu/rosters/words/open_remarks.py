"""Remarks that may say "done" and are not understood: "đã làm bù", "mẹ bảo làm rồi".

Beside "not yet", or where nothing else says a result, the child counts as not done,
and the row is told: such a remark may be all that a list says of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import OPEN
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.status import reason_of
from dophu.text import comparison_key

_REPORTED = re.compile(r"\b(?:nói|báo|bảo|kể|khai|cho biết|xác nhận)\b")
_DENIED = re.compile(r"\b(?:chưa|không|chẳng|sẽ|hẹn|để|đợi|chờ)\b")

_KIN = re.compile(r"\b(?:anh|chị|ông|bà|bác|chú|cô|dì|cậu|mợ|thím|em (?:trai|gái))\b")
_OF_LIVING = r"(?! (?:ăn|nương|rẫy|ruộng|thuê|mướn|công|việc|xa|bài|giấy|thủ tục)\b)"
"""What else is said with a verb of the drive: "làm nương", "làm ăn xa"."""

_DOSES = re.compile(
    r"(?:tiêm |đủ )?(?:mũi|m|liều) ?(?:số )?[1-3]|(?:đủ )?[1-3] (?:mũi|liều)|[1-3] [23]"
)
"""Doses in few words: "mũi 2", "M2", "2 mũi", "2/2"."""


def find_open_remarks(
    given: Sequence[str | None],
    remarks: Sequence[Sequence[str]],
    as_of: date,
    vocabulary: Vocabulary = DEFAULT,
) -> list[int]:
    """Find the rows that are not done and have a remark that may say that they are.

    ``remarks`` are columns of texts, each as long as ``given``.

    Examples
    --------
    >>> texts = ["đã làm năm ngoái", "bố đã làm", "chưa làm được", "đã làm khai sinh"]
    >>> find_open_remarks(["not_yet", None, None, None], [texts], date(2024, 7, 18))
    [0]
    """
    return [
        position
        for position, status in enumerate(given)
        if status in OPEN
        and any(may_be_done(column[position], as_of, vocabulary) for column in remarks)
    ]


@lru_cache(maxsize=4096)
def may_be_done(text: str, as_of: date, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a text that is not understood may say that a child is done.

    It has "đã" before what the drive does, or "rồi" behind it; neither a word that
    denies it nor whose it was before that, and no other paper.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> [may_be_done(t, day) for t in ("gia đình báo đã làm", "làm rồi ở quê")]
    [True, True]
    >>> [may_be_done(t, day) for t in ("mẹ đã làm", "không biết đã làm chưa")]
    [False, False]
    """
    key = comparison_key(text)
    if vocabulary.tables["paper"]["weak"] and _DOSES.fullmatch(key):
        return True
    found = _says_done(vocabulary).search(key)
    if found is None or len(key.split()) < 2:
        return False
    before = key[: found.start()]
    if _DENIED.search(before):
        return False
    papers = papers_in(text, vocabulary)
    is_of_kin = _KIN.search(before) or "person" in papers_in(before, vocabulary)
    if "others" in papers or (is_of_kin and not _REPORTED.search(before)):
        return False
    if understand_status(text, as_of, vocabulary) is not None:
        return False
    return not reason_of("", text, as_of, vocabulary)[1]


@cache
def _says_done(vocabulary: Vocabulary) -> re.Pattern[str]:
    acts = "|".join(map(re.escape, vocabulary.tables["list"]["act"]))
    return re.compile(
        rf"\bđã (?:được |đi )?(?:{acts})\b{_OF_LIVING}"
        rf"|\b(?:{acts})\b{_OF_LIVING}(?: [^\W\d_]+)? (?:rồi|xong)\b"
    )
