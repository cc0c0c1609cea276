"""The list of children behind a row, and their names on the page alone."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets
import pandas as pd

from dophu.catalogue.about import About
from dophu.explorer.behind import find_names
from dophu.explorer.measures import lay_out_children
from dophu.explorer.parts import Children
from dophu.snapshots import Snapshot

LISTED = 500
"""Children listed at most: more are not read on a screen."""


class ChildrenList(widgets.VBox):
    """A sentence, a button that shows names, and a table of ids and facts.

    ``children`` of widgets are its parts; the children listed are ``listed``.
    """

    def __init__(self, words: dict[str, str], about: About) -> None:
        self.note = widgets.HTML()
        self.names = widgets.ToggleButton(
            description=about.say("explore_show_names"), layout={"width": "auto"}
        )
        stated = about.say("explore_children")
        self.table = Children(words=words, description=stated)
        super().__init__([self.note, self.names, self.table])
        self._week: Snapshot | None = None
        self._about = about
        self.clear()
        self.names.observe(lambda _: self._name(), names="value")

    def clear(self) -> None:
        """List nobody."""
        self.listed = pd.DataFrame()
        self.note.value, self.names.value = "", False
        self.names.layout.display = "none"
        self.table.report({})

    def list(
        self, children: pd.DataFrame, stated: str, week: Snapshot, about: About
    ) -> None:
        """List children of a date under a sentence; names of others are gone."""
        self.names.value = False
        self.listed, self._week, self._about = children, week, about
        self.note.value = f"<p><b>{escape(stated)}</b></p>"
        self.names.layout.display = "" if len(children) else "none"
        self.table.report(lay_out_children(children, about, LISTED))

    def _name(self) -> None:
        """Show the names of the children listed, or hide them."""
        on = self.names.value
        key = "explore_hide_names" if on else "explore_show_names"
        self.names.description = self._about.say(key)
        names: dict[str, str] = {}
        if on and self._week is not None:
            names = find_names(self._week, set(self.listed["person_id"].head(LISTED)))
        self.table.name(names)
