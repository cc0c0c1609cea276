"""Who was met with a list for the door, when, and what was answered each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dophu.snapshots import Snapshot


@dataclass(frozen=True, order=True)
class Contact:
    """An answer on one child: the day it is of, the date of the list it stands on.

    ``status``, ``reason`` and ``method``, how the family was met, are as answered, ''
    where nothing was.
    """

    day: date
    sent: date
    status: str = ""
    reason: str = ""
    method: str = ""


def read_contacts(snapshot: Snapshot) -> dict[str, list[Contact]]:
    """Give what lists for the door that came back answered, by child, oldest first.

    A contact is of the day that the row names, where that lies between the date of the
    list and the date it is read with; else of the day that the list came back on: a
    result may be dated long before the visit. An answer that comes back again in the
    same words is no second contact. What was answered of a child under an id that has
    been given up since is that child's.
    """
    now_of = _ids_now(snapshot)
    found: dict[str, dict[tuple[Any, ...], Contact]] = defaultdict(dict)
    for then in snapshot.series():
        for line in then.manifest.get("door", ()):
            sent = date.fromisoformat(line["sent"])
            came = date.fromisoformat(line["received"] or then.as_of.isoformat())
            for person_id, reported, status, reason, method in line["answers"]:
                day = date.fromisoformat(reported) if reported else came
                if not sent <= day <= then.as_of:
                    day = came
                words = sent, reported, status, reason, method
                contact = Contact(day, sent, status or "", reason or "", method)
                child = now_of.get(person_id, person_id)
                found[child].setdefault(words, contact)
    return {child: sorted(reported.values()) for child, reported in found.items()}


def _ids_now(snapshot: Snapshot) -> dict[str, str]:
    """Give for every id that was given up the one that its child has on this date."""
    now_of: dict[str, str] = {}
    for then in snapshot.series():
        for old, new in then.manifest.get("merged", {}).items():
            # Ids that led to the one given up now lead on to its successor.
            now_of = {i: new if at == old else at for i, at in now_of.items()}
            now_of[old] = new
    return now_of


def enrolled_days(snapshot: Snapshot, ids: Collection[str]) -> Mapping[str, date]:
    """Give the day on which children were done, of those who are done on this date.

    The day of the application where an application counts, else that of the issue;
    where it is not known or has not come, the date of the first lists that have the
    child as done, which is the latest that it can be.
    """
    import narwhals.stable.v2 as nw

    counts = snapshot.campaign.counts_as_enrolled
    days: dict[str, date] = {}
    now_of, dates = _ids_now(snapshot), snapshot.series()
    for then in dates:
        done = then.persons.filter(nw.col("status").is_in(list(counts)))
        reported = done.select("person_id", "applied_date", "issued_date").to_native()
        for given, applied, issued in reported.fetchall():
            person_id = now_of.get(given, given)
            if person_id not in ids:
                continue
            days.setdefault(person_id, then.as_of)
            day = (applied or issued) if "applied" in counts else issued
            # Days are carried forward with a child: the last date has all known ones.
            if then is dates[-1] and day and day <= snapshot.as_of:
                days[person_id] = day
    return days
