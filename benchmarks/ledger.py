"""The ledger over two snapshots of ten million children, against hand-written SQL.

Both are stored as the kit stores them; the SQL counts the same events with the
same rules, written for these two age groups alone.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.timing import compare, say_ratio

CHILDREN = int(os.environ.get("DOPHU_BENCH_CHILDREN", 10_000_000))
THEN, NOW = date(2024, 7, 11), date(2024, 7, 18)

WRITE = """
COPY (
    SELECT printf('P%012x', i * 2654435761 % 281474976710656) AS person_id,
        'H' || ({hamlet}) AS hamlet_id,
        DATE '2010-07-01' + CAST(hash(i) % 5000 AS INTEGER) AS birth_from,
        DATE '2010-07-01' + CAST(hash(i) % 5000 AS INTEGER) AS birth_to,
        CASE WHEN hash(i, 3) % 200 = 0 THEN 'left' WHEN {seen} THEN 'present'
             ELSE 'to_verify' END AS presence,
        CASE WHEN hash(i, 5) % 100 < {done} THEN 'issued' ELSE 'not_yet' END AS status
    FROM range({first}, {last}) AS t(i)
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""

BY_HAND = """
WITH then_ AS ({then}), now_ AS ({now}), both_ AS (
    SELECT n.hamlet AS hamlet, n.grp AS grp, t.hamlet AS hamlet_then, t.grp AS grp_then,
        coalesce(n.inside, false) AS came, coalesce(t.inside, false) AS was,
        n.presence AS presence, t.presence AS presence_then, n.card AS card,
        coalesce(n.birth_from = t.birth_from AND n.birth_to = t.birth_to, false) AS same
    FROM now_ n FULL JOIN then_ t USING (person_id)
    WHERE coalesce(n.inside, false) OR coalesce(t.inside, false)
)
SELECT CASE WHEN was THEN hamlet_then END, CASE WHEN was THEN grp_then END,
    CASE WHEN came THEN hamlet END, CASE WHEN came THEN grp END, same,
    came AND presence = 'to_verify',
    CASE WHEN came AND was THEN 'stayed'
         WHEN was AND presence IN ('present', 'to_verify') AND card THEN 'enrolled'
         WHEN was AND presence = 'left' THEN 'moved_out'
         WHEN was AND presence = 'dead' THEN 'died'
         WHEN was AND presence = 'out_of_scope' AND same THEN 'aged_out'
         WHEN came AND presence_then IS NULL THEN 'new'
         WHEN came AND presence_then = 'left' THEN 'moved_in'
         ELSE 'corrected' END,
    count(*)
FROM both_ GROUP BY ALL
"""
SIDE = """
SELECT person_id, presence, birth_from, birth_to, hamlet, grp, card,
    presence IN ('present', 'to_verify') AND grp IS NOT NULL AND NOT card AS inside
FROM (
    SELECT *, hamlet_id AS hamlet, status IN ('applied', 'issued') AS card,
        CASE WHEN birth_from IS NULL OR birth_to IS NULL THEN 'unknown'
             WHEN birth_from > DATE '{six}' THEN 'under_6'
             WHEN birth_to <= DATE '{six}' AND birth_from > DATE '{fourteen}'
                 THEN '6_to_13'
             WHEN birth_to > DATE '{fourteen}' THEN 'unknown' END AS grp
    FROM read_parquet('{path}')
)
"""


def main() -> None:
    """Time both and print the ratio beside the one asked for."""
    import duckdb
    import narwhals.stable.v2 as nw

    from dophu.ages import AgeGroup, AgeGroups
    from dophu.tables.changes.flows import count_flows, without_card

    groups = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))
    with tempfile.TemporaryDirectory() as folder:
        then, now = (Path(folder) / f"{day}.parquet" for day in (THEN, NOW))
        rest = CHILDREN // 100
        duckdb.sql(
            WRITE.format(
                hamlet="hash(i, 7) % 200", seen="true", done=40, first=0,
                last=CHILDREN, path=then,
            )
        )  # fmt: skip
        duckdb.sql(
            WRITE.format(
                hamlet="(hash(i, 7) + CAST(hash(i, 9) % 50 = 0 AS INTEGER)) % 200",
                seen="hash(i, 11) % 100 > 0", done=55, first=rest,
                last=CHILDREN + rest, path=now,
            )
        )  # fmt: skip

        def by_hand() -> list:
            sides = {
                name: SIDE.format(
                    path=path, six=day.replace(year=2018),
                    fourteen=day.replace(year=2010),
                )
                for name, path, day in (("then", then, THEN), ("now", now, NOW))
            }  # fmt: skip
            return duckdb.sql(BY_HAND.format(**sides)).fetchall()

        def kit() -> object:
            sides = [
                without_card(
                    nw.from_native(duckdb.read_parquet(str(path))), day, groups,
                    ("applied", "issued"),
                )
                for path, day in ((then, THEN), (now, NOW))
            ]  # fmt: skip
            return count_flows(*sides)

        counted = sum(row[-1] for row in by_hand()), int(kit()["children"].sum())
        assert counted[0] == counted[1], counted
        name = f"two dates of {CHILDREN:,} children"
        works = {f"SQL by hand, {name}": by_hand, f"dophu's ledger, {name}": kit}
        least = list(compare(works, 3).values())
        say_ratio("against SQL by hand", least[1] / least[0], 1.5)
