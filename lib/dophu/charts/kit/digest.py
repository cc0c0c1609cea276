"""A chart in a few lines of text, read back from what was drawn.

Numbers come from the marks themselves, in children, and texts with their line
breaks undone; nothing in it depends on pixels, fonts or platform.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle


def read_texts(figure: Figure) -> dict[str, str]:
    """Give every text of a figure by its id, lines joined, in drawn order."""
    texts: dict[str, str] = {}
    for artist in figure.texts:
        gid = (artist.get_gid() or "").partition("-")[0]
        line = artist.get_text()
        texts[gid] = f"{texts[gid]} {line}" if gid in texts else line
    return texts


def read_boxes(figure: Figure, kind: str) -> dict[str, Rectangle]:
    """Give the rectangles of a kind (``bar``, ``cell``) by id, in drawn order."""
    return {
        artist.get_gid(): artist
        for artist in figure.artists
        if isinstance(artist, Rectangle)
        and (artist.get_gid() or "").partition(".")[0] == kind
    }


def read_lines(figure: Figure, kind: str) -> dict[str, list[tuple[float, float]]]:
    """Give the points of lines or marks of a kind (``series``, ``point``) by id.

    In the numbers they show: days and children, percentages.
    """
    return {
        artist.get_gid(): [
            (float(x), float(y)) for x, y in zip(*artist.get_data(), strict=True)
        ]
        for artist in figure.artists
        if isinstance(artist, Line2D)
        and (artist.get_gid() or "").partition(".")[0] == kind
    }


def fill_of(box: Rectangle) -> str:
    """Name a rectangle's fill, and whether it is hatched."""
    colour = to_hex(box.get_facecolor()).upper()
    return f"{colour} hatched" if box.get_hatch() else colour


def digest_figure(figure: Figure) -> str:
    """Say in a few lines what a figure of the kit shows.

    The title; how many bars there are and what they add up to, by part; how many
    cells of each fill; how many lines and points; how many texts; and the start of
    a SHA-256 of all of it.
    """
    texts = read_texts(figure)
    bars, cells = read_boxes(figure, "bar"), read_boxes(figure, "cell")
    fills = {gid: fill_of(cell) for gid, cell in cells.items()}
    lengths = {gid: int(bar.get_width()) for gid, bar in bars.items()}
    shown: dict[str, object] = {
        "texts": texts,
        "bars": {gid: [n, fill_of(bars[gid])] for gid, n in lengths.items()},
        "cells": fills,
    }
    lines = [texts.get("title", "")]
    if bars:
        parts: Counter[str] = Counter()
        for gid, length in lengths.items():
            parts[gid.split(".")[2]] += length
        rows = len({gid.split(".")[1] for gid in bars})
        sums = " + ".join(f"{parts[part]}" for part in sorted(parts))
        total = sum(lengths.values())
        lines.append(f"{len(bars)} bars in {rows} rows: {sums} = {total}")
    if cells:
        kinds = Counter(fills.values())
        counts = ", ".join(f"{kinds[fill]} {fill}" for fill in sorted(kinds))
        lines.append(f"{len(cells)} cells: {counts}")
    series, points = read_lines(figure, "series"), read_lines(figure, "point")
    if series or points:
        # Whole thousandths: the last bits of a share may differ between platforms.
        shown["lines"] = {
            gid: [[round(1000 * x), round(1000 * y)] for x, y in ends]
            for gid, ends in {**series, **points}.items()
        }
        lines.append(f"{len(series)} lines, {len(points)} points")
    content = json.dumps(shown, ensure_ascii=False, sort_keys=True)
    code = hashlib.sha256(content.encode()).hexdigest()[:12]
    lines.append(f"{len(texts)} texts, sha256 {code}")
    return "\n".join(lines)
