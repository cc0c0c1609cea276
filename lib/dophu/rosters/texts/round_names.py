"""Names of lists by rounds and by moments: "Đợt 1", "Lần 2", "Tuần 3", "Ngày 15-7".

A list that states no result and is called so may be of all children, or of those who
were done in that round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dophu.campaign.place_keys import TYPE_WORDS
from dophu.text import comparison_key, folded_key

ROUND, MOMENT = "round", "moment"

_WHICH = (
    r"(?:thứ |số )?(?:\d{1,2}|[ivx]{1,4}|nhất|hai|ba|tư|đầu|cuối|sau|trước"
    r"|tháng \d{1,2}|bổ sung)"
)
_ROUND = rf"\b(?:đợt|lượt|vòng|buổi|lần) {_WHICH}(?!\w)"
_MOMENT = (
    rf"(?:tuần|tháng|quý|kỳ|thứ|ngày|đợt|lượt|vòng|buổi|lần|l|d|đ|w|wk|week) ?{_WHICH}"
    r"|(?:ngày )?\d{1,2} \d{1,2}(?: (?:20)?\d\d)?|20\d\d ?\d\d ?\d\d|t ?\d{1,2}"
    r"|hôm (?:nay|qua|kia)|(?:buổi )?(?:sáng|trưa|chiều|tối)|chủ nhật|cn"
)
_OF_THE_LIST = (
    r"rà soát|cập nhật|gửi|nộp|lập|sửa|thay thế|điều chỉnh|thống kê|tổng hợp|kế hoạch"
    r"|theo|phiên bản|bản|chưa|không|lịch|hẹn|mời|dự kiến|đăng ký|tuổi|sinh|báo cáo"
    r"|tính đến|thường trú|tạm trú|điều tra|khảo sát|biểu mẫu|vận động|đối tượng"
)
"""What somebody did to the list in that round, or how it is known to be of all."""

_SMALL = (
    r"cập nhật|tính đến|đến|danh sách|ds|các|những|số|trẻ|em|cháu|làm|đi|của"
    r"|năm 20\d\d|tháng \d{1,2}"
)


def _both(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Make a pattern for names with accents, and one for those typed without."""
    bare = re.sub(r"[^\x00-\x7f]+", lambda m: folded_key(m[0]), pattern)
    return re.compile(pattern), re.compile(bare)


_GLUED = re.compile(
    r"(?<![^\W\d_])(đợt|dot|lượt|luot|vòng|vong|buổi|buoi|lần|lan|tuần|tuan|tháng"
    r"|thang|kỳ|ky|ngày|ngay|week|wk|w|t|l|d|đ)(?=\d)",
    re.IGNORECASE,
)
"""A word that a figure was typed on: "đợt2", "tm1_dot1", "T7"."""
_GLUED_ON = re.compile(
    r"(?<=\d)(?=(?:đợt|dot|lần|lan|tuần|tuan|kỳ|ky|[ltd] ?)\d)", re.IGNORECASE
)
_ROUNDS, _MOMENTS = _both(_ROUND), _both(_MOMENT)
_LISTS, _SMALLS = _both(rf"\b(?:{_OF_THE_LIST})\b"), _both(rf"\b(?:{_SMALL})\b")
_TYPES = {f(word) for word in TYPE_WORDS for f in (comparison_key, folded_key)}
_BEFORE_LAN = frozenset("ds sach tre em chau di lam".split())


def part_figures(name: str) -> str:
    """Part the words for rounds and moments from the figures typed on them.

    Examples
    --------
    >>> part_figures("tm1_dot1"), part_figures("Mau1T6"), part_figures("Tuan27")
    ('tm1_dot 1', 'Mau1 T 6', 'Tuan 27')
    """
    return _GLUED.sub(r"\1 ", _GLUED_ON.sub(" ", name))


def _bare_place(key: str) -> str:
    """Leave out the word before a hamlet's name: "mau 1" for "thon mau 1"."""
    words = key.split()
    return " ".join(words[1:]) if len(words) > 2 and words[0] in _TYPES else ""


def called_by(names: Iterable[str], places: Iterable[str]) -> str:
    """Give how a list is called: ``round``, ``moment``, or '' for anything else.

    Parameters
    ----------
    names
        The file's name without its ending, the sheet's, the lines of the title.
    places
        The names of the campaign's hamlets, which are left out.

    Examples
    --------
    >>> [called_by([name], ["Mẫu 1"]) for name in ("Đợt 1", "mau 1 dot 2", "Tuần 3")]
    ['round', 'round', 'moment']
    >>> [called_by([name], []) for name in ("Rà soát lần 2", "Đợt cao điểm", "DS")]
    ['', '', '']
    """
    known = [*places]
    found = [_of_name(name, known) for name in names]
    return next((how for how in (ROUND, MOMENT) if how in found), "")


def _of_name(name: str, places: list[str]) -> str:
    is_bare = name.isascii()
    key_of = folded_key if is_bare else comparison_key
    # A name that the campaign knows may look just like a round: "T7".
    known = [*map(key_of, places)]
    if key_of(name) in known:
        return ""
    left = f" {key_of(part_figures(name))} "
    known += [key_of(part_figures(place)) for place in places]
    known += [key for place in places if (key := _bare_place(key_of(place)))]
    for place in sorted(known, key=len, reverse=True):
        left = left.replace(f" {place} ", " | ")
    match = _ROUNDS[is_bare].search(left)
    if match and not _LISTS[is_bare].search(left):
        before = left[: match.start()].split()
        # "Na Lan 2" without accents is a place that the campaign spells otherwise.
        is_name = is_bare and match[0].startswith("lan") and before
        if not is_name or before[-1] in _BEFORE_LAN or not before[-1].isalpha():
            return ROUND
    words = " ".join(_SMALLS[is_bare].sub(" ", left).replace("|", " ").split())
    whole = " ".join(left.replace("|", " ").split())
    return MOMENT if any(_MOMENTS[is_bare].fullmatch(w) for w in (words, whole)) else ""
