"""Fixtures of all tests; property tests try the same cases in a gate."""

import os

import pytest
from hypothesis import settings

from tests.campaigns import Folder

settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")


@pytest.fixture
def folder(tmp_path) -> Folder:
    """A campaign folder with two hamlets and no lists, under a Vietnamese path."""
    return Folder(tmp_path / "Chiến dịch thẻ")
