"""What was understood of a list: its columns, what each was taken for, and examples.

An example shows the form of what stands in a column, never whose it is: letters and
figures are covered, but for words that stand in several rows and can be no name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dophu.campaign.config import Campaign
from dophu.catalogue.columns import sexes
from dophu.reader.grid import cell_name, read_grid
from dophu.reader.sandbox import Reader
from dophu.rosters.headings.heading_columns import (
    Headings,
    column_heading,
    heading_over,
)
from dophu.rosters.headings.shown_headings import SHOWN
from dophu.rosters.lists.opened_files import open_file
from dophu.rosters.lists.senders import SOURCES, Senders
from dophu.rosters.results.notes import SHOWN_FROM
from dophu.rosters.results.reported_cells import cell_text
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender, TableRead
from dophu.rosters.texts.could_be_names import could_be_name, parts_of_names
from dophu.rosters.texts.masking import mask
from dophu.text import clean_text

EXAMPLES = 3
"""Examples of a column."""

MOST_COLUMNS = 60
"""Columns that are shown of a table: what lies beyond is no part of a list."""

OPEN = frozenset(
    ("sex", "male", "female", "hamlet", "school", "status", "residence", "done",
     "issued_mark", "not_done", "reason", "relation", "ethnicity", "list_number")
)  # fmt: skip
"""Fields whose words tell of many children; all others are covered always."""

IGNORED, UNKNOWN, DOUBLED = "ignored", "unknown", "doubled"
"""What a column is that is taken for no field."""


@dataclass(frozen=True)
class Column:
    """One column: its letter, what heads it, what it was taken for, its examples.

    ``value`` is what names it in ``decisions.csv``; ``taken_for`` a field, or why it
    is none.
    """

    letter: str
    heading: str
    value: str
    taken_for: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Understood:
    """A table of a sheet: its columns from left to right."""

    sheet: str
    columns: tuple[Column, ...]


def understand(
    campaign: Campaign, day: date, file: str, reader: Reader
) -> list[Understood]:
    """Read a list again and say what its columns were taken for.

    Parameters
    ----------
    campaign, day
        Of which campaign, and which date's lists.
    file
        Its path as messages show it; one that cannot be opened has no table.
    reader
        The sandbox.

    Examples
    --------
    >>> from dophu.campaign.config import read_campaign
    >>> campaign = read_campaign("data/sample")
    >>> with Reader() as reader:
    ...     table, = understand(campaign, campaign.as_of(),
    ...         "rosters/2024-07-18/danh_sach_thi_tran.xlsx", reader)
    >>> [(c.heading, c.taken_for, c.examples[0]) for c in table.columns[1:3]]
    [('Họ và tên', 'name', 'Xx Xxx Xxxx'), ('Ngày, tháng, năm sinh', 'birth_date', '##/##/####')]
    """  # noqa: E501
    opened = open_file(campaign.folder / file, reader)
    source = SOURCES.get(file.split("/")[0], "roster")
    sender, _ = Senders(campaign, day).of(file, source, opened.origin)
    found = []
    for sheet in opened.sheets:
        rows = read_rows(read_grid(sheet), sender)
        names = parts_of_names(rows.columns["name"], rows.columns["mother"])
        for read in rows.tables:
            columns = tuple(_columns(read, sender, names))
            found.append(Understood(sheet.name, columns))
    return found


def _columns(
    read: TableRead, sender: Sender, names: frozenset[str]
) -> Iterator[Column]:
    grid, table = read.grid, read.table
    known = Headings(sender.headings, sender.vocabulary)
    places = range(min(grid.width, MOST_COLUMNS))
    over = {c: heading_over(grid, table.first, table.body, c, known) for c in places}
    times = Counter(one.shown for one in over.values() if one)
    taken = {column: name for name, column in table.columns.items()}
    taken |= dict.fromkeys(table.reason_marks, "reason")
    taken |= dict.fromkeys(table.doubled, DOUBLED) | dict.fromkeys(
        table.ignored, IGNORED
    )
    rows = list(dict.fromkeys(read.at))
    for column, heading in over.items():
        texts = [text for row in rows if (text := cell_text(grid.at(row, column)))]
        shown = clean_text(heading.shown)[:SHOWN] if heading else ""
        if not shown and not texts:
            continue
        alone = bool(shown) and times[heading.shown] == 1 if heading else False
        value = heading.shown if heading and alone else column_heading(column)
        field = taken.get(column, UNKNOWN)
        letter = cell_name(0, column)[:-1]
        examples = tuple(_examples(texts, field, names))
        is_known = heading is not None and (heading.name or heading.is_decided)
        if not is_known and _tells_somebody(shown, names):
            shown = mask(shown)
        yield Column(letter, shown, value, field, examples)


def _tells_somebody(heading: str, names: frozenset[str]) -> bool:
    """Test whether a heading may be a child's: of a list whose first row was taken."""
    figures = sum(letter.isdigit() for letter in heading)
    return figures > 4 or could_be_name(heading, names)


def _examples(texts: list[str], field: str, names: frozenset[str]) -> Iterator[str]:
    """Give forms of what stands in a column, the commonest first, each once."""
    often = Counter(texts)
    shown = Counter(
        text if field in OPEN and _is_open(text, often, names) else mask(text)
        for text in texts
    )
    for text, _ in shown.most_common(EXAMPLES):
        yield text[:SHOWN]


def _is_open(text: str, often: Counter[str], names: frozenset[str]) -> bool:
    if often[text] >= SHOWN_FROM and sexes().find_whole(text):
        return True  # "Nam" is a given name too
    figures = sum(letter.isdigit() for letter in text)
    is_often = often[text] >= SHOWN_FROM
    return is_often and figures < 4 and not could_be_name(text, names)
