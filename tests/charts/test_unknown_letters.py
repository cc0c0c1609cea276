"""A character that the typeface lacks is drawn as another and never stops a chart."""

from __future__ import annotations

import sys
import warnings

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dophu.catalogue.drawable_letters import KNOWN
from dophu.catalogue.typeface import FILES, drawable, is_in_font, text_width
from dophu.charts.kit.paper import Paper
from dophu.charts.kit.text_line import outline
from dophu.snapshots import look

PICTURE = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ODD = [
    "Tổ Ⅱ", "Thôn A → B", "Bản Kʼpa", "Thôn 中", f"Tổ {PICTURE}", "Xóm \ue000",
    "\x00\x0b\ud800",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Tổ Ⅱ", "Tổ II"), ("Thôn A → B", "Thôn A > B"), ("Bản Kʼpa", "Bản K’pa"),
        ("Khu ③", "Khu 3"), ("Thôn 中心 1", "Thôn ? 1"), (f"Tổ {PICTURE} 2", "Tổ ? 2"),
        ("Xóm \ue000", "Xóm ?"), ("Ｔổ １", "Tổ 1"),
        ("Ẳng Nà É", "Ẳng Nà É"), ("Tổ\u200b 1", "Tổ 1"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_shown_as_what_is_read_as_the_same(name, shown):
    assert drawable(name) == shown


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=12))
@example("".join(ODD))
def test_any_text_is_drawn_with_letters_that_the_typeface_has(text):
    shown = drawable(text)
    assert drawable(shown) == shown
    assert all(is_in_font(c) for c in shown)
    assert text_width(text, 9) == text_width(shown, 9)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is one
        if shown.strip():
            outline(shown, True)


def test_letters_that_are_not_searched_for_are_in_both_files():
    from matplotlib.ft2font import FT2Font

    known = [c for c in map(chr, range(0x20, sys.maxunicode)) if KNOWN.fullmatch(c)]
    assert "ằ" in known and len(known) > 600
    for file in FILES.values():
        face = FT2Font(file)
        assert [c for c in known if not face.get_char_index(ord(c))] == []


@pytest.mark.parametrize("name", ODD)
def test_a_figure_with_any_name_is_saved(name):
    paper = Paper(80, 20)
    paper.text("name", name, 5, 10, 9)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        paper.figure.canvas.draw()


def test_the_hamlet_the_officer_and_the_unit_are_named(folder):
    hamlets = "hamlet_id,name,aliases,officer\nH1,Tổ Ⅱ,,Mẫu → Văn\nH2,Thôn 2,,\n"
    folder.write("hamlets.csv", hamlets)
    folder.roster("2024-07-18", "1,Mẫu Văn Một,28/2/2019,,Thôn 2,chưa,")
    week = look(folder.path)
    reported = [i for i in week.issues if i.code == "CH-17"]
    assert [(i.place, i.details["shown"]) for i in reported] == [
        ("hamlets.csv › 2", "Tổ II"), ("hamlets.csv › 2", "Mẫu > Văn"),
    ]  # fmt: skip
    assert reported[0].severity == "info" and "U+2161" in reported[0].message("vi")


@pytest.mark.parametrize("bold", [False, True])
def test_a_minus_is_as_wide_as_a_plus_and_stands_where_its_bar_does(bold):
    from matplotlib.ft2font import FT2Font, LoadFlags

    assert drawable("−5") == "−5" and text_width("−", 9) == text_width("+", 9)
    face = FT2Font(FILES[bold])
    boxes = {}
    for sign in "+−":
        glyph = face.load_char(ord(sign), flags=LoadFlags.NO_HINTING)
        boxes[sign] = glyph.bbox
    plus, minus = boxes["+"], boxes["−"]
    assert (minus[0], minus[2]) == (plus[0], plus[2])
    assert plus[1] < minus[1] < minus[3] < plus[3]
    assert abs(minus[1] + minus[3] - plus[1] - plus[3]) <= 0.02 * (plus[3] - plus[1])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_below_nothing_have_one_sign_wherever_they_are_written(language):
    from fractions import Fraction

    from dophu.catalogue.numbers import format_number, format_points
    from tests.charts.invented import ABOUT

    less = Fraction(-1, 8)
    written = [format_number(less, language), format_points(less, language)]
    assert {text[0] for text in (*written, ABOUT.signed(-5))} == {"−"}
