"""The catalogue of sentences, nouns and reason labels, both languages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import chain

from dophu import toml_text

FILES = {"sentences.toml": ("sentences",), "page.toml": ("page", "screen"),
         "report.toml": ("report",), "pace.toml": ("pace",),
         "tables.toml": ("headings", "values"), "why.toml": ("why",),
         "decide.toml": ("decide",), "doctor.toml": ("doctor",),
         "public.toml": ("public",), "purge.toml": ("purge",),
         "starting.toml": ("starting",),
         "lists.toml": ("visits", "letters"),
         "explore.toml": ("explore",), "desk.toml": ("desk",),
         "region.toml": ("region",)}  # fmt: skip
"""The files of the catalogue and their tables of sentences. They are one catalogue:
no key stands twice."""


Words = Mapping[str, str]
"""What one entry says, by language."""


class _Catalogue(Mapping[str, Words]):
    """Entries of some tables of files; a file is read when an entry is sought in it.

    Reading lists needs a few headings of one file, and all files cost a tenth of what
    ``import`` does.
    """

    def __init__(self, tables: Mapping[str, Sequence[str]], first: str = "") -> None:
        self._tables = tables
        self._unread = sorted(tables, key=lambda name: name != first)
        self._known: dict[str, Words] = {}

    def __getitem__(self, key: str) -> Words:
        while key not in self._known and self._unread:
            self._known |= self._entries(self._unread.pop(0))
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(self._entries, self._tables))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _entries(self, name: str) -> dict[str, Words]:
        found = _read(name)
        return {k: words for t in self._tables[name] for k, words in found[t].items()}


@cache
def _read(name: str) -> dict[str, dict[str, dict[str, str]]]:
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    return toml_text.loads(text)


SENTENCES: Mapping[str, Words] = _Catalogue(FILES, first="lists.toml")
"""Sentences by key and language; ``{}`` marks what is filled in."""

NOUNS: Mapping[str, Words] = _Catalogue({"sentences.toml": ("nouns",)})
"""Nouns of no drive in particular, by key and language."""

REASONS: Mapping[str, Words] = _Catalogue({"sentences.toml": ("reasons",)})
"""Short labels of the reason codes, by code and language."""


def say(key: str, language: str, **values: object) -> str:
    """Give a sentence of the catalogue in a language, filled in.

    For what speaks of no campaign (the screen, a workbook's headings);
    :meth:`~dophu.catalogue.about.About.say` fills in a campaign's nouns too.

    Examples
    --------
    >>> say("class_below", "vi", edge=20), say("class_below", "en", edge=20)
    ('dưới 20%', 'under 20%')
    """
    return SENTENCES[key][language].format(**values)
