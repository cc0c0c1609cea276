"""What each row of a table is: a child's, or one of the kinds that hold none."""

from __future__ import annotations

import re

from dophu.campaign.hamlet_spellings import place_key
from dophu.reader.grid import Cell, Grid, has_figure
from dophu.text import clean_text, comparison_key

IGNORED_KINDS = (
    "blank", "title", "heading", "numbering", "section", "household", "total", "note",
    "signature", "summary",
)  # fmt: skip
"""Kinds of row that hold no child; every other row is ``data``."""

_TOTAL = re.compile(r"(tổng|cộng|tổng cộng|tổng số|toàn (xã|thị trấn|phường)|tc)\b")
_NOTE = re.compile(r"(ghi chú|lưu ý|chú thích|danh sách này|danh sách có|gồm có)\b")
_SIGNATURE = re.compile(
    r"(nơi nhận|người lập|trưởng (thôn|bản|tổ|khu|ấp|xóm|công an)|tm |kt |tl "
    r"|chủ tịch|phó chủ tịch|thủ trưởng|ký ghi rõ|ký tên|xác nhận|cán bộ (lập|tổng)"
    r"|(\S+ ){0,6}ngày (\d{1,2} )?tháng (\d{1,2} )?năm( \d{4})?$)"
)
_AGE_SECTION = re.compile(r"(\S+ ){0,3}(dưới|từ|trên|đủ|nhóm|độ).*tuổi|\d+ \d+ tuổi")
_HOUSEHOLD = re.compile(
    r"((hộ|gia đình) (ông|bà|anh|chị|cô|chú)|hộ gia đình|chủ hộ|hộ số)\b"
)
_TITLE = re.compile(
    r"(danh sách (trẻ|các|công|học|thống|những)|biểu (số|mẫu)|mẫu số|(ủy|uỷ) ban|ubnd"
    r"|công an|cộng hòa|độc lập tự do|kèm theo|tính đến)\b"
)
_ENUMERATION = re.compile(r"^([ivx]{1,4}|[a-h]|\d{1,3})$")
_ENUMERATED = re.compile(r"^(?:[ivx]{1,4}|[a-h]|\d{1,2})[.)\s]+(?=\D)", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?\s*(\d{1,2}|[a-e])\s*\)?", re.IGNORECASE)


def classify_rows(
    grid: Grid, first: int, body: int, end: int, columns: dict[str, int]
) -> tuple[list[str], dict[int, str]]:
    """Give each row from ``first`` to before ``end`` its kind, and the sections' texts.

    ``body`` is the first row after the headings, ``columns`` the column of each
    field; rows and columns are counted from 0.
    """
    kinds = ["heading"] * (body - first)
    sections: dict[int, str] = {}
    merged_firsts = set(grid.spans.values())
    repeats = HeadingRows(grid, first, body)
    signed = False
    name = columns.get("name", columns.get("given_name", 0))
    for row in range(body, end):
        cells = grid.rows[row]
        text = cells[name] if name < len(cells) else None
        # Nearly every row: a name that begins no total, and a figure beside it.
        if (
            type(text) is str
            and text[0] not in "tTcC"
            and kinds[-1] != "heading"
            and has_figure(cells)
            and _has_child_data(cells, columns)
        ):
            kinds.append("data")
            signed = False
            continue
        kind = _kind(grid, row, kinds[-1], columns, signed, repeats, merged_firsts)
        if kind == "section":
            sections[row] = _only_text(grid.rows[row]) or ""
        signed = kind == "signature" or (signed and kind != "data")
        kinds.append(kind)
    return kinds, sections


def _kind(
    grid: Grid,
    row: int,
    above: str,
    columns: dict[str, int],
    signed: bool,
    repeats: HeadingRows,
    merged_firsts: set[tuple[int, int]],
) -> str:
    cells = grid.rows[row]
    filled = [cell for cell in cells if cell is not None]
    if not filled:
        return "blank"
    if above == "heading" and _is_numbering(filled):
        return "numbering"
    if not has_figure(cells) and repeats.tells(cells):
        return "heading"
    has_data = _has_child_data(cells, columns)
    if has_data and _has_name(cells, columns):
        return "data"
    texts = [comparison_key(cell) for cell in filled if isinstance(cell, str)]
    words = [text for text in texts if not _ENUMERATION.match(text)]
    # A signature may stand below any column; a child's row has a name or figures.
    if any(_SIGNATURE.match(word) for word in words):
        return "signature"
    if signed and not _has_name(cells, columns):
        return "signature"
    if has_data:
        return "data"
    if not words:
        # A list number waiting for a child, or figures under a table.
        lone = len(filled) == 1 and "list_number" in columns
        return "blank" if lone else "data"
    if _TOTAL.match(words[0]):
        return "total"
    if _NOTE.match(words[0]):
        return "note"
    if signed:
        return "signature"
    if _TITLE.match(words[0]):
        return "title"
    if _HOUSEHOLD.match(_ENUMERATED.sub("", words[0])):
        return "household"
    if len(words) == 1 and _is_section(cells, row, words[0], columns, merged_firsts):
        return "section"
    return "data"


def is_age_section(text: str) -> bool:
    """Tell whether a section's text names an age group.

    Examples
    --------
    >>> is_age_section("Từ đủ 6 đến dưới 14 tuổi"), is_age_section("Thôn Trên")
    (True, False)
    """
    return _AGE_SECTION.match(comparison_key(text)) is not None


def _has_name(cells: list[Cell], columns: dict[str, int]) -> bool:
    column = columns.get("name", columns.get("given_name", 0))
    return column < len(cells) and isinstance(cells[column], str)


def _is_numbering(filled: list[Cell]) -> bool:
    marks = [_NUMBERED.fullmatch(str(cell)) for cell in filled]
    if len(filled) < 3 or not all(marks):
        return False
    numbers = [int(m[1]) for m in marks if m and m[1].isdecimal()]
    return len(numbers) >= 2 and numbers == sorted(set(numbers)) and numbers[0] <= 3


class HeadingRows:
    """Tells whether a row says the headings again, as printed pages do."""

    def __init__(self, grid: Grid, first: int, body: int) -> None:
        self._rows = [
            {c: _plain(t) for c, t in enumerate(grid.rows[r]) if isinstance(t, str)}
            for r in range(first, body)
        ]

    def tells(self, cells: list[Cell]) -> bool:
        """Tell it of one row: most of its cells stand in one heading row."""
        for row in self._rows:
            same = sum(
                column < len(cells)
                and isinstance(cells[column], str)
                and _plain(cells[column]) == text
                for column, text in row.items()
            )
            if same >= 2 and same * 2 > sum(cell is not None for cell in cells):
                return True
        return False


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


_CHILD_FIELDS = (
    "birth_date", "birth_day", "birth_month", "birth_year", "personal_number", "sex",
    "status", "mother", "father", "guardian",
)  # fmt: skip


def _has_child_data(cells: list[Cell], columns: dict[str, int]) -> bool:
    """Tell whether a row holds what only a child's row holds."""
    names = _CHILD_FIELDS
    for cell in cells:
        if isinstance(cell, str):
            if cell[:1] in "tTcC" and _TOTAL.match(cell.lower()):
                names = ("personal_number", "mother")
            break
    for name in names:
        column = columns.get(name)
        if column is not None and column < len(cells) and cells[column] is not None:
            return True
    return False


def _is_section(
    cells: list[Cell],
    row: int,
    word: str,
    columns: dict[str, int],
    merged_firsts: set[tuple[int, int]],
) -> bool:
    if _AGE_SECTION.match(word) or place_key(_ENUMERATED.sub("", word))[0]:
        return True
    column = next(c for c, cell in enumerate(cells) if isinstance(cell, str))
    in_name = column == columns.get("name", columns.get("family_name"))
    # A lone name in the column of names is a child about whom nothing else is known.
    return (row, column) in merged_firsts or not in_name


def _only_text(cells: list[Cell]) -> str | None:
    texts = [clean_text(cell) for cell in cells if isinstance(cell, str)]
    words = (t for t in texts if not _ENUMERATION.match(comparison_key(t)))
    return next((_ENUMERATED.sub("", text) for text in words), None)
