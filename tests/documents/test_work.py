"""Counts of work of lists and letters: what grows with hamlets, and what does not.

Counts, not times: they are the same on every machine.
"""

from collections import Counter
from datetime import date

import docx
import pytest
from docx.opc.package import OpcPackage
from docx.styles.styles import Styles

from dophu.catalogue.about import About
from dophu.documents.docx.tables import TableWriter
from dophu.documents.lists.layout import Formats
from dophu.documents.lists.letter import Letter, write_letter
from dophu.documents.lists.letter_paper import LetterPaper
from dophu.documents.lists.workbook import BLANK_ROWS, write_visit_book
from dophu.documents.xlsx.lean_worksheet import LeanWorksheet
from tests.documents.door_books import book, visit

ABOUT = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))


@pytest.fixture
def work(monkeypatch):
    counted = Counter()

    def count(owner, name, key):
        plain = getattr(owner, name)

        def counting(*args, **more):
            counted[key] += 1
            return plain(*args, **more)

        monkeypatch.setattr(owner, name, counting)

    count(docx.api.Package, "open", "documents begun")
    count(OpcPackage, "save", "documents saved")
    count(Styles, "__getitem__", "styles looked up")
    count(LeanWorksheet, "_write_cell", "cells one by one")
    count(Formats, "of", "formats asked for")
    lines = LeanWorksheet.write_line

    def counting_cells(self, row, styles, contents, height):
        counted["cells"] += len(contents)
        return lines(self, row, styles, contents, height)

    monkeypatch.setattr(LeanWorksheet, "write_line", counting_cells)
    count(TableWriter, "_write", "cells of a letter laid out")
    return counted


def letter(where: str) -> Letter:
    return Letter(
        where=where, officer="", about=ABOUT, counts=[("Dưới 6 tuổi", 9, 3)],
        to_verify=0, carried=None, issues=(), sessions=(), due=date(2024, 7, 25),
        file=f"hamlets/{where}.xlsx",
    )  # fmt: skip


def test_what_all_letters_share_is_made_once_for_any_number(work, tmp_path):
    took = []
    for number in (2, 12):
        work.clear()
        paper = LetterPaper(ABOUT)
        for n in range(number):
            write_letter(tmp_path / f"{n}.docx", letter(f"Thôn Mẫu {n}"), paper)
        took.append(dict(work))
    assert took[0] == took[1]
    assert took[0]["documents begun"] == took[0]["documents saved"] == 1
    # Each look of a cell once: headings of words and of numbers, lines, the total.
    assert took[0]["cells of a letter laid out"] == 4


def test_a_letter_on_shared_paper_is_the_letter_on_paper_of_its_own(tmp_path):
    paper = LetterPaper(ABOUT)
    for n in range(3):
        name = f"Thôn Mẫu {n}"
        shared = write_letter(tmp_path / "shared.docx", letter(name), paper)
        own = write_letter(tmp_path / "own.docx", letter(name))
        assert shared.read_bytes() == own.read_bytes()


def test_cells_of_a_list_grow_with_its_children_and_formats_do_not(work, tmp_path):
    cells, formats = [], []
    for number in (10, 20, 40):
        work.clear()
        made = [visit(n) for n in range(1, number + 1)]
        write_visit_book(tmp_path / "a.xlsx", book(made))
        cells.append(work["cells"])
        formats.append(work["formats asked for"])
    a_row = (cells[1] - cells[0]) / 10
    assert cells[2] - cells[1] == 20 * a_row
    # A row has a number, its columns, the answers and the key; blank rows no key.
    assert cells[0] == (10 + BLANK_ROWS) * a_row - BLANK_ROWS
    assert len(set(formats)) == 1
    assert not work["cells one by one"]
