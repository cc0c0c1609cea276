"""A library that is gone is named, with what to do, by every command and the doctor."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from dophu.catalogue.issues import phrase
from dophu.cli import commands, main
from dophu.faults import missing_library
from dophu.reader.sandbox import Reader
from dophu.rosters.lists.opened_files import open_file
from dophu.runs import doctor_libraries, execute
from dophu.runs.doctor import check_part
from dophu.runs.execute import failure
from dophu.runs.job import Job
from dophu.runs.kernel import describe

SAMPLE = Path(__file__).parents[2] / "data" / "sample"

BARE = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "dophu":
            raise ModuleNotFoundError(name=name)

sys.meta_path.insert(0, Refuse())
from dophu.cli import main
from dophu.runs import doctor

# No other process is started: each would have the libraries.
sys.executable = "nowhere"
for words in (["--help"], ["doctor", sys.argv[2]], ["check", sys.argv[1]]):
    try:
        print("code", main([*words, *["--language", "en"][: 2 * (len(words) > 1)]]))
    except SystemExit as ended:
        print("code", ended.code)
"""
"""Commands where nothing is installed but Python and the kit."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bare")
    return subprocess.run(
        [sys.executable, "-c", BARE, str(SAMPLE), str(folder)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_without_any_library_help_and_doctor_have_words(bare):
    first, _, rest = bare.stdout.partition("code 0\n")
    assert "dophu check mytown" in first, bare.stderr
    told, _, _ = rest.partition("code 1\n")
    assert (
        "The charts' fonts were not looked at: the library PIL is missing"
        in " ".join(told.split())
    )
    assert "No Jupyter kernel was tried" in told
    assert "Files are written, renamed and deleted" in told
    assert "It cannot be used yet" in told


def test_without_any_library_a_command_names_one_and_what_to_do(bare):
    told = " ".join(bare.stderr.split())
    assert "CH-28 The library " in told and "make setup" in told
    assert "dophu doctor" in told
    assert not {"Traceback", "CH-11"} & set(told.split())


@pytest.fixture
def gone(tmp_path, monkeypatch):
    """Put a library in front that does not load."""

    def put(name: str) -> None:
        text = f"raise ModuleNotFoundError(name={name!r})\n"
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        paths = [str(tmp_path), os.environ.get("PYTHONPATH", "")]
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))

    return put


def test_what_reads_lists_says_which_library_it_lacks(gone, tmp_path):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write(0, 0, "Họ tên")
    path = tmp_path / "thôn.xlsx"
    path.write_bytes(content.getvalue())
    gone("python_calamine")
    with Reader() as reader:
        with pytest.raises(ModuleNotFoundError) as raised:
            open_file(path, reader)
        assert missing_library(raised.value) == "python_calamine"
        # What needs no library is read still, by a process of its own.
        assert reader.read(b"a,b\n1,2\n")[0].rows[0] == ["a", "b"]


def test_a_notebook_names_the_library_that_its_cell_lacks():
    lacks = ModuleNotFoundError(name="pandas.core")
    reported = json.loads(describe(lacks, type(lacks)))
    job = Job(Path("20_gaps.ipynb"), Path("out.ipynb"), {}, {})
    (issue,) = failure(job, reported).issues
    assert issue.details["what"] == phrase("a_library_missing", library="pandas")


@pytest.mark.parametrize(
    ("is_there", "stated"),
    [(False, "the library ipykernel is missing"), (True, "the computing process died")],
)
def test_without_ipykernel_no_kernel_died_of_memory(monkeypatch, is_there, stated):
    found = object() if is_there else None
    monkeypatch.setattr(execute, "find_spec", {"ipykernel": found}.get)
    job = Job(Path("20_gaps.ipynb"), Path("out.ipynb"), {}, {})
    assert stated in execute.died(job).say("en")


def test_a_library_that_does_not_load_is_named_with_what_it_lacks(gone, monkeypatch):
    gone("lxml")
    libraries = {"python-pptx": "", "tqdm": "", "lxml": ""}
    monkeypatch.setattr(doctor_libraries, "_requirements", libraries.items)
    check = doctor_libraries.check_loading()
    assert check.values["names"] == "python-pptx (lxml), lxml"
    lines = ["tqdm", "lxml"]  # of a process that died while it loaded
    assert doctor_libraries._not_loaded(lines, {}) == ["lxml (?)"]


def test_a_part_that_lacks_a_library_is_broken_and_names_it():
    def check() -> None:
        import nowhere.at_all  # noqa: F401

    found = check_part("fonts", check)
    assert (found.state, found.values) == ("problem", {"library": "nowhere"})


def test_the_explorer_names_jupyterlab_where_it_is_gone(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(commands, "find_spec", lambda name: None)
    monkeypatch.setattr(commands, "own_copy", lambda *_: tmp_path / "never")
    assert main(["explore", str(SAMPLE), "--language", "en"]) == 1
    assert "The library jupyterlab is missing" in " ".join(
        capsys.readouterr().err.split()
    )
