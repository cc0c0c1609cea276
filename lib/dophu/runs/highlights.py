"""What a person should look at first in an edition, worst first."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from dophu.issues import SEVERITIES
from dophu.labels import About
from dophu.labels.page import say_on_page
from dophu.runs.checks import Row, read_table

MISSING = ("TD-06", "TD-07")
"""Codes of a hamlet that sent no list: said together, not one by one."""


def find_highlights(folder: Path, about: About) -> list[str]:
    """Say what to look at, from the tables of an edition.

    Hamlets that sent no list come first, then the issues that are no mere
    information, together by code, the worst and most frequent first, each with
    the place and the words of the first.
    """
    points = []
    if about.missing:
        names = about.join([name for name, _ in about.missing])
        count, _, places = about.places(len(about.missing)).partition(" ")
        points.append(
            say_on_page("look_missing", about, n=count, places=places, names=names)
        )
    by_code: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in read_table(folder, "issues"):
        if row["severity"] != "info" and row["code"] not in MISSING:
            rank = SEVERITIES.index(row["severity"])
            by_code[rank, row["code"]].append(row)
    order = sorted(by_code, key=lambda key: (key[0], -len(by_code[key]), key[1]))
    return points + [_say(by_code[key], about) for key in order]


def _say(rows: list[Row], about: About) -> str:
    first = rows[0]
    parts = (first["file"], first["sheet"], first["cell"])
    place = " › ".join(part for part in parts if part)
    key = "look_issue_many" if len(rows) > 1 else "look_issue_one"
    if not place:
        key = "look_no_place"
    return say_on_page(
        key,
        about,
        code=first["code"],
        n=about.count(len(rows)),
        place=place,
        message=first["message"],
    )
