"""The doctor finds what is broken, says what to do, and answers by its exit code."""

from __future__ import annotations

from collections import namedtuple
from importlib import metadata
from pathlib import Path

import pytest

from dophu.catalogue import typeface
from dophu.catalogue.sentences import SENTENCES
from dophu.cli import main
from dophu.runs import doctor, doctor_libraries
from dophu.runs.doctor import OK, PROBLEM, WARNING, Check
from dophu.runs.screen import WIDTH

Usage = namedtuple("Usage", "total used free")


@pytest.mark.long
def test_an_installation_that_tests_run_in_is_whole(tmp_path, capsys):
    code = main(["doctor", str(tmp_path), "--language", "en"])
    out = capsys.readouterr().out
    assert code in (0, 2), out
    assert "  ok: A Jupyter kernel starts and computes" in out
    assert max(map(len, out.splitlines())) <= WIDTH
    assert list(tmp_path.iterdir()) == [], "it leaves nothing behind"


@pytest.mark.parametrize(
    ("states", "code"),
    [((OK, OK), 0), ((OK, WARNING), 2), ((WARNING, PROBLEM, OK), 1)],
)
def test_the_worst_state_is_the_exit_code(states, code):
    assert doctor.exit_code([Check(state, "doctor_fonts") for state in states]) == code


@pytest.mark.parametrize(
    ("version", "wanted", "holds"),
    [("3.11.0", "<3.14,>=3.11", True), ("3.14.0", "<3.14,>=3.11", False),
     ("3.10.9", ">=3.11", False), ("2", "~=2.0", True), ("26.3rc1", ">=26.3", True),
     ("1.9", "!=1.9", False), ("1.0", "", True)],
)  # fmt: skip
def test_versions_are_compared_by_their_numbers(version, wanted, holds):
    assert doctor_libraries.is_within(version, wanted) == holds


def test_a_library_that_is_missing_or_too_old_is_named(monkeypatch):
    versions = {"duckdb": "0.1", "narwhals": ""}
    real = doctor_libraries._installed
    monkeypatch.setattr(
        doctor_libraries, "_installed", lambda n: versions.get(n, real(n))
    )
    check = doctor_libraries.check_packages()
    assert (check.state, check.todo) == (PROBLEM, "doctor_packages_todo")
    assert check.values["names"] == "duckdb 0.1, narwhals –"


def test_a_library_whose_files_are_gone_or_cut_is_named(tmp_path, monkeypatch):
    package = tmp_path / "mauthu"
    package.mkdir()
    about = tmp_path / "mauthu-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: mauthu\nVersion: 1\n")
    record = ["mauthu/__init__.py,,9", "mauthu/big.so,,4", "mauthu/x.pyc,,3",
              "../../bin/mauthu,,7", "mauthu-1.dist-info/RECORD,,"]  # fmt: skip
    (about / "RECORD").write_text("\n".join(record))
    (package / "__init__.py").write_text("x = 1234\n")
    (package / "big.so").write_text("four")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(doctor_libraries, "_requirements", lambda: [("mauthu", "")])
    assert doctor_libraries.check_files().state == OK
    (package / "big.so").write_text("fo")
    (package / "__init__.py").unlink()
    check = doctor_libraries.check_files()
    assert (check.state, check.values["names"]) == (PROBLEM, "mauthu (2)")


def test_a_kit_that_is_not_installed_is_a_problem_and_no_crash(monkeypatch):
    def gone(_name):
        raise metadata.PackageNotFoundError

    for name in ("metadata", "requires", "version"):
        monkeypatch.setattr(doctor_libraries.metadata, name, gone)
    assert doctor_libraries.check_packages().state == PROBLEM
    assert doctor_libraries.check_python().state == OK


def test_versions_other_than_the_locked_ones_are_reported(tmp_path):
    lock = tmp_path / "uv.lock"
    lock.write_text('[[package]]\nname = "duckdb"\nversion = "0.0.1"\n', "utf-8")
    check = doctor_libraries.check_lock(lock)
    assert check.state == WARNING and "duckdb" in check.values["names"]
    assert doctor_libraries.check_lock(tmp_path / "none").state == OK


def test_a_font_that_is_gone_is_named(monkeypatch):
    typeface._face.cache_clear()
    typeface._advance.cache_clear()
    typeface._em_width.cache_clear()
    with monkeypatch.context() as patch:
        patch.setitem(typeface.FILES, True, Path("nowhere/NotoSans-Bold.ttf"))
        check = doctor.check_fonts()
    typeface._em_width.cache_clear()
    assert (check.state, check.values["names"]) == (PROBLEM, "NotoSans-Bold.ttf")


def test_a_folder_that_is_a_file_cannot_be_written_to(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("", encoding="utf-8")
    assert doctor.check_write(file).state == PROBLEM
    assert doctor.check_write(tmp_path / "none").state == PROBLEM
    assert doctor.check_long_paths(file).state == WARNING


@pytest.mark.parametrize(
    ("free", "state"), [(50 * 2**30, OK), (2**29, WARNING), (2**20, PROBLEM)]
)
def test_a_disk_that_is_nearly_full_is_reported(monkeypatch, tmp_path, free, state):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: Usage(0, 0, free))
    assert doctor.check_disk(tmp_path / "not" / "yet").state == state


def test_a_kernel_that_does_not_start_is_reported_with_the_kind_of_error(monkeypatch):
    def fail(**_given):
        raise RuntimeError("Kernel died")

    monkeypatch.setattr("jupyter_client.manager.start_new_kernel", fail)
    check = doctor.check_kernel(1)
    assert (check.state, check.values) == (PROBLEM, {"why": "RuntimeError"})


def test_whatever_is_wrong_says_what_to_do():
    keys = {key for key in SENTENCES if key.startswith("doctor_")}
    bad = {key.removesuffix("_bad") for key in keys if key.endswith("_bad")}
    shared = {"doctor_fonts", "doctor_notebooks"}  # their files come with the kit
    assert bad and {f"{key}_todo" for key in bad - shared} <= keys
