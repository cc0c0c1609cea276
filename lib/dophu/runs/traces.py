"""Whether children's names or numbers stand in a file, also inside what is zipped.

A name is looked for as whole words, whatever the case, and whatever stands between the
words (blanks, line ends, marks of a document); a number as its digits.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

LARGEST = 256 * 2**20
"""Bytes of the largest file, or part of a zipped one, that is looked into."""

DEEPEST = 4
"""Zips within zips; a workbook in a slide is the second."""

LEAST_DIGITS = 9
"""Digits of the shortest number that is looked for: a shorter one stands anywhere."""

_WORD = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"(?<!\d)\d{2,6}(?:[ .\-]\d{2,6}){1,5}(?!\d)")
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")

_ZIP, _OLE, _PNG = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG\r\n\x1a\n"
_FOREIGN = re.compile(
    r"[^\x00-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af"
    r"\u01b0\u0300-\u0323\u1ea0-\u1ef9]+"
)
"""No letters of Vietnamese: lengths and flags before a text of an old workbook."""

_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CLOSED = (b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
"""How files begin whose text is packed in a way that is not unpacked here."""


def words_of(text: str) -> list[str]:
    r"""Give the words of a text, as they are compared.

    Examples
    --------
    >>> words_of("Lò  VĂN\nVí_2")
    ['lò', 'văn', 'ví', '2']
    """
    composed = unicodedata.normalize("NFC", text).casefold()
    # Eth and the African d look as đ does, and are typed for it.
    return _WORD.findall(composed.replace("ð", "đ").replace("ɖ", "đ"))


class Sought:
    """Names and numbers that are looked for.

    Names of one word are not (they stand anywhere), nor those that are also in
    ``own``: what the campaign itself calls its places and officers. ``left_out`` counts
    both.
    """

    def __init__(
        self, names: Iterable[str], numbers: Iterable[str], own: Iterable[str] = ()
    ) -> None:
        theirs = [f" {' '.join(words_of(text))} " for text in own]
        self._by_start: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.names = self.left_out = 0
        for name in {" ".join(words_of(name)) for name in names}:
            first, *more = name.split() or [""]
            if not more or any(f" {name} " in text for text in theirs):
                self.left_out += 1
            else:
                self._by_start[first, more[0]].add(name)
                self.names += 1
        digits = ("".join(filter(str.isdigit, number)) for number in numbers)
        self._numbers = {number for number in digits if len(number) >= LEAST_DIGITS}

    @property
    def numbers(self) -> int:
        """How many numbers are looked for."""
        return len(self._numbers)

    def stands_in(self, text: str) -> bool:
        r"""Test whether any name or number stands in a text.

        Examples
        --------
        >>> sought = Sought(["Lò Văn Ví"], ["001219000123"])
        >>> sought.stands_in("… LÒ VĂN\nVÍ …"), sought.stands_in("001 219 000 123")
        (True, True)
        >>> sought.stands_in("Lò Văn Vinh, 0012190001234")
        False
        """
        words = words_of(text)
        if not self._numbers.isdisjoint(words):
            return True
        if any(re.sub(r"\D", "", t) in self._numbers for t in _SPACED.findall(text)):
            return True
        starts = self._by_start.keys() & set(zip(words, words[1:], strict=False))
        if not starts:
            return False
        line = f" {' '.join(words)} "
        return any(f" {n} " in line for start in starts for n in self._by_start[start])


def find_in(path: Path, sought: Sought) -> bool | None:
    """Test whether any name or number stands in a file; None where it stays closed.

    Closed are files with a password, damaged ones, those that are too large, and those
    whose text is packed in a way that is not unpacked here (PDF).
    """
    try:
        if path.stat().st_size > LARGEST:
            return None
        texts = list(_texts(path.read_bytes(), 0))
    except OSError:
        return None
    if any(sought.stands_in(text) for text in texts if text is not None):
        return True
    return None if None in texts else False


def _texts(content: bytes, depth: int) -> Iterator[str | None]:
    """Give the texts of a file and of all that is zipped in it; None for the closed."""
    if content.startswith(_CLOSED):
        yield None
    elif content.startswith(_ZIP):
        yield from _unzipped(content, depth)
    elif content.startswith(_OLE):
        yield None if _LOCKED in content else ""
        for start in (0, 1):  # texts may begin at any byte
            yield _FOREIGN.sub(" ", content[start:].decode("utf-16-le", "ignore"))
        yield content.decode("latin-1")
    else:
        content = _beside_points(content) if content.startswith(_PNG) else content
        yield from _ways_to_read(_decoded(content))


def _beside_points(picture: bytes) -> bytes:
    """Give what a PNG picture holds beside its points: texts, and what is appended."""
    at, kept = len(_PNG), []
    while at + 12 <= len(picture):
        end = at + 12 + int.from_bytes(picture[at : at + 4], "big")
        if picture[at + 4 : at + 8] != b"IDAT":
            kept.append(picture[at + 8 : end])
        at = end
    return b"\n".join((*kept, picture[at:]))


def _unzipped(content: bytes, depth: int) -> Iterator[str | None]:
    if depth == DEEPEST:
        yield None
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.infolist():
                # A file may be called by a child's name.
                yield part.filename
                if part.flag_bits & 1 or part.file_size > LARGEST:
                    yield None
                else:
                    yield from _texts(parts.read(part), depth + 1)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        yield None
    except zipfile.zlib.error:
        yield None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # A picture with texts beside its points, or a list in an old encoding.
        old = content.decode("cp1258", "replace")
        return f"{content.decode('utf-8', 'ignore')}\n{old}"


def _ways_to_read(text: str) -> Iterator[str]:
    """Give a text as it stands and as it is meant: without marks, escapes undone."""
    yield text
    if "<" in text:
        # A word may be cut by a mark of its letters, and two cells by one alone.
        yield html.unescape(_TAG.sub("", text))
        yield html.unescape(_TAG.sub(" ", text))
    if "\\u" in text:
        yield _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
