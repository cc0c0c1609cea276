"""The files of a public edition: their names, their list, and its check.

Pages, pictures and CSV tables only; every name says that it is public, whose and of
which date, so that no file can be taken for one of an internal edition.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from dophu.catalogue.issues import Issue
from dophu.runs.public_log import FILE as LOG
from dophu.runs.public_log import NO_RECORD
from dophu.runs.record import digest_of, is_left_by_system

SHELF = "cong_khai"
"""The folder beside those of units, where public editions are, by unit."""

KINDS = {".html", ".png", ".csv"}
"""What a public edition consists of: nothing that carries hidden data or runs."""

LIST = "kiem_tra.csv"
COLUMNS = ("file", "sha256", "bytes")


def public_name(unit: str, as_of: str) -> str:
    """Name a public edition; every file of it begins so.

    Examples
    --------
    >>> public_name("03217", "2024-07-18")
    'cong_khai_03217_2024-07-18'
    """
    return f"{SHELF}_{unit}_{as_of}"


def write_list(folder: Path, name: str) -> str:
    """Write the list of the files of a public edition; give its digest.

    Raises
    ------
    ValueError
        If a file is of another kind, or is not called as it must be.
    """
    rows = []
    for path in sorted(folder.rglob("*")):
        plain = path.is_file() and not path.is_symlink() and path.parent == folder
        if not plain or path.suffix not in KINDS or not path.name.startswith(name):
            raise ValueError(f"{path.name} is no file of a public edition")
        rows.append((path.name, digest_of(path), path.stat().st_size))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([COLUMNS, *rows])
    listing = folder / f"{name}_{LIST}"
    listing.write_bytes(text.getvalue().encode("utf-8-sig"))
    return digest_of(listing)


def is_public(folder: Path) -> bool:
    """Test whether a folder is a public edition."""
    return (folder / f"{folder.name}_{LIST}").is_file()


def check_public(folder: Path) -> list[Issue]:
    """Say as one issue (CK-08) what is not intact in a public edition.

    Its list of files is compared with ``published.json`` where that is at hand.
    """
    folder = folder.absolute()
    listing = folder / f"{folder.name}_{LIST}"
    recorded = _read_list(listing)
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if not is_left_by_system(path)
    }
    changed = [
        name
        for name, (sha, size) in recorded.items()
        if name in found
        and not (
            found[name].is_file()
            and not found[name].is_symlink()
            and (digest_of(found[name]), found[name].stat().st_size) == (sha, size)
        )
    ]
    if listing.is_symlink() or not recorded or _is_other(folder, digest_of(listing)):
        changed.append(listing.name)
    missing = [name for name in recorded if name not in found]
    extra = sorted(found.keys() - recorded.keys() - {listing.name})
    named = [*changed, *missing, *extra]
    if not named:
        return []
    shown = ", ".join(named[:5]) + (", …" if len(named) > 5 else "")
    counts = {"changed": len(changed), "missing": len(missing), "extra": len(extra)}
    return [Issue("CK-08", details={**counts, "names": f"({shown})"})]


def listed(folder: Path) -> int:
    """Count the files that the list of a public edition names."""
    return len(_read_list(folder / f"{folder.absolute().name}_{LIST}"))


def _read_list(listing: Path) -> dict[str, tuple[str, int]]:
    """Read a list of files; nothing where it is not one."""
    try:
        rows = list(csv.reader(io.StringIO(listing.read_text(encoding="utf-8-sig"))))
        if tuple(rows[0]) == COLUMNS:
            return {name: (sha, int(size)) for name, sha, size in rows[1:]}
    except (OSError, ValueError, IndexError, csv.Error):
        pass
    return {}


def _is_other(folder: Path, digest: str) -> bool:
    """Test whether ``published.json`` knows this edition with another list."""
    # Beside the unit's editions; a public edition that was carried off has none.
    log = (
        folder.parents[2] / folder.parent.name / LOG if len(folder.parts) > 3 else None
    )
    try:
        stated = json.loads(log.read_text(encoding="utf-8")) if log else {}
        known = {e["folder"]: e["digest"] for e in stated.get("editions", ())}
    except NO_RECORD:
        return False
    return known.get(folder.name, digest) != digest
