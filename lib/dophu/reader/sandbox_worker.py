"""The child's side of the reader: limits set, then one content after another read."""

from __future__ import annotations

import gc
import os
import sys
import time
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from dophu.reader.containers import Stream, Unreadable
from dophu.reader.extents import Refused
from dophu.reader.inspection import inspect
from dophu.reader.messages import pack, unpack
from dophu.reader.near_rows import without_ends
from dophu.reader.passwords import LOCKED, OPENED, unlock
from dophu.reader.pipes import receive, send
from dophu.reader.sparse_sheets import read_sheets, within
from dophu.reader.wire import encode

Message = tuple[str, Any] | tuple[str, Any, bytes]
"""``found``, ``sheet``, ``rows``, ``merged`` with their contents, ``end`` with why,
``missing`` with the library that is not there; the numbers of ``rows`` as bytes."""

READ, OPEN = b"read", b"open"
"""Orders: read a content's sheets; say only whether a password opens it."""


LARGE = 10 * 2**20
"""Bytes of a file from which its limits grow with it; a list of 5,000 rows has 0.3 MB.
By its bytes as sent, since what it unpacks to costs whoever means harm nothing."""

OF_PROCESSOR = 1 / 3
"""Part of the time that may be the processor's: the rest is waiting for it, and for a
disk."""

MORE_SECONDS, MORE_MEMORY = 4.0, 1.5
"""Times the limits that a large file is given at most."""


def limits(seconds: float, memory: int, size: int) -> tuple[float, int]:
    """Give the time and the memory that a file of a size may take.

    Examples
    --------
    >>> limits(30, 1000, 300_000), limits(30, 1000, 500 * 2**20)
    ((30.0, 1000), (120.0, 1500))
    """
    times = max(1.0, size / LARGE)
    return seconds * min(times, MORE_SECONDS), int(memory * min(times, MORE_MEMORY))


def serve(memory: int, seconds: float) -> None:
    """Answer one content after another until the parent closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not stand among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    # Cells are many and hold no circles: looking for some only takes time.
    gc.disable()
    _, passwords, _ = unpack(receive(sys.stdin.buffer, memory))
    while True:
        try:
            order = receive(sys.stdin.buffer, memory)
            content = receive(sys.stdin.buffer, memory)
        except EOFError:
            return
        time_allowed, memory_allowed = limits(seconds, memory, len(content))
        _limit_memory(memory_allowed)
        _limit_seconds(time_allowed * OF_PROCESSOR)
        answer = _read if order == READ else _open
        for message in answer(content, passwords):
            send(answers, pack(*message))


def _limit_memory(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


def _limit_seconds(seconds: float) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        soft = int(time.process_time() + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _open(content: bytes, passwords: Sequence[str]) -> Iterator[Message]:
    """Answer '' where Excel asks for no password, else what came of opening it."""
    try:
        why = inspect(content).why
        if why == "password":
            why = _needs(content, passwords)
    except Refused as refusal:
        why = str(refusal)
    except MemoryError:
        why = "too_much_memory"
    except ImportError as error:
        yield "missing", error.name or type(error).__name__
        return
    yield "end", why if why in (OPENED, *LOCKED) else ""


def _needs(content: bytes, passwords: Sequence[str]) -> str:
    try:
        unlock(content, ())
        return ""
    except Refused as refusal:
        if str(refusal) != "password" or not passwords:
            raise
    unlock(content, passwords)
    return OPENED


def _read(content: bytes, passwords: Sequence[str]) -> Iterator[Message]:
    """Answer what was found, then each sheet with its rows as they are read."""
    why = ""
    try:
        found = inspect(content)
        if found.why == "password":
            content = unlock(content, passwords)
            found = inspect(content)
        yield "found", (found.kind, found.why, found.is_strict)
        why = found.why
        for sheet in read_sheets(content, found) if not why else ():
            yield from _report_sheet(sheet)
    except Unreadable as error:
        why = error.why
    except Refused as refusal:
        why = str(refusal)
    except MemoryError:
        why = "too_much_memory"
    except ImportError as error:  # no fault of the file's
        yield "missing", error.name or type(error).__name__
        return
    except Exception:
        why = "reader_failed"
    yield "end", why


def _report_sheet(sheet: Stream) -> Iterator[Message]:
    unseen = (sorted(sheet.hidden_rows), sorted(sheet.hidden_columns))
    beside = (sheet.fonts, sheet.looks, sheet.comments)
    yield "sheet", (sheet.name, sheet.state, *unseen, *beside)
    height = width = 0
    for batch in encode(without_ends(sheet.rows)):
        fresh, new, widths, codes = batch
        yield "rows", (fresh, new, widths), codes
        if isinstance(widths, int):
            height += len(codes) // array("I").itemsize // widths
            width = max(width, widths)
        else:
            height, width = height + len(widths), max(width, *widths)
    yield "merged", within(sheet.merged, height, width)
