"""What is counted of a date once, and opened by every notebook and every later week."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from dophu.snapshots import Snapshot, source_fingerprint
from dophu.snapshots.kept_tables import Frames, keep_tables

if TYPE_CHECKING:
    import pandas as pd

# Its source is part of the key, so that another version counts anew: docs/design.md.
LAYER = "tables"


def kept(snapshot: Snapshot, name: str, make: Callable[[], Frames]) -> Frames:
    """Open what was counted of a date, or count it and keep it with its snapshot."""
    return keep_tables(snapshot, name, source_fingerprint((LAYER,)), make)


def kept_table(
    snapshot: Snapshot, name: str, make: Callable[[], pd.DataFrame]
) -> pd.DataFrame:
    """Open a table that was counted of a date, or count it and keep it."""
    return kept(snapshot, name, lambda: {name: make()})[name]


def counted_once(
    snapshot: Snapshot, name: Hashable, make: Callable[[], pd.DataFrame]
) -> pd.DataFrame:
    """Give a table that was counted of an opened date already, or count it.

    It is kept as long as the date is open, and nowhere else.
    """
    if name not in snapshot.counted:
        snapshot.counted[name] = make()
    table: pd.DataFrame = snapshot.counted[name]
    return table.copy(deep=False)  # pandas copies what is written to
