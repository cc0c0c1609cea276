"""Parts of a Word document that are made once and copied, their words alone new.

To make a table of three lines takes python-docx thirty times as long as to copy one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

from dophu.documents.docx.tables import is_plain

TEXT, CAPTION = qn("w:t"), qn("w:tblCaption")


class Moulds:
    """Writes parts at the end of ``document``, by copies of those made before."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._made: dict[Hashable, list[Any]] = {}

    def write(
        self,
        kind: Hashable,
        texts: Sequence[str],
        make: Callable[[], object],
        caption: str = "",
    ) -> None:
        """Write a part as the one of its kind was made, or make it.

        Parameters
        ----------
        kind
            What the part's looks hang on: parts of one kind differ in their words only.
        texts
            The words in their order, a text for each run that has any.
        make
            Writes the part at the end of the document. It is called for the first of
            a kind, and wherever a text is more than the words that stand in it, such
            as one of two lines.
        caption
            What a table says of itself.
        """
        are_plain = all(map(is_plain, texts))
        if kind in self._made and are_plain:
            self._copy(self._made[kind], texts, caption)
            return
        before = len(self._body)
        make()
        # The last element is the page's own.
        made = self._body[before - 1 : -1]
        if are_plain and [e.text for part in made for e in part.iter(TEXT)] == [*texts]:
            self._made[kind] = deepcopy(made)

    def _copy(self, parts: list[Any], texts: Sequence[str], caption: str) -> None:
        page, words = self._body[-1], iter(texts)
        for part in deepcopy(parts):
            for element in part.iter(TEXT, CAPTION):
                if element.tag == TEXT:
                    element.text = next(words)
                else:
                    element.set(qn("w:val"), caption)
            page.addprevious(part)
