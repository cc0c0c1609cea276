"""Files that can be opened without harm: plain ones that stand in the campaign.

A pipe or a device is waited for without end, and a link may lead anywhere; so neither
is opened. A name that a screen or a table cannot show is not either.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

NOT_PLAIN = ("link", "not_plain", "odd_name")
"""Why a file is not opened, as phrases of the issue catalogue."""

_TURNING = frozenset(
    "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def why_not_plain(path: Path, root: Path) -> str:
    """Give one of ``NOT_PLAIN``; '' for a file that stands in ``root`` and is plain.

    A link is followed where it leads to a file within ``root``.
    """
    if shown(path.relative_to(root).as_posix()) != path.relative_to(root).as_posix():
        return "odd_name"
    if not is_inside(path, root) or path.is_symlink() and not path.is_file():
        return "link"
    return "" if path.is_file() else "not_plain"


def is_inside(path: Path, root: Path) -> bool:
    """Test whether what a path leads to stands in a folder, links followed."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link to itself
        return False


def shown(name: str) -> str:
    r"""Give a name as it may be shown: what steers a screen replaced.

    Control characters, marks of direction, and bytes that are no letters.

    Examples
    --------
    >>> shown("Thôn 1.xlsx"), shown("a\x1b[31m\nb.csv")
    ('Thôn 1.xlsx', 'a�[31m�b.csv')
    """
    if name.isprintable():
        return name
    return "".join(
        "\ufffd" if c in _TURNING or unicodedata.category(c) in ("Cc", "Cs") else c
        for c in name
    )


def read_plain(path: Path) -> bytes:
    """Read a file; OSError too where it is none that can be read to an end."""
    if not path.is_file():
        raise FileNotFoundError(path.name)
    return path.read_bytes()
