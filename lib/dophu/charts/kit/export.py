"""Charts as files: pictures for Word and slides, SVG, data, and what they say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from dophu.charts.kit.chart import SLIDE_DPI, Chart
from dophu.csv_cells import inert_table


def data_csv(chart: Chart) -> bytes:
    """Give the chart's data as CSV: UTF-8 with a byte-order mark, commas."""
    text = inert_table(chart.data).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")


def write_charts(charts: Iterable[Chart], folder: Path | str) -> list[Path]:
    """Write each chart as pictures, SVG and CSV, and one ``charts.json`` for all.

    Parameters
    ----------
    charts
        In the order in which a reader should meet them.
    folder
        Made where it does not exist.

    Returns
    -------
    list of Path
        The files written: for each chart ``<name>.word.png``, ``<name>.slide.png``,
        ``<name>.svg`` and ``<name>.csv``, and ``<name>.half.png`` and ``.half.svg``
        where it has a half width; then ``charts.json``, a list of ``name``,
        ``title``, ``subtitle``, ``alt``, ``data_sha256`` (of the CSV), ``files`` and
        ``nothing``: why documents leave the chart out, '' where it says something.
        The same charts give the same bytes.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written, entries = [], []
    for chart in charts:
        data = data_csv(chart)
        files = {
            f"{chart.name}.word.png": chart.png("word"),
            f"{chart.name}.slide.png": chart.png("slide", SLIDE_DPI),
            f"{chart.name}.svg": chart.svg(),
            f"{chart.name}.csv": data,
        }
        if chart.has_half:
            files[f"{chart.name}.half.png"] = chart.png("half")
            files[f"{chart.name}.half.svg"] = chart.svg("half")
        entries.append(
            {
                "name": chart.name,
                "title": chart.title,
                "subtitle": chart.subtitle,
                "alt": chart.alt,
                "data_sha256": hashlib.sha256(data).hexdigest(),
                "files": list(files),
                "nothing": chart.nothing,
            }
        )
        for name, content in files.items():
            (folder / name).write_bytes(content)
            written.append(folder / name)
    listing = folder / "charts.json"
    text = json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
    listing.write_bytes(text.encode("utf-8"))
    return [*written, listing]
