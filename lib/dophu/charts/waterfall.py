"""How the last date's children without a card became this one's: a bridge of bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import BLUE, CONTEXT, EDGE, GRID, MUTED
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size, caption_for, state_only
from dophu.charts.kit.paper import Paper
from dophu.charts.kit.row_layout import fit_rows
from dophu.findings.nothing import nothing_booked
from dophu.tables.changes import INTO, OUT_OF
from dophu.tables.pace.flows import as_dates

ROOM_A_ROW = 1.15  # times a hamlet's row: there are few
THICKNESS = 0.66
ENDS = ("opening", "closing")


@dataclass(frozen=True)
class Step:
    """A bar: where it begins, its signed length, and what it is a count of."""

    name: str
    start: int
    change: int

    @property
    def is_end(self) -> bool:
        """Test whether it is a stock, not a flow."""
        return self.name in ENDS


def read_ledger(changes: pd.DataFrame) -> dict[str, int] | None:
    """Add up a ledger over hamlets and age groups; None where no list was sent.

    Raises
    ------
    ValueError
        If a column is missing, or the sums do not lead from opening to closing.
    """
    columns = ("opening", *INTO, *OUT_OF, "corrected", "closing", "to_verify")
    missing = [column for column in columns if column not in changes]
    if missing:
        raise ValueError(f"the ledger lacks {', '.join(missing)}")
    if not changes["closing"].notna().any():
        return None
    sums = {column: int(changes[column].sum()) for column in columns}
    flows = sum(sums[c] for c in INTO) - sum(sums[c] for c in OUT_OF)
    if sums["opening"] + flows + sums["corrected"] != sums["closing"]:
        raise ValueError("the ledger's flows do not lead from opening to closing")
    return sums


def find_steps(sums: dict[str, int]) -> list[Step]:
    """Give the bars from opening to closing; a flow of nobody has none."""
    steps = [Step("opening", 0, sums["opening"])]
    level = sums["opening"]
    flows = [(name, sums[name]) for name in INTO]
    flows += [(name, -sums[name]) for name in OUT_OF]
    for name, change in [*flows, ("corrected", sums["corrected"])]:
        if change:
            steps.append(Step(name, level, change))
            level += change
    return [*steps, Step("closing", 0, sums["closing"])]


def count_between(changes: pd.DataFrame, about: About) -> int:
    """Count the children who passed from one age group to the next, who are in both.

    They left all groups but the last and entered all but the first. Where the two
    differ (an age became known, or a hamlet's figures lack) nobody is counted so.
    """
    first, last = about.age_groups.codes[0], about.age_groups.codes[-1]
    left = changes.loc[changes["age_group"] != last, "aged_out"].sum()
    entered = changes.loc[changes["age_group"] != first, "aged_in"].sum()
    return int(left) if left == entered else 0


def draw_waterfall(
    changes: pd.DataFrame, about: About, history: pd.DataFrame | None = None
) -> Chart:
    """Draw what was added and taken away between the date before and this one.

    One bar a column of the ledger, in its order; cards made are blue, other flows
    grey, the two dates pale with an outline, and every number of a flow has its sign.
    A flow of nobody has no bar, and a child who passed from one age group to the next
    is in none.

    Parameters
    ----------
    changes
        The ledger, one row a hamlet and age group; see ``ledger.changes``.
    about
        What the figures are of.
    history
        Gaps by date, for the day of the date before; without it that is not named.

    Raises
    ------
    ValueError
        If a column is missing, or the ledger does not balance.
    """
    sums = read_ledger(changes)
    between = count_between(changes, about) if sums else 0
    if sums:
        flows = {name: sums[name] - between for name in ("aged_in", "aged_out")}
        sums = {**sums, **flows}
    days = _days(history, about)
    first = history is not None and "opening" not in days
    why = nothing_booked(sums, about, first=first)
    title = waterfall_title(sums, about)
    if first and sums and not sums["closing"]:
        title = f"{why[:1].upper()}{why[1:]}"
    subtitle = about.say("waterfall_subtitle", ages=about.ages)
    steps = find_steps(sums) if sums else []
    notes = []
    if sums and sums["to_verify"]:
        count = about.children(sums["to_verify"])
        notes.append(about.say("waterfall_verify", children_count=count))
    if between:
        count = about.children(between)
        notes.append(about.say("waterfall_between", children_count=count))
    sent = changes[changes["closing"].notna()]["hamlet_id"].nunique()
    never = changes["hamlet_id"].nunique() - sent
    if never:
        places = about.places(never)
        notes.insert(0, about.say("note_never", places_count=places))
    caption = caption_for(about, title, subtitle, notes=notes, hamlets=sent or None)

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        return _draw(steps, caption, size, about, days)

    alt = _alt(steps, title, about)
    return Chart("waterfall", title, subtitle, alt, _data(steps, about), draw, why)


def waterfall_title(sums: dict[str, int] | None, about: About) -> str:
    """Say how many got a card and what became of the number without one."""
    if sums is None:
        return about.say("title_no_list")
    opening, closing = sums["opening"], sums["closing"]
    words = {
        "got_count": about.children(sums["enrolled"]),
        "children_count": about.left(closing),
        "change": about.count(abs(closing - opening)),
    }
    if not opening and sums["new"] == closing:
        if not closing:
            return about.say("waterfall_nobody")
        return about.lacking(about.say("waterfall_first", **words))
    if not closing:
        return about.say("waterfall_done", **words)
    trend = "fell" if closing < opening else "rose" if closing > opening else "same"
    key = "waterfall" if sums["enrolled"] else "waterfall_none"
    return about.lacking(about.say(f"{key}_{trend}", **words))


def _days(history: pd.DataFrame | None, about: About) -> dict[str, str]:
    """Give the days of the two ends, as far as they are known."""
    days = {"closing": about.day(about.as_of)}
    if history is not None:
        before = [d for d in as_dates(history["as_of"]) if d < about.as_of]
        if before:
            days["opening"] = about.day(max(before))
    return days


def _dated(name: str, about: About, days: Mapping[str, str]) -> str:
    """Label a bar, an end with its day."""
    label = _label(name, about)
    if name not in days:
        return label
    return about.say("ledger_dated", label=label, day=days[name])


def _signed(step: Step, about: About) -> str:
    if step.is_end:
        return about.count(abs(step.change))
    return about.signed(step.change)


def _alt(steps: list[Step], title: str, about: About) -> str:
    parts = [f"{_label(s.name, about)}: {_signed(s, about)}" for s in steps]
    key = "waterfall_alt" if parts else "waterfall_alt_short"
    return about.say(key, title=title, parts="; ".join(parts))


def _label(name: str, about: About) -> str:
    return about.say(f"ledger_{name}")


def _data(steps: list[Step], about: About) -> pd.DataFrame:
    """Give one row a bar: the ledger's column, its label and its signed children."""
    rows = [(step.name, _label(step.name, about), step.change) for step in steps]
    table = pd.DataFrame(rows, columns=["flow", "label", "children"])
    return table.astype({"children": "Int64"})


def _draw(
    steps: list[Step],
    caption: Caption,
    size: Size,
    about: About,
    days: Mapping[str, str],
) -> Figure:
    frame = Frame(size, caption, about)
    names = [_dated(step.name, about, days) for step in steps]
    bold = [number for number, step in enumerate(steps) if step.is_end]
    rows = fit_rows(names, size.with_rows(ROOM_A_ROW), frame.room, bold)
    paper = frame.draw(rows.height)
    if not steps:
        return paper.figure
    points, space = rows.points, 0.6 * rows.points * MM_PER_POINT
    left, top = size.pad + rows.names_width + space, frame.head
    numbers = [_signed(step, about) for step in steps]
    room = size.width - size.pad - left - space
    ends = [max(step.start, step.start + step.change) for step in steps]
    scales = [
        (room - text_width(number, points, True) - 0.2) / end
        for number, end in zip(numbers, ends, strict=True)
        if end
    ]
    scale = min(scales, default=1.0)
    paper.rule("baseline", left, top, top + rows.height, 0.8, MUTED)
    for number, step in enumerate(steps):
        middle, thick = top + rows.middles[number], THICKNESS * rows.pitch
        name = f"name.{number}"
        x = left - space
        paper.lines(name, rows.lines[number], x, middle, points, align="right",
                    bold=step.is_end)  # fmt: skip
        first = min(step.start, step.start + step.change)
        fill = BLUE if step.name == "enrolled" else EDGE if step.is_end else CONTEXT
        # Outlined in its own colour: a bar of one child in a million is seen too. The
        # dates are paler than any flow, so that all three differ in a grey print.
        outline = MUTED if step.is_end else fill
        across = {"scale": scale, "origin": left, "outline": outline}
        place = first, middle - thick / 2, abs(step.change), thick
        paper.box(f"bar.{number}.{step.name}", *place, fill, **across)
        x = left + ends[number] * scale + space
        label = [numbers[number]]
        paper.lines(f"total.{number}", label, x, middle, points, bold=True)
        if number:
            _join(paper, number, steps, rows.middles, top, thick, left, scale)
    return paper.figure


def _join(
    paper: Paper,
    number: int,
    steps: list[Step],
    middles: tuple[float, ...],
    top: float,
    thick: float,
    left: float,
    scale: float,
) -> None:
    """Lead the level after one bar down to the next."""
    before = steps[number - 1]
    x = left + (before.start + before.change) * scale
    upper, lower = top + middles[number - 1] + thick / 2, top + middles[number]
    paper.rule(f"join.{number}", x, upper, lower - thick / 2, 0.8, GRID)
