"""A protected list in a campaign: asked for, counted where opened, else left out."""

from __future__ import annotations

import io
import json
import os

import pytest
import xlsxwriter

from dophu import cli, load
from dophu.cli import passwords
from dophu.reader.passwords import ENVIRONMENT
from dophu.runs.weekly import run_week
from tests.campaigns import HEADING
from tests.fuzz.seeds import encrypted
from tests.runs.offices import CHILDREN

PASSWORD = "Mật khẩu 1"


@pytest.fixture
def locked(office, monkeypatch):
    """An office one of whose two lists is protected."""
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    office.roster("2024-07-18", *CHILDREN[2:])
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        for row, line in enumerate([HEADING.strip(), *CHILDREN[:2]]):
            sheet.write_row(row, 0, line.split(","))
    path = office.campaign / "rosters" / "2024-07-18" / "b.xlsx"
    path.write_bytes(encrypted(content.getvalue(), PASSWORD))
    return office


def counted(office) -> int:
    return len(load(office.campaign).persons.collect())


@pytest.mark.long
def test_a_list_left_out_for_its_password_is_read_once_the_password_is_there(
    locked, monkeypatch
):
    assert counted(locked) == 1
    (issue,) = [i for i in load(locked.campaign).issues if i.code == "TP-06"]
    assert issue.file == "rosters/2024-07-18/b.xlsx"
    monkeypatch.setenv(ENVIRONMENT, "sai")
    assert counted(locked) == 1
    monkeypatch.setenv(ENVIRONMENT, f"sai\n{PASSWORD}")
    assert counted(locked) == 3
    assert not [i for i in load(locked.campaign).issues if i.code == "TP-06"]


@pytest.mark.long
def test_another_password_that_opens_as_much_makes_no_other_snapshot(
    locked, monkeypatch
):
    keys = set()
    for given in (PASSWORD, f"sai\n{PASSWORD}"):
        monkeypatch.setenv(ENVIRONMENT, given)
        keys.add(load(locked.campaign).manifest["key"])
    assert len(keys) == 1


def test_a_run_counts_the_list_and_leaves_the_password_nowhere(locked, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, PASSWORD)
    outcome = run_week(
        locked.campaign, reports=locked.reports, notebooks=locked.notebooks
    )
    record = json.loads((outcome.edition / "run.json").read_text("utf-8"))
    assert {sheet["file"][-6:] for sheet in record["rows"]} == {"/a.csv", "b.xlsx"}
    for path in (*outcome.edition.rglob("*"), *locked.campaign.rglob("*")):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes(), path


@pytest.mark.long
def test_at_a_terminal_the_password_is_asked_for_three_times_at_most(
    locked, monkeypatch, capsys
):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv(ENVIRONMENT, "")
    answers = ["một", "hai", "ba", PASSWORD]
    monkeypatch.setattr(passwords.getpass, "getpass", lambda prompt: answers.pop(0))
    cli.main(["check", str(locked.campaign)])
    shown = capsys.readouterr()
    assert answers == [PASSWORD]
    assert "b.xlsx" in shown.err and "TP-06" in shown.out
    cli.main(["check", str(locked.campaign)])
    shown = capsys.readouterr()
    assert not answers and "TP-06" not in shown.out
    assert PASSWORD not in shown.out + shown.err
    assert PASSWORD in os.environ[ENVIRONMENT]


def test_an_empty_answer_goes_on_without_and_no_terminal_asks_nothing(
    locked, monkeypatch, capsys
):
    asked = []
    monkeypatch.setattr(
        passwords.getpass, "getpass", lambda prompt: asked.append(prompt) or ""
    )
    assert cli.main(["check", str(locked.campaign)]) == 2 and not asked
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert cli.main(["check", str(locked.campaign)]) == 2 and len(asked) == 1
    assert "TP-06" in capsys.readouterr().out
