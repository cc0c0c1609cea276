"""A file as found: its sheets as plain cells, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dophu.faults import place_of
from dophu.reader.containers import Sheet, Unreadable, digest
from dophu.reader.plain_files import read_plain
from dophu.reader.sandbox import Reader
from dophu.rosters.texts.returned import Origin, find_origin, without_marks
from dophu.rosters.texts.sheet_names import call_by_place


@dataclass(frozen=True)
class Opened:
    """A file as found: its content's digest and its sheets, or why it has none.

    ``origin`` is what a return says it was made of, None of any other file;
    ``fault`` the kind and place of an error that opening it was to the kit itself.
    """

    digest: str = ""
    sheets: tuple[Sheet, ...] = ()
    why: str = ""
    origin: Origin | None = None
    fault: tuple[str, str] = ("", "")


def open_file(path: Path, reader: Reader) -> Opened:
    """Open a file in the sandbox, the marks of a return taken out of it again."""
    try:
        content = read_plain(path)
        sheets = tuple(reader.read(content))
        origin = find_origin(sheets)
        sheets = tuple(map(without_marks, sheets)) if origin else sheets
        sheets = call_by_place(sheets)
        return Opened(digest(content), sheets, origin=origin)
    except Unreadable as error:
        return Opened(why=error.why)
    except OSError:  # open in another program, or not ours to read
        return Opened(why="locked")
    except ImportError:  # no file's fault: none can be read
        raise
    except Exception as error:
        return Opened(why="kit_failed", fault=(type(error).__name__, place_of(error)))
