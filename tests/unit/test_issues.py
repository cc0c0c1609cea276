"""The catalogue of issues: both languages, the same words to fill, severities known."""

import re

import pytest

from dophu.catalogue.issues import (
    PARTS,
    SEVERITIES,
    DophuError,
    Issue,
    catalogue,
    phrase,
)


@pytest.mark.parametrize("code", catalogue())
def test_every_issue_is_whole_in_both_languages(code):
    kind = catalogue()[code]
    assert kind.severity in SEVERITIES
    assert "found" in kind.words and "did" in kind.words
    if kind.severity != "info":
        assert "todo" in kind.words, "what must be looked at says what to do"
    for part, words in kind.words.items():
        assert part in PARTS and set(words) == {"vi", "en"}
        slots = [set(re.findall(r"{(\w+)", words[lang])) for lang in ("vi", "en")]
        assert slots[0] == slots[1], (code, part)


def test_an_error_lists_all_its_problems_in_either_language():
    error = DophuError(
        [Issue("CD-04", "campaign.toml", details={"key": "unit"}) for _ in range(2)]
    )
    assert str(error).count("Thiếu khóa bắt buộc 'unit'") == 2
    assert error.say("en").startswith("CD-04 campaign.toml: The required key 'unit'")


def test_a_place_is_file_sheet_and_cell():
    assert Issue("DS-03", "a.xlsx", "Sheet1", "D17").place == "a.xlsx › Sheet1 › D17"


def test_a_phrase_is_filled_in_both_languages():
    assert phrase("too_short", digits=9) == {"vi": "có 9 chữ số", "en": "has 9 digits"}
