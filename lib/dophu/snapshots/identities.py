"""Names and numbers of all children that a campaign's store holds; in memory alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from dophu.campaign.config import Campaign
from dophu.catalogue.issues import DophuError
from dophu.disk import is_link
from dophu.engine import connect
from dophu.persons import Person
from dophu.snapshots.store import KNOWN, PAIRS, PERSONS, STORE

TABLES = (PERSONS, KNOWN, PAIRS)
"""Tables of a snapshot that hold children."""


@dataclass(frozen=True)
class Identities:
    """Names of children and mothers, personal numbers; ``unread`` tables are damaged.

    Its repr never shows what it holds.
    """

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    unread: int = 0

    def __repr__(self) -> str:
        """Count them."""
        return f"Identities({len(self.names)} names, {len(self.numbers)} numbers)"


def read_identities(campaign: Campaign) -> Identities:
    """Read whom the snapshots of a campaign know, of every date and on any list.

    Where there is no snapshot that can be read, the lists are, for this one look.
    """
    rows: set[tuple[str | None, ...]] = set()
    read = unread = 0
    for path in _tables(campaign.folder / STORE):
        try:
            with connect() as connection:
                query = "SELECT DISTINCT name, mother, number FROM read_parquet($1)"
                rows.update(connection.execute(query, [str(path)]).fetchall())
            read += 1
        except duckdb.Error:  # damaged, or written by an old kit
            unread += 1
    if not read:
        rows.update((p.name, p.mother, p.number) for p in _look(campaign))
    names = {name for row in rows for name in row[:2] if name}
    return Identities(frozenset(names), frozenset(r[2] for r in rows if r[2]), unread)


def _tables(store: Path) -> list[Path]:
    if is_link(store) or not store.is_dir():
        return []
    found = (path for name in TABLES for path in store.glob(f"*/*/{name}"))
    return sorted(path for path in found if path.is_file() and not is_link(path))


def _look(campaign: Campaign) -> list[Person]:
    from dophu.snapshots import look

    try:
        weeks = look(campaign).series()
    except DophuError:  # no lists any more, or none that can be read
        return []
    return [person for week in weeks for person in week.people]
