"""Hamlets that merge, split, are renamed or come from elsewhere during the drive."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dophu
from dophu.campaign.hamlet_changes import HamletEvent, HamletEvents
from dophu.catalogue.issues import DophuError

THEN, NOW = date(2024, 7, 11), date(2024, 7, 18)
HAMLETS = """hamlet_id,name,aliases,officer,valid_from,valid_to
H1,Tổ dân phố Mẫu 1,,,,2024-07-14
H2,Tổ dân phố Mẫu 2,,,,2024-07-14
H3,Thôn Ví Dụ 3,,,,2024-07-14
H9,Tổ dân phố Mẫu 9,,,2024-07-15,
H4,Thôn Ví Dụ 4,,,2024-07-15,
H5,Thôn Ví Dụ 5,,,2024-07-15,
"""
EVENTS = """from_id,to_id,kind,date,share
H1,H9,merge,2024-07-15,
H2,H9,merge,2024-07-15,1
H3,H4,split,2024-07-15,0.6
H3,H5,split,2024-07-15,"0,4"
"""
BEFORE = (
    "1,Mẫu Văn Một,01/02/2019,,Tổ dân phố Mẫu 1,chưa,",
    "2,Mẫu Thị Hai,03/04/2015,,Tổ dân phố Mẫu 2,chưa,",
    "3,Mẫu Văn Ba,05/04/2015,,Thôn Ví Dụ 3,chưa,",
    "4,Mẫu Văn Bốn,06/04/2015,,Thôn Ví Dụ 3,chưa,",
    "5,Mẫu Thị Năm,07/04/2015,,Thôn Ví Dụ 3,đã cấp,",
)
AFTER = (
    "1,Mẫu Văn Một,01/02/2019,,Tổ dân phố Mẫu 9,chưa,",
    "2,Mẫu Thị Hai,03/04/2015,,TDP Mẫu II,chưa,",
    "3,Mẫu Văn Ba,05/04/2015,,Thôn Ví Dụ 5,chưa,",
)


@pytest.fixture
def merged(folder):
    """A campaign in which two hamlets merge and one is split between two dates."""
    folder.write("hamlets.csv", HAMLETS)
    folder.write("hamlet_events.csv", EVENTS)
    folder.roster("2024-07-11", *BEFORE)
    folder.roster("2024-07-18", *AFTER)
    return folder


def cells(table, *columns: str):
    shown = table.loc[table["closing"].fillna(0) + table["opening"].fillna(0) > 0]
    return [
        tuple(row) for row in shown[["hamlet_id", "age_group", *columns]].to_numpy()
    ]


def test_nobody_moves_when_hamlets_merge_or_split(merged):
    table = dophu.changes(dophu.load(merged.path, "2024-07-18"))
    assert cells(table, "opening", "moved_in", "moved_out", "closing") == [
        ("H9", "under_6", 1, 0, 0, 1),
        ("H9", "6_to_13", 1, 0, 0, 1),
        ("H5", "6_to_13", 1, 0, 0, 1),
        ("H3", "6_to_13", 1, 0, 0, 1),
    ]


def test_a_child_of_a_parted_hamlet_stays_there_until_a_list_names_it(merged):
    week = dophu.load(merged.path, "2024-07-18")
    reported = {i.hamlet_id: i.details for i in week.issues if i.code == "TD-22"}
    assert reported == {"H3": {"hamlet": "Thôn Ví Dụ 3", "children": 2}}
    gaps = dophu.gaps(week)
    assert gaps["persons"].sum() == 5 and gaps["gap"].sum() == 4
    assert week.missing == {"H4": THEN, "H3": THEN}  # no list can come of H3
    assert "TD-21" not in {i.code for i in week.issues}


def test_the_old_name_of_a_merged_hamlet_means_the_new_one(merged):
    rows = dophu.load(merged.path, "2024-07-18").rows_table()
    assert list(rows.loc[rows["file"].str.contains("07-18"), "outcome"]) == [
        "ignored", "person", "person", "person",
    ]  # fmt: skip


def test_earlier_gaps_are_reported_in_todays_hamlets_and_add_up(merged):
    week = dophu.load(merged.path, "2024-07-18")
    table = dophu.gap_history(week)
    then = table[table["as_of"] == THEN].groupby("hamlet_id")["persons"].sum()
    assert dict(then) == {"H9": 2, "H4": 2, "H5": 1, "H3": 0}
    assert set(table["hamlet_id"]) == set(dophu.gaps(week)["hamlet_id"])


def test_hamlets_that_change_without_an_event_are_asked_about(merged):
    (merged.path / "hamlet_events.csv").unlink()
    week = dophu.load(merged.path, "2024-07-18")
    asked = {i.hamlet_id for i in week.issues if i.code == "TD-21"}
    assert asked == {"H1", "H2", "H3", "H4", "H5", "H9"}
    assert week.gate == "REVIEW"
    table = dophu.changes(week)
    assert table["closing"].sum() == dophu.gaps(week)["gap"].sum()


def test_children_of_a_hamlet_that_joined_moved_in_and_of_one_that_left_out(folder):
    folder.write(
        "hamlets.csv",
        "hamlet_id,name,aliases,officer,valid_from,valid_to\n"
        "H1,Tổ dân phố Mẫu 1,,,,2024-07-14\nH2,Thôn Ví Dụ 2,,,2024-07-15,\n",
    )
    folder.write(
        "hamlet_events.csv",
        "from_id,to_id,kind,date,share\nH1,,leave,2024-07-15,\n,H2,join,2024-07-15,\n",
    )
    folder.roster("2024-07-11", BEFORE[0])
    folder.roster("2024-07-18", "1,Mẫu Văn Sáu,01/02/2019,,Thôn Ví Dụ 2,chưa,")
    table = dophu.changes(dophu.load(folder.path, "2024-07-18"))
    sums = table[["opening", "new", "moved_in", "moved_out", "closing"]].sum()
    assert list(sums) == [1, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("H7,H2,merge,2024-07-15,", "A2"),
        ("H1,,merge,2024-07-15,", "B2"),
        ("H1,H2,sáp nhập,2024-07-15,", "C2"),
        ("H1,H2,merge,15/7,", "D2"),
        ("H1,H2,merge,2024-07-15,0", "E2"),
    ],
)
def test_a_cell_that_cannot_be_is_named(folder, line, cell):
    folder.write("hamlet_events.csv", f"from_id,to_id,kind,date,share\n{line}\n")
    with pytest.raises(DophuError) as caught:
        dophu.read_campaign(folder.path)
    assert [(i.code, i.cell) for i in caught.value.issues] == [("TD-05", cell)]


def test_shares_that_do_not_add_up_are_refused(merged):
    text = EVENTS.replace("0,4", "0,3")
    merged.write("hamlet_events.csv", text)
    with pytest.raises(DophuError, match="TD-20"):
        dophu.read_campaign(merged.path)


@given(
    st.integers(-500, 10**6),
    st.lists(st.integers(1, 100), min_size=1, max_size=6),
)
def test_what_is_recognised_by_share_adds_up_forwards_and_back(count, weights):
    total = sum(weights)
    names = [f"N{i}" for i in range(len(weights))]
    events = HamletEvents(
        tuple(
            HamletEvent("O", name, "split", NOW, weight / total)
            for name, weight in zip(names, weights, strict=True)
        )
    )
    reported = events.report({"O": count, "X": 5}, THEN, NOW)
    assert sum(reported.values()) == count + 5 and reported["X"] == 5
    back = events.report_back(reported, THEN, NOW, {"O": 10, "X": 3})
    assert back == {"O": count, "X": 5}


def test_what_was_decided_of_two_rows_holds_when_their_hamlet_merges(folder):
    folder.write("hamlets.csv", HAMLETS)
    folder.write("hamlet_events.csv", EVENTS)
    folder.roster("2024-07-11", BEFORE[0], BEFORE[0])
    folder.roster("2024-07-18", AFTER[0], AFTER[0])
    pair = dophu.load(folder.path, THEN).doubts_table().iloc[0]
    for decision, children in (("same", 1), ("different", 2)):
        line = f"same_child,,{pair['first']} {pair['second']},{decision}\n"
        folder.write("decisions.csv", "kind,file,value,decision\n" + line)
        week = dophu.load(folder.path, NOW)
        assert len(week.people) == children
        assert week.doubts_table().empty


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("dates", [["2024-07-18"], ["2024-07-11", "2024-07-18"]])
def test_a_hamlet_that_merged_holds_nobody_though_hamlets_csv_leaves_it_open(
    folder, closed, dates
):
    hamlets = HAMLETS if closed else HAMLETS.replace(",2024-07-14\n", ",\n")
    folder.write("hamlets.csv", hamlets)
    folder.write("hamlet_events.csv", "\n".join(EVENTS.split("\n")[:3]) + "\n")
    for day in dates:
        folder.roster(day, *BEFORE[:2])
    week = dophu.load(folder.path, "2024-07-18")
    gaps = dophu.gaps(week).groupby("hamlet_id")["persons"].sum()
    assert gaps[gaps > 0].to_dict() == {"H9": 2}


def test_a_hamlet_that_left_the_unit_holds_nobody(folder):
    folder.write(
        "hamlets.csv", "hamlet_id,name\nH1,Tổ dân phố Mẫu 1\nH2,Thôn Ví Dụ 2\n"
    )
    folder.write(
        "hamlet_events.csv", EVENTS.split("\n")[0] + "\nH1,,leave,2024-07-15,\n"
    )
    folder.roster("2024-07-11", *BEFORE[:1])
    folder.roster("2024-07-18", "9,Mẫu Văn Chín,01/02/2018,,Thôn Ví Dụ 2,chưa,")
    week = dophu.load(folder.path, "2024-07-18")
    gaps = dophu.gaps(week).groupby("hamlet_id")["persons"].sum()
    assert gaps[gaps > 0].to_dict() == {"H2": 1}
