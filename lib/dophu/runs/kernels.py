"""Kernels of one run: this very interpreter, started early, all gone at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager

from dophu.runs.ahead import BASE, KEPT, SHARED, WARM
from dophu.runs.forked_kernels import ForkServer, can_fork, fork_from

OWN = "dophu-run-"
"""How folders of kernels begin in the temporary one; a process id follows."""

SCRIPT = Path(__file__).with_name("kernel.py")


class ThisPython(KernelSpecManager):
    """Knows one kernel, whatever name is asked for: this interpreter.

    A "python3" that the user installed may be another Python, without the kit.
    """

    def __init__(self, warm: str, home: Path) -> None:
        super().__init__()
        self._argv = [sys.executable, str(SCRIPT), warm, "-f", "{connection_file}"]
        self._env = environment(home)

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Give the one kernel."""
        return KernelSpec(
            argv=[
                *self._argv,
                "--HistoryManager.hist_file=:memory:",
                "--InteractiveShellApp.ignore_cwd=True",
            ],
            display_name="Python 3",
            language="python",
            env=self._env,
        )


def environment(home: Path) -> dict[str, str]:
    """Give what kernels have in their environment beside the runner's own."""
    own = {
        # The user's own start-up files must not change a report.
        "IPYTHONDIR": str(home / "ipython"),
        "MPLBACKEND": "agg",
        "PYTHONIOENCODING": "utf-8",
    }
    cache = matplotlib_folder()
    return own if cache is None else own | {"MPLCONFIGDIR": str(cache)}


def matplotlib_folder() -> Path | None:
    """Give a folder, kept between runs, for matplotlib's font cache.

    None where the user has set one, or where none can be made. Building the cache
    anew costs 0.2 to 0.6 s a kernel; and with a folder of its own no ``matplotlibrc``
    of the user's changes a chart.
    """
    if "MPLCONFIGDIR" in os.environ:
        return None
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(base or Path.home() / ".cache") / "dophu" / "matplotlib"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no home, or not ours to write
        return None
    return folder


def remove_left_over() -> None:
    """Remove the folders of kernels whose run was killed, where one can be told."""
    if os.name != "posix":  # elsewhere to ask for a process may end it
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{OWN}[0-9]*-*"):
        number = folder.name.removeprefix(OWN).partition("-")[0]
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (PermissionError, ValueError, OverflowError):
            continue


_warm: ForkServer | None = None


@contextmanager
def warm_kernels() -> Iterator[None]:
    """Have the runs of a block take their kernels from one process that is kept.

    For many runs, one after the other or side by side: what notebooks import is
    imported once. No run sees what another did, since each kernel is a process of its
    own. Where kernels cannot be forked the block changes nothing.
    """
    global _warm
    before = _warm
    if not can_fork():
        yield
        return
    with tempfile.TemporaryDirectory(prefix=f"{OWN}{os.getpid()}-") as home:
        server = ForkServer(os.environ | environment(Path(home)))
        with closing(server):
            _warm = server
            try:
                yield
            finally:
                _warm = before


class Stopped(Exception):
    """The run was broken off, or its first notebook failed: nothing more is begun."""


class Kernels:
    """Starts kernels and sees to it that none outlives the run.

    Use as a context: at its end every kernel is stopped and their files are gone.
    """

    def __enter__(self) -> Self:
        """Make the folder of the kernels' own files."""
        remove_left_over()
        self._home = tempfile.TemporaryDirectory(
            prefix=f"{OWN}{os.getpid()}-", ignore_cleanup_errors=True
        )
        self._running: list[KernelManager] = []
        self._lock = Lock()
        self._count = 0
        self._closed = False
        self._own: ForkServer | None = None
        self._server: ForkServer | None = None
        if can_fork() and _warm is not None and _warm.is_alive():
            self._server = _warm
        elif can_fork():
            self._own = ForkServer(os.environ | environment(Path(self._home.name)))
            self._server = self._own
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop all kernels that still run."""
        self.stop_all()
        if self._own is not None:
            self._own.close()
        self._home.cleanup()

    def start(self, warm: bool = False) -> KernelManager:
        """Start a kernel and give its manager, without waiting until it answers."""
        home = Path(self._home.name)
        with self._lock:
            if self._closed:
                raise Stopped
            self._count += 1
            number = self._count
        manager = KernelManager(
            kernel_name="python3",
            kernel_spec_manager=ThisPython(",".join(WARM if warm else ()), home),
            client_class="jupyter_client.asynchronous.AsyncKernelClient",
            connection_file=str(home / f"kernel-{number}.json"),
            transport_encryption="auto",
        )
        if self._server is not None:
            is_kept = self._server is _warm
            modules = KEPT if is_kept else (*(WARM if warm else BASE), *SHARED)
            fork_from(manager, self._server, ",".join(modules))
        try:
            # What a kernel prints outside its cells may hold data, and is not for a
            # screen.
            manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except BrokenPipeError:  # the server is gone; a kernel needs none
            self._server = None
            return self.start(warm)
        with self._lock:
            self._running.append(manager)
        return manager

    def stop(self, manager: KernelManager) -> None:
        """Stop a kernel at once; its notebook is done."""
        with self._lock:
            if manager not in self._running:
                return
            self._running.remove(manager)
        manager.shutdown_kernel(now=True)

    def stop_all(self) -> None:
        """Stop every kernel that still runs, and start no other."""
        with self._lock:
            self._closed = True
        for manager in list(self._running):
            self.stop(manager)
