"""One DuckDB a process, which its own work shares.

Opening a database takes 15 ms, longer than most of what a small date asks of it, and a
date asks ten times.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dophu.disk import private_folder

if TYPE_CHECKING:
    import duckdb


def connect() -> duckdb.DuckDBPyConnection:
    """Open a connection of one's own to the process's database, in memory.

    Other connections of the process see what is made there, so make only what is
    ``TEMP``: it is this connection's alone and goes when it is closed.

    Examples
    --------
    >>> with connect() as connection:
    ...     connection.execute("SELECT 1 + 1").fetchall()
    [(2,)]
    """
    # By process, since a forked one has none of the threads that serve its parent's.
    connection = _database(os.getpid()).cursor()
    # It would stand in the output of a notebook's cell.
    connection.execute("SET enable_progress_bar = false")
    return connection


def register_columns(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Sequence]
) -> None:
    """Let a connection read columns of Python's values as a table.

    As arrays of NumPy, which DuckDB reads as it reads a frame of pandas: what reads
    and matches lists has no other use for pandas, whose import takes as long as the
    matching of a commune.

    Examples
    --------
    >>> with connect() as connection:
    ...     register_columns(connection, "given", {"a": ["x", None], "b": [1, 2]})
    ...     connection.execute("SELECT a, b FROM given").fetchall()
    [('x', 1), (None, 2)]
    """
    import numpy as np

    arrays = {}
    for column, values in columns.items():
        # Filled, not converted: NumPy would guess a type for each column.
        arrays[column] = np.empty(len(values), dtype=object)
        arrays[column][:] = values
    connection.register(name, arrays)


@cache
def _database(_process: int) -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect(config={"temp_directory": spill_folder()})


def spill_folder() -> str:
    """Give the folder to which DuckDB writes what does not fit into memory.

    Rows of children among it, in plain text: so it is a process's own, in a folder of
    the user's that is closed to others, and what a killed process left there goes with
    the next one's start. Without any such folder it is none: then what does not fit
    ends with an error, and nothing is written.
    """
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(base or Path.home() / ".cache") / "dophu" / "spill"
        private_folder(folder)
        if os.name == "posix" and folder.stat().st_uid != os.getuid():
            return ""
        for left in folder.iterdir():
            if _has_ended(left.name):
                shutil.rmtree(left, ignore_errors=True)
    except (OSError, RuntimeError):  # no home, or not ours to write
        return ""
    return str(folder / str(os.getpid()))


def _has_ended(process: str) -> bool:
    if os.name != "posix":  # elsewhere to ask for a process may end it
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except (PermissionError, ValueError):
        return False
    return False
