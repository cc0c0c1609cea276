"""The indicators of a report: what each counts, its words, and its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib import resources

from dophu import toml_text
from dophu.catalogue.about import About
from dophu.catalogue.numbers import format_number

UNITS = ("children", "places", "share", "rate", "days")


@dataclass(frozen=True)
class Indicator:
    """One indicator of the registry ``indicators.toml``.

    ``numerator`` and ``denominator`` name a column as ``table.column``, or a table
    alone, whose rows are counted; ``words`` holds ``label``, ``meaning``, ``missing``
    and ``sentence`` by language.
    """

    key: str
    unit: str
    numerator: str
    denominator: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    def label(self, about: About) -> str:
        """Name the indicator in the campaign's own nouns, as over a column.

        Examples
        --------
        >>> from datetime import date
        >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
        >>> indicators()["coverage"].label(about)
        'Tỷ lệ đã làm'
        """
        text = about.fill(self.words["label"][about.language])
        return text[:1].upper() + text[1:]

    def sentence(self, about: About, **values: str) -> str:
        """Say the indicator in a sentence, with the texts of the figures it needs."""
        return about.fill(self.words["sentence"][about.language], **values)

    def text(self, value: int | Fraction | None, of: int | None, about: About) -> str:
        """Write a value as a reader reads it: ``–`` where it is missing.

        Examples
        --------
        >>> from datetime import date
        >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
        >>> indicators()["coverage"].text(1000, 2472, about)
        '40,5%'
        >>> indicators()["required_per_day"].text(Fraction(1472, 13), None, about)
        '113,2'
        >>> indicators()["gap"].text(None, None, about)
        '–'
        """
        if value is None or (self.unit == "share" and not of):
            return "–"
        if self.unit == "share":
            return about.percent(int(value), of or 0)
        if self.unit == "rate":
            return about.rate(value)
        return format_number(value, about.language)


@cache
def indicators() -> dict[str, Indicator]:
    """Read the registry, in its order."""
    text = (resources.files(__package__) / "indicators.toml").read_text("utf-8")
    return {
        key: Indicator(
            key=key,
            unit=entry["unit"],
            numerator=entry["numerator"],
            denominator=entry.get("denominator", ""),
            words={k: v for k, v in entry.items() if isinstance(v, dict)},
        )
        for key, entry in toml_text.loads(text).items()
    }
