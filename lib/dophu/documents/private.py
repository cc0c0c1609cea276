"""Folders and files with children's data, which their owner alone may open."""

from __future__ import annotations

from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
"""On Windows, where these say nothing, the rights of the folder above hold."""


def private_folder(path: Path) -> Path:
    """Make a folder, with those above it, that its owner alone may look into."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(FOLDER_MODE)
    return path


def keep_private(folder: Path) -> None:
    """Let the owner alone open whatever stands in a folder, if there is one."""
    if not folder.is_dir():
        return
    for path in (folder, *folder.rglob("*")):
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
