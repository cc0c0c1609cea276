"""Columns of days, shares and counts in a list without a result: they may be it.

A day under "Xác nhận", "M2" or "Issue date" may be the one on which it was done, "1"
under "Đợt" the round in which it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.heading_spellings import field_of
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import DAYS, RESULTS
from dophu.rosters.texts.written_days import read_written_day
from dophu.text import clean_text, comparison_key

BIRTHS = frozenset(("birth_date", "birth_year", "birth_day", "male", "female", "age"))
"""Fields that hold the birth, or part of it."""

MOSTLY = 0.8
"""Share of the cells of a column from which it seems to be about the result."""

_DAYS_ALONE = frozenset(
    (
        "ngày",
        "ngày tháng",
        "ngày tháng năm",
        "thời gian",
        "thời điểm",
        "ngày giờ",
        "ngày xong",
        "ngày làm xong",
        "ngày đi làm",
        "ngày giao",
        "ngày bàn giao",
        "ngày hoàn tất",
        "ngày kết thúc",
        "xong ngày",
        "hoàn tất ngày",
        "hoàn thành ngày",
        "kết thúc ngày",
    )
)
"""Headings that say of days no more than that they are."""

_OTHER_DAYS = re.compile(
    r"\b(?:hẹn|dự kiến|mời|tiếp|kế|sau|trước|gần nhất|đăng ký|lịch|phiếu|sổ)\b"
)
"""Words of days that are not those on which it was done."""

_NAMED_DAYS = re.compile(
    r"^(?:ngày|năm|tháng|thời|hạn)\b"
    r"|\b(?:sinh|ns|ntns|khám|lớp|học|trường|tuổi|birth|dob|born)\b"
)
"""Words of a heading that says itself what its days are of."""

_FINISHED = re.compile(r"\b(?:xong|hoàn (?:thành|tất)|kết thúc)\b")

_CHILDHOOD = 18
"""Years before the list in which a day of the drive lies: parents are born earlier."""

_TALLIES = frozenset(
    ("đợt", "lần", "vòng", "quý", "tuần", "số đợt", "số lần", "tỷ lệ", "tỉ lệ",
     "tỷ lệ %", "tỉ lệ %", "%", "tiến độ", "% hoàn thành", "hoàn thành %",
     "tỷ lệ hoàn thành", "số lượng", "sl", "tổng", "tổng số", "cộng", "số thẻ")
)  # fmt: skip
"""Headings over a round, a share or a count of each child."""


def are_open_days(
    heading: str, column: int, table: Table, cells: Sequence[Cell], as_of: date
) -> bool:
    """Test whether a column holds days that nothing says what they are of.

    They may be those on which it was done. Not where the births are not known yet, or
    another column of days is.
    """
    is_named = column in table.unknown and not _leaves_open(heading, table.vocabulary)
    of_days = {*DAYS} & {*table.columns}
    # "Ngày xong" beside "Ngày trả": the card is handed over after it was done.
    is_before = of_days == {"issued_date"} and _FINISHED.search(comparison_key(heading))
    if is_named or not BIRTHS & {*table.columns} or (of_days and not is_before):
        return False
    recent = sum(is_recent_day(cell, as_of) for cell in cells)
    return recent >= MOSTLY * len(cells)


def is_recent_day(cell: Cell, as_of: date) -> bool:
    """Test whether a cell is a day in which the drive can lie, and no parent's birth.

    Examples
    --------
    >>> as_of = date(2024, 7, 18)
    >>> is_recent_day("10/7/2024", as_of), is_recent_day("10/7/1990", as_of)
    (True, False)
    """
    day = read_written_day(cell, as_of)
    return day is not None and day.year > as_of.year - _CHILDHOOD


def _leaves_open(heading: str, vocabulary: Vocabulary) -> bool:
    """Test whether a heading leaves open what days below it are of."""
    key = comparison_key(heading)
    if key in _DAYS_ALONE or _is_of_dose(key, vocabulary):
        return True
    words = key.split()
    runs = (" ".join(words[at : at + n]) for at in range(len(words)) for n in (1, 2, 3))
    if papers_in(heading, vocabulary) - {"ours"} or any(
        map(vocabulary.words_of_others.find_whole, runs)
    ):
        return False
    starts = (" ".join(words[:n]) for n in range(2, len(words)))
    if any(field_of(start, vocabulary) in DAYS for start in starts):
        return True  # "Ngày cấp / Issue date"
    return not (_OTHER_DAYS.search(key) or _NAMED_DAYS.search(key))


def _is_of_dose(key: str, vocabulary: Vocabulary) -> bool:
    """Test whether a heading may be of the day of a dose: "Ngày tiêm vét"."""
    if not vocabulary.tables["paper"]["weak"] or _OTHER_DAYS.search(key):
        return False
    acts = vocabulary.tables["list"]["act"]
    is_others = papers_in(key, vocabulary) - {"ours"}
    return not is_others and any(f" {act} " in f" {key} " for act in acts)


def rows_due(
    grid: Grid,
    table: Table,
    rows: Sequence[int],
    statuses: Sequence[str | None],
    decided: Collection[int],
) -> list[int]:
    """Give the rows with a day to fetch the card, where a list has no other result.

    Who has such a day has applied, as a rule.
    """
    if "due_date" not in table.columns or (
        RESULTS.union(DAYS, ("reason",)) & {*table.columns}
    ):
        return []
    column = table.columns["due_date"]
    return [
        row
        for row, status in zip(rows, statuses, strict=True)
        if status is None and row not in decided and grid.at(row, column) is not None
    ]


def is_tally(heading: str, cells: Sequence[Cell], rows: int) -> bool:
    """Test whether a column is of a round, a share or a count that not all rows have.

    Examples
    --------
    >>> is_tally("Đợt", [1, 1], rows=3), is_tally("Tỷ lệ", ["100%", "0%"], rows=2)
    (True, True)
    >>> is_tally("Số lượng", [1, 1], rows=2), is_tally("Lớp", [1], rows=2)
    (False, False)
    """
    key = comparison_key(heading) or clean_text(heading)
    is_parted = len(cells) < rows or len({*map(str, cells)}) > 1
    return is_parted and key in _TALLIES
