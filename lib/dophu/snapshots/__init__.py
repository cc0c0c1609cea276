"""The dated store: what was counted on a date, made once, opened by every notebook.

A snapshot is a cache keyed by the content of everything it was made from, so
the order of notebooks does not matter and running twice costs little. It holds
children's data and stays in the campaign's folder, out of git and of editions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dophu.campaign.config import Campaign, read_campaign
from dophu.rosters import check_lists
from dophu.snapshots.keys import (
    Input,
    find_inputs,
    find_protected_lists,
    kit_fingerprint,
    snapshot_key,
    source_fingerprint,
)
from dophu.snapshots.seal import is_whole
from dophu.snapshots.snapshot import Snapshot
from dophu.snapshots.store import snapshot_folder
from dophu.snapshots.stored import discard_damaged, find_damaged, make_stored

__all__ = (
    "Input", "Snapshot", "discard_damaged", "find_damaged", "find_inputs",
    "find_protected_lists", "find_snapshot", "kit_fingerprint", "load", "look",
    "snapshot_key", "source_fingerprint",
)  # fmt: skip


def find_snapshot(campaign: Campaign, as_of: date) -> Snapshot | None:
    """Find the snapshot of a date that was made from just these inputs, if any.

    One that is not as it was written is none.
    """
    key = snapshot_key(campaign, as_of)
    folder = snapshot_folder(campaign.folder, as_of, key)
    return Snapshot(campaign, as_of, folder) if is_whole(folder) else None


def load(
    campaign: str | Path | Campaign,
    as_of: str | date = "",
    published: str | Path = "",
) -> Snapshot:
    """Open a date of a campaign, reading and matching its lists if not done yet.

    Parameters
    ----------
    campaign
        The campaign's folder, or the campaign itself.
    as_of
        The date of the lists (YYYY-MM-DD); the newest where empty.
    published
        The folder of the edition published last before this date, from which the
        week's ledger opens; where empty it opens from the lists of the last date.

    Returns
    -------
    Snapshot
        One date, read and matched: ``week.children()`` lists its children,
        ``week.issues_table()`` what was found, ``week.rows_table()`` what became of
        every row, ``week.account_table()`` the same by sheet, ``week.sources_table()``
        which files were read.

    Raises
    ------
    DophuError
        For a campaign that cannot be read or a date without rosters, with the dates
        that there are.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> week.gate
    'READY'
    """
    if not isinstance(campaign, Campaign):
        campaign = read_campaign(campaign)
    day = campaign.as_of(as_of)
    check_lists(campaign, day)
    found = find_snapshot(campaign, day) or Snapshot(
        campaign, day, make_stored(campaign, day)
    )
    return replace(found, published=Path(published) if published else None)


def look(campaign: str | Path | Campaign, as_of: str | date = "") -> Snapshot:
    """Read and match a date as :func:`load` does, and write nothing anywhere.

    What is stored already, this date or those before it, is opened; the rest is read.
    """
    from dophu.snapshots.making import make_unstored

    if not isinstance(campaign, Campaign):
        campaign = read_campaign(campaign)
    day = campaign.as_of(as_of)
    check_lists(campaign, day)
    made = make_unstored(campaign, day)
    if isinstance(made, Path):
        return Snapshot(campaign, day, made, looked_at=True)
    return Snapshot(campaign, day, Path(), made)
