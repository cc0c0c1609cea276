"""The explorer: a view is chosen, and sentence, table, chart and children follow.

Sentence and table are there at once; the chart is drawn when nothing else waits, so
that one no longer wanted is never begun. All is drawn by what the weekly run uses.
"""

from __future__ import annotations

import asyncio
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from dophu.campaign.about import about_date
from dophu.campaign.config import read_campaign
from dophu.catalogue.issues import DophuError
from dophu.catalogue.sentences import say
from dophu.drawing import BY_CHARTS
from dophu.drawing import chart as draw_chart
from dophu.explorer.ahead import Ahead
from dophu.explorer.areas import find_areas
from dophu.explorer.behind import LookedAt, find_children
from dophu.explorer.children import ChildrenList
from dophu.explorer.controls import Controls, words_of
from dophu.explorer.measures import find_problem, label_of, lay_out, measure
from dophu.explorer.parts import Actions, Picture, Table
from dophu.explorer.saving import KINDS, write_table
from dophu.explorer.sentence import say_children, say_view
from dophu.explorer.supposing import WhatIf
from dophu.explorer.view import MEASURES, View
from dophu.notebook import about
from dophu.snapshots import Snapshot, load
from dophu.table_view import TableView, show
from dophu.tables.gaps import gaps

NUMBERS = dict.fromkeys(("persons", "enrolled", "gap", "coverage"), float)
COLUMNS = ("hamlet_id", "hamlet", "age_group", *NUMBERS)
"""Columns of ``gaps`` where there is nothing to count."""

WIDTH = 605
"""Pixels of the chart's width: 160 mm on a screen of 96 dpi, as in Word."""

WAIT = 0.05
"""Seconds that a drawing waits for another change: less than a person notices."""


class Panel(widgets.VBox):
    """Controls, a sentence, a chart, a table and the children behind them.

    ``week`` is the snapshot of the date chosen, ``view`` what is looked at, ``data``
    the table shown, ``gaps`` the children chosen by hamlet and age group, and
    ``behind`` the children of the row that was clicked, for cells of one's own.
    """

    week: Snapshot
    then: Snapshot | None
    view: View
    data: pd.DataFrame
    gaps: pd.DataFrame

    def __init__(self, campaign: str | Path, language: str, view: View) -> None:
        super().__init__()
        self._campaign = read_campaign(campaign)
        self._language = language or self._campaign.language
        view.check(self._language)
        self.view = view
        self._timer: asyncio.TimerHandle | None = None
        self._ahead = Ahead()
        self._build()

    def lay(self, parts: tuple[Any, ...]) -> None:
        """Put the parts on the page."""
        self.children = parts

    def show(self, table: Any) -> TableView:
        """Show a table of one's own as it is read, as :func:`dophu.show` does."""
        return show(table, self._about)

    def renew(self) -> None:
        """Read the campaign again: its lists and decisions may be others."""
        self._campaign = read_campaign(self._campaign.folder)
        self._build()

    def _build(self) -> None:
        """Make all parts for the dates that there are, at the view that was chosen."""
        view = self.view
        dates = [str(day) for day in reversed(self._campaign.dates())]
        if not dates:
            campaign = self._campaign
            self._about = about_date(campaign, campaign.deadline, {}, self._language)
            self.data = self.gaps = pd.DataFrame(columns=[*COLUMNS]).astype(NUMBERS)
            stated = say("desk_no_lists", self._language)
            self.lay((widgets.HTML(f"<p>{escape(stated)}</p>"),))
            return
        self.week = load(self._campaign, view.as_of or dates[0])
        series = (*self.week.series()[:-1], self.week)
        self._weeks = {str(week.as_of): week for week in series}
        self._about = about(self.week, self._language)
        words = words_of(self._about)
        self.controls = Controls(dates, self._about)
        self.date, self.compare = self.controls.date, self.controls.compare
        self.hamlets = self.controls.choices["hamlet_id"]
        self.age_groups = self.controls.choices["age_group"]
        self.note = widgets.HTML()
        self.actions = Actions(words=words)
        self.chart = Picture(width=WIDTH)
        self.table = Table(words=words, description=self._say("explore_table"))
        self.list = ChildrenList(words, self._about)
        self.what_if = WhatIf(words)
        # A button, since keys do not reach the title of an accordion.
        self._fold = widgets.ToggleButton(description=self._say("what_if"))
        shown = widgets.HBox(
            [self.chart, self.table], layout=widgets.Layout(flex_flow="row wrap")
        )
        parts = self.controls, self.note, self.actions, shown, self.list, self._fold
        self.lay((*parts, self.what_if))
        self.date.value = str(self.week.as_of)
        self.controls.offer(self.week)
        self.controls.show(view)
        self.then, self._where, self.data = None, {}, pd.DataFrame()
        self._drawn: Any = None
        self._following = False
        self._follow()
        self._draw()
        self.controls.observe_all(self._changed)
        for part in (self.table, self.chart):
            part.on("pick", lambda message: self.pick(str(message.get("key"))))
        self.actions.on("file", lambda message: self.save(str(message.get("name"))))
        self._fold.observe(lambda _: self._suppose(), names="value")

    def _changed(self, change: Any) -> None:
        if self._following:
            return
        self._ahead.rest()
        self._following = True  # what this sets is no change by a person
        try:
            if change["owner"] is self.controls.measure:
                self.controls.chart.value = MEASURES[change["new"]]
            if change["owner"] is self.controls.chart:
                self._look()  # of the same children: nothing to count
            else:
                self._follow()
        finally:
            self._following = False
        if self._timer is not None:
            self._timer.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # in a script nothing else waits
            self._draw()
            return
        self._timer = loop.call_later(WAIT, self._draw)

    def _open(self, day: str) -> Snapshot:
        if day not in self._weeks:
            self._weeks[day] = load(self._campaign, day)
        return self._weeks[day]

    def _follow(self) -> None:
        """Count what is chosen; sentence, table and lines follow."""
        self._clicked_on = self._looked_at()
        if str(self.week.as_of) != self.date.value:
            self.week = self._open(self.date.value)
            self._about = about(self.week, self._language)
            self.controls.offer(self.week)
        days = map(str, self._campaign.dates())
        before = [day for day in days if day < str(self.week.as_of)]
        day = self.compare.value or max(before, default="")
        self.then = self._open(day) if day else None
        view, where = self.controls.view(), self.controls.where()
        problem = ""
        if empty := self.controls.empty():
            problem = self._say("explore_nothing", choices=", ".join(empty))
            self.data, self.table.value = pd.DataFrame(), {}
            self.gaps = gaps(self.week).iloc[:0]
        else:
            self.gaps = gaps(self.week, where=where or None)
            problem = self._measure(view, where)
        self._where, self._stated = where, ""
        if not problem:
            of = self.week, self.then, view
            self._stated = say_view(*of, where, self.gaps, self._about)
        self._noted = f"<p><b>{escape(problem or self._stated)}</b></p>" + (
            "" if problem else f"<p>{escape(self._say('explore_click'))}</p>"
        )
        self._look()
        self.actions.sentence = self._stated
        self._suppose()

    def _look(self) -> None:
        """Look at what is counted as the controls say; no chart is drawn yet."""
        self.view, self._drawn = self.controls.view(), None
        self.note.value = self._noted
        folder = str(self._campaign.folder)
        self.actions.lines = [
            (self._say("explore_in_python"), self.view.python(folder)),
            (self._say("explore_in_papermill"), self.view.papermill(folder)),
        ]
        self.list.clear()

    def _measure(self, view: View, where: dict[str, Any]) -> str:
        """Fill the table; give why it cannot be, or ''."""
        if problem := find_problem(view, where, self.gaps):
            self.data, self.table.value = pd.DataFrame(), {}
            return self._say(problem)
        self.view = view
        self.data = measure(self.week, self.then, view, where)
        whole = self._about.unit_total if not where else self._say("explore_total")
        self.table.value = lay_out(self.data, self._about, self._labels(), whole)
        return ""

    def _labels(self) -> dict[str, str]:
        """Give the words of the table's keys."""
        names = self.week.campaign.hamlets.names
        if self.view.by == "hamlet":
            return {key: names.get(key, key) for key in self.data["key"]}
        values = zip(self.data["key"], self.data[self.view.by], strict=True)
        return {key: label_of(self.view.by, v, self._about, names) for key, v in values}

    def _draw(self) -> None:
        """Draw the chart of what is chosen; say why where it cannot be."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._ahead.follow(self.week)
        if self.data.empty:
            self.chart.value, self.chart.areas = b"", []
            return
        by = () if self.view.by == "hamlet" else self.view.by
        name = self.view.chart
        try:
            chart = draw_chart(
                name, self.week, self._where or None, by if name in BY_CHARTS else (),
                self._language, self.compare.value,
            )  # fmt: skip
        except DophuError as error:
            self.chart.value, self.chart.areas = b"", []
            self.note.value += f"<p>{escape(error.say(self._language))}</p>"
            return
        figure = chart.figure()
        self.chart.alt = chart.alt
        self.chart.value = chart.picture(figure, dpi=110)
        self._drawn = chart
        labels = (
            {} if name == "reasons" and self.view.by != "reason" else self._labels()
        )
        self.chart.areas = find_areas(chart, figure, labels)

    def _say(self, key: str, **values: object) -> str:
        return self._about.say(key, **values)

    def pick(self, key: str) -> None:
        """List the children behind a row, as a click on it does; '' for all."""
        looked_at = self._looked_at()
        if key and key not in looked_at.labels:
            # Clicked before what was changed last was on the screen.
            looked_at = self._clicked_on
            if key not in looked_at.labels:
                return
        at, labels = looked_at, looked_at.labels
        children = find_children(at.week, at.then, at.view, at.where, key)
        place = labels[key] if key else self._say("explore_whole")
        stated = say_children(place, children, at.view, at.then, self._about)
        self.list.list(children, stated, at.week, self._about)

    def _looked_at(self) -> LookedAt:
        labels = {} if self.data.empty else self._labels()
        return LookedAt(self.week, self.then, self.view, self._where, labels)

    @property
    def behind(self) -> pd.DataFrame:
        """The children of the row that was clicked: ids and facts."""
        return self.list.listed

    def _suppose(self) -> None:
        if self._fold.value:
            self.what_if.open_on(self.week, self._about)
        self.what_if.layout.display = "" if self._fold.value else "none"

    def file(self, name: str) -> bytes:
        """Give what is shown as a file: ``picture``, ``csv`` or ``xlsx``."""
        if name == "picture":
            if self._timer is not None:  # asked for before it is drawn
                self._draw()
            return bytes(self._drawn.png()) if self._drawn else b""
        if self.data.empty:
            return b""
        heads = [column["head"] for column in self.table.value["columns"]]
        return write_table(name, self.data, heads, self._labels())

    def save(self, name: str) -> None:
        """Hand what is shown to the browser as a file."""
        content = self.file(name) if name in KINDS else b""
        if content:
            ending, kind = KINDS[name]
            shown = self._drawn.name if name == "picture" else self.view.measure
            self.actions.give(f"{shown}_{self.week.as_of}.{ending}", kind, content)
