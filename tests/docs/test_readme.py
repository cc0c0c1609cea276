"""README's blocks and the commands named in any page: what they say can be done."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import dophu
from dophu.cli import _parser, main
from tests.sample_week import readme_command

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
PAGES = ["README.md", *(p.relative_to(ROOT).as_posix() for p in sorted(
    [*(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "howto").glob("*.md")]
))]  # fmt: skip
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))


def blocks(language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(README) if kind == language]


def commands(kind: str) -> list[list[str]]:
    """Give the commands of README's shell blocks that begin with a word."""
    lines = "".join(blocks("sh")).splitlines()
    words = [shlex.split(line, comments=True) for line in lines]
    return [command[1:] for command in words if command and command[0] == kind]


@pytest.fixture
def office(sample_week, tmp_path, monkeypatch):
    """A folder as README has it: ``mytown`` with its edition, at the commune's code."""
    shutil.copytree(sample_week.campaign, tmp_path / "mytown")
    shutil.copytree(sample_week.home / "reports", tmp_path / "reports")
    shutil.copytree(tmp_path / "reports/99999", tmp_path / "reports/03217")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(sample_week.campaign / "rosters/2024-07-18", tmp_path / "sent")
    (tmp_path / "data").symlink_to(sample_week.home / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_block_is_of_a_kind_that_nothing_here_tries():
    kinds = {kind for kind, _ in BLOCK.findall(README)}
    assert kinds == {"sh", "python", "csv", "cron", "bat", ""}
    firsts = {line.split()[0] for line in "".join(blocks("sh")).splitlines() if line}
    assert firsts == {"make", "conda", "dophu", "papermill"}


@pytest.mark.parametrize("page", PAGES)
def test_every_target_of_make_that_a_page_names_is_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = {*re.findall(r"(?:`|^)make ([a-z-]+)", text, re.M)}
    assert named <= TARGETS
    if page == "README.md":
        assert {"weekly", "test", "docs", "lab"} <= named


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_is_one(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    words = r'([a-z]+ (?:"[^"`\n]*"|[^`\n"|])+)'
    found = re.findall(rf"(?:`|^|/|\\)dophu(?:\.exe)? {words}", text, re.M)
    for words in found:
        words = re.sub("<[^>]+>", "x", re.sub("#.*| >> .*", "", words))
        assert _parser().parse_args(shlex.split(words)).command, words
    assert found or page != "README.md"


def test_conda_makes_the_environment_that_is_then_activated():
    create, activate = commands("conda")
    assert create[:3] == ["env", "create", "-f"]
    environment = yaml.safe_load((ROOT / create[3]).read_text(encoding="utf-8"))
    assert activate == ["activate", environment["name"]]


def test_the_first_run_ends_with_where_the_edition_is(sample_week):
    assert commands("dophu")[0] == readme_command()
    assert "reports/99999/2024-07-18/index.html" in sample_week.screen
    assert "open `reports/99999/2024-07-18/index.html`" in README
    gaps = dophu.gaps(dophu.load(sample_week.campaign, "2024-07-18"))
    counts = [f"{int(gaps[name].sum()):,}" for name in ("persons", "gap")]
    assert f"{counts[0]} children, {counts[1]} of them not yet enrolled" in README


def test_the_commands_for_a_campaign_of_ones_own_run(office, capsys):
    """The run finds the edition of the same lists and makes none: it takes a second."""
    for words in commands("dophu")[1:]:
        assert main(words) in (0, 2), words
    assert "2024-07-18/index.html" in capsys.readouterr().out
    editions = [p.name for p in (office / "reports/99999").iterdir() if p.is_dir()]
    assert editions == ["2024-07-18"]


@pytest.mark.long
def test_a_notebook_runs_alone_with_papermill(office):
    for words in commands("papermill"):
        command = [sys.executable, "-m", "papermill", *words]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
    assert (office / "out.ipynb").is_file()
    assert "campaign" in run.stdout, "the last is its help"


def test_the_cell_of_ones_own_runs_and_holds_what_its_comment_says(office):
    (block,) = blocks("python")
    names: dict[str, object] = {}
    exec(block, names)
    stated = re.search(r"# under_6 (\d+), 6_to_13 (\d+)", block)
    sums = names["gaps"].groupby("age_group")["gap"].sum()
    assert [int(n) for n in stated.groups()] == [sums["under_6"], sums["6_to_13"]]


def test_the_decisions_are_understood(office):
    (block,) = blocks("csv")
    (office / "mytown" / "decisions.csv").write_text(block, encoding="utf-8")
    decisions = dophu.read_campaign(office / "mytown").decisions
    assert len(decisions.lines) == len(block.splitlines()) - 1


def test_the_folder_drawn_is_one_that_the_kit_reads():
    drawn = next(text for text in blocks("") if text.startswith("mytown/"))
    names = re.findall(r"^  (\S+?)[/ ]", drawn, re.M)
    book = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert {"campaign.toml", "hamlets.csv", "rosters"} <= {*names}
    assert [n for n in names if n not in ("notebooks",) and f"`{n}" not in book] == []
