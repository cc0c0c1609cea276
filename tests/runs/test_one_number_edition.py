"""One number for one thing in a whole edition, whatever file or language names it."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from dophu.catalogue.indicators import indicators
from dophu.catalogue.numbers import format_count
from dophu.catalogue.sentences import NOUNS, SENTENCES
from dophu.runs.opened import in_page, in_slides, in_word, in_workbook
from tests.runs.edition_texts import texts_of
from tests.runs.english import write_english
from tests.runs.named_figures import COMPILED, ONLY, named_in
from tests.short_form import cases

THINGS = ("gap", "done", "all", "coverage", "needed", "achieved", "each", "lately",
          "left", "low", "high", "hamlets", "share")  # fmt: skip
LANGUAGES = ("vi", "en")


@pytest.fixture(scope="module")
def reported(sample_week, tmp_path_factory):
    """All texts of the edition that README's command makes, by language."""
    edition = sample_week.edition
    other = tmp_path_factory.mktemp("english") / edition.name
    write_english(edition, sample_week.campaign, other)
    screen = " ".join(sample_week.screen.split())
    lines = (other / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return {
        "vi": [*texts_of(edition), *marked(edition, "vi"), ("screen", screen)],
        "en": [*texts_of(other), *marked(other, "en"), *(("said", s) for s in lines)],
    }


def marked(edition, language):
    """Say the marked figures of the documents as a sentence that a pattern reads."""
    form = {"vi": "Kỳ này: {}.", "en": "This date: {}."}[language]
    opened = {"briefing.docx": in_word, "briefing.pptx": in_slides,
              "index.html": in_page, "tables.xlsx": in_workbook}  # fmt: skip
    for name, read in opened.items():
        for figure, shown in read(edition / name):
            if figure == "gap_all":
                if name.endswith(".xlsx"):  # a number, which Excel writes
                    shown = format_count(int(float(shown)), language)
                yield name, form.format(shown)


@pytest.mark.parametrize("language", cases(LANGUAGES, 1))
def test_no_two_sentences_of_an_edition_name_one_thing_by_two_numbers(
    reported, language
):
    found = named_in(reported[language], language)
    numbers = {thing: {number for number, _ in found[thing]} for thing in THINGS}
    assert {t: n for t, n in numbers.items() if len(n) != 1} == {}, found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_thing_is_named_in_two_files_at_least(reported, language):
    found = named_in(reported[language], language)
    # Where days with a session are known, days alone are said by notebooks, which are
    # one text in English.
    things = [t for t in THINGS if language == "vi" or t not in ("needed", "achieved")]
    places = {thing: {place for _, place in found[thing]} for thing in things}
    assert {t: p for t, p in places.items() if len(p) < 2} == {}


def test_the_gap_is_named_in_every_kind_of_file(reported):
    places = {place for _, place in named_in(reported["vi"], "vi")["gap"]}
    wanted = """briefing.docx briefing.pptx tables.xlsx index.html screen
        charts/charts.json charts/ranked.svg notebooks/20_gaps.ipynb
        notebooks/30_progress.html notebooks/40_briefing.ipynb"""
    assert {*wanted.split()} <= places
    notes = [text for place, text in reported["vi"] if place == "briefing.pptx"]
    assert len(notes) > 50, "slides, their speaker notes and their charts"


def test_both_languages_name_the_same_numbers(reported):
    by_language = [
        {
            thing: {re.sub(r"[.,]", "", number) for number, _ in found[thing]}
            for found in [named_in(reported[language], language)]
            for thing in THINGS
        }
        for language in LANGUAGES
    ]
    assert by_language[0] == by_language[1]


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_planted_second_number_is_found(reported, language, thing):
    place, text, span = next(
        (place, text, match.span(thing))
        for place, text in reported[language]
        for pattern in COMPILED[language]
        for match in pattern.finditer(text)
        if thing in pattern.groupindex and ONLY[language] not in text
    )
    share = "%" if text[: span[1]].endswith("%") else ""
    planted = f"{text[: span[0]]}7{share}{text[span[1] :]}"
    found = named_in([*reported[language], (place, planted)], language)
    assert len({number for number, _ in found[thing]}) == 2


def test_a_text_about_some_children_alone_is_distinguished_from_one_about_all(reported):
    some = [t for place, t in reported["vi"] if ONLY["vi"] in t and "40_brief" in place]
    assert some, "notebook 40 draws the ledger of one age group"
    assert named_in([("", "Chỉ tính nữ: còn 695 trẻ chưa làm căn cước")], "vi") == {}


PLACEHOLDERS = {"required": "needed", "achieved": "achieved", "middle": "left",
                "required_per_day": "needed", "achieved_per_day": "achieved",
                "left_middle": "left"}  # fmt: skip
ON_SESSION_DAYS = {"needed": "each", "achieved": "lately"}
OTHERWISE = {"pace_session_days", "pace_line_ahead_session"}
"""Sentences with one of these that name another thing: what a session day takes.

Or one that the line below it ends: "cần 133,8 trẻ | mỗi ngày có buổi làm"."""


def sentences(language):
    """Give the sentences of the catalogue that name a pace or what will be left."""
    known = {key: words[language] for key, words in SENTENCES.items()}
    known |= {k: i.words["sentence"][language] for k, i in indicators().items()}
    for key, text in known.items():
        inside = {name for _, name, _, _ in Formatter().parse(text) if name}
        for name in inside & PLACEHOLDERS.keys():
            if key not in OTHERWISE:
                yield key, text, inside, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_catalogue_that_names_a_pace_is_read(language):
    number = {"vi": "12,5", "en": "12.5"}[language]
    seen = 0
    for key, text, inside, name in sentences(language):
        nouns = {noun: words[language] for noun, words in NOUNS.items()}
        nouns["session_day"] = SENTENCES["value_per_session_day"][language]
        values = {
            i: nouns.get(i, nouns.get(i.removesuffix("_low"), "3")) for i in inside
        }
        stated = text.format(**(values | {name: number}))
        thing = PLACEHOLDERS[name]
        thing = ON_SESSION_DAYS[thing] if key.endswith("_session") else thing
        numbers = [n for n, _ in named_in([("", stated)], language)[thing]]
        assert number in numbers, (key, stated)
        seen += 1
    assert seen >= 5
