"""How far each hamlet came since the date before: two marks a hamlet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.charts.dumbbell_rows import DumbbellRows
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import BLUE, MUTED, WARNING
from dophu.charts.kit.frame import KeyEntry, Size, caption_for, state_only
from dophu.charts.kit.row_layout import note_on_rest, notes_on_rows, ordered
from dophu.findings.change import (
    SLOW,
    Change,
    add_changes,
    dumbbell_title,
    find_changes,
    share_of,
)
from dophu.findings.nothing import nothing_changed
from dophu.tables.history import History, read_history
from dophu.tables.ranking import lowest_coverage_first

if TYPE_CHECKING:
    import pandas as pd


def draw_dumbbell(history: pd.DataFrame, about: About) -> Chart:
    """Draw coverage on the date before and now by hamlet, the lowest first.

    A hamlet with children left whose coverage grew by less than two points has a
    diamond. One without figures then, or with carried figures now, has no change,
    and is in no total of changes; one that never sent a list is last and hatched.
    Without an earlier date the chart shows today's coverage alone and says so.

    Parameters
    ----------
    history
        One row a date, hamlet and age group: ``as_of`` and the columns of
        ``coverage.gaps``; the last date is ``about.as_of``.
    about
        What the figures are of.

    Raises
    ------
    ValueError
        If the table is not one of gaps by date; see ``charts.history``.
    """
    past = read_history(history, about)
    changes = find_changes(past)
    title = dumbbell_title(past, about)
    subtitle = _subtitle(past, changes, about)
    compared = any(change.before for change in changes)
    key = [KeyEntry(about.day(about.as_of), BLUE, mark="dot")] if past.now.sent else []
    if compared:
        key.insert(0, KeyEntry(about.day(past.dates[-2]), MUTED, mark="ring"))
    if slow := [change for change in changes if change.is_slow]:
        key.append(KeyEntry(_slow_words(slow, about), WARNING, mark="diamond"))
    caption = caption_for(
        about,
        title,
        subtitle,
        key=key,
        notes=[
            *note_on_rest(past.now, about),
            *notes_on_rows(past.now, about),
            *_notes(past, changes, about),
        ],
        hamlets=len(past.now.sent) or None,
    )

    why = nothing_changed(past, about)

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        return DumbbellRows(past, about, caption, size).draw()

    alt = _alt(changes, title, about)
    return Chart("dumbbell", title, subtitle, alt, _data(past, about), draw, why)


def _slow_words(slow: Sequence[Change], about: About) -> str:
    """Name what the diamonds mark: those of the three kinds that are drawn."""
    kinds = {
        "slow": any(change.step and not change.fell for change in slow),
        "still": any(change.step == 0 for change in slow),
        "fell": any(change.fell for change in slow),
    }
    words = [
        about.say(f"dumbbell_key_{k}", edge=SLOW) for k, has in kinds.items() if has
    ]
    text = about.join(words, "or")
    return text[:1].upper() + text[1:]


def _subtitle(past: History, changes: list[Change], about: About) -> str:
    total = add_changes(changes, about.unit_total)
    order = ordered("ordered_lowest", past.now, about)
    if total is None or total.before is None or total.step is None:
        return about.say("dumbbell_subtitle_now", ages=about.ages, ordered=order)
    compared = sum(change.step is not None for change in changes)
    every = lower_first(about.unit_total)
    if compared < len(past.now.sent):
        count = about.places(compared)
        every = about.say("dumbbell_compared", places_count=count)
    return about.say(
        "dumbbell_subtitle" if total.step else "dumbbell_subtitle_still",
        ages=about.ages,
        ordered=order,
        every=every,
        before=about.percent(total.before.enrolled, total.before.persons),
        share=about.percent(total.now.enrolled, total.now.persons),
        change=about.points(total.step),
    )


def _notes(past: History, changes: list[Change], about: About) -> list[str]:
    """Say which hamlets have no figures of the date before, and which none now."""
    if past.before is None:
        return []
    notes = []
    names = [change.now.name for change in changes if change.before is None]
    if names:
        words = _named(names, about)
        day = about.date(past.dates[-2])
        notes.append(about.say("dumbbell_new", places=words, date=day))
    here = {place.hamlet_id for place in past.now.places}
    gone = [place.name for place in past.before.sent if place.hamlet_id not in here]
    if gone:
        notes.append(about.say("dumbbell_gone", places=_named(gone, about)))
    return notes


def _named(names: list[str], about: About) -> str:
    return about.join(names) if len(names) <= 3 else about.places(len(names))


def _alt(changes: list[Change], title: str, about: About) -> str:
    known = sorted(
        ((c.step, c.now.name) for c in changes if c.step is not None),
        key=lambda pair: pair[0],
    )
    if len(known) < 2:
        return about.say("dumbbell_alt_short", title=title)
    least, most = (
        f"{name} ({about.points(step)})" for step, name in (known[0], known[-1])
    )
    return about.say("dumbbell_alt", title=title, least=least, most=most)


def _data(past: History, about: About) -> pd.DataFrame:
    """Give one row a hamlet, in drawn order, with both dates and the change."""
    import pandas as pd

    changes = find_changes(past)
    order = sorted(changes, key=lambda change: lowest_coverage_first(change.now))
    before_day = past.dates[-2].isoformat() if past.before else None
    rows = []
    for change in order:
        now, before = change.now, change.before
        shares = [share_of(before), share_of(now)]
        then = (before.persons, before.enrolled) if before else (None, None)
        rows.append(
            (
                now.hamlet_id,
                now.name,
                before_day if before else None,
                *then,
                (now.since or about.as_of).isoformat(),
                now.persons,
                now.enrolled,
                now.gap,
                *(None if share is None else float(share) for share in shares),
                None if change.step is None else float(100 * change.step),
            )
        )
    rows += [(p.hamlet_id, p.name, *(None,) * 10) for p in past.now.never]
    counts = ["persons_before", "enrolled_before", "persons", "enrolled", "gap"]
    shares = ["coverage_before", "coverage", "change_points"]
    columns = [
        "hamlet_id", "hamlet", "before", *counts[:2], "figures_of", *counts[2:],
        *shares,
    ]  # fmt: skip
    types = dict.fromkeys(counts, "Int64") | dict.fromkeys(shares, "Float64")
    return pd.DataFrame(rows, columns=columns).astype(types)
