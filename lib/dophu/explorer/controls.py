"""The controls of a view: dates, what is measured by what, and choices among values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import ipywidgets as widgets

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.explorer.measures import label_of
from dophu.explorer.parts import Choice
from dophu.explorer.view import CHOICES, GROUPS, MEASURES, MISSING, View
from dophu.notebook import CHARTS, charts_of
from dophu.snapshots import Snapshot

WORDS = (
    "search", "filter", "all", "none", "open", "name", "copy", "copied", "refused",
    "not_copied",
    "saved", "copy_sentence", "copy_picture", "save_picture", "save_csv", "save_xlsx",
    "again",
)  # fmt: skip


def words_of(about: About) -> dict[str, str]:
    """Give the words of the parts that a browser draws."""
    return {word: about.say(f"explore_{word}") for word in WORDS}


class Controls(widgets.VBox):
    """What a person sets; ``view`` gives it, ``show`` sets it."""

    def __init__(self, dates: list[str], about: About) -> None:
        def drop(key: str, options: list[tuple[str, str]], value: str) -> Any:
            return widgets.Dropdown(
                options=options, value=value, description=about.say(f"explore_{key}"),
                style={"description_width": "initial"},
            )  # fmt: skip

        self._dates, self._about = dates, about
        days = [(self._word(day), day) for day in dates]
        usual = (about.say("explore_as_usual"), "")
        self.date = drop("date", days, dates[0])
        self.compare = drop("compare", [usual], "")
        groups = [(about.say(f"explore_{by}"), by) for by in GROUPS]
        self.by = drop("by", groups, "hamlet")
        measures = [(about.say(f"explore_measure_{m}"), m) for m in MEASURES]
        self.measure = drop("measure", measures, "gap")
        self.chart = drop("chart", self._charts(CHARTS), "ranked")
        words = words_of(about)
        self.choices = {
            column: Choice(description=about.say(f"explore_{column}"), words=words)
            for column in CHOICES
        }
        self._values: dict[str, dict[str, Any]] = {}
        wrap = widgets.Layout(flex_flow="row wrap")
        drops = [self.date, self.compare, self.measure, self.by, self.chart]
        super().__init__(
            [
                widgets.HBox(drops, layout=wrap),
                widgets.HBox(list(self.choices.values()), layout=wrap),
            ]
        )

    def _charts(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple((self._about.say(f"explore_chart_{n}"), n) for n in names)

    def _word(self, day: str) -> str:
        return self._about.date(date.fromisoformat(day))

    def observe_all(self, follow: Callable[[Any], None]) -> None:
        """Call on every change of a control."""
        drops = (self.date, self.compare, self.by, self.measure, self.chart)
        for control in (*drops, *self.choices.values()):
            control.observe(follow, names="value")

    def offer(self, week: Snapshot) -> None:
        """Offer what the children of a date have, and the dates before it."""
        earlier = [day for day in self._dates if day < str(week.as_of)]
        usual = (self._about.say("explore_as_usual"), "")
        options = [usual, *((self._word(day), day) for day in earlier)]
        # To set options sets the value anew, which would be taken for a person's
        # change.
        if tuple(options) != self.compare.options:
            before = self.compare.value
            self.compare.options = options
            self.compare.value = before if before in earlier else ""
        charts = self._charts(charts_of(week))
        if charts != self.chart.options:  # a map where the date's hamlets have places
            shown = self.chart.value
            self.chart.options = charts
            self.chart.value = shown if shown in dict(charts).values() else "ranked"
        children, names = week.children(), week.hamlets.names
        for column, choice in self.choices.items():
            values = _values(column, week, children)
            self._values[column] = {MISSING if v is None else str(v): v for v in values}
            choice.offer(
                [
                    (key, label_of(column, value, self._about, names))
                    for key, value in self._values[column].items()
                ]
            )

    def where(self) -> dict[str, list[Any]]:
        """Give which children are chosen, as :func:`dophu.gaps` takes it."""
        chosen = {}
        for column, choice in self.choices.items():
            if not choice.is_all:
                known = self._values[column]
                # A key kept from another date is listed and has no value here.
                chosen[column] = [known.get(key, key) for key in choice.value]
        return chosen

    def empty(self) -> list[str]:
        """Name the choices in which nothing is chosen."""
        return [
            c.description for c in self.choices.values() if c.offered and not c.value
        ]

    def view(self) -> View:
        """Give what is looked at; a date that is the newest one is left open."""
        where = {c: choice.value for c, choice in self.choices.items()
                 if not choice.is_all}  # fmt: skip
        newest = self.date.value == self._dates[0]
        return View(
            "" if newest else self.date.value, self.compare.value, self.by.value,
            self.measure.value, self.chart.value, where,
        )  # fmt: skip

    def show(self, view: View) -> None:
        """Set the controls to a view; its choices once values are offered."""
        self.by.value, self.measure.value = view.by, view.measure
        self.chart.value = view.chart or MEASURES[view.measure]
        if view.compare:
            self.compare.value = view.compare
        for column, keys in view.where.items():
            self.choices[column].value = tuple(keys)


def _values(column: str, week: Snapshot, children: Any) -> list[Any]:
    """List the values that can be chosen, in their order; None for a missing one."""
    campaign, found = week.campaign, children[column].dropna().unique()
    orders: Mapping[str, Any] = {
        "hamlet_id": week.hamlets.ids,
        "age_group": (*campaign.age_groups.codes, *({UNKNOWN} & {*found})),
        "officer": dict.fromkeys(h.officer for h in week.hamlets.hamlets if h.officer),
        "reason": [c for c in campaign.vocabulary.reason_book if c in {*found}],
    }
    values = [*orders[column]] if column in orders else sorted(found)
    if column == "birth_year":
        values = [int(value) for value in values]
    missing = bool(children[column].isna().any())
    return [*values, None] if missing and values else values
