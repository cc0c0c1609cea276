"""How rows that hold no child begin: notes, signatures, titles, households, ages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Cell
from dophu.rosters.headings.result_lines import result_of, seems_a_result
from dophu.text import clean_text, comparison_key

NOTE = re.compile(r"(ghi chú|lưu ý|chú thích|danh sách này|danh sách có|gồm có)\b")
SIGNATURE = re.compile(
    r"(nơi nhận|người (lập|tổng hợp|kiểm tra|rà soát|thống kê|báo cáo)"
    r"|trưởng (thôn|bản|tổ|khu|ấp|xóm|buôn|làng|khóm|khối|sóc|trạm|công an)|tm |kt |tl "
    r"|bí thư|công an viên|giáo viên chủ nhiệm|hiệu trưởng|già làng"
    r"|chủ tịch|phó chủ tịch|thủ trưởng|ký ghi rõ|ký tên|xác nhận"
    r"|cán bộ (lập|tổng|phụ trách|theo dõi)"
    r"|(\S+ ){0,6}ngày (\d{1,2} )?tháng (\d{1,2} )?năm( \d{4})?$)"
)
AGE_SECTION = re.compile(r"(\S+ ){0,3}(dưới|từ|trên|đủ|nhóm|độ).*tuổi|\d+ \d+ tuổi")
DAY_SECTION = re.compile(
    r"(?:cộng |tổng )?(?:(?:trong|buổi|sáng|chiều|thứ \S+|chủ nhật) )*"
    r"(?:ngày|tuần|đợt|tháng) \d"
)
"""A day over its children, or with their count: "Buổi sáng ngày 5/7"."""
HOUSEHOLD = re.compile(
    r"((hộ|gia đình) (ông|bà|anh|chị|cô|chú)|hộ gia đình|chủ hộ|hộ số)\b"
)
TITLE = re.compile(
    r"(danh sách (trẻ|các|công|học|thống|những)|biểu (số|mẫu)|mẫu số|(ủy|uỷ) ban|ubnd"
    r"|công an|cộng hòa|độc lập tự do|kèm theo|tính đến)\b"
)
MIDDLE_NAME = re.compile(r"^\S+(?: \S+)? (?:thị|văn|a) \S")
"""A middle word that marks the sex of a person, and stands in no place's name."""
_NUMBERED = re.compile(r"[(\[]?\s*(\d{1,2}|[a-e])\s*[)\]]?", re.IGNORECASE)
_FORMULA = re.compile(r"\s*=[\s\d()\[\]+\-*/:;,.%×xa-e]+$", re.IGNORECASE)
"""How a form says what a column is worked out from: "(5) = (3) + (4)", "6=5/4*100"."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_LETTERS = tuple("abcdefghiklmnopqrst"), tuple("abcdefghijklmnopqrst"), _ROMAN
_HEADS = re.compile(r"(?:trong đó|nam|nữ|số (?:trẻ|cháu|học sinh))\b")
_FIGURE = re.compile(r"\d{1,4}(?: (?:trẻ|cháu|em|học sinh|người))?")
_COUNT = re.compile(
    r"\d{1,3}(?: ?(?:trẻ|cháu|em|học sinh|người|trường hợp|hồ sơ))?"
    r"|\d{1,3}(?:[.,]\d+)? ?%|[01]?[.,]\d+"
)
"""A number of children, or a share of them: no year."""
_BULLET = re.compile(r"\s*[-–+*•]\s*\w")
_OF_COUNTS = re.compile(
    r"(?:trong đó|tổng(?: số)?|số(?: (?:trẻ|cháu|em|học sinh|công dân|người))?"
    r"|trẻ(?: em)?|còn(?: (?:lại|phải|thiếu))?|đạt(?: t[ỷỉ] lệ)?|t[ỷỉ] lệ)\b ?"
)
"""What a line of counts begins with."""


def is_age_section(text: str) -> bool:
    """Test whether a section's text names an age group.

    Examples
    --------
    >>> is_age_section("Từ đủ 6 đến dưới 14 tuổi"), is_age_section("Thôn Trên")
    (True, False)
    """
    return AGE_SECTION.match(comparison_key(text)) is not None


def begins_section(key: str) -> bool:
    """Test whether a text is of ages, or of a day, over the children of these.

    Examples
    --------
    >>> begins_section("dưới 6 tuổi"), begins_section("ngày 5/7: 3 trẻ")
    (True, True)
    """
    return bool(AGE_SECTION.match(key) or DAY_SECTION.match(key))


def are_names(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Test whether each cell is a name of two words or more that begins as families do.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> are_names(["Lò Văn Mẫu", "Vàng Thị Mẫu"], DEFAULT)
    True
    >>> are_names(["Lò Văn Mẫu", "Nam"], DEFAULT)
    False
    """
    families = vocabulary.tables["family_name"]["words"]
    keys = [comparison_key(cell).split() for cell in cells if isinstance(cell, str)]
    return len(keys) == len(cells) and all(
        len(words) > 1 and words[0] in families for words in keys
    )


def is_count(filled: Sequence[Cell], above: str, vocabulary: Vocabulary) -> bool:
    """Test whether a row counts children below a list: "Đã làm" and a figure, no more.

    "Nam", which is a name too, only below a total or another such row.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> is_count(["Đã làm", 3], "blank", DEFAULT), is_count(["Nam", 3], "data", DEFAULT)
    (True, False)
    >>> is_count(["- Nam", "3 trẻ"], "total", DEFAULT)
    True
    >>> [is_count([text, 3], "data", DEFAULT) for text in ("- Đã làm CCCD", "- Mẫu An")]
    [True, False]
    """
    if not 2 <= len(filled) <= 3 or not isinstance(filled[0], str):
        return False
    if _is_line_of_counts(filled[0], filled[1:], vocabulary):
        return True
    if len(filled) != 2:
        return False
    key = comparison_key(filled[0]).strip(" -+*•:")
    if not _FIGURE.fullmatch(comparison_key(str(filled[1]))):
        return False
    is_below = above in ("total", "note") and bool(_HEADS.match(key))
    word = vocabulary.statuses.find_whole(key)
    return is_below or is_age_section(key) or (bool(word) and " " in key)


def _is_line_of_counts(
    text: str, figures: Sequence[Cell], vocabulary: Vocabulary
) -> bool:
    """Test whether a text is of a result, or of a total, and all else are counts."""
    if not all(_COUNT.fullmatch(clean_text(str(cell)).casefold()) for cell in figures):
        return False
    key = comparison_key(text).strip(" -+*•:")
    rest = _OF_COUNTS.sub("", key, count=1)
    if result_of(key, vocabulary=vocabulary) and " " in key:
        return True
    is_headed = rest != key
    is_result = bool(result_of(rest, vocabulary=vocabulary)) or seems_a_result(
        rest, vocabulary
    )
    # "Tỷ lệ" alone heads shares; before counts it would be a list's own row.
    is_share = all("%" in str(cell) or type(cell) is float for cell in figures)
    if is_headed and (is_result or (is_share and not rest)):
        return True
    is_counted = is_headed or is_result or key in ("nam", "nữ")
    is_day = bool(DAY_SECTION.match(key))
    return is_day or (bool(_BULLET.match(text)) and is_counted)


def is_numbering(filled: Sequence[Cell]) -> bool:
    """Test whether cells number columns: 1, 2, 3 or (a), (b), (1), (2)=(1)+4.

    Examples
    --------
    >>> is_numbering(["A", "B", 1, 2, "3=1+2"]), is_numbering([-1, -2, -3])
    (True, True)
    """
    # Excel makes -1 of a typed "(1)".
    filled = [_FORMULA.sub("", str(cell)).removeprefix("-") for cell in filled]
    letters = tuple(comparison_key(cell) for cell in filled)
    if len(letters) > 2 and any(letters == of[: len(letters)] for of in _LETTERS):
        return True
    marks = [_NUMBERED.fullmatch(cell) for cell in filled]
    if len(filled) < 3 or not all(marks):
        return False
    numbers = [int(m[1]) for m in marks if m and m[1].isdecimal()]
    return len(numbers) >= 2 and numbers == sorted(set(numbers)) and numbers[0] <= 3
