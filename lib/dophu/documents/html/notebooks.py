"""Executed notebooks as pages: self-contained, offline, their code folded."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dophu.catalogue.about import About
from dophu.catalogue.sentences import say

if TYPE_CHECKING:
    from dophu.documents.html.exporter import PageExporter

_HEADING = re.compile(r"<h2(?:\s[^>]*)?>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")

FEW = 3
"""Headings of a page from which on it begins with a list of them."""


def write_notebook_page(notebook: Path, about: About) -> Path:
    """Write an executed notebook as a page beside it, ``<name>.html``.

    It begins with its contents; code is folded, and prompts and the cells of
    parameters are left out. Pictures keep their alternative text, and one without
    gets a sentence that says where its figures are. Nothing is fetched: the page
    forbids it.
    """
    import nbformat

    from dophu.documents.html.exporter import describe_pictures

    document = nbformat.read(notebook, as_version=4)
    _describe_pictures(document, about.say("picture"))
    banners = [about.say("internal")]
    if about.simulated:
        banners.insert(0, say("simulated", about.language))
    words: dict[str, Any] = {
        "title": _title(document) or notebook.stem,
        "skip": about.say("notebook_skip"),
        "back": about.say("notebook_back"),
        "code": about.say("notebook_code"),
        "table": about.say("notebook_table"),
        "banners": banners,
    }
    resources = {"dophu": words}
    text, _ = _exporter(about.language).from_notebook_node(document, resources)
    text = describe_pictures(text, about.say("picture"))
    text = _with_contents(text, about.say("notebook_contents"))
    path = notebook.with_suffix(".html")
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


@cache
def _exporter(language: str) -> PageExporter:
    """Make what writes a notebook as a page; its templates are compiled once."""
    # nbconvert takes a third of a second to import; the runner does so meanwhile.
    from dophu.documents.html.exporter import make_exporter

    return make_exporter(language)


def _with_contents(page: str, words: str) -> str:
    """Put a list of the page's headings before its content; few need none."""
    heads: list[str] = []

    def mark(found: re.Match[str]) -> str:
        heads.append(found[1])
        return f'<h2 id="part-{len(heads)}">{found[1]}</h2>'

    page = _HEADING.sub(mark, page)
    if len(heads) < FEW:
        return page
    items = "".join(
        f'<li><a href="#part-{number}">{_TAG.sub("", head)}</a></li>'
        for number, head in enumerate(heads, start=1)
    )
    start = '<main id="content" tabindex="-1">\n'
    nav = f'<nav aria-label="{words}"><p>{words}</p><ul>{items}</ul></nav>\n'
    return page.replace(start, start + nav, 1)


def _title(document: Any) -> str:
    for cell in document.cells:
        heading = re.match(r"#\s+(.+)", cell.source)
        if cell.cell_type == "markdown" and heading:
            return heading[1].strip()
    return ""


def _describe_pictures(document: Any, otherwise: str) -> None:
    for cell in document.cells:
        for output in cell.get("outputs", ()):
            for kind in output.get("data", {}):
                if kind.startswith("image/"):
                    about = output.setdefault("metadata", {}).setdefault(kind, {})
                    about.setdefault("alt", otherwise)
