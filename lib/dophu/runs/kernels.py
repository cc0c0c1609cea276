"""Kernels of one run: this very interpreter, started early, all gone at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager

SCRIPT = Path(__file__).with_name("kernel.py")

WARM = ",".join(
    (
        "pandas",
        "duckdb",
        "narwhals.stable.v2",
        "dophu.notebook",
        "dophu.charts",
        "matplotlib.backends.backend_agg",
        "matplotlib.backends.backend_svg",
    )
)
"""What a kernel that waits for the first notebook imports in the meantime: half of
what a notebook takes, and the second core is idle then."""


class ThisPython(KernelSpecManager):
    """Knows one kernel, whatever name is asked for: this interpreter.

    A "python3" that the user installed may be another Python, without the kit.
    """

    def __init__(self, warm: str, home: Path) -> None:
        super().__init__()
        self._argv = [sys.executable, str(SCRIPT), warm, "-f", "{connection_file}"]
        self._env = {
            # The user's own start-up files must not change a report.
            "IPYTHONDIR": str(home / "ipython"),
            "MPLBACKEND": "agg",
            "PYTHONIOENCODING": "utf-8",
        }
        cache = matplotlib_folder()
        if cache is not None:
            self._env["MPLCONFIGDIR"] = str(cache)

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


class Stopped(Exception):
    """The run was broken off, or its first notebook failed: nothing more is begun."""


class Kernels:
    """Starts kernels and sees to it that none outlives the run.

    Use as a context: at its end every kernel is stopped and their files are gone.
    """

    def __enter__(self) -> Self:
        """Make the folder of the kernels' own files."""
        self._home = tempfile.TemporaryDirectory(
            prefix="dophu-", ignore_cleanup_errors=True
        )
        self._running: list[KernelManager] = []
        self._lock = Lock()
        self._count = 0
        self._closed = False
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop all kernels that still run."""
        self.stop_all()
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
            kernel_spec_manager=ThisPython(WARM if warm else "", home),
            client_class="jupyter_client.asynchronous.AsyncKernelClient",
            connection_file=str(home / f"kernel-{number}.json"),
            transport_encryption="auto",
        )
        # What a kernel prints outside its cells may hold data, and is not for a screen.
        manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
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
