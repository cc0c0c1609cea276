"""The quality of the lists: counted, told from what does not apply, written out."""

from __future__ import annotations

import pandas as pd
import pytest

import dophu

ONE = "1,Mẫu Văn Một,01/02/2019,000219000001,TDP M1,chưa,Về quê"
TWO = "2,Mẫu Thị Hai,03/04/2015,,Thôn Ví Dụ 2,chưa,"
APPLY = ["listed", "with_birth_day", "with_number", "rows_in_order", "doubles"]


def quality(folder, day: str) -> pd.DataFrame:
    return dophu.quality(dophu.load(folder.path, day)).set_index("hamlet_id")


def test_what_is_missing_wrong_or_double_is_counted_for_its_hamlet(folder):
    folder.roster(
        "2024-07-04",
        ONE,
        ONE,
        "3,Mẫu Văn Ba,2019,12345,TDP M1,chưa,",
        "4,Mẫu Văn Tư,31/02/2019,,TDP M1,chưa,",
    )
    (first, _) = quality(folder, "2024-07-04").to_dict("records")
    assert first["listed"] == 3 and first["with_birth_day"] == 1
    assert first["with_number"] == 1 and first["year_only"] == 1
    assert first["doubles"] == 1
    assert first["rows"] == 4 and first["rows_in_order"] == 2


def test_a_hamlet_that_sent_nothing_has_no_quality(folder):
    folder.roster("2024-07-04", ONE)
    silent = quality(folder, "2024-07-04").iloc[1]
    assert silent[[*APPLY, "sent_again", "shrunk"]].isna().all()
    assert silent["rows"] == 0


def test_what_was_received_can_be_asked_for_by_its_contrary(folder):
    """Of a column of any objects pandas takes ``~True`` for -2: every row would do."""
    folder.roster("2024-07-04", ONE)
    table = quality(folder, "2024-07-04")
    assert table.index[~table["received"]].to_list() == [table.index[1]]


def test_a_list_without_the_column_is_distinguished_from_one_where_all_cells_are_empty(
    folder,
):
    folder.roster("2024-07-04", ONE.replace("000219000001", ""), TWO)
    first = quality(folder, "2024-07-04").iloc[0]
    assert first["with_number"] == 0
    assert pd.isna(first["with_sex"]) and pd.isna(first["with_mother"])


def test_a_check_against_the_last_list_does_not_apply_to_the_first(folder):
    children = [
        f"{i},Mẫu Số {chr(96 + i)}x,01/02/2019,,TDP M1,chưa," for i in range(1, 21)
    ]
    folder.roster("2024-07-04", *children)
    folder.roster("2024-07-11", *children)
    folder.roster("2024-07-18", *children[:12])
    flags = ["sent_again", "shrunk"]
    assert quality(folder, "2024-07-04").iloc[0][flags].isna().all()
    assert quality(folder, "2024-07-11").iloc[0][flags].tolist() == [True, False]
    assert quality(folder, "2024-07-18").iloc[0][flags].tolist() == [False, True]


@pytest.mark.parametrize(("language", "no"), [("vi", "không"), ("en", "no")])
def test_shares_are_written_with_their_counts_and_nothing_as_a_dash(
    folder, language, no
):
    folder.roster("2024-07-04", ONE, "3,Mẫu Văn Ba,2019,,TDP M1,chưa,")
    folder.roster("2024-07-11", ONE, "3,Mẫu Văn Ba,2019,,TDP M1,chưa, ")
    table = dophu.quality(dophu.load(folder.path, "2024-07-11"))
    shown = dophu.show_quality(table, language)
    first, silent = shown.iloc[0].tolist(), shown.iloc[1].tolist()
    assert first[:3] == ["2024-07-11", "2", "0"]
    assert "50% (1/2)" in first and "–" in first and first[-2] == no
    assert set(silent) == {"–"}


def test_every_sheet_and_file_is_stated_to_be_read_or_why_not(folder):
    folder.roster("2024-07-04", ONE)
    lists = folder.path / "rosters" / "2024-07-04"
    (lists / "b.csv").write_bytes((lists / "a.csv").read_bytes())
    (lists / "c.pdf").write_bytes(b"%PDF")
    table = dophu.load(folder.path, "2024-07-04").sources_table("en")
    assert table["read"].tolist() == [True, False, False]
    assert table["why"].str.len().gt(0).tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("called", "reported"),
    [("ds.csv", "hamlet"), ("ds_chua_lam.csv", "partial:not_yet"),
     ("truong_mam_non.csv", "school")],
)  # fmt: skip
def test_what_a_hamlets_lists_were_taken_for_is_reported(folder, called, reported):
    folder.roster("2024-07-04", ONE)
    lists = folder.path / "rosters" / "2024-07-04"
    (lists / "a.csv").rename(lists / called)
    table = quality(folder, "2024-07-04")
    assert table["lists"].iloc[0] == reported
    assert table["lists"].isna().tolist() == [False, True]
