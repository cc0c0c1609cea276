"""run.json: what an edition was made from, and what it is made of; and its check."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dophu import __version__
from dophu.campaign.settings import LANGUAGES
from dophu.catalogue.issues import DophuError, Issue
from dophu.runs.purged import FILE as PURGED
from dophu.runs.purged import LISTS, read_purged

FILE = "run.json"
DIGEST = "run.json.sha256"
"""The digest of run.json, as ``sha256sum --check`` reads it: an edit of it shows."""

SCHEMA = 1

VARYING = ("started", "finished", "seconds")
"""Keys of run.json that differ between two runs of the same; no other does."""

PACKAGES = ("papermill", "ipykernel", "pandas", "matplotlib", "duckdb", "narwhals")
"""Packages whose version can change what an edition shows."""

SYSTEM_FILES = {"thumbs.db", "desktop.ini", ".ds_store"}
"""Left by a file manager that shows a folder; like Excel's ``~$`` files of a document
that is open, they are no part of an edition."""

LOCK_BYTES = 1024
"""Bytes of the largest ``~$`` file that Office leaves (165, with the user's name): a
larger one is no lock, and may hold anything."""

SUFFIXES = {".py", ".toml", ".j2", ".css", ".json", ".ttf", ".otf"}


@dataclass(frozen=True)
class Finding:
    """A file of an edition that is not as recorded.

    ``kind`` is ``changed``, ``missing`` or ``extra``; ``path`` is relative to the
    edition, with '/'.
    """

    kind: str
    path: str


def clock() -> str:
    """Give the time of day in UTC; the one place of the kit that reads a clock."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@cache
def kit_digest() -> str:
    """Digest all that the kit itself adds to an edition: its code, words, fonts."""
    package = Path(__file__).parents[1]
    total = hashlib.sha256(__version__.encode())
    for file in sorted(p for p in package.rglob("*") if p.suffix in SUFFIXES):
        total.update(file.relative_to(package).as_posix().encode())
        # A checkout on Windows has other line ends, and is the same kit.
        total.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def edition_key(*parts: object) -> str:
    """Give the key that two runs share if they would leave the same edition."""
    text = json.dumps([kit_digest(), *parts], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def published_digest(edition: Path | None) -> str:
    """Digest what a later edition opens from: this one's tables; '' without one."""
    if edition is None:
        return ""
    tables = [o for o in read_record(edition)["outputs"] if o[0].startswith("tables/")]
    return edition_key(edition.name, tables)


def versions() -> dict[str, str]:
    """Give the versions of Python, the kit and what it draws and counts with."""
    found = {"python": platform.python_version(), "dophu": __version__}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = ""
    return found


def list_files(folder: Path) -> list[tuple[str, str, int]]:
    """List the files of an edition as path, SHA-256 and bytes, run.json left out."""
    files = (p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    named = {
        path.relative_to(folder).as_posix(): path
        for path in files
        if not is_left_by_system(path)
    }
    for name in (FILE, DIGEST):
        named.pop(name, None)
    return [
        (name, digest_of(path), path.stat().st_size)
        for name, path in sorted(named.items())
    ]


def is_left_by_system(path: Path) -> bool:
    """Test whether a file was left in a folder by who only looked into it."""
    if path.name.startswith("~$"):
        return path.is_file() and path.stat().st_size <= LOCK_BYTES
    return path.name.lower() in SYSTEM_FILES


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_record(folder: Path, facts: dict[str, Any]) -> None:
    """Write run.json over the files that stand in a folder."""
    record = {"schema": SCHEMA, **facts, "outputs": list_files(folder)}
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8", newline="\n")
    stated = f"{digest_of(folder / FILE)}  {FILE}\n"
    (folder / DIGEST).write_text(stated, encoding="utf-8", newline="\n")


def read_record(edition: Path) -> dict[str, Any]:
    """Read the run.json of an edition.

    Raises
    ------
    DophuError
        CH-06 if there is none, or it is not one.
    """
    try:
        record = json.loads((edition / FILE).read_text(encoding="utf-8"))
        if record["schema"] == SCHEMA and all(map(_is_output, record["outputs"])):
            return record
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    raise DophuError(Issue("CH-06", details={"folder": str(edition)}))


def read_week_record(edition: Path) -> dict[str, Any]:
    """Read the run.json of the edition of a campaign's date.

    Raises
    ------
    DophuError
        CH-06 if it says of no unit, date and language that a path or a page can have.
    """
    record = read_record(edition)
    try:
        if _is_of_week(record):
            return record
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise DophuError(Issue("CH-06", details={"folder": str(edition)}))


def _is_of_week(record: dict[str, Any]) -> bool:
    date.fromisoformat(record["as_of"])
    unit, language = record["unit"], record["parameters"].get("language") or "vi"
    of_kind = isinstance(record["gate"], str) and language in LANGUAGES
    return of_kind and bool(re.fullmatch(r"[\w-]+", unit))


def _is_output(entry: Any) -> bool:
    kinds = [type(part) for part in entry] if isinstance(entry, list) else []
    return kinds == [str, str, int]


def verify(edition: Path | str) -> list[Finding]:
    """Compare an edition with its run.json; an empty list means it is intact.

    One whose lists were forgotten (``purged.json``) is intact without them, and not
    with any of them.

    Raises
    ------
    DophuError
        CH-06 if the folder is no edition.
    """
    edition = Path(edition)
    recorded = {
        path: (sha, size) for path, sha, size in read_record(edition)["outputs"]
    }
    found = {path: (sha, size) for path, sha, size in list_files(edition)}
    if forgotten(edition) is not None:
        found.pop(PURGED, None)
        recorded = {p: of for p, of in recorded.items() if not _is_list(p)}
    record = _check_record(edition)
    kinds = {
        "changed": [p for p in recorded if p in found and found[p] != recorded[p]]
        + [FILE] * (record == "changed"),
        "missing": [p for p in recorded if p not in found]
        + [DIGEST] * (record == "missing"),
        "extra": [p for p in found if p not in recorded] + _no_files(edition),
    }
    return [Finding(kind, path) for kind, paths in kinds.items() for path in paths]


def forgotten(edition: Path) -> dict[str, Any] | None:
    """Give what of an edition was forgotten since: ``files`` lists, and when; or None.

    Examples
    --------
    >>> forgotten(Path("data/sample")) is None
    True
    """
    return read_purged(edition, edition / FILE)


def _is_list(path: str) -> bool:
    return path.startswith(f"{LISTS}/")


def _check_record(edition: Path) -> str:
    """Say whether run.json itself is ``changed``, its digest ``missing``, or ''."""
    stated = edition / DIGEST
    if not stated.is_file() or stated.is_symlink():
        return "missing"
    wanted = f"{digest_of(edition / FILE)}  {FILE}\n".encode()
    return "" if stated.read_bytes() == wanted else "changed"


def _no_files(edition: Path) -> list[str]:
    """List what a run never leaves: links, empty folders, pipes and the like."""
    return sorted(
        path.relative_to(edition).as_posix()
        for path in edition.rglob("*")
        if path.is_symlink()
        or (not any(path.iterdir()) if path.is_dir() else not path.is_file())
    )


def check_edition(edition: Path) -> list[Issue]:
    """Say as one issue (CH-07) what is not intact in an edition; none if it is."""
    findings = verify(edition)
    if not findings:
        return []
    counts = {
        kind: sum(f.kind == kind for f in findings)
        for kind in ("changed", "missing", "extra")
    }
    shown = ", ".join(finding.path for finding in findings[:5])
    more = ", …" if len(findings) > 5 else ""
    details = {**counts, "names": f"({shown}{more})"}
    return [Issue("CH-07", details=details)]
