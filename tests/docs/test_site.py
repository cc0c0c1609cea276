"""The docs build as a site: every page in it, every link whole, nothing fetched."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

pytestmark = pytest.mark.long  # Sphinx takes twenty seconds


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    # -W: a link or an anchor that leads nowhere ends the build.
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going"]
    run = subprocess.run(
        [*command, str(DOCS), str(folder)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return folder


def test_every_page_is_in_the_site_and_in_its_table_of_contents(site):
    pages = [
        p.relative_to(DOCS) for p in (*DOCS.glob("*.md"), *DOCS.glob("howto/*.md"))
    ]
    index = (site / "index.html").read_text(encoding="utf-8")
    for page in pages:
        if not page.stem.endswith("_head"):  # of a page that is generated
            name = page.with_suffix(".html").as_posix()
            assert (site / name).is_file(), name
            assert f'href="{name}"' in index or page.stem == "index", name


def test_nothing_is_fetched_from_elsewhere(site):
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        fetched = re.findall(r'<(?:script|img|iframe)[^>]+src="([^"]+)"', text)
        fetched += re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', text)
        assert fetched and not [u for u in fetched if re.match(r"(https?:)?//", u)]


def test_the_pages_included_and_generated_have_their_words(site):
    words = {"data": "hamlet_id", "glossary": "clerical", "changes": "Changelog",
             "api": "dophu.show", "commands": "--as-of", "rules": "29/2"}  # fmt: skip
    for page, word in words.items():
        assert word in (site / f"{page}.html").read_text(encoding="utf-8"), page
