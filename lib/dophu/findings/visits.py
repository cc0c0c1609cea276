"""Whether the visits worked, as sentences: counts and what they are counted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.snapshots import Snapshot
from dophu.tables.visits import COUNTS, WINDOWS, visit_tables

Row = Mapping[str, Any]

SHOWN = 3
"""Changes of reason that are named; the table has all."""


def say_visits(week: Snapshot, about: About) -> list[str]:
    """Say how many were done within 7 and 14 days of the first contact.

    Returns
    -------
    list of str
        How many were contacted; for each window the share with its counts, and for how
        many it is too early; the same by how families were met; who was contacted three
        times to no result; the reasons that changed most. Empty where no list for the
        door came back.
    """
    tables = {
        name: frame.astype("object").where(frame.notna(), "").to_dict("records")
        for name, frame in visit_tables(week).items()
    }
    return say_visit_tables(tables, about)


def say_visit_tables(tables: Mapping[str, Sequence[Row]], about: About) -> list[str]:
    """Say the same of the tables of an edition; nothing where it has none of visits."""
    rows = tables.get("visits")
    if not rows:
        return []
    sums = {name: sum(int(row[name] or 0) for row in rows) for name in COUNTS}
    met = about.children(sums["children"])
    before = about.count(sums["done_before"])
    stated = [about.say("visits_met", children_count=met, before=before)]
    for days in WINDOWS:
        due, enrolled = sums[f"due_{days}"], sums[f"enrolled_{days}"]
        if not due:
            # Those done before the visit have no window that could still run.
            if sums["children"] > sums["done_before"]:
                stated.append(about.heading("visits_too_early", days=days))
            continue
        early = sums[f"too_early_{days}"]
        words = {"days": days, "children_count": about.children(early)}
        values = {
            "share": about.percent(enrolled, due),
            "enrolled": about.count(enrolled),
            "due": about.count(due),
            "more": f" {about.say('visits_early', **words)}" if early else "",
        }
        stated.append(about.say("visits_within", days=days, **values))
    if methods := _methods(tables.get("visit_methods", ()), about):
        words = {"days": WINDOWS[0], "items": methods}
        stated.append(about.say("visits_methods", **words))
    if many := sums["without_result"]:
        stated.append(about.say("visits_without", children_count=about.children(many)))
    if changed := tables.get("reason_changes"):
        stated.append(about.say("visits_changed", items=_items(changed[:SHOWN], about)))
    return stated


def _methods(rows: Sequence[Row], about: About) -> str:
    """Say how many were done in the shorter time, of whom it is known, by method.

    Nothing where it is known of nobody whose row states how the family was met.
    """
    due = [row for row in rows if int(row[f"due_{WINDOWS[0]}"] or 0)]
    if all(row["method"] == UNKNOWN for row in due):
        return ""
    items = []
    for row in due:
        of, enrolled = (
            int(row[f"{name}_{WINDOWS[0]}"]) for name in ("due", "enrolled")
        )
        method = about.say(f"value_method_{row['method']}")
        counts = {"enrolled": about.count(enrolled), "due": about.count(of)}
        share = about.percent(enrolled, of)
        words = {"method": lower_first(method), "share": share, **counts}
        items.append(about.say("visits_methods_item", **words))
    return "; ".join(items)


def _items(changed: Sequence[Row], about: About) -> str:
    items = [
        about.say(
            "visits_changed_item",
            before=about.reason(row["reason_from"]),
            after=about.reason(row["reason_to"]),
            n=about.count(int(row["children"])),
        )
        for row in changed
    ]
    return "; ".join(items)
