"""What axe-core finds in the pages of an edition, in each look: nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dophu.runs.publishing import Asked, publish_edition
from tests.browser import LOOKS, find_faults, looked_at

pytestmark = pytest.mark.long


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_page_and_its_notebooks_have_no_fault(sample_week, browser, axe, look):
    pages = [
        sample_week.edition / "index.html",
        *sorted((sample_week.edition / "notebooks").glob("*.html")),
    ]
    assert len(pages) > 3
    for path in pages:
        with looked_at(browser, path, look) as page:
            assert not find_faults(page, axe), path.name


@pytest.fixture(scope="module")
def public_page(sample_week, tmp_path_factory) -> Path:
    """Publish the sample's week, and give its public page."""
    reports = tmp_path_factory.mktemp("công khai") / "reports"
    shutil.copytree(sample_week.home / "reports", reports)
    edition = reports / sample_week.edition.relative_to(sample_week.home / "reports")
    folder = publish_edition(edition, Asked()).folder
    return folder / f"{folder.name}.html"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_public_page_has_no_fault(public_page, browser, axe, look):
    with looked_at(browser, public_page, look) as page:
        assert not find_faults(page, axe)
