"""What if: other deadline, sessions, places and days, beside the campaign's own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import ipywidgets as widgets

from dophu.catalogue.about import About
from dophu.explorer.parts import Choice, Table
from dophu.snapshots import Snapshot
from dophu.tables.reasons import reasons
from dophu.tables.what_if import Outcome, Supposed, what_if

AHEAD = 31
"""Days after the deadline that can be chosen for sessions."""


class WhatIf(widgets.VBox):
    """Controls of what is supposed, and a table: today's beside what would be.

    Nothing is worked out before it is opened or changed.
    """

    def __init__(self, words: dict[str, str]) -> None:
        self.deadline = widgets.DatePicker()
        self.days = Choice(words=words)
        self.venues = widgets.VBox()
        self.back = widgets.VBox()
        self.result = Table(opens=False, words=words)
        self.note = widgets.HTML()
        self._week: Snapshot | None = None
        self._about: About | None = None
        self._filling = False
        self._today: Outcome | None = None
        self._own: Supposed | None = None
        controls = widgets.HBox(
            [widgets.VBox([self.deadline, self.days]), self.venues, self.back],
            layout={"flex_flow": "row wrap"},
        )
        # Not seen before its controls have their names.
        hidden = {"display": "none"}
        super().__init__([controls, self.note, self.result], layout=hidden)
        for control in (self.deadline, self.days):
            control.observe(self._follow, names="value")

    def open_on(self, week: Snapshot, about: About) -> None:
        """Put the campaign's own values of a date in the controls."""
        if self._week is week and self._about == about:
            return
        # While they are filled, what controls report is no change by a person.
        self._week, self._about, self._filling = week, about, True
        campaign, sessions = week.campaign, week.campaign.sessions
        self.deadline.description = about.say("what_if_deadline")
        self.deadline.value = campaign.deadline
        last = max(campaign.deadline, *sessions.all_days, week.as_of)
        days = _days(week.as_of, last + timedelta(days=AHEAD))
        self.days.description = about.say("what_if_days")
        self.result.description = about.say("what_if")
        # Emptied first: of a choice, what was all stays all.
        self.days.value = ()
        self.days.offer([(str(day), about.date(day)) for day in days])
        self.days.value = tuple(str(d) for d in days if d in sessions.all_days)
        wide = {"description_width": "initial"}
        self.venues.children = [
            widgets.BoundedIntText(
                value=venue.places, min=1, max=100_000, style=wide,
                description=about.say("what_if_places", venue=venue.name),
            )
            for venue in sessions.venues
        ]  # fmt: skip
        here = dict.fromkeys(reasons(week)["reason"])
        waiting = [c for c in here if sessions.reachable(
            c, week.as_of, campaign.deadline) != "now"]  # fmt: skip
        self.back.children = [
            widgets.DatePicker(
                value=sessions.reachable_from.get(code), style=wide,
                description=about.say("what_if_back", reason=about.reason(code)),
            )
            for code in waiting
        ]  # fmt: skip
        self._codes = waiting
        for control in (*self.venues.children, *self.back.children):
            control.observe(self._follow, names="value")
        self._today, self._own = what_if(week), self.supposed()
        self._filling = False
        self._follow()

    def supposed(self) -> Supposed:
        """Give what the controls say, where it differs from the campaign."""
        assert self._week is not None
        campaign = self._week.campaign
        days = tuple(date.fromisoformat(day) for day in self.days.value)
        ahead = {d for d in campaign.sessions.all_days if d > self._week.as_of}
        places = {
            venue.name: box.value
            for venue, box in zip(
                campaign.sessions.venues, self.venues.children, strict=True
            )
        }
        back = {
            code: box.value
            for code, box in zip(self._codes, self.back.children, strict=True)
            if box.value
        }
        changed = {*days} != ahead
        deadline = self.deadline.value or campaign.deadline
        return Supposed(deadline, days if changed else None, places, back)

    def _follow(self, _change: object = None) -> None:
        if self._filling or self._week is None or self._about is None:
            return
        assert self._today is not None
        about, today = self._about, self._today
        if (self.deadline.value or today.deadline) < self._week.as_of:
            self.note.value = f"<p>{about.say('what_if_past')}</p>"
            return
        self.note.value = ""
        supposed = self.supposed()
        then = today if supposed == self._own else what_if(self._week, supposed)
        rows = [
            {"key": key, "cells": [about.say(key), one, two], "values": [None] * 3}
            for (key, one), (_, two) in zip(
                report(today, about), report(then, about), strict=True
            )
        ]
        heads = [about.say(f"what_if_{key}") for key in ("figure", "today", "then")]
        columns = [{"head": h, "number": False, "bar": ""} for h in heads]
        self.result.value = {"columns": columns, "rows": rows, "total": None}


def _days(after: date, last: date) -> list[date]:
    return [after + timedelta(days=n) for n in range(1, (last - after).days + 1)]


def report(outcome: Outcome, about: About) -> list[tuple[str, str]]:
    """Say an outcome in words: a sentence's key and its value, in a fixed order."""
    pace, plan = outcome.pace, outcome.plan

    def number(column: str, write: Any) -> str:
        value = pace[column]
        # NaN is unlike itself.
        return "–" if value != value or value is None else write(value)

    ends = [number(f"left_at_deadline{end}", about.count) for end in ("_low", "_high")]
    seats = [plan.sessions, plan.wanted - plan.short, plan.short, plan.outside]
    reported = [about.count(n) if plan.planned else "–" for n in seats]
    state = str(pace["state"] or "")
    return [
        ("what_if_deadline", about.date(outcome.deadline)),
        ("what_if_days_left", number("days_left", about.count)),
        ("what_if_required", number("required_per_day", about.rate)),
        ("what_if_achieved", number("achieved_per_day", about.rate)),
        ("what_if_left", "–" if "–" in ends else "–".join(dict.fromkeys(ends))),
        ("what_if_state", about.say(f"state_{state}") if state else "–"),
        ("what_if_sessions", reported[0]),
        ("what_if_seated", reported[1]),
        ("what_if_short", reported[2]),
        ("what_if_outside", reported[3]),
    ]
