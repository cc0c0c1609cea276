"""What can be wrong, with its code, severity and words: one catalogue for all.

``issues.toml`` beside this module is the one place of every message: the
screen, ``tables/issues.csv``, the manual page and the tests read it there. A
message names the place (file, sheet, cell), never what a personal cell holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from dophu import toml_text

SEVERITIES = ("error", "warning", "info")
"""Worst first. An ``error`` stops the run or a file, a ``warning`` wants a
person's look (gate REVIEW), an ``info`` is a repair or a fact that is listed."""

PARTS = ("found", "did", "todo")
"""The parts of a message: what was found and expected, what the kit did, what to do."""


@dataclass(frozen=True)
class Kind:
    """One thing that can be wrong: its code, severity and words by language.

    ``accepted`` says whether a person may let it stay as it was counted: ``once`` for
    just this message, ``standing`` for each of the sender's, '' where only a list can
    mend it or a decision of its own settles it.
    """

    code: str
    severity: str
    words: dict[str, dict[str, str]] = field(hash=False)
    accepted: str = ""

    def say(self, language: str, **details: object) -> str:
        """Fill the words in a language; details are named as in the catalogue."""
        parts = (self.words[part][language] for part in PARTS if part in self.words)
        return " ".join(parts).format(**details)


@cache
def _tables() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("issues.toml").read_text("utf-8")
    return toml_text.loads(text)


@cache
def catalogue() -> dict[str, Kind]:
    """Read the kinds of issue, by code, in the catalogue's order."""
    return {
        code: Kind(
            code,
            entry["severity"],
            {part: entry[part] for part in PARTS if part in entry},
            entry.get("accepted", ""),
        )
        for code, entry in _tables().items()
        if code != "phrases"
    }


def phrase(key: str, **details: object) -> dict[str, str]:
    """Give a phrase of the catalogue by language, to fill a message with.

    Examples
    --------
    >>> phrase("too_short", digits=9)["en"]
    'has 9 digits'
    """
    words = _tables()["phrases"][key]
    return {language: text.format(**details) for language, text in words.items()}


@dataclass(frozen=True)
class Issue:
    """One thing found at one place.

    ``file`` is relative to the campaign with '/', ``sheet`` is empty for CSV,
    ``cell`` as Excel names it (``D17``; a row alone is ``17``), each empty where
    it does not apply. ``details`` fill the catalogue's words and hold nothing
    personal. ``accepted`` is the line by which it may stay as it was counted, '' where
    there is none.
    """

    code: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    hamlet_id: str = ""
    details: dict[str, Any] = field(default_factory=dict, hash=False)
    accepted: str = field(default="", compare=False)

    @property
    def severity(self) -> str:
        """``error``, ``warning`` or ``info``, as in the catalogue."""
        return catalogue()[self.code].severity

    @property
    def place(self) -> str:
        """Where it was found: file, sheet and cell, as far as they are known."""
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)

    def message(self, language: str) -> str:
        """Say what was found, what the kit did and what to do, without the place.

        Examples
        --------
        >>> Issue("CD-03", details={"key": "dedline", "near": "deadline"}).message("en")
        "Unknown key 'dedline'; the nearest known key is 'deadline'. Nothing was run. Correct the key and run again."
        """  # noqa: E501
        text = catalogue()[self.code].say(language, **self.details)
        if not self.accepted:
            return text
        return f"{text} {phrase('may_be_accepted', line=self.accepted)[language]}"

    def reported(self, language: str) -> str:
        """Say what was found and what the kit did, without what to do."""
        words = catalogue()[self.code].words
        parts = (words[part][language] for part in PARTS[:2] if part in words)
        return " ".join(parts).format(**self.details)

    def line(self, language: str) -> str:
        """Say code, place and message in one line, for a screen or a log."""
        place = f" {self.place}:" if self.place else ""
        return f"{self.code}{place} {self.message(language)}"


def unexpected(fault: dict[str, str]) -> Issue:
    """Word an error that nobody foresaw (``faults.describe_fault``), never its text.

    Examples
    --------
    >>> fault = {"name": "ModuleNotFoundError", "where": "a.py:1", "library": "pandas"}
    >>> unexpected(fault).code, unexpected({**fault, "library": ""}).code
    ('CH-28', 'CH-11')
    """
    from dophu import __version__

    code = "CH-28" if fault.get("library") else "CH-11"
    return Issue(code, details={**fault, "version": __version__})


class DophuError(Exception):
    """Nothing sensible can be done; holds every problem found, not the first only.

    Its text is in Vietnamese, the kit's default language, or in the one given; a
    caller that knows the campaign's language asks :meth:`say`.

    Parameters
    ----------
    issues
        What was found: an issue or several.
    language
        ``vi`` or ``en``, of the text.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> try:
    ...     dophu.gaps(week, by="sexx")
    ... except dophu.DophuError as error:
    ...     print(error.say("en").split(". It takes")[0])
    PT-01 The table 'gaps' cannot be grouped or filtered by 'sexx'; the nearest word is 'sex'
    """  # noqa: E501

    def __init__(self, issues: Issue | Iterable[Issue], language: str = "vi") -> None:
        self.issues: Sequence[Issue] = (
            (issues,) if isinstance(issues, Issue) else tuple(issues)
        )
        super().__init__(self.say(language))

    def say(self, language: str) -> str:
        """List the problems, one a line, in a language."""
        return "\n".join(issue.line(language) for issue in self.issues)
