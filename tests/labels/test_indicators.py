"""The registry of indicators and the words of documents: whole, in both languages."""

from __future__ import annotations

from datetime import date
from string import Formatter

import pytest

from dophu.catalogue.about import STATUS_WORDS, About
from dophu.catalogue.columns import frames
from dophu.catalogue.indicators import UNITS, indicators
from dophu.catalogue.sentences import NOUNS

WORDS = (*NOUNS, *STATUS_WORDS)
NOUN_SLOTS = {*WORDS, *(f"{word}_low" for word in WORDS)}


def slots(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name} - NOUN_SLOTS


@pytest.mark.parametrize("key", indicators())
def test_an_indicator_is_whole(key):
    indicator = indicators()[key]
    assert indicator.unit in UNITS
    assert (indicator.unit == "share") == bool(indicator.denominator)
    assert set(indicator.words) == {"label", "meaning", "missing", "sentence"}
    for words in indicator.words.values():
        assert set(words) == {"vi", "en"}
        assert slots(words["vi"]) == slots(words["en"])
    stated = slots(indicator.words["sentence"]["vi"])
    assert key in stated and stated <= set(indicators())


@pytest.mark.parametrize("key", indicators())
def test_an_indicator_counts_a_column_that_the_dictionary_knows(key):
    known = {name: {*table["columns"]} for name, table in frames().items()}
    for source in (indicators()[key].numerator, indicators()[key].denominator):
        table, _, column = source.partition(".")
        assert not source or (table in known and (not column or column in known[table]))


def test_a_drive_with_nouns_of_its_own_says_them():
    words = {"lacks_short": {"vi": "Chưa tiêm"}, "has_short": {"vi": "Đã tiêm"}}
    about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31), words=words)
    assert indicators()["gap"].label(about) == "Chưa tiêm"
    assert indicators()["coverage"].label(about) == "Tỷ lệ đã tiêm"


def test_a_unit_is_dated_from_its_name_without_its_kind():
    def place(name):
        return About(name, date(2024, 7, 18), date(2024, 7, 31)).place_name

    assert place("Thị trấn Tủa Chùa") == "Tủa Chùa"
    assert place("Xã Xá Nhè") == "Xá Nhè"
    assert place("Xãm") == "Xãm"
