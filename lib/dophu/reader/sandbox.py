"""Files read in a child process that has limits, so that none can stop a run.

Some files make a reader of workbooks abort, or ask for all memory, or never end;
none of that can be caught in the same process. The child is started once, with
nothing of the kit but this package's readers, and is given one content after
another; it is started anew after it had to be ended.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dophu.reader.containers import Sheet, Unreadable
from dophu.reader.extents import Inspection
from dophu.reader.messages import pack, unpack
from dophu.reader.passwords import given_passwords
from dophu.reader.pipes import receive, send
from dophu.reader.plain_files import shown
from dophu.reader.sandbox_worker import OPEN, READ, limits
from dophu.reader.wire import Rebuilt

SECONDS = 30.0
"""Time for one file; a list of 5,000 rows takes less than one second. A file of many
megabytes is given more of both (see ``serving.limits``)."""

MEMORY = 2**30
"""Bytes the child may use; a list of 5,000 rows needs less than a tenth."""

_POLL = 0.05
# Loads the readers without the code of the packages above them, which is the kit's.
_BOOT = """
import sys, types
kit, readers, memory, seconds, *sys.path[:] = sys.argv[1:]
for name, folder in (("dophu", kit), ("dophu.reader", readers)):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [folder]
from dophu.reader.sandbox_worker import serve
serve(int(memory), float(seconds))
"""


class Reader:
    """A child process that reads files; use it in a ``with`` statement.

    It starts with the statement and is up while the caller reads the first file
    from disk, so that it costs little.

    Parameters
    ----------
    seconds
        Time that one file may take, in the child's processor and on the clock.
    memory
        Bytes that the child may use. Where the system sets no limit itself
        (Windows, macOS), the child is watched and ended, if psutil is installed.
    passwords
        What protected files may open with; those of the environment where None.

    Examples
    --------
    >>> with Reader() as reader:
    ...     [sheet.rows for sheet in reader.read(b"STT,Name")]
    [[['STT', 'Name']]]
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        passwords: Sequence[str] | None = None,
    ) -> None:
        self.seconds = seconds
        self.memory = memory
        self._passwords = given_passwords() if passwords is None else tuple(passwords)
        self.inspection = Inspection("")
        """What was found out about the content read last; its extents stay there."""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reader:
        """Start the child."""
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the child."""
        self._end()

    @property
    def pid(self) -> int:
        """The child's process id, 0 while there is none."""
        return self._process.pid if self._process else 0

    def read(self, content: bytes) -> list[Sheet]:
        """Hand out a file's sheets, and never hang.

        An error cell holds what Excel shows (``#N/A``), a formula whose value was
        never stored ``UNCALCULATED``. A sheet that reaches far beyond its list
        has short rows where nothing stands.

        Raises
        ------
        Unreadable
            For what ``inspect`` and ``read_sheets`` refuse, and where the
            child crashed or needed too much time or memory.
        """
        self.inspection = Inspection("")
        reported = self._answer_to(READ, content)
        if reported.about:
            self.inspection = Inspection(*reported.about)
        if reported.why:
            raise Unreadable(reported.why)
        return reported.sheets

    def unlock(self, content: bytes) -> str:
        """Test whether a file is protected and a password opens it.

        Returns
        -------
        str
            ``opened``; '' where Excel asks for no password; else one of ``LOCKED``,
            which is why it is not read.
        """
        try:
            return self._answer_to(OPEN, content).why or ""
        except Unreadable as error:
            return error.why

    def _answer_to(self, order: bytes, content: bytes) -> _Told:
        if self._process is None or self._process.poll() is not None:
            self._start()
        try:
            return self._ask(order, content)
        except Unreadable:
            raise
        except BaseException:
            # An interrupted answer must not be taken for that to the next file.
            self._end()
            raise

    def _start(self) -> None:
        self._end()
        readers = Path(__file__).parent
        paths = [str(Path(path).absolute()) for path in sys.path if path]
        self._process = subprocess.Popen(
            [_python(), "-I", "-S", "-c", _BOOT, str(readers.parent), str(readers)]
            + [str(self.memory), str(self.seconds), *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a reader's last words may quote a cell
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        with suppress(OSError):  # a child that ended already is seen when asked
            send(self._process.stdin, pack("passwords", self._passwords))

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close()

    def _ask(self, order: bytes, content: bytes) -> _Told:
        process, reported = self._process, _Told()
        seconds, memory = limits(self.seconds, self.memory, len(content))
        talk = threading.Thread(
            target=_talk, args=(process, order, content, memory, reported), daemon=True
        )
        talk.start()
        end = time.monotonic() + seconds
        why = ""
        talk.join(_POLL)
        while talk.is_alive() and not why:
            if time.monotonic() > end:
                why = "reading_too_long"
            elif _resident(process.pid) > memory:
                why = "too_much_memory"
            else:
                talk.join(_POLL)
        if reported.missing:
            raise ModuleNotFoundError(name=reported.missing)
        if reported.why is not None:
            return reported
        process.kill()
        code = process.wait()
        talk.join()
        self._end()
        if code == -_SIGXCPU:
            why = "reading_too_long"
        raise Unreadable(why or "reader_failed")


# By number: on Windows Python's module `signal` does not name it.
_SIGXCPU = 24


def _python() -> str:
    # In a Windows venv sys.executable is a starter whose own child does the work;
    # to measure and to end that one, the real interpreter is started.
    base = getattr(sys, "_base_executable", None)
    return base if sys.platform == "win32" and base else sys.executable


@dataclass
class _Told:
    """What the child has reported so far; ``why`` is None until that is all.

    ``missing`` names the library for want of which it could not read.
    """

    about: Any = None
    sheets: list[Sheet] = field(default_factory=list)
    why: str | None = None
    missing: str = ""


def _talk(
    process: subprocess.Popen[bytes],
    order: bytes,
    content: bytes,
    limit: int,
    reported: _Told,
) -> None:
    # A dead child is seen as a broken pipe or as an answer cut short.
    with suppress(
        OSError, ValueError, EOFError, LookupError, TypeError, RecursionError
    ):
        send(process.stdin, order)
        send(process.stdin, content)
        rebuilt = Rebuilt()
        while reported.why is None:
            message = receive(process.stdout, limit)
            limit -= len(message)
            what, stated, codes = unpack(message)
            if what == "rows":
                rebuilt.add((*stated, codes))
            elif what == "sheet":
                rebuilt = Rebuilt()
                name, state, hidden_rows, hidden_columns, *beside = stated
                name = _unlike(shown(name), reported.sheets)
                fonts, looks, comments = (tuple(map(tuple, one)) for one in beside)
                sheet = Sheet(
                    name, rebuilt.rows, [], state, frozenset(hidden_rows), fonts,
                    frozenset(hidden_columns), looks, comments,
                )  # fmt: skip
                reported.sheets.append(sheet)
            elif what == "merged":
                merged = ((tuple(first), tuple(last)) for first, last in stated)
                reported.sheets[-1].merged.extend(merged)
            elif what == "found":
                reported.about = stated
            elif what == "missing":
                reported.missing = reported.why = stated
            else:
                reported.why = stated


def _unlike(name: str, others: list[Sheet]) -> str:
    """Keep a name apart from those of other sheets: it is one Excel would not take."""
    taken = {sheet.name for sheet in others}
    tried, number = name, 1
    while tried in taken:
        number += 1
        tried = f"{name} ({number})"
    return tried


def _resident(pid: int) -> int:
    try:
        import psutil

        return psutil.Process(pid).memory_info().rss
    except (ImportError, OSError):
        return 0
    except psutil.Error:
        return 0
