"""The files of a public edition, written from its one rounded table."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from dophu.catalogue.about import About
from dophu.csv_cells import inert
from dophu.disclosure.public_table import PublicTable, require_public
from dophu.findings.public import band_name

FIGURES = "so_lieu.csv"
COLUMNS = ("as_of", "what", "code", "name", "shown")


@dataclass(frozen=True)
class Statement:
    """What a public edition says: its table, of which campaign, and words beside it.

    ``change`` is what changed since the one before, ``looser`` who approved of more
    being said, each empty where there is nothing.
    """

    about: About
    campaign: str
    table: PublicTable
    change: str = ""
    looser: str = ""


def write_public(folder: Path, name: str, stated: Statement) -> None:
    """Write charts, figures and page into a folder; every file begins with a name."""
    from dophu.charts.public import draw_public
    from dophu.documents.html.public_page import PublicPage

    charts = draw_public(stated.table, stated.about)
    pictures = [f"{name}_{chart.name}.png" for chart in charts]
    for path, chart in zip(pictures, charts, strict=True):
        (folder / path).write_bytes(chart.png())
    figures = f"{name}_{FIGURES}"
    (folder / figures).write_bytes(figures_csv(stated.table, stated.about))
    page = PublicPage(
        stated.table,
        stated.about,
        stated.campaign,
        charts,
        [figures, *pictures],
        stated.change,
        stated.looser,
    )
    (folder / f"{name}.html").write_text(page.write(), encoding="utf-8", newline="\n")


def figures_csv(table: PublicTable, about: About) -> bytes:
    """Give the figures as CSV, as they are shown, with what they are of in words."""
    names = {"all": about.unit_total, **require_public(table).names}
    names |= {figure.code: about.group(figure.code) for figure in table.groups}
    names |= {code: band_name(code, about) for code, _ in table.bands}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for what, code, shown in table.figures():
        name = inert(names.get(code, code))
        writer.writerow((about.as_of.isoformat(), what, inert(code), name, shown))
    return text.getvalue().encode("utf-8-sig")
