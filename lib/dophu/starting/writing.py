"""The folder of a new campaign: written whole or not at all, and never over another."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dophu.campaign.config import read_campaign
from dophu.campaign.hamlets import Hamlets
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.sentences import say
from dophu.documents.lists.templates import FOLDER as TEMPLATES
from dophu.documents.lists.templates import template_contents
from dophu.starting.answers import Answers
from dophu.starting.own_notebook import notebook_text
from dophu.starting.settings_file import hamlets_text, settings_text
from dophu.starting.shown_lists import ShownList

SHOWN = 5
"""Names of what a folder holds that a message shows."""


def check_free(folder: Path) -> None:
    """See that a folder is not there yet, or is empty.

    Raises
    ------
    DophuError
        CH-09 with what is there.
    """
    if not folder.exists():
        return
    names = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else ["."]
    if names:
        shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
        details = {"folder": str(folder), "names": shown}
        raise DophuError(Issue("CH-09", details=details))


def write_campaign(
    folder: Path,
    answers: Answers,
    hamlets: Hamlets,
    lists: Sequence[tuple[ShownList, date]] = (),
) -> dict[str, int]:
    """Write a campaign's folder.

    Parameters
    ----------
    folder
        One that is not there, or is empty.
    answers, hamlets
        What it counts, and where.
    lists
        The lists to copy into it, each with the day that it describes.

    Returns
    -------
    dict
        What was written, relative to the folder with '/', and how many of it: hamlets,
        or lists in a folder; in ``templates`` an empty list for each hamlet.

    Raises
    ------
    DophuError
        CH-09 where the folder holds something, CH-26 where it cannot be written.
    """
    check_free(folder)
    language = answers.language
    place = folder.absolute()
    # Beside it, on the same disk: to put it in its place is one rename.
    made = place.with_name(f".{place.name}.{os.getpid()}")
    notebook = f"notebooks/{say('notebook_file', language)}.ipynb"
    done = {"campaign.toml": 1, "hamlets.csv": len(hamlets.hamlets)}
    try:
        made.mkdir(parents=True)
        _write(made / "campaign.toml", settings_text(answers))
        _write(made / "hamlets.csv", hamlets_text(hamlets), "utf-8-sig")
        (made / "rosters").mkdir()
        for shown, day in lists:
            into = f"{shown.kind}/{day}"
            _copy(shown.path, made / into)
            done[into] = done.get(into, 0) + 1
        _write(made / notebook, notebook_text(language))
        for name, content in template_contents(read_campaign(made), language).items():
            (made / name).parent.mkdir(exist_ok=True)
            (made / name).write_bytes(content())
            done[TEMPLATES] = done.get(TEMPLATES, 0) + 1
        _move(made, place)
    except OSError as error:
        why = phrase("new_unwritable", why=type(error).__name__)
        details = {"folder": str(folder), "why": why}
        raise DophuError(Issue("CH-26", details=details)) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return done | {notebook: 1}


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding=encoding, newline="\n") as file:
        file.write(text)


def _copy(source: Path, into: Path) -> None:
    """Copy a list; of two with one name the second has its folder's name before it."""
    into.mkdir(parents=True, exist_ok=True)
    taken = {path.name.casefold() for path in into.iterdir()}
    names = [source.name, f"{source.parent.name}_{source.name}"]
    names += [f"{n}_{names[1]}" for n in range(2, len(taken) + 3)]
    free = next(name for name in names if name.casefold() not in taken)
    shutil.copyfile(source, into / free)


def _move(made: Path, place: Path) -> None:
    """Put what was made in its place; a folder that is there stays, and is filled."""
    if not place.exists():
        made.rename(place)
        return
    # Once more: something may have been put there meanwhile.
    check_free(place)
    for child in sorted(made.iterdir()):
        child.rename(place / child.name)
