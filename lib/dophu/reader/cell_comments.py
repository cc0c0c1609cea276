"""Comments pinned to cells of an .xlsx or .xlsb: legacy notes and threads.

What stands in a comment is seen by whoever opens the list, and by nobody who reads its
cells alone. The parts of a zip that hold comments are looked for by their names: most
lists have none, and cost nothing.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree

from dophu.reader.extents import MOST_COLUMNS, MOST_ROWS, PIECE, Comment, Refused
from dophu.reader.xlsb_records import records

MOST_COMMENTS = 5_000
"""Comments of a sheet that are read; whoever writes more has written a column."""

LONGEST = 1_000
"""Letters of a comment that are kept."""

MOST_BYTES = 16 * PIECE
"""Bytes of a part of comments that are looked at."""

_LINK = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Type|Target)="([^"]*)"')
_THREAD = "threadedComment"
_LEGACY_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_AUTHOR = re.compile(r"\A[^\n]{1,60}:\s*\n")
"""What Excel writes over a new note: the name of whoever writes it."""


def find_comments(
    archive: zipfile.ZipFile, sheets: list[str]
) -> dict[str, tuple[Comment, ...]]:
    """Give the comments of each sheet's part that has any.

    Raises
    ------
    Refused
        For comments that declare entities.
    """
    names = set(archive.namelist())
    if not any("omment" in name for name in names):
        return {}
    found = {}
    for sheet in sheets:
        legacy, threads = {}, {}
        for part in _parts_of(archive, sheet, names):
            if archive.getinfo(part).file_size > MOST_BYTES:
                continue
            into = threads if _THREAD in part else legacy
            read = _in_records if part.endswith(".bin") else _in_xml
            for row, column, text in read(archive.read(part)):
                over = into.get((row, column))
                into[row, column] = f"{over}\n{text}" if over else text
        # Of a thread the legacy part holds a copy, in words of the program.
        if both := {**legacy, **threads}:
            found[sheet] = as_comments(both)
    return found


def as_comments(texts: dict[tuple[int, int], str]) -> tuple[Comment, ...]:
    r"""Give comments in the order of their cells, each without its author's name.

    Examples
    --------
    >>> as_comments({(3, 1): "Nguyễn Mẫu:\nchưa làm"})
    ((3, 1, 'chưa làm'),)
    """
    kept = sorted(texts.items())[:MOST_COMMENTS]
    return tuple(
        (row, column, _AUTHOR.sub("", text.strip())[:LONGEST].strip())
        for (row, column), text in kept
        if 0 <= row < MOST_ROWS and 0 <= column < MOST_COLUMNS
    )


def _parts_of(archive: zipfile.ZipFile, sheet: str, names: set[str]) -> Iterator[str]:
    folder, _, name = sheet.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    if links not in names:
        return
    for link in _LINK.findall(archive.read(links)):
        stated = dict(_ATTRIBUTE.findall(link))
        kind = stated.get(b"Type", b"").rpartition(b"/")[2]
        if kind not in (b"comments", b"threadedComment"):
            continue
        target = stated.get(b"Target", b"").decode("utf-8", "replace")
        part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if part in names:
            yield part


def _in_xml(content: bytes) -> Iterator[Comment]:
    if b"<!DOCTYPE" in content:
        raise Refused("entities")
    for comment in ElementTree.fromstring(content).iter():
        if comment.tag.rpartition("}")[2] not in ("comment", _THREAD):
            continue
        place = _LEGACY_PLACE.match(comment.get("ref", ""))
        if place is None:
            continue
        # Of a phonetic guide (rPh) the letters are not the comment's.
        guides = {
            id(text)
            for guide in comment.iter()
            if guide.tag.endswith("}rPh")
            for text in guide.iter()
        }
        texts = (
            part.text or ""
            for part in comment.iter()
            if part.tag.rpartition("}")[2] in ("t", "text") and id(part) not in guides
        )
        yield int(place[2]) - 1, _column(place[1]), "".join(texts)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _in_records(content: bytes) -> Iterator[Comment]:
    row = column = -1
    for code, body in records(content):
        if code == 635 and len(body) >= 20:  # BrtBeginComment: author, its cells
            row, _, column, _ = struct.unpack_from("<IIII", body, 4)
        elif code == 637 and len(body) >= 5:  # BrtCommentText: a RichStr
            length = struct.unpack_from("<I", body, 1)[0]
            text = body[5 : 5 + 2 * length].decode("utf-16-le", "replace")
            yield row, column, text


class BiffComments:
    """Collects the comments of an .xls: the cell in one record, the text in another."""

    def __init__(self) -> None:
        self._places: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
        self._texts: dict[int, dict[int, str]] = defaultdict(dict)
        self._object = 0
        self._letters = 0

    def look_at(self, sheet: int, code: int, body: bytes) -> None:
        """Note a record of a sheet ([MS-XLS] 2.4.179, 2.4.181, 2.4.329)."""
        if code == 0x5D and len(body) >= 8:  # Obj: its number
            self._object = struct.unpack_from("<H", body, 6)[0]
        elif code == 0x1B6 and len(body) >= 12:  # TxO: how many letters follow
            self._letters = struct.unpack_from("<H", body, 10)[0]
        elif code == 0x3C and self._letters:  # Continue: the text of the last TxO
            wide = bool(body[:1] and body[0] & 1)
            cut = body[1 : 1 + self._letters * (1 + wide)]
            text = cut.decode("utf-16-le" if wide else "latin-1", "replace")
            self._texts[sheet].setdefault(self._object, text)
            self._letters = 0
        elif code == 0x1C and len(body) >= 8:  # Note: its cell, the object's number
            row, column, _, number = struct.unpack_from("<HHHH", body)
            self._places[sheet][number] = (row, column)

    def found(self, sheet: int) -> tuple[Comment, ...]:
        """Give the comments of a sheet; one whose text is not found has none."""
        texts = self._texts[sheet]
        places = self._places[sheet].items()
        return as_comments({place: texts.get(n, "…") for n, place in places})
