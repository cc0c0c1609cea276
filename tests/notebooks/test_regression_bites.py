"""The comparison of stored notebooks fails when a number changes, and only then."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.short_form import cases

ROOT = Path(__file__).parents[2]
LIB = ROOT / "lib" / "dophu"

MUTATIONS = {
    "a count off by one": (
        "tables/gaps.py",
        'table["gap"] = table["persons"] - table["enrolled"]',
        'table["gap"] = table["persons"] - table["enrolled"] + 1',
    ),
    "who is 6 today counted as under 6": (
        "ages.py",
        "oldest = years_before(as_of, below_years) + timedelta(days=1)",
        "oldest = years_before(as_of, below_years)",
    ),
    "two rows that cancel out": (
        "tables/gaps.py",
        "    return _with_gap(table)[list(GAP_COLUMNS)]\n",
        '    table.loc[[21, 24], "issued"] += pd.array([1, -1], dtype="Int64")\n'
        "    return _with_gap(table)[list(GAP_COLUMNS)]\n",
    ),
    "a chart drawn from half its data": (
        "charts/__init__.py",
        "from dophu.charts.ranked import draw_ranked\n",
        "from dophu.charts.ranked import draw_ranked as _draw\n\n\n"
        "def draw_ranked(gaps, about):\n"
        "    return _draw(gaps.head(len(gaps) // 2), about)\n",
    ),
}


def compare(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run nbval on the notebooks in the copy, with the copy of the package."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "lib")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "dophu.runs.lean", "--nbval"]
    command += [
        "--nbval-current-env",
        "--rootdir",
        str(folder),
        "-p",
        "no:cacheprovider",
    ]
    return subprocess.run(
        [*command, str(folder / "notebooks")],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path, sample_week) -> Path:
    """Copy the package, the sample and a stored notebook to a folder of their own.

    With what is compiled, which Python leaves aside where its source is changed, and
    with what is read, which is read again where what reads it is changed.
    """
    shutil.copytree(LIB, tmp_path / "lib" / "dophu")
    shutil.copytree(sample_week.campaign, tmp_path / "data" / "sample")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "20_gaps.ipynb", tmp_path / "notebooks")
    return tmp_path


@pytest.mark.parametrize("name", cases(MUTATIONS, 1, 1))
@pytest.mark.long
def test_a_planted_fault_in_the_package_is_caught(name, copy):
    file, right, wrong = MUTATIONS[name]
    path = copy / "lib" / "dophu" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    run = compare(copy)
    assert run.returncode == 1, run.stdout
    assert "Cell outputs differ" in run.stdout


@pytest.mark.long
def test_a_digit_changed_in_a_stored_output_is_caught_and_nothing_in_the_same(copy):
    path = copy / "notebooks" / "20_gaps.ipynb"
    text = path.read_text(encoding="utf-8")
    assert text.count("gap 1472") == 1
    changed = path.with_name("21_changed.ipynb")
    changed.write_text(text.replace("gap 1472", "gap 1473"), encoding="utf-8")
    run = compare(copy)
    assert run.returncode == 1, run.stdout
    assert "Cell outputs differ" in run.stdout
    failed = re.findall(r"^FAILED (\S+)::", run.stdout, re.M)
    assert [Path(name).name for name in failed] == [changed.name], run.stdout
    cells = sum(cell["cell_type"] == "code" for cell in json.loads(text)["cells"])
    assert f"1 failed, {2 * cells - 1} passed" in run.stdout
