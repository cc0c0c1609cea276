"""What the manifest of a snapshot holds of rows, issues and possible links, as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dophu.catalogue.columns import OUTCOMES
from dophu.catalogue.issues import Issue
from dophu.persons import Matched, Person
from dophu.persons.candidate_pairs import PossibleLink
from dophu.persons.decision_rules import explain
from dophu.persons.scoring import ScoredPair
from dophu.rosters import Reading


def account(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Count the rows of every sheet by outcome; ``rows`` is counted on its own.

    One entry a sheet: ``file``, ``sheet``, ``rows`` (the last row read, as Excel
    counts, a row of several children once for each) and the rows of each outcome; they
    must add up, which the run checks.
    """
    last: dict[tuple[str, str], int] = {}
    again: Counter[tuple[str, str]] = Counter()
    counts = Counter(
        zip(columns["file"], columns["sheet"], columns["outcome"], strict=True)
    )
    sheets = zip(columns["file"], columns["sheet"], strict=True)
    for place, row in zip(sheets, columns["row"], strict=True):
        before = last.get(place, 0)
        if row > before:
            last[place] = row
        # The same row again is one more of its children.
        elif row == before:
            again[place] += 1
    return [
        {
            "file": file,
            "sheet": sheet,
            "rows": rows + again[file, sheet],
            **{outcome: counts[file, sheet, outcome] for outcome in OUTCOMES},
        }
        for (file, sheet), rows in last.items()
    ]


def row_issues(reading: Reading, matched: Matched) -> list[str]:
    """Add to the codes of each row those that matching found about it."""
    columns = reading.rows.columns
    codes = list(columns["issues"])
    reported = [i for i in matched.issues if i.file and i.cell]
    wanted = {(issue.file, issue.sheet, int(issue.cell)) for issue in reported}
    places = zip(columns["file"], columns["sheet"], columns["row"], strict=True)
    position = {place: i for i, place in enumerate(places) if place in wanted}
    for issue in reported:
        at = position[issue.file, issue.sheet, int(issue.cell)]
        codes[at] = f"{codes[at]} {issue.code}".strip()
    return codes


def describe_link(link: PossibleLink) -> dict[str, Any]:
    """Describe a possible link by its ids, with the reason in plain words."""
    return {
        "first": link.first.person_id, "second": link.second.person_id,
        "code": link.code, "once": link.provisional, "why": explain(link.pair),
        "levels": link.pair.levels,
    }  # fmt: skip


def pending_links(
    manifest: dict[str, Any], pairs: Sequence[Person]
) -> list[PossibleLink]:
    """Give the possible links of a date from its manifest, as they were compared.

    ``pairs`` are their records, two for each. Agreement levels are stored; match
    weights are of no use to a later date.
    """
    return [
        PossibleLink(
            pairs[2 * at], pairs[2 * at + 1],
            ScoredPair(0, 0, 0.0, stored["levels"]), stored["once"], stored["code"],
        )
        for at, stored in enumerate(manifest["doubts"])
    ]  # fmt: skip


def plain_issue(issue: Issue) -> dict[str, Any]:
    """Give an issue as data, from which ``Issue(**data)`` makes it again."""
    plain = {
        "code": issue.code,
        "file": issue.file,
        "sheet": issue.sheet,
        "cell": issue.cell,
        "hamlet_id": issue.hamlet_id,
        "details": issue.details,
    }
    return plain | ({"accepted": issue.accepted} if issue.accepted else {})
