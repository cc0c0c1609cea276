"""Messages that somebody has looked at, where the count may stay as the kit made it.

A list cannot always be mended, and what was asked has then an answer all the same: it
is right so. The line for it names the message: its code, and a mark of what it says
and of the list that it is about, so that what was not looked at yet is put again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from dophu.campaign.csv_text import as_line
from dophu.campaign.decisions import Decision
from dophu.campaign.file_patterns import is_of_file
from dophu.catalogue.issues import Issue, catalogue
from dophu.text import clean_text, comparison_key

KIND, ACCEPTED = "issue", "accepted"
"""The kind of the decision, and the only answer that it has."""

STANDING = "standing"
"""Of codes that a sender's lists have every week: the line has no mark and holds on."""


def settle_accepted(
    issues: Iterable[Issue], lines: Iterable[Decision], lists: Mapping[str, str]
) -> list[Issue]:
    """Give each message that can be accepted its line, or take it for accepted.

    Parameters
    ----------
    issues
        Those of a date. One that was accepted is told as TD-24, an ``info`` at the same
        place, which says what was found and how it counts.
    lines
        The campaign's decisions.
    lists
        The date's lists, with what tells their contents apart. A message on a list
        that has changed since is put again, and one on none where any has.

    Examples
    --------
    >>> stated = Issue("BG-06", "a.csv", "", "9", details={"stated": 4, "counted": 3})
    >>> (asked,) = settle_accepted([stated], [], {"a.csv": "1f"})
    >>> asked.accepted
    'issue,a.csv,BG-06 925c74fa,accepted'
    >>> line = Decision("issue", "a.csv", "BG-06 925c74fa", "accepted")
    >>> [i.code for i in settle_accepted([stated], [line], {"a.csv": "1f"})]
    ['TD-24']
    """
    accepted = [line for line in lines if line.kind == KIND]
    contents = {**lists, "": " ".join(map(" ".join, sorted(lists.items())))}
    return [_settled(issue, accepted, contents) for issue in issues]


def _settled(
    issue: Issue, lines: Iterable[Decision], contents: Mapping[str, str]
) -> Issue:
    kind = catalogue()[issue.code]
    if not kind.accepted:
        return issue
    holds_on = kind.accepted == STANDING
    file = clean_text(issue.file.rsplit("/", 1)[-1] if holds_on else issue.file)
    value = issue.code if holds_on else f"{issue.code} {_mark(issue, contents)}"
    if any(
        comparison_key(line.value) == comparison_key(value)
        # A line for every file and every week would hide what is not there yet.
        and (is_of_file(line.file, issue.file) if line.file else not holds_on)
        for line in lines
    ):
        stated = {"code": issue.code, "what": _reported(issue)}
        return replace(issue, code="TD-24", details=stated)
    line = as_line(KIND, file, value, ACCEPTED)
    return replace(issue, accepted=line)


def _reported(issue: Issue) -> dict[str, str]:
    return {language: issue.reported(language) for language in ("vi", "en")}


def _mark(issue: Issue, contents: Mapping[str, str]) -> str:
    said = {k: v for k, v in sorted(issue.details.items()) if not _is_line(k)}
    place = [issue.file, issue.sheet, issue.cell, issue.hamlet_id]
    of = [issue.code, *place, contents.get(issue.file, "")]
    text = json.dumps([*of, _in_english(said)], default=str)
    return sha256(text.encode()).hexdigest()[:8]


def _is_line(name: str) -> bool:
    return name.startswith("line")


def _in_english(details: Mapping[str, object]) -> dict[str, object]:
    """Leave out the other language, whose wording changes nothing of what is said."""
    return {
        name: value["en"] if isinstance(value, Mapping) and "en" in value else value
        for name, value in details.items()
    }
