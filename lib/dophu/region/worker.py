"""A process that runs the weeks of units one after the other, kernels kept warm.

Run by ``pool`` as ``python -m dophu.region.worker``: a request a line on its input,
an answer a line on its output (JSON, ASCII). It prints nothing else, and an error is
given by its codes or by its kind and place, never by its text. When its input ends,
also when whoever asked was killed, it stops what it is at and leaves nothing behind.
"""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from threading import Thread, Timer, main_thread
from typing import Any, TextIO

from dophu.campaign.config import Campaign, read_campaign
from dophu.catalogue.issues import DophuError
from dophu.faults import describe_fault
from dophu.region.rollup import make_rollup, write_rollup
from dophu.runs.editions import last_before
from dophu.runs.kernels import warm_kernels
from dophu.runs.one_run import Outcome
from dophu.runs.record import verify
from dophu.runs.weekly import run_week
from dophu.snapshots import load

STOPPING = 10
"""Seconds to stop in, before the process is ended with what it has left behind."""

WAITING = 30
"""Seconds for which a unit may still be held by a worker that is about to end."""

BUSY = "CH-03"
"""Another run holds the unit."""


def newest_until(campaign: Campaign, as_of: date) -> date | None:
    """Give the newest date of a campaign that is not after another; None if none is."""
    return max((day for day in campaign.dates() if day <= as_of), default=None)


def run_unit(asked: dict[str, Any]) -> dict[str, Any]:
    """Run the week of a unit and write its roll-up; say what came of it."""
    campaign = read_campaign(asked["campaign"])
    about = {"unit": campaign.unit, "unit_name": campaign.unit_name}
    try:
        day = newest_until(campaign, date.fromisoformat(asked["as_of"]))
        if day is None:
            return about | {"silent": True}
        outcome = when_free(
            lambda: run_week(
                asked["campaign"], str(day), asked["reports"], asked["notebooks"],
                asked["language"],
            )
        )  # fmt: skip
        rollup = roll_up(campaign, day, Path(asked["reports"]), outcome.edition)
        path = write_rollup(rollup, Path(asked["out"]))
    except DophuError as error:
        return about | {"issues": [asdict(issue) for issue in error.issues]}
    return about | {
        "gate": outcome.gate,
        "edition": outcome.edition.name,
        "reused": outcome.reused,
        "rollup": path.name,
    }


def when_free(work: Callable[[], Outcome], seconds: float = WAITING) -> Outcome:
    """Do a thing with a unit, again for a while where another run holds it.

    After a run was killed its workers take a moment to end, and the next run of the
    same region must not find their units taken.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            return work()
        except DophuError as error:
            held = [issue.code for issue in error.issues] == [BUSY]
            if not held or time.monotonic() > until:
                raise
            time.sleep(0.2)


def roll_up(campaign: Campaign, day: date, reports: Path, edition: Path | None) -> Any:
    """Make the roll-up of a date, its ledger opened from the edition before."""
    before = last_before(reports / campaign.unit, day)
    try:
        published = before if before and not verify(before) else ""
    except DophuError:  # not an edition any more
        published = ""
    return make_rollup(load(campaign, day, published), edition)


def peak_memory() -> int:
    """Give the most bytes that this process or one it started has held; 0 unknown."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) * 1024


def serve(requests: Iterator[str], answers: TextIO) -> None:
    """Answer requests until there are none any more."""
    for line in requests:
        try:
            answer = run_unit(json.loads(line))
        except DophuError as error:
            answer = {"issues": [asdict(issue) for issue in error.issues]}
        except Exception as error:  # its text may hold a child's data
            answer = {"error": describe_fault(error)}
        answers.write(json.dumps(answer | {"memory": peak_memory()}) + "\n")
        answers.flush()


def listen(requests: TextIO, stop: Callable[[], None]) -> Iterator[str]:
    """Give requests as they come; ``stop`` is called where they end amid one."""
    waiting: SimpleQueue[str] = SimpleQueue()
    asked = answered = 0

    def read() -> None:
        nonlocal asked
        for line in requests:
            asked += 1
            waiting.put(line)
        if asked != answered:
            stop()
        waiting.put("")

    Thread(target=read, daemon=True).start()
    while line := waiting.get():
        yield line
        answered += 1


def stop_this_process() -> None:
    """Break the main thread off as Ctrl-C does; end all after a while if it must be."""
    timer = Timer(STOPPING, os._exit, [1])
    timer.daemon = True
    timer.start()
    if hasattr(signal, "pthread_kill"):  # wakes it from what it waits for, too
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


if __name__ == "__main__":
    out, sys.stdout = sys.stdout, sys.stderr
    with suppress(KeyboardInterrupt), warm_kernels():
        serve(listen(sys.stdin, stop_this_process), out)
