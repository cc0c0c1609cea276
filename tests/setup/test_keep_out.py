"""Real campaigns stay out of git: before a commit they are named and it is refused."""

from __future__ import annotations

import json
import subprocess

import pytest

from docs.keep_out import kept_out, main, paths_of


def test_nothing_that_git_holds_is_to_be_kept_out():
    paths = paths_of("ls-files")
    assert len(paths) > 500
    assert kept_out(paths) == []


def notebook(metadata: dict, **cell: object) -> bytes:
    cells = [{"cell_type": "code", "metadata": cell, "source": ""}]
    return json.dumps({"cells": cells, "metadata": metadata}).encode()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("xã tôi/rosters/2024-07-18/thôn 1.txt", b""),
        ("xa/hamlets.csv", b""),
        ("Danh sach.XLSX", b""),
        ("data/sample/snapshots/2024-07-18/persons.parquet", b""),
        ("reports/99999/2024-07-18/run.json", b""),
        ("notebooks/out.ipynb", notebook({"papermill": {"parameters": {}}})),
        ("notebooks/a.ipynb", notebook({}, tags=["injected-parameters"])),
        ("notebooks/a.ipynb", notebook({}, papermill={"duration": 1})),
        ("notebooks/a.ipynb", notebook({"widgets": {}})),
        ("notebooks/a.ipynb", b"{"),
    ],
)
def test_a_commit_of_what_may_hold_children_is_refused(tmp_path, capsys, path, content):
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    (tmp_path / "lib" / "dophu" / "snapshots").mkdir(parents=True)
    (tmp_path / "lib" / "dophu" / "snapshots" / "a.py").write_text("")
    subprocess.run([*git, "add", "-f", "."], check=True)
    assert main([], tmp_path) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"not to be committed: {path}: ")
    subprocess.run([*git, "rm", "-q", "--cached", "--", path], check=True)
    assert main([], tmp_path) == 0
