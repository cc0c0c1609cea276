"""Where the children of many units are read from, as one lazy frame.

Parquet and DuckDB are read where they are. SQLite and PostgreSQL are copied, part
by part, into DuckDB, whose extensions for them would be fetched from the network.
Spark reads the same Parquet data set on its own machines.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from dophu.catalogue.issues import DophuError, Issue
from dophu.engine import connect, register_columns
from dophu.region.settings import Persons

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

NEEDED = (
    "unit", "as_of", "hamlet_id", "person_id", "birth_from", "birth_to", "status",
    "presence",
)  # fmt: skip
OPTIONAL = ("unit_name", "hamlet", "reason")
"""Columns of a data set of children; names are the codes where they are not given."""

DAYS = ("as_of", "birth_from", "birth_to")
BATCH = 50_000
"""Rows of a database that are held at once."""

SQLITE = (".sqlite", ".sqlite3", ".db")
DUCKDB = (".duckdb", ".ddb")


def scan_persons(source: Persons, engine: str = "duckdb", master: str = "") -> Any:
    """Open the children of all units: a lazy frame with the columns of this module.

    Raises
    ------
    DophuError
        KV-18 where nothing is there or it cannot be read, KV-19 where a column that
        is counted by lacks, KV-20 where the engine or its library does.
    """
    import narwhals.stable.v2 as nw

    if engine == "spark":
        native = _spark(source, master)
    else:
        native = _duckdb(source)
    frame = nw.from_native(native)
    names = frame.collect_schema().names()
    if lacking := [name for name in NEEDED if name not in names]:
        details = {"place": _shown(source.place), "names": ", ".join(lacking)}
        raise DophuError(Issue("KV-19", details=details))
    return _typed(frame, [name for name in OPTIONAL if name in names])


def newest_day(persons: nw.LazyFrame[Any]) -> list[date]:
    """Give the newest date of a data set of children in a list; [] of an empty one."""
    import narwhals.stable.v2 as nw

    newest = persons.select(nw.col("as_of").max()).collect("pandas").to_pandas()
    import pandas as pd

    days = pd.to_datetime(newest["as_of"]).dropna()
    return [day.date() for day in days]


def _typed(frame: nw.LazyFrame[Any], more: Sequence[str]) -> nw.LazyFrame[Any]:
    """Have codes as text and days as days, whatever a database keeps them as."""
    import narwhals.stable.v2 as nw

    kinds = {name: nw.Date if name in DAYS else nw.String for name in (*NEEDED, *more)}
    return frame.select(nw.col(name).cast(kind) for name, kind in kinds.items())


def _duckdb(source: Persons) -> Any:
    place = source.place
    if "://" in place:
        return _copied(_postgres(source), source)
    path = Path(place)
    if path.suffix.lower() in SQLITE and path.is_file():
        return _copied(_sqlite(path, source), source)
    connection = connect()
    try:
        if path.suffix.lower() in DUCKDB and path.is_file():
            connection.execute(f"ATTACH '{_quoted(place)}' AS persons_of (READ_ONLY)")
            return connection.sql(f'FROM persons_of."{_named(source.table)}"')
        # Types of folder names are not guessed: a unit's code keeps the zeros it begins
        # with.
        files = f"{place}/**/*.parquet" if path.is_dir() else place
        return connection.sql(
            f"FROM read_parquet('{_quoted(files)}', hive_partitioning = true, "
            "hive_types_autocast = false, union_by_name = true)"
        )
    except _duckdb_error():
        raise _unreadable(source) from None


def _duckdb_error() -> type[Exception]:
    import duckdb

    return duckdb.Error


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _named(table: str) -> str:
    return table.replace('"', '""')


def _copied(parts: Iterator[tuple[list[str], list[Sequence[Any]]]], source: Any) -> Any:
    """Copy rows part by part into a table of DuckDB's own, and give it."""
    connection = connect()
    made = False
    for names, rows in parts:
        columns = {
            n: list(v) for n, v in zip(names, zip(*rows, strict=True), strict=True)
        }
        for name in (n for n in DAYS if n in columns):
            # As texts: databases without a type for days have them so, and a column has
            # one type.
            columns[name] = [_day(value) for value in columns[name]]
        register_columns(connection, "part_of_persons", columns)
        cast = ", ".join(
            f'CAST("{n}" AS {"DATE" if n in DAYS else "VARCHAR"}) AS "{n}"'
            for n in names
        )
        query = f"SELECT {cast} FROM part_of_persons"
        verb = (
            "INSERT INTO copied_persons"
            if made
            else "CREATE TEMP TABLE copied_persons AS"
        )
        connection.execute(f"{verb} {query}")
        connection.unregister("part_of_persons")
        made = True
    if not made:
        raise _unreadable(source)
    return connection.table("copied_persons")


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _sqlite(path: Path, source: Persons) -> Iterator[Any]:
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            cursor = connection.execute(f'SELECT * FROM "{_named(source.table)}"')
            yield from _parts(cursor)
    except sqlite3.Error:
        raise _unreadable(source) from None


def _postgres(source: Persons) -> Iterator[Any]:
    try:
        from pg8000 import dbapi
    except ImportError:
        details = {"name": "PostgreSQL", "extra": "dophu[postgres]"}
        raise DophuError(Issue("KV-20", details=details)) from None
    where = urlsplit(source.place)
    try:
        with closing(
            dbapi.connect(
                user=unquote(where.username or "postgres"),
                password=unquote(where.password) if where.password else None,
                host=where.hostname or "localhost",
                port=where.port or 5432,
                database=where.path.strip("/") or None,
            )
        ) as connection:
            cursor = connection.cursor()
            table = f'"{_named(source.table)}"'
            cursor.execute(
                # A cursor of the server's: pg8000 holds all rows of a plain query in
                # memory.
                f"DECLARE all_persons NO SCROLL CURSOR FOR SELECT * FROM {table}"
            )
            while True:
                cursor.execute(f"FETCH {BATCH} FROM all_persons")
                rows = cursor.fetchall()
                if not rows:
                    return
                yield [column[0] for column in cursor.description], rows
    except (dbapi.Error, OSError):
        raise _unreadable(source) from None


def _parts(cursor: Any) -> Iterator[tuple[list[str], list[Sequence[Any]]]]:
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(BATCH):
        yield names, rows


def _spark(source: Persons, master: str) -> Any:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        details = {"name": "Spark", "extra": "dophu[spark]"}
        raise DophuError(Issue("KV-20", details=details)) from None
    builder = SparkSession.builder.appName("dophu").config("spark.ui.enabled", "false")
    # A code of a unit keeps the zeros it begins with.
    builder = builder.config(
        "spark.sql.sources.partitionColumnTypeInference.enabled", "false"
    )
    session = (builder.master(master) if master else builder).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        return session.read.parquet(source.place)
    except PySparkException:
        raise _unreadable(source) from None


def _shown(place: str) -> str:
    """Write an address without its user and password."""
    where = urlsplit(place)
    return f"{where.scheme}://{where.hostname}{where.path}" if "://" in place else place


def _unreadable(source: Persons) -> DophuError:
    details = {"place": _shown(source.place), "table": source.table}
    return DophuError(Issue("KV-18", details=details))
