"""Where hamlets lie: ``hamlets.geojson`` of a campaign, made flat to be drawn.

Polygons and points in degrees (WGS 84), each with the property ``hamlet_id``. A
commune is small: with longitudes shortened by the cosine of its latitude its areas are
true to a thousandth. What cannot be drawn is reported and left out, never guessed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dophu.campaign.config import Campaign
from dophu.catalogue.issues import Issue, phrase
from dophu.reader.plain_files import why_not_plain

FILE = "hamlets.geojson"

Point = tuple[float, float]
Ring = tuple[Point, ...]

LEAST = 4
"""Points of a ring, its first one again at its end."""


@dataclass(frozen=True)
class Outline:
    """The place of a hamlet, to the right and down: rings of areas, or single points.

    Of an area with a hole the hole is a ring too.
    """

    rings: tuple[Ring, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class MapShapes:
    """Outlines by hamlet; ``why`` is a phrase of the catalogue where there are none."""

    outlines: Mapping[str, Outline]
    why: str = ""


def read_shapes(folder: Path) -> MapShapes:
    """Read a campaign's map; without the file there are no outlines and no reason."""
    path = folder / FILE
    if not path.is_file():
        return MapShapes({})
    if why_not_plain(path, folder):  # a link out of the campaign
        return MapShapes({}, "shapes_json")
    try:
        found = _collect(json.loads(path.read_text(encoding="utf-8-sig")))
    # Brackets nested by the thousand are a RecursionError.
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return MapShapes({}, "shapes_json")
    points = [point for shape in found.values() for point in _points(shape)]
    if not points:
        return MapShapes({}, "shapes_none")
    if not all(abs(x) <= 180 and abs(y) <= 90 for x, y in points):
        return MapShapes({}, "shapes_degrees")
    middle = (min(y for _, y in points) + max(y for _, y in points)) / 2
    short = math.cos(math.radians(middle))
    return MapShapes({hamlet: _flat(shape, short) for hamlet, shape in found.items()})


def check_shapes(campaign: Campaign) -> list[Issue]:
    """Tell of a map that cannot be drawn, or that shows no hamlet of the campaign."""
    shapes = read_shapes(campaign.folder)
    why = shapes.why
    if shapes.outlines and not {*shapes.outlines} & {*campaign.hamlets.ids}:
        why = "shapes_none"
    return [Issue("TD-23", FILE, details={"why": phrase(why)})] if why else []


def _collect(document: Any) -> dict[str, Outline]:
    """Gather the shapes of each hamlet; those of no hamlet are not drawn."""
    found: dict[str, Outline] = {}
    for feature in document["features"]:
        hamlet = (feature.get("properties") or {}).get("hamlet_id")
        if hamlet is None or not feature.get("geometry"):
            continue
        # GeoJSON may have as a number what is a text in the table.
        known = found.get(str(hamlet), Outline())
        rings, points = known.rings, known.points
        for ring in _rings(feature["geometry"]):
            if len(ring) == 1:
                points += ring
            elif len(ring) >= LEAST:
                rings += (ring,)
        found[str(hamlet)] = Outline(rings, points)
    return {hamlet: shape for hamlet, shape in found.items() if _points(shape)}


def _rings(geometry: Any) -> Iterator[Ring]:
    """Give the rings of a geometry, a point as a ring of one."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        for one in geometry["geometries"]:
            yield from _rings(one)
        return
    parts = geometry["coordinates"]
    if kind == "Point":
        yield (_point(parts),)
    elif kind == "MultiPoint":
        yield from ((_point(part),) for part in parts)
    elif kind in ("Polygon", "MultiPolygon"):
        for polygon in [parts] if kind == "Polygon" else parts:
            yield from (tuple(map(_point, ring)) for ring in polygon)


def _point(pair: Any) -> Point:
    x, y = float(pair[0]), float(pair[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError("a coordinate is no number")
    return x, y


def _points(shape: Outline) -> list[Point]:
    return [*(point for ring in shape.rings for point in ring), *shape.points]


def _flat(shape: Outline, short: float) -> Outline:
    def down(point: Point) -> Point:
        return point[0] * short, -point[1]

    rings = tuple(tuple(map(down, ring)) for ring in shape.rings)
    return Outline(rings, tuple(map(down, shape.points)))
