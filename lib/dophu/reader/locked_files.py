"""Which files are protected by a password, and which of them a given one opens."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dophu.reader.ole_workbook import SIGNATURE
from dophu.reader.plain_files import read_plain
from dophu.reader.sandbox import Reader


def find_protected(paths: Iterable[Path]) -> dict[Path, str]:
    """Find the protected files, each with what came of the passwords given.

    Parameters
    ----------
    paths
        Files; one that cannot be read is passed over. Only compound files (the old
        .xls, and what Office encrypts) are looked into, each in the limited child.

    Returns
    -------
    dict
        In the order of ``paths``: ``opened``, or a phrase of ``protection.LOCKED``
        that states why not; a file that Excel opens without asking is not among them.
    """
    # Office encrypts into a compound file, whatever it is called; nothing else is
    # opened.
    compound = [path for path in paths if _begins(path) == SIGNATURE]
    if not compound:
        return {}
    with Reader() as reader:
        found = {path: reader.unlock(read_plain(path)) for path in compound}
    return {path: stated for path, stated in found.items() if stated}


def _begins(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(len(SIGNATURE))
    except OSError:
        return b""
