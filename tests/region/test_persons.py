"""Children of many units in one place: counted alike wherever they are kept."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from dophu.catalogue.issues import DophuError
from dophu.region.person_sources import NEEDED, scan_persons
from dophu.region.persons import count_units
from dophu.region.running import run_region
from dophu.region.settings import Persons, read_region
from dophu.runs.record import verify
from dophu.sample import SampleSpec
from dophu.sample.persons import write_persons

LAST = date(2024, 7, 18)
BEFORE = LAST - timedelta(days=7)
ALL = "FROM read_parquet('{}/persons/*/*.parquet', hive_types_autocast = false)"
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    write_persons(SampleSpec(children=80, hamlets=3), 3, folder)
    return folder


@pytest.fixture(scope="module")
def children(folder: Path) -> list[dict]:
    """All children of both dates, with their unit."""
    found = duckdb.sql(ALL.format(folder))
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def rollups_of(folder: Path, source: Persons, engine: str = "duckdb", master: str = ""):
    persons = scan_persons(source, engine, master)
    return {r.unit: r for r in count_units(persons, read_region(folder), LAST)}


def as_text(rollups) -> dict:
    return {
        (unit, name): table.to_csv(index=False)
        for unit, rollup in rollups.items()
        for name, table in rollup.tables.items()
    }


@pytest.fixture(scope="module")
def expected(folder: Path):
    source = read_region(folder).persons
    assert source is not None
    return rollups_of(folder, source)


def completed_years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def test_each_unit_has_the_children_that_stand_there(expected, children):
    """Counted once more by hand, of children whose day of birth is known."""
    gaps = Counter()
    for child in children:
        known = child["birth_from"] == child["birth_to"]
        here = child["presence"] == "present" and child["as_of"] == LAST
        waits = child["status"] == "not_yet"
        if known and here and waits and completed_years(child["birth_from"], LAST) < 6:
            gaps[child["unit"], child["hamlet_id"]] += 1
    assert sum(gaps.values()) > 30
    counted = Counter()
    for unit, rollup in expected.items():
        table = rollup.tables["gaps"].query("age_group == 'under_6'")
        counted.update({(unit, r.hamlet_id): int(r.gap) for r in table.itertuples()})
    unsure = Counter(
        child["unit"] for child in children if child["birth_from"] != child["birth_to"]
    )
    for unit in expected:
        mine = sum(n for (u, _), n in gaps.items() if u == unit)
        theirs = sum(n for (u, _), n in counted.items() if u == unit)
        assert mine <= theirs <= mine + unsure[unit]


def test_the_ledger_of_each_unit_opens_with_its_gap_of_the_date_before(expected):
    for rollup in expected.values():
        changes = rollup.tables["changes"].drop(columns=["hamlet_id", "hamlet"])
        cells = changes.groupby("age_group").sum()
        history = rollup.tables["history"]
        before = history[history["as_of"] == str(BEFORE)]
        opening = before.groupby("age_group")["gap"].sum()
        closing = rollup.tables["gaps"].groupby("age_group")["gap"].sum()
        for group in ("under_6", "6_to_13"):
            assert cells.loc[group, "opening"] == opening[group] > 0
            assert cells.loc[group, "closing"] == closing[group] > 0
        came = cells[["opening", "new", "moved_in", "aged_in", "corrected"]].sum(axis=1)
        went = cells[["enrolled", "moved_out", "died", "aged_out"]].sum(axis=1)
        assert (came - went == cells["closing"]).all()
        assert rollup.tables["reasons"]["children"].sum() == closing.sum()


@pytest.mark.long
def test_sqlite_and_duckdb_say_the_same_as_parquet(
    folder: Path, expected, children, tmp_path: Path
):
    kept = tmp_path / "it's.duckdb"
    with duckdb.connect(str(kept)) as connection:
        connection.execute(f"CREATE TABLE trẻ AS {ALL.format(folder)}")
    lite = tmp_path / "trẻ.sqlite"
    with closing(sqlite3.connect(lite)) as connection:
        names = list(children[0])
        connection.execute(f"CREATE TABLE persons ({', '.join(names)})")
        marks = ", ".join("?" * len(names))
        rows = [[_plain(c[n]) for n in names] for c in children]
        connection.executemany(f"INSERT INTO persons VALUES ({marks})", rows)
        connection.commit()
    for source in (Persons(str(kept), "trẻ"), Persons(str(lite))):
        assert as_text(rollups_of(folder, source)) == as_text(expected)


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture
def server(tmp_path_factory, children):
    """A PostgreSQL server of the test's own, on a free port of this computer."""
    pytest.importorskip("pg8000", reason="pg8000 (dophu[postgres]) is not installed")
    if not POSTGRES:
        pytest.skip("Debian's PostgreSQL is not installed")
    own = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    place = Path("/tmp") / f"dophu-postgres-{os.getpid()}"  # noqa: S108
    place.mkdir(mode=0o700)
    if own:
        shutil.chown(place, **own)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tools = POSTGRES[-1].parent
    data = str(place / "data")

    def run(*command: object) -> None:
        subprocess.run(
            [str(c) for c in command], check=True, cwd=place,
            stdout=subprocess.DEVNULL, **own,
        )  # fmt: skip

    try:
        run(tools / "initdb", "-D", data, "-A", "trust", "-U", "postgres")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {place}"
        run(
            tools / "pg_ctl",
            "-D",
            data,
            "-w",
            "-o",
            options,
            "-l",
            place / "log",
            "start",
        )
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            run(tools / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place)


def test_postgresql_says_the_same_as_parquet(folder, expected, children, server):
    from pg8000 import dbapi

    port = int(server.rpartition(":")[2].partition("/")[0])
    kinds = {"as_of": "date", "birth_from": "date", "birth_to": "date"}
    names = list(children[0])
    with closing(dbapi.connect("postgres", host="127.0.0.1", port=port)) as connection:
        cursor = connection.cursor()
        columns = ", ".join(f"{n} {kinds.get(n, 'text')}" for n in names)
        cursor.execute(f"CREATE TABLE persons ({columns})")
        marks = ", ".join(["%s"] * len(names))
        rows = [[c[n] for n in names] for c in children]
        cursor.executemany(f"INSERT INTO persons VALUES ({marks})", rows)
        connection.commit()
    assert as_text(rollups_of(folder, Persons(server))) == as_text(expected)
    with pytest.raises(DophuError, match="KV-18") as caught:
        scan_persons(Persons(server.replace("postgres@", "me:secret@"), "nowhere"))
    assert "secret" not in str(caught.value)


def test_spark_says_the_same_as_duckdb(folder: Path, expected):
    """On a standalone master and a worker of this computer."""
    pytest.importorskip("pyspark", reason="pyspark (dophu[spark]) is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    source = read_region(folder).persons
    assert source is not None
    found = rollups_of(folder, source, "spark", "local[2]")
    assert as_text(found) == as_text(expected)


@pytest.mark.parametrize(
    ("address", "name"), [("postgresql://h/d", "pg8000"), ("", "pyspark")]
)
def test_a_library_that_is_not_there_is_named(monkeypatch, address, name):
    for module in [m for m in sys.modules if m.partition(".")[0] == name]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(DophuError, match=r"KV-20.*dophu\["):
        scan_persons(Persons(address or "x"), "duckdb" if address else "spark")


def test_what_cannot_be_counted_by_is_named(folder: Path, tmp_path: Path):
    with pytest.raises(DophuError, match="KV-18"):
        scan_persons(Persons(str(tmp_path)))
    part = tmp_path / "part.parquet"
    kept = ", ".join(name for name in NEEDED if name != "status")
    duckdb.sql(f"SELECT {kept} {ALL.format(folder)}").write_parquet(str(part))
    with pytest.raises(DophuError, match="KV-19.*status"):
        scan_persons(Persons(str(part)))


@pytest.mark.long
def test_a_region_of_children_in_one_place_is_run(
    folder: Path, tmp_path: Path, expected
):
    outcome = run_region(folder, "", tmp_path / "reports")
    assert verify(outcome.edition) == []
    table = (outcome.edition / "tables" / "gaps.csv").read_text(encoding="utf-8-sig")
    gap = sum(int(line.split(",")[5]) for line in table.splitlines()[1:])
    assert gap == sum(int(r.tables["gaps"]["gap"].sum()) for r in expected.values())
    assert run_region(folder, str(LAST), tmp_path / "reports").reused


def test_what_region_toml_must_say_of_such_children(folder: Path, tmp_path: Path):
    text = (folder / "region.toml").read_text(encoding="utf-8")
    head = text[: text.index("[[age_groups]]")]
    for wrong, key in (
        (head, "age_groups"),
        (text.replace("deadline", "# deadline"), "region.deadline"),
        (text.replace("from_years = 6", 'from_years = "6"'), "age_groups.from_years"),
    ):
        (tmp_path / "region.toml").write_text(wrong, encoding="utf-8")
        with pytest.raises(DophuError, match=f"KV-0[45].*{key}"):
            read_region(tmp_path)
