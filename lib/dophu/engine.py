"""One DuckDB a process, which its own work shares.

Opening a database takes 15 ms, longer than most of what a small date asks of it, and a
date asks ten times.
"""

from __future__ import annotations

import os
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


@cache
def _database(_process: int) -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect()
