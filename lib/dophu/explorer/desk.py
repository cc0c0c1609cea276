"""The explorer whole: the lists, what waits for a person, and the view, a tab each."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from dophu.campaign.about import about_date
from dophu.campaign.config import read_campaign
from dophu.catalogue.about import About
from dophu.catalogue.issues import DophuError
from dophu.explorer.deciding import Decide
from dophu.explorer.lists import Lists
from dophu.explorer.panel import Panel
from dophu.explorer.view import View
from dophu.snapshots import Snapshot, load

TABS = ("lists", "decide", "view")


class Explorer(Panel):
    """The explorer: see :class:`~dophu.explorer.panel.Panel` for its view.

    ``lists`` takes lists and shows what was understood of them, ``decide`` walks
    through what waits for a person; ``tabs`` holds them.
    """

    def __init__(self, campaign: str | Path, language: str, view: View) -> None:
        # Before the panel is built, which lays its parts on it.
        self.shown = widgets.VBox()
        self._is_stale = False
        super().__init__(campaign, language, view)
        about = self._words()
        self.lists = Lists(self._campaign.folder, about, self._outdate, self._ask)
        self.decide = Decide(about, self._open_asked, self._outdate)
        parts = {"lists": self.lists, "decide": self.decide, "view": self.shown}
        first = "view" if self._campaign.dates() else "lists"
        self.tabs = widgets.Tab(
            [parts[name] for name in TABS],
            titles=[about.say(f"desk_{name}") for name in TABS],
            selected_index=TABS.index(first),
        )
        self._tab, self._asked_of = first, ""
        self.children = (self.tabs,)
        self.tabs.observe(lambda _: self._open_tab(), names="selected_index")

    def __repr__(self) -> str:
        """Say which campaign and date it is; what it shows is drawn."""
        day = self.week.as_of if self._is_built else None
        return f"Explorer({self._campaign.unit}, {day})"

    @property
    def _is_built(self) -> bool:
        """Whether there were lists to make the view of."""
        return hasattr(self, "week")

    def lay(self, parts: tuple[Any, ...]) -> None:
        """Put the parts of the view on its tab."""
        self.shown.children = parts

    def _words(self) -> About:
        campaign = self._campaign
        day = max(campaign.dates(), default=campaign.deadline)
        return about_date(campaign, day, {}, self._language)

    def _outdate(self) -> None:
        """Note that lists or decisions are others than those that are shown."""
        self._is_stale = True

    def _ask(self) -> None:
        """Ask what waits of the date whose lists are shown."""
        self.tabs.selected_index = TABS.index("decide")

    def _open_asked(self) -> Snapshot:
        """Read the date that is asked about, with the decisions there are by now."""
        campaign = read_campaign(self._campaign.folder)
        return load(campaign, self._asked_of)

    def _open_tab(self) -> None:
        """Let a tab follow what was done on the others; nothing before it is wanted."""
        before, self._tab = self._tab, TABS[self.tabs.selected_index or 0]
        if self._tab == "decide":
            looked_at = self.date.value if self._is_built else ""
            shown = str(self.lists.day or "")
            self._asked_of = shown if before == "lists" else looked_at
            self.decide.begin()
        elif before == "decide":
            self.decide.forget()
        if self._tab == "lists" and (self._is_stale or self.lists.week is None):
            self.lists.read()
        if self._tab == "view" and self._is_stale:
            self._is_stale = False
            try:
                self.renew()
            except DophuError as error:
                stated = escape(error.say(self._language))
                self.lay((widgets.HTML(f"<p>{stated}</p>"),))
