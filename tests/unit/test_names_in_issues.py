"""A name that stands where a word is expected is in no message, however often."""

from __future__ import annotations

import pytest

from dophu.campaign.config import read_campaign
from dophu.snapshots import look

DAY = "2024-07-18"


def messages(folder, word: str) -> str:
    rows = [
        f"{n},Giàng A Páo{n % 2 * ' Hai'},0{n}/07/2019,,Tổ dân phố Mẫu 1,{word},"
        for n in range(1, 6)
    ]
    folder.roster(DAY, *rows)
    week = look(read_campaign(folder.path), DAY)
    table = week.issues_table()
    assert "DS-07" in set(table["code"])
    return " ".join(table["message"])


@pytest.mark.parametrize("word", ["Giàng A Páo", "giàng páo", "PÁO", "Vàng Thị Dế"])
def test_a_name_in_five_shifted_rows_is_not_shown(folder, word):
    assert word.split()[-1] not in messages(folder, word)


@pytest.mark.parametrize("word", ["Đợt hai", "đang chờ kỳ sau", "Mẫu 7B"])
def test_a_word_that_is_only_unknown_is_shown_as_before(folder, word):
    assert word in messages(folder, word)
