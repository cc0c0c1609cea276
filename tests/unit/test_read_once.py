"""What a text means is worked out once, however many rows of a table hold it."""

import sys
from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.distinct import distinct_cells
from tests.reading import grid_of

AS_OF = date(2024, 7, 18)

HEADING = ["Họ và tên", "Ngày sinh", "Số định danh", "Thôn", "Tình trạng", "Lý do"]
CHILDREN = [
    ["Mẫu Văn An, 1", "5/7/2018", "000218000123", "Thôn 1", "Đã thu nhận", None],
    ["Mẫu Thị Bình", "31/02/2019", "000319000124", "Thôn 2", "Chưa", "Về quê"],
    ["Mẫu Văn Cư - chưa làm", 2019, 219000125, "Thôn 3", "vắng", "lên rẫy"],
]
WORKS = [
    "sheets.shared_rows.names_in_cell",
    "sheets.columns.split_result",
    "sheets.columns.name_key",
    "words.values._parse_text",
    "words.values._read_number",
    "columns.status_columns.status_of",
    "columns.status_columns.is_of_school",
    "words.doubtful_marks.key_of",
    "columns.reason_columns.reason_of",
    "columns.hamlet_of_row._named",
    "columns.birth_columns._expected",
    "columns.filled_cells.is_ditto",
]
"""Functions of dophu.rosters."""


def read(times):
    """Read a table that holds each of a few children so many times."""
    index = Hamlets((Hamlet("H1", "Thôn 1"), Hamlet("H2", "Thôn 2"))).index()
    grid = grid_of("", [HEADING, *CHILDREN * times])
    return read_rows(grid, Sender("roster", "a.csv", AS_OF, index))


@pytest.mark.parametrize("work", WORKS)
def test_work_on_a_text_grows_with_distinct_texts_not_with_rows(work, monkeypatch):
    module, _, name = f"dophu.rosters.{work}".rpartition(".")
    real = getattr(sys.modules[module], name)
    calls = []

    def counting(*given, **named):
        calls.append(given)
        return real(*given, **named)

    monkeypatch.setattr(sys.modules[module], name, counting)
    counts = []
    for times in (10, 100):
        calls.clear()
        assert read(times).columns["kind"].count("data") == len(CHILDREN) * times
        counts.append(len(calls))
    assert 0 < counts[0] == counts[1]


def test_repeated_rows_say_what_the_first_stated():
    once, often = read(1).columns, read(50).columns
    own = {"row", "file", "sheet", "source", "kind"}
    for name in once.keys() - own:
        assert often[name][1:] == once[name][1:] * 50, name


def test_a_boolean_a_number_and_a_text_of_one_look_stay_apart():
    found = distinct_cells([1, True, "1", 1, None, True])
    assert sorted(map(repr, found)) == ["'1'", "1", "True"]
