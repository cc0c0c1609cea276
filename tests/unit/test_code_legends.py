"""Codes that a line of the list explains are read as it says, and no others."""

from __future__ import annotations

import pytest

from spec.tables import read_table
from tests.small_lists import HEADING, children, read_small

LEGENDS = [
    ("1 = đã làm, 0 = chưa", "Kết quả", "1", "0"),
    ("Đ: đã làm; C: chưa làm", "Kết quả", "Đ", "C"),
    ("Ghi chú: Đ - đã làm, C - chưa làm", "Tình trạng", "đ", "c"),
    ("(1: Đã làm; 2: Chưa làm)", "Kết quả", 1, 2),
    ("Quy ước: 1 = chưa làm; 2 = đã làm", "Kết quả", 2, 1),
    ("Ký hiệu: ĐL là đã làm, CL là chưa làm", "Kết quả", "ĐL", "CL"),
    ("D: Đã làm CC; C: Chưa làm CC", "Đã làm", "D", "C"),
]


@pytest.mark.parametrize(("line", "heading", "done", "not_done"), LEGENDS)
@pytest.mark.parametrize("above", [True, False])
def test_codes_mean_what_a_line_says(
    line: str, heading: str, done: object, not_done: object, above: bool
) -> None:
    """Each child counts as its code says, and nobody is asked."""
    rows = [[*HEADING, heading], *children(*[[done], [not_done]] * 3)]
    rows = [[line], *rows] if above else [*rows, [], [line]]
    assert read_small(rows) == ([True, False] * 3, set())


@pytest.mark.parametrize(
    "line",
    [
        "Đ: đã làm, hỏi lại trưởng thôn",  # not all of it is a legend
        "Đ: đã làm, Đ: chưa làm",
        "Đ: đồng ý",
        "A: đã làm",  # of no code that stands there
    ],
)
def test_a_line_that_is_not_understood_explains_nothing(line: str) -> None:
    """Nobody is done by it, and a person is asked."""
    rows = [[*HEADING, "Kết quả"], *children(["Đ"], ["Đ"], ["C"]), [line]]
    done, codes = read_small(rows)
    assert not any(done)
    assert codes


def test_a_mark_that_a_line_turns_makes_nobody_done():
    """An "x" keeps its meaning in a column of words, or is asked about."""
    rows = [[*HEADING, "Kết quả"], *children(["x"], ["đ"]), ["x: chưa làm; đ: đã làm"]]
    done, codes = read_small(rows)
    assert not any(done)
    assert codes


@pytest.mark.parametrize("row", read_table("code_legends"), ids=str)
def test_a_code_means_what_the_table_says(row: dict[str, str]) -> None:
    """Beside a child that is done or not by another cell."""
    rows = [[*HEADING, row["column"]], *children([row["cell"]], [row["cell"]])]
    done, codes = read_small([*rows, [], [row["line"]]])
    assert done == [row["status"] in ("applied", "issued")] * 2
    assert bool(codes) == bool(row["told"])
    assert row["told"] in codes or not codes
