"""Folders whose name is no date as the kit reads it: named, and put right."""

from __future__ import annotations

import shutil

import pytest

from dophu import cli
from dophu.starting.folder_dates import read_name
from tests.awkward.trial import CAMPAIGN, LISTS


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    shutil.copytree(CAMPAIGN, tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "mine"


def put(campaign, name, kind="rosters"):
    (campaign / kind / name).mkdir(parents=True)
    shutil.copy(LISTS / "42_totals.csv", campaign / kind / name)


def folders(campaign, kind="rosters"):
    return sorted(p.name for p in (campaign / kind).iterdir())


@pytest.mark.parametrize("name", ["18-7-2024", "2024-7-18", "18.07.2024", "20240718"])
def test_a_miswritten_date_is_named_by_check_and_put_right(campaign, capsys, name):
    put(campaign, name)
    assert cli.main(["check", "mine"]) == 1
    stated = " ".join(capsys.readouterr().err.split())
    assert f"'{name}'" in stated
    assert "dophu new --rename" in stated
    assert cli.main(["new", "--rename", "mine"]) == 2
    assert folders(campaign) == [name], "nobody said yes"
    assert cli.main(["new", "--rename", "--yes", "mine"]) == 0
    assert folders(campaign) == ["2024-07-18"]
    assert cli.main(["check", "mine"]) in (0, 2)
    assert cli.main(["new", "--rename", "mine"]) == 0


def test_nothing_is_written_over_and_what_is_not_clear_is_reported(campaign, capsys):
    for name in ("2024-07-18", "18-7-2024", "11-7-2024", "11.7.2024", "tuần 3"):
        put(campaign, name)
    put(campaign, "4-7-2024", "enrolments")
    assert cli.main(["new", "--rename", "--yes", "--language", "en", "mine"]) == 2
    assert folders(campaign) == [
        "11.7.2024", "18-7-2024", "2024-07-11", "2024-07-18", "tuần 3"
    ]  # fmt: skip
    assert folders(campaign, "enrolments") == ["2024-07-04"]
    stated = " ".join(capsys.readouterr().out.split())
    assert "rosters/18-7-2024: there is a folder 2024-07-18 already" in stated
    assert "rosters/tuần 3: which day it means is not clear" in stated
    assert (
        "enrolments/4-7-2024 → 2024-07-04 (read as the day before the month)" in stated
    )


@pytest.mark.parametrize("name", ["31-2-2024", "7-2024", "18-7", "01-02-03", "a", "",
                                  "18-7-2024 va 25-7-2024"])  # fmt: skip
def test_a_name_that_is_no_one_day_is_not_guessed(name):
    assert read_name(name) is None
