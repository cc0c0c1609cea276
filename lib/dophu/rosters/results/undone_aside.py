"""Columns of no field whose cells say "chưa làm" in a row that is done.

"Rà soát 18/7: chưa làm" beside a tick is a word that the kit understands: the row
contradicts itself, whatever the column is called. A bare "chưa" says of what only where
the heading, or the day in another row, does ("Làm ngày nào").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.open_days import is_recent_day
from dophu.rosters.results.result_columns import taken_back_to
from dophu.rosters.results.services import lowest_heading
from dophu.rosters.texts.distinct import distinct_cells, each_once
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.words.phrases import understand_status
from dophu.text import clean_text, comparison_key

_ACTS = ("taken", "given", "got")
_YET = "chưa"
"""The bare word that says of an act that it is to come; "không" may deny another."""


def undone_columns(grid: Grid, table: Table) -> dict[int, str]:
    """Give the columns that may say "chưa làm", with their headings.

    None that is hidden, ignored, of an earlier date, of another paper or person, or of
    an act that takes a result back: "Bị trả lại: không" says nothing.
    """
    words = table.vocabulary
    left_out = {*table.ignored, *table.of_others, *table.dated, *grid.hidden_columns}
    return {
        column: lowest_heading(grid, table, column)
        for column, heading in table.unknown.items()
        if column not in left_out
        and papers_in(heading, words) <= {"ours"}
        and not taken_back_to(heading, words)
    }


def find_undone_aside(
    columns: Iterable[tuple[str, Sequence[Cell]]],
    statuses: Sequence[str | None],
    as_of: date,
    vocabulary: Vocabulary,
) -> set[int]:
    """Find the rows that are done, and by a cell of such a column not yet.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> day = date(2024, 7, 18)
    >>> columns = [("Rà soát", ["chưa làm", "chưa", None])]
    >>> sorted(find_undone_aside(columns, ["applied"] * 3, day, DEFAULT))
    [0]
    >>> columns = [("Làm ngày nào", ["5/7/2024", "chưa", None])]
    >>> sorted(find_undone_aside(columns, ["applied"] * 3, day, DEFAULT))
    [1]
    """
    found: set[int] = set()
    for heading, cells in columns:
        if not heading or not any(isinstance(cell, str) for cell in cells):
            continue
        of_act = _says_an_act(heading, vocabulary) and any(
            is_recent_day(cell, as_of) for cell in distinct_cells(cells)
        )
        undone = each_once(
            lambda cell, of_act=of_act: _is_undone(cell, of_act, as_of, vocabulary),
            [cell if isinstance(cell, str) else None for cell in cells],
        )
        found |= {
            position
            for position, is_undone in enumerate(undone)
            if is_undone and statuses[position] in ENROLLED
        }
    return found


def _is_undone(cell: Cell, of_act: bool, as_of: date, vocabulary: Vocabulary) -> bool:
    words = comparison_key(clean_text(cell)).split() if cell else []
    if not words or vocabulary.small_words.find_whole(words[0]) != "negation":
        return False
    if not (of_act and words == [_YET]) and not _says_an_act(
        " ".join(words), vocabulary
    ):
        return False
    return understand_status(clean_text(cell), as_of, vocabulary) == "not_yet"


def _says_an_act(text: str, vocabulary: Vocabulary) -> bool:
    """Test whether a text has a word of what is done in the drive: "làm", "tiêm"."""
    words = comparison_key(text).split()
    runs = (" ".join(words[at : at + n]) for at in range(len(words)) for n in (1, 2, 3))
    return any(vocabulary.heading_words.find_whole(run) in _ACTS for run in runs)
