"""Which files of a campaign's folder are its tables, and which only look like one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from dophu.catalogue.issues import Issue
from dophu.reader.plain_files import shown

ENDINGS = (".csv", ".xlsx")

_COPY = re.compile(r"^(copy of|bản sao của|bản sao) |^copy[ _-]+")
"""What Windows and people put before the name of a copy."""


def find_table_files(folder: Path, stem: str) -> list[Path]:
    """Find the files of a table in a campaign folder, whatever their letter case.

    Examples
    --------
    >>> [path.name for path in find_table_files(Path("data/sample"), "hamlets")]
    ['hamlets.csv']
    """
    names = [stem + ending for ending in ENDINGS]
    files = [path for path in folder.iterdir() if path.name.casefold() in names]
    return sorted(files, key=lambda p: (names.index(p.name.casefold()), p.name))


def find_unread_tables(
    folder: Path, stems: Iterable[str], endings: tuple[str, ...] = ENDINGS
) -> list[Issue]:
    """Name the files of a folder that are called nearly as a table is (TD-16).

    ``decisions.csv.csv``, ``hamlets (1).xlsx``, ``Copy of decisions.csv``,
    ``decisions.txt``: what they say is read nowhere, which nobody would see. A copy
    beside the table itself is named too, since it may be the one that was changed.

    Parameters
    ----------
    folder
        The campaign's folder.
    stems
        Names of its tables, without their ending.
    endings
        What their names end in; the first one is proposed.

    Examples
    --------
    >>> find_unread_tables(Path("data/sample"), ["hamlets", "decisions"])
    []
    """
    longest_first = sorted(stems, key=len, reverse=True)
    found = []
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        key = _COPY.sub("", path.name.casefold())
        # A number, a bracket or an ending may follow; with more letters it is another
        # name.
        stem = next((s for s in longest_first if re.match(rf"{s}(?![a-z_])", key)), "")
        is_read = path.name.casefold() in [stem + ending for ending in endings]
        # "~$" begins the files by which Excel locks others.
        if stem and not is_read and path.is_file() and path.name[0] not in "~.":
            details = {"wanted": stem + endings[0]}
            found.append(Issue("TD-16", shown(path.name), details=details))
    return found
