"""The pages' blocks run: files are read, commands end well, Python holds."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from dophu.cli import main
from tests.short_form import cases

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
RUN = [DOCS / "tutorial.md", *sorted(DOCS.glob("howto/*.md"))]
PAGES = [*RUN, DOCS / "huong-dan.md"]  # whose blocks are those of the tutorial
BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```",
    re.M | re.S,
)


def blocks(page):
    return list(BLOCK.finditer(page.read_text(encoding="utf-8")))


def write_files(page, folder):
    for block in blocks(page):
        if block["file"]:
            path = folder / block["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block["text"], encoding="utf-8")


def make_campaign():
    """Run the tutorial's first command, whose campaign the other pages go on with."""
    shell = [b for b in blocks(DOCS / "tutorial.md") if b["language"] == "sh"]
    assert main(shlex.split(shell[0]["text"])[1:]) in (0, 2)


@pytest.mark.parametrize("page", cases(RUN, 0), ids=lambda page: page.stem)
def test_every_block_of_a_page_runs(page, tmp_path, monkeypatch, sample_week):
    monkeypatch.chdir(tmp_path)
    write_files(DOCS / "tutorial.md", tmp_path)
    if "data/sample" in page.read_text(encoding="utf-8"):
        shutil.copytree(sample_week.campaign, tmp_path / "data" / "sample")
    if "reports/99999" in page.read_text(encoding="utf-8"):
        shutil.copytree(sample_week.home / "reports", tmp_path / "reports")
    if page.stem != "tutorial":
        make_campaign()
    write_files(page, tmp_path)
    names = {}
    for block in blocks(page):
        if block["language"] == "python":
            exec(compile(block["text"], page.name, "exec"), names)
        elif block["language"] == "sh":
            for line in block["text"].splitlines():
                command, *words = shlex.split(line)
                assert command == "dophu", line
                assert main(words) in (0, 2), line
        else:
            assert block["file"], f"{page.name}: a block that nothing reads"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_proves_what_it_says(page):
    assert any("assert " in block["text"] for block in blocks(page)), page.name


def test_the_vietnamese_tutorial_has_the_same_blocks():
    ours, theirs = (
        [block.groups() for block in blocks(DOCS / f"{name}.md")]
        for name in ("tutorial", "huong-dan")
    )
    assert ours == theirs
