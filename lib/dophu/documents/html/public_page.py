"""The page of a public edition: its rounded figures, how they were rounded, and files.

Made of the public table and nothing else. Pictures are inside as PNG, since a drawing
in SVG carries the length of every bar.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Any

from dophu.catalogue.about import About
from dophu.charts.kit.chart import Chart
from dophu.disclosure.public_table import PublicFigure, PublicTable, require_public
from dophu.documents.html.policy import css_string, write_policy
from dophu.documents.html.template import render
from dophu.findings.public import (
    band_name,
    bands_shown,
    say_cell,
    say_left,
    say_rounding,
    say_share,
)


@dataclass(frozen=True)
class PublicPage:
    """What the page is made of; ``change``, ``looser`` may be empty.

    ``files`` are the names of the edition's other files.

    Raises
    ------
    TypeError
        If the table is not a public one.
    """

    table: PublicTable
    about: About
    campaign: str
    charts: Sequence[Chart]
    files: Sequence[str]
    change: str = ""
    looser: str = ""

    def __post_init__(self) -> None:
        require_public(self.table)

    def write(self) -> str:
        """Write the page."""
        return render("public.html.j2", self)

    def say(self, key: str) -> str:
        """Say words of the page, with the date and the deadline at hand."""
        about = self.about
        return about.heading(
            key, as_of=about.date(about.as_of), deadline=about.deadline_words
        )

    @cached_property
    def style(self) -> str:
        """The style sheet, with what stands at the foot of a printed page."""
        templates = resources.files("dophu.documents.html") / "templates"
        text = (templates / "public.css").read_text(encoding="utf-8")
        foot = css_string(f"{self.say('public_mark')} · ")
        return text.replace("\r\n", "\n") + (
            "@page { size: A4; margin: 15mm 15mm 18mm 20mm; @bottom-center { "
            f'font-size: 8pt; content: {foot} counter(page) "/" counter(pages); }} }}\n'
        )

    @property
    def policy(self) -> str:
        """What the page may do."""
        return write_policy(self.style, "")

    @property
    def lead(self) -> str:
        """How many are left, in a sentence."""
        return f"{say_left(self.table, self.about)}."

    @property
    def simulated(self) -> str:
        """The mark of invented data; empty for real data."""
        return self.about.say("simulated") if self.about.simulated else ""

    @property
    def sentences(self) -> list[str]:
        """What follows the lead: the share reached, and what changed."""
        share = say_share(self.table.total, self.about)
        line = (
            self.about.heading(
                "public_share_line", unit=self.about.unit_total, share=share
            )
            if share
            else ""
        )
        return [words for words in (line, self.change) if words]

    @property
    def groups(self) -> list[tuple[str, str, str]]:
        """Rows of the table of age groups: name, figure, share; the total last."""
        rows = [(self.about.group(f.code), f) for f in self.table.groups]
        rows.append((self.about.unit_total, self.table.total))
        return [(name, *self._cells(figure)) for name, figure in rows]

    @property
    def bands(self) -> list[tuple[str, str]]:
        """Rows of the table of bands."""
        about = self.about
        return [
            (band_name(c, about), about.count(n)) for c, n in bands_shown(self.table)
        ]

    @property
    def hamlets(self) -> list[tuple[str, str]]:
        """Rows of the table of hamlets."""
        names = self.table.names
        return [
            (names[f.code], say_cell(f.missing, self.about)) for f in self.table.hamlets
        ]

    @property
    def notes(self) -> list[str]:
        """How figures were rounded, what was left out, who approved what is looser."""
        notes = say_rounding(self.table, self.about)
        if self.looser:
            notes.append(self.looser)
        if self.about.applied_counts:
            notes.append(self.about.noun("applied_note"))
        return [*notes, self.about.source(self.table.received or None)]

    @property
    def pictures(self) -> list[dict[str, Any]]:
        """The charts, as PNG inside the page."""
        return [
            {"alt": chart.alt, "data": base64.b64encode(chart.png()).decode("ascii")}
            for chart in self.charts
        ]

    def _cells(self, figure: PublicFigure) -> tuple[str, str]:
        share = say_share(figure, self.about) or "–"
        return say_cell(figure.missing, self.about), share
