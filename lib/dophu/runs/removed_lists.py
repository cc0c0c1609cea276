"""Lists of earlier dates that were there when an edition was published, and are gone.

What they said has left the figures of their date, so what was published no longer
holds; a list taken out is told, as one is that does not come again.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dophu.catalogue.about import About
from dophu.catalogue.issues import DophuError
from dophu.runs.checks import Row
from dophu.runs.record import read_record
from dophu.snapshots.keys import LIST_FOLDERS, Input


def find_removed(published: Path | None, inputs: Iterable[Input]) -> list[str]:
    """List the lists that a published edition was made from and that are no more.

    A file that was renamed in its date's folder, its content the same, is not one.

    Parameters
    ----------
    published
        The edition of the last date; None where there is none.
    inputs
        The files that are there now.
    """
    if published is None:
        return []
    try:
        before = {path: digest for path, digest, *_ in read_record(published)["inputs"]}
    except (DophuError, KeyError, TypeError, ValueError):
        return []  # damaged: it is told elsewhere, and says nothing here
    now = list(inputs)
    paths = {i.path for i in now}
    contents = {(_folder_of(i.path), i.sha256) for i in now}
    return sorted(
        path
        for path, digest in before.items()
        if path.partition("/")[0] in LIST_FOLDERS
        and path not in paths
        and (_folder_of(path), digest) not in contents
    )


def _folder_of(path: str) -> tuple[str, ...]:
    """Give the dated folder of a list: the same content may stand in several."""
    return tuple(path.split("/")[:2])


def say_removed(removed: list[str], restated: list[Row], about: About) -> list[str]:
    """Say that lists were taken out, and of which hamlets figures are restated by it.

    ``restated`` is the table of that name.
    """
    if not removed:
        return []
    hamlets = list(dict.fromkeys(row["hamlet"] for row in restated))
    number = "one" if len(removed) == 1 else "many"
    stated = about.say(
        f"look_removed_{number}", place=removed[0], n=about.count(len(removed))
    )
    if not hamlets:
        return [f"{stated} {about.say('look_removed_same')}"]
    names = about.join(hamlets)
    return [f"{stated} {about.say('look_removed_restated', names=names)}"]
