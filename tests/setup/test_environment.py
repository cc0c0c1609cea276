"""environment.yml, pyproject.toml and uv.lock say one thing; what they install runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

CONDA = [entry for entry in ENVIRONMENT["dependencies"] if isinstance(entry, str)]
PIP = [entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict)]


def test_conda_gives_python_and_pip_and_this_project_gives_the_rest():
    assert ENVIRONMENT["name"] == PROJECT["name"]
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]
    assert [Requirement(entry).name for entry in CONDA] == ["python", "pip"]
    assert PIP == [["."]]


def test_the_range_of_pythons_is_the_same_everywhere():
    python = Requirement(CONDA[0]).specifier
    assert python == SpecifierSet(PROJECT["requires-python"])
    assert python == SpecifierSet(LOCK["requires-python"])
    assert all(version in python for version in ("3.11.0", "3.12.1", "3.13.9"))


def test_every_dependency_admits_the_version_that_is_locked():
    locked: dict[str, list[str]] = {}
    for package in LOCK["package"]:
        locked.setdefault(package["name"], []).append(package.get("version", ""))
    for entry in PROJECT["dependencies"]:
        requirement = Requirement(entry)
        versions = locked[requirement.name]
        assert versions and all(v in requirement.specifier for v in versions), entry


@pytest.mark.parametrize(
    "name", ["jupyterlab", "pandas", "matplotlib", "ipywidgets", "papermill", "nbval"]
)
def test_the_packages_of_the_brief_are_real_dependencies(name):
    assert name in {Requirement(entry).name for entry in PROJECT["dependencies"]}


@pytest.mark.long
def test_what_the_pip_part_installs_runs_the_sample(tmp_path):
    """In a new environment, from another folder, as an analyst with conda would."""
    home = tmp_path / "môi trường"
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", str(home)], check=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    (what,) = PIP[0]
    install = [*uv, "pip", "install", "--quiet", "--python", str(python), what]
    subprocess.run(install, check=True, cwd=ROOT)
    campaign, reports = tmp_path / "mẫu", tmp_path / "báo cáo"
    subprocess.run([scripts / "dophu", "sample", campaign], check=True, cwd=tmp_path)
    run = subprocess.run(
        [scripts / "dophu", "run", campaign, "--reports", reports],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    (latest,) = reports.rglob("latest.txt")
    assert latest.read_text(encoding="utf-8").strip() == "2024-07-18"
