"""Where the hamlets of a date lie: on a map of tiles, and on one of their outlines."""

from __future__ import annotations

from collections.abc import Mapping

from dophu.campaign.map_shapes import Outline, read_shapes
from dophu.snapshots import Snapshot


def tile_outlines(snapshot: Snapshot) -> Mapping[str, Outline]:
    """Give the tiles of the hamlets as squares of one by one; none where none has.

    Of two hamlets on one tile the first of the file has it, and the other is not on
    the map: its chart says so.
    """
    taken: set[tuple[int, int]] = set()
    outlines = {}
    for hamlet in snapshot.hamlets.hamlets:
        if hamlet.tile is None or hamlet.tile in taken:
            continue
        taken.add(hamlet.tile)
        # A tile is a row and a column; a corner is x, then y.
        y, x = map(float, hamlet.tile)
        corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y))
        outlines[hamlet.hamlet_id] = Outline((corners,))
    return outlines


def map_outlines(snapshot: Snapshot) -> Mapping[str, Outline]:
    """Give the outlines that ``hamlets.geojson`` has of the hamlets of a date."""
    known = {*snapshot.hamlets.ids}
    found = read_shapes(snapshot.campaign.folder).outlines
    return {hamlet: shape for hamlet, shape in found.items() if hamlet in known}
