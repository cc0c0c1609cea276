"""What the edition to be made replaces: the one of the same date that stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dophu.catalogue.issues import DophuError
from dophu.findings.correction import Correction
from dophu.runs.checks import read_table
from dophu.runs.editions import newest
from dophu.runs.record import read_record


def find_correction(
    unit_folder: Path, as_of: date, inputs: Iterable[Sequence[Any]]
) -> Correction | None:
    """Compare with the newest edition of a date; None where there is none to read.

    Parameters
    ----------
    unit_folder
        The folder of the unit's editions.
    as_of
        The date of the lists.
    inputs
        Path, digest and bytes of every file that the new edition is made from.
    """
    edition = newest(unit_folder, as_of)
    if edition is None:
        return None
    try:
        gaps = read_table(edition, "gaps")
        before = {path: digest for path, digest, *_ in read_record(edition)["inputs"]}
    except (DophuError, KeyError, OSError, TypeError, ValueError):
        return None  # damaged: it is told elsewhere, and says nothing here
    now = {path: digest for path, digest, *_ in inputs}
    both = before.keys() & now.keys()
    files = {
        "added": now.keys() - before.keys(),
        "changed": {path for path in both if before[path] != now[path]},
        "removed": before.keys() - now.keys(),
    }
    named = {kind: tuple(sorted(paths)) for kind, paths in files.items()}
    return Correction(edition.name, gaps, named)
