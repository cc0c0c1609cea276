"""The first page of a region's site: its units, a line each, found by what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from dophu.catalogue.about import About
from dophu.catalogue.sentences import say
from dophu.documents.html.policy import write_policy
from dophu.documents.html.template import render


@dataclass(frozen=True)
class Row:
    """A line of a table: a name, with a link where there is a page; words, numbers."""

    name: str
    texts: Sequence[str]
    numbers: Sequence[str]
    href: str = ""
    total: bool = False


@dataclass(frozen=True)
class Head:
    """Words over a column, and whether it is of text."""

    words: str
    text: bool


@dataclass(frozen=True)
class SitePage:
    """What the page says; ``groups`` may be empty, ``whole`` is the region's own line.

    Nothing is fetched: one style and one script by their hashes, as the report page.
    """

    about: About
    campaign: str
    whole: Row
    units: Sequence[Row]
    groups: Sequence[Row] = ()

    def write(self) -> str:
        """Write the page."""
        return render("site.html.j2", self)

    def say(self, key: str) -> str:
        """Say words of the page, with the date and the deadline at hand."""
        about = self.about
        return about.heading(
            key, as_of=about.date(about.as_of), deadline=about.deadline_words
        )

    def heads(self, table: str) -> list[Head]:
        """Name the columns of a table: ``units`` or ``groups``."""
        texts = {
            "units": ("place", "unit_group", "site_gate", "site_lists"),
            "groups": ("unit_group",),
        }[table]
        numbers = () if table == "units" else ("units", "units_sent")
        counts = ("persons", "enrolled", "gap", "coverage")
        named = [("site_unit" if t == "place" else t, True) for t in texts]
        named += [(name, False) for name in (*numbers, *counts)]
        return [Head(self._head(name), text) for name, text in named]

    def _head(self, name: str) -> str:
        from dophu.catalogue.table_words import heading

        if name.startswith("site_"):
            return self.say(name)
        return heading(name, ["persons", "enrolled", "gap", "coverage"], self.about)

    @property
    def language(self) -> str:
        """The page's language."""
        return self.about.language

    @property
    def date(self) -> str:
        """The date of the figures."""
        return self.about.date(self.about.as_of)

    @property
    def simulated(self) -> str:
        """The mark of invented data; empty for real data."""
        return say("simulated", self.language) if self.about.simulated else ""

    @cached_property
    def style(self) -> str:
        """The style sheet."""
        return _read("site.css")

    @cached_property
    def script(self) -> str:
        """The script, which finds units."""
        return _read("site.js")

    @property
    def policy(self) -> str:
        """What the page may do."""
        return write_policy(self.style, self.script)


def _read(name: str) -> str:
    templates = resources.files("dophu.documents.html") / "templates"
    return (templates / name).read_text(encoding="utf-8").replace("\r\n", "\n")
