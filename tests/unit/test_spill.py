"""What does not fit into memory is written where nobody else can read it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dophu import engine

SPILL = """
import os
from dophu.engine import connect
with connect() as connection:
    connection.execute("SET memory_limit = '25MB'")
    connection.execute("SET threads = 1")
    rows = "SELECT 'Canary ' || md5(i::text) AS name FROM range(800000) r(i)"
    connection.execute(f"CREATE TEMP TABLE t AS {rows}")
    os._exit(7)  # killed in the midst
"""


@pytest.fixture
def home(tmp_path, monkeypatch, umask_0) -> Path:
    """A folder for what is cached, whatever the umask."""
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="rights and processes of POSIX")
def test_it_is_closed_to_others_and_what_a_killed_process_left_is_removed(home):
    work = home / "work"
    work.mkdir()
    done = subprocess.run([sys.executable, "-c", SPILL], cwd=work)
    assert done.returncode == 7
    assert not [*work.iterdir()]  # DuckDB's own choice is .tmp, here
    folder = home / "cache" / "dophu" / "spill"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert any(b"Canary" in path.read_bytes() for path in left)
    (folder / "no number").mkdir()
    assert engine.spill_folder() == str(folder / str(os.getpid()))
    assert [path.name for path in folder.iterdir()] == ["no number"]


def test_without_a_folder_of_ones_own_nothing_is_written(home, monkeypatch):
    (home / "cache").write_text("in the way")
    assert engine.spill_folder() == ""
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "other"))
    monkeypatch.setattr(os, "getuid", lambda: 12345, raising=False)
    assert os.name != "posix" or engine.spill_folder() == ""
