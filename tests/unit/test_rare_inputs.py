"""What hardly any campaign has: it is named or passed, and never a fault of the kit."""

from __future__ import annotations

import errno
import json
import struct
from datetime import date

import pytest

import dophu
from dophu.campaign.config import read_campaign
from dophu.campaign.decisions_file import _as_written
from dophu.campaign.hamlet_changes import HamletEvent, HamletEvents
from dophu.campaign.map_shapes import _collect
from dophu.catalogue.issues import DophuError
from dophu.catalogue.refusals import cannot_write, refusal_behind, writing_to
from dophu.reader import wire
from dophu.reader.delimited_text import parse_records
from dophu.reader.html_tables import read_html
from dophu.reader.xlsb_records import records, scan_records
from tests.campaigns import campaign_toml

SECTIONS = ("campaign", "briefing", "sessions", "reachable_from", "vocabulary", "words")


@pytest.mark.parametrize("value", ["1", '"x"', "[1]", "true", "2024-07-18"])
@pytest.mark.parametrize("name", [*SECTIONS, "age_groups"])
def test_a_section_that_is_none_is_named(folder, name, value):
    text = campaign_toml()
    if name == "campaign":
        text = text[text.index("[[age_groups]]") :]
    elif name == "age_groups":
        text = text[: text.index("[[age_groups]]")]
    folder.write("campaign.toml", f"{name} = {value}\n{text}")
    with pytest.raises(DophuError, match="CD-05") as caught:
        read_campaign(folder.path)
    assert f"'{name}'" in str(caught.value)


def test_what_a_map_has_beside_outlines_is_gathered_or_passed():
    square = [[103.0, 22.0], [103.1, 22.0], [103.1, 22.1], [103.0, 22.0]]
    parts = [
        {"type": "Point", "coordinates": [103.0, 22.0]},
        {"type": "MultiPoint", "coordinates": [[103.0, 22.1], [103.1, 22.1]]},
        {"type": "LineString", "coordinates": square},
        {"type": "Polygon", "coordinates": [square, square[:2]]},
    ]
    geometry = {"type": "GeometryCollection", "geometries": parts}
    nothing = {"properties": {"hamlet_id": "H2"}, "geometry": None}
    of_nobody = {"properties": None, "geometry": geometry}
    short = {"type": "Polygon", "coordinates": [square[:2]]}
    features = [
        {"properties": {"hamlet_id": "H1"}, "geometry": geometry}, nothing, of_nobody,
        {"properties": {"hamlet_id": "H3"}, "geometry": short},
    ]  # fmt: skip
    found = _collect(json.loads(json.dumps({"features": features})))
    assert [*found] == ["H1"]
    assert (len(found["H1"].rings), len(found["H1"].points)) == (1, 3)


def test_figures_of_a_hamlet_that_left_are_left_out_and_of_none_are_parted_evenly():
    day = date(2024, 7, 15)
    events = HamletEvents(
        (
            HamletEvent("H1", "", "leave", day),
            HamletEvent("H2", "H9", "merge", day),
            HamletEvent("H3", "H9", "merge", day),
            HamletEvent("H4", "H5", "split", day, 0.25),
        )
    )
    week = date(2024, 7, 11), date(2024, 7, 18)
    assert events.report({"H1": 3, "H2": 4, "H4": 8}, *week) == {
        "H9": 4, "H5": 2, "H4": 6,
    }  # fmt: skip
    assert events.report_back({"H9": 4}, *week, weights={}) == {"H2": 2, "H3": 2}


@pytest.mark.parametrize(
    ("value", "code"), [("P1", "two"), ("P1 P2 P3", "two"), ("", "one of")]
)
def test_a_decision_on_one_child_needs_two_of_them(folder, value, code):
    folder.roster("2024-07-18", "1,Mẫu Văn Một,01/02/2019,,TDP M1,chưa,")
    line = f"file,kind,value,decision\n,same_child,{value},same\n"
    folder.write("decisions.csv", line)
    with pytest.raises(DophuError) as caught:
        dophu.load(folder.path)
    assert "decisions.csv" in str(caught.value)


def test_decisions_in_no_encoding_that_holds_vietnamese_are_not_written_to():
    for text in ("kind,é", "kind,ế"):
        for encoding, mark in (("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"),
                               ("utf-16-be", b"\xfe\xff"), ("utf-8", b"")):  # fmt: skip
            content = mark + text.encode(encoding)
            assert _as_written(content) == (text, encoding, mark)
    with pytest.raises(DophuError, match="QD-02"):
        _as_written(b"kind,\x8d\x8e")


def test_what_the_disk_refuses_is_told_however_it_is_wrapped(tmp_path):
    full = OSError(errno.ENOSPC, "x")
    assert refusal_behind(full) is full
    assert refusal_behind(RuntimeError("xlsxwriter", full)) is full
    duck = type("IOException", (Exception,), {"__module__": "_duckdb"})
    assert refusal_behind(duck("No space left on device")).errno == errno.ENOSPC
    assert refusal_behind(duck("what nobody knows")).errno == errno.EIO
    assert refusal_behind(type("IOException", (Exception,), {})("x")) is None
    assert "CH-04" in str(cannot_write(tmp_path, OSError("read back otherwise")))
    with pytest.raises(KeyError), writing_to(tmp_path):
        raise KeyError("of the kit")
    with pytest.raises(DophuError, match="CH-04"), writing_to(tmp_path):
        raise RuntimeError("wrapped", OSError(errno.EROFS, "x"))


def test_a_page_that_names_no_encoding_there_is_is_read_and_its_fonts_are_looks():
    page = (
        '<meta charset="no-such"><table><tr><td>Mẫu<br>Văn</td>'
        '<td><font color="red" face="Wingdings">x</font></td>'
        "<tr><td>Thị<td>Hai</table>lời cuối<p>hai"
    )
    stream = read_html(page.encode())
    rows = [[cell for cell in row if cell] for row in stream.rows]
    assert [row for row in rows if row][0][1] == "x"
    assert any("lời cuối" in str(cell) for row in rows for cell in row)
    assert stream.looks


def test_numbers_of_a_binary_workbook_are_read_group_by_group():
    def record(code: int, body: bytes) -> bytes:
        number = bytes([code]) if code < 128 else bytes([code & 127 | 128, code >> 7])
        length, left = b"", len(body)
        while left > 127:
            length, left = length + bytes([left & 127 | 128]), left >> 7
        return number + length + bytes([left]) + body

    long = b"\0" * 20_000
    content = record(145, b"")  # the rows begin, and end
    content += record(0, struct.pack("<I", 4) + b"\0" * 7 + b"\x10") + record(7, long)
    content += record(146, b"")
    content += record(60, struct.pack("<II", 2, 3) + b"\0" * 8 + b"\1")
    content += record(60, struct.pack("<II", 5, 5) + b"\0" * 8 + b"\0")
    content += record(176, struct.pack("<IIII", 1, 2, 3, 4))
    assert [(code, len(body)) for code, body in records(content)] == [
        (145, 0), (0, 12), (7, 20_000), (146, 0), (60, 17), (60, 17), (176, 16),
    ]  # fmt: skip
    (extent,) = scan_records({}, "sheet1.bin", [content[:9], content[9:]])
    assert (extent.hidden_rows, extent.hidden_columns) == ({4}, {2, 3})
    assert extent.merged == (((1, 3), (2, 4)),)


def test_what_is_sent_over_is_the_same_where_more_is_new_than_is_remembered(
    monkeypatch,
):
    monkeypatch.setattr(wire, "REMEMBERED", 3)
    monkeypatch.setattr(wire, "TOGETHER", 2)
    rows = [[f"a{n}", n, n % 2, n % 2 == 1, float(n % 2), None] for n in range(9)]
    batches = [*wire.encode(rows)]
    assert sum(fresh for fresh, *_ in batches) > 1
    rebuilt = wire.Rebuilt()
    for batch in batches:
        rebuilt.add(batch)
    plain = [[*map(wire.plain, row)] for row in rows]
    assert [[*map(repr, row)] for row in rebuilt.rows] == [
        [*map(repr, row)] for row in plain
    ]


def test_a_quote_that_is_never_closed_is_told():
    records, is_open = parse_records('a,"b\n')
    assert is_open and records
    assert not parse_records('a,"b"\n')[1]
