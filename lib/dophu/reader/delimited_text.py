"""Text files of lists: their separator, and lines that are one quoted cell each.

The separator is the one that distinguish most lines in the same way, never the
character that is there most often: an address has more commas than a line has fields.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import Any

SEPARATORS = (",", ";", "\t", "|")
"""Separators of fields; Excel saves ``;`` where the decimal mark is a comma."""

_JUDGED = 400  # lines that are not blank: a letterhead and some pages of a list
_NAMED = re.compile(r'\s*"?sep=(.?)"?[\s,;|]*', re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d/.:-]*(?: \d[\d/.:-]*)*")
_TEXT_FORMULA = re.compile(r'=\s*"((?:[^"]|"")*)"')
_Score = tuple[int, float, int]


def named_separator(line: str) -> str | None:
    r"""Give the separator that a first line ``sep=;`` names, None where it names none.

    A tab may have been trimmed away from its end; saved again, it has empty fields.

    Examples
    --------
    >>> named_separator('"sep=;"'), named_separator("sep="), named_separator("STT;")
    (';', '\t', None)
    """
    stated = _NAMED.fullmatch(line.strip("\r\n"))
    return (stated[1] or "\t") if stated else None


def find_separator(text: str) -> str:
    r"""Find the separator of a text: see ``_score`` for what is compared.

    Examples
    --------
    >>> find_separator("STT;Tên;Nơi ở\n1;A;Ngõ 4, Mẫu 1, Thử\n2;B;Ngõ 5, Mẫu 1, Thử\n")
    ';'
    """
    named = named_separator(text.split("\n", 1)[0])
    return named or max(SEPARATORS, key=lambda mark: _score(text, mark))


def _score(text: str, separator: str) -> _Score:
    """Say how well a separator distinguish the lines; the greatest is taken.

    Lines that have the same number of fields outside quotation marks, and lines that
    have a figure or a day as a whole field, count one each. Of two as good it is the
    one with fewer spaces behind it, as prose has them, then the one of more fields.
    """
    lines = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        some = list(islice((line for line in lines if any(line)), _JUDGED))
    except csv.Error:  # a cell without an end
        return 0, 0.0, 0
    widths = Counter(len(line) for line in some if len(line) > 1)
    if not widths:
        return 0, 0.0, 0
    width = max(widths, key=lambda w: (widths[w], w))
    parted = [line for line in some if len(line) > 1]
    figures = sum(any(map(_FIGURE.fullmatch, line)) for line in parted)
    behind = [field for line in parted for field in line[1:]]
    spaced = sum(field.startswith(" ") for field in behind) / len(behind)
    return widths[width] + figures, -spaced, width


def parse_records(text: str) -> tuple[list[list[str]], bool]:
    r"""Take a text apart into its records, and test whether it ends inside quotes.

    A quotation mark that is never closed makes one cell of all lines after it. A field
    ``="012"``, as portals write it so that Excel keeps the zeros, is the text inside.

    Examples
    --------
    >>> parse_records("STT,Tên\n1,A")
    ([['STT', 'Tên'], ['1', 'A']], False)
    """
    separator = find_separator(text)
    records = _parted(text, separator)
    if '="' in text:
        records = [[unwrapped(field) for field in record] for record in records]
    return records, text.count('"') % 2 > 0 and _ends_inside_quotes(text, separator)


def unwrapped(field: str) -> str:
    """Give the text of a field that is written as a formula of it, else the field.

    Examples
    --------
    >>> unwrapped('="012"'), unwrapped('= "A ""B"" C"'), unwrapped('=A1&"x"')
    ('012', 'A "B" C', '=A1&"x"')
    """
    match = _TEXT_FORMULA.fullmatch(field.strip())
    return match[1].replace('""', '"') if match else field


def _parted(text: str, separator: str) -> list[list[str]]:
    r"""Take a text apart, some lines by a separator of their own.

    Two lists pasted into one file may be written with two. A line is taken apart by
    another separator only where that gives just as many fields as most lines have, one
    of them a figure or a day, and the separator of the others gives neither.

    Examples
    --------
    >>> _parted("1,A,5/7/2019\n2,B,6/7/2019\n3;C;7/7/2019", ",")[-1]
    ['3', 'C', '7/7/2019']
    """
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    records, lines = [], []
    for record in reader:
        records.append(record)
        lines.append(reader.line_num)
    widths = Counter(len(record) for record in records if len(record) > 1)
    width = max(widths, key=lambda w: (widths[w], w), default=0)
    raw = text.split("\n")
    for at, record in enumerate(records):
        first = lines[at - 1] if at else 0
        if len(record) == width or lines[at] - first > 1 or _has_figure(record):
            continue
        for other in SEPARATORS:
            parted = next(csv.reader([raw[first].strip("\r")], delimiter=other), [])
            if other != separator and len(parted) == width > 2 and _has_figure(parted):
                records[at] = parted
                break
    return records


def _has_figure(record: list[str]) -> bool:
    return any(_FIGURE.fullmatch(field.strip()) for field in record)


def _ends_inside_quotes(text: str, separator: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def part_lines(rows: list[list[Any]]) -> tuple[list[list[Any]], str]:
    """Take lines apart that stand whole in one cell each, quoted or pasted.

    It is done where in most rows the only cell is a text, and one separator gives
    most of these the same number of fields; other rows stay as they are.

    Returns
    -------
    tuple
        The rows, and the separator they were parted by; '' where they were not.

    Examples
    --------
    >>> part_lines([["STT,Tên"], ['1,"A, B"'], [None]])
    ([['STT', 'Tên'], ['1', 'A, B'], [None]], ',')
    """
    top = list(islice((row for row in rows if any(c is not None for c in row)), 50))
    if len(top) < 2 or sum(_line_of(row) is not None for row in top) * 2 <= len(top):
        return rows, ""
    lines = {at: line for at, row in enumerate(rows) if (line := _line_of(row))}
    separator = find_separator("\n".join(lines.values()))
    parted = {
        at: next(csv.reader([line], delimiter=separator), [])
        for at, line in lines.items()
    }
    widths = Counter(map(len, parted.values()))
    width, alike = widths.most_common(1)[0]
    if width < 2 or alike * 2 <= len(lines):
        return rows, ""
    return [
        [cell.strip() or None for cell in parted[at]] if at in parted else row
        for at, row in enumerate(rows)
    ], separator


def _line_of(row: list[Any]) -> str | None:
    """Give a row's only cell as one line; None where it has others, or no text."""
    filled = [cell for cell in row if cell is not None]
    if len(filled) != 1 or type(filled[0]) is not str:
        return None
    return filled[0].replace("\r", "").replace("\n", " ")
