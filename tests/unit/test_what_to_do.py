"""Each message that wants a person says what to mend, or shows the line for it."""

from __future__ import annotations

import re

import pytest

from dophu.catalogue.vocabulary import read_table

MENDING = {
    "vi": re.compile(
        r"\b(?:sửa|ghi|thêm|bổ sung|xóa|chuyển|đặt|đổi tên|bỏ|đưa|chép|lưu|cho hiện"
        r"|gõ|tách|dời|đôn đốc|nhắc|xin|báo|chạy|tạo|kiểm tra ổ đĩa|mở|lấy lại)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:mend|correct|write|add|remove|delete|move|put|rename|take|copy|save|show"
        r"|unhide|type|part|split|press|ask the|report|run|make|fill|name|give|open|set"
        r"|enter|get|remind|check the disk|convert|separate|urge)\b",
        re.IGNORECASE,
    ),
}
ASKING = re.compile(r"(?:hỏi|kiểm tra|xem)\b[^;,:]*$", re.IGNORECASE)
"""Nothing but a question, or a look: whoever has the answer must know where it goes."""
WARNINGS = {
    code: entry["todo"]
    for code, entry in read_table("issues.toml").items()
    if entry.get("severity") == "warning"
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_warning_says_what_to_do_with_the_answer(language):
    texts = {code: todo[language] for code, todo in WARNINGS.items()}
    assert len(texts) > 100
    silent = {
        code: text
        for code, text in texts.items()
        if "{line" not in text and not MENDING[language].search(text)
    }
    assert not silent
    if language == "vi":
        asking = {code: text for code, text in texts.items() if ASKING.match(text)}
        assert not asking
