"""Lines over and below a list that leave open what it is: exceptions, rounds, the rest.

"DANH SÁCH TRẺ EM THÔN 1 (TRỪ 3 CHÁU)" says that some are not on it, "còn tiếp" that it
goes on, "Đã làm, kể cả trẻ tạm trú" a result with something more. None of it is read:
the rows count as they stand, and the line is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dophu.campaign.decisions import propose_line
from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.headings.result_lines import result_of, seems_a_result, stated_count
from dophu.rosters.headings.row_words import is_age_section
from dophu.rosters.headings.shown_headings import SHOWN
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.results_outside import end_of
from dophu.rosters.results.stated_totals import find_other_totals
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.titles import lines_of, places_of, without_number
from dophu.rosters.words.status import reason_of
from dophu.text import clean_text, comparison_key

_CHILDREN = r"(?:các |những |số )?(?:\d+ )?(?:cháu|trẻ|em|trường hợp|học sinh|hộ|nhà)\b"
_PLACES = r"(?:thôn|bản|tổ|xóm|ấp|khu|buôn|làng|khóm|tdp)\b"
_EXCEPT = re.compile(
    rf"\b(?:ngoại trừ|trừ(?= {_CHILDREN}| {_PLACES}| các | những | số | \d|$)"
    r"|(?:không|chưa) (?:kể|tính|bao gồm|gồm)|còn thiếu"
    r"|thiếu(?= \d+ (?:cháu|trẻ|em|hộ))|ngoài ra còn|còn nữa|còn tiếp|xem tiếp"
    r"|tiếp theo trang|trích(?! lục)|một phần"
    r"|(?:kể|gồm|tính) cả|cả(?= trẻ (?:trên|ngoài)))\b"
)
"""Words by which a line says that a list is not just of those on it."""

_PLAIN = re.compile(
    r"\b(?:ngoai tru|tru(?= \d| cac | nhung )|(?:khong|chua) (?:ke|bao gom)|con thieu"
    r"|con nua|con tiep|mot phan)\b"
)
"""Those of them that are as certain without accents."""

_ELSEWHERE = re.compile(
    r"\b(?:và|cùng|kèm|với)(?: \w+){0,5}"
    rf" ((?:nơi|chỗ|địa bàn|địa phương|xã|tổ dân phố|{_PLACES})"
    r" (?:khác|bên|cạnh|lân cận|kế bên|kề bên|liền kề|giáp ranh|giáp|trên|dưới))\b"
)
"""Children of nobody's hamlet who are on a list too: "và một số cháu nơi khác"."""

_LEFT = re.compile(r"\bcòn lại\b")
_UNFINISHED = re.compile(r"\(\s*(?:chưa (?:đầy đủ|đủ|xong|hết))\s*\)", re.IGNORECASE)

_GONE = r"(?:đã )?(?:chuyển|mất|chết|cắt khẩu|đi khỏi)|(?:trên|quá|ngoài) "
_OUT_OF_COUNT = re.compile(
    rf"(?:trừ|(?:không|chưa) (?:kể|tính|bao gồm|gồm)) (?:{_CHILDREN} )?(?:{_GONE})"
)
"""An exception of children who are not counted anyway."""

_STRANGERS = re.compile(
    r"\bcả\b.*\b(?:chuyển đi|mất|chết|ngoài|khác|trên \d+"
    rf"|{_PLACES})"
)
"""Who is on a list though the campaign does not count them there."""

_ROUND = re.compile(
    r"(?:(?:làm|đi làm|tiêm|cấp|thu nhận|tiếp nhận|nhận)? ?(?:vào |trong )?)?"
    r"(?:(?:đợt|lần|vòng|tuần|tháng|quý)(?: thứ)? (?:\d{1,2}|[ivx]{1,4}|nhất|hai|ba|tư)"
    r"|ngày \d{1,2}|\d{1,2} \d{1,2} 20\d\d)\b.*"
)
"""When something was done, or is to be: "Đợt 1", "Làm ngày 10/7", "Tuần 2"."""

_ROUND_OF_A_SHEET = re.compile(
    r"(?:đợt|vòng)(?: thứ)? (?:\d{1,2}|[ivx]{1,4}|nhất|hai|ba|tư)\b.*"
    rf"|(?:làm|đi làm|tiêm|cấp|thu nhận) (?:{_ROUND.pattern})"
)
"""As a sheet is called; "Tháng 7" and "Lần 2" are of one list at several times."""

_REST = re.compile(
    r"(?:và )?(?:ngoài ra|trừ|khác|(?:các )?(?:trường hợp|trẻ|cháu) khác)\b.*"
)
"""Who follows behind a result, without a word of theirs."""

_OPEN_REASONS = frozenset(("KHAC", "CHUA_RO"))

_OF_SCHOOL = re.compile(
    r"\b(?:lớp|khối|trường(?! hợp)|mầm non|mẫu giáo|nhà trẻ|tiểu học)\b"
)
_NOT_ROUNDS = re.compile(r"\bsinh\b|\btuổi\b|\bbáo cáo\b|\btính đến\b")


def exception_in(text: str) -> str:
    """Give the words by which a line says that a list is not just of its rows, or ''.

    Only these words are given: what follows them may name a child.

    Examples
    --------
    >>> exception_in("TRẺ EM THÔN MẪU 1 (TRỪ 3 CHÁU)"), exception_in("(còn tiếp)")
    ('trừ', 'còn tiếp')
    >>> exception_in("Gồm cả thôn Mẫu 2"), exception_in("Kể cả trẻ tạm trú")
    ('gồm cả', '')
    >>> exception_in("Thôn Mẫu 1 và một số cháu nơi khác")
    'nơi khác'
    >>> exception_in("Không tính trẻ đã chuyển đi"), exception_in("Trẻ trên địa bàn")
    ('', '')
    """
    if unfinished := _UNFINISHED.search(text):
        return comparison_key(unfinished[0])
    key = comparison_key(clean_text(text))
    if elsewhere := _ELSEWHERE.search(key):
        return elsewhere[1]
    if left := _LEFT.search(key):
        return "" if "chưa" in key.split() else left[0]
    found = _EXCEPT.search(key) or (_PLAIN.search(key) if text.isascii() else None)
    if found is None or _OUT_OF_COUNT.match(key[found.start() :]):
        return ""
    words = found[0]
    return "" if words.endswith("cả") and not _STRANGERS.search(key) else words


def about_exceptions(
    grid: Grid,
    table: Table,
    sender: Sender,
    called: Iterable[str],
    at: Sequence[int],
    values: Mapping[str, Sequence[Any]],
) -> list[Issue]:
    """Tell of a list that is not just of those on it, by a line over or below it.

    Or that counts otherwise itself. ``called`` is what it is called: its file, its
    sheet and the lines of its title; ``at`` has the row of each child of ``values``.
    """
    below = lines_of(grid, end_of(table), table.end)
    below = [line for line in below if not _LEFT.search(comparison_key(line))]  # counts
    words = next(filter(None, map(exception_in, (*called, *below))), "")
    place = sender.file, grid.name
    found = [
        Issue("BG-06", *place, str(row + 1), details={"stated": n, "counted": rows})
        for row, n, rows in _other_counts(table, sender)
    ]
    for other in find_other_totals(grid, table, at, values, sender.as_of):
        details = {"what": other.what[:SHOWN], "stated": other.stated}
        details["counted"] = other.counted
        cell = cell_name(other.row, other.column)
        found.append(Issue("BG-79", *place, cell, details=details))
    if words and table.data_rows:
        line = propose_line("role", sender.file, "-", "hamlet")
        details = {"said": words, "rows": len(table.data_rows), "line": line}
        found.append(Issue("BG-73", *place, details=details))
    return found


def _other_counts(table: Table, sender: Sender) -> Iterator[tuple[int, int, int]]:
    """Give the sections of a result that state other counts than rows stand below.

    With the count stated and the rows up to the next section; it may also be of more
    sections, those that part it.
    """
    starts = [*sorted(table.sections), table.end]
    for at, row in enumerate(starts[:-1]):
        text = table.sections[row]
        count = stated_count(text)
        if not any(row < r for r in table.data_rows):
            continue  # a count of the rows above it
        if count is None or not result_of(
            text, sender.index, sender.as_of, sender.vocabulary
        ):
            continue
        below = [
            sum(row < r < end for r in table.data_rows) for end in starts[at + 1 :]
        ]
        if count not in below:
            yield row, count, below[0]


def lines_left_open(
    sheet: str, table: Table, sender: Sender, has_result: bool
) -> list[int]:
    """Give the rows of lines over children that may tell their result, unread.

    Parameters
    ----------
    sheet
        The sheet's name, told as row -1.
    table, sender
        The table, with its sections, and the file that it stands in.
    has_result
        Whether the list has a column of the result, or a row with one: else rounds
        and days over children may be those in which they were done, and a section
        beside one that says "done" may be of the rest, or of others.
    """
    about = index, _, vocabulary = sender.index, sender.as_of, sender.vocabulary
    lines = {-1: sheet, **table.sections}
    stated = {row: result_of(text, *about) for row, text in lines.items()}
    parted = any(row >= 0 and status in ENROLLED for row, status in stated.items())
    found = []
    for row, text in lines.items():
        is_open = seems_a_result(text, vocabulary) or _is_with_more(text, about)
        if not is_open and row >= 0 and not has_result and stated[row] is None:
            key = comparison_key(without_number(text))
            is_known = bool(_OF_SCHOOL.search(key) or _LEFT.search(key))
            code, source, _ = reason_of("", without_number(text), *about[1:])
            is_known |= bool(source) and code not in _OPEN_REASONS
            is_other = not (is_known or places_of(text, index) or is_age_section(text))
            is_round = _ROUND.fullmatch(key) and not _NOT_ROUNDS.search(key)
            is_rest = bool(_REST.fullmatch(key)) and any(stated.values())
            is_open = is_other and bool(is_round or is_rest or parted)
        if not is_open and row < 0 and not has_result:
            is_open = bool(_ROUND_OF_A_SHEET.fullmatch(comparison_key(text)))
        if is_open:
            found.append(row)
    return found


def _is_with_more(text: str, about: tuple[HamletIndex, date, Vocabulary]) -> bool:
    """Test whether a line tells a result and goes on with an exception to it."""
    words = text.split()
    for at in range(1, len(words)):
        rest = comparison_key(" ".join(words[at:]))
        if _EXCEPT.match(rest) or (rest.startswith("chưa ") and "(" in words[at]):
            head = " ".join(words[:at]).strip(" ,;:(-–")
            return result_of(head, *about) is not None
    return False
