"""What is said of the time left: the pace, what stands in the way, the plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.catalogue.sentences import reason_label
from dophu.findings.places import share_held
from dophu.tables.pace import ALL, STATES, Progress
from dophu.tables.pace.cohorts import LEAST, MOST
from dophu.tables.pace.scoring import HELD
from dophu.tables.pace.turning import MANDATORY, OUT
from dophu.tables.ranking import (
    concentration,
    lowest_coverage_first,
    rank_hamlets,
    rank_rows,
)

if TYPE_CHECKING:
    import pandas as pd

    from dophu.tables.session_plan import Plan


def say_plan(plan: Plan, about: About) -> list[str]:
    """Say how many sessions it takes, or how many places are short and for whom."""
    if not plan.planned:
        return [about.say("plan_none")]
    values = {
        "children_count": about.children(plan.wanted),
        "deadline": about.date(about.deadline),
        "sessions": about.count(plan.sessions),
    }
    said = []
    if not plan.wanted:
        said.append(about.say("plan_nobody", **values))
    elif not plan.short:
        said.append(about.say("plan_places_enough", **values))
    else:
        left = plan.table[plan.table["date"].isna()]
        counts = left.groupby("age_group", sort=False)["children"].sum()
        parts = [
            about.say(
                "plan_short_group",
                group=lower_first(about.group(group)),
                count=about.count(number),
            )
            for group, number in counts.items()
        ]
        values["short"] = about.count(plan.short)
        values["seated"] = about.children(plan.wanted - plan.short)
        said.append(about.say("plan_places_short", parts=", ".join(parts), **values))
    if not plan.proven:
        said.append(about.say("plan_not_proven"))
    if plan.outside:
        children = about.children(plan.outside)
        said.append(about.say("plan_outside", children_count=children))
    return said


def show_plan(plan: Plan, about: About) -> pd.DataFrame:
    """Lay out a plan by day: the venue, its places, and which hamlets come.

    One line a session; ``hamlets`` names each with its children.
    """
    import pandas as pd

    table = plan.table.dropna(subset=["date"])
    lines = []
    for (day, venue), session in table.groupby(["date", "venue"], sort=True):
        counts = session.groupby("hamlet", sort=False)["children"].sum()
        names = [f"{name} ({about.count(n)})" for name, n in counts.items()]
        children = about.count(session["children"].sum())
        seats = f"{children}/{about.count(session['places'].iloc[0])}"
        lines.append((about.date(day), venue, seats, ", ".join(names)))
    columns = ["date", "venue", "seats", "hamlets"]
    return pd.DataFrame(lines, columns=columns).set_index("date")


def say_ages(turning: pd.DataFrame, cohorts: pd.DataFrame, about: About) -> list[str]:
    """Say who changes age group before the deadline, and which ages look short.

    Parameters
    ----------
    turning, cohorts
        The tables of :func:`dophu.tables.pace.turning.count_turning` and
        :func:`dophu.tables.pace.cohorts.check_cohorts`.
    about
        Of which unit and date, and in which language.
    """
    said = []
    deadline = about.date(about.deadline)
    if turning.empty:
        said.append(about.say("ages_nobody", deadline=deadline))
    counts = list(turning.columns[4:])
    keys = ["age_group", "next_group"]
    sums = turning.groupby(keys, sort=False)[counts].sum()
    order = sorted(sums.index, key=lambda at: about.age_groups.codes.index(at[0]))
    below = max(group.below_years for group in about.age_groups)
    venues = {group.code: group.venue for group in about.age_groups}
    for group, following in order:
        line = sums.loc[(group, following)]
        key = {OUT: "ages_out", UNKNOWN: "ages_maybe"}.get(following, "ages_next")
        values = {
            "children_count": about.children(line["children"]),
            "without": about.count(line["without_card"]),
            "group": lower_first(about.group(group)),
            "next": lower_first(about.group(following)),
            "venue": venues.get(following) or "–",
        }
        said.append(about.say(key, deadline=deadline, **values))
        if following == OUT and below == MANDATORY:
            said[-1] += " " + about.say("ages_compulsory", years=MANDATORY)
    exchange, unknown = turning["to_exchange"].sum(), turning["issue_unknown"].sum()
    if exchange or unknown:
        values = {"count": about.count(exchange), "unknown": about.count(unknown)}
        said.append(about.say("ages_exchange", **values))
    return said + _say_cohorts(cohorts, about)


def _say_cohorts(cohorts: pd.DataFrame, about: About) -> list[str]:
    said = []
    for at in cohorts.index[cohorts["plausible"].eq(False).fillna(False)]:
        line, older = cohorts.loc[at], cohorts.loc[at + 1]
        values = {
            "from_years": line["from_years"], "below": line["below_years"],
            "older_below": older["below_years"],
            "number": about.count(line["children"]),
            "older": about.count(older["children"]),
            "per_year": about.rate(line["per_year"]),
            "older_per_year": about.rate(older["per_year"]),
            "ratio": about.ratio(line["ratio"]),
            "least": about.ratio(LEAST), "most": about.ratio(MOST),
        }  # fmt: skip
        key = "cohort_short" if line["ratio"] < LEAST else "cohort_many"
        said.append(about.say(key, **values))
    return said


def say_pace(progress: Progress, about: About) -> list[str]:
    """Say whether the deadline will be met, in sentences computed from the tables.

    Returns
    -------
    list of str
        What is left, needed and achieved; how many hamlets are in which state;
        the scenario with its basis and its score, or why there is none.
    """
    unit = progress.pace.iloc[-1]
    said = [_say_unit(progress, about)]
    if unit["state"] in ("on_track", "behind", "no_progress", "unknown"):
        said += _say_sessions(progress, about)
    said += _say_states(progress.pace, about)
    if unit["days_left"] > 0 and not _absent(unit["gap"]) and unit["gap"] > 0:
        said += _say_scenario(progress, about)
    return said


def _say_unit(progress: Progress, about: About) -> str:
    unit = progress.pace.iloc[-1]
    gap, days = unit["gap"], int(unit["days_left"])
    if _absent(gap):
        return about.say("title_no_list")
    if gap == 0:
        return about.say("pace_done")
    values = {
        "children_count": about.children(int(gap)),
        "deadline": about.date(about.deadline),
        "days": about.say(
            "one_day" if abs(days) == 1 else "some_days", n=about.count(abs(days))
        ),
    }
    if days <= 0:
        return about.say("pace_overdue" if days else "pace_due_today", **values)
    rates = progress.rates[progress.rates["hamlet_id"] == ALL]
    working = rates.iloc[-4:].set_index("per").loc["working_day", "left"]
    values["working"] = about.count(int(working))
    values["required"] = about.rate(unit["required_per_day"])
    achieved = unit["achieved_per_day"]
    if _absent(achieved):
        return about.say("pace_ahead_first", **values)
    if achieved <= 0:
        return about.say("pace_standstill", **values)
    return about.say("pace_ahead", achieved=about.rate(achieved), **values)


def _say_sessions(progress: Progress, about: About) -> list[str]:
    held = progress.rates.iloc[-4:].set_index("per").loc["session_day"]
    if _absent(held["left"]):
        return []
    if held["left"] == 0:
        return [about.say("pace_no_session_day")]
    days, required = about.count(int(held["left"])), about.rate(held["required"])
    return [about.say("pace_session_days", days=days, required=required)]


def _say_states(pace: pd.DataFrame, about: About) -> list[str]:
    hamlets = pace[(pace["age_group"] == ALL) & (pace["hamlet_id"] != ALL)]
    counts = Counter(hamlets["state"])
    parts = [
        about.say("pace_state_count", count=about.count(counts[state]), state=words)
        for state in STATES
        if counts[state] and (words := about.say(f"state_{state}"))
    ]
    places = about.places(len(hamlets))
    parted = ", ".join(parts)
    return [about.say("pace_states", places_count=places, parts=parted)]


def _say_scenario(progress: Progress, about: About) -> list[str]:
    unit, scores = progress.pace.iloc[-1], progress.scores
    score = {"n": about.count(len(scores)), "held": about.count(scores["held"].sum())}
    if progress.basis == "too_few":
        return [about.say("scenario_too_few")]
    if progress.basis == "missed":
        return [about.say("scenario_missed", **score)]
    least, most = HELD[progress.basis]
    share = f"{least}–{most}%"
    ends = {"low": "_low", "middle": "", "high": "_high"}
    values = {n: about.count(unit[f"left_at_deadline{end}"]) for n, end in ends.items()}
    basis = about.say(f"scenario_basis_{progress.basis}", held=share)
    deadline = about.date(about.deadline)
    scored = "scenario_scored" if len(scores) else "scenario_not_scored"
    return [
        about.say("scenario_range", deadline=deadline, basis=basis, **values),
        about.say(scored, **score),
    ]


def show_pace(progress: Progress, about: About) -> pd.DataFrame:
    """Lay out the pace of each hamlet for a reader, most children short first.

    One line a hamlet, the unit last: children left, needed and achieved a day, the
    scenario's range, the state in words.
    """
    pace = progress.pace[progress.pace["age_group"] == ALL]
    needed = pace["required_per_day"] - pace["achieved_per_day"]
    short = (needed * pace["days_left"]).where(pace["hamlet_id"] != ALL)
    order = short.sort_values(ascending=False, na_position="last", kind="stable").index
    table = pace.loc[order].set_index("hamlet")
    table["state"] = [
        lower_first(about.say(f"state_{state}")) for state in table["state"]
    ]
    return table.drop(columns=["hamlet_id", "age_group", "days_left"])


def say_obstacles(
    gaps: pd.DataFrame,
    reasons: pd.DataFrame,
    recovered: pd.DataFrame,
    about: About,
) -> list[str]:
    """Say what stands in the way: when children can come, and where they are.

    Parameters
    ----------
    gaps, reasons, recovered
        The tables of ``gaps``, ``reasons`` and
        :func:`dophu.tables.pace.obstacles.recovered_by_reason`.
    about
        Of which unit and date, and in which language.

    Returns
    -------
    list of str
        How many can come now, later, not by the deadline; the fewest hamlets that
        hold half of the children left, with their real share; how many of the last
        date's children got a card. Empty where nobody is left.
    """
    gap = int(reasons["children"].sum())
    if not gap:
        return []
    when = reasons.groupby("reachable")["children"].sum()
    parts = [
        about.say(f"can_come_{key}", count=about.count(when[key]))
        for key in REACHABLE
        if when.get(key, 0)
    ]
    children = about.children(gap)
    said = [
        about.say("obstacles_reach", children_count=children, parts=", ".join(parts))
    ]
    ranked = rank_hamlets(gaps)
    most = concentration([int(number) for number in ranked["gap"]])
    few, share = most.hamlets, share_held(most, about)
    names = list(ranked["hamlet"][:few])
    if few == 1:
        said.append(about.say("obstacles_one", name=names[0], share=share))
    else:
        places, names = about.places(few), about.join(names)
        values = {"places_count": places, "share": share, "names": names}
        said.append(about.say("obstacles_few", **values))
    counts = recovered[["before", "recovered", "remaining"]].sum()
    if counts["before"]:
        counts = {name: about.count(number) for name, number in counts.items()}
        said.append(about.say("obstacles_recovered", **counts))
    return said


REACHABLE = ("now", "later", "no", "unknown")
"""When a child can come, soonest first."""


def show_hamlets(gaps: pd.DataFrame, about: About) -> pd.DataFrame:
    """Lay out the hamlets by coverage, lowest first, shares with their counts.

    Hamlets too small to be ranked by a share stand last, marked with a star.
    """
    ranked = rank_rows(rank_hamlets(gaps), lowest_coverage_first)
    ranked = ranked.sort_values("small", kind="stable")
    total = int(ranked["gap"].sum())
    names = ranked["hamlet"] + ranked["small"].map({True: " *", False: ""})
    table = ranked[["gap"]].set_axis(names.rename("hamlet"))
    table["share_of_gap"] = [
        about.percent(int(gap), total) if total else "" for gap in ranked["gap"]
    ]
    counts = zip(ranked["enrolled"], ranked["persons"], strict=True)
    table["coverage"] = [
        f"{about.percent(int(has), int(all_))} ({about.count(has)}/{about.count(all_)})"
        for has, all_ in counts
    ]
    return table


def show_recovered(recovered: pd.DataFrame, about: About) -> pd.DataFrame:
    """Name the reasons of a table of recovered children, and add up its columns."""
    labels = [reason_label(code, about.language) for code in recovered["reason"]]
    table = recovered.drop(columns="reason").set_axis(labels)
    table.loc[about.unit_total] = table.sum()
    return table.rename_axis("reason")


def _absent(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))
