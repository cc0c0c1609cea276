"""The words of a drive are a value: shipped files, merged in layers, side by side."""

from __future__ import annotations

import pickle

import pytest

from dophu.campaign.settings import STATUSES
from dophu.catalogue.columns import fields
from dophu.catalogue.vocabulary import (
    DEFAULT,
    Vocabulary,
    drives,
    read_table,
    shipped,
)

MEASLES = {
    "status": {"issued": ["đã tiêm"], "not_yet": ["chưa tiêm"]},
    "phrase": {"card": ["sởi"]},
    "heading": {"given": ["tiêm"], "taken": [], "got": [], "file": []},
}


def other_drive() -> Vocabulary:
    """Make the words of a drive that has none of the cards."""
    known = read_table("headings.toml").items()
    headings = {"headings": {name: entry["headings"] for name, entry in known}}
    return Vocabulary("measles", headings, read_table("vocabulary.toml"), MEASLES)


def test_two_drives_side_by_side_are_both_right():
    measles = other_drive()
    for _ in range(2):  # look-ups are kept: the second time as the first
        assert measles.statuses.find_whole("Đã tiêm") == "issued"
        assert DEFAULT.statuses.find_whole("Đã tiêm") is None
        assert measles.statuses.find_whole("Đã làm") is None
        assert DEFAULT.statuses.find_whole("Đã làm") == "applied"


def test_what_a_drive_gives_is_its_own_and_another_drives_is_anothers():
    measles = other_drive()
    assert measles.paper_words.find_whole("căn cước") == "others"
    assert DEFAULT.paper_words.find_whole("căn cước") == "ours"
    assert DEFAULT.paper_words.find_whole("tiêm") == "others"
    assert measles.paper_words.find_whole("tiêm") is None
    assert measles.words_of_others.find_whole("tiêm") is None
    assert DEFAULT.words_of_others.find_whole("tiêm") == "words"


def test_words_that_every_drive_shares_are_in_each():
    measles = other_drive()
    for words in (measles, DEFAULT):
        assert words.statuses.find_whole("chưa") == "not_yet"
        assert words.reasons.find_whole("về quê nghỉ hè") == "VE_QUE_HE"
        assert words.headings.find_whole("Họ và tên") == "name"


def test_the_words_that_all_drives_share_speak_of_no_card():
    shared = other_drive()
    assert shared.headings.find_whole("Đã làm căn cước") is None
    assert shared.headings.find_whole("Ngày trả thẻ") is None
    assert shared.reasons.find_whole("bố mẹ chưa có căn cước") is None
    assert shared.small_words.find_whole("hồ sơ") is None


def test_vocabularies_of_the_same_words_are_equal_and_others_are_not():
    more = DEFAULT.extended({"status": {"applied": ["đợt 2"]}})
    again = DEFAULT.extended({"status": {"applied": ["đợt 2"]}})
    assert more == again and hash(more) == hash(again)
    assert more != DEFAULT
    assert DEFAULT.statuses.find_whole("đợt 2") is None
    assert pickle.loads(pickle.dumps(more)) == more


@pytest.mark.parametrize("drive", drives())
def test_a_shipped_drive_has_only_tables_that_the_shared_words_or_columns_have(drive):
    own = read_table(f"drives/{drive}.toml")
    shared = read_table("vocabulary.toml")
    own_only = {"headings", "order", "list", "counts_as_enrolled", "listed"}
    assert own.keys() <= {*shared, *own_only}
    assert own["headings"].keys() <= fields().keys()
    assert own["status"].keys() <= {*STATUSES}
    assert {*own["order"]["reasons"]} == shipped(drive).reason_book.keys()


@pytest.mark.parametrize("drive", drives())
def test_no_word_of_a_drive_has_two_statuses(drive):
    doubled = [w for w, meaning in shipped(drive).statuses.phrases() if not meaning]
    assert doubled == []
