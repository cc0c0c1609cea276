"""What tests of one process need not wait for: a new reader a list, and the disk.

A list of three rows is read in two milliseconds by a process that takes sixty to start;
and no test takes the power away.
"""

from __future__ import annotations

import os
import sys
from subprocess import Popen
from typing import Any

from dophu.reader.sandbox import Reader

MOST_USES = 200
"""Readers that one process serves, lest it grow."""


class KeptReaders:
    """Hands the process of a reader that is done to the next with the same limits."""

    def __init__(self) -> None:
        self.on = True
        self._kept: dict[Any, tuple[Popen[bytes], int]] = {}
        self._uses: dict[int, int] = {}
        self._start, self._exit = Reader._start, Reader.__exit__

    def put(self, patch: Any) -> None:
        """Put this in the place of starting and ending a process."""
        patch.setattr(Reader, "_start", lambda reader: self.start(reader))
        patch.setattr(Reader, "__exit__", lambda reader, *of: self.leave(reader, *of))

    def start(self, reader: Reader) -> None:
        """Give a reader the process that was kept, or start one."""
        process, uses = self._kept.pop(_kind(reader), (None, 0))
        if process and (process.poll() is not None or reader._process or not self.on):
            self._stop(process)
            process = None
        if process is None:
            self._start(reader)
            process, uses = reader._process, 0
        reader._process = process
        self._uses[process.pid] = uses + 1

    def leave(self, reader: Reader, kind: Any = None, *of: Any) -> None:
        """Keep the process of a reader that ended well; end any other."""
        process = reader._process
        if process and self.on and kind is None and process.poll() is None:
            uses = self._uses.pop(process.pid, MOST_USES)
            if uses < MOST_USES and _kind(reader) not in self._kept:
                self._kept[_kind(reader)] = process, uses
                reader._process = None
        self._exit(reader, kind, *of)

    def stop(self) -> None:
        """End what is kept."""
        while self._kept:
            self._stop(self._kept.popitem()[1][0])

    def _stop(self, process: Popen[bytes]) -> None:
        ending = Reader(passwords=())
        ending._process = process
        ending._end()


def _kind(reader: Reader) -> Any:
    return (os.getpid(), reader.seconds, reader.memory, reader._passwords, *sys.path)


def skip_waiting(descriptor: Any) -> None:
    """Stand in for ``os.fsync``: refuse what it refuses, and wait for no disk."""
    os.fstat(descriptor if isinstance(descriptor, int) else descriptor.fileno())
