"""Where children's names may be written: a terminal, or a file outside all editions.

An edition is passed on, a pipe ends nobody knows where. So names go to a screen that
somebody sits at, or into a file whose path was given for them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.runs.editions import LATEST
from dophu.runs.public_files import SHELF, is_public
from dophu.runs.record import FILE as RECORD

OWNER_ALONE = 0o600
MARKS = (RECORD, LATEST, "site.json")
"""Files by which an edition, a unit's folder of them and a region's site are known."""

STANDARD = "-"
"""A path that means the screen or the pipe behind it."""


def check_names_may_go(path: str, language: str = "vi") -> None:
    """See that names may be written to a path, or to the screen where it is empty.

    Raises
    ------
    DophuError
        TR-01 if it is a pipe, or lies in an edition, a public one too, or among them.
    """
    if path in ("", STANDARD):
        if path or not (sys.stdout and sys.stdout.isatty()):
            raise _refused("names_pipe", language)
        return
    target = Path(path).absolute()
    for folder in target.resolve().parents:
        is_marked = any((folder / mark).is_file() for mark in MARKS)
        if is_marked or folder.name == SHELF or is_public(folder):
            raise _refused("names_edition", language)


def _refused(why: str, language: str) -> DophuError:
    return DophuError(Issue("TR-01", details={"why": phrase(why)}), language)


def keep_to_owner(path: Path) -> None:
    """Make an empty file that its owner alone may read, where the system can."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The mode is that of a new file only: one that is there may be open to others.
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, OWNER_ALONE))
