"""The docs as a site: `make docs` builds it offline into build/docs."""

from typing import Any

from pygments.lexers.special import TextLexer

from dophu import __version__

project = "dophu"
release = __version__
extensions = ["myst_parser"]
# Heads of pages that are generated.
exclude_patterns = ["data_head.md", "speed_head.md", "words_head.md"]
html_theme = "furo"
html_title = f"dophu {release}"
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False
myst_heading_anchors = 2
"""Headings are linked to by their words, as where the pages are read as they stand."""
pygments_style = "friendly"
nitpicky = True


def setup(app: Any) -> None:
    """Show CSV as plain text: Pygments has no lexer of it."""
    app.add_lexer("csv", TextLexer)
