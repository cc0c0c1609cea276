"""The explorer whole: what waits for a person and the view, a tab each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as widgets

from dophu.campaign.about import about_date
from dophu.campaign.config import read_campaign
from dophu.catalogue.about import About
from dophu.explorer.deciding import Decide
from dophu.explorer.panel import Panel
from dophu.explorer.view import View
from dophu.snapshots import Snapshot, load

TABS = ("decide", "view")


class Explorer(Panel):
    """The explorer: see :class:`~dophu.explorer.panel.Panel` for its view.

    ``decide`` walks through what waits for a person; ``tabs`` holds them.
    """

    def __init__(self, campaign: str | Path, language: str, view: View) -> None:
        self.shown = widgets.VBox()
        super().__init__(campaign, language, view)
        about = self._words()
        self.decide = Decide(about, self._open_newest, self.renew)
        self.tabs = widgets.Tab(
            [self.decide, self.shown],
            titles=[about.say(f"desk_{name}") for name in TABS],
            selected_index=TABS.index("view"),
        )
        self.children = (self.tabs,)
        self.tabs.observe(lambda _: self._open_tab(), names="selected_index")

    def __repr__(self) -> str:
        """Say which campaign and date it is; what it shows is drawn."""
        day = self.week.as_of if self._campaign.dates() else None
        return f"Explorer({self._campaign.unit}, {day})"

    def lay(self, parts: tuple[Any, ...]) -> None:
        """Put the parts of the view on its tab."""
        self.shown.children = parts

    def _words(self) -> About:
        campaign = self._campaign
        day = max(campaign.dates(), default=campaign.deadline)
        return about_date(campaign, day, {}, self._language)

    def _open_newest(self) -> Snapshot:
        """Read the date that is looked at, with the decisions that there are by now."""
        return load(read_campaign(self._campaign.folder), self.date.value)

    def _open_tab(self) -> None:
        """Ask what waits of the date that is looked at; nothing before it is wanted."""
        if self.tabs.selected_index != TABS.index("decide"):
            self.decide.forget()
        elif self._campaign.dates():
            self.decide.begin()
