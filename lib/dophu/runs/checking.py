"""The roster doctor: what became of every list of a date, on one page of a screen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from dophu.campaign import Campaign
from dophu.issues import SEVERITIES, Issue
from dophu.labels.page import say_on_screen
from dophu.snapshots import Snapshot, look

COLUMNS = ("rows", "person", "merged", "quarantined", "left", "out_of_scope", "ignored")
"""Columns of the account of a file, in the order a person asks for them."""


@dataclass(frozen=True)
class Checked:
    """The gate that a date's lists open, the account as lines, what to look at."""

    gate: str
    lines: list[str]
    highlights: list[str]


def run_check(
    campaign: Campaign, as_of: str = "", out: str | Path = "", language: str = ""
) -> Checked:
    """Read and match the lists of a date and give the account of them.

    Parameters
    ----------
    campaign
        The campaign, read.
    as_of
        The date of the lists; the newest where empty.
    out
        Where to write ``tables/`` and ``lists/returns/`` (each sender's own rows
        with the cells to mend coloured); where empty nothing is written anywhere.
    language
        ``vi`` or ``en``; the campaign's where empty.

    Raises
    ------
    DophuError
        For a campaign that cannot be read or a date without lists.
    """
    language = language or campaign.language
    week = look(campaign, as_of)
    if out:
        _write(week, out, language)
    lines = [*_account(week, language), "", *_hamlets(week, language), ""]
    return Checked(week.gate, lines, _points(week.issues, language))


def _write(week: Snapshot, out: str | Path, language: str) -> None:
    from dophu.coverage import quality
    from dophu.documents import write_tables
    from dophu.documents.returns import write_returns

    issues = week.issues_table(language)
    write_tables(out, rows=week.rows_table(), issues=issues, quality=quality(week))
    write_returns(out, week, language)


def _account(week: Snapshot, language: str) -> list[str]:
    """Give a line a file: rows read, and what became of them; skipped files too."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    for sheet in week.manifest["sheets"]:
        counts = sums[sheet["file"]]
        for place, column in enumerate(COLUMNS):
            counts[place] += sheet[column]
    head = [say_on_screen(f"check_{column}", language) for column in COLUMNS]
    rows = [[say_on_screen("check_file", language), *head]]
    for entry in week.manifest["files"]:
        file = entry["file"]
        unread = "–" if entry["skipped"] else None
        rows.append([file, *(unread or str(n) for n in sums[file])])
    return _aligned(rows)


def _hamlets(week: Snapshot, language: str) -> list[str]:
    """Give a line a hamlet: received or not, children, set aside, what is missing."""
    from dophu.coverage import quality

    columns = ("persons", "quarantined", "year_only", "first_january", "no_number")
    head = ("check_hamlet", "check_received", *(f"check_{c}" for c in columns))
    rows = [[say_on_screen(key, language) for key in head]]
    table = quality(week)
    for line in table.astype(object).where(table.notna(), "–").to_dict("records"):
        received = line["last_received"]
        rows.append([line["hamlet"], received, *(str(line[c]) for c in columns)])
    return _aligned(rows)


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            text.ljust(width) if number == 0 else text.rjust(width)
            for number, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _points(issues: list[Issue], language: str) -> list[str]:
    """Say each kind of issue once, the worst first: how often, where first, what."""
    by_code: dict[tuple[int, str], list[Issue]] = defaultdict(list)
    for issue in issues:
        by_code[SEVERITIES.index(issue.severity), issue.code].append(issue)
    points = []
    for (rank, code), found in sorted(by_code.items()):
        if SEVERITIES[rank] != "info":
            many = f"{code} ×{len(found)}" if len(found) > 1 else code
            place = f", {found[0].place}" if found[0].place else ""
            points.append(f"{many}{place}: {found[0].message(language)}")
    return points
