"""Kernels forked from one process that has imported what they need.

A kernel of its own costs a second of imports, and a run has four. Where the system
can fork safely they are imported once; elsewhere (Windows, macOS) each kernel imports
them, with the same results.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import LocalProvisioner

SCRIPT = Path(__file__).with_name("fork_server.py")

ENDING = 10
"""Seconds the server may take to end; an import it is at must be over first."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""numpy starts threads when it is imported; a process is forked whole without."""

SWITCH = "DOPHU_FORK"
"""Set to 0 in the environment, every kernel is a process started by itself."""


def can_fork(environment: Mapping[str, str] = os.environ) -> bool:
    """Test whether kernels can be forked here.

    Not on macOS, whose own libraries do not survive a fork.

    Examples
    --------
    >>> can_fork({"DOPHU_FORK": "0"})
    False
    """
    able = hasattr(os, "fork") and sys.platform != "darwin"
    return able and environment.get(SWITCH) != "0"


class ForkServer:
    """The process that imports and forks; it ends when it is closed.

    Parameters
    ----------
    env
        The environment that modules are imported in.
    """

    def __init__(self, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            encoding="utf-8", env=dict(env) | ONE_THREAD, start_new_session=True,
        )  # fmt: skip
        self._lock = Lock()
        self._asked = 0
        self._pids: list[int] = []

    def is_alive(self) -> bool:
        """Test whether it can be asked still."""
        return self._process.poll() is None

    def fork(self, **request: Any) -> ForkedProcess:
        """Ask for a kernel, without waiting until it is there.

        Raises
        ------
        OSError
            If the server is gone.
        """
        assert self._process.stdin is not None
        with self._lock:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            self._asked += 1
            return ForkedProcess(self, self._asked - 1)

    def pid(self, number: int) -> int | None:
        """Wait for the answer to a request; None if the server ended before it."""
        assert self._process.stdout is not None
        with self._lock:
            while len(self._pids) <= number:
                answer = self._process.stdout.readline()
                if not answer:
                    return None
                self._pids.append(int(answer))
            return self._pids[number]

    def close(self) -> None:
        """End the server and the kernels that still run."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not written any more
                pipe.close()  # type: ignore[union-attr]
        try:
            self._process.wait(ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class ForkedProcess:
    """A kernel's process as jupyter_client handles one (compare ``Popen``).

    It is no child of this process: whether it is alive is asked of the system.
    """

    stdin = stdout = stderr = None

    def __init__(self, server: ForkServer, number: int) -> None:
        self._server = server
        self._number = number

    @property
    def pid(self) -> int | None:
        """Its process id, which is its group's; None if it never was."""
        return self._server.pid(self._number)

    def poll(self) -> int | None:
        """Report None while it runs, else 1: how it ended is not known."""
        return None if self._signal(0) else 1

    def wait(self) -> int:
        """Wait until it has ended."""
        while self.poll() is None:
            time.sleep(0.01)
        return 1

    def send_signal(self, number: int) -> None:
        """Send a signal to it and to what it has started."""
        self._signal(number)

    def kill(self) -> None:
        """End it at once."""
        self._signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> bool:
        if self.pid is None:
            return False
        try:
            # Its group is there a moment after it is itself.
            (os.kill if number == 0 else _signal_group)(self.pid, number)
        except ProcessLookupError:
            return False
        return True


def _signal_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        os.kill(pid, number)


class _Provisioner(LocalProvisioner):
    """Asks a fork server for the process in place of starting one."""

    server: ForkServer
    modules: str

    async def launch_kernel(
        self, cmd: list[str], **kwargs: Any
    ) -> KernelConnectionInfo:
        cwd = kwargs.get("cwd")
        # The command is the interpreter, the script, its modules, then ipykernel's.
        self.process = self.server.fork(
            arguments=cmd[3:],
            modules=self.modules,
            env=kwargs["env"],
            cwd=str(cwd) if cwd else "",
        )
        self.cwd = cwd or Path.cwd()
        return self.connection_info


def fork_from(manager: KernelManager, server: ForkServer, modules: str) -> None:
    """Have a manager, not started yet, take its kernel from a server."""
    manager.kernel_id = str(uuid.uuid4())
    provisioner = _Provisioner(
        kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
    )
    provisioner.server, provisioner.modules = server, modules
    manager.provisioner = provisioner
