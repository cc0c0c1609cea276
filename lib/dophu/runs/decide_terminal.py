"""Asks a person at a terminal one thing after the other, one key an answer."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dophu.campaign.csv_text import as_line
from dophu.catalogue.issues import DophuError
from dophu.findings.questions import Line, Question
from dophu.runs.deciding import Compared, Shown, Walk
from dophu.runs.screen import WIDTH
from dophu.snapshots import Snapshot

LATER, UNDO, QUIT, TYPED = ("\r", "\n", " "), "u", "q", "/"
"""Keys beside the numbers of the answers."""

LABEL = 14
"""Width of the names of what is compared, in letters."""

SIDE = (WIDTH - LABEL - 6) // 2
"""Width of one of two records side by side."""


@dataclass(frozen=True)
class Terminal:
    """Where a person sits: a key, a line of text, and a place to show words.

    ``key`` gives one key that is pressed and ``text`` a line that is typed; both ''
    where nobody is there any more.
    """

    key: Callable[[], str]
    text: Callable[[], str]
    show: Callable[[str, str], None]


class Deciding:
    """A walk through what waits for a person, at a terminal."""

    def __init__(
        self,
        week: Snapshot,
        questions: Sequence[Question],
        terminal: Terminal,
        language: str = "",
    ) -> None:
        self._walk = Walk(week, questions, language)
        self._terminal = terminal

    def run(self) -> int:
        """Ask all questions until the last or until a person quits.

        Returns
        -------
        int
            The decisions that were written and stand.
        """
        walk = self._walk
        if walk.questions:
            self._terminal.show(walk.start(), "")
            self._say("decide_keys")
        while not walk.is_over:
            self._terminal.show(" ", "")
            if not self._ask():
                break
        self._terminal.show(walk.end(), "")
        return len(walk.answered)

    def _say(self, key: str, mark: str = "", **values: object) -> None:
        self._terminal.show(self._walk.about.say(key, **values), mark)

    def _ask(self) -> bool:
        """Ask one question; False where the person quits."""
        walk, shown = self._walk, self._present()
        if not shown.is_open:
            self._say("decide_unreadable")
            walk.leave()
            return True
        question = shown.question
        while True:
            self._say("decide_ask")
            key = self._terminal.key()
            if not key or key.lower() == QUIT:
                return False
            if key.lower() == UNDO:
                self._undo()
                return True
            if key in LATER:
                break
            line = None
            if key.isdecimal() and 0 < int(key) <= len(question.answers):
                line = question.answers[int(key) - 1]
            elif key == TYPED:
                line = self._typed(question)
            if line and self._write(line):
                return True
            if line:  # it was told why, and the next try would be no better
                break
        self._say("decide_later")
        walk.leave()
        return True

    def _present(self) -> Shown:
        """Show the question that stands with its evidence and its answers."""
        shown, terminal = self._walk.show(), self._terminal
        texts = [shown.heading, shown.place, shown.message]
        if shown.compared:
            texts += side_by_side(shown.compared)
            texts += [self._walk.about.say("decide_differs"), shown.counted]
        for text in filter(None, texts):
            terminal.show(text, "")
        if shown.cell:
            self._say("decide_hidden", text=shown.cell)
        for number, label in enumerate(shown.answers, start=1):
            terminal.show(label, f"  {number}  ")
        return shown

    def _typed(self, question: Question) -> Line | None:
        """Take an answer that a person types, by its code or in words."""
        lines = dict.fromkeys((*question.answers, *question.more))
        self._say("decide_type", words=", ".join(line[3] for line in lines))
        text = self._terminal.text().strip()
        line, near = self._walk.find_typed(question, text)
        if text and line is None:
            self._say("decide_unknown", word=text[:60], near=near)
        return line

    def _write(self, line: Line) -> bool:
        try:
            self._walk.answer(line)
        except DophuError as error:
            self._terminal.show(error.say(self._walk.about.language), "")
            return False
        self._say("decide_written", line=as_line(*line))
        return True

    def _undo(self) -> None:
        try:
            done = self._walk.undo()
        except DophuError as error:
            self._terminal.show(error.say(self._walk.about.language), "")
            return
        self._say("decide_undone" if done else "decide_no_undo")


def side_by_side(rows: Iterable[Compared]) -> Iterator[str]:
    """Lay two records out side by side, letters alone; * marks what differs."""
    for row in rows:
        mark = "*" if row.differs else " "
        columns = [
            _wrapped(row.label, LABEL),
            _wrapped(row.one, SIDE),
            _wrapped(row.two, SIDE),
        ]
        for line in range(max(map(len, columns))):
            cells = [c[line] if line < len(c) else "" for c in columns]
            yield (
                f"{mark if line == 0 else ' '}{cells[0]:<{LABEL}}| {cells[1]:<{SIDE}}| "
                f"{cells[2]}".rstrip()
            )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=True) or [""]
