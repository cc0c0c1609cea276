"""An office: a campaign, notebooks and reports in folders of their own."""

from __future__ import annotations

import pytest

from tests.runs.offices import Office


@pytest.fixture(scope="session")
def make_office(tmp_path_factory, warm):
    """Make offices that outlive a test."""
    return lambda: Office(tmp_path_factory.mktemp("văn phòng"))


@pytest.fixture
def office(tmp_path, warm) -> Office:
    """A campaign of three children with notebooks that take a second or two."""
    return Office(tmp_path)
