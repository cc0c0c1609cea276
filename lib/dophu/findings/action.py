"""What is to be done now: found in the tables of an edition, as sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dophu.findings.pace import find_pace_in
from dophu.findings.reach import word_reach
from dophu.findings.report import NAMED, Sentence, Sentences, name_rest
from dophu.findings.session_days import find_session_days
from dophu.tables.by_reach import REACHABLE
from dophu.tables.figures import Figures, Row

DATES, LONG = 2, 3
"""A hamlet stands still where nobody was added from one date to the next, over two
dates; and for long where nobody was over three."""


def find_opening(figures: Figures, history: Sequence[Row] = ()) -> int | None:
    """Count the children that were left on the date before; None on the first date.

    ``history`` shows a date before on which nobody was left.

    Examples
    --------
    >>> from datetime import date
    >>> from dophu.catalogue.about import About
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> figures = Figures({"changes": [{"opening": "0"}]}, about)
    >>> find_opening(figures), find_opening(figures, [{"as_of": "2024-07-11"}])
    (None, 0)
    """
    rows = figures.tables.get("changes", [])
    known = [int(row["opening"]) for row in rows if row["opening"]]
    today = figures.about.as_of.isoformat()
    before = any(row["as_of"] < today for row in history if row["as_of"])
    return sum(known) if any(known) or (before and known) else None


def find_reach(figures: Figures) -> dict[str, int]:
    """Count the children left by when they can come, soonest first; 0 is left out."""
    counts: dict[str, int] = dict.fromkeys(REACHABLE, 0)
    for row in figures.tables.get("reasons", []):
        if row["children"]:
            counts[row["reachable"]] += int(row["children"])
    return {when: number for when, number in counts.items() if number}


def find_planned(figures: Figures) -> tuple[int, int] | None:
    """Count the children that the plan reaches, and those left that it does not.

    None where there is no plan, or where nobody is left.
    """
    rows, gap = figures.tables.get("plan", []), figures.number("gap")
    if not rows or not gap:
        return None
    seated = sum(int(row["children"] or 0) for row in rows if row["date"])
    return seated, gap - seated


def find_still(
    figures: Figures, history: Sequence[Row], dates: int = DATES
) -> list[str]:
    """Find the hamlets where nobody was added over some dates, most left first.

    A hamlet that sent no list for this date is silent, which is not standing still;
    neither is one where nobody is left, or whose figures do not go back so far.

    Examples
    --------
    >>> from datetime import date
    >>> from dophu.catalogue.about import About
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> row = {"hamlet_id": "H1", "hamlet": "Tổ 1", "age_group": "under_6"}
    >>> now = {"persons": "9", "enrolled": "4", "gap": "5"}
    >>> figures = Figures({"gaps": [{**row, **now}]}, about)
    >>> days = ("2024-07-04", "2024-07-11", "2024-07-18")
    >>> past = [{"hamlet_id": "H1", "as_of": day, "enrolled": "4"} for day in days]
    >>> find_still(figures, past, 3), find_still(figures, past[1:])
    (['H1'], ['H1'])
    """
    carried = figures.about.carried_since()
    days = sorted({row["as_of"] for row in history if row["as_of"]})[-dates:]
    # Figures that end before the date show no standstill of now.
    if len(days) < dates or days[-1] != figures.about.as_of.isoformat():
        return []
    done: dict[str, dict[str, int]] = defaultdict(dict)
    for row in history:
        if row["as_of"] in days and row["enrolled"]:
            done[row["hamlet_id"]][row["as_of"]] = int(row["enrolled"])
    return [
        hamlet
        for hamlet in figures.ranked()
        if figures.hamlets[hamlet] not in carried
        and figures.number("gap", hamlet=hamlet)
        and len(done[hamlet]) == dates
        # A number corrected downwards is no progress either.
        and done[hamlet][days[-1]] <= done[hamlet][days[0]]
    ]


def say_actions(say: Sentences, history: Sequence[Row]) -> list[Sentence]:
    """Say what leads to action, in the order in which it is asked.

    What a session day takes, who can come now and who later, whom the plan reaches
    and whom not, where nothing has moved, and how many were done since the last
    date. What no table has is omitted.
    """
    stated = [*say_session_days(say), *say_reach(say), *say_planned(say)]
    still = say_still(say, history)
    # Where nobody was added anywhere, the hamlets say so already.
    added = say.figures.get("enrolled_now").value or not still
    return [*stated, *still, *say.ledger()[0 if added else 1 :]]


def say_session_days(say: Sentences) -> list[Sentence]:
    """Say what is needed each session day, where the pace is said by days.

    Nothing where sessions are not known, or where the pace is said by them.
    """
    tables, about = say.figures.tables, say.about
    held = find_session_days(tables.get("rates", []))
    if held is None or about.as_of >= about.deadline or not say.figures.number("gap"):
        return []
    if not held.days or held.required is None:
        return [Sentence(about.heading("pace_no_session_day"))]
    if find_pace_in(tables, about).held:
        return []
    required = about.rate(held.required)
    days = about.count(held.days)
    return [Sentence(about.heading("pace_session_days", days=days, required=required))]


def say_reach(say: Sentences) -> list[Sentence]:
    """Say who can come now, later, not by the deadline; nothing if unknown."""
    words = word_reach(find_reach(say.figures), say.about)
    return [Sentence(words)] if words else []


def say_planned(say: Sentences) -> list[Sentence]:
    """Say whom the plan reaches and whom not; nothing where there is no plan."""
    found, about = find_planned(say.figures), say.about
    if found is None:
        return []
    seated, rest = found
    # All and none are worded as such: "0 of them" reads as a slip.
    key = "plan_reaches" if seated and rest else "plan_reaches_all"
    key = key if seated else "plan_reaches_none"
    words = {"seated": about.children(seated), "rest": about.children(rest)}
    return [Sentence(about.heading(key, **words))]


def say_still(say: Sentences, history: Sequence[Row]) -> list[Sentence]:
    """Name the hamlets where nobody was added since the last date."""
    still, about = find_still(say.figures, history), say.about
    if not still:
        return []
    long = find_still(say.figures, history, LONG)
    rows = say.figures.tables.get("outreach", [])
    officers = {row["hamlet_id"]: row["officer"] for row in rows if row["officer"]}
    items = []
    for hamlet in still[:NAMED]:
        more = [about.say("places_still_long")] if hamlet in long else []
        if officer := officers.get(hamlet):
            more.append(about.say("places_still_officer", officer=officer))
        items.append(
            say.say(
                "places_still_item",
                hamlet=hamlet,
                name=say.figures.hamlets[hamlet],
                more="".join(f", {words}" for words in more),
            )
        )
    items += [Sentence(text) for text in name_rest(len(still), about)]
    places = about.places(len(still))
    return [say.say("places_still", items=say.join(items), places_count=places)]
