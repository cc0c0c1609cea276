"""Columns of days to come: appointments, invitations, plans.

A day on a hamlet's list or an office's that has not come yet, under such a heading, is
no day on which something was done. Of handing the result over it says nothing: who
waits for that is done.
"""

from __future__ import annotations

import re
from datetime import date

from dophu.dates import parse_date
from dophu.reader.grid import Cell
from dophu.rosters.texts.written_days import read_written_day, take_days
from dophu.text import clean_text, comparison_key, folded_key

SURE, OPEN = "sure", "open"
"""Headings of appointments, and those of which only a day to come tells that."""

_SURE = re.compile(r"\b(?:hẹn|mời|dự kiến|sẽ|lịch)\b")
_OPEN = re.compile(
    r"(?:(?:ngày|giờ|thời gian|thời điểm|kế hoạch|buổi|ca|đợt|tuần|tháng)(?: |$))+"
    r"(?:(?:làm|thực hiện|đi|đến|thu nhận|tiếp nhận|làm lại|lần|số|đợt|căn cước|cc"
    r"|tiêm|xong|hoàn thành|(?<=tháng )cấp|\d+)(?: |$))*"
)
_DAYS_ALONE = frozenset(("đợt", "tuần", "ngày làm", "ngày thực hiện"))
"""Headings of days that are known otherwise, as of a result or its number."""

_PLAIN_SURE = re.compile(r"\b(?:hen|du kien|lich)\b")
_PLAIN_ELSE = re.compile(
    r"\b(?:tra|lay|the|ket qua|hoc|hop|kham|su|cong tac|so|phieu|giay)\b"
    r"|\b(?<!thu )(?<!tiep )nhan\b"
)
_ELSE = re.compile(
    r"\b(?:trả|lấy|thẻ|kết quả|học|họp|lịch sử|công tác|số|phiếu|giấy|người|cán bộ)\b"
    r"|\b(?<!thu )(?<!tiếp )nhận\b"
)
"""Of handing over, of other matters, and of numbers and people: no appointments."""

_HOUR = re.compile(
    r"[\s,.;:()/-]*(?:(?:lúc|từ|đến|vào|sáng|chiều|thứ (?:[2-7]|hai|ba|tư|năm|sáu|bảy)"
    r"|chủ nhật|cn|ngày|\d{1,2} ?(?:h|giờ|g|:)(?: ?\d{2})?)[\s,.;:()/-]*)*",
    re.IGNORECASE,
)


_MONTH = re.compile(r"(?:t|tháng|thang) ?(\d{1,2})(?:[/-]\d{4})?", re.IGNORECASE)
"""A month of the list's year: "T8", "tháng 8"."""


def kind_of_appointments(heading: str) -> str:
    """Give whether a heading is of days to come: ``sure``, ``open``, or '' where not.

    Examples
    --------
    >>> [kind_of_appointments(h) for h in ("Ngày hẹn", "Giờ mời", "Lịch")]
    ['sure', 'sure', 'sure']
    >>> headings = "Thời gian", "Kế hoạch làm", "Buổi", "Tháng cấp", "Ngày cấp"
    >>> [kind_of_appointments(h) for h in headings]
    ['open', 'open', 'open', 'open', '']
    >>> headings = "Ngày hẹn trả thẻ", "Số phiếu hẹn", "Ngày làm", "Lịch sử tiêm"
    >>> [kind_of_appointments(h) for h in headings]
    ['', '', '', '']
    """
    key = comparison_key(heading)
    is_plain = heading.isascii()
    if is_plain:
        key = folded_key(heading)
    if (_PLAIN_ELSE if is_plain else _ELSE).search(key):
        return ""
    if (_PLAIN_SURE if is_plain else _SURE).search(key):
        return SURE
    return OPEN if _OPEN.fullmatch(key) and key not in _DAYS_ALONE else ""


def with_month(heading: str, cell: Cell) -> Cell:
    """Give a bare figure under a heading of months as the month that it is.

    Examples
    --------
    >>> with_month("Tháng làm", 8), with_month("Tháng", "12"), with_month("Tuần", 8)
    ('tháng 8', 'tháng 12', 8)
    """
    key = folded_key(heading)
    figure = str(cell).strip().removesuffix(".0")
    is_month = key.split()[:1] == ["thang"] and figure.isdecimal()
    return f"tháng {int(figure)}" if is_month and 1 <= int(figure) <= 12 else cell


def may_be_ahead(kind: str, cell: Cell, as_of: date) -> bool:
    """Test whether an appointment may not have come: of a later day, or of none.

    Hours alone ("8h") say of nobody that it was done; under an open heading, nothing.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> cells = date(2024, 7, 25), "25/7 8h", "5/7/2024", "8h", None
    >>> [may_be_ahead("sure", cell, day) for cell in cells]
    [True, True, False, True, False]
    >>> [may_be_ahead("open", cell, day) for cell in cells]
    [True, True, False, False, False]
    >>> [may_be_ahead("open", cell, day) for cell in ("T8/2024", "8/2024", "tháng 7")]
    [True, True, False]
    """
    if cell is None or (isinstance(cell, str) and not clean_text(cell)):
        return False
    text = clean_text(cell) if isinstance(cell, str) else ""
    month = _MONTH.fullmatch(text)
    if month and kind == OPEN:
        return as_of.month < int(month[1]) <= 12
    later, left = take_days(text, as_of)
    if left != text:
        return later or (kind == SURE and not _HOUR.fullmatch(left))
    day = parse_date(text or cell, as_of)
    return day.first > as_of if day else kind == SURE


def describe(kind: str, cell: Cell, as_of: date) -> str:
    """Give the text of an appointment that may not have come, '' of any other cell.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> describe("sure", date(2024, 7, 25), day), describe("sure", "5/7 8h", day)
    ('25/07/2024', '')
    """
    if not may_be_ahead(kind, cell, as_of):
        return ""
    day = read_written_day(cell, as_of)
    return f"{day:%d/%m/%Y}" if day else clean_text(str(cell))
