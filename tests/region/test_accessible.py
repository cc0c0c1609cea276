"""What axe-core finds in a region's page, its notebook's and its site: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dophu.region.settings import read_region
from dophu.region.site import write_site
from tests.browser import LOOKS, find_faults, looked_at
from tests.region.story import Story

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def pages(browser, request, tmp_path_factory) -> list[Path]:
    """Give the pages of the region's edition and of its site.

    The region is run only where there is a browser to look at it.
    """
    story: Story = request.getfixturevalue("story")
    edition = story.whole.edition
    folder = tmp_path_factory.mktemp("site") / "trang"
    write_site(read_region(story.region), edition, story.reports, folder)
    return [*sorted(edition.rglob("*.html")), *sorted(folder.rglob("*.html"))]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_pages_of_a_region_have_no_fault(pages, browser, axe, look):
    assert len(pages) >= 6
    for path in pages:
        with looked_at(browser, path, look) as page:
            assert not find_faults(page, axe), path
