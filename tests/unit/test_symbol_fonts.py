"""A letter in a font of symbols is the symbol that people see, in every cell."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.reader.extents import SYMBOL_FONTS
from dophu.reader.grid import read_grid
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.symbol_fonts import SYMBOLS, show_symbols, symbol_of
from tests.reading import grid_of, read_container

AS_OF = date(2024, 7, 18)
INDEX = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
HEADING = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Đã làm"]
EVERY = [(font, letter) for font in SYMBOL_FONTS for letter in "abcnoprqxPRüûþýs¨l"]


def workbook(font: str, marks) -> bytes:
    """A list whose last column is set in a font."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet, symbols = book.add_worksheet("DS"), book.add_format({"font_name": font})
    sheet.write_row(0, 0, HEADING)
    for n, mark in enumerate(marks, start=1):
        row = [n, f"Mẫu Văn {'ABCDEGHIK'[n]}", f"{n:02}/03/2018", "Thôn Mẫu 1"]
        sheet.write_row(n, 0, row)
        sheet.write(n, 4, mark, symbols)
    book.close()
    return file.getvalue()


def statuses(content: bytes):
    [sheet] = read_container(content)
    found = read_rows(read_grid(sheet), Sender("roster", "a.xlsx", AS_OF, INDEX))
    pairs = zip(found.columns["kind"], found.columns["status"], strict=True)
    reported = [issue.code for issue in found.issues]
    return [status for kind, status in pairs if kind == "data"], reported.count("DS-07")


@pytest.mark.parametrize(
    ("font", "tick", "other"),
    [
        ("Wingdings", "ü", "n"),
        ("Wingdings", "þ", "û"),
        ("Wingdings 2", "P", "O"),
        ("Webdings", "a", "r"),
        ("Marlett", "a", "r"),
        ("WEBDINGS", "\uf061", "\uf072"),
    ],
)
def test_a_tick_is_one_and_another_symbol_is_reported(font, tick, other):
    read, reported = statuses(workbook(font, [tick, other, None]))
    assert read[0] == "applied"
    assert read[1:] == [None, None]
    assert reported == 1


@pytest.mark.parametrize(("font", "letter"), EVERY)
def test_only_a_tick_or_a_ticked_box_is_done(font, letter):
    [done, *_], _ = statuses(workbook(font, [letter]))
    shown = SYMBOLS.get(font, {}).get(letter)
    assert (done == "applied") == (shown in ("✓", "☑"))


def test_the_same_letters_in_a_font_of_letters_are_letters():
    read, reported = statuses(workbook("Times New Roman", ["x", "có", "không"]))
    assert (read, reported) == (["applied", "applied", None], 0)


def test_words_stay_words_and_no_other_cell_is_touched():
    grid = grid_of("DS", [HEADING, [1, "Mẫu Văn A", "01/03/2018", "r", "r"]])
    shown = show_symbols(replace(grid, looks=((4, 1, 1, "webdings"),)))
    assert shown.rows[1][3:] == ["r", "✗"]
    assert shown.looks == ()
    assert symbol_of("đã làm", "Wingdings") == "đã làm"
