"""What writes an executed notebook as a page: nbconvert's, without a second parse.

nbconvert reads each page it has written once more as HTML, to mark what its own
templates have and the kit's has not: two thirds of the time that a page takes.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from traitlets.config import Config

TEMPLATES = Path(__file__).with_name("templates")

HIDDEN = ("parameters", "injected-parameters", "remove-cell")
"""Tags of cells that are not for readers."""

# Values in quotes are stepped over: a ">" in them ends no tag.
_PICTURE = re.compile(
    r"""<img(?!(?:[^>"']|"[^"]*"|'[^']*')*?\salt\s*=)(?=[\s/>])""", re.IGNORECASE
)
"""The start of a picture that has no alternative text, not even an empty one."""


class PageExporter(HTMLExporter):
    """Renders the template and leaves it at that."""

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Give the page of a notebook, and what was known of it."""
        resources = self._init_resources(resources)
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))
        self.register_filter(
            "highlight_code", Highlight2HTML(pygments_lexer=lexer, parent=self)
        )
        self.register_filter(
            "filter_data_type",
            WidgetsDataTypeFilter(
                notebook_metadata=self._nb_metadata, parent=self, resources=resources
            ),
        )
        # Past HTMLExporter's own, which parses the page again.
        return super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)


def make_exporter(language: str) -> PageExporter:
    """Make an exporter with the kit's template, for pages in a language."""
    own = {
        "template_name": "notebook",
        "extra_template_basedirs": [str(TEMPLATES)],
        "exclude_input_prompt": True,
        "exclude_output_prompt": True,
        "exclude_anchor_links": True,
        "language_code": language,
        # These alone: a dozen that do nothing are each followed by a validation.
        "default_preprocessors": [],
        "preprocessors": [
            "nbconvert.preprocessors.TagRemovePreprocessor",
            "nbconvert.preprocessors.HighlightMagicsPreprocessor",
        ],
        # One validation at the end, not one after every preprocessor.
        "optimistic_validation": True,
    }
    removed = {"remove_cell_tags": HIDDEN}
    return PageExporter(
        config=Config({"PageExporter": own, "TagRemovePreprocessor": removed})
    )


def describe_pictures(page: str, otherwise: str) -> str:
    """Give pictures of a page that have no alternative text a sentence.

    Examples
    --------
    >>> describe_pictures('<img src="a"><img alt="" src="b"/>', "See the table.")
    '<img alt="See the table." src="a"><img alt="" src="b"/>'
    """
    words = escape(otherwise)
    return _PICTURE.sub(lambda found: f'{found[0]} alt="{words}"', page)
