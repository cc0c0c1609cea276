"""Whether what a command left is whole: as before or as after, nothing between."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dophu.catalogue.issues import DophuError
from dophu.runs.public_files import check_public
from dophu.runs.record import FILE, VARYING, verify
from dophu.snapshots.seal import is_whole
from tests.runs.offices import Office

ROLLUP = "rollups/*.json"
"""What units hand up, within the edition of a region."""

Tree = Mapping[str, str]
"""Files of a folder: each path with the digest of what is in it."""


def tree(folder: Path) -> Tree:
    """Describe the files of a folder; of what times differ in, all but the times."""
    return {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def _digest(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".parquet" or path.name in ("sha256.txt", f"{FILE}.sha256"):
        return path.name  # held by its own digest
    if path.name in (FILE, "purged.json", "published.json") or path.match(ROLLUP):
        try:
            stated = json.loads(content)
        except ValueError:
            return "torn"
        for varying in (*VARYING, "purged", "record_sha256", "run_json"):
            stated.pop(varying, None)
        for entry in stated.get("editions", ()):
            entry.pop("record_sha256", None)
        _leave_units_out(stated, path)
        content = json.dumps(stated, sort_keys=True).encode()
    return hashlib.sha256(content).hexdigest()


def _leave_units_out(stated: dict[str, Any], path: Path) -> None:
    """Leave out, of a region's, what is worked out of the records of its units.

    They tell when they were made; whether they are whole is asked of themselves.
    """
    if path.match(ROLLUP):
        stated.pop("sha256")
        stated["edition"].pop("run_json")
    elif "units" in stated:
        stated.pop("key")
        for unit in stated["units"]:
            unit["edition"].pop("run_json")
        for name in ("inputs", "outputs"):
            of_units = [e for e in stated[name] if Path(e[0]).match(ROLLUP)]
            for entry in of_units:
                entry[1:] = []


def state_of(home: Path) -> str:
    """Digest what stands where a command can find it, whichever process left it.

    Of a stage it is its being there: the next command removes it unread.
    """
    found = {}
    for path in sorted(home.rglob("*")):
        parts = path.relative_to(home).parts
        stages = [at for at, part in enumerate(parts) if part.startswith(".stage-")]
        if stages:
            found["/".join((*parts[: stages[0]], ".stage"))] = ""
            continue
        # The number of a process is in the names of what it leaves.
        name = re.sub(r"\.\d+\.part$", ".part", "/".join(parts))
        found[name] = _digest(path) if path.is_file() else ""
        found[name] += f" {path.stat().st_size if path.is_file() else 0}"
        found[name] += f" {path.stat().st_mode}"
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()


def left_over(home: Path) -> list[str]:
    """List what a command under way leaves behind, and the next one is to remove."""
    return [
        path.relative_to(home).as_posix()
        for path in home.rglob("*")
        if path.name.startswith(".stage-")
        or path.name.endswith((".part", ".part.ipynb"))
    ]


def torn(office: Office) -> list[str]:
    """Name the editions, the public ones, snapshots and pointers that are not whole."""
    found = []
    for edition in _editions(office):
        try:
            whole = not verify(edition)
        except DophuError:
            whole = False
        if not whole:
            found.append(f"torn: {edition.name}")
    for public in office.reports.glob("cong_khai/*/[!.]*"):
        if check_public(public):
            found.append(f"torn: {public.name}")
    for snapshot in office.campaign.glob("snapshots/*/[!.]*"):
        if not is_whole(snapshot):
            found.append(f"torn: snapshot of {snapshot.parent.name}")
    for pointer in office.reports.glob("*/latest.txt"):
        named = pointer.parent / pointer.read_text(encoding="utf-8").strip()
        if not (named / FILE).is_file():
            found.append(f"torn: {pointer.name}")
    return found


def mixed(now: Path, *known: Path) -> list[str]:
    """Name editions, and lists sent, that are neither as before nor as after."""
    found = []
    for folder in _whole_folders(now):
        of = tree(folder)
        path = folder.relative_to(now)
        if not any(of == tree(one / path) for one in known):
            found.append(f"mixed: {path.as_posix()}")
    return found


def _editions(office: Office) -> Iterable[Path]:
    return (path for path in office.reports.glob("*/20*") if path.is_dir())


def _whole_folders(home: Path) -> Iterable[Path]:
    reports = home / "báo cáo"
    yield from (path for path in reports.glob("*/20*") if path.is_dir())
    yield from reports.glob("cong_khai/*/[!.]*")
