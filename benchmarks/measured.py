"""What one command took: CPU of it and all it started, wall, memory of the largest."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass

WELL = (0, 2)
"""How ``dophu`` ends where it has done its work: READY and REVIEW."""


class Failed(Exception):
    """A command that did not end well; says with which words."""


@dataclass(frozen=True)
class Taken:
    """Seconds of CPU and of wall, MB of the largest process, what was printed."""

    cpu: float
    wall: float
    memory: float = 0.0
    output: str = ""


def measure(command: list[str], environment: Mapping[str, str] | None = None) -> Taken:
    """Run a command and give what it took, the processes that it started included.

    Raises
    ------
    Failed
        Where it ended otherwise than with one of :data:`WELL`; on Windows, always.
    """
    if not hasattr(os, "wait4"):
        raise Failed("what a command and its children take is not told on this system")
    # Files, no pipes: whoever reads a pipe while it waits takes CPU of its own.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as reported:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=reported,
            env=environment,
        )
        try:
            # Of this process and those that it waited for, to the microsecond.
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        words = []
        for file in (out, reported):
            file.seek(0)
            words.append(file.read().decode("utf-8", "replace"))
    if process.returncode not in WELL:
        lines = [line.strip() for line in "".join(words).splitlines() if line.strip()]
        stated = lines[-1] if lines else "nothing said"
        raise Failed(f"ended with {process.returncode}: {stated}")
    cpu = usage.ru_utime + usage.ru_stime
    return Taken(cpu, wall, usage.ru_maxrss / 1024, words[0])
