"""The kit is measured beside older ones, and the page of speed is what was measured."""

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.against import NONE, Bench, compare, row
from benchmarks.measured import Failed, Taken, measure
from benchmarks.revisions import Revision, checked_out, git
from benchmarks.stages import STAGES, time_stages
from benchmarks.table import PAGE, WHOLE, exponent, table

measures = pytest.mark.skipif(not hasattr(os, "wait4"), reason="measured on POSIX")
BUSY = "import time\nwhile time.process_time() < 0.3: pass\n"


def has_git():
    try:
        return bool(git("rev-parse", "HEAD"))
    except (Failed, OSError):  # a download without its history
        return False


@pytest.fixture
def kits(tmp_path):
    """Two kits of a line each, one of which has no command."""
    for name, call in (("old", "main"), ("new", "nothing")):
        package = tmp_path / name / "lib" / "dophu"
        package.mkdir(parents=True)
        source = f"def main(): print({name!r}); return 2\n"
        package.joinpath("__init__.py").write_text(source, encoding="utf-8")
        scripts = f'[project.scripts]\ndophu = "dophu:{call}"\n'
        tmp_path.joinpath(name, "pyproject.toml").write_text(scripts, "utf-8")
    return {name: Revision(tmp_path / name, name) for name in ("old", "new")}


@measures
def test_the_cpu_of_processes_that_a_command_starts_is_counted():
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    assert measure([sys.executable, "-c", nested]).cpu > 0.3


@measures
def test_a_command_that_ends_badly_says_its_last_words():
    with pytest.raises(Failed, match=r"^ended with 1: no lists$"):
        measure([sys.executable, "-c", "print('first'); raise SystemExit('no lists')"])


def test_where_cpu_is_not_reported_that_is_stated(monkeypatch):
    monkeypatch.delattr(os, "wait4", raising=False)
    with pytest.raises(Failed, match="not told on this system"):
        measure([sys.executable, "-c", ""])


@measures
def test_each_revision_runs_its_own_kit(kits):
    for name, revision in kits.items():
        revision.prepare()
        assert revision.python("import dophu; dophu.main()").output.split() == [name]


@measures
def test_another_kit_than_the_revisions_own_is_not_measured(tmp_path):
    (tmp_path / "lib").mkdir()
    with pytest.raises(Failed, match="not the one imported|No module named"):
        Revision(tmp_path, "empty").prepare()


@measures
def test_what_a_revision_lacks_is_a_dash_and_the_other_is_still_measured(
    kits, tmp_path
):
    benches = {}
    for side, name in (("before", "old"), ("now", "new")):
        tmp_path.joinpath(side).mkdir()
        benches[side] = Bench(kits[name], tmp_path / side, tmp_path / "large")
    took, why = compare(lambda bench: bench.revision.dophu(), benches, pairs=2)
    assert [*took] == ["before"] and [*why] == ["now"]
    assert "nothing" in why["now"]
    cells = [cell.strip() for cell in row("dophu", took).split("|")]
    assert cells[0] == "dophu" and cells[1] != NONE and cells[2:] == [NONE, NONE]


def test_the_revisions_take_turns_in_beginning_and_the_least_counts():
    done, costs = [], {"before": [5.0, 4.0, 6.0], "now": [2.0, 3.0, 9.0]}

    def work(side):
        done.append(side)
        return Taken(costs[side].pop(0), 1.0)

    took, _ = compare(work, {"before": "before", "now": "now"}, pairs=3)
    assert done == ["before", "now", "now", "before", "before", "now"]
    assert row("x", took).endswith("0.50 x (1.00)")


@pytest.mark.skipif(not has_git(), reason="needs the history")
def test_a_revision_is_checked_out_beside_the_tree_and_removed_whatever_happens():
    with pytest.raises(KeyboardInterrupt), checked_out("HEAD") as revision:
        assert revision.folder.joinpath("lib", "dophu", "__init__.py").is_file()
        assert str(revision.folder) in git("worktree", "list")
        raise KeyboardInterrupt
    assert not revision.folder.parent.exists()
    assert str(revision.folder) not in git("worktree", "list")


@pytest.mark.skipif(not has_git(), reason="needs the history")
def test_a_revision_that_is_not_there_is_named(capsys):
    assert main(["--against", "no-such-revision"]) == 1
    assert "no revision 'no-such-revision' here" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["nothing"], ["--against", "HEAD", "nothing"]])
def test_a_name_that_is_not_there_is_answered_with_those_that_are(arguments, capsys):
    assert main(arguments) == 1
    reported = capsys.readouterr().out
    assert "nothing; there are " in reported and "charts" in reported


def test_the_page_of_speed_is_made_of_its_figures():
    text = PAGE.read_text(encoding="utf-8")
    assert re.search(
        r"^Measured on \d{4}-\d\d-\d\d at commit [0-9a-f]{7,}: ", text, re.M
    )
    lines = [line for line in text.splitlines() if line.startswith("|")]
    sizes = [int(size) for size in re.findall(r"(\d+) hamlets \|", lines[0])]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[2:]]
    assert [cells[0] for cells in rows] == [*STAGES, WHOLE]
    for _, *cells in rows:
        costs = [float(cell.removesuffix(" s")) for cell in cells[: len(sizes)]]
        stated = [float(cell) for cell in cells[len(sizes) : -1]]
        for at, (less, more) in enumerate(pairwise(sizes)):
            before, after = costs[at : at + 2]
            # Costs stand rounded, by half a thousandth of a second or up to 0.5 %.
            off = sum(max(0.0005, cost / 200) / cost for cost in (before, after))
            grown = exponent(less, more, before, after)
            assert stated[at] == pytest.approx(grown, abs=0.01 + off)


@measures
@pytest.mark.long
def test_every_stage_of_the_page_is_done_over_a_campaign(sample_week, tmp_path):
    campaign = tmp_path / "sample"
    shutil.copytree(sample_week.campaign, campaign)
    took = time_stages(campaign, sample_week.edition.name, sample_week.edition, 1)
    assert [*took] == [*STAGES]
    assert all(0 < cpu < float("inf") for cpu in took.values())


def test_growth_stands_between_each_size_and_the_next():
    took = {17: {"gaps": 1.0}, 68: {"gaps": 4.0}, 340: {"gaps": 100.0}}
    assert table(took)[2].split(" | ")[4:6] == ["1.00", "2.00"]


def test_make_hands_the_revision_on():
    command = ["make", "--dry-run", "bench", "AGAINST=a9d112d", "NAMES=run"]
    try:
        done = subprocess.run(
            command, cwd=Path(__file__).parents[2], capture_output=True, text=True,
            check=True,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("no make here")
    assert re.search(r"benchmarks --against a9d112d +run$", done.stdout, re.M)
