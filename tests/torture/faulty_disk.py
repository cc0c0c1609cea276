"""A file layer that counts the calls which change files, and fails at one of them.

It stands where Python's own calls are looked up (``os``, ``io.open``), so that the
kit, zipfile, XlsxWriter and shutil go through it; DuckDB writes by calls of its own,
which killing at a random moment and a limit on the size of files reach.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ALL = frozenset(
    {"open", "write", "mkdir", "rename", "remove", "rmdir", "chmod", "fsync"}
)
"""Calls that change what stands on a disk, or what of it is kept."""

KILL = "kill"
FAULTS = {
    KILL: ALL,
    "ENOSPC": ALL - {"remove", "rmdir", "chmod"},
    "EFBIG": frozenset({"write"}),
    "EROFS": ALL - {"fsync"},
    "EACCES": ALL - {"fsync", "write"},
}
"""What may go wrong, and the calls that it strikes."""

_CALLS = {
    "mkdir": "mkdir", "rename": "rename", "replace": "rename", "link": "rename",
    "symlink": "rename", "unlink": "remove", "remove": "remove", "rmdir": "rmdir",
    "chmod": "chmod",
}  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass
class FaultyDisk:
    """A disk that is well until call ``at`` below ``root``; 0 counts alone.

    ``stays`` tells whether every call after it fails as well, as on a full disk.
    """

    root: Path
    fault: str = KILL
    at: int = 0
    stays: bool = False
    count: int = 0
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._real_write = os.write

    def meet(self, call: str, path: object) -> None:
        """Count a call; be killed, or raise what the disk would."""
        if self.strikes(call, path):
            self.strike()

    def strikes(self, call: str, path: object) -> bool:
        """Count a call, and say whether it is to fail."""
        if call not in FAULTS[self.fault] or not self._below(path):
            return False
        with self._lock:
            self.count += 1
            if not self.at:
                self.calls.append(call)
            return bool(self.at) and (
                self.count == self.at or (self.stays and self.count > self.at)
            )

    def strike(self) -> None:
        """Be killed, or raise what the disk would."""
        if self.fault == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        number = getattr(errno, self.fault)
        raise OSError(number, os.strerror(number))

    def _below(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        text = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  no call of its own
        return text.startswith(f"{self.root}/") and not text.endswith("/.lock")

    def install(self) -> None:
        """Stand in the way of every call, until this process ends."""
        for name, call in _CALLS.items():
            setattr(os, name, self._call(getattr(os, name), call))
        real_open, real_fsync = os.open, os.fsync

        def low_open(path: Any, flags: int, *more: Any, **named: Any) -> int:
            if flags & _WRITES:
                self.meet("open", _where(path, named.get("dir_fd")))
            return real_open(path, flags, *more, **named)

        def fsync(opened: Any) -> None:
            number = opened if isinstance(opened, int) else opened.fileno()
            self.meet("fsync", _opened(number))
            real_fsync(opened)

        os.open, os.fsync = low_open, fsync
        io.open = builtins.open = self._open(io.open)

    def _call(self, real: Callable[..., Any], call: str) -> Callable[..., Any]:
        def counted(path: Any, *more: Any, **named: Any) -> Any:
            self.meet(call, _where(path, named.get("dir_fd")))
            return real(path, *more, **named)

        return counted

    def _open(self, real: Callable[..., Any]) -> Callable[..., Any]:
        disk = self

        class Counted(io.FileIO):
            def write(self, content: Any) -> int:
                # What is cut off in the midst of a write has left half of it.
                if disk.strikes("write", self.name):
                    half = bytes(content)[: len(content) // 2]
                    super().write(half)
                    disk.strike()
                return super().write(content) or 0

        def opened(
            file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None,
            errors: Any = None, newline: Any = None, *more: Any, **named: Any,
        ) -> Any:  # fmt: skip
            if not set(mode) & set("wax+") or not self._below(file):
                return real(
                    file, mode, buffering, encoding, errors, newline, *more, **named
                )
            self.meet("open", file)
            raw = Counted(file, mode.replace("b", "").replace("t", ""))
            kind = io.BufferedRandom if "+" in mode else io.BufferedWriter
            buffered = raw if buffering == 0 else kind(raw)
            if "b" in mode:
                return buffered
            return io.TextIOWrapper(buffered, encoding, errors, newline)

        return opened


def _where(path: Any, folder: int | None) -> Any:
    if folder is None:
        return path
    return Path(_opened(folder), os.fsdecode(path))


def _opened(number: int) -> str:
    return os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115
