"""The children of a campaign forgotten: what holds them removed, and the rest searched.

Nothing is removed but what stands in the campaign's folder and in its unit's folder of
reports; no link is followed. The snapshots go last: as long as anything else could not
be removed they stay, so that it can be done again and still be proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from dophu.campaign.config import ENROLMENTS, RETURNS, ROSTERS, Campaign
from dophu.disk import is_link, walk_files, walk_links
from dophu.reader.plain_files import shown
from dophu.runs.editions import LOCK, STAGE, locked, named_as_editions, patiently
from dophu.runs.purged import FILE as PURGED
from dophu.runs.purged import LISTS, write_purged
from dophu.runs.record import FILE as RECORD
from dophu.runs.record import clock
from dophu.runs.traces import Sought, find_in
from dophu.snapshots.identities import read_identities
from dophu.snapshots.store import STORE

EXPLORE = "explore"
"""Of the campaign: the copies of notebooks that are explored; never run by the week."""

SENT = (ROSTERS, ENROLMENTS, RETURNS)
"""Folders of lists as they were sent; they go only where that is asked for."""

_CHECKPOINTS = ".ipynb_checkpoints"
_PARTS = (".part", ".part.ipynb")


@dataclass(frozen=True)
class Target:
    """What is removed whole: a folder or a file, with its files and their bytes."""

    path: Path
    files: int
    size: int


@dataclass(frozen=True)
class Plan:
    """What would be removed, in this order; lists that stay; links that are left."""

    targets: Sequence[Target]
    kept: Sequence[Target]
    links: Sequence[Path]


@dataclass(frozen=True)
class Proof:
    """What a search of the rest came to.

    ``hits`` are places at which a name or a number stands, ``closed`` files that could
    not be looked into, ``failed`` what could not be removed; as paths that name nobody.
    """

    names: int
    numbers: int
    left_out: int
    unread: int
    files: int
    hits: Sequence[str]
    closed: Sequence[str]
    failed: Sequence[str]


def plan_purge(campaign: Campaign, unit_folder: Path, lists_too: bool) -> Plan:
    """Find what holds the children of a campaign; nothing is touched.

    Parameters
    ----------
    campaign
        The campaign.
    unit_folder
        The folder of its unit's editions; it need not exist.
    lists_too
        Whether the lists as they were sent go as well.
    """
    folder = campaign.folder
    sent = [folder / name for name in SENT]
    found = [*_left_over(folder, unit_folder), folder / EXPLORE]
    found += _lists(unit_folder)
    found += [*(sent if lists_too else ()), folder / STORE]
    there = [path for path in dict.fromkeys(found) if is_link(path) or path.exists()]
    links = [path for path in there if is_link(path)]
    links += [unit_folder] if is_link(unit_folder) else []
    targets = [_target(path) for path in there if not is_link(path)]
    kept = [_target(p) for p in sent if not lists_too and p.is_dir()]
    # What a link leads to is not searched, a whole edition neither: that is told. Those
    # that go with what is removed, or stay with the lists, are of these.
    apart = {*there, *sent}
    links += [
        link
        for root in (folder, unit_folder)
        for link in walk_links(root)
        if apart.isdisjoint((link, *link.parents))
    ]
    return Plan(targets, [one for one in kept if one.files], [*dict.fromkeys(links)])


def _target(path: Path) -> Target:
    files = list(walk_files(path)) if path.is_dir() else [path]
    files = [file for file in files if file.name != LOCK]
    return Target(path, len(files), sum(file.stat().st_size for file in files))


def _left_over(folder: Path, unit_folder: Path) -> Iterator[Path]:
    """Give what killed runs and JupyterLab left, outside of what goes anyway."""
    apart = {*(folder / name for name in SENT), folder / STORE, folder / EXPLORE}
    yield from _marked(folder, apart)
    if not is_link(unit_folder) and unit_folder.is_dir():
        for path in sorted(unit_folder.iterdir()):
            if path.name.startswith(STAGE) or path.name.endswith(_PARTS):
                yield path
        for edition in _editions(unit_folder):
            yield edition / f".{PURGED}.part"


def _marked(folder: Path, apart: set[Path]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path in apart or (path / RECORD).is_file():  # an edition stays as it is
            continue
        if path.name == _CHECKPOINTS or path.name.endswith(_PARTS):
            yield path
        elif path.is_dir() and not is_link(path):
            yield from _marked(path, apart)


def _editions(unit_folder: Path) -> list[Path]:
    if is_link(unit_folder):
        return []
    return [path for path in named_as_editions(unit_folder) if not is_link(path)]


def _lists(unit_folder: Path) -> list[Path]:
    return [edition / LISTS for edition in _editions(unit_folder)]


def purge(campaign: Campaign, unit_folder: Path, lists_too: bool) -> Proof:
    """Remove what holds the children of a campaign, and search what is left for them.

    Raises
    ------
    DophuError
        CH-03 while a run is at work there.
    """
    store = campaign.folder / STORE
    with ExitStack() as held:
        for folder in (unit_folder, store):
            if folder.is_dir() and not is_link(folder):
                held.enter_context(locked(folder))
        plan = plan_purge(campaign, unit_folder, lists_too)
        known = read_identities(campaign)
        own = _own_words(campaign)
        failed = []
        for target in plan.targets:
            if target.path == store and failed:
                continue
            if target.path.parent in _editions(unit_folder) and not _say_purged(target):
                failed.append(target.path.parent)
                continue  # forgotten unsaid, the edition would be a damaged one
            _remove(target.path, failed)
    if not failed:
        _remove_empty(store)
    sought = Sought(known.names, known.numbers, own)
    apart = () if lists_too else tuple(campaign.folder / name for name in SENT)
    apart = (*apart, store) if failed else apart
    files, hits, closed = _search((campaign.folder, unit_folder), apart, sought)
    return Proof(
        sought.names, sought.numbers, sought.left_out, known.unread, files, hits,
        closed, [shown(str(path)) for path in failed],
    )  # fmt: skip


def _say_purged(target: Target) -> bool:
    """Have the edition say so first: one half forgotten is then known to be."""
    edition = target.path.parent
    if target.path.name == LISTS and (edition / RECORD).is_file():
        try:
            write_purged(edition, edition / RECORD, target.files, clock())
        except OSError:
            return False
    return True


def _remove(path: Path, failed: list[Path]) -> None:
    try:
        _remove_whole(path)
    except OSError:
        failed.append(path)


def _remove_whole(path: Path) -> None:
    """Remove a file, or a folder with all in it; of a link the link alone."""
    if is_link(path) or not path.is_dir():
        if path.name != LOCK:  # held while this goes on
            patiently(lambda: path.unlink(missing_ok=True))
        return
    for child in sorted(path.iterdir(), reverse=True):
        _remove_whole(child)
    with suppress(FileNotFoundError):
        if not any(path.iterdir()):
            patiently(path.rmdir)


def _remove_empty(store: Path) -> None:
    if not is_link(store) and store.is_dir():
        # A run may have begun meanwhile: then the folder is its own again.
        with suppress(OSError):
            (store / LOCK).unlink(missing_ok=True)
            store.rmdir()


def _own_words(campaign: Campaign) -> list[str]:
    """Give what the campaign itself calls its unit, its places and officers."""
    hamlets = campaign.hamlets.hamlets
    words = [campaign.name, *campaign.unit_names]
    for hamlet in hamlets:
        words += [hamlet.name, *hamlet.aliases, hamlet.officer or ""]
    return [text for text in words if text]


def _search(
    roots: Sequence[Path], apart: Sequence[Path], sought: Sought
) -> tuple[int, list[str], list[str]]:
    """Search every file that is left: how many, where there are hits, the closed."""
    # By its true path, once: reports may lie in the campaign's folder.
    files = {
        file.resolve(): (root, file)
        for root in roots
        for file in walk_files(root)
        if not any(folder in file.parents for folder in apart)
    }
    hits, closed = [], []
    for root, file in files.values():
        found = find_in(file, sought)
        inside = file.relative_to(root).as_posix()
        place = f"{root}/{_unnamed(inside, sought)}"
        if found or sought.stands_in(inside):
            hits.append(place)
        elif found is None:
            closed.append(place)
    return len(files), hits, closed


def _unnamed(path: str, sought: Sought) -> str:
    """Give a path without those of its parts that name a child."""
    parts = (shown(part) for part in path.split("/"))
    return "/".join("…" if sought.stands_in(part) else part for part in parts)
