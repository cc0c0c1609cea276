"""An office: a campaign, notebooks and reports in folders of their own."""

from __future__ import annotations

import os
import pickle
import shutil

import pytest
from filelock import FileLock

from dophu.runs.weekly import run_week
from tests.runs.offices import Office


@pytest.fixture(scope="session")
def make_office(tmp_path_factory, warm):
    """Make offices that outlive a test."""
    return lambda: Office(tmp_path_factory.mktemp("văn phòng"))


def run_once(factory, name: str, day: str = "", earlier: tuple[str, ...] = ()):
    """Publish a week of an office, once however many processes test.

    Returns the office, which is not to be changed, the outcome, and the steps told.
    """
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    home, reported = shared / name, shared / f"{name}.pickle"
    with FileLock(shared / f"{name}.lock"):
        office = Office(home)
        if not reported.is_file():
            for before in earlier:
                office.roster(before, *office.children)
            steps = []
            outcome = run_week(
                office.campaign, day, office.reports, office.notebooks,
                progress=lambda *step: steps.append(step),
            )  # fmt: skip
            reported.write_bytes(pickle.dumps((outcome, steps)))
    return office, *pickle.loads(reported.read_bytes())


def copy_of(office: Office, folder) -> Office:
    """Copy an office, to go on with."""
    home = office.campaign.parent
    return Office(shutil.copytree(home, folder / home.name))


@pytest.fixture(scope="session")
def published(tmp_path_factory, warm):
    """An office with its one week published, the outcome and the steps."""
    return run_once(tmp_path_factory, "văn phòng")


@pytest.fixture
def published_office(published, tmp_path) -> Office:
    """A copy of an office with its one week published."""
    return copy_of(published[0], tmp_path)


@pytest.fixture(scope="session")
def published_before(tmp_path_factory, warm):
    """An office with lists of two weeks, of which the first is published."""
    day = "2024-07-11"
    return run_once(tmp_path_factory, "văn phòng tuần trước", day, (day,))


@pytest.fixture
def second_week(published_before, tmp_path) -> Office:
    """A copy of that office, before its second week."""
    return copy_of(published_before[0], tmp_path)


@pytest.fixture
def office(tmp_path, warm) -> Office:
    """A campaign of three children with notebooks that take a second or two."""
    return Office(tmp_path)
