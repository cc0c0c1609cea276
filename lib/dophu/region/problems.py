"""What a person of a region should look at before its sum is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from dophu.catalogue.issues import Issue
from dophu.region.mergers import last_day
from dophu.region.rollup import Rollup

if TYPE_CHECKING:
    from dophu.region.week import RegionWeek

COLUMNS = ["code", "severity", "file", "sheet", "cell", "hamlet_id", "message"]


def list_problems(week: RegionWeek) -> pd.DataFrame:
    """List what to look at, a row a unit and cause, in the region's language.

    Units that sent nothing for the date (KV-11, KV-12), whose own gate is not READY
    (KV-13), that others became part of (KV-14), and that count otherwise than most
    (KV-15): their figures are of something else, so that no sum is without doubt.
    """
    language = week.region.language
    rows = [
        (i.code, i.severity, i.file, i.sheet, i.cell, i.hamlet_id, i.message(language))
        for i in _find(week)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _find(week: RegionWeek) -> Iterator[Issue]:
    for unit, day in week.missing.items():
        details = {"name": week.names[unit]}
        if day:
            details["day"] = week.about().date(day)
        yield Issue("KV-11" if day else "KV-12", hamlet_id=unit, details=details)
    for rollup in week.rollups:
        if rollup.gate != "READY":
            details = {"name": rollup.unit_name, "gate": rollup.gate}
            yield Issue("KV-13", hamlet_id=rollup.unit, details=details)
    for new, old in week.made_of.items():
        names = ", ".join(rollup.unit_name for rollup in old)
        day = max(last_day(week.events, rollup.unit) for rollup in old)
        details = {"name": week.names[new], "old": names, "day": str(day)}
        yield Issue("KV-14", hamlet_id=new, details=details)
    for rollup in count_otherwise(week.rollups):
        details = {"name": rollup.unit_name}
        yield Issue("KV-15", hamlet_id=rollup.unit, details=details)


def count_otherwise(rollups: Sequence[Rollup]) -> list[Rollup]:
    """List the units of another drive, other age groups or another "done" than most.

    Where as many count in one way as in another, the first of the region's is taken.
    """
    ways = Counter(map(_way, rollups))
    # max keeps the first of equals, and a Counter the order met.
    usual = max(ways, key=ways.__getitem__, default=None)
    return [rollup for rollup in rollups if _way(rollup) != usual]


def _way(rollup: Rollup) -> tuple[Any, ...]:
    groups = ((g.code, g.from_years, g.below_years) for g in rollup.age_groups)
    # Labels of groups are left out: they change no count.
    return rollup.drive, frozenset(rollup.counts_as_enrolled), *groups
