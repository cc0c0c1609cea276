"""The encoding of text files without a byte-order mark: Unicode, or bytes.

Windows-1258 gives a letter to nearly every byte, so it would also read what was typed
for an old font, and lose it: ``ThÞ`` (TCVN3) comes to ``Th̃``. Such text is handed
out as the font's letters stand, as a workbook has it; what the columns were typed in is
settled later (:mod:`dophu.rosters.texts.legacy_columns`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

ENCODINGS = ("utf-8-sig", "cp1258")
"""Tried in this order without a byte-order mark; cp1258 is Windows' Vietnamese."""

FOREIGN_ABOVE = 0.15
"""Share of words with letters or signs that Vietnamese has not, from which a text is
not what Windows-1258 makes of it: it is 0 in lists of names, 0.25 in those of old fonts
at the least."""

LOOKED_AT = 200_000
"""Bytes of a file that are judged."""

_WORD_ENDS = re.compile(r"[\s,;|\"]+")
_BETWEEN = re.compile(r"[\n\r,;\t|]")


def decode_text(content: bytes, encoding: str) -> str:
    """Decode a file's bytes; as an old font's where Windows-1258 does not fit.

    Raises
    ------
    UnicodeDecodeError
        Where the encoding does not give a letter to each byte.
    LookupError
        Where there is no such encoding.

    Examples
    --------
    >>> decode_text("Lª ThÞ Hoµng".encode("latin-1"), "cp1258")
    'Lª ThÞ Hoµng'
    >>> decode_text("Hoàng".encode("cp1258"), "cp1258")
    'Hoàng'
    """
    text = content.decode(encoding)
    if encoding.casefold() not in ("cp1258", "windows-1258") or content.isascii():
        return text
    western = _as_western(content)
    return western if _is_old(text[:LOOKED_AT], western[:LOOKED_AT]) else text


def _as_western(content: bytes) -> str:
    """Give each byte its letter in Windows-1252; five codes without one stay bytes."""
    text = content.decode("cp1252", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda byte: chr(ord(byte[0]) & 0xFF), text)


def _is_old(text: str, western: str) -> bool:
    # Loaded for bytes that are not UTF-8 alone: the child that reads must start light.
    from dophu.legacy import LETTERS, detect_encoding

    if foreign_share(text, LETTERS) <= FOREIGN_ABOVE:
        return False
    return detect_encoding(_BETWEEN.split(western)) in ("tcvn3", "vni")


def foreign_share(text: str, spelled_with: Collection[str]) -> float:
    """Give the share of a text's accented words that are not spelled in some letters.

    Marks that no letter takes and signs among letters count; no dashes and quotation
    marks.

    Examples
    --------
    >>> foreign_share("Lò Thị Ánh – Bình", "òịÁì"), foreign_share("Lò Th̃ ¸nh", "ò")
    (0.0, 0.6666666666666666)
    """
    accented = foreign = 0
    for word in _WORD_ENDS.split(unicodedata.normalize("NFC", text)):
        letters = [c for c in word if c > "\x7f" and not "\u2000" <= c <= "\u206f"]
        accented += bool(letters)
        foreign += any(letter not in spelled_with for letter in letters)
    return foreign / accented if accented else 0.0
