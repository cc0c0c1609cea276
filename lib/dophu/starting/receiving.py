"""Putting a list that was handed in where it belongs: into its date's folder.

Nothing leaves the campaign's folder, and no list that is there is written over unless
a person has said so.
"""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath

from dophu.reader.dated_folder import why_not_read
from dophu.reader.plain_files import is_inside

FOLDERS = ("rosters", "enrolments")
"""Folders of a campaign that lists are put into, each by date."""

MOST_BYTES = 64 * 2**20
"""Size of a list at most: a commune's is below a hundredth of it."""

LONGEST = 120
"""Letters of a file's name at most; Windows has 260 for the whole path."""

NEW, SAME, TAKEN, REPLACED = "new", "same", "taken", "replaced"
"""What became of a list; ``TAKEN``: another of its name is there, nothing was done."""

# Windows' names of devices, whatever their ending.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$")


def plain_name(name: str) -> str:
    r"""Make a name safe: of its folders, of what steers a screen, of Windows' own.

    Examples
    --------
    >>> plain_name("../../thôn 5.xlsx"), plain_name("C:\\tmp\\a<b>.csv")
    ('thôn 5.xlsx', 'a_b_.csv')
    >>> plain_name("CON.csv"), plain_name(".an.csv"), plain_name("~$a.xlsx")
    ('_CON.csv', 'an.csv', '~$a.xlsx')
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    text = unicodedata.normalize("NFC", last)
    text = "".join("_" if _is_odd(letter) else letter for letter in text)
    # A point first hides a file, and Windows drops points and spaces at the end.
    text = text.strip().lstrip(".").rstrip(". ") or "_"
    if _RESERVED.match(text):
        text = f"_{text}"
    stem, dot, ending = text.rpartition(".")
    room = LONGEST - len(dot + ending)
    return f"{stem[:room].rstrip()}{dot}{ending}" if stem else text[:LONGEST]


def _is_odd(letter: str) -> bool:
    return letter in '<>:"/\\|?*\ufffd' or unicodedata.category(letter)[0] == "C"


def why_not_received(name: str, size: int) -> str:
    """Give a phrase for why a file is not taken, '' if it is."""
    if size > MOST_BYTES:
        return "too_large"
    return why_not_read(plain_name(name))


def receive(
    campaign: Path,
    folder: str,
    day: date,
    name: str,
    content: bytes,
    replaces: bool = False,
) -> tuple[str, str]:
    """Put a list into the folder of its date, whole or not at all.

    Parameters
    ----------
    campaign
        The campaign's folder.
    folder
        One of ``FOLDERS``.
    day
        The date that the list is of.
    name
        As it was called where it came from; it is made safe.
    content
        The file.
    replaces
        Whether a person has said that it takes the place of one of its name.

    Returns
    -------
    tuple
        What became of it, and its path in the campaign with '/'.

    Raises
    ------
    ValueError
        For a folder that is none of lists, or leads out of the campaign.
    OSError
        Where it cannot be written.
    """
    place = campaign / folder / day.isoformat()
    if folder not in FOLDERS or not is_inside(place, campaign):
        raise ValueError(folder)
    place.mkdir(parents=True, exist_ok=True)
    target = place / plain_name(name)
    key = target.name.casefold()
    for there in place.iterdir():
        # Some disks keep letters decomposed, some know no case: it would be one file
        # there.
        if unicodedata.normalize("NFC", there.name).casefold() != key:
            continue
        path = there.relative_to(campaign).as_posix()
        if there.is_file() and there.read_bytes() == content:
            return SAME, path
        if not replaces or not there.is_file():
            return TAKEN, path
        _write(there, content)
        return REPLACED, path
    _write(target, content)
    return NEW, target.relative_to(campaign).as_posix()


def _write(target: Path, content: bytes) -> None:
    # Of this ending no list is read, should the computer stop here.
    part = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
