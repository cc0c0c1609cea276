"""Findings on ages: who grows into another group, which ages look short."""

from __future__ import annotations

import pandas as pd

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.tables.pace.cohorts import LEAST, MOST
from dophu.tables.pace.turning import MANDATORY, OUT


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
    stated = []
    deadline = about.date(about.deadline)
    if turning.empty:
        key = "ages_over" if about.as_of > about.deadline else "ages_nobody"
        stated.append(about.say(key, deadline=deadline))
    # Behind its keys: hamlet, its name, age group, next group.
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
        stated.append(about.say(key, deadline=deadline, **values))
        # Only where a drive ends at the age from which the law asks for a card.
        if following == OUT and below == MANDATORY and about.has("ages_compulsory"):
            stated[-1] += " " + about.say("ages_compulsory", years=MANDATORY)
    exchange, unknown = turning["to_exchange"].sum(), turning["issue_unknown"].sum()
    if (exchange or unknown) and about.has("ages_exchange"):
        values = {"count": about.count(exchange), "unknown": about.count(unknown)}
        stated.append(about.say("ages_exchange", **values))
    return stated + _say_cohorts(cohorts, about)


def _say_cohorts(cohorts: pd.DataFrame, about: About) -> list[str]:
    stated = []
    for at in cohorts.index[cohorts["plausible"].eq(False).fillna(False)]:
        # Blocks stand youngest first: the next one down is the one compared with.
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
        stated.append(about.say(key, **values))
    return stated
