"""The roster doctor: what became of every list of a date, on one page of a screen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dophu.campaign.config import Campaign
from dophu.catalogue.issues import SEVERITIES, Issue
from dophu.findings.quality import report_files, report_hamlets
from dophu.runs.weights import Weights
from dophu.snapshots import Snapshot, find_damaged, look
from dophu.tables.quality import quality

if TYPE_CHECKING:
    import pandas as pd


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
        _write(week, quality(week), out, language)
    return check_week(week, language)


def check_week(week: Snapshot, language: str) -> Checked:
    """Give the account of a date that was read."""
    table = quality(week)
    lines = [*report_files(week, language), "", *report_hamlets(table, language), ""]
    damaged = [i.line(language) for i in find_damaged(week.campaign, week.as_of)]
    points = _points(week.issues, _weigh(week, table), language)
    return Checked(week.gate, lines, [*damaged, *points])


def _write(week: Snapshot, table: pd.DataFrame, out: str | Path, language: str) -> None:
    from dophu.documents import write_tables
    from dophu.documents.xlsx.returns import write_returns

    issues = week.issues_table(language)
    write_tables(out, rows=week.rows_table(), issues=issues, quality=table)
    write_returns(out, week, language)


def _weigh(week: Snapshot, table: pd.DataFrame) -> Weights:
    rows = week.rows_table()[["file", "sheet", "outcome", "issues"]]
    persons = table[["hamlet_id", "persons"]].fillna({"persons": 0})
    children = {hamlet: int(n) for hamlet, n in persons.itertuples(index=False)}
    return Weights(rows.itertuples(index=False, name=None), children)


def _points(issues: list[Issue], weights: Weights, language: str) -> list[str]:
    """Say each kind of issue once: how often, where first, what.

    The worst first, among those that on which most rows or children hang.
    """
    by_code: dict[tuple[int, str], list[Issue]] = defaultdict(list)
    for issue in issues:
        by_code[SEVERITIES.index(issue.severity), issue.code].append(issue)
    points = []

    def order(item: tuple[tuple[int, str], list[Issue]]) -> tuple[int, int, str]:
        (rank, code), found = item
        places = [(issue.file, issue.sheet, issue.hamlet_id) for issue in found]
        return rank, -weights.of(code, places), code

    for (rank, code), found in sorted(by_code.items(), key=order):
        if SEVERITIES[rank] != "info":
            many = f"{code} ×{len(found)}" if len(found) > 1 else code
            place = f", {found[0].place}" if found[0].place else ""
            points.append(f"{many}{place}: {found[0].message(language)}")
    return points
