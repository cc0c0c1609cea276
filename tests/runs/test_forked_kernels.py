"""Kernels forked from one process: each as fresh as one started by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from dophu.catalogue.issues import DophuError
from dophu.runs.execute import run_notebook
from dophu.runs.forked_kernels import can_fork
from dophu.runs.job import Job
from dophu.runs.kernels import Kernels, warm_kernels
from dophu.runs.weekly import run_week
from tests.processes import is_running

PARAMETERS = dict.fromkeys(("campaign", "as_of", "out", "language"), "")

pytestmark = pytest.mark.skipif(not can_fork(), reason="kernels are not forked here")

CHANGES = """import builtins, json, locale, os, sys
import matplotlib, pandas as pd
os.environ["DOPHU_LEAK"] = "1"
os.chdir("/")
locale.setlocale(locale.LC_ALL, "C")
matplotlib.rcParams["figure.dpi"] = 11
pd.set_option("display.max_rows", 3)
builtins.leak = json.leak = 1
sys.path.insert(0, "/leak")
leak = 1"""
FRESH = """import builtins, json, locale, os, sys
import matplotlib, pandas as pd
assert locale.setlocale(locale.LC_ALL) == {at_start!r}
assert "DOPHU_LEAK" not in os.environ and os.getcwd() != "/"
assert matplotlib.rcParams["figure.dpi"] != 11
assert pd.get_option("display.max_rows") != 3
assert not hasattr(builtins, "leak") and not hasattr(json, "leak")
assert "/leak" not in sys.path and "leak" not in globals()"""


def execute(office, kernels, name: str, cell: str) -> Job:
    source = office.notebook(name, cell)
    job = Job(source, source.parent / "out" / source.name, PARAMETERS)
    run_notebook(job, kernels, kernels.start(warm=True), lambda: None)
    return job


def test_what_a_notebook_changes_is_not_there_for_the_next(office):
    reported = "import locale; print(locale.setlocale(locale.LC_ALL))"
    command = [sys.executable, "-c", reported]
    at_start = subprocess.run(command, capture_output=True, text=True, check=True)
    fresh = FRESH.format(at_start=at_start.stdout.strip())
    with warm_kernels():
        for _ in range(2):
            with Kernels() as kernels:
                execute(office, kernels, "20_gaps", CHANGES)
                execute(office, kernels, "30_progress", fresh)


def test_a_run_starts_one_process_for_all_its_kernels(office, monkeypatch):
    started = []
    popen = subprocess.Popen

    def count(command, *args, **kwargs):
        started.append(command)
        return popen(command, *args, **kwargs)

    monkeypatch.setattr("dophu.runs.kernels._warm", None)
    monkeypatch.setattr(subprocess, "Popen", count)
    run_week(office.campaign, reports=office.reports, notebooks=office.notebooks)
    assert [c for c in started if "kernel.py" in str(c)] == []
    assert len([c for c in started if "fork_server.py" in str(c)]) == 1


@pytest.mark.parametrize("fork", ["0", "1"])
def test_an_error_is_reported_alike_by_both_kinds_of_kernels(office, monkeypatch, fork):
    monkeypatch.setenv("DOPHU_FORK", fork)
    cell = "name = 'Giàng A Páo'\nraise ValueError(name)"
    with Kernels() as kernels, pytest.raises(DophuError) as caught:
        execute(office, kernels, "20_gaps", cell)
    (issue,) = caught.value.issues
    assert (issue.code, issue.details["cell"]) == ("CH-02", 2)
    assert issue.details["what"]["en"] == "ValueError in line 2 of the cell"


@pytest.mark.long
def test_a_kernel_needs_no_server(office):
    with warm_kernels(), Kernels() as kernels:
        os.kill(kernels._server._process.pid, signal.SIGKILL)
        kernels._server._process.wait()
        job = execute(office, kernels, "20_gaps", "1")
    assert job.target.is_file()


def test_a_server_that_ends_while_it_is_asked_stops_no_notebook(office):
    source = office.notebook("20_gaps", "1")
    job = Job(source, source.parent / "out" / source.name, PARAMETERS)
    with warm_kernels(), Kernels() as kernels:
        os.kill(kernels._server._process.pid, signal.SIGSTOP)
        asked = kernels.start()
        os.kill(kernels._server._process.pid, signal.SIGKILL)
        run_notebook(job, kernels, asked, lambda: None)
    assert job.target.is_file()


def test_a_cell_sees_how_a_program_that_it_started_ended(office):
    cell = (
        "import subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-c', 'raise SystemExit(3)'])\n"
        "assert done.returncode == 3"
    )
    with Kernels() as kernels:
        execute(office, kernels, "20_gaps", cell)


def test_no_kernel_outlives_a_runner_that_was_killed(office, tmp_path):
    reported = tmp_path / "pid"
    cell = (
        f"import os, time\nopen({str(reported)!r}, 'w').write(str(os.getpid()) + ' ')\n"
    )
    office.notebook("10_rosters", cell + "time.sleep(600)")
    command = [sys.executable, "-m", "dophu.cli", *office.command()]
    runner = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not (reported.is_file() and reported.read_text().endswith(" ")):
        assert runner.poll() is None
        time.sleep(0.05)
    runner.kill()
    runner.wait()
    kernel = int(reported.read_text())
    for _ in range(200):
        if not is_running(kernel):
            return
        time.sleep(0.05)
    os.kill(kernel, signal.SIGKILL)
    pytest.fail("the kernel is still there")
