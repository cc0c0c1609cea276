"""The explorer: pick a date, hamlets and age groups; table and chart follow.

Widgets only choose; what they show is drawn by the functions the weekly run
uses, into an image and a text, so that it also stands in a stored notebook.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from dophu.ages import UNKNOWN, AgeGroups
from dophu.campaign.config import read_campaign
from dophu.catalogue.about import About
from dophu.catalogue.numbers import format_count, format_percent
from dophu.catalogue.sentences import say
from dophu.charts import draw_ranked
from dophu.notebook import about, total_gaps
from dophu.snapshots import Snapshot, load
from dophu.table_view import show
from dophu.tables.gaps import gaps

WIDTH = 605
"""Pixels of the chart's width: 160 mm on a screen of 96 dpi, as in Word."""


class Explorer(widgets.VBox):
    """Controls, a note with the numbers, a chart and a table that follow them.

    ``week`` is the snapshot of the date chosen and ``gaps`` the table behind what
    is shown, for cells of one's own.
    """

    week: Snapshot
    gaps: pd.DataFrame

    def __init__(self, campaign: str | Path = "", language: str = "") -> None:
        self._campaign = read_campaign(campaign)
        self._language = language or self._campaign.language
        names = self._campaign.hamlets.names
        groups = self._campaign.age_groups
        self.date = widgets.Dropdown(
            options=[str(day) for day in reversed(self._campaign.dates())],
            description=say("explore_date", self._language),
        )
        self.hamlets = widgets.SelectMultiple(
            options=[(name, hamlet) for hamlet, name in names.items()],
            value=tuple(names),
            rows=min(10, max(3, len(names))),
            description=say("explore_hamlets", self._language),
        )
        self.age_groups = widgets.SelectMultiple(
            options=[(groups.label(c, self._language), c) for c in groups.codes],
            value=groups.codes,
            rows=max(2, len(groups)),
            description=say("explore_age_groups", self._language),
        )
        self.note = widgets.HTML()
        self.chart = widgets.Image(format="png", width=WIDTH)
        self.table = widgets.HTML()
        controls = widgets.HBox([self.date, self.hamlets, self.age_groups])
        super().__init__([controls, self.note, self.chart, self.table])
        for control in (self.date, self.hamlets, self.age_groups):
            control.observe(self._follow, names="value")
        self._follow()

    def _follow(self, _change: object = None) -> None:
        self.week = load(self._campaign, self.date.value)
        every = gaps(self.week)
        chosen = every["hamlet_id"].isin(self.hamlets.value)
        in_group = every["age_group"].isin(self.age_groups.value)
        whole = len(self.age_groups.value) == len(self._campaign.age_groups)
        unknown = every["age_group"] == UNKNOWN
        self.gaps = every[chosen & (in_group | (unknown if whole else False))]
        if self.gaps.empty:
            self.note.value = escape(say("explore_nothing", self._language))
            self.chart.layout.visibility = "hidden"
            self.table.value = ""
            return
        chart = draw_ranked(self.gaps, self._about())
        self.chart.value = chart.png(dpi=110)
        self.chart.layout.visibility = "visible"
        # An image widget has no alternative text: the numbers stand in the note.
        sentence, alt = escape(self._sentence()), escape(chart.alt)
        self.note.value = f"<p><b>{sentence}</b><br>{alt}</p>"
        self.table.value = show(
            total_gaps(self.gaps, by="hamlet"), self._about()
        )._repr_html_()

    def _about(self) -> About:
        said = about(self.week, self._language)
        kept = tuple(g for g in said.age_groups if g.code in self.age_groups.value)
        return replace(said, age_groups=AgeGroups(kept))

    def _sentence(self) -> str:
        totals = self.gaps[["persons", "enrolled", "gap"]].sum()
        persons, enrolled = int(totals["persons"]), int(totals["enrolled"])
        return about(self.week, self._language).say(
            "explore_sentence",
            gap=format_count(int(totals["gap"]), self._language),
            persons=format_count(persons, self._language),
            coverage=format_percent(enrolled, persons, self._language),
        )


def explore(campaign: str | Path = "", language: str = "") -> Explorer:
    """Open the explorer on a campaign; empty: the one opened, or the sample.

    Reads nothing but the campaign's folder and writes nothing but its snapshots.

    Parameters
    ----------
    campaign
        The campaign's folder.
    language
        ``vi`` or ``en``; the campaign's where empty.

    Returns
    -------
    Explorer
        Widgets that show themselves; ``explorer.week`` and ``explorer.gaps`` are what
        was chosen, for cells of one's own.

    Examples
    --------
    >>> import dophu
    >>> explorer = dophu.explore("data/sample")
    >>> int(explorer.gaps["gap"].sum())
    1472
    """
    return Explorer(campaign, language)
