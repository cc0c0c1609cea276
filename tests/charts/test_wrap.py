from hypothesis import given
from hypothesis import strategies as st

from dophu.charts.kit.fonts import text_width
from dophu.charts.kit.wrap import flow, shorten, wrap_balanced, wrap_name, wrap_title

WORDS = st.lists(
    st.text("abđêỗẲ 1".replace(" ", ""), min_size=1, max_size=9), min_size=1
)


@given(WORDS, st.integers(30, 120))
def test_wrapping_loses_no_word_and_fits_the_width(words, width):
    lines = wrap_balanced(" ".join(words), width, 9)
    assert " ".join(lines) == " ".join(words)
    assert all(text_width(line, 9) <= width for line in lines)


@given(WORDS, st.integers(30, 120))
def test_balanced_lines_are_no_more_than_filled_ones(words, width):
    lines = wrap_balanced(" ".join(words), width, 9)
    filled = [""]
    for word in words:
        longer = f"{filled[-1]} {word}".strip()
        if text_width(longer, 9) <= width:
            filled[-1] = longer
        else:
            filled.append(word)
    assert len(lines) == len(filled)


def test_a_last_line_of_one_short_word_is_avoided():
    text = "Danh sách rà soát của các thôn trong xã"
    width = text_width(text, 9) - 1
    first, second = wrap_balanced(text, width, 9)
    assert text_width(second, 9) > 0.6 * text_width(first, 9)


def test_a_long_name_breaks_after_its_kind():
    lines = wrap_name("Tổ dân phố Thử Nghiệm Rất Dài Tên", 45, 9)
    assert lines == ["Tổ dân phố", "Thử Nghiệm Rất Dài Tên"]


def test_a_name_has_three_lines_at_most_and_shows_that_it_was_cut():
    lines = wrap_name("Một Hai Ba Bốn Năm Sáu Bảy Tám Chín Mười " * 3, 40, 9)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(text_width(line, 9) <= 40 for line in lines)


def test_text_that_fits_is_not_shortened():
    assert shorten("Thôn Mẫu", 40, 9) == "Thôn Mẫu"


def test_text_is_cut_between_words_unless_that_loses_half_of_it():
    assert shorten("Thôn Mẫu Thử Nghiệm", 30, 9) == "Thôn Mẫu Thử…"
    assert shorten("Thôn Supercalifragilistic", 30, 9) == "Thôn Supercalifra…"


def test_a_title_breaks_after_a_pause_where_both_parts_fit():
    title = "Hai lý do chiếm 57% số trẻ: về quê, nghỉ hè và chưa thấy cần"
    assert wrap_title(title, 100, 12.8) == [
        "Hai lý do chiếm 57% số trẻ:",
        "về quê, nghỉ hè và chưa thấy cần",
    ]


def test_sentences_are_not_broken_where_they_can_stand_whole():
    sentences = ["Một câu ngắn.", "Câu thứ hai dài hơn một chút.", "Câu ba."]
    width = text_width(sentences[1] + " " + sentences[2], 9) + 1
    assert flow(sentences, width, 9) == [
        sentences[0],
        f"{sentences[1]} {sentences[2]}",
    ]
