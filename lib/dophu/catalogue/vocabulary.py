"""The words of a drive: what its lists call its result, and the look-ups of them.

A vocabulary is layers of one form: the words of every drive (``vocabulary.toml``),
those of one (``drives/``), those of a campaign. It is a value of a campaign: two of
different drives can be read side by side. Look-ups are made once a vocabulary.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib import resources
from typing import Any

from dophu import toml_text
from dophu.catalogue.words import Words
from dophu.text import comparison_key

Tables = Mapping[str, Any]

_OWN = ("taken", "given", "got", "file")
"""Parts of ``[heading]`` that only the drive's own result has."""

_AGAINST = (
    "first_time", "again", "plan_first", "plan", "setback_exact", "setback_first",
    "setback_whole", "setback",
)  # fmt: skip
"""Parts of ``[against]`` whose words are what they say."""

_ONE_MEANING = ("status", "headings", "heading_answer", "reason")
"""Tables in which a word has one meaning, whatever layer gives it."""


class Vocabulary:
    """The words of one drive; equal to another that has the same.

    Parameters
    ----------
    drive
        Name of the shipped drive that it is made of.
    layers
        Tables of words, the most general first.
    stated
        Headings that a campaign says are the result's, as they are compared: they are
        of no other paper, whatever words stand in them.
    """

    def __init__(
        self, drive: str, *layers: Tables, stated: frozenset[str] = frozenset()
    ) -> None:
        self.drive = drive
        self.stated = stated
        self.tables: dict[str, Any] = {}
        for layer in layers:
            self.tables = merge(_without(self.tables, layer), layer)
        all_of_it = [drive, self.tables, sorted(stated)]
        # By content: two campaigns with the same words share what is made of them.
        text = json.dumps(all_of_it, sort_keys=True, ensure_ascii=False)
        self.digest = sha256(text.encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Test whether another vocabulary has the same words."""
        return isinstance(other, Vocabulary) and self.digest == other.digest

    def __hash__(self) -> int:
        """Look-ups are kept by the words, not by the campaign."""
        return hash(self.digest)

    def __repr__(self) -> str:
        """Name the drive."""
        return f"Vocabulary({self.drive!r})"

    def extended(self, *layers: Tables) -> Vocabulary:
        """Give a vocabulary that has more words.

        Examples
        --------
        >>> more = shipped("identity_card").extended({"status": {"applied": ["đợt 2"]}})
        >>> more.statuses.find_whole("Đợt 2"), more.statuses.find_whole("chưa")
        ('applied', 'not_yet')
        """
        stated = {
            comparison_key(heading)
            for layer in layers
            for headings in layer.get("headings", {}).values()
            for heading in headings
        }
        return Vocabulary(self.drive, self.tables, *layers, stated=self.stated | stated)

    @cached_property
    def headings(self) -> Words:
        """From a heading to the name of its field."""
        return Words(self.tables["headings"])

    @cached_property
    def statuses(self) -> Words:
        """From a word to a status."""
        return Words(self.tables["status"])

    @cached_property
    def small_words(self) -> Words:
        """From the small words of a phrase to their part in it.

        ``negation``, ``future``, ``waiting``, ``not_in_hand``, ``under_way`` (the same
        in words that suppose an application), ``child``, ``card`` (what the drive
        gives), ``file``, ``place``, ``verb`` (says nothing by itself) or ``filler``.
        """
        return Words(self.tables["phrase"])

    @cached_property
    def remark_words(self) -> Words:
        """From what a remark begins with to what may follow: nothing of the result.

        ``whole`` (nothing follows), ``kin`` and ``school`` (names, classes) or
        ``number``.
        """
        return Words(self.tables["remark"])

    @cached_property
    def heading_words(self) -> Words:
        """From the words of a heading of results to their part in it.

        The cards and the children are those of phrases; a ``file`` is an application
        and no card.
        """
        parts = dict(self.tables["heading"])
        phrases = self.tables["phrase"]
        parts["card"] = phrases["card"]
        parts["person"] = [*parts["person"], *phrases["child"]]
        return Words(parts)

    @cached_property
    def setback_words(self) -> Words:
        """What a heading says that may take back a result.

        ``act``: one upon an application or a card, a mark under which takes it back;
        ``setback``: what may.
        """
        stated = self.tables["heading_setback"]
        return Words({"setback": stated["words"], "act": stated["act"]})

    @cached_property
    def words_against(self) -> dict[str, str]:
        """From a phrase to what it says against "done", accents as they stand.

        ``setback``, ``setback_whole`` (only as a whole text, but for words of lists),
        ``setback_exact`` (as the very text), ``setback_first`` and
        ``plan_first`` (only at the beginning), ``plan``, or ``again`` (a service upon
        what was done before) but for texts that name it as of the ``first_time``.
        """
        parts = self.tables["against"]
        acts = self.tables["list"]["verb"]
        plans = [f"{word} {act}" for word in parts["plan_before"] for act in acts]
        stated = {part: parts[part] for part in _AGAINST}
        return {
            comparison_key(word): part
            for part, words in (("plan", plans), *stated.items())
            for word in words
        }

    @cached_property
    def heading_answers(self) -> Words:
        """From a heading below a result to ``done``, ``issued_mark``, ``not_done``."""
        return Words(self.tables["heading_answer"])

    @cached_property
    def words_of_others(self) -> Words:
        """Words that make a heading one of another paper or matter."""
        own = self._own
        words = self.tables["heading_elsewhere"]["words"]
        return Words({"words": [w for w in words if comparison_key(w) not in own]})

    @cached_property
    def paper_words(self) -> Words:
        """From a phrase to what it names in a heading.

        ``ours``: what the drive itself gives, one of its cards; ``others``: another
        paper; ``person``: somebody who is no child of the list; ``generic``: any paper.
        """
        papers, cards = self.tables["paper"], self.tables["phrase"]["card"]
        generic = {comparison_key(text) for text in papers["generic"]}
        ours = [text for text in cards if comparison_key(text) not in generic]
        others = [t for t in papers["words"] if comparison_key(t) not in self._own]
        parts = {"generic": papers["generic"], "person": papers["person"]}
        return Words(parts | {"ours": ours, "others": others})

    @cached_property
    def neutral_words(self) -> Words:
        """Words of an upper heading that change nothing below it."""
        return Words({"neutral": self.tables["heading_neutral"]["words"]})

    @cached_property
    def reason_book(self) -> dict[str, dict[str, Any]]:
        """The code book of reasons by code: ``reachable``, ``counts``, ``phrases``."""
        book = self.tables["reason"]
        # The order of a code book is that in which reasons are offered.
        first = self.tables.get("order", {}).get("reasons", ())
        return {code: book[code] for code in dict.fromkeys((*first, *book))}

    @cached_property
    def reasons(self) -> Words:
        """From a phrase to a reason's code."""
        return Words({c: entry["phrases"] for c, entry in self.reason_book.items()})

    @cached_property
    def _own(self) -> frozenset[str]:
        """What the drive gives and what is done of it: never another's paper."""
        heading = self.tables["heading"]
        done = (word for part in _OWN for word in heading.get(part, ()))
        return frozenset(map(comparison_key, (*self.tables["phrase"]["card"], *done)))


def _without(tables: Tables, layer: Tables) -> dict[str, Any]:
    """Take from tables the words to which a layer over them gives a meaning.

    So a word has the meaning that the most particular layer gives it.
    """
    kept = dict(tables)
    for name in _ONE_MEANING:
        if name in tables and name in layer:
            stated = {
                # A tick has no letters to compare.
                comparison_key(word) or word: key
                for key, entry in layer[name].items()
                for word in _words(entry)
            }
            kept[name] = {
                key: _kept(entry, key, stated) for key, entry in tables[name].items()
            }
    return kept


def _words(entry: Any) -> list[str]:
    return entry if isinstance(entry, list) else entry.get("phrases", [])


def _kept(entry: Any, key: str, stated: Mapping[str, str]) -> Any:
    words = [
        word
        for word in _words(entry)
        if stated.get(comparison_key(word) or word, key) == key
    ]
    return words if isinstance(entry, list) else {**entry, "phrases": words}


def merge(first: Tables, second: Tables) -> dict[str, Any]:
    """Put the words of a table to those of another; what is no list is replaced.

    Examples
    --------
    >>> merge({"a": ["x"], "b": {"c": 1}}, {"a": ["y", "x"], "b": {"c": 2}})
    {'a': ['x', 'y'], 'b': {'c': 2}}
    """
    merged = dict(first)
    for key, value in second.items():
        old = merged.get(key)
        if isinstance(old, list) and isinstance(value, list):
            merged[key] = list(dict.fromkeys((*old, *value)))
        elif isinstance(old, Mapping) and isinstance(value, Mapping):
            merged[key] = merge(old, value)
        else:
            merged[key] = value
    return merged


@cache
def read_table(file: str) -> dict[str, Any]:
    """Read one of the catalogue's files, by its path from here; not to be changed."""
    path = resources.files(__package__).joinpath(*file.split("/"))
    return toml_text.loads(path.read_text(encoding="utf-8"))


@cache
def drives() -> tuple[str, ...]:
    """Name the drives that the kit has words for.

    Examples
    --------
    >>> "identity_card" in drives()
    True
    """
    found = resources.files(__package__).joinpath("drives").iterdir()
    return tuple(sorted(f.name[:-5] for f in found if f.name.endswith(".toml")))


@cache
def shipped(drive: str) -> Vocabulary:
    """Read the vocabulary of a drive that the kit has words for."""
    known = read_table("headings.toml").items()
    headings = {"headings": {name: entry["headings"] for name, entry in known}}
    own = read_table(f"drives/{drive}.toml")
    return Vocabulary(drive, headings, read_table("vocabulary.toml"), own)


DEFAULT = shipped("identity_card")
"""The words of a campaign that names no drive."""
