"""What a line over children says was done for all of them, where it is understood."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.headings.heading_spellings import field_of, seems_of_result
from dophu.rosters.texts.heading_words import roles_of, with_neutral, with_setbacks
from dophu.rosters.texts.titles import places_of, without_number
from dophu.rosters.texts.written_days import ANY_YEAR, take_days
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.words_against import SETBACK, speaks_against
from dophu.text import comparison_key

STATUS_OF = {"done": "applied", "issued_mark": "issued", "not_done": "not_yet"}
"""What a heading over children says of each, as the same heading over ticks does."""

RETURNED = "returned"
"""What a line over applications that were sent back tells of each."""

_COUNT = re.compile(
    r"\(\s*(?:gồm |có |tổng số:? ?)?\d+ *(?:cháu|trẻ|em|hồ sơ|trường hợp|người)\s*\)"
    r"|:?\s*\d+ (?:cháu|trẻ|em|hồ sơ|trường hợp|người)$",
    re.IGNORECASE,
)
"""How many a line says that there are below it."""

_AGES = re.compile(
    r"\b((từ|dưới|trên|chưa đủ|đủ|đến|và) )*\d{1,2} ?"
    r"(tuổi|(đến|-) (dưới )?\d{1,2} tuổi)",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"(?:(?:\b(?:tính|tinh|cập nhật|cap nhat|đến|den|hết|het|từ|tu|ngày|ngay|trong|vào"
    r"|và)\b|[,–-])\s*)*\|",
    re.IGNORECASE,
)
"""A day, which stands as "|", and the small words before it."""

_LISTS = re.compile(
    r"\b(danh sách|ds|các|những|trẻ em|trẻ|cháu|học sinh|công dân|trên địa bàn|nhóm"
    r"|phần|số|tổng hợp|thuộc|tại|của|em)\b",
    re.IGNORECASE,
)
_LISTS_ONLY = re.compile(r"^(?:danh sách|ds|các|những|nhóm|phần|số)\b", re.IGNORECASE)
"""How a line over a part of a list begins, whatever it goes on to say."""

_CLAUSES = re.compile(r"[,;:(]|\s[-–]\s")

_OF_DRIVE = frozenset(("taken", "given", "got", "card", "due"))
"""Parts of a heading that name what the drive does or gives (``[heading]``)."""

_ANSWERS = frozenset(("có", "không", "co", "khong", "đã", "da", "rồi"))


@lru_cache(maxsize=4096)
def result_of(
    text: str,
    index: HamletIndex | None = None,
    as_of: date | None = None,
    vocabulary: Vocabulary = DEFAULT,
) -> str | None:
    """Give the status that a line over children tells of them; None if it tells none.

    What was done on a day that is still to come at ``as_of`` is not yet done.

    Examples
    --------
    >>> result_of("I. Đã làm"), result_of("DANH SÁCH TRẺ DƯỚI 14 TUỔI CHƯA LÀM CC")
    ('applied', 'not_yet')
    >>> result_of("II. Hồ sơ bị trả lại (2 cháu)"), result_of("Đã làm lại")
    ('returned', None)
    >>> result_of("Đã làm giấy khai sinh") is result_of("Đã làm: 15") is None
    True
    >>> result_of("Đã làm ngày 25/7/2024", as_of=date(2024, 7, 18))
    'not_yet'
    """
    text = _COUNT.sub(" ", without_number(text))
    stated = text
    # Whatever else a line may name goes first (a hamlet, ages, days, "danh sách các
    # cháu"): what is left has to be a heading of the result as a whole, or tells none.
    for place in places_of(text, index) if index else ():
        text = text.replace(place.spelling, " ")
    later, text = take_days(_AGES.sub(" ", text), as_of or ANY_YEAR, "|")
    for pattern in (_DAYS, _LISTS):
        text = pattern.sub(" ", text)
    text = " ".join(text.split()).strip(" .,;:-–()")
    # "Đã", "Có" alone over children do not say what was done.
    if not text or comparison_key(text) in _ANSWERS:
        return None
    status = STATUS_OF.get(field_of(text, vocabulary) or "")
    if status is None and vocabulary.statuses.find_whole(text) == RETURNED:
        status = RETURNED
    if status is None and _delays(stated, as_of or ANY_YEAR, vocabulary):
        status = "not_yet"
    return "not_yet" if later and status in ENROLLED and as_of else status


def stated_count(text: str) -> int | None:
    """Give how many a line says that there are below it; None where it does not.

    Examples
    --------
    >>> stated_count("I. Đã làm (12 cháu)"), stated_count("Đã làm: 5 trẻ")
    (12, 5)
    >>> stated_count("Đã làm ngày 12/7") is None
    True
    """
    found = _COUNT.search(without_number(text))
    return int(re.findall(r"\d+", found[0])[-1]) if found else None


def _delays(text: str, as_of: date, vocabulary: Vocabulary) -> bool:
    """Test whether a part of a line says "not yet": "Vắng mặt, hẹn làm ngày 25/7".

    Not where the line is about ages or another paper ("Chưa đủ 6 tuổi"), nor in a part
    that names nothing that the drive does: "Không phải số liệu thực".
    """
    if _AGES.search(text) or any(
        map(vocabulary.words_of_others.find_whole, _runs(text))
    ):
        return False
    parts = (part.strip(" .:-–()") for part in _CLAUSES.split(text))
    found = {
        understand_status(part, as_of, vocabulary)
        for part in parts
        if _OF_DRIVE.intersection(map(vocabulary.heading_words.find_whole, _runs(part)))
    }
    return "not_yet" in found and found.isdisjoint(ENROLLED)


def _runs(text: str) -> list[str]:
    # The longest word of the vocabulary's tables that are asked here has three parts.
    words = comparison_key(text).split()
    return [" ".join(words[at : at + n]) for at in range(len(words)) for n in (1, 2, 3)]


def is_ahead(
    text: str, index: HamletIndex, as_of: date, vocabulary: Vocabulary = DEFAULT
) -> bool:
    """Test whether a line says "done" of a day that is still to come."""
    return result_of(text, index, vocabulary=vocabulary) in ENROLLED and (
        result_of(text, index, as_of, vocabulary) == "not_yet"
    )


def is_of_drive(text: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether every word of a line is one of the drive's, so that it names nobody.

    Examples
    --------
    >>> is_of_drive("Đã trả lại"), is_of_drive("Mẫu Khoa đã làm")
    (True, False)
    """
    words = comparison_key(text).split()
    known = with_neutral(vocabulary) | with_setbacks(vocabulary)
    return roles_of(words, known, frozenset()) is not None


def seems_a_result(text: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a line over children may tell their result, and is not understood.

    Examples
    --------
    >>> [seems_a_result(t) for t in ("II. Đã trả lại", "Hoàn thành", "Đã làm", "Tổ 3")]
    [True, True, False, False]
    >>> seems_a_result("Kết quả"), seems_a_result("Đã tiêm chủng")
    (False, False)
    """
    text = _LISTS_ONLY.sub(" ", _COUNT.sub(" ", without_number(text))).strip()
    if comparison_key(text) in _ANSWERS:
        return True
    is_about = (
        vocabulary.heading_words.find_whole(" ".join(text.split()[:2])) == "about"
    )
    if (
        is_about
        or field_of(text, vocabulary) is not None
        or result_of(text, vocabulary=vocabulary) is not None
    ):
        return False
    is_setback = speaks_against(text, vocabulary) == SETBACK
    return is_setback or seems_of_result(text, vocabulary)
