"""Asks a person one thing after the other, and writes each answer down at once."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dophu.campaign.about import about_date
from dophu.campaign.csv_text import as_line
from dophu.campaign.decision_lines import read_decisions
from dophu.campaign.decisions_file import DecisionsFile
from dophu.catalogue.about import About
from dophu.catalogue.columns import fields
from dophu.catalogue.issues import DophuError
from dophu.catalogue.table_words import word
from dophu.findings.questions import Line, Question
from dophu.persons import Person
from dophu.reader.sandbox import Reader
from dophu.rosters.reported_rows import read_cell
from dophu.runs.screen import WIDTH
from dophu.snapshots import Snapshot
from dophu.tables.selection import nearest
from dophu.text import folded_key

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
    """A walk through what waits for a person."""

    def __init__(
        self,
        week: Snapshot,
        questions: Sequence[Question],
        terminal: Terminal,
        language: str = "",
    ) -> None:
        self._week, self._questions = week, questions
        self._terminal = terminal
        self._about = about_date(week.campaign, week.as_of, week.missing, language)
        self._file = DecisionsFile(week.campaign.folder)
        self._answered: list[int] = []

    def run(self) -> int:
        """Ask all questions until the last or until a person quits.

        Returns
        -------
        int
            The decisions that were written and stand.
        """
        about, total = self._about, len(self._questions)
        if not total:
            self._say("decide_none", as_of=about.date(self._week.as_of))
            return 0
        name = self._file.path.name
        self._say("decide_start", n=total, file=name)
        self._say("decide_keys")
        at = 0
        while at < total:
            self._terminal.show(" ", "")
            stated = self._ask(at)
            if stated == QUIT:
                break
            if stated == UNDO:
                at = self._undo(at)
            else:
                at += 1
        done = len(self._answered)
        self._say("decide_end", n=done, left=total - done, file=name)
        return done

    def _say(self, key: str, mark: str = "", **values: object) -> None:
        self._terminal.show(self._about.say(key, **values), mark)

    def _ask(self, at: int) -> str:
        """Ask one question; give the key that led on."""
        question = self._present(at)
        if question is None:
            return LATER[0]
        while True:
            self._say("decide_ask")
            key = self._terminal.key()
            if not key or key.lower() == QUIT:
                return QUIT
            if key.lower() == UNDO:
                return UNDO
            if key in LATER:
                self._say("decide_later")
                return key
            line = None
            if key.isdecimal() and 0 < int(key) <= len(question.answers):
                line = question.answers[int(key) - 1]
            elif key == TYPED:
                line = self._typed(question)
            if line and self._write(line):
                self._answered.append(at)
                return key
            if line:  # it was told why, and the next try would be no better
                self._say("decide_later")
                return LATER[0]

    def _present(self, at: int) -> Question | None:
        """Show a question with its evidence; None where it cannot be answered here."""
        question, about = self._questions[at], self._about
        issue = question.issue
        self._say(
            "decide_number", at=at + 1, of=len(self._questions), code=issue.code,
            n=question.children,
        )  # fmt: skip
        if issue.place and question.pair is None:
            self._say("decide_place", place=issue.place)
        self._terminal.show(issue.reported(about.language), "")
        if question.pair:
            for text in side_by_side(question.pair, self._week, about):
                self._terminal.show(text, "")
            self._say(f"decide_pair_{question.counted}")
        if question.hidden:
            question = self._with_cell(question)
            if question is None:
                self._say("decide_unreadable")
                return None
        for number, line in enumerate(question.answers, start=1):
            self._terminal.show(self._label(line), f"  {number}  ")
        return question

    def _with_cell(self, question: Question) -> Question | None:
        """Put the text of the cell into the lines, which no message repeats."""
        issue, campaign = question.issue, self._week.campaign
        with Reader() as reader:
            place = issue.file, issue.sheet, issue.cell
            text = read_cell(campaign, *place, reader)
        if not text:
            return None
        self._say("decide_hidden", text=text)
        answers, more = (
            tuple((kind, file, text, stated) for kind, file, _, stated in lines)
            for lines in (question.answers, question.more)
        )
        return replace(question, answers=answers, more=more)

    def _label(self, line: Line) -> str:
        """Say in words what an answer means, with its code."""
        kind, _, _, stated = line
        return f"{self._words(kind, stated)} ({stated})"

    def _words(self, kind: str, stated: str) -> str:
        about = self._about
        if kind in ("hamlet", "move"):
            return self._week.campaign.hamlets.names.get(stated, stated)
        if kind == "heading" and stated in fields():
            return fields()[stated].label[about.language]
        if kind == "reason":
            return about.reason(stated)
        if about.has(f"option_{stated}"):
            return about.say(f"option_{stated}")
        return word("status", stated, about)

    def _typed(self, question: Question) -> Line | None:
        """Take an answer that a person types, by its code or in words."""
        lines = dict.fromkeys((*question.answers, *question.more))
        words = {folded_key(line[3]): line for line in lines}
        words |= {folded_key(self._words(ln[0], ln[3])): ln for ln in lines}
        self._say("decide_type", words=", ".join(line[3] for line in lines))
        text = self._terminal.text().strip()
        line = words.get(folded_key(text))
        if text and line is None:
            near = nearest(text, [self._words(ln[0], ln[3]) for ln in lines])
            self._say("decide_unknown", word=text[:60], near=near)
        return line

    def _write(self, line: Line) -> bool:
        """Write an answer down; what the campaign would not read is taken back."""
        campaign = self._week.campaign
        self._file.append(*line)
        try:
            read_decisions(campaign.folder, campaign.hamlets.ids, campaign.vocabulary)
        except DophuError as error:
            self._file.undo()
            self._terminal.show(error.say(self._about.language), "")
            return False
        self._say("decide_written", line=as_line(*line))
        return True

    def _undo(self, at: int) -> int:
        """Take the last answer back; give the question to ask again."""
        try:
            done = self._file.undo()
        except DophuError as error:
            self._terminal.show(error.say(self._about.language), "")
            return at
        self._say("decide_undone" if done else "decide_no_undo")
        return self._answered.pop() if done else at


def side_by_side(
    pair: tuple[Person, Person], week: Snapshot, about: About
) -> Iterator[str]:
    """Lay two records out side by side, letters alone; * marks what differs."""
    names = week.campaign.hamlets.names
    rows = [
        ("doubles_place", *(person.place for person in pair)),
        ("doubles_name", *(person.name for person in pair)),
        ("doubles_birth", *(_birth(person) for person in pair)),
        ("doubles_sex", *(_sex(person, about) for person in pair)),
        ("doubles_number", *(person.number or "" for person in pair)),
        ("doubles_mother", *(person.mother or "" for person in pair)),
        ("doubles_hamlet", *(names.get(p.hamlet_id or "", "") for p in pair)),
        ("why_of_status", *(word("status", p.status, about) for p in pair)),
    ]
    for key, one, two in rows:
        differs = bool(one and two and one != two) and key != "doubles_place"
        mark = "*" if differs else " "
        columns = [
            _wrapped(about.say(key), LABEL),
            _wrapped(one, SIDE),
            _wrapped(two, SIDE),
        ]
        for line in range(max(map(len, columns))):
            cells = [c[line] if line < len(c) else "" for c in columns]
            yield (
                f"{mark if line == 0 else ' '}{cells[0]:<{LABEL}}| {cells[1]:<{SIDE}}| "
                f"{cells[2]}".rstrip()
            )
    yield about.say("decide_differs")


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=True) or [""]


def _birth(person: Person) -> str:
    if person.birth_from is None or person.birth_to is None:
        return ""
    if person.precision == "day":
        return f"{person.birth_from:%d/%m/%Y}"
    years = dict.fromkeys((person.birth_from.year, person.birth_to.year))
    return "-".join(str(year) for year in years)


def _sex(person: Person, about: About) -> str:
    return about.say(f"doubles_{person.sex}") if person.sex else ""
