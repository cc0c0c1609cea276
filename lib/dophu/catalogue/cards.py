"""What a campaign and a date of it show of themselves: a few facts, no child's data."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from dophu.catalogue.sentences import say


def card_text(facts: Mapping[str, str], language: str) -> str:
    """Put facts, by key of the sentence that names them, into one line.

    Examples
    --------
    >>> card_text({"card_unit": "Xã Mẫu", "card_gate": "READY"}, "en")
    'Unit: Xã Mẫu; Gate: READY'
    """
    return "; ".join(f"{say(key, language)}: {fact}" for key, fact in facts.items())


def card_html(facts: Mapping[str, str], language: str) -> str:
    """Put facts into a small table for a notebook.

    Examples
    --------
    >>> card_html({"card_gate": "READY"}, "en")
    '<table><tbody><tr><th>Gate</th><td>READY</td></tr></tbody></table>'
    """
    rows = "".join(
        f"<tr><th>{escape(say(key, language))}</th><td>{escape(fact)}</td></tr>"
        for key, fact in facts.items()
    )
    return f"<table><tbody>{rows}</tbody></table>"
