"""A region that is killed in the middle goes on where it stopped; nothing is double."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dophu.region.running import run_region
from dophu.runs.forked_kernels import can_fork
from tests.processes import is_running
from tests.runs.offices import CHARTS, GAPS, PARAMETERS, Office
from tests.short_form import cases

pytestmark = pytest.mark.skipif(
    not (can_fork() and Path("/proc/self/stat").exists()),
    reason="processes are looked at as Linux shows them",
)

UNITS = "99901", "99902"
SUMS = """import dophu
week = dophu.load_region(region, as_of, rollups)
dophu.write_tables(out, **week.tables())"""
WAIT = """import os, time
from pathlib import Path
gate = Path({gates!r}) / Path(campaign).name
if gate.exists():
    stat = Path(f"/proc/{{os.getppid()}}/stat").read_text()
    above = stat.rsplit(")", 1)[1].split()[1]
    (gate / "now").write_text(f"{{os.getpid()}} {{os.getppid()}} {{above}}")
    (gate / "now").rename(gate / "pids")
while gate.exists():
    time.sleep(0.02)"""
END = """import os, signal, time
from pathlib import Path
times = Path({times!r}) / Path(campaign).name
left = int(times.read_text()) if times.exists() else 0
if left:
    times.write_text(str(left - 1))
    stat = Path(f"/proc/{{os.getppid()}}/stat").read_text()
    above = stat.rsplit(")", 1)[1].split()[1]
    os.kill(int(above), signal.SIGKILL)
    time.sleep(600)"""


class Offices:
    """A region of two offices, whose notebooks are those of an office."""

    def __init__(self, path: Path) -> None:
        self.folder, self.reports = path / "region", path / "reports"
        self.temporary = path / "temporary"
        self.temporary.mkdir()
        self._office = Office(path)
        for unit in UNITS:
            place = shutil.copytree(self._office.campaign, self.folder / unit)
            toml = place / "campaign.toml"
            text = toml.read_text(encoding="utf-8").replace("99999", unit)
            toml.write_text(text, encoding="utf-8")
        text = '[region]\nname = "Thử"\nunit = "90"\nunit_name = "Tỉnh Thử"\n'
        text += 'campaigns = ["9*"]\n'
        (self.folder / "region.toml").write_text(text, encoding="utf-8")
        words = PARAMETERS.replace("campaign", "region")
        self._office.notebook(
            "60_region", SUMS, CHARTS, parameters=f'{words}\nrollups: str = ""'
        )
        self.notebooks = self._office.notebooks

    def before_gaps(self, cell: str) -> None:
        self._office.notebook("20_gaps", cell, GAPS)

    def command(self) -> list[str]:
        return [
            sys.executable, "-m", "dophu.cli", "region", str(self.folder),
            "--reports", str(self.reports), "--notebooks", str(self.notebooks),
            "--workers", "1",
        ]  # fmt: skip

    def run(self):
        return run_region(
            self.folder, "", self.reports, notebooks=self.notebooks, workers=1
        )

    def editions(self, unit: str) -> list[str]:
        return sorted(p.name for p in (self.reports / unit).glob("2*"))

    def gap(self, edition: Path) -> int:
        page = (edition / "run.json").read_text(encoding="utf-8")
        assert len(json.loads(page)["units"]) == len(UNITS)
        table = (edition / "tables" / "gaps.csv").read_text(encoding="utf-8-sig")
        head, *lines = (line.split(",") for line in table.splitlines())
        return sum(int(line[head.index("gap")]) for line in lines)


@pytest.fixture
def offices(tmp_path: Path) -> Offices:
    return Offices(tmp_path)


@pytest.mark.parametrize("number", cases([signal.SIGINT, signal.SIGKILL, 15], 0, 1))
def test_a_region_that_is_broken_off_goes_on_where_it_stopped(offices, number):
    gate = offices.folder.parent / "gates" / UNITS[1]
    gate.mkdir(parents=True)
    offices.before_gaps(WAIT.format(gates=str(gate.parent)))
    process = subprocess.Popen(
        offices.command(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        encoding="utf-8", env=os.environ | {"TMPDIR": str(offices.temporary)},
    )  # fmt: skip
    while not (gate / "pids").is_file():
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(number)
    _, reported = process.communicate()
    if number == signal.SIGINT:
        assert process.returncode == 1
        assert "Đã dừng theo yêu cầu." in reported and "Traceback" not in reported
    first = offices.reports / UNITS[0] / "2024-07-18" / "run.json"
    before = first.stat().st_mtime_ns
    assert offices.editions(UNITS[1]) == []
    pids = [int(pid) for pid in (gate / "pids").read_text().split()]
    shutil.rmtree(gate)

    outcome = offices.run()  # at once, while the worker of before may still be ending
    assert outcome.failed == {}
    assert [offices.editions(unit) for unit in (*UNITS, "90")] == [["2024-07-18"]] * 3
    assert first.stat().st_mtime_ns == before
    assert offices.gap(outcome.edition) == 2 * len(UNITS)
    assert not list(offices.reports.rglob(".stage-*"))
    for _ in range(400):
        if not any(map(is_running, pids)):
            break
        time.sleep(0.05)
    assert [pid for pid in pids if is_running(pid)] == []
    assert not list(offices.temporary.glob("dophu-*"))
    assert offices.run().reused


@pytest.mark.parametrize("times", cases([2, 1], 0, 1))
def test_a_unit_whose_worker_is_killed_is_run_once_more(offices, times):
    """Killed each time it is a unit that failed, and the others are published."""
    reported = offices.folder.parent / "times"
    reported.mkdir()
    (reported / UNITS[0]).write_text(str(times))
    offices.before_gaps(END.format(times=str(reported)))
    outcome = offices.run()
    failed = [[i.code for i in issues] for issues in outcome.failed.values()]
    assert failed == [["KV-16"]] * (times - 1)
    assert offices.editions(UNITS[1]) == ["2024-07-18"]
    assert offices.editions(UNITS[0]) == ["2024-07-18"] * (2 - times)
    assert not list(offices.reports.rglob(".stage-*")) or times == 2
    if times == 2:
        outcome = offices.run()
    assert offices.gap(outcome.edition) == 2 * len(UNITS)
    assert not list(offices.reports.rglob(".stage-*"))
