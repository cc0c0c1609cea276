"""A nation's children in one Parquet data set: gaps and changes against plain SQL.

Each in a process of its own, in turn, by CPU and peak memory; the SQL is what somebody
who knows DuckDB would write for the same table.
``python -m benchmarks.persons --millions 1 10``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.timing import say_ratio
from dophu.sample import SampleSpec
from dophu.sample.persons import write_persons

LAST = date(2024, 7, 18)
BEFORE = LAST - timedelta(days=7)
CHILDREN = 20_000
ASKED = {"gaps": 1.15, "changes": 1.3}
LIMITS = {"gaps": 2 * 2**30, "changes": 9 * 2**30}

GROUP = """
CASE WHEN birth_from IS NULL OR birth_to IS NULL THEN 'unknown'
  WHEN birth_from >= DATE '{six}' AND least(birth_to, DATE '{day}') <= DATE '{day}'
    THEN 'under_6'
  WHEN birth_from >= DATE '{old}' AND birth_to < DATE '{six}' THEN '6_to_13'
  WHEN birth_from <= DATE '{day}' AND birth_to >= DATE '{old}' THEN 'unknown' END
"""
GAPS = """
SELECT hamlet, age_group, count(*) AS persons,
  count(*) FILTER (done) AS enrolled,
  count(*) FILTER (status = 'applied') AS applied,
  count(*) FILTER (status = 'issued') AS issued
FROM (SELECT unit || '/' || hamlet_id AS hamlet, status,
  status IN ('applied', 'issued') AS done, {group} AS age_group
  FROM {all} WHERE as_of = DATE '{day}' AND presence IN ('present', 'to_verify'))
WHERE age_group IS NOT NULL GROUP BY ALL
"""
CHANGES = """
WITH one AS (SELECT person_id, unit || '/' || hamlet_id AS hamlet, {group} AS age_group,
    presence, status IN ('applied', 'issued') AS done, birth_from, birth_to
  FROM {all} WHERE as_of = DATE '{day}'),
two AS (SELECT person_id, unit || '/' || hamlet_id AS hamlet, {group_then} AS age_group,
    presence, status IN ('applied', 'issued') AS done, birth_from, birth_to
  FROM {all} WHERE as_of = DATE '{then}'),
inside AS (SELECT *, coalesce(NOT done AND age_group IS NOT NULL
    AND presence IN ('present', 'to_verify'), false) AS here FROM one),
inside_then AS (SELECT *, coalesce(NOT done AND age_group IS NOT NULL
    AND presence IN ('present', 'to_verify'), false) AS here FROM two)
SELECT a.hamlet, a.age_group, b.hamlet, b.age_group, a.here, b.here, a.done, a.presence,
  b.presence, a.birth_from = b.birth_from AND a.birth_to = b.birth_to, count(*)
FROM inside a FULL JOIN inside_then b USING (person_id)
WHERE coalesce(a.here, false) OR coalesce(b.here, false) GROUP BY ALL
"""


def work(what: str, how: str, folder: Path) -> None:
    """Make one table in one way; print CPU seconds and peak memory."""
    import resource

    if how == "sql":
        import duckdb

        sql(what, folder, duckdb)
    else:
        kit(what, folder)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def sql(what: str, folder: Path, duckdb: object) -> None:
    """Run the query that is compared with."""
    files = f"read_parquet('{folder}/persons/*/*.parquet', hive_types_autocast = false)"
    six, old = date(2018, 7, 19), date(2010, 7, 19)
    earlier = {"six": six - timedelta(7), "old": old - timedelta(7), "day": BEFORE}
    query = {"gaps": GAPS, "changes": CHANGES}[what].format(
        all=files, day=LAST, then=BEFORE,
        group=GROUP.format(six=six, old=old, day=LAST),
        group_then=GROUP.format(**earlier),
    )  # fmt: skip
    connection = duckdb.connect()  # type: ignore[attr-defined]
    connection.execute("SET enable_progress_bar = false")
    connection.sql(query).df()


def kit(what: str, folder: Path) -> None:
    """Count as ``dophu region`` does."""
    import narwhals.stable.v2 as nw

    from dophu.campaign.hamlets import Hamlets
    from dophu.region.person_sources import scan_persons
    from dophu.region.persons import ENROLLED
    from dophu.region.settings import read_region
    from dophu.tables.changes.flows import count_flows, without_card
    from dophu.tables.gaps import count_gaps

    region = read_region(folder)
    assert region.persons is not None
    children = scan_persons(region.persons).with_columns(
        hamlet_id=nw.concat_str(["unit", "hamlet_id"], separator="/")
    )
    now, then = (
        children.filter(nw.col("as_of") == nw.lit(day, dtype=nw.Date))
        for day in (LAST, BEFORE)
    )
    groups = region.age_groups
    if what == "gaps":
        count_gaps(now, LAST, groups, Hamlets(()))
    else:
        count_flows(
            without_card(then, BEFORE, groups, ENROLLED),
            without_card(now, LAST, groups, ENROLLED),
        )


def measure(what: str, how: str, folder: Path) -> tuple[float, int]:
    """Have a process of its own do it; the least CPU of two, the most memory."""
    command = [sys.executable, "-m", "benchmarks.persons", "--work", what, how, folder]
    found = []
    for _ in range(2):
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, check=True
        )
        cpu, memory = done.stdout.split()[-2:]
        found.append((float(cpu), int(memory)))
    return min(cpu for cpu, _ in found), max(memory for _, memory in found)


def main(millions: list[float]) -> None:
    """Measure at each size, and print the ratios."""
    for size in millions:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            units = max(round(size * 1e6 / CHILDREN), 1)
            write_persons(SampleSpec(children=CHILDREN, hamlets=17), units, folder)
            print(f"{size:g} million children a date, {units} units")
            for what, asked in ASKED.items():
                ours, memory = measure(what, "kit", folder)
                theirs, plain = measure(what, "sql", folder)
                print(
                    f"  {what}: {ours:.1f} s of CPU, {memory / 2**20:.0f} MB; "
                    f"SQL {theirs:.1f} s, {plain / 2**20:.0f} MB"
                )
                say_ratio(f"{what} against SQL", ours / theirs, asked)
                verdict = "met" if memory <= LIMITS[what] else "NOT met"
                print(f"  memory of {what}: {verdict}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--millions", type=float, nargs="+", default=[1.0])
    parser.add_argument("--work", nargs=3, default=None)
    given = parser.parse_args()
    if given.work:
        work(given.work[0], given.work[1], Path(given.work[2]))
    else:
        main(given.millions)
