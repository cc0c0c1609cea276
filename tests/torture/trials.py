"""A command tried on a faulty disk, in a process of its own that costs no start."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.runs.offices import Office
from tests.torture import kernels_here
from tests.torture.faulty_disk import KILL, FaultyDisk
from tests.torture.judge import left_over, mixed, state_of, torn, tree
from tests.torture.scenes import Scene

CODED = "CH-04", "XD-03", "CK-04"
"""Codes of the messages that say what the disk refused."""


@dataclass
class Ended:
    """How a command ended: its exit code, or None where it was killed; what it said."""

    code: int | None
    stated: str


def forked(arguments: list[str], disk: FaultyDisk | None, log: Path) -> Ended:
    """Do a command in a fork of this process, on a disk."""
    pid = os.fork()
    if pid == 0:
        _become(arguments, disk, log)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return Ended(code if code >= 0 else None, log.read_text("utf-8", "replace"))


def killed_after(arguments: list[str], seconds: float, log: Path) -> Ended:
    """Do a command in a fork, and kill it after a time."""
    pid = os.fork()
    if pid == 0:
        _become(arguments, None, log)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return Ended(code if code >= 0 else None, log.read_text("utf-8", "replace"))


def _become(arguments: list[str], disk: FaultyDisk | None, log: Path) -> None:
    code = 70
    try:
        written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(written, stream)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115, PTH123
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115, PTH123
        kernels_here.install()
        from dophu import cli

        if disk is not None:
            disk.install()
        code = cli.main(arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        if disk is not None:
            note = log.with_suffix(".calls")
            content = "\n".join([str(disk.count), *disk.calls]).encode()
            opened = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.write(opened, content)
        os._exit(code)


@dataclass
class Count:
    """What trials of a scene came to; ``faults`` says what was wrong, if anything."""

    trials: int = 0
    recoveries: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Stage:
    """A scene set up once: what it finds, and what it leaves undisturbed.

    ``base`` is an office with a first week, which is copied.
    """

    def __init__(self, scene: Scene, base: Path, home: Path) -> None:
        self.scene, self.home = scene, home
        self.at = home / "at"
        """Where every trial is: paths are the same in all."""
        self.log = home / "log"
        shutil.copytree(base, self.at)
        office = Office(self.at)
        self.arguments = scene.command(office)
        shutil.copytree(self.at, home / "before")
        disk = FaultyDisk(self.at)
        begun = time.perf_counter()
        ended = forked(self.arguments, disk, self.log)
        self.seconds = time.perf_counter() - begun
        if ended.code not in (0, 2):
            raise RuntimeError(ended.stated)
        self.code = ended.code
        calls = self.log.with_suffix(".calls").read_text().split("\n")
        self.calls, self.kinds = int(calls[0]), calls[1:]
        self.at.rename(home / "after")
        self._seen: set[str] = set()

    def calls_of(self, fault: str) -> int:
        """Count the calls that a fault may strike."""
        from tests.torture.faulty_disk import FAULTS

        return sum(kind in FAULTS[fault] for kind in self.kinds)

    def kill(self, at: int, count: Count) -> None:
        """Kill the command at a call, look, and do it again."""
        self._reset()
        ended = forked(self.arguments, FaultyDisk(self.at, KILL, at), self.log)
        count.ends["killed" if ended.code is None else "done"] += 1
        self._judge(f"kill at {at}", count)

    def kill_at_random(self, chance: random.Random, count: Count) -> None:
        """Kill the command after a random time, look, and do it again."""
        self._reset()
        seconds = chance.uniform(0, self.seconds * 1.2)
        ended = killed_after(self.arguments, seconds, self.log)
        count.ends["killed" if ended.code is None else "done"] += 1
        self._judge(f"kill after {seconds:.3f} s", count)

    def refuse(self, fault: str, at: int, stays: bool, count: Count) -> None:
        """Have the disk refuse a call, or all from it on; look, and do it again."""
        self._reset()
        disk = FaultyDisk(self.at, fault, at, stays)
        ended = forked(self.arguments, disk, self.log)
        what = f"{fault} at {at}{' and after' if stays else ''}"
        if ended.code == 1 and any(code in ended.stated for code in CODED):
            count.ends["stopped"] += 1
        elif ended.code == self.code:
            count.ends["done"] += 1
        else:
            words = _end_of(ended.stated)
            count.faults.append(f"{what}: exit code {ended.code}: {words}")
        self._judge(what, count)

    def _reset(self) -> None:
        shutil.rmtree(self.at, ignore_errors=True)
        shutil.copytree(self.home / "before", self.at)

    def _judge(self, what: str, count: Count) -> None:
        count.trials += 1
        office = Office(self.at)
        known = self.home / "before", self.home / "after"
        found = [] if self.scene.forgets else [*torn(office), *mixed(self.at, *known)]
        state = state_of(self.at)
        if state not in self._seen:
            self._seen.add(state)
            count.recoveries += 1
            found += self._do_again(office)
        count.faults += [f"{what}: {one}" for one in found]

    def _do_again(self, office: Office) -> list[str]:
        """Do the command on what it left, undisturbed; say what is not as it should."""
        found = []
        again = forked(self.arguments, None, self.log)
        # Half of the snapshots gone, a purge cannot prove that nobody is left.
        good = {self.code, 2} if self.scene.forgets else {self.code}
        if again.code not in good:
            found.append(f"next: exit code {again.code}: {_end_of(again.stated)}")
        found += [f"left: {name}" for name in left_over(self.at)]
        found += [f"after the next, {fault}" for fault in torn(office)]
        now, wanted = tree(self.at), tree(self.home / "after")
        differ = [p for p in {*now, *wanted} if now.get(p) != wanted.get(p)]
        return found + [f"not as undisturbed: {name}" for name in sorted(differ)[:3]]


def _end_of(stated: str) -> str:
    return " ".join(stated.split())[-200:]


def cpu_seconds() -> float:
    """Give the processor time of this process and of all it waited for."""
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    used = [resource.getrusage(kind) for kind in kinds]
    return sum(one.ru_utime + one.ru_stime for one in used)
