"""Words of the documents of an edition, both languages side by side."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from dophu.catalogue.about import About


@cache
def report_words() -> dict[str, dict[str, str]]:
    """Read the catalogue, by key and language."""
    text = (resources.files(__package__) / "report.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["report"]


def say_in_report(key: str, about: About, **values: object) -> str:
    """Fill words of the documents with the campaign's nouns and with values.

    The first letter is a capital.

    Examples
    --------
    >>> from datetime import date
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> say_in_report("part_places", about)
    'Kết quả theo địa bàn'
    """
    text = about.fill(report_words()[key][about.language], **values)
    return text[:1].upper() + text[1:]
