"""A sheet of 1,000,000 rows: is it read right, in how much time and memory.

Only when asked for by name: writing the file takes a minute or two.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.rosters import read, write

ROWS = 1_000_000
ASKED = 1.5 * 2**30


def main() -> None:
    """Read the sheet within the limits of every file, and print its peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.xlsx"
        write(path, ROWS)
        print(f"  the file: {path.stat().st_size / 2**20:.0f} MB")
        with _watched() as peaks:
            start = time.perf_counter()
            read([path], ROWS)
            took = time.perf_counter() - start
        parent, children, both = (peak / 2**20 for peak in peaks)
        print(f"  file to typed, checked rows: {took:.0f} s, every row there")
        print(f"  peak of this process {parent:.0f} MB, of the child {children:.0f} MB")
        verdict = "met" if both * 2**20 <= ASKED else "NOT met"
        print(
            f"  of both at once {both:.0f} MB (asked: {ASKED / 2**20:.0f}; {verdict})"
        )


@contextmanager
def _watched() -> Iterator[list[int]]:
    """Look 20 times a second how much this process and its children hold (Linux)."""
    peaks = [0, 0, 0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            own = _resident(os.getpid())
            children = sum(map(_resident, _children()))
            peaks[:] = map(max, peaks, (own, children, own + children))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        done.set()
        watcher.join()


def _children() -> list[int]:
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text("ascii").split()]


def _resident(pid: int) -> int:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):  # it has ended
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
