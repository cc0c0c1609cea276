"""The roster doctor on a terminal: the account, the gate, nothing written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from dophu import cli
from dophu.sample import SampleSpec, write_sample
from tests.short_form import cases

CANARY = "Canary Văn Thử"


@pytest.fixture
def campaign(tmp_path) -> Path:
    faults = {"impossible_date": 0.05, "nine_digits": 0.05, "unknown_hamlet": 0.02}
    folder = tmp_path / "Chiến dịch"
    write_sample(SampleSpec(children=300, hamlets=6, faults=faults), folder)
    row = f"99,{CANARY},31/02/2019,Nam,12345,Xóm Đâu Đó,lạ lắm,\r\n"
    path = folder / "rosters" / "2024-07-18" / "dia_ban_con_lai.csv"
    path.write_bytes(path.read_bytes() + row.encode())
    return folder


def test_check_accounts_for_every_file_and_hamlet_and_writes_nothing(campaign, capsys):
    before = sorted(campaign.rglob("*"))
    assert cli.main(["check", str(campaign)]) == 2
    assert sorted(campaign.rglob("*")) == before
    shown = capsys.readouterr()
    for name in (
        "danh_sach_thi_tran.xlsx",
        "cong_an_thu_nhan.xlsx",
        "Tổ dân phố Mẫu 1",
    ):
        assert name in shown.out
    assert "Kết luận: REVIEW" in shown.out
    assert CANARY not in shown.out + shown.err


@pytest.mark.long
def test_the_columns_of_the_account_add_up_to_the_rows(campaign, capsys):
    cli.main(["check", str(campaign), "--language", "en"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["File", "rows", "children"]
    files = [line.split() for line in lines if line.startswith("  ") and ".x" in line]
    checked = [figures for _, *figures in files if "".join(figures).isdigit()]
    assert len(checked) >= 3
    for rows, *outcomes in checked:
        assert int(rows) == sum(map(int, outcomes))


@pytest.mark.parametrize("language", cases(["vi", "en"], 1))
def test_the_account_fits_a_terminal_of_80_columns(campaign, capsys, language):
    folder = campaign / "rosters" / "2024-07-18"
    name = "danh sách trẻ em của một thôn có tên rất dài gửi lần thứ hai.xlsx"
    (folder / "danh_sach_thi_tran.xlsx").rename(folder / name)
    cli.main(["check", str(campaign), "--language", language])
    lines = capsys.readouterr().out.splitlines()
    assert any(name in line for line in lines)
    assert max(map(len, lines)) <= 80


def test_every_file_and_sheet_that_is_not_read_says_why(campaign, capsys):
    folder = campaign / "rosters" / "2024-07-18"
    (folder / "~$danh_sach_thi_tran.xlsx").write_bytes(b"x")
    (folder / "anh.xlsx").write_bytes(b"\xff\xd8\xff")
    cli.main(["check", str(campaign), "--language", "en"])
    stated = " ".join(capsys.readouterr().out.partition("Not read:")[2].split())
    assert "cac_thon_ban.xlsx › TH: is a summary" in stated
    assert "~$danh_sach_thi_tran.xlsx: a lock file of Excel" in stated
    assert "anh.xlsx: its content is a picture" in stated


def test_with_out_each_sender_gets_its_rows_back_coloured_and_commented(
    campaign, tmp_path, capsys
):
    out = tmp_path / "trả lại"
    cli.main(["check", str(campaign), "--out", str(out)])
    assert {p.name for p in (out / "tables").iterdir()} == {
        "rows.csv", "issues.csv", "quality.csv",
    }  # fmt: skip
    returns = sorted((out / "lists" / "returns").iterdir())
    assert "rosters_dia_ban_con_lai.csv.xlsx" in [p.name for p in returns]
    book = openpyxl.load_workbook(returns[-1])
    listing, sheet = book.worksheets
    last = sheet.max_row
    assert sheet.cell(last, 2).value == CANARY
    assert sheet.cell(last, 3).value == "31/02/2019"
    assert sheet.cell(last, 3).fill.fgColor.rgb == "FFFFD9A0"
    assert "DS-03" in sheet.cell(last, 3).comment.text
    places = [listing.cell(row, 1).value for row in range(2, listing.max_row + 1)]
    assert f"C{last}" in places
    assert CANARY not in (out / "tables" / "issues.csv").read_text(encoding="utf-8-sig")


def test_a_formula_typed_into_a_list_stays_text_in_what_goes_back(campaign, tmp_path):
    path = campaign / "rosters" / "2024-07-18" / "dia_ban_con_lai.csv"
    evil = '100,"=HYPERLINK(""http://x"")",1/1/2019,Nam,1,Xóm Lạ,chưa,\r\n'
    path.write_bytes(path.read_bytes() + evil.encode())
    cli.main(["check", str(campaign), "--out", str(tmp_path / "o")])
    (back,) = (tmp_path / "o").rglob("*dia_ban_con_lai.csv.xlsx")
    sheet = openpyxl.load_workbook(back).worksheets[1]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_check_names_what_is_wrong_with_the_campaign(tmp_path, capsys):
    assert cli.main(["check", str(tmp_path)]) == 1
    assert "CD-01" in capsys.readouterr().err
