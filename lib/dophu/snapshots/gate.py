"""The gate of a date: whether its lists may be published as they are."""

from __future__ import annotations

from collections.abc import Iterable

from dophu.catalogue.issues import Issue


def gate(issues: Iterable[Issue]) -> str:
    """Give the gate that issues open: ``BLOCKED`` by an error, ``REVIEW`` by a warning.

    A hamlet that sent no list is a warning of its own (TD-06, TD-07), so it needs no
    rule here. What a page prints and what run.json holds is this one.

    Examples
    --------
    >>> gate([]), gate([Issue("TD-07", details={"hamlet": "Tổ 1"})])
    ('READY', 'REVIEW')
    """
    severities = {issue.severity for issue in issues}
    if "error" in severities:
        return "BLOCKED"
    return "REVIEW" if "warning" in severities else "READY"
