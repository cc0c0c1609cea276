"""The catalogue of sentences, nouns and reason labels, both languages side by side."""

from __future__ import annotations

import tomllib
from importlib import resources

FILES = {"sentences.toml": ("sentences",), "page.toml": ("page", "screen"),
         "report.toml": ("report",), "pace.toml": ("pace",),
         "tables.toml": ("headings", "values"), "why.toml": ("why",),
         "decide.toml": ("decide",), "doctor.toml": ("doctor",),
         "public.toml": ("public",), "purge.toml": ("purge",),
         "starting.toml": ("starting",),
         "lists.toml": ("visits", "letters"),
         "explore.toml": ("explore",)}  # fmt: skip
"""The files of the catalogue and their tables of sentences. They are one catalogue:
no key stands twice."""


def _read(name: str) -> dict[str, dict[str, dict[str, str]]]:
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    return tomllib.loads(text)


_CATALOGUE = {name: _read(name) for name in FILES}

SENTENCES: dict[str, dict[str, str]] = {
    key: words
    for name, tables in FILES.items()
    for table in tables
    for key, words in _CATALOGUE[name][table].items()
}
"""Sentences by key and language; ``{}`` marks what is filled in."""

NOUNS: dict[str, dict[str, str]] = _CATALOGUE["sentences.toml"]["nouns"]
"""Nouns of no drive in particular, by key and language."""

REASONS: dict[str, dict[str, str]] = _CATALOGUE["sentences.toml"]["reasons"]
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
