import re
import tomllib
import unicodedata
from importlib import resources
from pathlib import Path
from string import Formatter

import pytest

from dophu.catalogue.columns import NO_REASON
from dophu.catalogue.drive_texts import TABLES, DriveTexts, read_texts, texts_of
from dophu.catalogue.issues import catalogue
from dophu.catalogue.sentences import (
    FILES,
    NOUNS,
    REASONS,
    SENTENCES,
    say,
)
from dophu.catalogue.vocabulary import DEFAULT, drives, shipped

SOURCES = [
    tomllib.loads((resources.files("dophu.catalogue") / name).read_text("utf-8"))[table]
    for name, tables in FILES.items()
    for table in tables
]
OWN_TEXTS = sorted(
    file.name.removesuffix(".toml")
    for file in (resources.files("dophu.catalogue") / "texts").iterdir()
)
OF_DRIVES = {
    f"{drive}.{table}.{key}": words
    for drive in OWN_TEXTS
    for table, texts in read_texts(drive).items()
    for key, words in texts.items()
}
ENTRIES = {**SENTENCES, **NOUNS, **REASONS, **OF_DRIVES}

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


def test_every_entry_is_written_in_both_languages():
    assert len(ENTRIES) > 500
    assert [key for key, words in ENTRIES.items() if {*words} != {"vi", "en"}] == []
    assert [key for key, text in texts() if not text or text.strip() != text] == []


def test_every_entry_is_in_composed_letters():
    is_composed = unicodedata.is_normalized
    assert [key for key, text in texts() if not is_composed("NFC", text)] == []


def texts():
    """Give every text of the entries, with its key."""
    return [(key, text) for key, words in ENTRIES.items() for text in words.values()]


# English has one word for all kinds of unit, does not name it in "overall", and writes
# its name in "closing" with a capital.
OTHERWISE = {"total_of_kind", "overall", "closing"}


def test_both_languages_of_every_sentence_are_filled_with_the_same():
    filled = {
        key: [placeholders(words[of]) - NOUNS.keys() for of in ("vi", "en")]
        for key, words in SENTENCES.items()
        if key not in OTHERWISE
    }
    assert len(filled) > 500
    assert {key: both for key, both in filled.items() if both[0] != both[1]} == {}


def test_every_reason_of_the_code_book_has_a_label():
    assert set(REASONS) == set(DEFAULT.reason_book)
    assert NO_REASON in REASONS


def test_no_two_reasons_have_the_same_label():
    for language in ("vi", "en"):
        labels = [DriveTexts().reason(code, language) for code in REASONS]
        assert len(set(labels)) == len(labels)


def test_an_unknown_reason_is_shown_by_its_code():
    assert DriveTexts().reason("LY_DO_RIENG", "vi") == "LY_DO_RIENG"


def test_a_sentence_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="no_such_sentence"):
        say("no_such_sentence", "vi")


def test_no_key_of_the_catalogue_stands_twice():
    keys = [key for words in SOURCES for key in words]
    assert len(keys) == len(set(keys)) == len(SENTENCES)


# What only one drive has to say, for a rule that others do not have.
OF_ONE_DRIVE = {"identity_card": {"ages_compulsory", "ages_exchange"}}


@pytest.mark.parametrize("drive", OWN_TEXTS)
def test_a_drive_replaces_texts_that_there_are(drive):
    tables, more = read_texts(drive), OF_ONE_DRIVE.get(drive, set())
    assert set(tables) <= set(TABLES)
    assert set(tables.get("nouns", {})) <= set(NOUNS)
    assert set(tables.get("nouns_issued", {})) <= set(tables.get("nouns", {}))
    assert set(tables.get("texts", {})) - more <= set(SENTENCES)
    assert not more & set(SENTENCES)


@pytest.mark.parametrize("drive", OWN_TEXTS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_text_of_a_drive_is_filled_with_what_the_neutral_one_is(drive, language):
    for key, words in read_texts(drive).get("texts", {}).items():
        if key in SENTENCES:
            own, neutral = words[language], SENTENCES[key][language]
            assert placeholders(own) - NOUNS.keys() == (
                placeholders(neutral) - NOUNS.keys()
            ), key


def test_reports_of_a_vaccination_speak_of_its_own_sessions():
    read_back = {"value_method_session", "words_method_session", "explore_chart_reach"}
    texts = texts_of(shipped("measles"))
    neutral = {k: texts.sentence(k, "vi") for k in SENTENCES.keys() - read_back}
    of_others = re.compile("buổi làm(?! việc)|(?<!Khi nào )làm được")
    assert [k for k, words in neutral.items() if of_others.search(words)] == []


@pytest.mark.parametrize("drive", drives())
def test_no_two_reasons_of_a_drive_have_the_same_label(drive):
    texts = texts_of(shipped(drive))
    for language in ("vi", "en"):
        labels = [texts.reason(code, language) for code in shipped(drive).reason_book]
        assert len(set(labels)) == len(labels)


HEAD = Path(__file__).parents[2] / "docs" / "words_head.md"
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in HEAD.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "không dùng" not in line
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_no_text_has_a_word_that_the_page_of_words_says_not_to_use(line):
    _, not_vi, _, not_en = line
    unwanted = {"vi": not_vi, "en": not_en}
    texts = ENTRIES | {
        f"{code}.{part}": words
        for code, kind in catalogue().items()
        for part, words in kind.words.items()
    }
    found = [
        (key, language)
        for key, words in texts.items()
        for language, word in unwanted.items()
        if re.search(rf"\b{re.escape(word)}\b", words[language], re.IGNORECASE)
    ]
    assert found == []
