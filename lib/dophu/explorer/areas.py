"""Where the rows of a chart stand in its picture, so that they can be clicked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg

from dophu.charts.kit.paper import SETTINGS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from dophu.charts import Chart

MARKS = {
    "ranked": "bar|seam|name|total|share",
    "organ": "pipe|filled|name|total|share|held|held_bar",
    "heat": "cell|name",
    "dumbbell": "series|point|name",
    "smalls": "level|series|point|name",
    "reach": "bar|seam|name|total|share",
    "reasons": "bar|name|total|share",
    "tiles": "number|name|share",
    "map": "number|name|share",
}
"""Charts with rows, and the marks that make up one; their names are ``kind.row...``."""

_NAME = re.compile(r"name\.(\d+)")

TOTALS = {"heat": 1, "smalls": 1}
"""Rows of totals above the others."""


def find_areas(
    chart: Chart, figure: Figure, labels: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Find the box of each row of a drawn chart.

    Parameters
    ----------
    chart
        A chart whose ``data`` has its rows in the order drawn.
    figure
        The figure it was drawn as.
    labels
        Words of its rows' keys; a row without has no area, as the sum of the rest.

    Returns
    -------
    list of dict
        ``key``, ``label``, and ``box``: left, top, width and height as shares of the
        picture.
    """
    if chart.name not in MARKS:
        return []
    column = "reason" if "reason" in chart.data else "hamlet_id"
    keys = [str(key) for key in dict.fromkeys(chart.data[column])]
    pattern = re.compile(rf"(?:{MARKS[chart.name]})\.(\d+)(?:\D.*)?")
    boxes: dict[int, list[Any]] = {}
    names: dict[int, str] = {}
    with matplotlib.rc_context(SETTINGS):
        renderer = FigureCanvasAgg(figure).get_renderer()
        for artist in figure.findobj(lambda a: bool(a.get_gid())):
            if found := pattern.fullmatch(artist.get_gid()):
                box = artist.get_window_extent(renderer)
                boxes.setdefault(int(found[1]), []).append(box)
            if found := _NAME.fullmatch(artist.get_gid()):
                names[int(found[1])] = artist.get_text()
    width, height = figure.bbox.size
    areas = []
    for row, parts in sorted(boxes.items()):
        at = row - TOTALS.get(chart.name, 0)
        key = keys[at] if 0 <= at < len(keys) else ""
        # The row after the last one of many is their sum, and says so.
        if key not in labels or not _begins(labels[key], names.get(row, "")):
            continue
        left, right = min(b.x0 for b in parts), max(b.x1 for b in parts)
        low, high = min(b.y0 for b in parts), max(b.y1 for b in parts)
        box = (left / width, 1 - high / height, (right - left) / width,
               (high - low) / height)  # fmt: skip
        inside = [round(float(min(max(part, 0), 1)), 4) for part in box]
        areas.append({"key": key, "label": labels[key], "box": inside})
    return areas


def _begins(label: str, drawn: str) -> bool:
    """Test whether a row's name is drawn: its first line, perhaps with a mark."""
    # A star leads to a note; a name that is cut ends with an ellipsis.
    words, first = label.split(), drawn.rstrip("*… ").split()
    return not first or words[: len(first)] == first
