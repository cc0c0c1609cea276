"""The one table of columns, heading spellings and words, and its look-ups.

``headings.toml`` names the columns a list can have, ``vocabulary.toml`` what offices
type into cells in any drive, a file of ``drives/`` what they call one drive's result.
All are matched whole, with accents first; a phrase inside a longer text counts only
where every phrase found means the same. Nothing here guesses by likeness.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dophu.catalogue.vocabulary import read_table
from dophu.catalogue.words import Words

OTHER_REASON = "KHAC"
"""Code of a reason that is given but not in the code book."""

NO_REASON = "CHUA_RO"
"""Code of a child without a card for whom no reason is given."""

OUTCOMES = ("person", "merged", "quarantined", "ignored", "out_of_scope", "left")
"""What a source row became; every row becomes exactly one of these."""


@dataclass(frozen=True)
class Field:
    """A column that a list can have; ``keep`` is False for what is dropped unread.

    ``is_of_others`` where a list may have many such columns and none is read.
    """

    name: str
    label: dict[str, str]
    headings: tuple[str, ...]
    keep: bool = True
    is_of_others: bool = False


@cache
def fields() -> dict[str, Field]:
    """Give the columns a list can have, by name."""
    return {
        name: Field(
            name,
            entry["label"],
            tuple(entry["headings"]),
            entry.get("keep", True),
            entry.get("of_others", False),
        )
        for name, entry in read_table("headings.toml").items()
    }


@cache
def headings() -> Words:
    """Give the look-up from a heading that lists of any drive have to its field."""
    return Words({name: field.headings for name, field in fields().items()})


@cache
def sexes() -> Words:
    """Give the look-up from a word to ``male`` or ``female``."""
    return Words(read_table("vocabulary.toml")["sex"])


@cache
def relations() -> Words:
    """Give the look-up from a relation to the head of a household to ``grown_up``.

    Relations that a child can have are not in it.
    """
    return Words(read_table("vocabulary.toml")["relation"])


@cache
def marks() -> Words:
    """Give the look-up from a tick mark to ``yes`` or ``no``."""
    return Words(read_table("vocabulary.toml")["mark"])


@cache
def state_words() -> Words:
    """Give the look-up from a word of state to ``school``, ``residence``, ``either``.

    ``either`` and ``residence_too`` can stand in such a column, and elsewhere.
    """
    return Words(read_table("vocabulary.toml")["state"])


@cache
def place_words() -> Words:
    """Give the look-up from the words of a heading of places to their part in it."""
    return Words(read_table("vocabulary.toml")["heading_place"])


@cache
def heading_hints() -> Words:
    """Give the look-up of what in brackets only says how a column is filled in."""
    return Words(read_table("vocabulary.toml")["heading_hint"])


@cache
def frames() -> dict[str, dict[str, Any]]:
    """Give the data dictionary: the tables of an edition, their rows and columns."""
    return read_table("frames.toml")
