"""Sheets without a table that is read: why, and which cell was nearest to a heading."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher

from dophu.catalogue.columns import fields
from dophu.catalogue.issues import Issue, phrase
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Cell, Grid, cell_name
from dophu.rosters.headings.heading_search import NAMES
from dophu.rosters.headings.heading_spellings import field_of
from dophu.rosters.texts.heading_words import plain_heading
from dophu.text import clean_text, comparison_key

OF_PERSONS = frozenset(
    ("birth_date", "personal_number", "mother", "father", "guardian", "household_head",
     "relation", "phone")
)  # fmt: skip
"""Fields that a summary has no column of."""

LOOKED_AT = 60
"""Rows from the top in which headings of a sheet without a table are looked for."""

ALIKE = 0.8
"""Likeness, accents included, from which a text is said to be near a heading."""

_SHORTEST = 6

_MOST_WORDS = 6
"""Words of the longest name."""

_YEARS = range(1990, 2100)
_BORN = re.compile(
    r"(?:\d{1,2}\s*[/.-]\s*){0,2}(?:19|20)\d\d|nam|nữ|nu|trai|gái", re.IGNORECASE
)
"""What stands beside the name of a child: a birth, with its year, or the sex."""

_TURNED_UP_TO, _TURNED_FROM = 5, 2
"""Columns in which headings below each other are looked for; others beside the name."""

_NUMBERING = frozenset(("list_number",))


def find_unread_headings(
    grid: Grid, most: int = 8, vocabulary: Vocabulary = DEFAULT
) -> dict[str, str]:
    """List headings that a sheet without a table has, by field, for a message.

    Only texts that are a known heading as a whole are given, so that no child's
    name can be among them.
    """
    seen: dict[str, str] = {}
    for row in grid.rows[:LOOKED_AT]:
        for text in row:
            name = field_of(text, vocabulary) if isinstance(text, str) else None
            if name and len(seen) < most:
                seen.setdefault(name, clean_text(text))
    return seen


def why_no_table(grid: Grid, is_list: bool, vocabulary: Vocabulary = DEFAULT) -> str:
    """Give the phrase that says why a sheet has no table.

    ``is_list`` tells whether a sheet that is not visible holds a list.
    """
    if grid.state == "other":
        return "sheet_chart"
    if not grid.rows:
        return "sheet_empty"
    if grid.state == "hidden":
        return "sheet_hidden_list" if is_list else "sheet_hidden"
    of_persons = OF_PERSONS.intersection(
        find_unread_headings(grid, vocabulary=vocabulary)
    )
    seems_list = (
        _holds_names(grid)
        or _holds_children(grid, vocabulary)
        or len(of_persons) >= 2
        or bool(find_turned_heading(grid, vocabulary))
    )
    return "sheet_no_headings" if seems_list else "sheet_summary"


def about_no_table(
    grid: Grid, file: str, why: str, vocabulary: Vocabulary = DEFAULT
) -> Issue:
    """Make the issue of a sheet without a table, for the reason ``why``."""
    if why == "sheet_hidden_list":
        return Issue("BG-03", file, grid.name)
    if why == "sheet_no_headings":
        seen = (
            ", ".join(find_unread_headings(grid, vocabulary=vocabulary).values()) or "–"
        )
        place = find_turned_heading(grid, vocabulary)
        near = phrase("near_turned", cell=place)
        if not place:
            place, near = find_nearest(grid, vocabulary)
        details = {"seen": seen, "near": near}
        return Issue("BG-01", file, grid.name, place, details=details)
    return Issue("BG-02", file, grid.name, details={"why": phrase(why)})


def find_turned_heading(grid: Grid, vocabulary: Vocabulary = DEFAULT) -> str:
    """Give the cell of a heading of names with two others in its column, '' if none.

    Then the children stand beside each other, a column each: the list is turned.

    Examples
    --------
    >>> rows = [["Họ và tên", "Mẫu An"], ["Ngày sinh", 2015], ["Giới tính", "Nam"]]
    >>> find_turned_heading(Grid("DS", rows))
    'A1'
    """
    for column in range(min(grid.width, _TURNED_UP_TO)):
        known: dict[str, int] = {}
        for row in range(min(len(grid.rows), LOOKED_AT)):
            text = grid.at(row, column)
            name = field_of(text, vocabulary) if isinstance(text, str) else None
            if name:
                known.setdefault(name, row)
        names = NAMES.intersection(known)
        if names and len(known.keys() - NAMES - _NUMBERING) >= _TURNED_FROM:
            return cell_name(min(known[name] for name in names), column)
    return ""


def find_nearest(
    grid: Grid, vocabulary: Vocabulary = DEFAULT
) -> tuple[str, dict[str, str]]:
    """Find the cell that came nearest to a heading of names or births.

    A text is repeated only where it is such a heading, or is nearly one, accents
    included, in a row with another heading: a child's name never is.

    Returns
    -------
    tuple
        The cell, '' where none is near, and by language what is to be said of it.
    """
    best: tuple[float, str, str, str] = (0.0, "", "", "")
    for row, cells in enumerate(grid.rows[:LOOKED_AT]):
        texts = {c: clean_text(t) for c, t in enumerate(cells) if isinstance(t, str)}
        known = {c: field_of(text, vocabulary) for c, text in texts.items()}
        for column, text in texts.items():
            place = cell_name(row, column)
            # Known and yet no table: what is missing beside it is to be said, and
            # nothing that only looks like a heading.
            if known[column] in NAMES and len(text) >= _SHORTEST:
                return place, phrase("near_alone", heading=text, cell=place)
            beside = any(name for c, name in known.items() if c != column)
            if known[column] is None and beside and _SHORTEST <= len(text) <= 40:
                likeness, heading = _nearest_heading(text)
                best = max(best, (likeness, place, text, heading))
    likeness, place, text, heading = best
    if likeness < ALIKE:
        return "", phrase("near_none")
    return place, phrase("near_like", heading=text, cell=place, known=heading)


def _nearest_heading(text: str) -> tuple[float, str]:
    key = comparison_key(plain_heading(text))
    spellings = (*fields()["name"].headings, *fields()["birth_date"].headings)
    return max(
        (SequenceMatcher(None, key, comparison_key(spelling)).ratio(), spelling)
        for spelling in spellings
    )


def _holds_names(grid: Grid) -> bool:
    """Test whether a sheet without headings may still be a list of children.

    A summary has a text and figures in each row; a list has two texts or a date.
    """
    rows = [[c for c in row if c is not None] for row in grid.rows]
    like_list = sum(
        sum(isinstance(c, str) for c in row) >= 2 and len(row) >= 3
        or any(isinstance(c, date) for c in row)
        for row in rows
    )  # fmt: skip
    return like_list > 5 and like_list * 2 > sum(len(row) > 0 for row in rows)


def _holds_children(grid: Grid, vocabulary: Vocabulary) -> bool:
    """Test whether a sheet has rows of children, few as they are, without headings.

    A row with a whole name, and a day, a year or the sex of a child beside it: the next
    page of the sheet before, as a rule. A title, a date and those who sign dilute it.
    """
    rows = [[cell for cell in row if cell is not None] for row in grid.rows]
    like = sum(
        any(_is_name(cell, vocabulary) for cell in row)
        and any(_is_of_a_child(cell) for cell in row)
        for row in rows
    )
    return like * 4 >= sum(map(bool, rows)) > 0


def _is_name(cell: Cell, vocabulary: Vocabulary) -> bool:
    words = clean_text(cell).split() if isinstance(cell, str) else []
    is_long = 1 < len(words) <= _MOST_WORDS and all(map(str.isalpha, words))
    return is_long and words[0].casefold() in vocabulary.tables["family_name"]["words"]


def _is_of_a_child(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(_BORN.fullmatch(clean_text(cell)))
    return isinstance(cell, date) or (type(cell) is int and cell in _YEARS)
