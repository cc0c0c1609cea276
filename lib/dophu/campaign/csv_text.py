"""CSV as programs save it: its encoding, its separator, its records."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Sequence

from dophu.reader.containers import Unreadable
from dophu.reader.delimited_text import SEPARATORS, named_separator
from dophu.text import comparison_key

_SENTINEL = "\x02"

_SYMBOLS = "¡¢£¤¥¦§¨©«¬\u00ad®¯´¸»¼½¾¿"
"""What other encodings' letters come to in Windows-1258."""

_VIETNAMESE = set("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")


def decode(content: bytes) -> str:
    r"""Decode a text file: UTF-8 and UTF-16 with their marks, else Windows-1258.

    Composed to NFC, lines ended by a line feed.

    Raises
    ------
    Unreadable
        ``encoding`` where it is none of them. Windows-1258 gives a letter to nearly
        every byte, so a letter that Vietnamese has not says it was another.

    Examples
    --------
    >>> decode("Thôn Mẫu".encode("utf-16")), decode(b"Th\xf4n")
    ('Thôn Mẫu', 'Thôn')
    """
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = "" if is_wide else _decode_windows(content)
        if not text:
            raise Unreadable("encoding") from None
    # UTF-16 without its mark passes as UTF-8, with a zero beside each plain letter.
    if "\x00" in text:
        raise Unreadable("encoding")
    text = unicodedata.normalize("NFC", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_windows(content: bytes) -> str:
    try:
        text = content.decode("cp1258")
    except UnicodeDecodeError:
        return ""
    letters = unicodedata.normalize("NFC", text).casefold()
    foreign = [c for c in letters if c.isalpha() and not _is_vietnamese(c)]
    # A tone that no letter before it takes is a letter of another code page as well.
    marks = [c for c in letters if unicodedata.combining(c) or c in _SYMBOLS]
    return "" if foreign or marks else text


def _is_vietnamese(letter: str) -> bool:
    # Grave, acute, tilde, hook above, dot below: Windows-1258 writes them behind the
    # letter, which keeps its breve, circumflex or horn.
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = unicodedata.normalize("NFD", letter)
    bare = "".join(c for c in letters if c not in tones)
    return unicodedata.normalize("NFC", bare) in _VIETNAMESE


def read_records(content: bytes, headings: Collection[str]) -> list[list[str]]:
    r"""Read the records of a CSV file, the first one Excel's row 1; blank ones stay.

    The separator is the one by which the first line has most of the ``headings``
    (their comparison keys), after a line ``sep=`` the one that it names.

    Raises
    ------
    Unreadable
        ``encoding``, or ``open_quote`` where a quotation mark is never closed.

    Examples
    --------
    >>> read_records(b"sep=;\nKind;Value\nhamlet;A, B\n", {"kind", "value"})
    [['Kind', 'Value'], ['hamlet', 'A, B']]
    """
    text = decode(content)
    line, _, rest = text.partition("\n")
    named = named_separator(line)
    if named:
        # Excel shows no row for this line.
        text = rest
        # First, so that it wins a tie: max keeps the first of equals.
        separators = tuple(dict.fromkeys((named, *SEPARATORS)))
    else:
        separators = SEPARATORS
    first = next((line for line in text.split("\n") if line.strip()), "")

    def headings_by(mark: str) -> int:
        found = _fields(first, mark)
        return sum(comparison_key(cell) in headings for cell in found)

    # The marks are counted where no heading is a known one: the message then names
    # headings, not the whole line as one.
    best = max(separators, key=lambda mark: (headings_by(mark), first.count(mark)))
    return _parse(text, best)


def _parse(text: str, separator: str) -> list[list[str]]:
    # What is still inside quotation marks at the end swallows the line set there.
    lines = io.StringIO(text.rstrip("\n") + f"\n{_SENTINEL}\n", newline="")
    try:
        records = list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        raise Unreadable("damaged") from None
    if records.pop() != [_SENTINEL]:
        raise Unreadable("open_quote")
    return records


def _fields(line: str, separator: str) -> list[str]:
    """Take a line apart; nothing where a field of it is too long for one."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def as_record(cells: Sequence[str], least: int) -> list[str]:
    """Take a row apart by commas where it is a line pasted from a message.

    Pasted among semicolons, or whole into a cell of Excel, such a line begins with
    a field that holds commas. ``least`` fields make a line.

    Examples
    --------
    >>> as_record(['heading,a.xlsx,"Số, ngày', ' giờ",status', "", ""], 4)
    ['heading', 'a.xlsx', 'Số, ngày; giờ', 'status']
    """
    if cells and "," in cells[0]:
        # Word puts its own quotation marks around a line.
        parts = _fields(";".join(cells).rstrip(";").strip("“”„"), ",")
        if len(parts) >= least:
            return parts
    return list(cells)


def as_line(*fields: str) -> str:
    """Write a line of a table with commas, quoted where a field asks for it.

    Examples
    --------
    >>> print(as_line("heading", "a.xlsx", 'Số "mới", ký hiệu', "name"))
    heading,a.xlsx,"Số ""mới"", ký hiệu",name
    """
    return ",".join(
        '"' + field.replace('"', '""') + '"' if set(field) & set(',;"') else field
        for field in fields
    )
