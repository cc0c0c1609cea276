"""Files read in a child process that has limits, so that none can stop a run.

Some files make a reader of workbooks abort, or ask for all memory, or never end;
none of that can be caught in the same process. The child is started once, with
nothing of the kit but this package's readers, and is given one content after
another; it is started anew after it had to be ended.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from dophu.rosters.containers import Sheet, Unreadable, read_container
from dophu.rosters.grids import cell_name
from dophu.rosters.inspection import (
    CELL,
    MAX_CELLS,
    PLACE,
    VALUE,
    Extent,
    Inspection,
    Refused,
    checked_pieces,
    column_of,
    inspect,
    place_of,
)

SECONDS = 30.0
"""Time for one file; a list of 5,000 rows takes less than one second."""

MEMORY = 2**30
"""Bytes the child may use; a list of 5,000 rows needs less than a tenth."""

MAX_MERGED = 500_000
"""Cells inside merges; each is looked up on its own, a list has some hundred."""

_POLL = 0.05
_HEAD = struct.Struct("<Q")
# Loads the readers without the code of the packages above them, which is the kit's.
_BOOT = """
import sys, types
kit, rosters, memory, seconds, *sys.path[:] = sys.argv[1:]
for name, folder in (("dophu", kit), ("dophu.rosters", rosters)):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [folder]
from dophu.rosters.child import serve
serve(int(memory), float(seconds))
"""
_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)
_MACROS = "xl/macrosheets/"
_MACRO_LINK = re.compile(
    rb"http://schemas\.microsoft\.com/office/2006/relationships/xl(?:Intl)?Macrosheet"
)
_SHEET_LINK = (
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
)


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

    Examples
    --------
    >>> with Reader() as reader:
    ...     [sheet.rows for sheet in reader.read(b"STT,Name")]
    [[['STT', 'Name']]]
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds = seconds
        self.memory = memory
        self.inspection = Inspection("")
        """What was found out about the content read last."""
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
        """Hand out a file's sheets, as ``read_container`` does, and never hang.

        An error cell holds what Excel shows (``#N/A``), a formula whose value was
        never stored ``UNCALCULATED``. A sheet that reaches far beyond its list
        has short rows where nothing stands.

        Raises
        ------
        Unreadable
            For what ``inspect`` and ``read_container`` refuse, and where the
            child crashed or needed too much time or memory.
        """
        self.inspection = Inspection("")
        if self._process is None or self._process.poll() is not None:
            self._start()
        try:
            answer = self._ask(content)
        except BaseException:
            # An interrupted answer must not be taken for that to the next file.
            self._end()
            raise
        why, about, sheets = answer
        if about:
            kind, refusal, strict, extents = about
            extents = tuple(Extent(*extent) for extent in extents)
            self.inspection = Inspection(kind, refusal, strict, extents)
        if why:
            raise Unreadable(why)
        return [Sheet(*sheet) for sheet in sheets]

    def _start(self) -> None:
        self._end()
        rosters = Path(__file__).parent
        paths = [str(Path(path).absolute()) for path in sys.path if path]
        self._process = subprocess.Popen(
            [_python(), "-I", "-S", "-c", _BOOT, str(rosters.parent), str(rosters)]
            + [str(self.memory), str(self.seconds), *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a reader's last words may quote a cell
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close()

    def _ask(self, content: bytes) -> tuple[str, Any, Any]:
        process, answers = self._process, []
        talk = threading.Thread(
            target=_talk, args=(process, content, self.memory, answers), daemon=True
        )
        talk.start()
        end = time.monotonic() + self.seconds
        why = ""
        talk.join(_POLL)
        while talk.is_alive() and not why:
            if time.monotonic() > end:
                why = "reading_too_long"
            elif _resident(process.pid) > self.memory:
                why = "too_much_memory"
            else:
                talk.join(_POLL)
        if answers:
            return answers[0]
        process.kill()
        code = process.wait()
        talk.join()
        self._end()
        if code == -_SIGXCPU:
            why = "reading_too_long"
        return why or "reader_failed", None, []


_SIGXCPU = 24


def _python() -> str:
    # In a Windows venv sys.executable is a starter whose own child does the work;
    # to measure and to end that one, the real interpreter is started.
    base = getattr(sys, "_base_executable", None)
    return base if sys.platform == "win32" and base else sys.executable


def _talk(
    process: subprocess.Popen[bytes], content: bytes, limit: int, answers: list[Any]
) -> None:
    # A dead child is seen as a broken pipe or as an answer cut short.
    with suppress(OSError, ValueError, EOFError, pickle.UnpicklingError):
        _send(process.stdin, content)
        answer = _receive(process.stdout, limit)
        answers.append(_Answer(io.BytesIO(answer)).load())


class _Answer(pickle.Unpickler):
    """An answer of the child; a taken-over one could send no code in it."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(name)


def _send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(_HEAD.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: IO[bytes], limit: int) -> bytes:
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    length = _HEAD.unpack(head)[0]
    if length > limit:
        raise ValueError
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _resident(pid: int) -> int:
    try:
        import psutil

        return psutil.Process(pid).memory_info().rss
    except (ImportError, OSError):
        return 0
    except psutil.Error:
        return 0


# ---- in the child ----------------------------------------------------------------


def serve(memory: int, seconds: float) -> None:
    """Answer one content after another until the parent closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not stand among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit_memory(memory)
    while True:
        try:
            content = _receive(sys.stdin.buffer, memory)
        except EOFError:
            return
        _limit_seconds(seconds)
        _send(answers, _answer(content))


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


def _answer(content: bytes) -> bytes:
    about, sheets = None, []
    try:
        found = inspect(content)
        extents = [(e.part, e.rows, e.columns, e.hidden_values) for e in found.sheets]
        about = (found.kind, found.why, found.is_strict, extents)
        why = found.why
        if not why:
            sheets = [
                (sheet.name, sheet.rows, sheet.merged, sheet.state)
                for sheet in read_sheets(content, found)
            ]
        return pickle.dumps((why, about, sheets), protocol=5)
    except Unreadable as error:
        why = error.why
    except Refused as refusal:
        why = str(refusal)
    except MemoryError:
        why = "too_much_memory"
    except Exception:
        why = "reader_failed"
    return pickle.dumps((why, about, []), protocol=5)


def read_sheets(content: bytes, found: Inspection) -> list[Sheet]:
    """Read an inspected content: far sheets without their emptiness, errors shown.

    The reader holds the whole rectangle up to the last cell. A sheet whose
    rectangle is too much is given to it with its empty rows and columns taken
    out, and they are put back as short rows; so no cell that holds something is
    left out, however far away. A cell of blanks only is left out there.

    Raises
    ------
    Unreadable
        As ``read_container``.
    Refused
        For a sheet that really holds more than ``MAX_CELLS``.
    """
    thin, kept = _without_emptiness(content, found)
    sheets = read_container(thin)
    if found.sheets and len(sheets) != len(found.sheets):
        raise Refused("reader_failed")
    return [
        _restored(sheet, extent, kept.get(number))
        for number, (sheet, extent) in enumerate(
            zip(sheets, found.sheets or [Extent()] * len(sheets), strict=True)
        )
    ]


@dataclass(frozen=True)
class _Kept:
    """What was left of a far sheet: its rows, columns and merges as they were."""

    rows: list[int]
    columns: list[int]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


def _without_emptiness(
    content: bytes, found: Inspection
) -> tuple[bytes, dict[int, _Kept]]:
    changed: dict[str, bytes] = {}
    kept = {}
    if found.kind != "xlsx":
        return content, kept
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for number, sheet in enumerate(found.sheets):
            if sheet.part.startswith(_MACROS):
                # The reader gives up a whole workbook for a sheet of old macros.
                changed[sheet.part] = _EMPTY % b""
            elif sheet.is_far:
                changed[sheet.part], kept[number] = _squeezed(archive, sheet)
        if not changed:
            return content, kept
        thin = io.BytesIO()
        with zipfile.ZipFile(thin, "w") as copy:
            for name in dict.fromkeys(archive.namelist()):
                part = changed[name] if name in changed else archive.read(name)
                if name == "xl/_rels/workbook.xml.rels":
                    part = _MACRO_LINK.sub(_SHEET_LINK, part)
                copy.writestr(name, part)
    return thin.getvalue(), kept


def _squeezed(archive: zipfile.ZipFile, sheet: Extent) -> tuple[bytes, _Kept]:
    blanks = _blank_texts(archive)
    cells = []
    merged = []
    with archive.open(sheet.part) as stream:
        for piece in checked_pieces(stream, sheet.part):
            merged += [_merge(match) for match in _MERGE.finditer(piece)]
            for attributes, inside in CELL.findall(piece):
                place = PLACE.search(attributes)
                if place is None:
                    raise Refused("reaches_too_far")
                value = VALUE.search(inside)
                is_blank = value is None or value.group(1).isspace()
                if b't="s"' in attributes and value:
                    is_blank = value.group(1) in blanks
                if not is_blank or place_of(place) in sheet.hidden_values:
                    cells.append((place_of(place), attributes, inside))
    widths = {}
    for (row, column), _, _ in cells:
        widths[row] = max(widths.get(row, 0), column + 1)
    kept = _Kept(sorted(widths), sorted({place[1] for place, _, _ in cells}), merged)
    if max(sum(widths.values()), len(kept.rows) * len(kept.columns)) > MAX_CELLS:
        raise Refused("reaches_too_far")
    rows = {row: number for number, row in enumerate(kept.rows)}
    columns = {column: number for number, column in enumerate(kept.columns)}
    lines: dict[int, list[bytes]] = {row: [] for row in kept.rows}
    for (row, column), attributes, inside in sorted(cells, key=lambda cell: cell[0]):
        name = cell_name(rows[row], columns[column]).encode()
        attributes = PLACE.sub(b'r="%s"' % name, attributes)
        lines[row].append(b"<c%s>%s</c>" % (attributes, inside))
    body = b"".join(
        b'<row r="%d">%s</row>' % (rows[row] + 1, b"".join(line))
        for row, line in lines.items()
    )
    return _EMPTY % body, kept


def _blank_texts(archive: zipfile.ZipFile) -> set[bytes]:
    # Cells name a shared text by its number; those of blanks alone are nothing.
    try:
        texts = archive.read("xl/sharedStrings.xml")
    except KeyError:
        return set()
    items = re.findall(rb"<(?:\w+:)?si\s*(?:/>|>(.*?)</(?:\w+:)?si>)", texts, re.DOTALL)
    return {
        b"%d" % number
        for number, item in enumerate(items)
        if all(text.isspace() for text in VALUE.findall(item))
    }


def _merge(match: re.Match[bytes]) -> tuple[tuple[int, int], tuple[int, int]]:
    first, top, last, bottom = match.groups()
    return (int(top) - 1, column_of(first)), (int(bottom) - 1, column_of(last))


def _restored(sheet: Sheet, extent: Extent, kept: _Kept | None) -> Sheet:
    rows, merged = sheet.rows, sheet.merged
    if kept is not None:
        nothing: list[Any] = []
        rows = [nothing] * (kept.rows[-1] + 1 if kept.rows else 0)
        for row, cells in zip(kept.rows, sheet.rows, strict=True):
            rows[row] = _spread(cells, kept.columns)
        merged = kept.merged
    elif extent.is_far:
        rows = [_spread(cells, range(len(cells))) for cells in rows]
    for (row, column), text in extent.hidden_values.items():
        rows += [[] for _ in range(row + 1 - len(rows))]
        if column >= len(rows[row]):
            rows[row] = rows[row] + [None] * (column + 1 - len(rows[row]))
        if rows[row][column] in ("", None):
            rows[row][column] = text
    state = "other" if extent.part.startswith(_MACROS) else sheet.state
    return replace(sheet, rows=rows, merged=_within(merged, rows), state=state)


def _spread(cells: list[Any], columns: Sequence[int]) -> list[Any]:
    spread: list[Any] = []
    for cell, column in zip(cells, columns, strict=False):
        if cell not in ("", None):
            spread += [None] * (column - len(spread)) + [cell]
    return spread


def _within(
    merged: list[tuple[tuple[int, int], tuple[int, int]]], rows: list[list[Any]]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    # A merge of whole columns is a million cells, of which only those used matter.
    bottom, right = len(rows) - 1, max(map(len, rows), default=0) - 1
    within = [
        (first, (min(last[0], bottom), min(last[1], right)))
        for first, last in merged
        if first[0] <= bottom and first[1] <= right
    ]
    area = sum(
        (last[0] - first[0] + 1) * (last[1] - first[1] + 1) for first, last in within
    )
    if area > MAX_MERGED:
        raise Refused("reaches_too_far")
    return within
