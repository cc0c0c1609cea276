"""Snapshots made into a campaign's store, by one process at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dophu.campaign.config import Campaign


def make_stored(campaign: Campaign, day: date) -> Path:
    """Read and match a date and those before it into the store; give its folder."""
    from filelock import FileLock

    from dophu.snapshots.making import make_snapshot

    store = campaign.folder / "snapshots"
    store.mkdir(exist_ok=True)
    # Notebooks that run side by side wait for the first instead of reading too.
    with FileLock(store / ".lock"):
        return make_snapshot(campaign, day)
