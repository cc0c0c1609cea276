"""A region of two small units."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dophu.sample import SampleSpec, write_region

AS_OF = "2024-07-18"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write_region(SampleSpec(children=40, hamlets=2), 2, folder)
    return folder


@pytest.fixture
def region(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "region"))
