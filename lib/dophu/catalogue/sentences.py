"""The catalogue of sentences, nouns and reason labels, both languages side by side."""

from __future__ import annotations

import tomllib
from importlib import resources

_CATALOGUE = tomllib.loads(
    (resources.files(__package__) / "sentences.toml").read_text(encoding="utf-8")
)
SENTENCES: dict[str, dict[str, str]] = _CATALOGUE["sentences"]
"""Sentences by key and language; ``{}`` marks what is filled in."""

NOUNS: dict[str, dict[str, str]] = _CATALOGUE["nouns"]
"""Nouns that a campaign may replace by its own, by key and language."""

REASONS: dict[str, dict[str, str]] = _CATALOGUE["reasons"]
"""Short labels of the reason codes, by code and language."""

UNCLEAR = "CHUA_RO"
"""Code of a child for whom no reason is given yet."""


def say(key: str, language: str, **values: object) -> str:
    """Give a sentence of the catalogue in a language, filled in.

    Examples
    --------
    >>> say("class_below", "vi", edge=20), say("class_below", "en", edge=20)
    ('dưới 20%', 'under 20%')
    """
    return SENTENCES[key][language].format(**values)


def reason_label(code: str, language: str) -> str:
    """Give the short label of a reason code, the code itself where it is not known.

    Examples
    --------
    >>> reason_label("VE_QUE_HE", "vi"), reason_label("VE_QUE_HE", "en")
    ('Về quê, nghỉ hè', 'Away for the holidays')
    """
    return REASONS.get(code, {}).get(language, code)
