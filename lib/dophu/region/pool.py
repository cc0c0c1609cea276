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

Answer = dict[str, Any]


class Worker:
    """A process that is asked for one unit at a time; replaced where it ends."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._done = 0

    def ask(self, request: dict[str, Any]) -> Answer:
        """Have a unit run; ``{"error": ...}`` where the process ended before."""
        if self._process is None:
            self._start()
        process = self._process
        assert process and process.stdin and process.stdout
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        if not line:
            self.close()
            return {"error": {"name": "worker", "where": "?"}}
        answer = json.loads(line)
        self._done += 1
        if answer.get("memory", 0) > HIGH or self._done >= UNITS:
            self.close()
        return answer

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", WORKER],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )  # fmt: skip
        self._done = 0

    def close(self) -> None:
        """End the process: it ends by itself when its input does."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def kill(self) -> None:
        """End the process at once, whatever it is at."""
        if self._process is not None:
            self._process.terminate()


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
        """End all workers, at once where the run was broken off."""
        for worker in self._workers:
            if kind is not None:
                worker.kill()
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
                worker.kill()
            raise
        executor.shutdown()
        return answers


class Rate:
    """Units a minute so far, and the minutes left at that rate."""

    def __init__(self, total: int) -> None:
        self.total, self._start = total, time.monotonic()

    def __call__(self, done: int) -> tuple[float, float]:
        """Give units a minute and minutes left after some are done."""
        minutes = max(time.monotonic() - self._start, 1e-9) / 60
        rate = done / minutes
        return rate, (self.total - done) / rate if rate else 0.0
