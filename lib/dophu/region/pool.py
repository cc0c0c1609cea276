"""Workers side by side, each running one unit after another; how far they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Self

WORKER = "dophu.region.worker"

HIGH = 900 * 2**20
"""Bytes that a worker may have held; it is replaced after the unit it did so for."""

UNITS = 200
"""Units after which a worker is replaced whatever it holds."""

TRIES = 2
"""Times that a unit is asked for: its process may be ended from outside once."""

ENDING = 20
"""Seconds a worker that is told to stop may take to leave nothing behind."""

_ALONE: dict[str, Any] = (
    {"start_new_session": True}
    if os.name == "posix"
    else {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
)
"""Ctrl-C is for the parent, which tells its workers in its own way."""

Answer = dict[str, Any]


class Worker:
    """A process that is asked for one unit at a time; replaced where it ends."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._done = 0
        self._stopped = False

    def ask(self, request: dict[str, Any]) -> Answer:
        """Have a unit run, once more where the process ended before it answered.

        ``{"ended": TRIES}`` where it ended each time, ``{}`` where it was stopped.
        """
        for _ in range(TRIES):
            if self._stopped:
                return {}
            if answer := self._answer(request):
                return answer
        return {} if self._stopped else {"ended": TRIES}

    def _answer(self, request: dict[str, Any]) -> Answer:
        process = self._process or self._start()
        assert process.stdin and process.stdout
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            # Nothing at all is the end of its output: the process ended.
            line = process.stdout.readline()
        except (OSError, ValueError):  # it ended, or was told to stop meanwhile
            line = ""
        if not line:
            self.close()
            return {}
        answer = json.loads(line)
        self._done += 1
        if answer.get("memory", 0) > HIGH or self._done >= UNITS:
            self.close()
        return answer

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", WORKER],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            encoding="utf-8", **_ALONE,
        )  # fmt: skip
        self._done = 0
        return self._process

    def close(self) -> None:
        """End the process: it ends by itself when its input does."""
        process, self._process = self._process, None
        if process is None or process.stdin is None or process.stdout is None:
            return
        with suppress(OSError):
            process.stdin.close()
        try:
            process.wait(ENDING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        # Only now: whoever reads from it still has been told that it is at its end.
        process.stdout.close()

    def stop(self) -> None:
        """Report the process to stop, whatever it is at, without waiting for it."""
        self._stopped = True
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()


class Pool:
    """Some workers; use as a context, at whose end none is left.

    Parameters
    ----------
    size
        How many run side by side; 0 for as many as there are processors.
    """

    def __init__(self, size: int = 0) -> None:
        self.size = size or os.cpu_count() or 1

    def __enter__(self) -> Self:
        """Start nothing yet: a worker starts with its first unit."""
        self._workers = [Worker() for _ in range(self.size)]
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        """End all workers; where the run was broken off they stop what they are at."""
        for worker in self._workers:
            worker.stop()
        for worker in self._workers:
            worker.close()

    def run(
        self,
        requests: Sequence[dict[str, Any]],
        done: Callable[[int, Answer, int], None],
    ) -> list[Answer]:
        """Have all requests answered; ``done`` is called with each as it comes.

        Its arguments are the number of the request, the answer, and how many are
        answered. The answers are given in the order of the requests.
        """
        idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            idle.put(worker)
        answers: list[Answer] = [{} for _ in requests]

        def work(number: int) -> int:
            # As many threads as workers: there always is an idle one.
            worker = idle.get()
            try:
                answers[number] = worker.ask(requests[number])
            finally:
                idle.put(worker)
            return number

        executor = ThreadPoolExecutor(self.size)
        try:
            running = [executor.submit(work, number) for number in range(len(requests))]
            for count, future in enumerate(as_completed(running), start=1):
                number = future.result()
                done(number, answers[number], count)
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            for worker in self._workers:
                worker.stop()
            raise
        executor.shutdown()
        return answers


class Rate:
    """Units a minute so far, and the minutes left at that rate."""

    def __init__(self, total: int) -> None:
        self.total, self._start = total, time.monotonic()

    def __call__(self, done: int) -> tuple[float, float]:
        """Give units a minute and minutes left after some are done."""
        # A coarse clock may give the same time twice.
        minutes = max(time.monotonic() - self._start, 1e-9) / 60
        rate = done / minutes
        return rate, (self.total - done) / rate if rate else 0.0
