"""The commands: exit codes, what stands on the screen, and help for each."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from dophu import cli
from dophu.runs import one_run, weekly
from dophu.runs.screen import Steps, fold

COMMANDS = ("new", "run", "verify", "explore", "sample")
CANARY = "Giàng A Páo 011219000123"


def lines(text: str) -> str:
    return " ".join(text.split())


def test_a_run_says_gate_edition_and_what_to_look_at(office, capsys):
    office.roster("2024-07-18", "1,Nguyễn Văn Thử,05/07/2019,,Tổ dân phố Mẫu 1,chưa,")
    assert cli.main(office.command()) == 2
    screen = capsys.readouterr()
    stated = screen.out.splitlines()
    assert stated[0] == "Kết luận: REVIEW (Cần xem lại)"
    edition = office.unit / "2024-07-18"
    assert str(edition) in lines(screen.out)
    assert "1. 1 địa bàn chưa nộp danh sách kỳ này: Thôn Ví Dụ 2." in lines(screen.out)
    assert screen.err.startswith("[1/8] Kiểm tra chiến dịch")
    assert cli.main(["verify", str(edition)]) == 0
    assert "Nguyên vẹn: " in capsys.readouterr().out
    (edition / "index.html").unlink()
    assert cli.main(["verify", str(edition), "--language", "en"]) == 1
    assert "1 missing" in lines(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("gate", "code"), [("READY", 0), ("REVIEW", 2), ("BLOCKED", 1)]
)
def test_the_exit_code_is_that_of_the_gate(office, capsys, monkeypatch, gate, code):
    points = [f"Point {number}" for number in range(1, 6)]
    outcome = one_run.Outcome(gate, office.unit / "2024-07-18", True, points)
    monkeypatch.setattr(weekly, "run_week", lambda *_anything: outcome)
    assert cli.main(office.command("--language", "en")) == code
    stated = capsys.readouterr().out
    assert stated.startswith(f"Gate: {gate} (")
    assert "Nothing has changed, the edition stands" in stated
    assert stated.endswith("Look at first:\n1. Point 1\n2. Point 2\n3. Point 3\n")


@pytest.mark.parametrize(
    ("arguments", "stated"),
    [
        ([], "Lệnh chưa đúng: thiếu COMMAND"),
        (["chek"], "không có lệnh 'chek' (các lệnh: new, run, check, "),
        (["chek"], "; gần nhất: check"),
        (["bogus"], "Xem cách dùng: dophu --help"),
        (
            ["run", "x", "--asof", "--language", "en"],
            "is no argument --asof How to",
        ),
        (["run", "x", "--as-of"], "Lệnh chưa đúng: sau --as-of phải có giá trị"),
        (["run", "x", "--language", "fr"], "--language không nhận 'fr' (nhận: vi, en)"),
        (["lists", "x", "--out", "y", "--password=a"], "--password không có giá trị"),
        (["sample", "x", "--seed", "y"], "--seed phải là số nguyên, không phải 'y'"),
        (["run"], "Xem cách dùng: dophu run --help"),
        (["run", "nowhere"], "CD-01 Không tìm thấy tệp campaign.toml"),
        (["run", "nowhere", "--language", "en"], "CD-01 No campaign.toml"),
        (["run", "x", "--language", "fr"], "Xem cách dùng: dophu run --help"),
        (["verify", "nowhere"], "CH-06 Không phải một bản xuất bản"),
        (["sample", "x", "--dates", "18/7/2024"], "--dates phải là YYYY-MM-DD,"),
        (["sample", "x", "--faults", "odd=0.1"], "CH-08 Tham số '--faults' không đúng"),
        (["explore", "nowhere"], "CD-01 "),
    ],
)
def test_what_is_wrong_is_exit_code_1_and_reported_without_a_traceback(
    capsys, tmp_path, monkeypatch, arguments, stated
):
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 1
    reported = capsys.readouterr().err
    assert stated in lines(reported)
    assert "Traceback" not in reported


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_in_one_language(
    capsys, command, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    screens = []
    words = {"vi": ("Ví dụ:", "Example"), "en": ("Example:", "Ví dụ")}
    for language, (example, other) in words.items():
        monkeypatch.setenv("LC_ALL", f"{language}_VN.UTF-8")
        with pytest.raises(SystemExit, match="0"):
            cli.main([command, "--help"])
        reported = capsys.readouterr().out
        assert f"dophu {command} " in reported.partition(example)[2]
        assert other not in reported and " | " not in reported
        assert max(map(len, reported.splitlines())) <= 80
        screens.append(reported)
    assert screens[0] != screens[1]


def test_help_speaks_the_language_of_the_campaign(capsys, folder, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(folder.path)
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--help"])
    assert "Mã thoát" in capsys.readouterr().out
    settings = (folder.path / "campaign.toml").read_text("utf-8")
    english = settings.replace("[campaign]", '[campaign]\nlanguage = "en"', 1)
    folder.write("campaign.toml", english)
    monkeypatch.chdir(folder.path.parent)
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    with pytest.raises(SystemExit, match="0"):
        cli.main(["check", str(folder.path), "--help"])
    assert "the campaign's folder" in capsys.readouterr().out


def test_an_unexpected_error_shows_type_and_place_and_never_its_text(
    office, capsys, monkeypatch
):
    def fail(*_anything):
        raise ValueError(CANARY)

    monkeypatch.setattr(one_run, "find_highlights", fail)
    monkeypatch.setattr(one_run.Run, "_execute", fail)
    assert cli.main(office.command()) == 1
    reported = lines(capsys.readouterr().err)
    assert "CH-11 Lỗi ngoài dự kiến: ValueError tại one_run.py:" in reported
    assert CANARY not in reported


def test_a_sample_is_never_written_over_files(tmp_path, capsys):
    folder = tmp_path / "mẫu"
    small = [str(folder), "--children", "30", "--hamlets", "2", "--dates", "2024-07-18"]
    assert cli.main(["sample", *small, "--faults", "year_only=0.1"]) == 0
    assert "dophu run" in capsys.readouterr().out
    assert (folder / "campaign.toml").is_file()
    assert cli.main(["sample", *small]) == 1
    assert "CH-09 " in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ("--children", "0"),
        ("--hamlets", "-1"),
        ("--units", "0"),
        ("--units", "-3"),
        ("--dates", "2024-07-18,0001-01-01"),
        ("--dates", "9999-12-31"),
        ("--faults", "year_only=nan"),
        ("--faults", "year_only=-0.1"),
        ("--faults", "year_only=inf"),
        ("--drive", ""),
        ("--format", "parquet"),
    ],
)
def test_a_sample_that_cannot_be_is_a_wrong_parameter(tmp_path, capsys, wrong):
    assert cli.main(["sample", str(tmp_path / "mẫu"), *wrong]) == 1
    reported = capsys.readouterr().err
    assert "CH-08 " in reported and f"'{wrong[0]}'" in reported
    assert not (tmp_path / "mẫu").exists()


def test_explore_opens_the_explorer_at_the_campaign(office, monkeypatch):
    called = []

    def opened(command, env, check):
        called.append((command, env["DOPHU_CAMPAIGN"]))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(cli.commands.subprocess, "run", opened)
    assert cli.main(["explore", str(office.campaign)]) == 0
    command, campaign = called[0]
    assert command[1:3] == ["-m", "jupyterlab"]
    assert command[3].endswith("90_explore.ipynb")
    assert campaign == str(office.campaign)


def test_vietnamese_reaches_a_pipe_of_another_encoding(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "dophu.cli", "run", "nowhere"],
        capture_output=True, cwd=tmp_path, check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Không tìm thấy tệp" in done.stderr.decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="a closed pipe is another error there")
def test_whoever_stops_reading_hears_of_no_error(office):
    command = [sys.executable, "-m", "dophu.cli", "check", str(office.campaign)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() in (0, 2)


def test_lines_fit_the_screen_and_a_path_is_not_cut():
    path = "C:/" + "rất-dài/" * 12
    folded = fold(f"một hai ba {path} bốn", "1. ").splitlines()
    assert folded == ["1. một hai ba", f"   {path}", "   bốn"]


def test_steps_are_plain_lines_where_there_is_no_terminal(capsys):
    with Steps() as steps:
        steps("Một", 0, 2)
        steps("Hai", 1, 2)
    assert capsys.readouterr().err == "[1/2] Một\n[2/2] Hai\n"
