"""What one file can do to a run: be named, no more. Each was an attack that worked."""

from __future__ import annotations

import io
import os
import resource
import socket
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dophu.campaign.config import read_campaign
from dophu.catalogue.issues import DophuError
from dophu.documents.xlsx import returns
from dophu.rosters.lists import opened_files
from dophu.rosters.sheets import next_pages
from dophu.runs.checking import run_check
from dophu.snapshots import find_inputs, look
from tests.campaigns import HEADING
from tests.short_form import cases

DAY = "2024-07-18"
HERE = f"rosters/{DAY}/"
CHILD = "2,Trần Thị Mẫu,01/02/2015,999315000002,Thôn Ví Dụ 2,chưa,về quê"
SECONDS = 10
"""Of processors, the reading child's too; measured 1 to 5."""

posix = pytest.mark.skipif(os.name != "posix", reason="no such files elsewhere")


@pytest.fixture
def campaign(folder):
    folder.roster(
        DAY, "1,Nguyễn Văn Thử,05/07/2019,999219000001,Tổ dân phố Mẫu 1,đã cấp,"
    )
    return folder


def workbook(*rows: str, far: str = "") -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADING.strip(), *rows):
        book.active.append(row.split(","))
    if far:
        book.active[far] = "x"
    book.save(kept)
    return kept.getvalue()


def patched(content: bytes, old: bytes, new: bytes) -> bytes:
    """Change the sheet's XML, as no program would write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(out, "w") as z:
        for name in whole.namelist():
            part = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in part
                part = part.replace(old, new, 1)
            z.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def seen(campaign) -> dict[str, set[str]]:
    """Read the date; give the codes by file, and see that the good list was counted."""
    week = look(read_campaign(campaign.path), DAY)
    assert any(person.list == f"{HERE}a.csv" for person in week.children().itertuples())
    found: dict[str, set[str]] = {}
    for issue in week.issues:
        found.setdefault(issue.file.removeprefix(HERE), set()).add(issue.code)
    return found


def used() -> float:
    own, children = (
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"NaN", b"9" * 4300])
def test_a_number_no_cell_can_hold_is_one_unreadable_value(campaign, number):
    book, kept = openpyxl.Workbook(), io.BytesIO()
    book.active.append(HEADING.strip().split(","))
    book.active.append([2, "Trần Thị Mẫu", 11111, "", "Thôn Ví Dụ 2", "chưa", ""])
    book.save(kept)
    file = patched(kept.getvalue(), b"<v>11111</v>", b"<v>" + number + b"</v>")
    campaign.write(f"{HERE}b.xlsx", file)
    found = seen(campaign)["b.xlsx"]
    assert found & {"DS-03", "DS-14"}
    assert "TP-18" not in found


def test_five_thousand_digits_in_any_cell_are_one_unreadable_value(campaign):
    digits = "1" * 5_000
    rows = [
        ",".join(
            digits if at == column else cell for at, cell in enumerate(CHILD.split(","))
        )
        for column in range(7)
    ]
    campaign.roster(DAY, *rows, ",".join([digits] * 7), name="b.csv")
    assert "TP-18" not in seen(campaign)["b.csv"]


def test_a_fault_of_the_kit_at_one_file_is_reported_of_it_and_the_others_count(
    campaign, monkeypatch
):
    campaign.roster(DAY, CHILD, name="b.csv")
    real = next_pages.read_rows

    def failing(grid, sender):
        if sender.file.endswith("b.csv"):
            raise OverflowError("Giàng A Páo")
        return real(grid, sender)

    monkeypatch.setattr(next_pages, "read_rows", failing)
    assert seen(campaign)["b.csv"] == {"TP-18"}
    (reported,) = (
        i for i in look(read_campaign(campaign.path), DAY).issues if i.code == "TP-18"
    )
    assert "OverflowError" in reported.message("vi")
    assert "Páo" not in reported.message("vi")
    week = look(read_campaign(campaign.path), DAY)
    assert "bộ công cụ gặp lỗi" in " ".join(week.sources_table()["why"])


def test_a_fault_while_a_file_is_opened_is_reported_of_it_too(campaign, monkeypatch):
    campaign.roster(DAY, CHILD, name="b.csv")

    def failing(sheets):
        if "Trần Thị Mẫu" in str(sheets):
            raise MemoryError
        return None

    monkeypatch.setattr(opened_files, "find_origin", failing)
    assert seen(campaign)["b.csv"] == {"TP-18"}


def test_a_return_whose_sheets_cannot_be_copied_still_says_what_to_mend(
    campaign, monkeypatch, tmp_path, umask_0
):
    wrong = CHILD.replace("01/02/2015", "31/02/2015")
    for name in ("b.csv", "c.csv"):
        campaign.roster(DAY, wrong.replace("Mẫu,", f"Mẫu {name[0]},"), name=name)
    real = returns.copy_sheet

    def failing(target, sheet, *more):
        if "Mẫu b" in str(sheet.rows):
            raise ValueError("Giàng A Páo")
        return real(target, sheet, *more)

    monkeypatch.setattr(returns, "copy_sheet", failing)
    run_check(read_campaign(campaign.path), DAY, tmp_path / "out")
    listed = tmp_path / "out" / "lists" / "returns"
    sheets = {
        path.name: len(openpyxl.load_workbook(path).sheetnames)
        for path in listed.iterdir()
    }
    assert sheets == {"rosters_b.csv.xlsx": 1, "rosters_c.csv.xlsx": 2}
    closed = [listed.parent, listed, *listed.iterdir()]
    open_to_others = [p.name for p in closed if p.stat().st_mode & 0o077]
    assert os.name != "posix" or open_to_others == []


def pipe(place: Path) -> None:
    os.mkfifo(place)


def a_socket(place: Path) -> None:
    here = Path.cwd()
    os.chdir(place.parent)
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(place.name)
    finally:
        os.chdir(here)


def to(target: str):
    return lambda place: place.symlink_to(target)


@posix
@pytest.mark.parametrize(
    "make",
    [
        pipe,
        a_socket,
        to("/dev/zero"),
        to("/etc/passwd"),
        to("nowhere"),
        to("/"),
        to("."),
    ],
)
def test_what_is_no_plain_file_of_the_campaign_is_named_and_not_opened(campaign, make):
    make(campaign.path / HERE / "b.csv")
    assert seen(campaign)["b.csv"] == {"TP-09"}
    (entry,) = (
        i
        for i in find_inputs(
            read_campaign(campaign.path), read_campaign(campaign.path).as_of(DAY)
        )
        if i.path.endswith("b.csv")
    )
    assert entry.sha256 in ("link", "not_plain")


@posix
def test_a_dated_folder_that_leads_out_is_named_and_not_walked(campaign):
    (campaign.path / "enrolments").mkdir()
    (campaign.path / "enrolments" / DAY).symlink_to("/")
    assert seen(campaign)[f"enrolments/{DAY}"] == {"TP-09"}


@posix
def test_a_link_to_a_list_of_the_campaign_itself_is_read(campaign):
    campaign.write("gốc.csv", HEADING + CHILD)
    (campaign.path / HERE / "b.csv").symlink_to("../../gốc.csv")
    assert "b.csv" not in seen(campaign)


@posix
@pytest.mark.parametrize("table", ["hamlets.csv", "decisions.csv"])
@pytest.mark.parametrize("make", [pipe, to("/dev/zero"), to("/etc/passwd")])
def test_a_table_of_the_campaign_that_is_no_plain_file_is_an_error(
    campaign, table, make
):
    (campaign.path / table).unlink(missing_ok=True)
    make(campaign.path / table)
    with pytest.raises(DophuError, match=f"TD-08 {table}.*(liên kết|tệp thường)"):
        read_campaign(campaign.path)


@posix
@pytest.mark.parametrize(
    "name", [b"b\x1b[31m.csv", b"b\n.csv", b"b\xff.csv", "b\u202e.csv".encode()]
)
def test_a_name_that_steers_a_screen_is_shown_without_and_not_read(campaign, name):
    place = os.fsencode(campaign.path / HERE) + b"/" + name
    Path(os.fsdecode(place)).write_bytes((HEADING + CHILD).encode())
    (shown,) = (file for file in seen(campaign) if file.startswith("b"))
    assert shown.isprintable() and "\ufffd" in shown
    week = look(read_campaign(campaign.path), DAY)
    for table in (week.rows_table(), week.issues_table(), week.sources_table()):
        assert all(c.isprintable() or c == "\n" for c in table.to_csv())


def far_row(name: str):
    return lambda: (name, workbook(CHILD, far="D1048576"))


def lying_row() -> tuple[str, bytes]:
    return "b.xlsx", patched(workbook(CHILD, CHILD), b'r="A3"', b'r="A1048000"')


HUGE = {
    "a cell at the far corner": lambda: ("b.xlsx", workbook(CHILD, far="XFD1048576")),
    "a cell far down": far_row("b.xlsx"),
    "a cell far right": lambda: ("b.xlsx", workbook(CHILD, far="XFD2")),
    "a row that lies about its number": lying_row,
    "a million empty columns": lambda: ("b.csv", f"{HEADING}{CHILD}{',' * 10**6}\n"),
    "a million columns": lambda: (
        "b.csv",
        f"{HEADING}{CHILD},{','.join(map(str, range(10**6)))}\n",
    ),
    "twenty thousand columns": lambda: (
        "b.csv",
        HEADING + f"{CHILD},{','.join('v' * 20_000)}\n" * 50,
    ),
    "two million empty lines": lambda: (
        "b.csv",
        HEADING + CHILD + "\n" * 2 * 10**6 + CHILD,
    ),
    "one line": lambda: ("b.csv", HEADING + "a" * 5 * 10**6),
}


@pytest.mark.hunt
@pytest.mark.parametrize("kind", cases(HUGE, 1))
def test_no_file_takes_long_however_far_it_says_it_reaches(campaign, kind):
    name, content = HUGE[kind]()
    campaign.write(HERE + name, content)
    before = used()
    found = seen(campaign)
    assert used() - before < SECONDS
    reported = found.get(name, set())
    assert reported & {"TP-19", "TP-01"} or kind == "a million empty columns"


def test_rows_far_below_and_columns_far_right_are_named_and_the_list_counts(campaign):
    campaign.write(f"{HERE}b.xlsx", workbook(CHILD, far="XFD3"))
    campaign.roster(
        DAY, CHILD.replace("Mẫu,", "Bé,"), "\n" * 30_000, CHILD, name="c.csv"
    )
    week = look(read_campaign(campaign.path), DAY)
    cells = {(i.file, i.cell) for i in week.issues if i.code == "TP-19"}
    assert cells == {(f"{HERE}b.xlsx", "XFD3"), (f"{HERE}c.csv", "30004")}
    assert len(week.children()) == 3
