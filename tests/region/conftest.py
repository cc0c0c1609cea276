"""A region of two small units, and its reports."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from dophu.region.running import run_region
from dophu.sample import SampleSpec, write_region
from tests.region.story import Story

AS_OF = "2024-07-18"
NO_HAMLETS = "hamlet_id,nonsense\nH01,x\n"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write_region(SampleSpec(children=40, hamlets=2), 2, folder)
    return folder


@pytest.fixture
def region(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "region"))


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Run the region, once however many processes test."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    region, reports = shared / "vùng", shared / "báo cáo vùng"
    kept = shared / "vùng.pickle"
    with FileLock(shared / "vùng.lock"):
        if not kept.is_file():
            write_region(SampleSpec(children=40, hamlets=2), 2, region)
            hamlets = region / "units" / "90002" / "hamlets.csv"
            content = hamlets.read_bytes()
            hamlets.write_text(NO_HAMLETS, encoding="utf-8")
            steps: list[tuple[int, int]] = []
            first = run_region(
                region, AS_OF, reports, workers=2,
                progress=lambda _, *at: steps.append(at),
            )  # fmt: skip
            hamlets.write_bytes(content)
            whole = run_region(region, AS_OF, reports, workers=1)
            kept.write_bytes(pickle.dumps((first, whole, steps)))
    return Story(region, reports, *pickle.loads(kept.read_bytes()))
