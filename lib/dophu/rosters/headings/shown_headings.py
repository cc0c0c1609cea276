"""Headings that a message does not repeat: they may be a child's own words.

Where a list has no headings, or fewer rows of them than it seems, its first child
stands in their place. A text of digits, a bare day or what is written as a name is
then named by its column ("cột F"), by which a decision finds it as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from dophu.catalogue.columns import fields
from dophu.catalogue.vocabulary import read_table
from dophu.rosters.headings.heading_columns import column_heading
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.could_be_names import could_be_name, is_number_or_day
from dophu.rosters.texts.heading_words import PATH
from dophu.text import comparison_key

SHOWN = 60
"""Letters of a heading, a spelling or a word that a message repeats."""

WHOLE = 300
"""Letters of one that a proposed line repeats: cut shorter, it would decide nothing."""


def hidden_headings(table: Table) -> dict[str, str]:
    """Give the headings of a table that no message repeats, and their columns' names.

    The longest come first, so that each is replaced whole.
    """
    # A column may be in several, called otherwise in each.
    named = (table.unknown, table.of_others, table.reason_marks)
    stated = [pair for headings in named for pair in headings.items()]
    stated += [(column, heading) for column, (heading, _) in table.unclear.items()]
    found = {
        text: column_heading(column)
        for column, heading in stated
        if tells_somebody(heading)
        for whole in (heading, *filter(tells_somebody, heading.split(PATH)))
        for text in (whole, whole[:WHOLE], whole[:SHOWN])
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def tells_somebody(heading: str) -> bool:
    """Test whether a heading, or a part of it, may be a child's name, number or birth.

    A name begins with a family name and is written with capitals; a heading so
    written, of nothing but words of headings, is none ("Lý Do", "HỌ VÀ TÊN").

    Examples
    --------
    >>> [tells_somebody(t) for t in ("Giàng A Páo", "999219000001", "05/03/2019")]
    [True, True, True]
    >>> [tells_somebody(t) for t in ("Ghi Chú Khác", "LÝ DO", "Kết quả 18/7/2024")]
    [False, False, False]
    """
    return any(_tells_somebody(part) for part in heading.split(PATH))


def _tells_somebody(text: str) -> bool:
    if is_number_or_day(text):
        return True
    words = comparison_key(text).split()
    return (
        bool(words)
        and words[0] in _family_names()
        and could_be_name(text, frozenset())
        and not _words_of_headings().issuperset(words)
    )


def without(hidden: Mapping[str, str], detail: Any) -> Any:
    """Replace the headings in whatever a message is made of."""
    if isinstance(detail, str):
        for text, column in hidden.items():
            detail = detail.replace(text, column)
        return detail
    if isinstance(detail, Mapping):
        return {name: without(hidden, value) for name, value in detail.items()}
    return detail


@cache
def _family_names() -> frozenset[str]:
    names = read_table("vocabulary.toml")["family_name"]["words"]
    return frozenset(map(comparison_key, names))


@cache
def _words_of_headings() -> frozenset[str]:
    known = (text for field in fields().values() for text in field.headings)
    return frozenset(word for text in known for word in comparison_key(text).split())
