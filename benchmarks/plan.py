"""A plan of sessions for 17 hamlets and 13 days, in a process of its own.

Three venues, one of them for some hamlets; children who can come now and children
who are back in a week; places from too few to plenty.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta

from benchmarks.timing import compare, run

AS_OF, DEADLINE = date(2024, 7, 18), date(2024, 7, 31)
PLACES = (60, 120, 200)
ASKED = 5


def plan(places: int) -> None:
    """Make a plan and print what it came to; the time is without imports."""
    import pandas as pd

    from dophu.campaign.sessions import Sessions, Venue
    from dophu.tables.session_plan import COLUMNS, make_plan

    groups, back = ("under_6", "6_to_13"), AS_OF + timedelta(8)
    rows = [
        (f"H{n:02}", f"H{n:02}", group, day, 5 + (37 * n + 11 * g + 23 * d) % 55)
        for n in range(17)
        for g, group in enumerate(groups)
        for d, day in enumerate((AS_OF, back))
    ]
    columns = ["hamlet_id", "hamlet", "age_group", "available", "children"]
    venues = (
        Venue("A", groups[1:], places),
        Venue("B", groups[:1], places // 2),
        Venue("C", groups, 40, hamlets=("H01", "H02", "H03")),
    )
    days = tuple(AS_OF + timedelta(n) for n in range(1, 14))
    sessions = Sessions(days, venues, (("H01", "H02"), ("H10", "H11", "H12")))
    start = time.perf_counter()
    found = make_plan(pd.DataFrame(rows, columns=columns), sessions, AS_OF, DEADLINE)
    assert list(found.table) == list(COLUMNS)
    print(
        f"  {places} places: {found.sessions} sessions for {found.wanted} children, "
        f"{found.short} short, proven: {found.proven}; "
        f"{time.perf_counter() - start:.2f} s"
    )


def main() -> None:
    """Time each plan with the start of Python and all imports."""
    for places in PLACES:
        plan(places)
    command = "from benchmarks.plan import plan; plan({})"
    works = {
        f"a process for {places} places": lambda places=places: run(
            sys.executable, "-c", command.format(places)
        )
        for places in PLACES
    }
    most = max(compare(works, 3).values())
    verdict = "met" if most < ASKED else "NOT met"
    print(f"  slowest plan: {most:.2f} s (asked: under {ASKED} s; {verdict})")
