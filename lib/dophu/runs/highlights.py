"""What a person should look at first in an edition, worst first."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from dophu.catalogue.about import About
from dophu.catalogue.issues import SEVERITIES
from dophu.findings.pace import find_pace, word_pace
from dophu.runs.checks import Row, read_table

MISSING = ("TD-06", "TD-07")
"""Codes of a hamlet that sent no list: said together, not one by one."""


def find_highlights(folder: Path, about: About) -> list[str]:
    """Say what to look at, from the tables of an edition.

    Hamlets that sent no list come first, then a deadline that will not be met at
    the present pace, a figure of the last edition that no longer holds, and the
    issues that are no mere information, together by code, the worst and most
    frequent first, each with the place and the words of the first.
    """
    points = []
    if about.missing:
        names = about.join([name for name, _ in about.missing])
        count, _, places = about.places(len(about.missing)).partition(" ")
        points.append(about.say("look_missing", n=count, places=places, names=names))
    pace = find_pace(read_table(folder, "pace"), about)
    points += filter(None, [word_pace(pace, about, "look")])
    points += _say_restated(read_table(folder, "restatement"), about)
    by_code: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in read_table(folder, "issues"):
        if row["severity"] != "info" and row["code"] not in MISSING:
            rank = SEVERITIES.index(row["severity"])
            by_code[rank, row["code"]].append(row)
    order = sorted(by_code, key=lambda key: (key[0], -len(by_code[key]), key[1]))
    return points + [_say(by_code[key], about) for key in order]


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
