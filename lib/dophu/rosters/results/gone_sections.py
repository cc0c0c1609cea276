"""Sections and sheets of children who are gone: "Trẻ đã chuyển đi", "Đã cắt khẩu".

A line over several rows takes none of them out of the count: the children stay, are to
be verified, and a person says what became of them (``decisions.csv``, kind
``presence``, by the text of the line).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from dophu.campaign.place_keys import place_key
from dophu.catalogue.vocabulary import Vocabulary
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.titles import without_number
from dophu.rosters.words.answers import Answers
from dophu.rosters.words.status import NOT_HERE, presence_of, reason_of
from dophu.text import clean_text

_LISTS = re.compile(
    r"\b(?:danh sách|ds|các|những|số|nhóm|phần|trẻ em|trẻ|cháu|em|học sinh|công dân"
    r"|trường hợp|đối tượng|nhân khẩu)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[(:]?\s*\d+\s*(?:cháu|trẻ|em|trường hợp|người)?\s*\)?\s*$")


def is_of_gone(text: str, as_of: date, vocabulary: Vocabulary) -> bool:
    """Test whether a section's line says of the children below that they are gone.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> lines = ("II. Trẻ đã chuyển đi (3 cháu)", "Danh sách trẻ chuyển đến")
    >>> [is_of_gone(line, date(2024, 7, 18), DEFAULT) for line in lines]
    [True, False]
    """
    for words in _readings(text):
        code, source, _ = reason_of("", words, as_of, vocabulary)
        is_gone = presence_of(code, vocabulary) != "present" or code in NOT_HERE
        if source and is_gone:
            return True
    return False


def _readings(text: str) -> tuple[str, str]:
    """Give a line without its number and count, and without words for a list too."""
    stated = _COUNT.sub("", without_number(clean_text(text)))
    bare = " ".join(_LISTS.sub(" ", stated).split())
    return stated.strip(" .,;:-–"), bare.strip(" .,;:-–")


def is_of_words(text: str, vocabulary: Vocabulary) -> bool:
    """Test whether such a line is nothing but a reason that is known, and may be shown.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> lines = "II. Trẻ đã chuyển đi (3 cháu)", "Chuyển đi: Mẫu Văn An"
    >>> [is_of_words(line, DEFAULT) for line in lines]
    [True, False]
    """
    return any(map(vocabulary.reasons.find_whole, _readings(text)))


def rows_below(table: Table, line: int) -> list[int]:
    """Give the children below a section's row, or of the whole table (row -1).

    A line of a place is within the section that stands over it: "Thôn 2".
    """
    ends = (
        row
        for row, text in table.sections.items()
        if row > line >= 0 and not place_key(without_number(text))[0]
    )
    end = min(ends, default=table.end)
    return [row for row in table.data_rows if line < row < end]


def find_gone(table: Table, as_of: date, names: Sequence[str] = ()) -> dict[int, str]:
    """Give by row of children the line of the section that says they are gone.

    ``names`` are those of the whole list: its sheet, its title.
    """
    found = {}
    of_gone = (n for n in names if is_of_gone(n, as_of, table.vocabulary))
    line = next(of_gone, "")
    for row in range(table.body, table.end):
        if text := table.sections.get(row, ""):
            line = text if is_of_gone(text, as_of, table.vocabulary) else ""
        if line and table.kinds[row - table.first] == "data":
            found[row] = line
    return found


def settle_words(
    at: Sequence[int],
    values: dict[str, list[Any]],
    words: dict[int, str],
    answers: Answers,
) -> dict[int, str]:
    """Let what a person decided of words beside rows count; give the other words."""
    open_ = {row: w for row, w in words.items() if not answers.of_presence(w)}
    for position, row in enumerate(at):
        if row in words and row not in open_:
            values["presence"][position] = answers.of_presence(words[row])
    return open_


def settle_gone(
    at: Sequence[int],
    values: dict[str, list[Any]],
    gone: dict[int, str],
    answers: Answers,
) -> dict[str, list[int]]:
    """Let children below such a line be verified; give the rows still to be told of.

    What a person decided of the line's text counts.
    """
    reported: dict[str, list[int]] = {}
    for position, row in enumerate(at):
        # What a row says of its own child outranks the line over all of them.
        if row not in gone or values["presence"][position] not in (None, "present"):
            continue
        decided = answers.of_presence(gone[row])
        values["presence"][position] = decided or "to_verify"
        if not decided:
            reported.setdefault(gone[row], []).append(row)
    return reported
