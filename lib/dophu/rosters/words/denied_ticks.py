"""Ticks that say "no" in a row that says elsewhere that it is done.

An empty box beside "Đã cấp" says nothing, "chưa" and "không" do: the row contradicts
itself. A sign such as "0" or "☐" says "no" where the column has a tick at all; under a
heading that nobody used it is what the form came with.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Cell
from dophu.rosters.texts.distinct import each_once
from dophu.rosters.words.phrases import understand_tick
from dophu.rosters.words.values import is_blank
from dophu.text import clean_text


def find_denied(
    statuses: Sequence[str | None],
    done: Sequence[Cell],
    issued_mark: Sequence[Cell],
    as_of: date,
    vocabulary: Vocabulary = DEFAULT,
) -> set[int]:
    """Find the rows that are done by another cell, and by a tick's "no" are not.

    What denies the application denies the card too; what denies the card leaves an
    application as it is.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> sorted(find_denied(["applied"] * 3, ["x", "chưa", None], [None] * 3, day))
    [1]
    >>> sorted(find_denied(["applied", "issued"], [None] * 2, ["không"] * 2, day))
    [1]
    >>> sorted(find_denied(["applied"] * 2, ["x", 0], [None] * 2, day))
    [1]
    >>> sorted(find_denied(["applied"] * 2, [0, 0], [None] * 2, day))
    []
    """
    denied: set[int] = set()
    for cells, taken_back in ((done, ENROLLED), (issued_mark, ("issued",))):
        if is_blank(cells):
            continue
        ticks = each_once(
            lambda cell: _tick(cell, as_of, vocabulary), [_plain(c) for c in cells]
        )
        is_used = True in ticks
        denied |= {
            position
            for position, tick in enumerate(ticks)
            if tick is False
            and statuses[position] in taken_back
            and (is_used or not _is_sign(cells[position]))
        }
    return denied


def _plain(cell: Cell) -> Cell:
    # 0 and FALSE are one key of a dictionary.
    return str(cell).upper() if isinstance(cell, bool) else cell


def _tick(cell: Cell, as_of: date, vocabulary: Vocabulary) -> bool | None:
    if cell is None or (isinstance(cell, str) and not clean_text(cell)):
        return None
    return understand_tick(cell, as_of, vocabulary)


def _is_sign(cell: Cell) -> bool:
    return isinstance(cell, bool) or len(clean_text(str(cell))) == 1 or cell == "FALSE"
