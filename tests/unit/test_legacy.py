"""Columns from before Unicode, and above all those that only look like one."""

import random
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dophu.legacy import (
    convert,
    detect_encoding,
    font_encoding,
    is_capital_font,
    repair_mojibake,
)
from tests.old_encodings import (
    TCVN3_CAPITALS,
    TCVN3_CODES,
    TONES,
    as_tcvn3,
    as_vni,
    taken_apart,
)
from tests.short_form import cases

MONG = (
    "Giàng Vừ Thào Sùng Mùa Hạng Hảng Lầu Ly Lý Vàng Cứ Cư Chang Tráng Chá Sình "
    "Phàng Fàng Khang",
    "A Thị",
    "Páo Dơ Sử Chư Tủa Lử Di Phình Dế Hồ Chu Dình Sếnh Nhìa Só Mỷ Súa Sua Ca Dợ "
    "Mo Máy Say Dua Chía Pà Xi Dê Sèo Páng",
)
THAI = (
    "Lò Quàng Lường Tòng Cà Cầm Bạc Đèo Mè Lù Lèo Ngần Hoàng Vì Vi Điêu",
    "Văn Thị",
    "Ánh Biên Điện Hặc Inh Ón Pâng Panh Pỏm Xôm Hoa Thoả Toàn Hoà Quý Thuý",
)
KINH = (
    "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô Dương Lý",
    "Văn Thị Minh Bảo Gia Khánh Tuệ Đăng",
    "Anh An Hân Bảo Khôi Linh Nhi Khoa Thuỷ Ánh Ân Út Yến Quỳnh Hằng Phượng Tuấn",
)
PEOPLES = [tuple(part.split() for part in people) for people in (MONG, THAI, KINH)]
NAMES = st.sampled_from(PEOPLES).flatmap(
    lambda people: st.tuples(*map(st.sampled_from, people)).map(" ".join)
)

ONSETS = "b c ch d đ f g gh gi h j k kh l m n ng nh p ph qu r s t th tr v w x z"
RIMES = (
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu oa oe oi ôi ơi ua uê "
    "ui uô uơ uy ưa ươ ưu yê oai uya oo"
)
CODAS = ["", *"m n ng nh p t c ch".split()]


@st.composite
def syllables(draw) -> str:
    """Draw any spelling of one vowel group with one tone, in any case."""
    onset = draw(st.sampled_from(["", *ONSETS.split()]))
    rime = draw(st.sampled_from(RIMES.split()))
    place = draw(st.integers(0, len(rime) - 1))
    tone = draw(st.sampled_from(["", *TONES]))
    toned = rime[: place + 1] + tone + rime[place + 1 :]
    word = unicodedata.normalize("NFC", onset + toned + draw(st.sampled_from(CODAS)))
    return draw(st.sampled_from([str.capitalize, str.upper, str.lower]))(word)


WORDS = st.lists(syllables(), min_size=1, max_size=5).map(" ".join)
ENCODERS = {"tcvn3": as_tcvn3, "vni": as_vni, "unicode": str}


def columns(size: int, count: int, seed: int) -> list[list[str]]:
    """Draw columns of accented names, each of one people or of all together."""
    draw = random.Random(seed)
    drawn = []
    for _ in range(count):
        peoples = draw.choice([PEOPLES, *([people] for people in PEOPLES)])
        column: list[str] = []
        while len(column) < size:
            name = " ".join(map(draw.choice, draw.choice(peoples)))
            if not name.isascii():
                column.append(name)
        drawn.append(column)
    return drawn


def answers(encoding: str, size: int, count: int) -> list[str]:
    """Detect as many columns of an encoding as asked."""
    encode = ENCODERS[encoding]
    return [
        detect_encoding([encode(name) for name in column])
        for column in columns(size, count, seed=size)
    ]


@pytest.mark.parametrize(
    "encoding, written, read",
    [
        ("tcvn3", "NguyÔn V¨n Hoµn", "Nguyễn Văn Hoàn"),
        ("tcvn3", "thÞ trÊn Tña Chïa", "thị trấn Tủa Chùa"),
        ("tcvn3", "ng\u00adêi ch\u00ada ®¨ng ký", "người chưa đăng ký"),
        ("tcvn3", "§Æng ¢n ¸nh", "Đặng Ân ánh"),
        ("vni", "Nguyeãn Vaên", "Nguyễn Văn"),
        ("vni", "Tuûa Chuøa", "Tủa Chùa"),
        ("vni", "ÑAËNG THÒ MYÕ", "ĐẶNG THỊ MỸ"),
        ("vni", "Aùnh AÙnh Mî ngöôøi", "Ánh Ánh Mỵ người"),
    ],
)
def test_words_of_old_files_are_read_as_their_fonts_showed_them(
    encoding, written, read
):
    assert convert(written, encoding) == read


@given(WORDS)
def test_every_spelling_written_in_vni_comes_back(name):
    assert convert(as_vni(name), "vni") == name


@given(WORDS)
def test_every_spelling_written_in_tcvn3_comes_back_but_for_toned_capitals(name):
    expected = "".join(
        letter
        if letter.isascii() or letter in TCVN3_CAPITALS
        else taken_apart(letter)[1] and letter.lower() or letter
        for letter in name
    )
    assert convert(as_tcvn3(name), "tcvn3") == expected
    assert convert(as_tcvn3(name.lower()), "tcvn3", capitals=True) == name.upper()


@given(NAMES, st.sampled_from(["tcvn3", "vni"]))
def test_names_come_back_from_both_encodings_in_nfc(name, encoding):
    back = convert(ENCODERS[encoding](name), encoding)
    assert unicodedata.is_normalized("NFC", back)
    assert back.casefold() == name.casefold()
    if encoding == "vni" or not re.search(r"\b[ÁÓÚ]", name):
        assert back == name


def test_every_vietnamese_letter_is_in_both_tables():
    small = [
        unicodedata.normalize("NFC", base + tone)
        for base in TCVN3_CODES
        for tone in ["", *TONES]
    ] + ["đ"]
    assert len(set(small)) == 73
    for letter in small:
        assert convert(as_tcvn3(letter), "tcvn3") == letter
        assert convert(as_vni(letter), "vni") == letter
        assert convert(as_vni(letter.upper()), "vni") == letter.upper()


@pytest.mark.parametrize("encoding", ["unicode", "unclear"])
def test_text_of_no_old_encoding_comes_back_as_it_is(encoding):
    assert convert("NguyÔn e\u0302\u0301", encoding, capitals=True) == (
        "NguyÔn e\u0302\u0301"
    )


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_unicode_cell_in_an_old_column_is_not_converted(form, encoding):
    name = unicodedata.normalize(form, "Nguyễn Thị Hoà")
    assert convert(name, encoding, capitals=True) == name


def test_an_unknown_encoding_is_refused():
    with pytest.raises(ValueError, match="unknown encoding: 'viqr'"):
        convert("Nguye^~n", "viqr")


# Least share of right answers among columns of accented names.
@pytest.mark.parametrize(
    "encoding, size, share",
    cases(
        [
            ("tcvn3", 1, 0.93),
            ("tcvn3", 5, 1),
            ("tcvn3", 10, 1),
            ("vni", 1, 0.93),
            ("vni", 5, 1),
            ("vni", 10, 1),
            ("tcvn3", 20, 1),
            ("vni", 20, 1),
            ("tcvn3", 50, 1),
            ("vni", 50, 1),
        ],
        short=6,
    ),
)
def test_old_columns_are_recognised_by_length_as_promised(encoding, size, share):
    found = answers(encoding, size, 1000)
    assert found.count(encoding) >= share * len(found)
    assert set(found) <= {encoding, "unclear", "unicode"}


@pytest.mark.parametrize("case", [str.upper, str.lower])
@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "unicode"])
def test_columns_in_one_case_are_recognised_or_left_alone(encoding, case):
    # Case first: the marks of .VnTime are small in a name typed in capitals.
    found = [
        detect_encoding([ENCODERS[encoding](case(name)) for name in column])
        for column in columns(20, 300, seed=3)
    ]
    assert found.count(encoding) >= 0.99 * len(found)
    assert set(found) <= {encoding, "unclear"}


@pytest.mark.parametrize("size", [1, 2, 5, 20])
def test_no_column_of_correct_names_is_taken_for_anything_else(size):
    assert set(answers("unicode", size, 1000)) == {"unicode"}


@pytest.mark.long
@given(st.lists(NAMES, max_size=8), st.sampled_from(["NFC", "NFD"]))
def test_correct_names_come_through_detection_and_conversion_unchanged(names, form):
    names = [unicodedata.normalize(form, name) for name in names]
    encoding = detect_encoding(names)
    assert encoding == "unicode"
    assert [convert(repair_mojibake(name), encoding) for name in names] == names


@pytest.mark.parametrize(
    "column",
    [
        ["Lò A Dê"],
        ["Fàng A Di", "Fàng A Páo"],
        ["Hoàng"] * 30,
        ["HOÀNG A PÁO", "TOÁN", "LOÃ"],
        ["Lò Thoà", "Quàng Hoá", "Già Goòng", "Soõng", "SOÕNG"],
        ["Mùa A Ò", "Út", "Ân", "Ý"],
        ["Ðèo Và", "ðã xong"],
    ],
)
def test_names_that_could_be_read_in_another_encoding_stay(column):
    assert detect_encoding(column) == "unicode"


@pytest.mark.parametrize("column", [[], ["", " "], ["Ly A Di", "12/3/2019"]])
def test_a_column_without_accents_is_unicode(column):
    assert detect_encoding(column) == "unicode"
    assert detect_encoding(column, font=".VnTime") == "unicode"


def test_unaccented_cells_have_no_say():
    column = ["Nam"] * 40 + ["N÷", "Th¸i", "M«ng"]
    assert detect_encoding(column) == "tcvn3"


def test_spaces_and_dashes_past_ascii_have_no_say():
    assert detect_encoding(["\u00a0", "–", "Ly\u00a0A Di"] * 9) == "unicode"
    assert detect_encoding(["\u00a0", "–", "…"] * 30 + ["Vµng"]) == "tcvn3"


@pytest.mark.parametrize(
    "name",
    ["Niê, Ayŭn", "Ksor H'Lŏk", "Y Bĭn Kpă", "H Bĕ Êban", "Y Ƀhĭm", "Nay H'Čuan",
     "Kră̆ĵan Ji"],
)  # fmt: skip
def test_letters_of_the_central_highlands_are_unicode(name):
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, name)
        assert detect_encoding([written]) == "unicode"
        assert detect_encoding([written] * 3 + ["Ly A Di"]) == "unicode"
        assert convert(written, "tcvn3") == convert(written, "unicode")


def test_one_western_name_does_not_make_a_column_old():
    assert detect_encoding(["Ly A Di"] * 30 + ["Zoë"]) == "unclear"
    assert detect_encoding(["Lò A Dê"] * 30 + ["Zoë"]) == "unicode"


@pytest.mark.parametrize(
    "text", ["5 m² · ½", "25 °C", "Microsoft® Teams", "§ 3", "3×4 ± 1"]
)
def test_symbols_that_are_not_inside_a_word_are_symbols(text):
    assert detect_encoding([text]) == "unicode"


def test_a_column_with_two_encodings_is_unclear():
    names = columns(20, 1, seed=7)[0]
    mixed = names[:10] + [as_tcvn3(name) for name in names[10:]]
    assert detect_encoding(mixed) == "unclear"
    assert detect_encoding(mixed, font=".VnTime") == "unclear"


def test_windows_1258_read_as_1252_is_unclear_and_not_tcvn3():
    column = ["NguyêÞn Thiò Thâòy", "NguyêÞn Vãn Bâìu", "NguyêÞn A"]
    assert detect_encoding(column) == "unclear"


def test_the_font_decides_where_the_letters_do_not():
    column = ["Thò Í", "Só Mì"]
    assert detect_encoding(column) == "unicode"
    assert detect_encoding(column, font="VNI-Times") == "vni"
    assert detect_encoding(column, font=".VnTimeH") == "tcvn3"
    assert detect_encoding(column, font="Times New Roman") == "unicode"


def test_the_letters_gainsay_a_font_that_cannot_be_right():
    assert detect_encoding(["Nguyễn Văn Á"], font=".VnTime") == "unicode"
    assert detect_encoding(["Nguyeãn Vaên"], font=".VnTime") == "unclear"


@pytest.mark.parametrize(
    "font, encoding, capitals",
    [
        (".VnTime", "tcvn3", False),
        (".VnArialH", "tcvn3", True),
        (".VNTIME", "tcvn3", False),
        ("VNI-Helve", "vni", False),
        ("VNI-SOUTH", "vni", False),
        ("Times New Roman", None, False),
        ("", None, False),
    ],
)
def test_fonts_are_known_by_how_their_names_begin_and_end(font, encoding, capitals):
    assert font_encoding(font) == encoding
    assert is_capital_font(font) is capitals


def misread(text: str, codec: str) -> str:
    """Read the UTF-8 of a text as another codec, empty codes as Latin-1."""
    return "".join(
        bytes([byte]).decode(codec if codec == "latin-1" else "cp1252", "replace")
        if codec == "latin-1" or byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
        else chr(byte)
        for byte in text.encode("utf-8")
    )


@example("Quùa", "cp1252", 1)  # reads as VNI, misread too
@given(WORDS, st.sampled_from(["cp1252", "latin-1"]), st.integers(1, 2))
def test_misread_utf_8_is_repaired(name, codec, times):
    wrong = name
    for _ in range(times):
        wrong = misread(wrong, codec)
    assert repair_mojibake(wrong) == name
    assert detect_encoding([wrong]) == detect_encoding([name])


@given(WORDS, st.sampled_from(sorted(ENCODERS)))
def test_repair_changes_neither_correct_text_nor_old_encodings(name, encoding):
    written = ENCODERS[encoding](name)
    assert repair_mojibake(written) == written


def test_misread_utf_8_with_lost_bytes_is_unclear_and_stays():
    wrong = "Nguyá»n VÄn"
    assert repair_mojibake(wrong) == wrong
    assert detect_encoding([wrong]) == "unclear"


@pytest.mark.parametrize(
    "cells", [["Y Ñun", "Lan Anh", "Hoa"], ["Ñang"], ["A Ñoi", "An"]]
)
def test_one_first_letter_alone_makes_no_column_of_vni(cells):
    assert detect_encoding(cells) == "unclear"
    assert detect_encoding([*cells, "Vaên"]) == "vni"
    assert detect_encoding(cells, "VNI-Times") == "vni"
