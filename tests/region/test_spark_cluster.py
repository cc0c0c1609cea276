"""Spark with a master and two workers of their own, on this computer."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from dophu.sample import SampleSpec
from dophu.sample.persons import write_persons

HOST = "127.0.0.1"
COUNT = """
import sys
from datetime import date
from dophu.region.person_sources import scan_persons
from dophu.region.persons import count_units
from dophu.region.settings import read_region

region = read_region(sys.argv[1])
for engine in ("spark", "duckdb"):
    persons = scan_persons(region.persons, engine, sys.argv[2])
    for rollup in count_units(persons, region, date(2024, 7, 18)):
        for name, table in rollup.tables.items():
            print(engine, rollup.unit, name, table.to_csv(index=False).encode())
"""


def free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind((HOST, 0))
        return free.getsockname()[1]


@contextmanager
def running(home: Path, log: Path, *command: str):
    """Run a part of Spark, whose words go to a file, until the end of the block."""
    own = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST}
    with log.open("w") as words:
        process = subprocess.Popen(
            [str(home / "bin" / "spark-class"), *command], env=os.environ | own,
            stdout=words, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="parts of Spark are ended as on POSIX")
def test_a_cluster_says_the_same_as_duckdb(tmp_path: Path):
    pyspark = pytest.importorskip(
        "pyspark", reason="pyspark (dophu[spark]) is not installed"
    )
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    home = Path(pyspark.__file__).parent
    write_persons(SampleSpec(children=60, hamlets=3), 2, tmp_path / "many")
    port, package = free_port(), "org.apache.spark.deploy"
    address = f"spark://{HOST}:{port}"
    web = ("--host", HOST, "--webui-port")
    with ExitStack() as parts:
        log = tmp_path / "master.log"
        master = parts.enter_context(
            running(home, log, f"{package}.master.Master", *web, str(free_port()),
                    "--port", str(port))
        )  # fmt: skip
        while "ALIVE" not in log.read_text(encoding="utf-8"):
            assert master.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        for number in ("1", "2"):
            folder = tmp_path / f"worker{number}"
            parts.enter_context(
                running(home, tmp_path / f"{number}.log", f"{package}.worker.Worker",
                        address, *web, str(free_port()), "--cores", "1",
                        "--memory", "1500m", "--work-dir", str(folder))
            )  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", COUNT, str(tmp_path / "many"), address],
            capture_output=True, text=True, check=True,
            env=os.environ | {"SPARK_LOCAL_IP": HOST},
        )  # fmt: skip
    lines = done.stdout.splitlines()
    found = {
        engine: [line.removeprefix(engine) for line in lines if line.startswith(engine)]
        for engine in ("spark ", "duckdb ")
    }
    assert len(found["duckdb "]) == 2 * 6
    assert found["spark "] == found["duckdb "]
