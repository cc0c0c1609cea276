"""The key of the classes of coverage, for whatever colours hamlets by them."""

from __future__ import annotations

from dophu.catalogue.about import About
from dophu.charts.kit.colours import CLASSES
from dophu.charts.kit.frame import KeyEntry
from dophu.findings.places import EDGES


def class_key(about: About) -> list[KeyEntry]:
    """Give the key of the classes of coverage, lowest first."""
    edges = [
        about.say("class_below", edge=EDGES[0]),
        *(
            about.say("class_between", edge=edge, below=below)
            for edge, below in zip(EDGES, EDGES[1:], strict=False)
        ),
        about.say("class_from", edge=EDGES[-1]),
    ]
    return [KeyEntry(*pair) for pair in zip(edges, CLASSES, strict=True)]
