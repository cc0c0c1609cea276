"""What a person decided once, kept in ``decisions.csv`` and replayed every week.

A line is ``kind,file,value,decision,note``: of a ``heading`` the field it means
(or ``ignore``), of a ``hamlet`` spelling the hamlet's id, of a ``same_child`` (two
person ids as value) ``same`` or ``different``, of a ``move`` (a person id as value)
the id of the hamlet where the child is now; of the words of a cell the ``status``, the
code of the ``reason`` or the ``presence`` they mean (a presence also of a person id);
of a ``colour`` that rows are filled with (``FFFF00``) or written in (``font FF0000``),
or of ``strike``, the status or
the presence of those children, or ``ignore``; so too of the text of a ``comment`` that
is pinned to a cell (``-``: of each one).
Of a ``role`` the decision is what the file is, of a ``replaces`` (an older file as
value) ``yes`` or ``no``; of a ``date_order`` (the heading of a column of dates)
``turn`` where Excel turned day and month, else ``keep``; of a ``row`` (``DS!3–5, 9``)
``one`` or ``several`` children in its name cell, ``child`` or ``place``, or the result
``done`` or ``not_done``, or the hamlet's id where it names none, or by what a row of a
list for the door goes: ``key``, ``name``, or ``ignore`` for none; of an ``issue``, as
its message writes it, ``accepted``: it stays as it was counted. ``file`` is a file's
name, its path as messages show it, or a pattern (``truong_*.xlsx``); empty for every
sender.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from dophu.campaign.csv_text import as_line
from dophu.campaign.decided_rows import (
    KEY_ANSWERS,
    NAME_ANSWERS,
    RESULT_ANSWERS,
    Row,
    rows_of,
)
from dophu.campaign.file_patterns import is_of_file
from dophu.catalogue.issues import Issue
from dophu.text import clean_text, comparison_key

KINDS = (
    "heading", "hamlet", "status", "reason", "presence", "colour", "same_child", "move",
    "role", "replaces", "date_order", "row", "comment", "issue",
)  # fmt: skip
PRESENCES = ("present", "left", "dead")
ALL_COMMENTS = "-"
"""Value of a decision on each comment of a file, whatever it says."""
ROLES = ("hamlet", "partial", "school", "enrolment", "other")
"""What a file can be: a hamlet's whole list, a part of one, a school's, the police's of
those who are done, no list of this drive."""
YES = ("yes", "", "-", "có")
"""Decisions that one file replaces another; ``no`` says that both hold."""
SAME, DIFFERENT = "same", "different"
TURN, KEEP = "turn", "keep"
"""Decisions of a column of dates: day and month were turned by Excel, or are right."""

PERSON_ID = re.compile(r"P[0-9a-f]{12}")
IGNORE = "ignore"
"""Decision that a column is not to be read, or that a colour says nothing."""


def propose_line(kind: str, file: str, value: str, decision: str) -> str:
    """Write the line that a message proposes, to be pasted as it is.

    Examples
    --------
    >>> propose_line("heading", "rosters/2024-07-18/a.xlsx", "Số, ký hiệu", "status")
    'heading,a.xlsx,"Số, ký hiệu",status'
    """
    return as_line(kind, clean_text(file.rsplit("/", 1)[-1]), value, decision)


@dataclass(frozen=True)
class Decision:
    """One line of ``decisions.csv``."""

    kind: str
    file: str
    value: str
    decision: str
    place: tuple[str, str, str] = field(default=("", "", ""), compare=False)
    """File, sheet and row where it stands, for a message."""


@dataclass(frozen=True)
class Decisions:
    """The decisions of a campaign, in the order of the file; the last one counts."""

    lines: tuple[Decision, ...] = ()

    def of(self, kind: str, *files: str) -> dict[str, str]:
        """Give the decisions of a kind for a file, by the key of what was decided.

        ``files`` are the file's path and those of the lists it was made of, the
        earlier ones before the later: the first one's own decisions go before theirs.

        Examples
        --------
        >>> lines = (Decision("hamlet", "", "Xóm Lạ", "H05"),)
        >>> Decisions(lines).of("hamlet", "rosters/2024-07-18/a.xlsx")
        {'xóm lạ': 'H05'}
        """
        return {
            comparison_key(line.value): line.decision
            # The last of equal keys stays: so the file itself comes last.
            for file in (*files[1:], *files[:1])
            for line in self.lines
            if line.kind == kind and is_of_file(line.file, file)
        }

    def presences(self) -> dict[str, str]:
        """Give what a person decided of children by id: present, left or dead.

        Examples
        --------
        >>> line = Decision("presence", "", "P6406e600d075", "left")
        >>> Decisions((line,)).presences()
        {'P6406e600d075': 'left'}
        """
        return {
            line.value: line.decision
            for line in self.lines
            if line.kind == "presence" and PERSON_ID.fullmatch(line.value)
        }

    def role_of(self, *files: str) -> str:
        """Give what a person said a file, by one of its names, is; '' if nobody did.

        Examples
        --------
        >>> Decisions((Decision("role", "a.xlsx", "-", "school"),)).role_of("x/a.xlsx")
        'school'
        """
        reported = [
            line.decision
            for line in self.lines
            if line.kind == "role"
            and line.file
            and any(is_of_file(line.file, file) for file in files)
        ]
        return reported[-1] if reported else ""

    def newer_of(self, one: str, two: str) -> str | None:
        """Give which of two files a person said replaces the other; None: nobody did.

        '' where both hold. The last line on the two counts, in whichever order.

        Examples
        --------
        >>> line = Decision("replaces", "b.xlsx", "a.xlsx", "yes")
        >>> Decisions((line,)).newer_of("x/a.xlsx", "x/b.xlsx")
        'x/b.xlsx'
        """
        reported = [
            newer if line.decision in YES else ""
            for line in self.lines
            if line.kind == "replaces" and line.file
            for newer, older in ((one, two), (two, one))
            if is_of_file(line.file, newer) and is_of_file(line.value, older)
        ]
        return reported[-1] if reported else None

    def rows(
        self, *files: str, among: Collection[str] = NAME_ANSWERS
    ) -> dict[Row, str]:
        """Give which of some answers rows of a file have, the last of each row.

        Examples
        --------
        >>> lines = (Decision("row", "a.csv", "7", "one"),)
        >>> Decisions(lines).rows("rosters/2024-07-18/a.csv")
        {('', 6): 'one'}
        """
        return {
            row: line.decision
            for line in self.lines
            if line.kind == "row" and line.decision in among
            if any(is_of_file(line.file, f) for f in files)
            for row in rows_of(line.value) or ()
        }

    def row_hamlets(self, *files: str) -> dict[Row, str]:
        """Give the hamlets that rows of a file were given, which name none.

        Examples
        --------
        >>> lines = (Decision("row", "a.csv", "7", "H1"),)
        >>> Decisions(lines).row_hamlets("rosters/2024-07-18/a.csv")
        {('', 6): 'H1'}
        """
        given = {line.decision for line in self.lines if line.kind == "row"}
        others = {*NAME_ANSWERS, *RESULT_ANSWERS, *KEY_ANSWERS}
        return self.rows(*files, among=given - others)

    def check_files(self, files: Collection[str]) -> list[Issue]:
        """Name the decisions whose ``file`` is no file at all (TD-14): a slip of a key.

        Examples
        --------
        >>> line = Decision("hamlet", "b.xlsx", "Xóm Lạ", "H05")
        >>> [i.code for i in Decisions((line,)).check_files(["rosters/2024-07-18/a.xlsx"])]
        ['TD-14']
        """  # noqa: E501
        return [
            Issue("TD-14", *line.place, details={"pattern": line.file[:60]})
            for line in self.lines
            # What was accepted of a file may be that it is no list, or was taken out.
            if line.file and line.kind != "issue"
            if not any(is_of_file(line.file, file) for file in files)
        ]

    def moves(self) -> dict[str, str]:
        """Give the hamlets that a person gave children, by person id.

        Examples
        --------
        >>> Decisions((Decision("move", "", "P6406e600d075", "H05"),)).moves()
        {'P6406e600d075': 'H05'}
        """
        return {ln.value: ln.decision for ln in self.lines if ln.kind == "move"}

    def same_children(self) -> dict[frozenset[str], bool]:
        """Give the pairs of person ids that were decided: True where one child.

        Examples
        --------
        >>> line = Decision("same_child", "", "P6406e600d075 Pad8791375bb0", "same")
        >>> list(Decisions((line,)).same_children().values())
        [True]
        """
        return {
            frozenset(PERSON_ID.findall(line.value)): line.decision == SAME
            for line in self.lines
            if line.kind == "same_child"
        }
