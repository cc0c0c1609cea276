"""Lines that the kit itself writes on lists for the door, known when they come back."""

from __future__ import annotations

from collections.abc import Sequence

from dophu.catalogue.sentences import SENTENCES
from dophu.reader.wire import Cell
from dophu.text import clean_text

_LINES = (
    "visit_how_1", "visit_how_2", "visit_how_3", "visit_how_4", "visit_verify_how_1",
    "visit_foot",
)  # fmt: skip

_BEGINNING = 16
"""Letters by which a line of the kit is known."""


def is_foot(cells: Sequence[Cell]) -> bool:
    """Test whether a row is the count below the table, which has no key.

    Examples
    --------
    >>> is_foot([None, "Cộng: 12 trẻ"]), is_foot(["Cộng: 12 trẻ", "Mẫu An"])
    (True, False)
    """
    texts = [cell for cell in cells if cell is not None and cell != ""]
    begins = [text.split("{")[0] for text in SENTENCES["visit_foot"].values()]
    return len(texts) == 1 and any(str(texts[0]).startswith(b) for b in begins)


def is_of_the_kit(text: str) -> bool:
    """Test whether a line is one that the kit itself writes on such a list."""
    # Lists that are out may have the words of another version behind their first.
    begins = {
        words.split("{")[0][:_BEGINNING]
        for key in _LINES
        for words in SENTENCES[key].values()
    }
    return any(text.startswith(clean_text(begin)) for begin in begins)
