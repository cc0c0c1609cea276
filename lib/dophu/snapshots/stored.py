"""Snapshots made into a campaign's store, by one process at a time; its upkeep."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from filelock import FileLock

from dophu.campaign.config import Campaign
from dophu.catalogue.issues import Issue
from dophu.catalogue.numbers import format_date
from dophu.catalogue.refusals import writing_to
from dophu.disk import private_folder
from dophu.snapshots.keys import snapshot_keys
from dophu.snapshots.seal import is_whole
from dophu.snapshots.store import PART, STORE, snapshot_folder


class DamagedSnapshot(UserWarning):
    """A snapshot was not as the kit wrote it; it is not counted from."""


def make_stored(campaign: Campaign, day: date) -> Path:
    """Read and match a date and those before it into the store; give its folder."""
    from dophu.snapshots.making import make_snapshot

    # Notebooks that run side by side wait for the first instead of reading too.
    with _open_store(campaign):
        for issue in find_damaged(campaign, day):
            stated = issue.line(campaign.language)
            # Three up: the warning names the line that asked for the date.
            warnings.warn(stated, DamagedSnapshot, stacklevel=3)
        return make_snapshot(campaign, day)


def find_damaged(campaign: Campaign, day: date) -> list[Issue]:
    """Name the stored snapshots up to a date that are not as they were written."""
    return [
        Issue("CH-18", details={"date": format_date(of, campaign.language)})
        for of, folder in _stored(campaign, day)
        if not is_whole(folder)
    ]


def discard_damaged(campaign: Campaign, day: date) -> list[Issue]:
    """Remove the damaged snapshots up to a date, to be made again, and name them."""
    if not (campaign.folder / STORE).is_dir():
        return []
    with _open_store(campaign):
        found = find_damaged(campaign, day)
        for _, folder in _stored(campaign, day):
            if not is_whole(folder):
                shutil.rmtree(folder, ignore_errors=True)
    return found


def _stored(campaign: Campaign, day: date) -> list[tuple[date, Path]]:
    folders = [
        (of, snapshot_folder(campaign.folder, of, key))
        for of, key in snapshot_keys(campaign, day).items()
    ]
    return [(of, folder) for of, folder in folders if folder.exists()]


@contextmanager
def _open_store(campaign: Campaign) -> Iterator[None]:
    """Wait for the store; clear it of what a killed run left and of dates that went."""
    store = campaign.folder / STORE
    with writing_to(store):
        private_folder(store)
        lock = FileLock(store / ".lock")
        held = lock.acquire()  # released at the end of the with
    with held:
        days = {day.isoformat() for day in campaign.dates()}
        for dated in (path for path in store.iterdir() if path.is_dir()):
            if dated.name not in days:
                shutil.rmtree(dated, ignore_errors=True)
            for left_over in [*dated.rglob(f"*{PART}")]:
                if left_over.is_dir():
                    shutil.rmtree(left_over, ignore_errors=True)
                else:
                    left_over.unlink(missing_ok=True)
        yield
