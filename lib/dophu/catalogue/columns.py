"""The one table of columns, heading spellings and words, and its look-ups.

``headings.toml`` names the columns a list can have, ``vocabulary.toml`` what offices
type into cells. Both are matched whole, with accents first; a phrase inside a
longer text counts only where every phrase found means the same. Nothing here
guesses by likeness.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dophu.text import comparison_key, folded_key

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


def _read(file: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    return tomllib.loads(text)


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
        for name, entry in _read("headings.toml").items()
    }


class Words:
    """From a spelling to what it means: whole, then by the phrases inside.

    Examples
    --------
    >>> statuses().find("Đã thu nhận"), statuses().find("chưa làm (bận)")
    ('applied', 'not_yet')
    >>> statuses().find("chùa") is None
    True
    """

    def __init__(self, meanings: dict[str, list[str]]) -> None:
        self._accented: dict[str, str | None] = {}
        self._folded: dict[str, str | None] = {}
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                _add(self._accented, comparison_key(phrase) or phrase, meaning)
        for phrase, meaning in self._accented.items():
            if meaning:
                _add(self._folded, folded_key(phrase) or phrase, meaning)
        self._found: dict[str, str | None] = {}

    def find(self, text: str) -> str | None:
        """Give the meaning of a text; None if it has none that is certain."""
        if text not in self._found:
            self._found[text] = self.find_whole(text) or self._find_inside(text)
        return self._found[text]

    def find_whole(self, text: str) -> str | None:
        """Give the meaning of a text that is a known spelling as it stands."""
        key = comparison_key(text) or text.strip()
        found = self._accented.get(key)
        # Folded spellings only for text typed without accents: "chùa" is not "chưa".
        return found or (self._folded.get(key) if key.isascii() else None)

    def phrases(self) -> Iterable[tuple[str, str | None]]:
        """Give the spellings with accents, as keys to compare, with what they mean."""
        return self._accented.items()

    def _find_inside(self, text: str) -> str | None:
        words = comparison_key(text).split()
        found, at = set(), 0
        while at < len(words):
            for length in range(min(7, len(words) - at), 0, -1):
                phrase = " ".join(words[at : at + length])
                meaning = self._accented.get(phrase) if len(phrase) > 2 else None
                if meaning:
                    found.add(meaning)
                    at += length - 1
                    break
            at += 1
        return found.pop() if len(found) == 1 else None


def _add(table: dict[str, str | None], key: str, meaning: str) -> None:
    table[key] = meaning if table.get(key, meaning) == meaning else None


@cache
def headings() -> Words:
    """Give the look-up from a heading to the name of its field."""
    return Words({name: list(field.headings) for name, field in fields().items()})


@cache
def sexes() -> Words:
    """Give the look-up from a word to ``male`` or ``female``."""
    return Words(_read("vocabulary.toml")["sex"])


@cache
def relations() -> Words:
    """Give the look-up from a relation to the head of a household to ``grown_up``.

    Relations that a child can have are not in it.
    """
    return Words(_read("vocabulary.toml")["relation"])


@cache
def marks() -> Words:
    """Give the look-up from a tick mark to ``yes`` or ``no``."""
    return Words(_read("vocabulary.toml")["mark"])


@cache
def small_words() -> Words:
    """Give the look-up from the small words of a phrase to their part in it.

    ``negation``, ``future``, ``waiting``, ``not_in_hand``, ``child``, ``card``,
    ``file``, ``place``, ``verb`` (says nothing by itself) or ``filler``.
    """
    return Words(_read("vocabulary.toml")["phrase"])


@cache
def heading_words() -> Words:
    """Give the look-up from the words of a heading of results to their part in it.

    The cards and the children are those of phrases; a ``file`` is an application and no
    card.
    """
    parts = dict(_read("vocabulary.toml")["heading"])
    phrases = _read("vocabulary.toml")["phrase"]
    parts["card"] = phrases["card"]
    parts["person"] = [*parts["person"], *phrases["child"]]
    return Words(parts)


@cache
def setback_words() -> Words:
    """Give the look-up of what a heading says that may take back a result."""
    return Words({"setback": _read("vocabulary.toml")["heading_setback"]["words"]})


@cache
def heading_answers() -> Words:
    """Give the look-up from a heading below a result: ``done`` or ``not_done``."""
    return Words(_read("vocabulary.toml")["heading_answer"])


@cache
def state_words() -> Words:
    """Give the look-up from a word of state to ``school``, ``residence``, ``either``.

    ``either`` and ``residence_too`` can stand in such a column, and elsewhere.
    """
    return Words(_read("vocabulary.toml")["state"])


@cache
def place_words() -> Words:
    """Give the look-up from the words of a heading of places to their part in it."""
    return Words(_read("vocabulary.toml")["heading_place"])


@cache
def words_of_others() -> Words:
    """Give the look-up of words that make a heading one of another paper or matter."""
    return Words(_read("vocabulary.toml")["heading_elsewhere"])


@cache
def paper_words() -> Words:
    """Give the look-up from a phrase to what it names in a heading.

    ``ours``: the drive's own paper, one of its cards; ``others``: another paper;
    ``person``: somebody who is no child of the list; ``generic``: any paper.
    """
    found = _read("vocabulary.toml")
    papers, cards = found["paper"], found["phrase"]["card"]
    generic = {comparison_key(text) for text in papers["generic"]}
    ours = [text for text in cards if comparison_key(text) not in generic]
    own = {comparison_key(text) for text in ours}
    others = [text for text in papers["words"] if comparison_key(text) not in own]
    parts = {"generic": papers["generic"], "person": papers["person"]}
    return Words(parts | {"ours": ours, "others": others})


@cache
def neutral_words() -> Words:
    """Give the look-up of words of an upper heading that change nothing below it."""
    return Words({"neutral": _read("vocabulary.toml")["heading_neutral"]["words"]})


@cache
def heading_hints() -> Words:
    """Give the look-up of what in brackets only says how a column is filled in."""
    return Words(_read("vocabulary.toml")["heading_hint"])


@cache
def statuses() -> Words:
    """Give the look-up from a word to a status."""
    return Words(_read("vocabulary.toml")["status"])


@cache
def reason_book() -> dict[str, dict[str, Any]]:
    """Give the code book of reasons by code: ``reachable``, ``counts``, ``phrases``."""
    return _read("vocabulary.toml")["reason"]


@cache
def reasons() -> Words:
    """Give the look-up from a phrase to a reason's code."""
    return Words({code: entry["phrases"] for code, entry in reason_book().items()})


@cache
def frames() -> dict[str, dict[str, Any]]:
    """Give the data dictionary: the tables of an edition, their rows and columns."""
    return _read("frames.toml")
