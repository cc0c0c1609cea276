"""What waits for a person to decide: questions with their answers as ready lines.

The lines are those that messages propose for ``decisions.csv``; nothing is proposed
here that a message does not propose.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dophu.campaign.decision_lines import allowed_decisions
from dophu.campaign.decisions import DIFFERENT, SAME
from dophu.catalogue.issues import SEVERITIES, Issue, catalogue
from dophu.persons import Person
from dophu.persons.enrolments import SET_ASIDE
from dophu.snapshots import Snapshot

Line = tuple[str, str, str, str]
"""Kind, file, value and decision: a line of ``decisions.csv``."""

PROPOSED = re.compile(r"lines?|line_\w+|turn|keep|ignored")
"""Details of an issue that hold a line."""

SEVERAL, PICKED = "lines", "line_open"
"""Details of an issue that hold several lines, worded; and one whose decision is picked
from all that there are, which a message cannot show to be pasted."""

TOLD_ELSEWHERE = ("BG-05", "TD-15", "CD-02")
"""Issues whose line is of something else than a decision that waits."""

OPEN = re.compile(r"<\w+>")
"""A part of a line that is left to a person."""

OF_HAMLETS = "<hamlet_id>"
"""The open part of a line that takes a hamlet's id, whatever the line's kind."""

MOVES = ("DS-16", "TN-10")
OTHERS = (
    "presence", "replaces", "status", "role", "colour", "comment", "heading", "hamlet",
)  # fmt: skip
"""Kinds of which the other decisions are offered too, after what is proposed."""

SYNONYMS = ("", "-", "có")
"""Other words for yes."""

# The figure keys from 1 to 9.
KEYED = 9
"""Answers that have a key of their own; of more a person types the word."""


@dataclass(frozen=True)
class Question:
    """One thing that a person has to decide.

    ``issue`` words it, ``children`` how many rows or children hang on it;
    ``answers`` are the lines that decide it, the proposed ones first; ``more`` those
    that can be typed. ``pair`` are the two records of a pair. ``hidden`` is True where
    the value of the lines is the text of the cell, which no message repeats.
    """

    issue: Issue
    children: int
    answers: tuple[Line, ...]
    more: tuple[Line, ...] = ()
    pair: tuple[Person, Person] | None = None
    counted: int = 0
    why: Any = None

    @property
    def hidden(self) -> bool:
        """Whether the value to be decided stands in the list alone."""
        return any(OPEN.search(line[2]) for line in self.answers)

    @property
    def key(self) -> tuple[str, ...]:
        """What is decided, whatever the answer: kind, file and value.

        Of a value that stands in the list alone the place is what tells it.
        """
        place = (self.issue.sheet, self.issue.cell) if self.hidden else ()
        return (*self.answers[0][:3], *place)


def find_questions(week: Snapshot, every: bool = False) -> list[Question]:
    """Find what waits for a person on a date, most children first.

    Parameters
    ----------
    week
        The date, read with all decisions so far: what is decided is not asked again.
    every
        Also what changes no count unless a person wishes it (issues of severity
        ``info``).
    """
    found = [*_pairs(week), *_issues(week, every)]
    # Of several that decide the same the first stays, written here last.
    once = {question.key: question for question in reversed(found)}
    order = {severity: rank for rank, severity in enumerate(SEVERITIES)}
    return sorted(
        once.values(),
        key=lambda q: (order[q.issue.severity] == 2, -q.children, q.issue.code, q.key),
    )


def _pairs(week: Snapshot) -> Iterator[Question]:
    """Give the pairs that may be one child."""
    reported: dict[str, Issue] = {
        issue.details["pair"]: issue
        for issue in week.issues
        if issue.code not in MOVES and " " in str(issue.details.get("pair", ""))
    }
    for doubt, pair in zip(week.manifest["doubts"], week.pairs, strict=True):
        ids = f"{doubt['first']} {doubt['second']}"
        counted = 1 if doubt["once"] or doubt["code"] == SET_ASIDE else 2
        issue = reported.get(ids) or _unreported(doubt["code"], pair, ids, doubt["why"])
        lines = [("same_child", "", ids, stated) for stated in (SAME, DIFFERENT)]
        yield Question(issue, 2, tuple(lines), (), pair, counted, doubt["why"])


def _unreported(
    code: str, pair: Sequence[Person], ids: str, why: dict[str, str]
) -> Issue:
    first, second = pair
    place = second.file, second.sheet, str(second.row), second.hamlet_id or ""
    return Issue(code, *place, {"other": first.place, "pair": ids, "why": why})


def _issues(week: Snapshot, every: bool) -> Iterator[Question]:
    allowed = allowed_decisions(week.campaign.hamlets.ids, week.campaign.vocabulary)
    weigh = _weights(week)
    for issue in week.issues:
        if issue.code in TOLD_ELSEWHERE or (issue.severity == "info" and not every):
            continue
        # A message on a move proposes one hamlet; both are offered here.
        lines = _moves(issue) if issue.code in MOVES else list(_lines(issue))
        names = week.campaign.hamlets.names
        near = str(issue.details.get("nearest", ""))
        # Hamlets that the message names come first, the others in the campaign's order.
        nearest = sorted(allowed["hamlet"], key=lambda h: names[h] not in near)
        answers, more = _answers(lines, {**allowed, "hamlet": tuple(nearest)})
        if answers:
            yield Question(issue, weigh(issue), answers, more)


def _weights(week: Snapshot) -> Callable[[Issue], int]:
    """Give what counts the rows of a message, or of its sheet."""
    by_sheet: Counter[tuple[str, str]] = Counter()
    for sheet in week.manifest["sheets"]:
        by_sheet[sheet["file"], sheet["sheet"]] += sheet["person"] + sheet["merged"]
        by_sheet[sheet["file"], ""] += sheet["person"] + sheet["merged"]

    def weigh(issue: Issue) -> int:
        for name in ("children", "rows", "cells"):
            if isinstance(count := issue.details.get(name), int):
                return max(count, 1)
        if issue.cell.isdigit() or issue.code in MOVES:
            return 1
        return max(by_sheet[issue.file, issue.sheet], 1)

    return weigh


def _lines(issue: Issue) -> Iterator[Line]:
    found = catalogue()[issue.code].words["found"]["en"].format(**issue.details)
    # What the message does not propose, as the line of a title, is no answer.
    proposing = issue.message("en").removeprefix(found)
    for name, text in (*issue.details.items(), ("line_accepted", issue.accepted)):
        if not PROPOSED.fullmatch(name):
            continue
        text = str(text["en"] if isinstance(text, dict) else text)
        if name != PICKED and text not in proposing:
            continue
        shown = re.findall(r"`([^`]+)`", text) if name == SEVERAL else [text]
        for line in shown:
            parts = next(csv.reader([line]), [])
            if len(parts) == 4:
                yield parts[0], parts[1], parts[2], parts[3]


def _moves(issue: Issue) -> list[Line]:
    """Give the two hamlets that a child may be in, as the message proposes to move."""
    child, hamlets = issue.details["pair"], (issue.hamlet_id, issue.details["hamlet"])
    return [("move", "", child, hamlet) for hamlet in dict.fromkeys(hamlets) if hamlet]


def _answers(
    lines: Sequence[Line], allowed: Mapping[str, Sequence[str]]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Give the answers with a key of their own, and those that are typed."""
    found: dict[Line, None] = {}
    rest: dict[Line, None] = {}
    for kind, file, value, decision in lines:
        if kind not in allowed:
            continue
        is_open = bool(OPEN.fullmatch(decision))
        if not is_open:
            found[kind, file, value, decision] = None
        # A row takes answers of many kinds: to which hamlet it goes is one of them.
        to_hamlet = kind == "row" and decision in (OF_HAMLETS, *allowed["hamlet"])
        of = "hamlet" if to_hamlet else kind
        if is_open or to_hamlet or kind in OTHERS:
            names = [name for name in allowed[of] if name not in SYNONYMS]
            few = len(names) <= KEYED
            for name in names:
                (found if few else rest)[kind, file, value, name] = None
    keyed = tuple(found)[:KEYED]
    more = tuple(line for line in (*found, *rest) if line not in keyed)
    return keyed or more[:KEYED], more
