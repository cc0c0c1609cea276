"""A region's date, opened from its units' roll-ups or campaigns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from dophu.campaign.config import parse_as_of, read_campaign
from dophu.catalogue.issues import DophuError, Issue
from dophu.region.mergers import gone_units, join_rollups, read_unit_events
from dophu.region.rollup import ENDING, Rollup, make_rollup, read_rollup
from dophu.region.settings import Listed, Region, read_region
from dophu.region.week import RegionWeek
from dophu.snapshots import load


def load_region(
    region: str | Path | Region, as_of: str | date = "", rollups: str | Path = ""
) -> RegionWeek:
    """Open a date of a region from its units' roll-ups.

    Parameters
    ----------
    region
        ``region.toml`` or its folder.
    as_of
        The date; the newest of the units' where empty.
    rollups
        A folder of roll-ups in place of those that ``region.toml`` names, as the run
        of a region makes them; where it is empty campaigns are counted here.

    Returns
    -------
    RegionWeek
        ``week.gaps``, ``week.changes``, ``week.pace`` and others with a unit a place.

    Raises
    ------
    DophuError
        For a ``region.toml`` or a roll-up that is not in order, KV-08 where two
        sources are of one unit, KV-09 where no unit has any figures.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load_region("data/region", "2024-07-18")
    >>> int(week.gaps["gap"].sum()) == sum(
    ...     int(r.tables["gaps"]["gap"].sum()) for r in week.rollups
    ... )
    True
    """
    read = region if isinstance(region, Region) else read_region(_find(region))
    wanted = parse_as_of(as_of) if as_of else date.max
    group_of = {unit.unit: unit.group for unit in read.listed if unit.group}
    if rollups:
        handed = list(map(read_rollup, sorted(Path(rollups).glob(f"*{ENDING}"))))
    else:
        handed = []
        for source in read.found("rollup"):
            handed.append(read_rollup(source.path))
            # What [[units]] says of a unit's group goes before the pattern that found
            # it.
            group_of.setdefault(handed[-1].unit, source.group)
    found = newest_of_units(handed, wanted)
    if not rollups:
        if read.persons is not None:
            from dophu.region.person_sources import newest_day, scan_persons
            from dophu.region.persons import count_units

            persons = scan_persons(read.persons)
            newest = wanted if as_of else max(newest_day(persons), default=None)
            units = count_units(persons, read, newest) if newest else ()
            found |= newest_of_units([*found.values(), *units], wanted)
        for source in read.found("campaign"):
            campaign = read_campaign(source.path)
            group_of.setdefault(campaign.unit, source.group)
            days = [day for day in campaign.dates() if day <= wanted]
            if days:
                found[campaign.unit] = make_rollup(load(campaign, max(days)))
    if not found:
        raise DophuError(Issue("KV-09", details={"as_of": as_of or "–"}))
    day = wanted if as_of else max(r.as_of for r in found.values())
    listed = {unit.unit: unit for unit in read.listed}
    of_run = read_units(Path(rollups)) if rollups else []
    listed |= {unit.unit: unit for unit in of_run}
    group_of |= {unit.unit: unit.group for unit in of_run if unit.group}
    names = {unit.unit: unit.name for unit in read.listed}
    events = read_unit_events(read.folder, {*found, *listed})
    gone = gone_units(events, day)
    past = tuple(found.pop(unit) for unit in list(found) if unit in gone)
    for unit in listed.values():
        # One that was parted among several cannot stand for any of them.
        old = [r for r in past if gone[r.unit] == (unit.unit,)]
        if unit.unit not in found and old:
            found[unit.unit] = join_rollups(unit, old, day)
    order = [*(u for u in names if u in found), *(u for u in found if u not in names)]
    kept = tuple(
        replace(found[u], unit_name=names.get(u, found[u].unit_name)) for u in order
    )
    silent = tuple(unit for unit in listed.values() if unit.unit not in found)
    silent = tuple(unit for unit in silent if unit.unit not in gone)
    return RegionWeek(read, day, kept, silent, events, past, group_of)


UNITS = "units.csv"
"""The units of a run, beside their roll-ups: what became of each."""


def read_units(folder: Path) -> list[Listed]:
    """Read which units a run had, those without figures too; none without the file."""
    path = folder / UNITS
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Listed(row["unit"], row["unit_name"], row.get("group") or "")
            for row in csv.DictReader(file)
        ]


def newest_of_units(rollups: Iterable[Rollup], until: date) -> dict[str, Rollup]:
    """Give the newest roll-up of each unit that is not after a date.

    Raises
    ------
    DophuError
        KV-08 where two of a unit are of the same date and say different things.
    """
    found: dict[str, Rollup] = {}
    for rollup in rollups:
        before = found.get(rollup.unit)
        if rollup.as_of > until or (before and before.as_of > rollup.as_of):
            continue
        # The same file under two names is no contradiction.
        if before and before.as_of == rollup.as_of and before != rollup:
            details = {"unit": rollup.unit, "as_of": str(rollup.as_of)}
            raise DophuError(Issue("KV-08", details=details))
        found[rollup.unit] = rollup
    return dict(sorted(found.items(), key=lambda item: _natural(item[0])))


def _natural(unit: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|\D+", unit)
    # "X2" before "X10"; the first number keeps texts and numbers from being compared.
    return [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts]


def _find(region: str | Path) -> Path:
    """Find a region as a campaign is found: from here, or from a folder above."""
    wanted = Path(region)
    above = (place / wanted for place in (Path(), *Path.cwd().parents))
    return next((path for path in above if path.exists()), wanted)
