"""One table, written as text in every way that programs and people write it."""

from __future__ import annotations

import csv
from itertools import product

import pytest

from dophu.reader.delimited_text import (
    SEPARATORS,
    find_separator,
    parse_records,
    part_lines,
)
from dophu.reader.grid import read_grid
from tests.reading import read_container

HEADING = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Nơi thường trú"]
ADDRESSES = {
    "plain": "Ngõ 4 Mẫu 1 xã Thử",
    "few commas": "Ngõ 4, Mẫu 1",
    "many commas": "Số 3, ngõ 4, Thôn Mẫu 1, xã Thử, huyện Thử, tỉnh Thử",
    "commas without a space": "Số 3,ngõ 4,Thôn Mẫu 1,xã Thử,huyện Thử",
    "semicolons": "Số 3; ngõ 4; Thôn Mẫu 1; xã Thử; huyện Thử; tỉnh Thử",
    "bars": "Số 3 | ngõ 4 | Thôn Mẫu 1 | xã Thử | huyện Thử",
    "quotation marks": 'Ngõ "Sáu", Thôn Mẫu 1, xã Thử',
}
QUOTING = ("where needed", "every cell", "texts alone", "every line")
ABOVE = ("", "ỦY BAN NHÂN DÂN XÃ THỬ\n", "XÃ THỬ, HUYỆN THỬ\nDANH SÁCH TRẺ, NĂM 2024\n")


def table(address: str, children: int = 6) -> list[list[str]]:
    rows = [
        [str(n), f"Mẫu Văn {'ABCDEG'[n - 1]}", f"0{n}/03/2018", "Thôn Mẫu 1", address]
        for n in range(1, children + 1)
    ]
    return [HEADING, *rows]


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def written(rows: list[list[str]], separator: str, quoting: str) -> list[str]:
    def cell(text: str) -> str:
        needs = separator in text or '"' in text
        if quoting == "every cell" or needs:
            return quoted(text)
        is_text = quoting == "texts alone" and not text[0].isdigit()
        return quoted(text) if is_text else text

    lines = [separator.join(map(cell, row)) for row in rows]
    return list(map(quoted, lines)) if quoting == "every line" else lines


def grid_rows(text: str, encoding: str = "utf-8-sig") -> list[list[str | None]]:
    grid = read_grid(read_container(text.encode(encoding))[0])
    return [row for row in grid.rows if any(cell is not None for cell in row)]


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("quoting", QUOTING)
def test_a_table_is_the_same_however_it_is_written(separator, quoting):
    for address, above, blank in product(ADDRESSES.values(), ABOVE, ("", "\n")):
        rows = table(address)
        lines = written(rows, separator, quoting)
        text = above + "\n".join(line + blank for line in lines) + "\n"
        found = grid_rows(text)[above.count("\n") :]
        assert found == rows, (address, above, blank)


@pytest.mark.parametrize("separator", SEPARATORS)
def test_one_child_below_the_headings_is_enough(separator):
    for address, quoting in product(ADDRESSES.values(), QUOTING):
        rows = table(address, children=1)
        assert grid_rows("\n".join(written(rows, separator, quoting))) == rows, address


@pytest.mark.parametrize("separator", SEPARATORS)
def test_lines_without_their_last_empty_fields_are_distinct_all_the_same(separator):
    rows = table(ADDRESSES["many commas"])
    for row in rows[1::2]:
        row[3:] = []
    assert grid_rows("\n".join(written(rows, separator, "where needed"))) == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_the_encoding_does_not_matter(encoding):
    letters = {"ọ": "o\u0323", "ơ": "\u01a1"} if encoding == "cp1258" else {}
    rows = [["STT", "H\u01a1 va ten", "\u0110ia chi"], ["1", "A", "a, b, c, d"]]
    text = "\n".join(";".join(row) for row in rows)
    for letter, parts in letters.items():
        text = text.replace(letter, parts)
    assert grid_rows(text, encoding) == rows


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;;"])
def test_a_line_that_names_the_separator_is_believed(line):
    assert find_separator(f"{line}\nSTT,a;Tên,b\n1,2;3,4\n") == ";"


def test_lines_pasted_into_the_first_column_of_a_workbook_are_taken_apart():
    title = ["DANH SÁCH TRẺ EM, NĂM 2024"]
    lines = [[line] for line in written(table("Ngõ 4, Mẫu"), ";", "where needed")]
    rows, separator = part_lines([title, [None], *lines])
    assert separator == ";" and rows[2:] == table("Ngõ 4, Mẫu")


@pytest.mark.parametrize(
    "rows",
    [
        [["Ghi chú"], ["Không có gì"]],
        [["a,b", "c"], ["d,e", "f"]],
        [["A, B, C và D"], ["Một dòng"], ["Hai, ba"]],
        [[1], [2]],
        [],
    ],
)
def test_cells_that_are_no_lines_of_a_table_stay_as_they_are(rows):
    assert part_lines(rows) == (rows, "")


@pytest.mark.parametrize("other", ";\t|")
@pytest.mark.parametrize("place", ["Mẫu 1", "Ngõ 4, Mẫu 1", "Ngõ 4, tổ 2, Mẫu 1"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_two_lists_pasted_into_one_file_keep_all_their_lines(other, place, end):
    lines = [f'{n},Mẫu {n},05/07/2019,"{place}"' for n in range(9)]
    lines += [other.join((f"{n}", f"Mẫu {n}", "06/07/2019", place)) for n in range(4)]
    records, _ = parse_records(end.join(lines))
    assert [len(record) for record in records] == [4] * 13
    assert records[-1][:3] == ["3", "Mẫu 3", "06/07/2019"]


@pytest.mark.parametrize(
    "line",
    [
        "Ghi chú; của; thôn; Mẫu",
        "9,Mẫu, chưa rõ; a; b; c",
        "10;Mẫu;05/07/2019",
        "11;Mẫu;05/07/2019;Mẫu;1",
        "12,Mẫu",
    ],
)
def test_a_line_that_no_separator_makes_one_of_the_others_stays_as_it_is(line):
    table = "".join(f"{n},Mẫu {n},05/07/2019,Mẫu 1\n" for n in range(9))
    records, _ = parse_records(table + line)
    assert records[-1] == next(csv.reader([line]))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_texts_written_as_formulas_are_the_texts(mark):
    lines = [["STT", "Tên", "Số"], ['="1"', '="Mẫu A"', '="000123456789"']]
    for doubled in (False, True):
        cells = [f'"{c.replace(chr(34), chr(34) * 2)}"' if doubled else c
                 for c in lines[1]]  # fmt: skip
        text = mark.join(lines[0]) + "\n" + mark.join(cells) + "\n"
        assert parse_records(text)[0][1] == ["1", "Mẫu A", "000123456789"]
