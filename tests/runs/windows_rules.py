"""A file layer that refuses what Windows refuses: names, paths, files that are open.

It stands where Python's own calls are looked up, as ``tests.torture.faulty_disk``
does. What it cannot show: DuckDB's and LibreOffice's own calls, other programs that
hold a file, junctions, rights (ACL), how a cloud folder behaves.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
import re
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE
)
FORBIDDEN = re.compile(r'[\x00-\x1f<>:"|?*\\]')
LONGEST = 259
"""Characters of a path."""

HOME = 100
"""Characters of the folder that an office keeps its campaign and reports in, as
``C:\\Users\\Nguyen Thi Mai Huong\\OneDrive - UBND Xa\\Documents\\Chien dich``; the
longest that is promised."""


class WindowsDisk:
    """Windows' rules for everything below a folder.

    ``refused`` names what was asked for and would fail there; ``held`` are paths of
    files that another program has open, each for so many tries.
    """

    def __init__(self, root: Path, held: dict[str, int] | None = None) -> None:
        self.root = root
        self.refused: list[str] = []
        self.longest = 0
        self.held = held or {}
        self._open: weakref.WeakSet[io.FileIO] = weakref.WeakSet()

    def install(self, put: Callable[[Any, str, Any], None] = setattr) -> None:
        """Stand in the way of every call until it ends, or ``put`` undoes it."""
        import dophu.disk

        put(shutil, "_use_fd_functions", False)
        put(dophu.disk, "os", SimpleNamespace(**{**vars(os), "name": "nt"}))
        for name in ("mkdir", "unlink", "remove", "rmdir", "chmod"):
            put(os, name, self._one(name, getattr(os, name)))
        for name in ("rename", "replace"):
            put(os, name, self._two(name, getattr(os, name)))
        put(os, "open", self._low_open(os.open))
        put(os, "fsync", self._fsync(os.fsync))
        for name in ("symlink", "link", "mkfifo"):
            put(os, name, self._never(name))
        opened = self._opened(io.open)
        put(io, "open", opened)
        put(builtins, "open", opened)

    def _refuse(self, number: int, what: str, path: str) -> None:
        self.refused.append(f"{what}: {path}")
        raise OSError(number, what, path)

    def _below(self, path: Any) -> str:
        """Give a path below the root as seen from there; '' for any other."""
        if not isinstance(path, str | bytes | os.PathLike):
            return ""
        text = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
        start = f"{self.root}/"
        return text[len(start) :] if text.startswith(start) else ""

    def _check_name(self, inside: str, made: bool = True) -> None:
        self.longest = max(self.longest, HOME + 1 + len(inside))
        if HOME + 1 + len(inside) > LONGEST:
            self._refuse(errno.ENOENT, "a path of over 260 characters", inside)
        folder = self.root
        for part in inside.split("/"):
            if DEVICES.fullmatch(part):
                self._refuse(errno.EINVAL, "a device's name", inside)
            if FORBIDDEN.search(part) or part.endswith((".", " ")):
                self._refuse(errno.EINVAL, "a name Windows does not take", inside)
            if made and folder.is_dir():
                others = [
                    path.name
                    for path in folder.iterdir()
                    if path.name.lower() == part.lower()
                ]
                if others and part not in others:
                    self._refuse(errno.EEXIST, "two names alike but for case", inside)
            folder = folder / part

    def _check_free(self, what: str, inside: str) -> None:
        """Refuse what is done to a file, or a folder with a file, that is open."""
        if self.held.get(inside, 0) > 0:
            self.held[inside] -= 1
            raise PermissionError(errno.EACCES, "held by another program", inside)
        for file in list(self._open):
            if file.closed:
                continue
            name = self._below(file.name)
            if name == inside or name.startswith(f"{inside}/"):
                self._refuse(errno.EACCES, f"{what} of what the kit has open", inside)

    def _one(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *more: Any, **named: Any) -> Any:
            inside = self._below(path)
            if inside and name == "mkdir":
                self._check_name(inside)
            elif inside and name != "chmod":
                self._check_free(name, inside)
            return real(path, *more, **named)

        return call

    def _two(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(source: Any, target: Any, **named: Any) -> Any:
            was, is_now = self._below(source), self._below(target)
            if is_now:
                self._check_name(is_now)
                self._check_free(name, was)
                self._check_free(name, is_now)
                there = Path(target)
                if there.exists() and (name == "rename" or there.is_dir()):
                    self._refuse(errno.EEXIST, f"{name} onto what is there", is_now)
            return real(source, target, **named)

        return call

    def _low_open(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, flags: int, *more: Any, **named: Any) -> int:
            inside = self._below(path)
            if inside and flags & os.O_CREAT:
                self._check_name(inside)
            elif inside and os.path.isdir(path):  # noqa: PTH112
                self._refuse(errno.EACCES, "a folder opened as a file", inside)
            return real(path, flags, *more, **named)

        return call

    def _fsync(self, real: Callable[[Any], None]) -> Callable[[Any], None]:
        def call(opened: Any) -> None:
            number = opened if isinstance(opened, int) else opened.fileno()
            if fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
                name = os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115
                self._refuse(errno.EBADF, "fsync of a file open to be read", name)
            real(opened)

        return call

    def _never(self, name: str) -> Callable[..., Any]:
        def call(*paths: Any, **_named: Any) -> None:
            self._refuse(errno.EPERM, name, str(paths))

        return call

    def _opened(self, real: Callable[..., Any]) -> Callable[..., Any]:
        disk = self

        def call(
            file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None,
            errors: Any = None, newline: Any = None, *more: Any, **named: Any,
        ) -> Any:  # fmt: skip
            inside = disk._below(file)
            writes = bool(set(mode) & set("wax+"))
            if not inside:
                return real(
                    file, mode, buffering, encoding, errors, newline, *more, **named
                )
            if "b" not in mode and encoding is None:
                disk._refuse(errno.EINVAL, "text in the encoding of the PC", inside)
            if "b" not in mode and writes and newline is None:
                disk._refuse(errno.EINVAL, "text with line ends of the PC", inside)
            if writes:
                disk._check_name(inside)
                disk._check_free("writing", inside)
            raw = io.FileIO(file, mode.replace("b", "").replace("t", ""))
            disk._open.add(raw)
            if buffering == 0:
                return raw
            kind = (
                io.BufferedRandom
                if "+" in mode
                else io.BufferedWriter
                if writes
                else io.BufferedReader
            )
            buffered = kind(raw)
            if "b" in mode:
                return buffered
            return io.TextIOWrapper(buffered, encoding, errors, newline)

        return call
