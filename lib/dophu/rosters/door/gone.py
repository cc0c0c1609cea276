"""Words in an answer at the door by which a child may be gone."""

from __future__ import annotations

import re

from dophu.text import comparison_key

_GONE = re.compile(
    r"\b(hẳn|ở luôn|chết|quá tuổi|quá 14|cả nhà (chuyển|đi|vào|ra|về)\b.*(đi|ở)"
    r"|chuyển (đi|khẩu|nhà|hộ|nơi|về|vào|ra)|bỏ (làng|bản|xã|quê|đi|địa phương)"
    r"|mất (năm|tháng|ngày|hồi|từ|do|vì|rồi|lâu)|không còn ở|không tìm thấy"
    r"|không (có|biết|thấy) (cháu|trẻ|em|bé|người)"
    r"|không (phải |thuộc )+(trẻ|cháu|người|thôn|bản|tổ|địa bàn|dân))\b"
)
"""Words by which a remark may say that a child has gone, whatever else it says."""


def hints_gone(text: str) -> bool:
    """Test whether words say that a child may have gone, whatever else they say.

    Examples
    --------
    >>> hints_gone("theo bố mẹ vào Nam hẳn"), hints_gone("mất giấy khai sinh")
    (True, False)
    """
    return bool(_GONE.search(comparison_key(text)))
