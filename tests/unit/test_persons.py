"""Children over files and dates: merged when certain, never lost, never guessed."""

from __future__ import annotations

import shutil

import pytest

import dophu


def people(folder, day: str):
    week = dophu.load(folder.path, day)
    return week.persons.to_native().df().sort_values("name").reset_index(drop=True)


def outcomes(folder, day: str, file: str = "a.csv") -> str:
    rows = dophu.load(folder.path, day).rows_table()
    return " ".join(rows.loc[rows["file"].str.endswith(file), "outcome"])


def codes(folder, day: str) -> set[str]:
    return {issue.code for issue in dophu.load(folder.path, day).issues}


ONE = "1,Mẫu Văn Một,01/02/2019,000219000001,TDP M1,chưa,Về quê"
TWO = "2,Mẫu Thị Hai,03/04/2015,,Thôn Ví Dụ 2,chưa,"


def test_every_row_becomes_one_thing_and_children_are_counted(folder):
    folder.roster(
        "2024-07-18",
        ONE,
        TWO,
        "3,,01/01/2019,,TDP M1,chưa,",
        "4,Mẫu Lạ,01/01/2019,,Thôn Khác,chưa,",
        "5,Mẫu Sau,01/01/2025,,TDP M1,chưa,",
        "6,Mẫu Lớn,18/07/2010,,TDP M1,chưa,",
        "7,Mẫu Đi,01/01/2019,,TDP M1,chưa,đã chuyển đi",
        ",,,,,,",
        ",Tổng cộng,7,,,,",
    )
    assert outcomes(folder, "2024-07-18") == (
        "ignored person person quarantined quarantined quarantined out_of_scope left "
        "ignored ignored"
    )
    account = dophu.load(folder.path, "2024-07-18").account_table().iloc[0]
    assert account["rows"] == account[3:].sum() == 10


def test_the_same_number_and_name_twice_is_one_child(folder):
    folder.roster("2024-07-18", ONE, ONE)
    assert outcomes(folder, "2024-07-18") == "ignored person merged"
    rows = dophu.load(folder.path, "2024-07-18").rows_table()
    assert rows["person_id"].nunique() == 2  # the child's, and '' of the heading


def test_the_same_number_under_two_names_is_an_issue_and_two_children(folder):
    folder.roster("2024-07-18", ONE, ONE.replace("Một", "Khác"))
    assert outcomes(folder, "2024-07-18") == "ignored person person"
    assert "DS-10" in codes(folder, "2024-07-18")
    assert people(folder, "2024-07-18")["number"].isna().all()


def test_twins_with_one_birth_date_stay_two(folder):
    folder.roster("2024-07-18", TWO, TWO.replace("Hai", "Ba"))
    assert len(people(folder, "2024-07-18")) == 2


def test_one_child_on_two_lists_is_merged_and_on_one_list_a_person_is_asked(folder):
    folder.roster("2024-07-18", TWO)
    folder.roster("2024-07-18", TWO, ",,,,,,", name="b.csv")
    assert outcomes(folder, "2024-07-18", "b.csv") == "ignored merged"
    folder.roster("2024-07-18", TWO, TWO)
    folder.write("rosters/2024-07-18/b.csv", "")
    assert outcomes(folder, "2024-07-18") == "ignored person merged"
    assert "DS-12" in codes(folder, "2024-07-18")


def test_an_enrolment_is_matched_by_number_else_by_name_birth_and_hamlet(folder):
    folder.roster("2024-07-18", ONE, TWO)
    folder.enrolment(
        "2024-07-18",
        "1,MẪU VĂN MỘT,1/2/2019,000219000001,,Đã cấp,",
        "2,Mau Thi Hai,3/4/2015,,Thôn Ví Dụ 2,,",
        "3,Không Ai,3/4/2015,,Thôn Ví Dụ 2,,",
        "4,Người Lớn,3/4/2001,,Thôn Ví Dụ 2,,",
    )
    found = outcomes(folder, "2024-07-18", "ca.csv")
    assert found == "ignored merged merged quarantined out_of_scope"
    assert list(people(folder, "2024-07-18")["status"]) == ["applied", "issued"]
    assert "TN-01" in codes(folder, "2024-07-18")


def test_an_enrolment_that_fits_two_children_is_set_aside(folder):
    numbered = (TWO.replace(",,", f",000315{n},", 1) for n in (104207, 558913))
    folder.roster("2024-07-18", *numbered)
    folder.enrolment("2024-07-18", TWO.replace("chưa", "đã làm"))
    assert outcomes(folder, "2024-07-18", "ca.csv") == "ignored quarantined"
    assert "TN-02" in codes(folder, "2024-07-18")


def test_a_child_keeps_its_id_when_name_hamlet_or_birth_date_is_corrected(folder):
    other = "3,Mẫu Văn Ở,01/02/2018,,TDP M1,chưa,"
    folder.roster("2024-07-04", ONE, TWO.replace("03/04/2015", "2015"), other)
    folder.roster(
        "2024-07-11",
        other,
        ONE.replace("Văn Một", "Văn Mốt").replace("TDP M1", "Thôn Ví Dụ 2"),
        TWO,
    )
    before, after = people(folder, "2024-07-04"), people(folder, "2024-07-11")
    assert set(before["person_id"]) == set(after["person_id"])
    assert set(after["precision"]) == {"day"}
    assert sorted(after["hamlet_id"]) == ["H1", "H2", "H2"]


def test_done_without_a_date_is_applied_and_stated_so(folder):
    done = ONE.replace("chưa,Về quê", "Đã làm,")
    folder.roster("2024-07-18", done, TWO.replace("chưa", "đã cấp"))
    week = dophu.load(folder.path, "2024-07-18")
    reported = [i.details for i in week.issues if i.code == "TN-12"]
    assert reported == [{"children": 1}]
    assert list(people(folder, "2024-07-18")["status"]) == ["issued", "applied"]
    folder.enrolment("2024-07-18", ONE.replace("chưa,Về quê", "Đã thu nhận,"))
    assert "TN-12" not in codes(folder, "2024-07-18")


def test_a_child_gone_from_the_list_is_still_counted_to_verify(folder):
    folder.roster("2024-07-04", ONE, ONE.replace("Một", "Ba").replace("0001", "0003"))
    folder.roster("2024-07-11", ONE)
    found = people(folder, "2024-07-11")
    assert list(found["presence"]) == ["to_verify", "present"]
    assert "TN-04" in codes(folder, "2024-07-11")
    assert dophu.gaps(dophu.load(folder.path, "2024-07-11"))["persons"].sum() == 2


def test_a_hamlet_that_sent_nothing_is_carried_with_its_date_and_its_enrolments(folder):
    folder.roster("2024-07-04", ONE, TWO)
    folder.roster("2024-07-11", ONE)
    folder.enrolment("2024-07-11", TWO.replace("chưa", "Đã thu nhận"))
    week = dophu.load(folder.path, "2024-07-11")
    assert {h: str(d) for h, d in week.missing.items()} == {"H2": "2024-07-04"}
    gaps = dophu.gaps(week).set_index(["hamlet_id", "age_group"])
    assert gaps.loc[("H2", "6_to_13"), "persons"] == 1
    assert gaps.loc[("H2", "6_to_13"), "enrolled"] == 1
    assert week.gate == "REVIEW"


def test_a_hamlet_that_never_sent_a_list_is_empty_and_not_zero(folder):
    folder.roster("2024-07-04", ONE)
    gaps = dophu.gaps(dophu.load(folder.path, "2024-07-04"))
    assert gaps.loc[gaps["hamlet_id"] == "H2", "persons"].isna().all()
    assert "TD-07" in codes(folder, "2024-07-04")


def test_a_list_with_headings_only_says_that_there_are_no_children(folder):
    folder.roster("2024-07-04", ONE)
    folder.roster("2024-07-04", name="Thôn Ví Dụ 2.csv")
    gaps = dophu.gaps(dophu.load(folder.path, "2024-07-04"))
    assert list(gaps.loc[gaps["hamlet_id"] == "H2", "persons"]) == [0, 0, 0]


def test_who_has_left_stays_gone_and_may_come_back(folder):
    other = "9,Mẫu Ở Lại,01/01/2016,,TDP M1,chưa,"
    folder.roster("2024-07-04", ONE, other)
    folder.roster("2024-07-11", ONE.replace("Về quê", "đã chuyển đi"), other)
    folder.roster("2024-07-18", other)
    folder.roster("2024-07-25", ONE, other)
    counts = [
        int(dophu.gaps(dophu.load(folder.path, day))["persons"].sum())
        for day in ("2024-07-04", "2024-07-11", "2024-07-18", "2024-07-25")
    ]
    assert counts == [2, 1, 1, 2]


def test_a_later_date_is_never_read(folder):
    folder.roster("2024-07-04", ONE)
    alone = people(folder, "2024-07-04")
    folder.roster("2024-07-11", ONE.replace("chưa", "Đã cấp"))
    dophu.load(folder.path, "2024-07-11")
    assert people(folder, "2024-07-04").equals(alone)


@pytest.mark.parametrize("order", [("2024-07-04", "2024-07-11"), ("2024-07-11",)])
def test_ids_and_counts_do_not_depend_on_which_dates_were_run_before(folder, order):
    folder.roster("2024-07-04", ONE, TWO)
    folder.roster("2024-07-11", TWO, ONE)
    dophu.load(folder.path, "2024-07-11")
    expected = people(folder, "2024-07-11")
    shutil.rmtree(folder.path / "snapshots")
    for day in order:
        dophu.load(folder.path, day)
    assert people(folder, "2024-07-11").equals(expected)


def test_a_changed_input_makes_a_new_snapshot_and_the_same_one_is_reused(folder):
    folder.roster("2024-07-04", ONE)
    first = dophu.load(folder.path, "2024-07-04").folder
    assert dophu.load(folder.path, "2024-07-04").folder == first
    folder.roster("2024-07-04", ONE, TWO)
    assert dophu.load(folder.path, "2024-07-04").folder != first


def test_the_files_of_a_snapshot_hold_no_child_but_in_the_persons(folder):
    folder.roster("2024-07-04", ONE, "3,Cậu Canary,31/02/2019,12345,Thôn Lạ,??,lạ")
    week = dophu.load(folder.path, "2024-07-04")
    text = week.rows_table().to_csv() + week.issues_table().to_csv()
    text += (week.folder / "manifest.json").read_text(encoding="utf-8")
    for canary in ("Canary", "Mẫu Văn Một", "000219000001", "12345", "31/02/2019"):
        assert canary not in text


def test_a_list_shorter_by_more_than_a_fifth_is_asked_about(folder):
    children = [
        f"{i},Mẫu Số {chr(96 + i)}x,01/02/2019,,TDP M1,chưa," for i in range(1, 21)
    ]
    folder.roster("2024-07-04", *children)
    folder.roster("2024-07-11", *children[:16])
    folder.roster("2024-07-18", *children[:12])
    assert "DS-18" not in codes(folder, "2024-07-11")
    (issue,) = (
        i for i in dophu.load(folder.path, "2024-07-18").issues if i.code == "DS-18"
    )
    assert issue.details == {"now": 12, "before": 20}


def test_last_weeks_file_sent_again_is_asked_about(folder):
    folder.roster("2024-07-04", ONE, TWO)
    folder.roster("2024-07-11", ONE, TWO)
    (issue,) = (
        i for i in dophu.load(folder.path, "2024-07-11").issues if i.code == "TP-04"
    )
    assert issue.details == {"other": "rosters/2024-07-04/a.csv"}


def test_births_on_1_january_are_counted_apart(folder):
    folder.roster("2024-07-04", ONE.replace("01/02/2019", "01/01/2019"), TWO)
    quality = dophu.quality(dophu.load(folder.path, "2024-07-04"))
    assert list(quality["first_january"]) == [1, 0]


def test_a_folder_of_rosters_without_lists_is_named_and_an_earlier_one_stops_nobody(
    folder,
):
    (folder.path / "rosters" / "2024-06-27").mkdir(parents=True)
    folder.roster("2024-07-04", ONE)
    assert len(people(folder, "2024-07-04")) == 1
    folder.write("rosters/2024-07-11/đọc.pdf", b"%PDF")
    with pytest.raises(dophu.DophuError, match="CD-09 rosters/2024-07-11"):
        dophu.load(folder.path, "2024-07-11")


@pytest.mark.parametrize(
    ("name", "code"), [("a.xlsx", "TP-01"), ("a.csv", "TP-05"), ("a.xls", "TP-01")]
)
def test_a_file_that_holds_no_list_is_named(folder, name, code):
    folder.roster("2024-07-04", TWO, name="b.csv")
    folder.write(f"rosters/2024-07-04/{name}", "xin chào\n")
    week = dophu.load(folder.path, "2024-07-04")
    found = {i.file: i.code for i in week.issues if i.code.startswith("TP")}
    assert found == {f"rosters/2024-07-04/{name}": code}
    assert week.gate == "REVIEW"


def test_a_list_of_text_under_the_name_of_a_workbook_is_read(folder):
    folder.roster("2024-07-04", ONE, TWO, name="xuat_tu_cong.xls")
    assert len(people(folder, "2024-07-04")) == 2


MOVED = ONE.replace("TDP M1", "Thôn Ví Dụ 2")


def move(folder, *rows: str):
    """Two dates, the child of ONE in H1 on the first; give its hamlet and the codes."""
    folder.roster("2024-07-11", ONE, TWO)
    folder.roster("2024-07-18", *rows)
    week = dophu.load(folder.path, "2024-07-18")
    here = people(folder, "2024-07-18")
    (child,) = (row for _, row in here.iterrows() if row["name"].endswith("Một"))
    table = dophu.changes(week)
    return child, codes(folder, "2024-07-18"), int(table["moved_in"].sum())


def test_a_child_moves_where_both_lists_say_so(folder):
    other = "3,Mẫu Văn Ở,01/02/2018,,TDP M1,chưa,"
    child, found, moved = move(folder, MOVED, other)
    assert (child["hamlet_id"], moved) == ("H2", 1)
    assert "TN-11" in found and "TN-10" not in found


def test_a_child_that_its_old_list_says_has_left_is_where_the_other_list_has_it(folder):
    gone = ONE.replace("Về quê", "đã chuyển đi")
    child, found, moved = move(folder, gone, MOVED)
    assert (child["hamlet_id"], child["presence"], moved) == ("H2", "present", 1)
    assert "DS-16" not in found


@pytest.mark.parametrize("rows", [(MOVED,), (MOVED, ONE)])
def test_a_move_that_the_old_hamlet_has_not_confirmed_is_proposed(folder, rows):
    child, found, moved = move(folder, *rows)
    assert (child["hamlet_id"], moved) == ("H1", 0)
    assert "TN-10" in found


def test_a_person_decides_where_a_child_is(folder):
    child, _, _ = move(folder, MOVED)
    line = f"kind,file,value,decision,note\nmove,,{child['person_id']},H2,\n"
    folder.write("decisions.csv", line)
    child, found, moved = move(folder, MOVED)
    assert (child["hamlet_id"], moved) == ("H2", 1)
    assert "TN-10" not in found
