"""Text in every form offices send it."""

import unicodedata

import pytest

from dophu.text import clean_text, comparison_key, folded_key, sort_key

NAME = "Nguyễn Thị Hường Đậu"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_unicode_form_becomes_one(form):
    assert clean_text(unicodedata.normalize(form, NAME)) == NAME


def test_marks_in_the_wrong_order_become_one_letter():
    assert clean_text("Nguye\u0303\u0302n") == "Nguyễn"


@pytest.mark.parametrize("letter", ["Ð", "Ɖ"])
def test_look_alikes_of_d_with_stroke_become_it(letter):
    assert clean_text(f"{letter}ồng") == "Đồng"


@pytest.mark.parametrize(
    "written",
    ["Ｎguyễn Văn Ｈùng", "Νguyễn Văn Ηùng", "Nguyễn Văn Нùng", "Nguyễn Văn Hùng"],
)
def test_letters_of_other_alphabets_that_look_alike_are_ours(written):
    assert clean_text(written) == "Nguyễn Văn Hùng"


def test_spaces_line_breaks_and_invisible_characters_go():
    assert clean_text(" Mẫu\u00a0\u200bVăn_x000D_\n  Thử\ufeff ") == "Mẫu Văn Thử"


def test_old_and_new_places_of_the_tone_are_one_key():
    for old, new in (("hòa", "hoà"), ("khỏe", "khoẻ"), ("thúy", "thuý")):
        assert comparison_key(old) == comparison_key(new)


def test_accents_report_not_yet_from_the_name_of_a_town():
    assert comparison_key("chưa") != comparison_key("Chùa")
    assert folded_key("chưa") == folded_key("Chùa") == "chua"


def test_vietnamese_order_puts_letters_before_tones_and_numbers_by_value():
    names = ["Đá", "Da", "Dạ", "Dã", "Ô", "O", "Ơ", "Tổ 10", "Tổ 9", "Tổ 9a"]
    expected = ["Da", "Dã", "Dạ", "Đá", "O", "Ô", "Ơ", "Tổ 9", "Tổ 9a", "Tổ 10"]
    assert sorted(names, key=sort_key) == expected
