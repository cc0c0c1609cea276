"""A process that imports what notebooks need, then forks a kernel for each.

Run as a script by ``forked_kernels``; it is never imported by the runner. It reads a
request a line (JSON: the modules to import first, ipykernel's arguments, the
environment, the folder) and answers each with the process id of a kernel. It stays of
one thread, so that what it forks is whole; it opens no file of a campaign and runs no
cell, so that kernels share nothing but imported modules and the kit's own words. At the
end of its input, also when the runner was killed, it ends its kernels and exits.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TextIO

RARELY = 50_000, 20, 100
"""Objects made between two collections: a kernel lives for seconds and has memory to
spare; collected as usual its frames and figures cost a twentieth of its CPU."""

_kernels: set[int] = set()
"""Process ids of those that were forked and not seen to have ended."""


def serve(
    requests: Iterable[str], answers: TextIO, prepare: Callable[[], object]
) -> None:
    """Fork a kernel for each request, prepared, and answer with its process id."""
    for line in requests:
        asked = json.loads(line)
        preload(asked["modules"])
        prepare()
        # What is there by now is never collected: a collection would copy its pages.
        # Nor is it looked through here, where imports leave next to no garbage.
        gc.freeze()
        pid = os.fork()
        if pid == 0:
            become_kernel(asked)
        _kernels.add(pid)
        answers.write(f"{pid}\n")
        answers.flush()


def reap(*_signal: object) -> None:
    """Take note of kernels that have ended, so that the system forgets them."""
    with suppress(ChildProcessError):
        while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            _kernels.discard(pid)


def end_all() -> None:
    """End every kernel that still runs and wait until it is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for pid in _kernels:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def become_kernel(asked: dict[str, Any]) -> NoReturn:
    """Be the kernel of a request, in a session of its own, until it is stopped."""
    code = 1
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        # A cell that starts a program of its own wants to know how it ended.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(asked["env"])
        time.tzset()
        if asked["cwd"]:
            os.chdir(asked["cwd"])
        gc.enable()
        gc.set_threshold(*RARELY)
        start(asked["arguments"])
        code = 0
    finally:
        # Never back into the server's loop, whatever ended the kernel.
        os._exit(code)


if __name__ == "__main__":
    # Imports make objects that stay: to look for garbage among them, over and over, is
    # a tenth of their cost.
    gc.disable()
    # As for ``kernel``: the kit is the one this file belongs to.
    del sys.path[0]
    if (home := str(Path(__file__).parents[2])) not in sys.path:
        sys.path.append(home)
    # ipykernel takes down at import whose end is to end it: the server's.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    signal.signal(signal.SIGCHLD, reap)
    from dophu.runs.ahead import read_ahead
    from dophu.runs.kernel import SHELL, leave_out_debugger, preload, start

    leave_out_debugger()
    preload(",".join(SHELL))
    try:
        serve(sys.stdin, sys.stdout, cache(read_ahead))
    finally:
        end_all()
