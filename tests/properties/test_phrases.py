"""No phrase that says "not done" or "here" is read as done, dead or moved away.

The phrases are put together from parts, so that none was written for the reader: a
verb of the drive with what makes it not done (a negation, a time to come, somebody
else, another paper), in several orders, with days, and with accents lost.
"""

from datetime import date
from itertools import product

import pytest

from dophu.rosters.words.phrases import understand_status, understand_tick
from dophu.rosters.words.status import presence_of, reason_of
from dophu.text import folded_key

AS_OF = date(2024, 7, 18)

VERBS = ("làm", "cấp", "nhận thẻ", "thu nhận", "trả thẻ", "đăng ký", "có thẻ")
CARDS = ("", "căn cước", "thẻ CC", "CCCD")
DAYS = ("", "ngày 25/7", "hôm 30/7/2024")
NOT_YET = (
    "chưa",
    "không",
    "vẫn chưa",
    "chưa được",
    "sẽ",
    "chuẩn bị",
    "hẹn",
    "đợi",
)
OTHERS = ("bố", "mẹ", "ông bà", "anh trai", "chị", "người giám hộ")
PAPERS = (
    "giấy khai sinh", "GKS", "số định danh", "thẻ BHYT", "hộ chiếu", "VNeID mức 2",
    "sổ hộ khẩu", "lịch", "học bạ",
)  # fmt: skip


def _join(*parts):
    return " ".join(part for part in parts if part)


def not_done():
    """Phrases of which none says that the child's card is done."""
    for word, verb, card, day in product(NOT_YET, VERBS, CARDS, DAYS):
        yield _join(word, verb, card, day)
        yield _join(day, word, verb, card)
        yield _join("cháu", word, verb, card, day)
    for other, verb, card, day in product(OTHERS, VERBS, CARDS, DAYS):
        yield _join(other, "đã", verb, card, day)
        yield _join("đã", verb, card, "cho", other, day)
    for paper, verb, day in product(PAPERS, ("làm", "cấp", "có", "nhận"), DAYS):
        yield _join("đã", verb, paper, day)
        yield _join(day, "đã được", verb, paper)
        yield _join("mới", verb, paper, day)
    for verb, card in product(VERBS, CARDS):
        yield _join("đã", verb, card, "chưa")
        yield _join("đã", verb, card, "ngày 25/7/2024")


CELLS = sorted(
    {text for one in not_done() for text in (one, folded_key(one), one.upper())}
)

LOST = ("mất", "đã mất", "bị mất", "chết", "chuyển đi", "đã chuyển đi", "cắt khẩu")
OF_WHAT = (
    "giấy khai sinh", "sổ hộ khẩu", "điện thoại", "liên lạc", "CCCD", "thẻ BHYT",
    "xe", "mạng", "điện", "thẻ",
)  # fmt: skip


def still_here():
    """Reasons of which none says that the child died or moved away."""
    for lost, what in product(LOST, OF_WHAT):
        yield _join(lost, what)
        yield _join("cháu bị", lost, what)
    for other, lost in product((*OTHERS, "cả bố lẫn mẹ", "chủ hộ"), LOST):
        yield _join(other, lost)
        yield _join(other, lost, "ở với bà")
        yield _join("do", other, lost)
    for no, lost in product(("chưa", "không", "sắp", "sẽ", "chuẩn bị"), LOST):
        yield _join(no, lost)


def test_the_set_is_large():
    assert len(CELLS) >= 3000


def test_no_phrase_that_is_not_done_is_read_as_done():
    for text in CELLS:
        assert understand_status(text, AS_OF) not in ("issued", "applied"), text
        assert not understand_tick(text, AS_OF), text


@pytest.mark.parametrize("text", sorted({*still_here()}))
def test_nobody_leaves_the_count_by_a_word_about_something_else(text):
    for written in (text, text.capitalize(), folded_key(text)):
        code, _, _ = reason_of(written, "")
        assert presence_of(code) == "present", written


DONE = ("đã làm", "đã cấp", "đã thu nhận", "đã trả thẻ", "đã nhận thẻ", "đã đăng ký")


def test_plain_phrases_of_what_is_done_are_read():
    cells = {
        _join(child, done, card, after, day)
        for child, done, card, after, day in product(
            ("", "cháu"), DONE, ("", "căn cước"), ("", "rồi"), ("", "ngày 5/7")
        )
        if not (card and done.endswith("thẻ"))
    }
    read = [understand_status(text, AS_OF) in ("issued", "applied") for text in cells]
    assert all(read), [t for t, r in zip(cells, read, strict=True) if not r]
