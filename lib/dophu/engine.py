"""One DuckDB a process, which its own work shares.

Opening a database takes 15 ms, longer than most of what a small date asks of it, and a
date asks ten times.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

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
        arrays[column] = np.empty(len(values), dtype=object)
        arrays[column][:] = values
    connection.register(name, arrays)


@cache
def _database(_process: int) -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect()
