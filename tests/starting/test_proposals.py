"""Hamlets proposed from lists: those that the lists name, and what is doubtful."""

from __future__ import annotations

import csv
import re

import pytest
import xlsxwriter

from dophu import cli
from dophu.campaign.config import read_campaign
from dophu.catalogue.sentences import SENTENCES
from dophu.catalogue.vocabulary import DEFAULT
from dophu.rosters.columns.named_places import NamedPlace, find_named_places
from dophu.rosters.texts.addresses import Units
from dophu.rosters.texts.places_in_text import places_in
from dophu.snapshots import Snapshot, look
from dophu.starting.proposing import propose_hamlets
from dophu.starting.shown_lists import find_shown, read_shown
from tests.awkward.trial import CAMPAIGN, LISTS
from tests.reading import grid_of

UNIT = ("Thị trấn Thử",)
KNOWN = read_campaign(CAMPAIGN).hamlets

TRAPS = {
    "37_tables_stacked.csv": "H1 H2",
    "41_merged_hamlets.xlsx": "H1 H2",
    "73_tcvn3.csv": "H1",
    "75_windows_1258.csv": "H3 H4",
    "ditto_marks.csv": "H1 H2",
    "hamlet_in_the_files_name": "H2",
    "hamlet_in_the_title.csv": "H2",
    "hamlet_inside_a_line_of_the_title.csv": "H2",
    "hamlet_written_once.csv": "H1 H2",
    "register_of_students.csv": "H1 H2 H3 H5",
    "school_list": "H1 H2",
}
"""Awkward lists, and the hamlets of their campaign that they name."""

TITLE, HEAD = "DANH SÁCH TRẺ EM DƯỚI 14 TUỔI", ["STT", "Họ và tên", "Ngày sinh"]
CHILDREN = [[1, "Mẫu Văn An", "05/07/2019"], [2, "Mẫu Thị Bình", "06/08/2015"],
            [3, "Mẫu Văn Cường", "07/09/2016"]]  # fmt: skip


def column(heading, *cells):
    rows = [[*child, cell] for child, cell in zip(CHILDREN, cells, strict=True)]
    return {"Sheet1": [[*HEAD, heading], *rows]}


LAYOUTS = {
    "a column": (column("Thôn", "Thôn Đông", "THÔN ĐÔNG", "Thôn Tây"),
                 ["Thôn Đông", "Thôn Tây"]),
    "a column without type words": (column("Thôn", "Đông", "Đông", "Đông"), ["Đông"]),
    "numbers under one word": (column("Tổ dân phố", 1, 2, 2),
                               ["Tổ dân phố 1", "Tổ dân phố 2"]),
    "abbreviations": (column("Thôn, bản", "TDP Mẫu II", "Tổ dân phố Mẫu 2", "Bản Én"),
                      ["Bản Én", "Tổ dân phố Mẫu 2"]),
    "addresses": (column("Nơi thường trú", "Thôn Đông, thị trấn Thử", "Đội 3, bản Ten",
                         "Thôn Đông, xã Khác"), ["Bản Ten", "Thôn Đông"]),
    "a title": ({"Sheet1": [["DANH SÁCH TRẺ EM THÔN ĐÔNG CHƯA LÀM"], HEAD, *CHILDREN]},
                ["Thôn Đông"]),
    "a title with a colon": ({"Sheet1": [[TITLE], ["Bản: Nà É"], HEAD, *CHILDREN]},
                             ["Bản Nà É"]),
    "sections": ({"Sheet1": [HEAD, [None, "I. Thôn Đông"], CHILDREN[0],
                             [None, "II. Thôn Tây"], *CHILDREN[1:]]},
                 ["Thôn Đông", "Thôn Tây"]),
    "sheets": ({"Thôn Đông": [HEAD, *CHILDREN], "Bản Ten": [HEAD, *CHILDREN]},
               ["Bản Ten", "Thôn Đông"]),
    "a sheet and its title": (
        {"Thôn Đông": [["DANH SÁCH THÔN ĐÔNG"], HEAD, *CHILDREN]}, ["Thôn Đông"]),
    "sheets without type words": ({"Nà É": [HEAD, *CHILDREN], "Dưới 6 tuổi": [HEAD]},
                                  ["Nà É"]),
}  # fmt: skip
"""Made-up layouts of an office's own, and the hamlets that they name."""


def write_book(path, sheets):
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def propose(read):
    places = [place for one in read for place in one.places]
    return propose_hamlets(places, Units.of(UNIT))


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """All lists of this module, read at once: by trap or layout."""
    folder = tmp_path_factory.mktemp("layouts")
    paths = {trap: LISTS / trap for trap in (*TRAPS, "03_photo.xlsx")}
    for number, (layout, (sheets, _)) in enumerate(LAYOUTS.items()):
        paths[layout] = folder / f"list_{number}.xlsx"
        write_book(paths[layout], sheets)
    paths["a column that is not read"] = folder / "list.xlsx"
    unread = column("Khu vực", "Thôn Đông", "Thôn Đông", "Bản Ten")
    write_book(paths["a column that is not read"], unread)
    paths["a child alone"] = folder / "ds.csv"
    with paths["a child alone"].open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[TITLE], HEAD, *CHILDREN, ["", "Mẫu Văn Lẻ", ""]])
    shown = {name: find_shown([path])[0] for name, path in paths.items()}
    read = iter(
        read_shown([one for some in shown.values() for one in some], DEFAULT, UNIT)
    )
    return {name: [next(read) for _ in some] for name, some in shown.items()}


def seen(spelling, n=9, by="cell"):
    return NamedPlace(spelling, by, "a.xlsx", spelling, n)


@pytest.mark.parametrize("trap", TRAPS)
def test_the_hamlets_of_an_awkward_list_are_proposed_and_no_others(trap, lists):
    names = [hamlet.name for hamlet in propose(lists[trap]).hamlets.hamlets]
    index = KNOWN.index()
    assert sorted(map(index.find, names)) == TRAPS[trap].split()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_hamlets_of_any_layout_are_those_in_the_list(layout, lists):
    hamlets = propose(lists[layout]).hamlets.hamlets
    assert {hamlet.name for hamlet in hamlets} == set(LAYOUTS[layout][1])
    assert hamlets[0].hamlet_id == "H01"


def test_a_list_that_cannot_be_read_names_nothing_and_stops_nothing(lists):
    assert not propose(lists["03_photo.xlsx"]).hamlets.hamlets


def test_a_column_of_places_is_seen_whatever_its_heading_says(lists):
    hamlets = propose(lists["a column that is not read"]).hamlets.hamlets
    assert [hamlet.name for hamlet in hamlets] == ["Bản Ten", "Thôn Đông"]


def test_children_under_a_sheet_and_a_title_of_one_name_count_once(lists):
    assert [*propose(lists["a sheet and its title"]).children.values()] == [3]


SHIFTED = [
    ["Mẫu Văn An", "Mẫu Thị Bình", "Mẫu Văn Cường"],
    ["999219000001", "999 215 000 002", "Thôn 999216000003"],
    ["05/07/2019", "06/08/2015", "7/9/2016"],
    ["Giàng A Páo", "Giàng A Dế, Giàng A Tủa", "Vàng Thị Mỷ"],
    ["Giàng A Páo", "Giàng A Páo", "Vàng Thị Mỷ"],
]


@pytest.mark.parametrize(
    "cells", SHIFTED, ids=["names", "numbers", "births", "others", "twice"]
)
def test_who_stands_in_the_column_of_hamlets_is_in_no_hamlet_and_no_message(cells):
    (rows,) = column("Thôn", *cells).values()
    units = Units.of(UNIT)
    found = find_named_places(grid_of("Sheet1", rows), "a.xlsx", DEFAULT, units)
    proposal = propose_hamlets(found, units)
    assert proposal.hamlets.hamlets == ()
    assert {doubt.why for doubt in proposal.doubts} == {"no_name"}
    assert not re.search(r"\{spelling|\{near", SENTENCES["new_doubt_no_name"]["vi"])


def test_a_child_whose_row_stands_alone_is_no_hamlet(lists):
    proposal = propose(lists["a child alone"])
    assert not proposal.hamlets.hamlets
    assert not proposal.doubts


@pytest.mark.parametrize(
    ("spellings", "names", "doubts"),
    [
        ([("Thôn Mẫu 1", 9), ("Thôn Mẩu 1", 8)], ["Thôn Mẫu 1"], ["near"]),
        ([("Thôn Xuân", 40), ("Thôn Xuâm", 2)], ["Thôn Xuân"], ["near"]),
        ([("Thôn Xuân", 9), ("Thôn Xuâm", 8)], ["Thôn Xuâm", "Thôn Xuân"], []),
        ([("Bản Ten", 40), ("Bản Én", 2)], ["Bản Én", "Bản Ten"], []),
        ([("Thôn Đông", 9), ("Bản Đông", 8), ("Đông", 3)],
         ["Bản Đông", "Thôn Đông"], ["type", "which"]),
        ([("Thôn 1, 2", 3), ("5", 3), ("#N/A", 1), ("Lạ", 1)], [],
         ["number", "once", "once", "several"]),
        ([("Bản Tèn", 1), ("Bản Ten", 15)], ["Bản Ten"], ["near"]),
        ([("đội 09", 3), ("ĐỘI 9", 9), ("Ban Ten", 2)], ["Ban Ten", "Đội 9"], []),
        ([("thon dong", 3), ("Thôn Đông", 3), ("Đông", 1)], ["Thôn Đông"], []),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_listed_and_never_joined(spellings, names, doubts):
    proposal = propose_hamlets([seen(*one) for one in spellings])
    assert {hamlet.name for hamlet in proposal.hamlets.hamlets} == set(names)
    assert sorted(doubt.why for doubt in proposal.doubts) == doubts
    assert all(f"new_doubt_{doubt.why}" in SENTENCES for doubt in proposal.doubts)


def test_an_abbreviation_has_no_accents_to_lose():
    names = ("TDP 4", "Ban Ten")
    places = [NamedPlace(name, "sheet", "x.xlsx", name, 3) for name in names]
    (doubt,) = propose_hamlets(places).doubts
    assert (doubt.spelling, doubt.why) == ("Ban Ten", "accents")


def test_a_spelling_that_a_person_settled_is_not_doubted():
    stated = [("Thôn Mẫu 1", "Thôn Mẩu 1")]
    places = [seen("Thôn Mẩu 1"), seen("Thôn Mẫu 1"), seen("Bản Ten")]
    proposal = propose_hamlets(places, stated=stated)
    assert [h.name for h in proposal.hamlets.hamlets] == ["Bản Ten", "Thôn Mẫu 1"]
    assert not proposal.doubts
    assert proposal.children == {"H01": 9, "H02": 18}


def test_a_text_by_which_the_reader_would_not_find_its_hamlet_is_an_alias():
    places = [NamedPlace("thon dong", "file", "x.csv", "ds thon dong lan 2", 3)]
    (hamlet,) = propose_hamlets(places).hamlets.hamlets
    assert hamlet.aliases == ("ds thon dong lan 2",)


@pytest.mark.parametrize(
    "text",
    ["CÔNG AN HUYỆN, ĐỘI QLHC", "Tổ công tác lưu động", "Bản tổng hợp", "Khối lớp 3",
     "Trẻ thôn 1, 2", "gần thôn 3", "Xã Thử", "Nguyễn Thị Đội", "thôn", ""],
)  # fmt: skip
def test_what_begins_like_a_hamlet_and_is_none_is_not_taken(text):
    assert places_in(text) == []


def test_an_address_is_never_an_alias():
    place = NamedPlace("bản Ten", "address", "x.csv", "Nhà 3 gần chợ, bản Ten", 3)
    (hamlet,) = propose_hamlets([place]).hamlets.hamlets
    assert (hamlet.name, hamlet.aliases) == ("Bản Ten", ())


NEW = ("--unit", "03217", "--unit-name", "Xã Mẫu", "--deadline", "31/7/2024",
       "--as-of", "18/7/2024", "--no-ask")  # fmt: skip


def begin(folder, sent) -> Snapshot:
    """Make a campaign of what was sent, no file edited; give its date as read."""
    words = ["new", str(folder), "--from", *map(str, sent), *NEW]
    assert cli.main(words) in (0, 2)
    return look(folder)


def test_ten_layouts_of_an_office_make_a_campaign_no_file_of_which_was_edited(tmp_path):
    for number, (sheets, _) in enumerate(LAYOUTS.values()):
        write_book(tmp_path / f"danh sách {number}.xlsx", sheets)
    week = begin(tmp_path / "chiến dịch", sorted(tmp_path.glob("*.xlsx")))
    wanted = {name for _, names in LAYOUTS.values() for name in names}
    # "Đông" and "Nà É" alone are Thôn Đông and Bản Nà É where these are known.
    assert set(week.campaign.hamlets.names.values()) == wanted - {"Đông", "Nà É"}
    rows = week.rows_table()
    aside = rows[rows["outcome"] == "quarantined"]
    # Two addresses: of another commune, and of a team whose hamlet is not certain.
    assert week.gate == "REVIEW" and [*aside["issues"]] == ["DS-30", "DS-30"]


def test_awkward_lists_make_a_campaign_no_file_of_which_was_edited(tmp_path, capsys):
    week = begin(tmp_path / "chiến dịch", [LISTS / trap for trap in TRAPS])
    assert week.gate in ("READY", "REVIEW")
    assert week.manifest["files"] and "TP-18" not in capsys.readouterr().out
