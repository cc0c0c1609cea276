"""Texts of a status that look understood and are not: notes, doses of several."""

from __future__ import annotations

import re

from dophu.catalogue.vocabulary import Vocabulary

_NOTED = re.compile(r"\w *\(?\*+\)?$")
"""A mark of a note: what stands below the list says what the cell means."""

_DOSES = re.compile(r"(?<![\d/.-])[0-3] ?/ ?[23](?![\d/.-])")
"""Doses of those that there are, or a day: "1/2"."""


def is_left_open(text: str, vocabulary: Vocabulary) -> bool:
    """Test whether a text leaves open what it says, whatever its words are.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT, shipped
    >>> [is_left_open(t, shipped("measles")) for t in ("đã tiêm 1/2", "đã tiêm 1/7")]
    [True, False]
    >>> is_left_open("đã làm 1/2", DEFAULT), is_left_open("đã làm (*)", DEFAULT)
    (False, True)
    """
    if text.endswith(("*", "*)")) and _NOTED.search(text):
        return True
    has_doses = "/" in text and bool(vocabulary.tables["paper"]["weak"])
    return has_doses and _DOSES.search(text) is not None
