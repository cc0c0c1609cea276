"""purged.json: an edition says that its lists were forgotten.

``run.json`` stays as it was published. Beside it stands what is gone since, bound to
it by its digest; with it, what lies in ``lists/`` is not missing but must not be there.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from dophu.disk import flush

FILE = "purged.json"
LISTS = "lists"
SCHEMA = 1


def write_purged(edition: Path, record: Path, files: int, when: str) -> None:
    """Write that the lists of an edition are forgotten; what is there already stays."""
    if read_purged(edition, record) is not None:
        return
    stated = {
        "schema": SCHEMA, "folder": LISTS, "files": files, "purged": when,
        "record_sha256": _digest(record),
    }  # fmt: skip
    part = edition / f".{FILE}.part"
    text = json.dumps(stated, ensure_ascii=False, indent=1) + "\n"
    part.write_text(text, encoding="utf-8", newline="\n")
    flush(part)
    part.replace(edition / FILE)


def read_purged(edition: Path, record: Path) -> dict[str, Any] | None:
    """Read what was forgotten of an edition; None for one that is whole.

    So is one whose ``purged.json`` belongs to another edition, or is none.
    """
    path = edition / FILE
    try:
        if path.is_symlink() or not path.is_file():
            return None
        stated = json.loads(path.read_text(encoding="utf-8"))
        is_such = stated["schema"] == SCHEMA and stated["folder"] == LISTS
        is_such = is_such and type(stated["files"]) is int
        is_such = is_such and isinstance(stated["purged"], str)
        return (
            stated if is_such and stated["record_sha256"] == _digest(record) else None
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
