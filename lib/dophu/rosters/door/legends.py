"""Codes that a line of a list for the door explains: "1: đã làm; 0: chưa làm"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Grid
from dophu.rosters.door.lines import is_of_the_kit
from dophu.rosters.words.written_codes import codes_of

MOST_FILLED = 2
"""Cells of a line that explains something; a child's row has more."""


@dataclass(frozen=True)
class DoorLegend:
    """What codes in place of a result mean, by their key, and the rows that say so."""

    meanings: dict[str, str]
    rows: frozenset[int] = frozenset()


def find_door_legend(grid: Grid, as_of: date, vocabulary: Vocabulary) -> DoorLegend:
    """Find the lines that explain codes; lines that disagree explain nothing.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> lines = [["Thôn Mẫu"], ["Ghi chú", "1: đã làm; 0: chưa làm"]]
    >>> find_door_legend(Grid("DS", lines), date(2024, 7, 18), DEFAULT).meanings
    {'1': 'applied', '0': 'not_yet'}
    """
    meanings: dict[str, str] = {}
    rows = []
    for number, cells in enumerate(grid.rows):
        filled = [cell for cell in cells if cell is not None and cell != ""]
        if len(filled) > MOST_FILLED:
            continue
        for text in filled:
            if not isinstance(text, str) or is_of_the_kit(text):
                continue
            if not any(sign in text for sign in ":=–-à"):
                continue
            stated = {c: s for c, s in codes_of(text, as_of, vocabulary).items() if s}
            if any(meanings.get(code, s) != s for code, s in stated.items()):
                return DoorLegend({})
            meanings |= stated
            rows += [number] if stated else []
    return DoorLegend(meanings, frozenset(rows))
