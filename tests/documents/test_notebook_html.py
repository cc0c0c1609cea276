"""Notebooks as pages: prose and results, nothing fetched, every picture described."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dophu.documents.html.notebooks import write_notebook_page

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@pytest.fixture
def page(tmp_path, stated) -> str:
    """The page of a notebook with code, parameters, a table and two pictures."""
    pictures = [
        new_output("display_data", {"image/png": PIXEL}, metadata=about)
        for about in ({"image/png": {"alt": "Mô tả riêng"}}, {})
    ]
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# Còn <ai>\n\nLời dẫn."),
            new_code_cell("secret = 1", metadata={"tags": ["parameters"]}),
            new_code_cell("secret = 2", metadata={"tags": ["injected-parameters"]}),
            new_code_cell(
                "draw_everything('<a>')",
                outputs=[*pictures, new_output("stream", text="3 trẻ\n")],
            ),
        ]
    )
    path = tmp_path / "20_gaps.ipynb"
    nbformat.write(notebook, path)
    return write_notebook_page(path, stated().about).read_text(encoding="utf-8")


def test_code_is_folded_and_prompts_and_parameters_are_left_out(page):
    assert "Lời dẫn." in page and "3 trẻ" in page
    for hidden in ("secret", "In&nbsp;[", "Out["):
        assert hidden not in page
    folded = "<summary>Lệnh đã chạy</summary><pre>draw_everything('&lt;a&gt;')"
    assert page.count("<details") == 1
    assert folded in re.sub("&#(39|x27);", "'", page)
    assert "<details open" not in page


def test_a_page_of_several_parts_begins_with_its_contents(tmp_path, stated):
    def page_of(*heads: str) -> str:
        cells = [new_markdown_cell(f"## {head}\n\nLời.") for head in heads]
        path = tmp_path / "x.ipynb"
        nbformat.write(new_notebook(cells=[new_markdown_cell("# Tên"), *cells]), path)
        return write_notebook_page(path, stated().about).read_text(encoding="utf-8")

    page = page_of("Một", "Hai `b` & c", "Ba")
    items = re.findall(r'<li><a href="#(part-\d)">(.*?)</a></li>', page)
    assert items == [
        ("part-1", "Một"), ("part-2", "Hai b &amp; c"), ("part-3", "Ba"),
    ]  # fmt: skip
    assert [page.count(f'id="{part}"') for part, _ in items] == [1, 1, 1]
    assert page.index("<nav") < page.index("<h1")
    assert "<nav" not in page_of("Một", "Hai")


def test_every_picture_has_its_words_or_says_where_they_are(page):
    assert 'alt="Mô tả riêng"' in page
    assert 'alt="Biểu đồ; số liệu ở bảng' in page


def test_the_page_fetches_nothing_and_names_its_language_and_title(page):
    assert '<html lang="vi">' in page
    assert "<title>Còn &lt;ai&gt;</title>" in page
    assert "default-src 'none'; img-src data:" in page
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    assert "nội bộ" in page and "MÔ PHỎNG" in page
    assert '<a href="../index.html">' in page


def test_pictures_that_a_cell_writes_itself_have_words_too(tmp_path, stated):
    html = "<img src='data:,' title='x > alt=\"\"'><IMG\nsrc='data:,' alt=''/><image/>"
    cell = new_code_cell("x", outputs=[new_output("display_data", {"text/html": html})])
    path = tmp_path / "x.ipynb"
    nbformat.write(new_notebook(cells=[cell]), path)
    about = stated().about
    page = write_notebook_page(path, about).read_text(encoding="utf-8")
    assert page.count(f'<img alt="{about.say("picture")}" src') == 1
    assert "<IMG\nsrc='data:,' alt=''/><image/>" in page
