"""Decisions that a later one overrules: the same asked twice, with two answers."""

from __future__ import annotations

from collections.abc import Sequence

from dophu.campaign.decisions import PERSON_ID, YES, Decision
from dophu.catalogue.issues import Issue
from dophu.text import comparison_key


def find_overruled(lines: Sequence[Decision]) -> list[Issue]:
    """Name the lines that no longer hold (TD-15): the last answer counts.

    Parameters
    ----------
    lines
        Those of ``decisions.csv``, in its order. Two ask the same where kind, file and
        value are the same, whatever their letter case; a pair of children in either
        order. A line for one file and one for all files both hold.

    Examples
    --------
    >>> lines = (Decision("status", "", "đợt 2", "applied", ("d.csv", "", "2")),
    ...          Decision("status", "", "Đợt 2", "not_yet", ("d.csv", "", "5")))
    >>> [(issue.code, issue.details) for issue in find_overruled(lines)]
    [('TD-15', {'line': '2', 'last': '5'})]
    """
    last = {_asked(line): line for line in lines}
    return [
        Issue("TD-15", *line.place, details={"line": line.place[2], "last": holds})
        for line in lines
        if _answer(line) != _answer(last[_asked(line)])
        for holds in [last[_asked(line)].place[2]]
    ]


def _asked(line: Decision) -> tuple[str, str, str]:
    if line.kind == "replaces":  # of two files just one can replace the other
        first, second = sorted(map(str.casefold, (line.file, line.value)))
        return line.kind, first, second
    ids = PERSON_ID.findall(line.value) if line.kind == "same_child" else []
    value = " ".join(sorted(ids)) or comparison_key(line.value)
    return line.kind, line.file.casefold(), value


def _answer(line: Decision) -> str:
    """Give what a line answers: of two files the newer."""
    if line.kind != "replaces":
        return line.decision
    return line.file.casefold() if line.decision in YES else ""
