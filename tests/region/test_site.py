"""A region's site: pages of its editions, links that lead somewhere, no lists."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dophu.catalogue.issues import DophuError
from dophu.region.settings import read_region
from dophu.region.site import write_site
from tests.region.story import Story

AS_OF = "2024-07-18"

pytestmark = pytest.mark.long  # a region is run


class Links(HTMLParser):
    """Collects what a page links, and what it would fetch."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes) -> None:
        for name, value in attributes:
            if tag == "a" and name == "href":
                self.links.append(value)
            elif name in ("src", "href") and not value.startswith(("#", "data:")):
                self.fetched.append(value)


@pytest.fixture
def published(story: Story) -> tuple[Path, Path]:
    """The reports of a region of two units, and its edition."""
    return story.reports, story.whole.edition


def test_a_site_has_a_page_a_unit_and_every_link_leads_somewhere(
    story: Story, published: tuple[Path, Path], tmp_path: Path
):
    reports, edition = published
    folder = tmp_path / "trang"
    made_site = write_site(read_region(story.region), edition, reports, folder)
    assert made_site.pages == 2
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*"))
    units = ["90", "90001", "90002"]
    assert files == [*(f"{u}/index.html" for u in units), "index.html", "site.json"]
    for page in folder.rglob("*.html"):
        found = Links(page)
        assert found.fetched == []
        assert found.links
        for link in (link for link in found.links if not link.startswith("#")):
            assert (page.parent / link).is_file(), (page, link)
        text = page.read_text(encoding="utf-8")
        assert "nội bộ" in text and "MÔ PHỎNG" in text
        assert "default-src 'none'" in text
    first = (folder / "index.html").read_text(encoding="utf-8")
    gap = sum(
        int(line.split(",")[5])
        for line in (edition / "tables" / "gaps.csv")
        .read_text(encoding="utf-8-sig")
        .splitlines()[1:]
    )
    total = re.search(r'<tr class="total">.*?</tr>', first, re.DOTALL)
    assert total and f"<td>{gap}</td>" in total[0]


def test_a_site_takes_the_place_of_the_one_before_and_of_nothing_else(
    story: Story, published: tuple[Path, Path], tmp_path: Path
):
    reports, edition = published
    region = read_region(story.region)
    folder = tmp_path / "trang"
    write_site(region, edition, reports, folder)
    (folder / "90001" / "index.html").write_text("old", encoding="utf-8")
    write_site(region, edition, reports, folder, "en")
    assert "For internal use" in (folder / "index.html").read_text(encoding="utf-8")
    assert (folder / "90001" / "index.html").stat().st_size > 1000
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("a", encoding="utf-8")
    with pytest.raises(DophuError, match="KV-17"):
        write_site(region, edition, reports, other)
    assert [p.name for p in other.iterdir()] == ["a.txt"]
    assert [p.name for p in tmp_path.glob(".*")] == []


def test_an_edition_that_was_changed_is_not_shown(
    story: Story, published: tuple[Path, Path], tmp_path: Path
):
    reports, edition = published
    copy = Path(shutil.copytree(reports, tmp_path / "báo cáo"))
    page = copy / "90001" / AS_OF / "index.html"
    page.write_bytes(page.read_bytes() + b"<!-- changed -->")
    folder, edition = tmp_path / "trang", copy / edition.relative_to(reports)
    assert write_site(read_region(story.region), edition, copy, folder).pages == 1
    stated = json.loads((folder / "site.json").read_text(encoding="utf-8"))
    assert stated["units"] == {"90": edition.name, "90002": AS_OF}
    first = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="90001/' not in first and "Xã Mẫu 1" in first
