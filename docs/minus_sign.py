"""Give the kit's typeface the minus sign that Noto Sans has not.

Noto Sans has a plus, but its minus stands in Noto Sans Math, which has no bold. The
sign added here is the bar of each file's own plus, as wide as the plus and the
figures, so that ``+5`` and ``−5`` stand one below the other. Nothing else changes.

Run once on each file that is shipped: ``python -m docs.minus_sign``.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from dophu.catalogue.typeface import FILES

MINUS, PLUS = "\u2212", "+"


def add_minus(path: Path) -> None:
    """Add the sign to a font file that has none."""
    font = TTFont(path, recalcTimestamp=False)
    if ord(MINUS) in font.getBestCmap():
        return
    plus = font.getBestCmap()[ord(PLUS)]
    drawn, name = font["glyf"][plus], "minus"
    heights = {y for x, y in drawn.coordinates if x == drawn.xMin}
    low, high = min(heights), max(heights)
    pen = TTGlyphPen(None)
    pen.moveTo((drawn.xMin, low))
    for corner in (
        (drawn.xMin, high),
        (drawn.xMax, high),
        (drawn.xMax, low),
    ):
        pen.lineTo(corner)
    pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (font["hmtx"][plus][0], drawn.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(MINUS)] = name
    font.save(path)


if __name__ == "__main__":
    for file in FILES.values():
        add_minus(file)
