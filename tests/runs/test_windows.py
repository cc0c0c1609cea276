"""Commands under the rules of Windows: nothing is asked for that it would refuse."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dophu import cli
from dophu.campaign.config import read_campaign
from dophu.snapshots import load
from dophu.tables.gaps import gaps
from tests.campaigns import HEADING
from tests.runs.offices import Office
from tests.runs.windows_rules import WindowsDisk

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="asks /proc what is open"
)

LONG = "Tổ dân phố " + "số mười hai khu tái định cư " * 5
HARD = ("Con", "aux.", "Thôn A: 1/2", "NUL.txt", 'Bản "Mới" ', LONG)
"""Names of hamlets that cannot be names of files there, and a long one."""


def under_windows(home: Path, arguments: list[str], **held: int) -> tuple[int, str]:
    """Do a command under the rules; its exit code and all it printed.

    In a process of its own: a fork of this one has none of DuckDB's threads, and would
    wait for them.
    """
    command = [sys.executable, "-m", "tests.runs.windows_command", str(home)]
    done = subprocess.run(
        [*command, json.dumps(held), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return done.returncode, done.stdout


@pytest.fixture
def hard_office(tmp_path) -> Office:
    office = Office(tmp_path / "home")
    quoted = ['"' + name.replace('"', '""') + '"' for name in HARD]
    officers = ["Nguyễn An", "nguyễn an", *quoted]  # two alike but for case
    lines = [
        f"H{n},{name},,{officer},,\r\n"
        for n, (name, officer) in enumerate(
            zip(quoted, officers, strict=False), start=1
        )
    ]
    heading = "hamlet_id,name,aliases,officer,valid_from,valid_to\r\n"
    path = office.campaign / "hamlets.csv"
    path.write_bytes((heading + "".join(lines)).encode())
    rows = [
        f"{n},Lò Văn Thứ {n},0{n}/03/2016,99921600000{n},{name},chưa,\r\n"
        for n, name in enumerate(quoted, start=1)
    ]
    office.roster("2024-07-18").write_bytes((HEADING + "".join(rows)).encode())
    return office


@pytest.mark.long
def test_a_week_with_names_that_windows_does_not_take_is_written(hard_office):
    office = hard_office
    home = office.campaign.parent
    code, stated = under_windows(home, office.command())
    assert code == 0 and "REFUSED" not in stated, stated
    edition = office.unit / "2024-07-18"
    names = [path.stem for path in (edition / "lists" / "hamlets").iterdir()]
    assert len({name.lower() for name in names}) == len(HARD)
    out = str(home / "gửi đi")
    code, stated = under_windows(home, ["lists", str(edition), "--out", out])
    assert code == 0 and "REFUSED" not in stated, stated
    code, stated = under_windows(
        home, ["check", str(office.campaign), "--out", str(home / "xem")]
    )
    assert code == 0 and "REFUSED" not in stated, stated
    purge = ["purge", str(office.campaign), "--reports", str(office.reports), "--yes"]
    code, stated = under_windows(home, purge)
    assert code in (0, 2) and "REFUSED" not in stated, stated


@pytest.mark.long
def test_a_pointer_that_excel_holds_for_a_moment_is_replaced(published_office):
    office = published_office
    home = office.campaign.parent
    office.roster("2024-07-18", *office.children[1:])
    held = {"báo cáo/99999/latest.txt": 2}
    code, stated = under_windows(home, office.command(), **held)
    assert code == 0 and "REFUSED" not in stated, stated
    pointer = office.unit / "latest.txt"
    assert pointer.read_text(encoding="utf-8") == "2024-07-18.2\n"


def test_lists_with_line_ends_of_windows_count_the_same(folder):
    rows = ("1,Lò Văn Ví,03/03/2016,999216000003,Thôn Ví Dụ 2,chưa,",)
    folder.roster("2024-07-18", *rows)
    folder.write("decisions.csv", "kind,file,value,decision\nstatus,,Đợt hai,applied\n")
    counted = []
    for ends in (b"\n", b"\r\n"):
        for path in [p for p in folder.path.rglob("*") if p.is_file()]:
            if "snapshots" not in path.parts:
                content = path.read_bytes().replace(b"\r\n", b"\n")
                path.write_bytes(content.replace(b"\n", ends))
        week = load(read_campaign(folder.path), "2024-07-18")
        counted.append(gaps(week).to_csv())
    assert counted[0] == counted[1] and counted[0].count("H2") > 0


def test_a_console_of_old_vietnamese_windows_shows_every_message(monkeypatch, tmp_path):
    written = io.BytesIO()
    console = io.TextIOWrapper(written, encoding="cp1258", errors="strict")
    monkeypatch.setattr(sys, "stdout", console)
    monkeypatch.setattr(sys, "stderr", console)
    assert cli.main(["check", str(tmp_path / "không có")]) == 1
    console.flush()
    shown = " ".join(written.getvalue().decode("utf-8").split())
    assert "không có" in shown


@pytest.mark.parametrize(
    ("make", "refused"),
    [
        (lambda home: (home / "Aux.csv").write_bytes(b""), "a device's name"),
        (lambda home: (home / "a ").mkdir(), "a name Windows does not take"),
        (lambda home: (home / "a:b").mkdir(), "a name Windows does not take"),
        (lambda home: (home / "A.CSV").write_bytes(b""), "two names alike"),
        (lambda home: (home / ("x" * 200)).mkdir(), "over 260"),
        (lambda home: (home / "a.csv").rename(home / "b.csv"), "what is there"),
        (lambda home: (home / "c.txt").write_text("x", "utf-8"), "line ends"),
    ],
)
def test_the_rules_refuse_what_windows_refuses(monkeypatch, tmp_path, make, refused):
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.csv").write_bytes(b"")
    disk = WindowsDisk(tmp_path)
    with monkeypatch.context() as patch:
        disk.install(patch.setattr)
        with contextlib.suppress(OSError):
            make(tmp_path)
    assert refused in disk.refused[0]
