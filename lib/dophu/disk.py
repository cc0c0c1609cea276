"""Files that stay: kept by the disk before they are named, and read by their owner."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

OWNER_FOLDER, OWNER_FILE = 0o700, 0o600
"""What the owner alone may enter and read. On Windows a folder's own rules hold."""

FREE = 64 * 2**20
"""Bytes that must be free before a run: an edition of 50 hamlets takes some 10 MB."""


def flush(path: Path) -> None:
    """Have the disk keep a file, or every file of a folder, before it is named."""
    for file in (*path.rglob("*"), path) if path.is_dir() else (path,):
        if file.is_file():
            # Windows flushes only what is open for writing.
            with file.open("rb+") as opened:
                os.fsync(opened.fileno())
        else:
            flush_folder(file)


def flush_folder(folder: Path) -> None:
    """Have the disk keep which files a folder names."""
    if os.name == "posix":  # elsewhere a folder cannot be opened
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def private_folder(folder: Path) -> Path:
    """Make a folder that its owner alone may enter, whatever the umask; give it.

    One that is there already is closed to others; one of another owner's stays.
    """
    folder.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
    with suppress(PermissionError):
        folder.chmod(OWNER_FOLDER)
    return folder


def close_to_others(folder: Path) -> None:
    """Leave a folder, if there is one, and all that is in it to their owner alone."""
    if not folder.is_dir():
        return
    folder.chmod(OWNER_FOLDER)
    for path in folder.rglob("*"):
        path.chmod(OWNER_FOLDER if path.is_dir() else OWNER_FILE)


def is_link(path: Path) -> bool:
    """Test whether a path is a link, or what Windows calls a junction."""
    is_junction = getattr(os.path, "isjunction", None)  # from Python 3.12 on
    return path.is_symlink() or bool(is_junction and is_junction(path))


def walk_links(folder: Path) -> Iterator[Path]:
    """Give every link below a folder in order; none is followed."""
    if is_link(folder) or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if is_link(path):
            yield path
        elif path.is_dir():
            yield from walk_links(path)


def walk_files(folder: Path) -> Iterator[Path]:
    """Give every file below a folder in order, links and what they lead to left out."""
    if is_link(folder) or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if is_link(path):
            continue
        if path.is_dir():
            yield from walk_files(path)
        elif path.is_file():
            yield path
