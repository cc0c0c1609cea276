"""What is wrong with a figure as a reader would see it, found by measuring."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import combinations

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from benchmarks.told_apart import alike
from dophu.catalogue.drawable_letters import missing
from dophu.catalogue.typeface import is_in_font
from dophu.charts.kit.colours import WHITE, contrast
from dophu.charts.kit.frame import HALF, SLIDE, WORD
from dophu.charts.kit.label_placement import crosses
from dophu.charts.kit.paper import ABOVE_MARKS, SETTINGS
from dophu.charts.kit.text_line import TextLine

LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, for text of normal size
DATA = ("series", "point", "common", "deadline")
"""Lines and marks that must not run through a text; pale lines of a scale may."""

MEANING = ("bar", "cell", "pipe", "filled", "held_bar", "share_bar", "reason_bar",
           "series", "point")  # fmt: skip
"""Marks whose colour or pattern says something, which has to be named."""

TOUCH = 0.5  # points by which marks may touch: rasters round to whole pixels

# A line's box is as high as its highest mark, though only one letter may have it: the
# marks of Vietnamese capitals and the dots under vowels pass each other by so much.
INTERLOCK = 0.16  # type sizes


def lint_figure(figure: Figure) -> list[str]:
    """List what is wrong with a figure; a figure fit to be printed gives no line.

    Looks for texts that overlap or are clipped, type below the size's smallest,
    letters not composed (NFD) or not in the font, labels wider than the bar or
    cell they stand in, text with a contrast below 4.5:1 to what lies under it, a
    line of data or a mark that runs through a text, a mark whose look neither the key
    nor a label names, fills that look alike in grey or to an eye without a kind of
    cone, a title of more lines than its size allows, and a missing source.
    """
    with matplotlib.rc_context(SETTINGS):
        return _lint(figure, FigureCanvasAgg(figure).get_renderer())


def _lint(figure: Figure, renderer: RendererAgg) -> list[str]:
    texts = [
        (text, _ink(text, renderer))
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]
    boxes = [
        (patch, patch.get_window_extent(renderer))
        for patch in figure.artists
        if isinstance(patch, Rectangle)
    ]
    found = _overlaps(figure, texts)
    lines = [
        (line, line.get_transform().transform(line.get_xydata()).tolist())
        for line in figure.artists
        if isinstance(line, Line2D) and _is_data(line)
    ]
    for text, extent in texts:
        found += _of_text(figure, text)
        found += _crossed(figure, text, extent, lines, boxes)
        found += _of_place(figure, text, extent, boxes)
    found += [f"alike: {pair}" for pair in alike(figure)]
    return found + _unnamed(figure) + _of_caption(figure, texts)


def _ink(text: Text, renderer: RendererAgg) -> Bbox:
    """Measure what a text covers: its ink, not the font's generous line box."""
    if isinstance(text, TextLine):
        return text.ink()
    extent = text.get_window_extent(renderer)
    if text.get_va() != "baseline" or text.get_rotation() or "\n" in text.get_text():
        return extent
    _, height, descent = renderer.get_text_width_height_descent(
        text.get_text(), text.get_fontproperties(), False
    )
    _, baseline = text.get_transform().transform(text.get_position())
    bottom = baseline - descent
    return Bbox.from_extents(extent.x0, bottom, extent.x1, bottom + height)


def _name(text: Text) -> str:
    return f"{text.get_gid() or 'text'} {text.get_text()!r}"


def _points(figure: Figure, points: float) -> float:
    return points * figure.dpi / 72


def _overlaps(figure: Figure, texts: list[tuple[Text, Bbox]]) -> list[str]:
    touch = _points(figure, TOUCH)
    found = []
    measured = [(t, *box.extents.tolist(), t.get_fontsize()) for t, box in texts]
    for one, other in combinations(measured, 2):
        first, left, low, right, top, size = one
        second, left_2, low_2, right_2, top_2, size_2 = other
        if min(right, right_2) - max(left, left_2) <= touch:
            continue
        interlock = _points(figure, INTERLOCK * min(size, size_2))
        if min(top, top_2) - max(low, low_2) > max(touch, interlock):
            found.append(f"overlap: {_name(first)} and {_name(second)}")
    return found


def _of_text(figure: Figure, text: Text) -> list[str]:
    found = []
    is_slide = figure.get_figwidth() > (WORD.width + SLIDE.width) / 2 / 25.4
    smallest = (SLIDE if is_slide else WORD).smallest
    if text.get_fontsize() < smallest - 0.01:
        found.append(f"small type: {_name(text)} has {text.get_fontsize():g} pt")
    if not unicodedata.is_normalized("NFC", text.get_text()):
        found.append(f"letters not composed: {_name(text)}")
    elif lacks := missing(text.get_text(), is_in_font):
        found.append(f"not in the font: {_name(text)} has {''.join(lacks)!r}")
    return found


def _of_place(
    figure: Figure, text: Text, extent: Bbox, boxes: list[tuple[Rectangle, Bbox]]
) -> list[str]:
    found = []
    slack = _points(figure, TOUCH)
    width, height = figure.bbox.width, figure.bbox.height
    if (
        extent.x0 < -slack
        or extent.y0 < -slack
        or extent.x1 > width + slack
        or extent.y1 > height + slack
    ):
        found.append(f"clipped: {_name(text)}")
    x, y = (extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2
    under = [(p, b) for p, b in boxes if b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1]
    fill = WHITE
    if under:
        patch, box = under[-1]
        fill = to_hex(patch.get_facecolor())
        if extent.x0 < box.x0 - slack or extent.x1 > box.x1 + slack:
            found.append(f"wider than its box: {_name(text)}")
    ratio = contrast(to_hex(text.get_color()), fill)
    if ratio < LEAST_CONTRAST:
        found.append(f"contrast {ratio:g}:1: {_name(text)}")
    return found


def _is_data(line: Line2D) -> bool:
    return (line.get_gid() or "").partition(".")[0] in DATA


def _crossed(
    figure: Figure,
    text: Text,
    extent: Bbox,
    lines: list[tuple[Line2D, list[tuple[float, float]]]],
    boxes: list[tuple[Rectangle, Bbox]],
) -> list[str]:
    """Find the lines and marks through a text that no white plate keeps off."""
    middle = ((extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2)
    if any(p.get_zorder() == ABOVE_MARKS and b.contains(*middle) for p, b in boxes):
        return []
    touch = _points(figure, TOUCH)
    ink = (extent.x0 + touch, extent.y0 + touch, extent.x1 - touch, extent.y1 - touch)
    found = []
    for line, points in lines:
        # Half a mark on every side of a point, nothing beside a line.
        half = 0.0
        if line.get_marker() != "None":
            half = _points(figure, line.get_markersize()) / 2 - touch
            points = points * 2
        wide = (ink[0] - half, ink[1] - half, ink[2] + half, ink[3] + half)
        xs, ys = zip(*points, strict=True)
        if (
            max(xs) < wide[0]
            or min(xs) > wide[2]
            or max(ys) < wide[1]
            or min(ys) > wide[3]
        ):
            continue
        pairs = zip(points, points[1:], strict=False)
        if any(crosses(pair, wide) for pair in pairs):
            found.append(f"crossed by {line.get_gid()}: {_name(text)}")
    return found


def _look(mark: Artist) -> str:
    """Give what a mark is distinguished by: colour and hatching, or a line's colour."""
    if isinstance(mark, Line2D):
        is_mark = mark.get_marker() not in ("None", "", None)
        return to_hex(mark.get_markeredgecolor() if is_mark else mark.get_color())
    return to_hex(mark.get_facecolor()) + (" hatched" if mark.get_hatch() else "")


def _kind(artist: Artist) -> str:
    return (artist.get_gid() or "").partition("-")[0].partition(".")[0]


def _unnamed(figure: Figure) -> list[str]:
    """Find marks that no key, no words of their row and no words of their colour name.

    Of a row with several parts the name says which row it is, and not which part.
    """
    marks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    keyed = set()
    for artist in figure.artists:
        kind, row, *part = (artist.get_gid() or "").split(".") + [""]
        if kind == "swatch":
            keyed.add(_look(artist))
        elif kind in MEANING:
            marks[f"{kind}.{row}"].append((_look(artist), part[0]))
    named = {(text.get_gid() or "").partition("-")[0] for text in figure.texts}
    beside = [text for text in figure.texts if _kind(text) in ("label", "end")]
    words = {to_hex(text.get_color()) for text in beside}
    found = []
    for gid, looks in marks.items():
        row = gid.partition(".")[2]
        alone = len({look for look, _ in looks}) == 1
        names = f"name.{row}", f"reason.{row}", f"group.{row}"
        is_named = alone and not named.isdisjoint(names)
        # A cell without figures says so itself.
        stated = [look for look, part in looks if f"none.{row}.{part}" not in named]
        for look in dict.fromkeys(stated):
            if look not in keyed and look not in words and not is_named:
                found.append(f"not named: {gid} of {look}")
    return found


def _of_caption(figure: Figure, texts: list[tuple[Text, Bbox]]) -> list[str]:
    found = []
    gids = [(text.get_gid() or "").partition("-")[0] for text, _ in texts]
    is_half = figure.get_figwidth() < (HALF.width + WORD.width) / 2 / 25.4
    if gids.count("title") > (HALF if is_half else WORD).title_lines:
        found.append(f"title of {gids.count('title')} lines")
    if "source" not in gids:
        found.append("no source")
    return found
