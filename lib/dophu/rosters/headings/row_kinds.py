"""What each row of a table is: a child's, or one of the kinds that hold none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dophu.campaign.decided_rows import CHILD, PLACE
from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.place_keys import place_key
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Cell, Grid, has_figure
from dophu.rosters.headings.repeated_headings import HeadingRows
from dophu.rosters.headings.result_lines import result_of, seems_a_result
from dophu.rosters.headings.row_words import (
    HOUSEHOLD,
    MIDDLE_NAME,
    NOTE,
    SIGNATURE,
    TITLE,
    are_names,
    begins_section,
    is_count,
    is_numbering,
)
from dophu.rosters.texts.children_rows import (
    ChildData,
    CountedRows,
    begins_total,
    has_name,
    is_place_alone,
)
from dophu.text import clean_text, comparison_key

IGNORED_KINDS = (
    "blank", "title", "heading", "numbering", "section", "household", "total", "note",
    "signature", "summary",
)  # fmt: skip
"""Kinds of row that hold no child; every other row is ``data``."""

_ENUMERATION = re.compile(r"^([ivx]{1,4}|[a-h]|\d{1,3})$")
_ENUMERATED = re.compile(r"^(?:[ivx]{1,4}|[a-h]|\d{1,2})[.)\s]+(?=\D)", re.IGNORECASE)
_LONGEST = 5
"""Words that a name has at most."""


def classify_rows(
    grid: Grid,
    first: int,
    body: int,
    end: int,
    columns: dict[str, int],
    index: HamletIndex | None = None,
    reported: Mapping[int, str] | None = None,
    vocabulary: Vocabulary = DEFAULT,
) -> tuple[list[str], dict[int, str], list[int]]:
    """Give each row from ``first`` to before ``end`` its kind.

    Then the texts of the sections, and the rows of which it is not sure whether a
    place or a child stands there. ``body`` is the first row after the headings,
    ``columns`` the column of each field; rows and columns are counted from 0.
    """
    kinds = ["heading"] * (body - first)
    sections: dict[int, str] = {}
    merged_firsts = set(grid.spans.values())
    repeats = HeadingRows(grid, first, body)
    signed, unsure = False, list[int]()
    counted = CountedRows(grid, body, end, columns)
    of_child = ChildData(columns)
    name = columns.get("name", columns.get("given_name", 0))
    for row in range(body, end):
        cells = grid.rows[row]
        text = cells[name] if name < len(cells) else None
        # Nearly every row: a name that begins no total, and a figure beside it.
        if (
            type(text) is str
            and (text[0] not in "tTcC" or not repeats.has_figure)
            and text[0] not in "-–+*•"
            and kinds[-1] != "heading"
            and has_figure(cells)
            and len(cells) - cells.count(None) > 2
            and of_child.is_in(cells)
        ):
            kinds.append("data")
            signed = False
            continue
        asked = _Row(grid, row, kinds[-1], signed, columns, repeats, merged_firsts)
        asked.index, asked.counted = index, counted
        asked.reported, asked.vocabulary = (reported or {}).get(row), vocabulary
        kind = _kind(asked)
        if asked.is_unsure:
            unsure.append(row)
        text = _only_text(grid.rows[row]) or "" if kind in ("title", "section") else ""
        # "Danh sách trẻ chưa làm" within a list is over a part of it.
        if kind == "section" or (
            kind == "title"
            and (
                result_of(text, index, vocabulary=vocabulary)
                or seems_a_result(text, vocabulary)
                or (text and _is_of_part(grid, first, text))
            )
        ):
            sections[row] = text
        signed = kind == "signature" or (signed and kind != "data")
        kinds.append(kind)
    return kinds, sections, unsure


def _is_of_part(grid: Grid, first: int, text: str) -> bool:
    """Test whether a title between children is of those below it: "Danh sách ...".

    Not where it stands over the table too: then it is printed on every page.
    """
    key = comparison_key(text)
    if not key.startswith(("danh sách ", "ds ")):
        return False
    above = (cell for row in grid.rows[:first] for cell in row if isinstance(cell, str))
    return all(comparison_key(cell) != key for cell in above)


@dataclass
class _Row:
    """A row as the rules ask about it; what they need is worked out when asked."""

    grid: Grid
    number: int
    above: str
    """Kind of the row above."""
    is_below_signature: bool
    """Whether only rows without a child stand between it and a signature."""
    columns: dict[str, int]
    repeats: HeadingRows
    merged_firsts: set[tuple[int, int]]
    index: HamletIndex | None = None
    counted: CountedRows | None = None
    reported: str | None = None
    """What a person decided of the row."""
    vocabulary: Vocabulary = DEFAULT
    is_unsure: bool = False
    """Whether the row may be a place's or a child's, whichever it was taken for."""

    @cached_property
    def cells(self) -> list[Cell]:
        return self.grid.rows[self.number]

    @cached_property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell is not None]

    @cached_property
    def has_data(self) -> bool:
        return ChildData(self.columns).is_in(self.cells)

    @cached_property
    def has_name(self) -> bool:
        return has_name(self.cells, self.columns)

    @cached_property
    def words(self) -> list[str]:
        """Its texts as they are compared, without what only numbers a row."""
        texts = [comparison_key(cell) for cell in self.filled if isinstance(cell, str)]
        return [text for text in texts if not _ENUMERATION.match(text)]

    def begins(self, pattern: re.Pattern[str]) -> bool:
        return bool(self.words) and pattern.match(self.words[0]) is not None

    def is_repeated_heading(self) -> bool:
        if has_figure(self.cells) and not self.repeats.has_figure:
            return False
        return self.repeats.shows(self.cells)

    def is_list_number_alone(self) -> bool:
        return len(self.filled) == 1 and "list_number" in self.columns

    def is_household(self) -> bool:
        first = _ENUMERATED.sub("", self.words[0])
        return HOUSEHOLD.match(first) is not None

    def is_section(self) -> bool:
        if len(self.words) != 1:
            return False
        word = self.words[0]
        if begins_section(word):
            return True
        if result_of(word, vocabulary=self.vocabulary):
            return True
        # In a text file the list number is a text as well.
        column = next(
            at
            for at, cell in enumerate(self.cells)
            if isinstance(cell, str) and comparison_key(cell) == word
        )
        in_name = column == self.columns.get("name", self.columns.get("family_name"))
        if (self.number, column) in self.merged_firsts or not in_name:
            return True
        # A lone name in the column of names is a child about whom nothing else is
        # known.
        text = _ENUMERATED.sub("", word)
        if seems_a_result(text, self.vocabulary):
            return True  # "Còn nợ" is of those below it
        return place_key(text)[0] != "" and self._is_place(text)

    def is_counted_child(self) -> bool:
        """Report it of a lone name in the count: "Lưu Ý Nhi" begins as a note does."""
        in_count = self.counted is not None and self.counted.goes_on(self.number)
        return in_count and not self.is_household() and not self.is_section()

    def is_name_like_a_footer(self) -> bool:
        """Report it of a name that begins as a footer does, where it is a child's.

        One in the count is. Without a number, right between two children, it may be
        one: told.
        """
        begins = self.begins(NOTE) or self.begins(SIGNATURE)
        if not begins or not self.has_name or len(self.words[0].split()) > _LONGEST:
            return False
        if self.counted and self.counted.goes_on(self.number):
            return True
        if len(self.filled) > 2 or self.above != "data" or not self._is_followed():
            return False
        self.is_unsure = self.reported not in (CHILD, PLACE)
        return self.reported == CHILD

    def is_signed(self) -> bool:
        """Report it of titles side by side, and of names below, in whatever column."""
        if len(self.words) < 2 or len(self.words) < len(self.filled):
            return False
        if all(map(SIGNATURE.match, self.words)):
            return True
        return self.is_below_signature and are_names(self.filled, self.vocabulary)

    def _is_followed(self) -> bool:
        rows = self.grid.rows[self.number + 1 : self.number + 2]
        of_child = ChildData(self.columns)
        return any(has_name(r, self.columns) and of_child.is_in(r) for r in rows)

    def _is_place(self, text: str) -> bool:
        """Test whether what begins like a place's name is one, not a child's.

        One of the campaign's hamlets is, a type word with a figure or of several words,
        and what a Roman figure or a letter numbers; what goes on with the count of the
        children, or has a middle word of names, is a child. Among children of whom more
        is known a row that holds no more is a place, among names alone a child; told.
        """
        kind, name, numeral = place_key(text)
        if self.reported in (CHILD, PLACE):
            return self.reported == PLACE
        known = self.index.find(text) if self.index else None
        if known or not name or numeral is not None or " " in kind:
            return True
        if self.counted is None or self._has_section_number():
            return True
        if self.counted.goes_on(self.number) or MIDDLE_NAME.search(text):
            return False
        self.is_unsure = True
        return self.counted.hold_more

    def _has_section_number(self) -> bool:
        marks = (str(cell).strip(" .)").lower() for cell in self.filled)
        return any(_ENUMERATION.match(m) and not m.isdecimal() for m in marks)


_RULES: tuple[tuple[str, Callable[[_Row], bool]], ...] = (
    ("blank", lambda row: not row.filled),
    ("numbering", lambda row: row.above == "heading" and is_numbering(row.filled)),
    ("heading", _Row.is_repeated_heading),
    ("note", lambda row: is_count(row.filled, row.above, row.vocabulary)),
    ("signature", _Row.is_signed),
    ("section", lambda row: is_place_alone(row.filled, row.has_name, row.index)),
    ("data", lambda row: row.has_data and row.has_name),
    ("data", _Row.is_name_like_a_footer),
    # A signature may stand below any column; a child's row has a name or figures.
    ("signature", lambda row: any(map(SIGNATURE.match, row.words))),
    ("signature", lambda row: row.is_below_signature and not row.has_name),
    ("data", lambda row: row.has_data),
    # A list number waiting for a child, or figures under a table.
    ("blank", lambda row: not row.words and row.is_list_number_alone()),
    ("data", lambda row: not row.words),
    ("total", lambda row: bool(row.words) and begins_total(row.words[0])),
    ("data", lambda row: row.is_counted_child()),
    ("note", lambda row: row.begins(NOTE)),
    ("signature", lambda row: row.is_below_signature),
    ("title", lambda row: row.begins(TITLE)),
    ("household", _Row.is_household),
    ("section", _Row.is_section),
)
"""Kinds with what makes a row one, the first that holds: what speaks for a child comes
before words that may begin a name, and what no rule knows is a child's."""


def _kind(row: _Row) -> str:
    return next((kind for kind, holds in _RULES if holds(row)), "data")


def _only_text(cells: list[Cell]) -> str | None:
    texts = [clean_text(cell) for cell in cells if isinstance(cell, str)]
    words = (t for t in texts if not _ENUMERATION.match(comparison_key(t)))
    return next((_ENUMERATED.sub("", text) for text in words), None)
