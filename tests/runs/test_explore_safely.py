"""JupyterLab as the kit starts it: no network asked, nothing of the kit's changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dophu.cli import commands, main
from dophu.runs.graph import notebooks_folder
from dophu.runs.kernels import OWN, remove_left_over


def test_the_explorer_opens_a_copy_and_keeps_what_was_tried_in_it(folder, monkeypatch):
    started = []

    def run(command, **more):
        started.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(commands.subprocess, "run", run)
    assert main(["explore", str(folder.path)]) == 0
    copy = folder.path / "explore" / "90_explore.ipynb"
    assert str(copy) in started[0]
    assert copy.read_bytes() == (notebooks_folder() / copy.name).read_bytes()
    copy.write_text("{}", encoding="utf-8")
    assert main(["explore", str(folder.path)]) == 0
    assert copy.read_text(encoding="utf-8") == "{}"


def test_the_app_answers_this_computer_alone_and_who_has_its_token(
    folder, monkeypatch, capsys
):
    started = []

    def run(command, env, **more):
        started.append((command, env))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(commands.subprocess, "run", run)
    monkeypatch.setattr(commands, "find_spec", lambda name: None)
    assert main(["explore", str(folder.path), "--app"]) == 1
    assert "CH-32" in capsys.readouterr().err and not started
    monkeypatch.setattr(commands, "find_spec", lambda name: name)
    assert main(["explore", str(folder.path), "--app"]) == 0
    ((command, env),) = started
    assert command[1:3] == ["-m", "voila"]
    assert command[3] == str(folder.path / "explore" / "90_explore.ipynb")
    assert "--Voila.ip=127.0.0.1" in command
    assert "--Voila.auto_token=True" in command
    page = "voila/templates/dophu/index.html.j2"
    assert (Path(env["JUPYTER_PATH"].split(os.pathsep)[0]) / page).is_file()


def test_jupyterlab_takes_each_of_the_words_it_is_given():
    # Imported here: it asks yarn for its settings, in every process of tests.
    from jupyterlab.labapp import LabApp

    app = LabApp()
    app.parse_command_line(list(commands.LAB))
    assert app.news_url is None
    assert app.check_for_updates_class.__name__ == "NeverCheckForUpdate"
    assert app.extension_manager == "readonly"
    known = {f"--LabApp.{name}" for name in LabApp.class_traits()}
    words = {w.partition("=")[0] for w in commands.LAB if w.startswith("--LabApp")}
    assert words <= known


@pytest.mark.skipif(os.name != "posix", reason="asking for a process may end it")
def test_what_kernels_of_a_killed_run_left_is_removed(tmp_path, monkeypatch):
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gone, mine = (tmp_path / f"{OWN}{n}-x" for n in (int(done.stdout), os.getpid()))
    for path in (gone, mine, tmp_path / f"{OWN}x-y"):
        path.mkdir()
    remove_left_over()
    assert not gone.exists()
    assert mine.is_dir()
    shutil.rmtree(mine)
