"""Words of the report page and of the screen, both languages side by side."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from dophu.catalogue.about import About
from dophu.catalogue.sentences import NOUNS


@cache
def page_words() -> dict[str, dict[str, dict[str, str]]]:
    """Read the catalogue: ``page`` and ``screen``, each by key and language."""
    text = (resources.files(__package__) / "page.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def say_on_screen(key: str, language: str, **values: object) -> str:
    """Fill a sentence for the screen.

    Examples
    --------
    >>> say_on_screen("step_publish", "en")
    'Publishing'
    """
    return page_words()["screen"][key][language].format(**values)


def say_on_page(key: str, about: About, **values: object) -> str:
    """Fill a sentence for the page with the campaign's nouns and with values."""
    nouns = {noun: about.noun(noun) for noun in NOUNS}
    return page_words()["page"][key][about.language].format(**(nouns | values))


def gate_words(gate: str, language: str) -> str:
    """Say a gate in words.

    Examples
    --------
    >>> gate_words("REVIEW", "vi")
    'Cần xem lại'
    """
    return page_words()["page"][f"gate_{gate}"][language]
