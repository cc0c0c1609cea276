"""What a person should look at first in an edition, worst first."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from dophu.catalogue.about import About
from dophu.catalogue.issues import SEVERITIES
from dophu.findings.door import say_late
from dophu.findings.pace import find_pace, word_pace
from dophu.runs.checks import Row, read_table
from dophu.runs.weights import Weights

MISSING = ("TD-06", "TD-07")
"""Codes of a hamlet that sent no list: said together, not one by one."""

UNREAD = "BG-26"
"""Code of a column that may hold the result and was not read: it is said first, since
the children of that list count as not yet whatever stands there."""

PART = "TP-12"
"""Code of a hamlet that sent part of a list: not received, and said by itself."""


def find_highlights(folder: Path, about: About) -> list[str]:
    """Say what to look at, from the tables of an edition.

    What is about the lists comes in the order of how many rows or children hang on it:
    hamlets that sent none, figures of the last edition that no longer hold, and the
    issues that are no mere information, together by code, each with the place and the
    words of the first; columns of the result that were not understood before all, then
    errors. A deadline that will not be met at the
    present pace is about no list: it stands second at the latest.
    """
    weights = _weigh(folder)
    issues = read_table(folder, "issues")
    points: list[tuple[int, int, str]] = []
    warning = SEVERITIES.index("warning")
    if about.missing:
        names = about.join([name for name, _ in about.missing])
        count, _, places = about.places(len(about.missing)).partition(" ")
        weight = weights.of_hamlets(
            {r["hamlet_id"] for r in issues if r["code"] in (*MISSING, PART)}
        )
        stated = about.say("look_missing", n=count, places=places, names=names)
        points.append((warning, -weight, stated))
    pace = find_pace(read_table(folder, "pace"), about, rates=_read_rates(folder))
    restated = read_table(folder, "restatement")
    weight = sum(abs(int(row["difference"])) for row in restated)
    points += [(warning, -weight, stated) for stated in _say_restated(restated, about)]
    by_code: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in issues:
        if row["severity"] != "info" and row["code"] not in MISSING:
            rank = SEVERITIES.index(row["severity"])
            by_code[rank, row["code"]].append(row)
    for rank, code in sorted(by_code):
        rows = by_code[rank, code]
        places = [(row["file"], row["sheet"], row["hamlet_id"]) for row in rows]
        first = -1 if code == UNREAD else rank
        points.append((first, -weights.of(code, places), _say(rows, about)))
    reported = [stated for *_, stated in sorted(points, key=lambda point: point[:2])]
    behind = filter(None, [word_pace(pace, about, "look")])
    return [*reported[:1], *behind, *reported[1:], *_say_late(folder, about)]


def _read_rates(folder: Path) -> list[Row]:
    """Read the rates; an office's own notebooks may write none."""
    try:
        return read_table(folder, "rates")
    except FileNotFoundError:
        return []


def _say_late(folder: Path, about: About) -> list[str]:
    """Name the lists for the door that are late; an office's own notebooks may not."""
    try:
        stated = say_late(read_table(folder, "outreach"), about)
    except FileNotFoundError:
        return []
    return [stated] if stated else []


def say_reports(folder: Path, about: About) -> str:
    """Say of the lists for the door sent out last how many came back, and are late.

    Nothing where none was sent out before, or none came back: such an office does not
    work with them (see ``late_lists``). "No report" is no number of children.
    """
    try:
        rows = read_table(folder, "outreach")
    except FileNotFoundError:  # an office's own notebooks may write none
        return ""
    rows = [row for row in rows if row["report"] != "none"]
    sent = [date.fromisoformat(row["sent"]) for row in rows]
    reports = Counter(row["report"] for row in rows)
    if not reports["returned"] or max(sent) >= about.as_of:
        return ""
    due = about.date(max(date.fromisoformat(row["due"]) for row in rows))
    parts = [
        about.say(f"lists_reported_{report}", n=about.count(reports[report]), due=due)
        for report in ("returned", "late", "waiting")
        if reports[report]
    ]
    day, places = about.date(max(sent)), about.places(len(rows))
    return about.say("lists_reported", day=day, sent=places, parts="; ".join(parts))


def _weigh(folder: Path) -> Weights:
    children: Counter[str] = Counter()
    for row in read_table(folder, "gaps"):
        children[row["hamlet_id"]] += int(row["persons"] or 0)
    rows = read_table(folder, "rows")
    return Weights(
        ((r["file"], r["sheet"], r["outcome"], r["issues"]) for r in rows), children
    )


def _say_restated(restated: list[Row], about: About) -> list[str]:
    if not restated:
        return []
    change = sum(int(row["difference"]) for row in restated)
    sign = "+" if change > 0 else "−" if change < 0 else ""
    counts = about.count(len(restated)), f"{sign}{about.count(abs(change))}"
    key = "look_restated_many" if len(restated) > 1 else "look_restated_one"
    return [about.say(key, n=counts[0], change=counts[1])]


def _say(rows: list[Row], about: About) -> str:
    first = rows[0]
    parts = (first["file"], first["sheet"], first["cell"])
    place = " › ".join(part for part in parts if part)
    key = "look_issue_many" if len(rows) > 1 else "look_issue_one"
    if not place:
        key = "look_no_place"
    return about.say(
        key,
        code=first["code"],
        n=about.count(len(rows)),
        place=place,
        message=first["message"],
    )
