import tomllib
import unicodedata
from importlib import resources
from string import Formatter

import pytest

from dophu.catalogue.columns import NO_REASON, reason_book
from dophu.catalogue.sentences import (
    FILES,
    NOUNS,
    REASONS,
    SENTENCES,
    reason_label,
    say,
)

SOURCES = [
    tomllib.loads((resources.files("dophu.catalogue") / name).read_text("utf-8"))[table]
    for name, tables in FILES.items()
    for table in tables
]
ENTRIES = {**SENTENCES, **NOUNS, **REASONS}

# English has a plural and orders its words otherwise, so these stand for the same.
ALIKE = {
    "children": "child",
    "places": "place",
    "children_title": "child",
    "lacks_short_low": "lacks",
    "has_short_low": "has",
}


def placeholders(text):
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    alike = {ALIKE.get(name, name) for name in names}
    return {name.removesuffix("_low") for name in alike}  # a capital or none


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_is_written_in_both_languages(key):
    assert set(ENTRIES[key]) == {"vi", "en"}
    assert all(text.strip() == text and text for text in ENTRIES[key].values())


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_is_in_composed_letters(key):
    for text in ENTRIES[key].values():
        assert unicodedata.is_normalized("NFC", text)


# English has one word for all kinds of unit, and does not name it in "overall".
OTHERWISE = {"total_of_kind", "overall"}


@pytest.mark.parametrize("key", [key for key in SENTENCES if key not in OTHERWISE])
def test_both_languages_of_a_sentence_are_filled_with_the_same(key):
    vi, en = (placeholders(SENTENCES[key][language]) for language in ("vi", "en"))
    assert vi - NOUNS.keys() == en - NOUNS.keys()


def test_every_reason_of_the_code_book_has_a_label():
    assert set(REASONS) == set(reason_book())
    assert NO_REASON in REASONS


def test_no_two_reasons_have_the_same_label():
    for language in ("vi", "en"):
        labels = [reason_label(code, language) for code in REASONS]
        assert len(set(labels)) == len(labels)


def test_an_unknown_reason_is_shown_by_its_code():
    assert reason_label("LY_DO_RIENG", "vi") == "LY_DO_RIENG"


def test_a_sentence_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="no_such_sentence"):
        say("no_such_sentence", "vi")


def test_no_key_of_the_catalogue_stands_twice():
    keys = [key for words in SOURCES for key in words]
    assert len(keys) == len(set(keys)) == len(SENTENCES)
