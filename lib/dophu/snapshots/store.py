"""The dated store: rows and persons of a date in Parquet, written whole or not."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dophu.catalogue.refusals import writing_to
from dophu.disk import close_to_others, flush, flush_folder, private_folder
from dophu.engine import connect, register_columns
from dophu.persons.distinct import SideBySide
from dophu.persons.record import PERSON_COLUMNS, Person
from dophu.snapshots.seal import is_whole, seal

Columns = Mapping[str, Sequence[Any]]
"""The values of a table by column; pandas would cost a date more than its writing."""

DATES = {
    "birth_from", "birth_to", "applied_date", "issued_date", "first_seen", "last_seen",
    "door_list", "contact_date", "return_date",
}  # fmt: skip
STORE = "snapshots"
"""Folder of a campaign in which they lie; its owner alone may enter it."""

PART = ".part"
"""End of the name of a snapshot that is being written."""

ROWS, PERSONS, MANIFEST = "rows.parquet", "persons.parquet", "manifest.json"
KNOWN = "known.parquet"
"""Records that are no child of their own but to be recognised again: see
``persons.Matched.known``. The columns are those of the persons."""

PAIRS = "pairs.parquet"
"""The records of possible links as they were compared, two rows a pair, in the order
of the manifest's ``doubts``. The columns are those of the persons."""

SIDE_BY_SIDE = "side_by_side.parquet"
"""On which lists each child has stood, on this date or before: its ``person_id``, and
``lists``, numbers with a blank between. Who has one in common is distinguished."""

ROW_COLUMNS = (
    "source", "file", "sheet", "row", "kind", "outcome", "issues", "person_id",
    "hamlet_id",
)  # fmt: skip
"""What is kept of every source row: its place and what became of it, no value."""


def snapshot_folder(campaign_folder: Path, day: date, key: str) -> Path:
    """Give the folder of a snapshot, whether or not it exists."""
    return campaign_folder / STORE / day.isoformat() / key[:16]


def write_snapshot(
    folder: Path,
    rows: dict[str, Sequence[Any]],
    people: list[Person],
    known: list[Person],
    pairs: list[Person],
    side_by_side: SideBySide,
    manifest: dict[str, Any],
) -> None:
    """Write a snapshot beside its place, then move it there in one step.

    Other snapshots of the same date are removed: they are of inputs that are no
    more, and hold children's data. So is one in its place that is not whole.
    """
    with writing_to(folder.parents[1]):
        stage = folder.with_name(f".{folder.name}.{os.getpid()}{PART}")
        shutil.rmtree(stage, ignore_errors=True)
        private_folder(stage)
        tables = {PERSONS: people, KNOWN: known, PAIRS: pairs}
        columns = {name: people_columns(table) for name, table in tables.items()}
        columns |= {ROWS: row_columns(rows), SIDE_BY_SIDE: _list_columns(side_by_side)}
        _write_parquet(stage, columns)
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        (stage / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")
        # After all other files, of which it holds the digests.
        seal(stage, folder)
        close_to_others(stage)
        flush(stage)
        if is_whole(folder):  # another process was first with the same content
            shutil.rmtree(stage, ignore_errors=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)
            stage.rename(folder)
            flush_folder(folder.parent)
        for other in folder.parent.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)


def row_columns(rows: Mapping[str, Sequence[Any]]) -> Columns:
    """Give what is kept of the source rows."""
    return {name: rows[name] for name in ROW_COLUMNS}


def people_columns(people: list[Person]) -> Columns:
    """Give the children by column, in their order."""
    return {n: [getattr(p, n) for p in people] for n in PERSON_COLUMNS}


def _list_columns(side_by_side: SideBySide) -> Columns:
    every = {*side_by_side.lists.values()}
    texts = {of: " ".join(map(str, sorted(of))) for of in every}
    listed = sorted(side_by_side.lists.items())
    lists = [texts[of] for _, of in listed]
    return {"person_id": [person for person, _ in listed], "lists": lists}


def read_side_by_side(folder: Path) -> SideBySide:
    """Read on which lists the children of a snapshot have stood."""
    with connect() as connection:
        path = str(folder / SIDE_BY_SIDE)
        found = connection.execute("FROM read_parquet($1)", [path]).fetchall()
    sets = {text: frozenset(map(int, text.split())) for text in {t for _, t in found}}
    return SideBySide({person_id: sets[text] for person_id, text in found})


def typed(columns: Columns, connection: Any) -> Any:
    """Give columns as a DuckDB relation with the types of the store."""
    import pandas as pd

    series = {n: pd.Series(v, dtype=object) for n, v in columns.items()}
    return connection.from_df(pd.DataFrame(series)).project(_casts(columns))


def _casts(columns: Columns) -> str:
    # A column of nothing but None has no type of its own: all are stated.
    return ", ".join(f'CAST("{n}" AS {_type(n)}) AS "{n}"' for n in columns)


def _write_parquet(folder: Path, tables: dict[str, Columns]) -> None:
    with connect() as connection:
        for file, columns in tables.items():
            register_columns(connection, "given", columns)
            connection.execute(
                f"COPY (SELECT {_casts(columns)} FROM given) TO $1 "
                "(FORMAT parquet, COMPRESSION zstd)",
                [str(folder / file)],
            )


def _type(name: str) -> str:
    return "DATE" if name in DATES else "INTEGER" if name == "row" else "VARCHAR"


def read_people(folder: Path, table: str = PERSONS) -> list[Person]:
    """Read the persons of a snapshot, in the order they were written."""
    with connect() as connection:
        query = f"SELECT {', '.join(PERSON_COLUMNS)} FROM read_parquet($1)"
        rows = connection.execute(query, [str(folder / table)]).fetchall()
    return [Person(*row) for row in rows]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a snapshot."""
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
