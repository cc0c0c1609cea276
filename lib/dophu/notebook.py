"""What the notebooks show beside the tables: a run card, totals, checks, the charts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from dophu import __version__
from dophu.campaign.about import about_date
from dophu.catalogue.about import About
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.numbers import format_count, format_date
from dophu.catalogue.refusals import writing_to
from dophu.catalogue.sentences import say
from dophu.snapshots import Snapshot
from dophu.tables.changes import COUNTS, changes, gap_history
from dophu.tables.gaps import gaps
from dophu.tables.pace import progress
from dophu.tables.placed import map_outlines, tile_outlines
from dophu.tables.ranking import rank_rows
from dophu.tables.reasons import reachable_days, reasons

if TYPE_CHECKING:
    from dophu.charts import Chart


def _pace(snapshot: Snapshot) -> pd.DataFrame:
    return progress(snapshot).pace


def _rates(snapshot: Snapshot) -> pd.DataFrame:
    return progress(snapshot).rates


CHARTS = {
    "card": {
        "history": gap_history,
        "reasons": reasons,
        "pace": _pace,
        "rates": _rates,
        "changes": changes,
    },
    "ranked": {"gaps": gaps},
    "organ": {"gaps": gaps},
    "heat": {"gaps": gaps},
    "dumbbell": {"history": gap_history},
    "smalls": {"history": gap_history},
    "waterfall": {"changes": changes, "history": gap_history},
    "burndown": {"history": gap_history, "pace": _pace, "rates": _rates},
    "reasons": {"reasons": reasons, "gaps": gaps},
    "reach": {"gaps": gaps, "reasons": reasons, "days": reachable_days},
}
"""The charts of a briefing by name, and the tables that each is drawn from.

All are drawn on every date: of a first one those of change say that there is
nothing earlier to compare with.
"""

PLACED = {
    "tiles": {"gaps": gaps, "outlines": tile_outlines},
    "map": {"gaps": gaps, "outlines": map_outlines},
}
"""Charts of where hamlets lie: only in a campaign that has it (``tile_row`` and
``tile_column`` in ``hamlets.csv``, or ``hamlets.geojson``)."""

EVERY = CHARTS | PLACED


def charts_of(snapshot: Snapshot) -> tuple[str, ...]:
    """Name the charts of a date: all, and those of where hamlets lie if it is known."""
    placed = (name for name, of in PLACED.items() if of["outlines"](snapshot))
    return (*CHARTS, *placed)


def about(snapshot: Snapshot, language: str = "") -> About:
    """Gather what every chart and page must say of a snapshot's figures."""
    return about_date(snapshot.campaign, snapshot.as_of, snapshot.missing, language)


def draw_charts(
    snapshot: Snapshot, names: Sequence[str] = (), language: str = ""
) -> list[Chart]:
    """Draw the charts of a briefing, in the order named; all where none is named.

    Raises
    ------
    DophuError
        If a name is not one of :data:`CHARTS`.
    """
    names = names or charts_of(snapshot)
    unknown = [name for name in names if name not in EVERY]
    if unknown:
        expected = phrase("one_of", names=", ".join(EVERY))
        details = {"name": "charts", "expected": expected}
        raise DophuError(Issue("CH-08", details=details))
    # Here and not above: matplotlib's import is a third of notebook 10's start.
    from dophu import charts

    stated = about(snapshot, language)
    wanted = {table for name in names for table in EVERY[name].values()}
    tables = {table: table(snapshot) for table in wanted}
    return [
        getattr(charts, f"draw_{name}")(
            about=stated, **{key: tables[table] for key, table in EVERY[name].items()}
        )
        for name in names
    ]


def export_charts(out: str, charts: Sequence[Chart]) -> None:
    """Write charts into ``<out>/charts``; where ``out`` is empty nothing is written."""
    if out:
        from dophu.charts import write_charts

        folder = Path(out) / "charts"
        with writing_to(folder):
            write_charts(charts, folder)


def run_card(snapshot: Snapshot, language: str = "") -> pd.DataFrame:
    """Say in a few lines what the figures below rest on: date, files, rows, gate.

    Parameters
    ----------
    snapshot
        The date, as :func:`dophu.load` opens it.
    language
        ``vi`` or ``en``; the campaign's where empty.

    Returns
    -------
    DataFrame
        One row a fact, in words, as :func:`dophu.show` shows it.

    Examples
    --------
    >>> import dophu
    >>> card = dophu.run_card(dophu.load("data/sample", "2024-07-18"), "en")
    >>> card.loc[["As-of date", "Hamlets that sent"], ""].tolist()
    ['18 July 2024', '17/17']
    """
    language = language or snapshot.campaign.language
    count = partial(format_count, language=language)
    sheets = snapshot.account_table()
    hamlets = snapshot.manifest["hamlets"]
    received = sum(h["received"] for h in hamlets)
    facts = {
        "card_unit": snapshot.campaign.unit_name,
        "card_as_of": format_date(snapshot.as_of, language),
        "card_files": count(sum(not f["skipped"] for f in snapshot.manifest["files"])),
        "card_rows": count(sheets["rows"].sum()),
        "card_children": count(sheets["person"].sum()),
        "card_hamlets": f"{count(received)}/{count(len(hamlets))}",
        "card_issues": count(len(snapshot.issues)),
        "card_gate": snapshot.gate,
        "card_version": __version__,
    }
    if snapshot.campaign.simulated:
        facts["card_simulated"] = "✓"
    table = pd.DataFrame(
        {"": list(facts.values())}, index=[say(key, language) for key in facts]
    )
    return table


def count_issues(issues: pd.DataFrame) -> pd.DataFrame:
    """Count a table of issues by code, the worst first, each with one message."""
    found = issues.groupby(["severity", "code"], sort=False)
    table = found.agg(issues=("message", "size"), example=("message", "first"))
    return table.reset_index()


def count_merged(week: Snapshot, language: str = "") -> pd.DataFrame:
    """Count the rows that were joined to a child's first row, by the evidence.

    Columns ``why`` (in words), ``rows`` and ``example`` (the place of one row), the
    most frequent first. Rows joined by an exact rule of enrolments or of the date
    before are not named one by one and have no line here.
    """
    language = language or week.campaign.language
    found: dict[str, list[str]] = {}
    for issue in week.issues:
        if issue.code in ("DS-11", "TN-09"):
            found.setdefault(issue.details["why"][language], []).append(issue.place)
    lines = [(why, len(places), places[0]) for why, places in found.items()]
    lines.sort(key=lambda line: (-line[1], line[0]))
    return pd.DataFrame(lines, columns=["why", "rows", "example"])


def total_gaps(gaps: pd.DataFrame, by: str = "age_group") -> pd.DataFrame:
    """Add up gaps by ``age_group`` or ``hamlet``, with a line of all at the end.

    By hamlet the most children without a card come first; a hamlet that never
    sent a list is last and empty. ``coverage`` is a share from 0 to 1.
    """
    counts = ["persons", "enrolled", "gap", "applied", "issued"]
    table = gaps.groupby(by, sort=False)[counts].sum(min_count=1)
    if by == "hamlet":
        table = rank_rows(table)
    every = gaps[counts].sum(min_count=1).rename("all").to_frame().T.astype("Int64")
    table = pd.concat([table, every]).rename_axis(by)
    shares = table["enrolled"].astype("Float64") / table["persons"].astype("Float64")
    shares = shares.where(table["persons"] > 0)
    rounded = shares.round(4)
    # 0 and 1 stand for just nobody and everybody: other shares near them stay exact.
    rounded = rounded.where(~rounded.isin([0, 1]), shares)
    table.insert(3, "coverage", rounded)
    return table


def total_changes(changes: pd.DataFrame, by: str = "age_group") -> pd.DataFrame:
    """Add up a ledger by ``age_group`` or ``hamlet``, with a line of all at the end.

    A line closes as the ledger does; a hamlet that never sent a list is empty.
    """
    table = changes.groupby(by, sort=False)[list(COUNTS)].sum(min_count=1)
    every = changes[list(COUNTS)].sum(min_count=1).rename("all").to_frame().T
    return pd.concat([table, every.astype("Int64")]).rename_axis(by)


def digest(**tables: pd.DataFrame) -> str:
    """Say in a line a table what is in it, so that any change of a value shows.

    Rows, columns, the sums of the counts, and the start of a SHA-256 of the
    sorted table: two cells that change and cancel out change the last.

    Parameters
    ----------
    **tables
        The tables by name.

    Returns
    -------
    str
        A line a table.

    Examples
    --------
    >>> import dophu, pandas as pd
    >>> dophu.digest(gaps=pd.DataFrame({"hamlet": ["A", "B"], "gap": [1, 2]}))
    'gaps: 2 rows x 2 columns; gap 3; 0d04221c93ce'
    """
    return "\n".join(_digest(name, table) for name, table in tables.items())


def _digest(name: str, table: Any) -> str:
    # Sorted: the order of rows is no content, and may follow an engine's.
    lines = sorted(table.to_csv(index=False, lineterminator="\n").splitlines()[1:])
    content = "\n".join([",".join(table.columns), *lines])
    code = hashlib.sha256(content.encode()).hexdigest()[:12]
    numeric = table.select_dtypes("integer")
    # Numbers of rows add up to nothing.
    sums = ", ".join(f"{c} {int(numeric[c].sum())}" for c in numeric if c != "row")
    size = f"{len(table)} rows x {len(table.columns)} columns"
    return "; ".join(part for part in (f"{name}: {size}", sums, code) if part)
