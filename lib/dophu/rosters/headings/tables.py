"""Grids → tables: where the headings are, which column is which, what each row is.

Headings are matched whole against the one table in ``fields`` and assigned one
to one, the left column first; nothing is matched by likeness. Every row of the
grid gets one kind, so that no row is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dophu.campaign.decisions import IGNORE
from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.catalogue.columns import fields
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Grid
from dophu.rosters.headings.dated_headings import Dated, is_period
from dophu.rosters.headings.heading_columns import (
    Headings,
    Over,
    column_heading,
    heading_over,
)
from dophu.rosters.headings.heading_search import (
    begins_headings,
    count_heading_rows,
    count_merged_rows,
    heading_text,
)
from dophu.rosters.headings.other_papers import OF_A_PAPER, OTHERS, Heading, find_owners
from dophu.rosters.headings.person_headings import says_whom
from dophu.rosters.headings.repeated_headings import HeadingRows
from dophu.rosters.headings.row_kinds import classify_rows
from dophu.rosters.texts.heading_words import PATH


@dataclass(frozen=True)
class Table:
    """One table of a sheet; rows and columns are counted from 0.

    ``columns`` gives the column of each field, ``unknown`` the headings that are
    not in the table of fields, ``doubled`` the columns left out because another,
    shown or left of it, has the field, ``ignored`` those that a person decided not to
    read (``waived``) or that are known to say nothing of a child of the drive.
    ``kinds`` has one kind for each row of the grid from ``first`` to before ``end``;
    ``sections`` the text of each section row; ``dated`` the headings with a date that
    may be of a result, with the field that they name ('' for a mere date);
    ``of_others`` the headings of other papers' columns, ``unclear`` those of which it
    is not certain whose they are, with the field that they would name; ``unsure`` the
    rows of a place that is not known, or of a child; ``reason_marks`` the reasons that
    head columns of marks beside those of the result, ``gone_marks`` those by which a
    child is gone; ``vocabulary`` has the words that it is read by.
    """

    first: int
    body: int
    end: int
    columns: dict[str, int]
    unknown: dict[int, str]
    doubled: dict[int, str]
    kinds: list[str]
    sections: dict[int, str] = field(default_factory=dict)
    ignored: frozenset[int] = frozenset()
    waived: frozenset[int] = frozenset()
    dated: dict[int, tuple[Dated, str]] = field(default_factory=dict)
    of_others: dict[int, str] = field(default_factory=dict)
    unclear: dict[int, tuple[str, str]] = field(default_factory=dict)
    unsure: list[int] = field(default_factory=list)
    reason_marks: dict[int, str] = field(default_factory=dict)
    gone_marks: dict[int, str] = field(default_factory=dict)
    vocabulary: Vocabulary = DEFAULT

    @cached_property
    def data_rows(self) -> list[int]:
        """The table's rows of children."""
        return [self.first + i for i, k in enumerate(self.kinds) if k == "data"]


def find_tables(
    grid: Grid,
    decided: Mapping[str, str] | None = None,
    index: HamletIndex | None = None,
    reported: Mapping[int, str] | None = None,
    vocabulary: Vocabulary = DEFAULT,
) -> list[Table]:
    """Find the tables of a sheet, top to bottom; none where no heading row is.

    A heading row names at least a column of names and one more; the same
    headings again (printed pages) go on the same table. ``decided`` gives by its
    key what a person said a heading means, ``index`` the campaign's hamlets, to tell
    a place from a child whose name begins like one, ``reported`` what was decided of
    rows.
    """
    starts = _find_headings(grid, Headings(decided or {}, vocabulary))
    tables: list[Table] = []
    for number, read in enumerate(starts):
        end = starts[number + 1].first if number + 1 < len(starts) else len(grid.rows)
        kinds, sections, unsure = classify_rows(
            grid, read.first, read.body, end, read.columns, index, reported, vocabulary
        )
        about = (read.columns, read.unknown, read.doubled, kinds, sections)
        ignored = frozenset((*read.ignored, *{*read.of_others} - {*read.unknown}))
        left_out = ignored, frozenset(read.waived)
        table = Table(read.first, read.body, end, *about, *left_out, read.dated)
        of_papers = {"of_others": read.of_others, "unclear": read.unclear}
        more = {"unsure": unsure, "vocabulary": vocabulary}
        tables.append(replace(table, **of_papers, **more))
    return tables


@dataclass
class _Read:
    """What heading rows ``first`` to before ``body`` say of the columns."""

    first: int
    body: int
    columns: dict[str, int] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    doubled: dict[int, str] = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)
    waived: set[int] = field(default_factory=set)
    dated: dict[int, tuple[Dated, str]] = field(default_factory=dict)
    of_others: dict[int, str] = field(default_factory=dict)
    unclear: dict[int, tuple[str, str]] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    decided: frozenset[int] = frozenset()

    @property
    def are_headings(self) -> bool:
        named = "name" in self.columns or "given_name" in self.columns
        return named and len(self.columns) >= 2

    @property
    def understood(self) -> int:
        """Columns of which it is known what they are, or whose they are not."""
        barred = {*self.of_others} - {*self.unknown}
        return sum(map(len, (self.columns, self.dated, self.unclear, barred)))

    def put(self, column: int, name: str | None, heading: str) -> None:
        if name == IGNORE:
            self.waived.add(column)
        if name == IGNORE or (name and fields()[name].is_of_others):
            self.ignored.add(column)
        elif name is None:
            self.unknown[column] = heading
        elif name in self.columns and self._is_decided_instead(name, column):
            self.ignored.add(self.columns[name])
            self.columns[name] = column
        elif name in self.columns and self._is_decided_instead(name, column, before=1):
            self.ignored.add(column)
        elif name in self.columns and not self._is_shown_instead(name, column):
            self.doubled[column] = name
        else:
            if name in self.columns:
                self.doubled[self.columns[name]] = name
            self.columns[name] = column

    def _is_decided_instead(self, name: str, column: int, before: int = 0) -> bool:
        """Test whether a person gave a field to a column, and not to the other.

        ``before``: to the one that was there before this one.
        """
        pair = self.columns[name] in self.decided, column in self.decided
        return pair == ((True, False) if before else (False, True))

    def _is_shown_instead(self, name: str, column: int) -> bool:
        """Test whether a column is shown where the one that has its field is not."""
        return self.columns[name] in self.hidden and column not in self.hidden


def _find_headings(grid: Grid, known: Headings) -> list[_Read]:
    found: list[_Read] = []
    again: HeadingRows | None = None
    row = 0
    # Nearly every row begins with its number: no heading does.
    numbered = [bool(cells) and type(cells[0]) is int for cells in grid.rows]
    numbered.append(False)
    while (row := numbered.index(False, row)) < len(grid.rows):
        cells = grid.rows[row]
        # The same headings again are a printed page, not another table.
        if not begins_headings(grid, row, known.find, known.are_decided) or (
            again and again.shows(cells)
        ):
            row += 1
            continue
        least = count_merged_rows(grid, row)
        most = max(least, count_heading_rows(grid, row, known.find))
        best = max(
            (_read_headings(grid, row, row + n, known) for n in range(least, most + 1)),
            key=lambda read: (read.understood, *_depth(grid, read, known)),
        )
        if best.are_headings:
            found.append(best)
            again = HeadingRows(grid, best.first, best.body)
            row = best.body
        else:
            row += 1
    return found


def _depth(grid: Grid, read: _Read, known: Headings) -> tuple[bool, int]:
    """Prefer few heading rows, but for one that parts the heading above it."""
    return _parts_above(grid, read, known), -read.body


def _parts_above(grid: Grid, read: _Read, known: Headings) -> bool:
    """Test whether the last row holds nothing but headings, below one of several.

    Or each below a date: "Tuần 11/7" says of no more than when.
    """
    if read.body - read.first < 2:
        return False
    last, above = grid.rows[read.body - 1], grid.rows[read.body - 2]
    texts = {c: text for c, cell in enumerate(last) if (text := heading_text(cell))}
    is_parted = any(c >= len(above) or above[c] is None for c in texts)
    is_known = [bool(known.find(text)) for text in texts.values()]
    over = [heading_text(grid.at(read.body - 2, column)) for column in texts]
    if any(is_known) and all(is_period(text) for text in over if text) and any(over):
        return True
    return is_parted and len(texts) > 1 and all(is_known)


def _read_headings(grid: Grid, first: int, body: int, known: Headings) -> _Read:
    """Assign the columns of heading rows ``first`` to before ``body``."""
    over = [
        heading
        for column in range(grid.width)
        if (heading := heading_over(grid, first, body, column, known))
    ]
    over = _plain_names_first(over)
    fixed = frozenset(h.column for h in over if h.is_decided)
    read = _Read(first, body, hidden=grid.hidden_columns, decided=fixed)
    times = Counter(h.shown for h in over)
    owners = find_owners(
        [Heading(h.column, h.levels, h.name) for h in over], known.vocabulary
    )
    for heading in over:
        owner = owners.get(heading.column) if heading.column not in fixed else None
        alone = times[heading.shown] == 1
        name = heading.shown if alone else column_heading(heading.column)
        _put(read, heading, owner, name)
    columns = read.columns
    if "middle_name" in columns and "family_name" not in columns:
        columns["family_name"] = columns.pop("middle_name")
    if "given_name" in columns and "family_name" not in columns:
        if "name" in columns:  # "Họ và tên" merged over two columns, "Tên" the second
            columns["family_name"] = columns.pop("name")
        else:
            columns["name"] = columns.pop("given_name")
    return read


def _plain_names_first(over: list[Over]) -> list[Over]:
    """Take "Họ tên người được cấp" for no names where a plain heading of them is."""
    named = [h for h in over if h.name == "name"]
    of_whom = {h.column for h in named if not h.is_decided and says_whom(h.levels[-1])}
    if len(named) == len(of_whom):
        return over
    return [replace(h, name=None) if h.column in of_whom else h for h in over]


def _put(read: _Read, over: Over, owner: str | None, asked_as: str) -> None:
    """Put a column where it belongs: to a field, another paper, or to be asked about.

    ``asked_as`` is the name by which a person can decide it, and no other column.
    """
    of_paper = over.dated is not None or over.name in (None, *OF_A_PAPER)
    if owner == OTHERS and of_paper:
        read.of_others[over.column] = PATH.join(over.levels)
        if over.name is None and over.dated is None:
            read.unknown[over.column] = over.shown
    elif owner is not None and (over.dated or over.name in OF_A_PAPER):
        read.unknown[over.column] = over.shown
        read.unclear[over.column] = asked_as, over.name or "status"
    elif over.dated is not None:
        read.dated[over.column] = over.dated
        read.unknown[over.column] = over.shown
    else:
        read.put(over.column, over.name, over.shown)
