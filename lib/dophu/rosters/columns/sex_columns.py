"""A child's sex from a column of words, or from marks under "Nam" and "Nữ"."""

from __future__ import annotations

from dophu.catalogue.columns import marks
from dophu.reader.grid import Cell
from dophu.rosters.texts.distinct import is_blank
from dophu.rosters.words.values import read_marks, read_sexes
from dophu.text import clean_text

OTHER = {"male": "female", "female": "male"}


def read_sex_columns(
    written: list[Cell], male: list[Cell], female: list[Cell]
) -> list[str | None]:
    """Read the column of the sex, else the marks under "Nam" and "Nữ".

    Marks under both say nothing, nor does none beside marks under both headings. Where
    a list has marks under one of the two headings alone, who is not marked among those
    who are is of the other sex; a column of nothing or of anything but marks does not
    say that. A word under a heading ("Nam" below "Nữ") goes before the heading.

    Examples
    --------
    >>> read_sex_columns([None] * 3, [None] * 3, ["x", None, "x"])
    ['female', 'male', 'female']
    >>> read_sex_columns([None] * 2, ["x", None], [None, "x"])
    ['male', 'female']
    """
    by_marks = _by_marks(male, female)
    found = zip(read_sexes(written), by_marks, strict=True)
    return [sex or marked for sex, marked in found]


def _by_marks(male: list[Cell], female: list[Cell]) -> list[str | None]:
    if is_blank(male) and is_blank(female):
        return [None] * len(male)
    columns = {"male": male, "female": female}
    words = {name: read_sexes(cells) for name, cells in columns.items()}
    marked = {name: read_marks(cells) for name, cells in columns.items()}
    used = [name for name, cells in columns.items() if any(map(_is_filled, cells))]
    alone = used[0] if len(used) == 1 and _are_marks(columns[used[0]]) else ""
    found: list[str | None] = []
    for at in range(len(male)):
        stated = {word for name in columns if (word := words[name][at])}
        stated = stated or {name for name in columns if marked[name][at]}
        if not stated and alone:
            stated = {OTHER[alone]}
        found.append(stated.pop() if len(stated) == 1 else None)
    return found


def _is_filled(cell: Cell) -> bool:
    return cell is not None and clean_text(str(cell)) != ""


def _are_marks(cells: list[Cell]) -> bool:
    """Test whether a column holds nothing but marks, and a "yes" among them."""
    stated = {
        ("yes" if cell else "no")
        if isinstance(cell, bool)
        else marks().find_whole(clean_text(str(cell)))
        for cell in cells
        if _is_filled(cell)
    }
    return "yes" in stated and stated <= {"yes", "no"}
