"""What a snapshot was written as, so that one that is damaged or edited is noticed.

``sha256.txt`` beside its tables lists the digest of each, as ``sha256sum --check``
reads it; the first line is the snapshot's place. Nothing is counted from a snapshot
that is not as it was written.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

SEAL = "sha256.txt"


def seal(folder: Path, place: Path) -> None:
    """Write down the digest of every file of a folder that will stand at a place."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    lines = [_title(place), *(_line(folder / name) for name in names)]
    (folder / SEAL).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def is_whole(folder: Path) -> bool:
    """Test whether a snapshot is there, and every file of it as it was written."""
    try:
        if not (folder / SEAL).is_file():
            return False
        title, *lines = (folder / SEAL).read_text(encoding="utf-8").splitlines()
        names = [line.partition("  ")[2] for line in lines]
        return (
            bool(names)
            # The place is sealed too: a copy under another key is not that snapshot.
            and title == _title(folder)
            and lines == [_line(folder / name) for name in names]
        )
    # What cannot be read is taken for damaged, and made again.
    except (OSError, ValueError):
        return False


def _title(place: Path) -> str:
    return f"# {place.parent.name}/{place.name}"


def _line(file: Path) -> str:
    if not file.is_file():  # one that is no plain file could be waited for for ever
        raise FileNotFoundError(file.name)
    with file.open("rb") as content:
        return f"{hashlib.file_digest(content, 'sha256').hexdigest()}  {file.name}"
