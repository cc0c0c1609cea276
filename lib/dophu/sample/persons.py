"""An invented region as a Parquet data set of children, straight from DuckDB.

For sizes at which lists would take hours to write: no names, no numbers, two dates a
week apart. The same seed gives the same children.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from dophu.engine import connect
from dophu.sample.region import NAME, UNIT, units_of
from dophu.sample.spec import AGE_GROUPS, SampleSpec

FOLDER = "persons"

_TOML = """\
# {mark}

[region]
name = "{name}"
unit = "{unit}"
unit_name = "{unit_name}"
deadline = {deadline}
language = "vi"
simulated = true

[persons]                 # trẻ của mọi đơn vị, mỗi đơn vị một thư mục unit=…
from = "{folder}"
"""
_GROUP = """
[[age_groups]]
code = "{code}"
from_years = {from_years}
below_years = {below_years}
label = {{ vi = "{label[vi]}", en = "{label[en]}" }}
"""

# A child by its number: all that is known of it is drawn by hashes of that number, so
# that a child is the same on both dates. A few are new, a few have left.
_QUERY = """
COPY (
    WITH child AS (
        SELECT n, hash(n, $seed) AS h, hash(n, $seed, 1) AS k
        FROM range($children) AS t(n)
    ), day AS (SELECT unnest($days) AS as_of)
    SELECT
        as_of,
        $unit || '-' || n AS person_id,
        printf('H%02d', (h % $hamlets + 1)::INT) AS hamlet_id,
        CAST($born AS DATE) + ((k % 5110)::INT) AS birth_from,
        CAST($born AS DATE) + ((k % 5110)::INT)
            + CASE WHEN k % 97 = 0 THEN 364 ELSE 0 END AS birth_to,
        CASE WHEN (h // 64) % 1000 < $done + 40 * (as_of = $last)::INT
            THEN CASE WHEN k % 5 = 0 THEN 'applied' ELSE 'issued' END
            ELSE 'not_yet' END AS status,
        CASE WHEN k % 211 = 0 AND as_of = $last THEN 'left' ELSE 'present' END
            AS presence,
        CASE (h // 7) % 4 WHEN 0 THEN 'VE_QUE_HE' WHEN 1 THEN 'SAI_DU_LIEU' END
            AS reason,
        $unit_name AS unit_name
    FROM child CROSS JOIN day
    WHERE as_of = $last OR k % 83 > 0
    ORDER BY as_of, n
) TO '{path}' (FORMAT parquet)
"""


def write_persons(spec: SampleSpec, units: int, folder: Path) -> None:
    """Write ``region.toml`` and a data set of children, partitioned by unit.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_persons(SampleSpec(children=20), 2, Path(folder))
    ...     sorted(p.name for p in (Path(folder) / "persons").iterdir())
    ['unit=90001', 'unit=90002']
    """
    last = max(spec.dates)
    # 5110 days are fourteen years of 365.
    born = last - timedelta(days=5110)
    days = [last - timedelta(days=7), last]
    with connect() as connection:
        for unit in units_of(spec, units):
            path = folder / FOLDER / f"unit={unit.unit}" / "persons.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(
                _QUERY.format(path=str(path).replace("'", "''")),
                {
                    "seed": unit.seed, "children": unit.children, "days": days,
                    "unit": unit.unit, "hamlets": unit.hamlets, "born": born,
                    # Of a thousand: half the children where ``reached`` is 1.
                    "done": round(unit.reached * 500), "last": last,
                    "unit_name": unit.unit_name,
                },
            )  # fmt: skip
    _write_toml(spec, folder)


def _write_toml(spec: SampleSpec, folder: Path) -> None:
    from dophu.sample.pages import MARK

    text = _TOML.format(
        mark=MARK, name=spec.wording.name, unit=UNIT, unit_name=NAME,
        deadline=spec.deadline, folder=FOLDER,
    )  # fmt: skip
    text += "".join(_GROUP.format(**vars(group)) for group in AGE_GROUPS)
    (folder / "region.toml").write_text(text, encoding="utf-8", newline="\n")
