"""The notebook's sentences on the pace: the unit, states of hamlets, the scenario."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.findings.pace import PaceFinding, find_pace, pace_figures, word_pace
from dophu.tables.pace import ALL, STATES, Progress
from dophu.tables.pace.absent import NEVER, Absent
from dophu.tables.pace.scoring import HELD


def say_pace(progress: Progress, about: About) -> list[str]:
    """Say whether the deadline will be met, in sentences computed from the tables.

    Returns
    -------
    list of str
        What is left, needed and achieved; how many hamlets are in which state;
        who cannot come yet; the scenario with its basis and its score, or why there
        is none. Of lists without a child only that there is none.
    """
    of_unit = progress.rates.iloc[-4:].set_index("per")  # the unit stands last
    worked = of_unit.loc["working_day", "left"]
    working = None if pd.isna(worked) else int(worked)
    pace = find_pace(progress.pace.to_dict("records"), about, working)
    if about.has_lists and progress.persons == 0:
        return [f"{about.say('title_nobody')}."]
    stated = [word_pace(pace, about, "notebook") or about.say("title_no_list")]
    if pace.gap == 0 and about.never_sent:
        stated = [f"{about.say('title_lists_complete')}."]
    if pace.is_ahead:
        stated += _say_sessions(of_unit.loc["session_day"], about)
    stated += _say_states(progress.pace, about)
    if pace.is_ahead:
        stated += _say_away(progress.absent, about)
        stated += _say_scenario(pace, progress, about)
    return stated


def _say_sessions(held: pd.Series, about: About) -> list[str]:
    if pd.isna(held["left"]):
        return []
    if held["left"] == 0:
        return [about.say("pace_no_session_day")]
    days, required = about.count(int(held["left"])), about.rate(held["required"])
    return [about.say("pace_session_days", days=days, required=required)]


def _say_states(pace: pd.DataFrame, about: About) -> list[str]:
    hamlets = pace[(pace["age_group"] == ALL) & (pace["hamlet_id"] != ALL)]
    if len(hamlets) < 2:
        return []
    counts = Counter(hamlets["state"])
    places = about.places(len(hamlets))
    if len(counts) == 1:
        words = about.say(f"state_{next(iter(counts))}")
        return [about.say("pace_states_all", places_count=places, state=words)]
    parts = [
        about.say("pace_state_count", count=about.count(counts[state]), state=words)
        for state in STATES
        if counts[state] and (words := about.say(f"state_{state}"))
    ]
    parted = ", ".join(parts)
    return [about.say("pace_states", places_count=places, parts=parted)]


def _say_away(absent: Absent, about: About) -> list[str]:
    """Say who is not counted on yet, since the states and the range rest on it."""
    known, worst = (
        {back: int(children.loc[(ALL, ALL)]) for back, children in away.items()}
        for away in (absent.known, absent.worst)
    )
    never = known.get(NEVER, 0)
    counts = {
        "back": sum(n for back, n in known.items() if back != NEVER),
        "not_back": never,
        # The worst case has the unsure among those who cannot come at all.
        "unsure": worst.get(NEVER, 0) - never,
    }
    parts = [
        about.say(f"scenario_away_{case}", children_count=about.children(n))
        for case, n in counts.items()
        if n
    ]
    return [about.say("scenario_away", parts="; ".join(parts))] if parts else []


def _say_scenario(pace: PaceFinding, progress: Progress, about: About) -> list[str]:
    scores = progress.scores
    score = {"n": about.count(len(scores)), "held": about.count(scores["held"].sum())}
    if progress.basis == "too_few":
        return [about.say("scenario_too_few")]
    if progress.basis == "missed":
        return [about.say("scenario_missed", **score)]
    least, most = HELD[progress.basis]
    basis = about.say(f"scenario_basis_{progress.basis}", held=f"{least}–{most}%")
    scored = "scenario_scored" if len(scores) else "scenario_not_scored"
    return [
        about.say("scenario_range", basis=basis, **pace_figures(pace, about)),
        about.say(scored, **score),
    ]


def show_pace(progress: Progress, about: About) -> pd.DataFrame:
    """Lay out the pace of each hamlet for a reader, most children short first.

    One line a hamlet, the unit last: children left, needed and achieved a day, the
    scenario's range, the state in words.
    """
    pace = progress.pace[progress.pace["age_group"] == ALL]
    needed = pace["required_per_day"] - pace["achieved_per_day"]
    # The unit has no place in its own ranking: missing, it sorts last.
    short = (needed * pace["days_left"]).where(pace["hamlet_id"] != ALL)
    order = short.sort_values(ascending=False, na_position="last", kind="stable").index
    table = pace.loc[order].set_index("hamlet")
    table["state"] = [
        lower_first(about.say(f"state_{state}")) for state in table["state"]
    ]
    return table.drop(columns=["hamlet_id", "age_group", "days_left"])
