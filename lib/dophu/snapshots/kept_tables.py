"""Tables counted from a snapshot, kept beside it: made once, opened every week after.

A snapshot never changes, so what is counted from it and from those before it never
does either. A kept table is keyed like the snapshot it lies in, and by the source of
what counts it; it holds counts, no child's data. One that is damaged is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from dophu.snapshots.snapshot import Snapshot

if TYPE_CHECKING:
    import pandas as pd

Frames = Mapping[str, "pd.DataFrame"]

FOLDER = "kept"
"""Folder of a snapshot in which tables are kept."""

DAY = "object"
"""Type of a column of dates: pandas has none of its own."""


def keep_tables(
    snapshot: Snapshot, name: str, version: str, make: Callable[[], Frames]
) -> Frames:
    """Open the tables kept under a name with a snapshot; make and keep them if need be.

    Parameters
    ----------
    snapshot
        The date that they are counted from, it and those before it alone. With one
        that is not stored, or only looked at, nothing is kept.
    name
        What they are kept as.
    version
        Digest of what counts them: those of another are made again.
    make
        Counts them: tables by name, without an index of their own; a column of
        objects holds dates.

    Returns
    -------
    Mapping
        The same tables, whether they were made or opened.
    """
    found = snapshot.counted.get((name, version))
    if found is None:
        found = _open_or_make(snapshot, name, version, make)
        snapshot.counted[name, version] = found
    # pandas copies what is written to.
    return {key: table.copy(deep=False) for key, table in found.items()}


def _open_or_make(
    snapshot: Snapshot, name: str, version: str, make: Callable[[], Frames]
) -> Frames:
    if snapshot.unstored is not None:
        return make()
    path = snapshot.folder / FOLDER / f"{name}.{version[:16]}.json"
    found = _read(path)
    if found is not None:
        return found
    if snapshot.looked_at:
        return make()
    with _alone(path):
        found = _read(path)
        if found is None:
            found = make()
            # A store that cannot be written to costs time, no figures.
            with contextlib.suppress(OSError):
                _write(path, found)
    return found


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait for another process that is making the same tables.

    Notebooks that run side by side ask for the pace at the same moment; who comes
    second opens what the first has made. What is made may ask for other tables, which
    never ask back, so that no two wait for each other.
    """
    lock = FileLock(path.with_suffix(".lock"))
    with contextlib.ExitStack() as until_made:
        try:
            path.parent.mkdir(exist_ok=True)
            until_made.enter_context(lock)
        except (OSError, NotImplementedError):  # not to be written to, or no locks
            yield
            return
        yield
        # Who waits has it open. Where one comes just then and two make the same, it
        # costs time, no figures.
        with contextlib.suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)


def _read(path: Path) -> Frames | None:
    """Read what is kept; None where there is nothing whole."""
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest().encode() != digest:
        return None
    tables = json.loads(content)
    return {name: _frame(columns) for name, columns in tables.items()}


def _write(path: Path, tables: Frames) -> None:
    """Write beside the place, then move there in one step; others' versions go."""
    columns = {name: _columns(table) for name, table in tables.items()}
    content = json.dumps(columns, ensure_ascii=False).encode()
    digest = hashlib.sha256(content).hexdigest().encode()
    path.parent.mkdir(exist_ok=True)
    stage = path.with_suffix(f".{os.getpid()}.part")
    try:
        stage.write_bytes(digest + b"\n" + content)
        stage.replace(path)
    except OSError:
        stage.unlink(missing_ok=True)
        raise
    name, _, _ = path.name.partition(".")
    for other in path.parent.glob(f"{name}.*.json"):
        if other != path:
            other.unlink(missing_ok=True)


def _columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    return {
        str(name): [str(column.dtype), _plain(column)] for name, column in table.items()
    }


def _plain(column: pd.Series) -> list[Any]:
    if column.dtype == object:
        return [None if day is None else day.isoformat() for day in column]
    return column.astype(object).where(column.notna(), None).tolist()


def _frame(columns: dict[str, list[Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {name: _column(kind, values) for name, (kind, values) in columns.items()}
    )


def _column(kind: str, values: list[Any]) -> pd.Series:
    import pandas as pd

    if kind == DAY:
        values = [None if day is None else date.fromisoformat(day) for day in values]
    return pd.Series(values, dtype=kind)
