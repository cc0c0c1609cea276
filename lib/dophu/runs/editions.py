"""The folder of a unit's editions: each is there whole or not at all, and stays.

``DIR/<unit>/<as_of>``, a correction of the same date ``<as_of>.2``, ``.3`` ...;
``latest.txt`` names the one to read and is replaced last. Work goes on in a folder
whose name begins with a point, on the same disk, and is moved in one step.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.refusals import cannot_write
from dophu.disk import FREE, flush, flush_folder

LATEST = "latest.txt"
RECORD = "run.json"
STAGE = ".stage-"
LOCK = ".lock"

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.(\d{1,9}))?")


def patiently(action: Callable[[], object]) -> None:
    """Do a thing with a file, again for 3 s where another program holds the file.

    On Windows Excel, an antivirus or a cloud folder keeps a file from being moved
    or replaced for a moment.
    """
    wait = 0.05
    while True:
        try:
            action()
            return
        except PermissionError:
            if wait > 1.6:
                raise
            time.sleep(wait)
            wait *= 2


@contextmanager
def open_stage(unit_folder: Path) -> Iterator[Path]:
    """Lock a unit's folder and give an empty folder to work in, removed at the end.

    Raises
    ------
    DophuError
        CH-03 if another run holds the lock; CH-04 if the folder cannot be written
        to or the disk is full.
    """
    stage = unit_folder / f"{STAGE}{os.getpid()}"
    try:
        unit_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(unit_folder, error) from None
    with locked(unit_folder):
        try:
            try:
                _remove_stages(unit_folder)
                stage.mkdir()
                if shutil.disk_usage(stage).free < FREE:
                    raise OSError(errno.ENOSPC, "")
            except OSError as error:
                raise cannot_write(unit_folder, error) from None
            yield stage
        finally:
            # What a killed run had started may have gone on writing to its stage.
            _remove_stages(unit_folder)


def _remove_stages(unit_folder: Path) -> None:
    """Remove the stages of a folder that is locked: nobody is at work in them."""
    for stage in unit_folder.glob(f"{STAGE}*"):
        shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep others from a folder; CH-03 where one is at work there already."""
    lock = FileLock(folder / LOCK, timeout=1)
    try:
        lock.acquire()
    except Timeout:
        raise DophuError(Issue("CH-03", details={"folder": str(folder)})) from None
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        yield
    finally:
        lock.release()


def editions(unit_folder: Path) -> list[tuple[date, int, Path]]:
    """List the editions of a unit: date, number of the correction, folder; in order.

    A folder without a ``run.json`` is none, whatever its name.
    """
    return [one for one in _named(unit_folder) if (one[2] / RECORD).is_file()]


def no_editions(unit_folder: Path) -> list[str]:
    """Name the folders of a unit that are called as editions are, and are none."""
    whole = {folder for _, _, folder in editions(unit_folder)}
    return [f.name for f in named_as_editions(unit_folder) if f not in whole]


def named_as_editions(unit_folder: Path) -> list[Path]:
    """List the folders of a unit that are called as editions are, whole or not."""
    folders = unit_folder.iterdir() if unit_folder.is_dir() else ()
    return sorted(f for f in folders if _NAME.fullmatch(f.name) and f.is_dir())


def _named(unit_folder: Path) -> list[tuple[date, int, Path]]:
    found = []
    for folder in unit_folder.iterdir() if unit_folder.is_dir() else ():
        match = _NAME.fullmatch(folder.name)
        if match and folder.is_dir():
            with suppress(ValueError):  # 2024-99-99 is no date
                day = date.fromisoformat(match[1])
                found.append((day, int(match[2] or 1), folder))
    return sorted(found)


def newest(unit_folder: Path, as_of: date) -> Path | None:
    """Give the highest correction of a date, if there is any edition of it."""
    of_date = [folder for day, _, folder in editions(unit_folder) if day == as_of]
    return of_date[-1] if of_date else None


def last_before(unit_folder: Path, as_of: date) -> Path | None:
    """Give the highest correction of the last date before one, if there is any."""
    before = [folder for day, _, folder in editions(unit_folder) if day < as_of]
    return before[-1] if before else None


def next_name(unit_folder: Path, as_of: date) -> str:
    """Name the edition to be made: the date, with a number if there is one already."""
    # Also of folders that are no whole edition: their names are taken.
    numbers = [number for day, number, _ in _named(unit_folder) if day == as_of]
    return f"{as_of}.{max(numbers) + 1}" if numbers else str(as_of)


def publish(stage: Path, edition: Path) -> None:
    """Move a finished stage to its place in one step, and point to the newest edition.

    Raises
    ------
    DophuError
        CH-04 where the disk does not take it; what was there before stays.
    """
    try:
        flush(stage)
        patiently(lambda: stage.rename(edition))
        flush_folder(edition.parent)
        point_to_latest(edition.parent)
    except OSError as error:
        raise cannot_write(edition.parent, error) from None


def point_to_latest(unit_folder: Path) -> None:
    """Write ``latest.txt``: the newest date, in its highest correction."""
    pointer = unit_folder / LATEST
    text = editions(unit_folder)[-1][2].name + "\n"
    if pointer.is_file() and pointer.read_bytes() == text.encode():
        return
    part = pointer.with_name(f".{LATEST}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    flush(part)
    patiently(lambda: part.replace(pointer))
