"""Lines of text in SVG: letters as shapes that stand in a file once.

Matplotlib shapes a line anew for every file and writes it letter by letter. Here a
line leaves an element that says what it is, and what that stands for, made once a
process, is put in its place when the file is whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import digits, punctuation
from typing import Any, NamedTuple

from matplotlib.colors import to_hex
from matplotlib.path import Path

from dophu.charts.kit.shaping import GLYPHS, shape
from dophu.text import LETTERS

PLACE = "letters"
"""The element that stands for a line until its letters are put there."""

FINE = 64
"""Parts of a point in which shapes are given: the typeface's whole units."""

COMMANDS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}

_PLACES = re.compile(
    rf'<{PLACE} line="([0-9a-f]*)" bold="([01])" style="([^"]*)" transform="([^"]*)"/>'
)


class Letters(NamedTuple):
    """The letters of a line by name of their shape, and the elements that show them."""

    names: tuple[str, ...]
    shown: str


def leave_line(
    writer: Any, text: str, bold: bool, at: tuple[float, float], scale: float, fill: Any
) -> None:
    """Write of a line what :func:`put_letters` puts its letters by."""
    # What the letters say: the page reads the texts of a chart by it.
    writer.comment(text)
    # In this order, and without a character that XML would write otherwise.
    stated = {
        "line": text.encode("utf-8").hex(),
        "bold": str(int(bold)),
        "style": f"fill: {to_hex(fill)}",
        "transform": f"translate({_short(at[0])} {_short(at[1])}) "
        f"scale({_short(scale)} {_short(-scale)})",
    }
    writer.element(PLACE, attrib=stated)


def put_letters(svg: str) -> str:
    """Put the letters of every line where it was left."""
    known: set[str] = set()

    def letters(match: re.Match[str]) -> str:
        text, bold = bytes.fromhex(match[1]).decode("utf-8"), match[2] == "1"
        names, shown = _letters(text, bold)
        new = [name for name in dict.fromkeys(names) if name not in known]
        known.update(new)
        shapes = "".join(f"<path {_SHAPES[name]}/>\n" for name in new)
        defs = f"<defs>\n{shapes}</defs>\n" if shapes else ""
        return f'<g style="{match[3]}" transform="{match[4]}">\n{defs}{shown}</g>'

    return _PLACES.sub(letters, svg)


_SHAPES: dict[str, str] = {}
"""The attributes of shapes by name; a typeface has some hundred."""


def learn_letters() -> None:
    """Make the shapes of all letters and figures, which every chart is written with.

    For a process that kernels are forked from: they have them then.
    """
    for bold in (False, True):
        _letters(f"{LETTERS}{digits}{punctuation} –", bold)


@lru_cache(maxsize=4096)
def _letters(text: str, bold: bool) -> Letters:
    placed = shape(text, bold).glyphs
    for name in {glyph.name for glyph in placed} - _SHAPES.keys():
        vertices, codes = GLYPHS[name]
        path = _path(Path(vertices * FINE, codes))
        small = f'transform="scale({1 / FINE:g})"'
        _SHAPES[name] = f'id="{name}" d="{path}" {small}'
    shown = "".join(
        f'<use transform="translate({_short(x)} {_short(y)})" xlink:href="#{name}"/>\n'
        for name, x, y in placed
    )
    return Letters(tuple(name for name, *_ in placed), shown)


def _path(path: Path) -> str:
    parts = []
    for points, code in path.iter_segments(simplify=False, curves=True):
        if code == Path.CLOSEPOLY:
            parts.append("z")
        else:
            parts.append(f"{COMMANDS[code]} {' '.join(map(_short, points))}")
    return " ".join(parts)


def _short(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")
