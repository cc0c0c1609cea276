"""What a snapshot is made from, as one key: the content of inputs and of the kit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dophu.campaign.config import (
    ENROLMENTS,
    RETURNS,
    ROSTERS,
    Campaign,
    find_outside_dates,
)
from dophu.campaign.map_shapes import FILE as MAP
from dophu.campaign.settings import FILE
from dophu.campaign.table_files import find_table_files, find_unread_tables
from dophu.catalogue.issues import Issue
from dophu.reader.dated_folder import find_files
from dophu.reader.locked_files import find_protected
from dophu.reader.passwords import OPENED, given_passwords
from dophu.reader.plain_files import read_plain, shown, why_not_plain

CAMPAIGN_TABLES = ("hamlets", "hamlet_events", "decisions")
"""Tables of a campaign that change what is counted, each as .csv or .xlsx."""

LIST_FOLDERS = (ROSTERS, ENROLMENTS, RETURNS)

KIT_LAYERS = (
    "text.py", "legacy.py", "dates.py", "ages.py", "child_names.py", "catalogue",
    "campaign",
    "reader", "rosters", "persons", "snapshots",
)  # fmt: skip
"""Modules whose source decides what a snapshot holds."""


@dataclass(frozen=True)
class Input:
    """One file that was read: path relative to the campaign with '/', content, size."""

    path: str
    sha256: str
    bytes: int


@cache
def source_fingerprint(layers: tuple[str, ...]) -> str:
    """Digest the source of some of the kit's layers.

    The version alone would serve a changed checkout yesterday's counts.
    """
    package = Path(__file__).parents[1]
    total = hashlib.sha256()
    for layer in layers:
        root = package / layer
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        for file in files:
            if file.suffix in (".py", ".toml", ".json"):
                total.update(file.relative_to(package).as_posix().encode())
                total.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def kit_fingerprint() -> str:
    """Digest the source of the kit's reading layers."""
    return source_fingerprint(KIT_LAYERS)


def find_inputs(campaign: Campaign, as_of: date) -> list[Input]:
    """List every file that the snapshot of a date depends on, with its digest."""
    found = [_digest(campaign, path) for path in _own_files(campaign)]
    for day in (d for d in campaign.dates() if d <= as_of):
        found += [_digest(campaign, path) for path in _lists(campaign, day)]
    return found


def _own_files(campaign: Campaign) -> Iterator[Path]:
    for name in (FILE, MAP):
        if (campaign.folder / name).is_file():
            yield campaign.folder / name
    for table in CAMPAIGN_TABLES:
        yield from find_table_files(campaign.folder, table)


def _lists(campaign: Campaign, day: date) -> Iterator[Path]:
    for folder in _folders(campaign, day):
        yield from (path for path, _ in find_files(campaign.folder / folder))


def _folders(campaign: Campaign, day: date) -> list[str]:
    return [folder for some in campaign.list_folders(day).values() for folder in some]


def _digest(campaign: Campaign, path: Path) -> Input:
    name = shown(path.relative_to(campaign.folder).as_posix())
    if why := why_not_plain(path, campaign.folder):  # named, never opened
        return Input(name, why, 0)
    try:
        content = read_plain(path)
    except OSError:  # held open or forbidden: an issue about that file, not the end
        return Input(name, "unreadable", 0)
    return Input(name, hashlib.sha256(content).hexdigest(), len(content))


def snapshot_key(campaign: Campaign, as_of: date) -> str:
    """Give the key of the snapshot of a date: 64 hexadecimal digits.

    The same where, and only where, the inputs of all dates up to ``as_of``, the
    campaign's files, the kit, and the protected lists that a password opens are the
    same; of a password itself nothing goes into a key.
    """
    return snapshot_keys(campaign, as_of)[as_of]


def snapshot_keys(campaign: Campaign, as_of: date) -> dict[date, str]:
    """Give the keys of the snapshots of all dates up to ``as_of``, oldest first."""
    inputs = find_inputs(campaign, as_of)
    # A protected list that a password opens is read, and without it is not.
    locked = find_protected_lists(campaign, as_of) if given_passwords() else {}
    opened = {path: (state,) for path, state in locked.items() if state == OPENED}
    # Lists stand in folders, the campaign's own files beside them.
    common = [(i.path, i.sha256) for i in inputs if "/" not in i.path]
    common.append(("vocabulary", campaign.vocabulary.digest))
    for folder in LIST_FOLDERS:  # what is not read is named, so it is part of the key
        issues = find_outside_dates(campaign.folder / folder)
        common += [(i.file, str(i.details.get("folder", ""))) for i in issues]
    unread = find_unread_tables(campaign.folder, CAMPAIGN_TABLES)
    common += [(issue.file, "unread") for issue in unread]
    key = _key(kit_fingerprint(), common)
    keys = {}
    for day in (d for d in campaign.dates() if d <= as_of):
        dated = tuple(f"{folder}/" for folder in _folders(campaign, day))
        lists = [i for i in inputs if i.path.startswith(dated)]
        key = _key(key, [(i.path, i.sha256, *opened.get(i.path, ())) for i in lists])
        keys[day] = key
    return keys


def find_protected_lists(campaign: Campaign, as_of: date) -> dict[str, str]:
    """Give the state of the protected lists up to a date, with the passwords given.

    By path as in :class:`Input`; ``opened`` or why not, see ``rosters.locked``.
    """
    inputs = find_inputs(campaign, as_of)
    paths = {campaign.folder / i.path: i.path for i in inputs}
    return {paths[path]: state for path, state in find_protected(paths).items()}


def _key(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def find_sent_again(inputs: list[Input], day: date) -> list[Issue]:
    """Find rosters whose content is that of a roster of an earlier date (TP-04)."""
    here = f"rosters/{day.isoformat()}/"
    rosters = [i for i in inputs if i.path.startswith("rosters/")]
    # Of several dates the last one is named: the inputs come in their order.
    earlier = {i.sha256: i.path for i in rosters if not i.path.startswith(here)}
    return [
        Issue("TP-04", file.path, details={"other": earlier[file.sha256]})
        for file in rosters
        if file.path.startswith(here) and file.sha256 in earlier
    ]
