"""Time commands against each other: taken in turn, the least of each counts."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping


def seconds(work: Callable[[], None]) -> float:
    """Time one piece of work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cpu_seconds(work: Callable[[], None]) -> float:
    """Give the CPU that the processes started by a piece of work took, theirs too.

    On a shared machine the time of day swings, this hardly.
    """
    before = os.times()
    work()
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def compare(
    works: Mapping[str, Callable[[], None]],
    rounds: int,
    clock: Callable[[Callable[[], None]], float] = seconds,
) -> dict[str, float]:
    """Run each work once a round, in turn, and give the least seconds of each."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(clock(work))
    for name, taken in times.items():
        print(
            f"  {name}: {min(taken):.2f} s (of {', '.join(f'{t:.2f}' for t in taken)})"
        )
    return {name: min(taken) for name, taken in times.items()}


def run(*command: object) -> None:
    """Run a command silently; a failure stops the benchmark with its words."""
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 2):
        raise SystemExit(done.stdout + done.stderr)


def say_ratio(what: str, ratio: float, asked: float) -> None:
    """Print a ratio beside the one that is asked for."""
    verdict = "met" if ratio <= asked else "NOT met"
    print(f"  {what}: {ratio:.2f} x (asked: at most {asked} x; {verdict})")
