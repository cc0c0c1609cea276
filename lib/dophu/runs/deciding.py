"""A walk through what waits for a person: each answer is written down at once.

What stands here is the same at a terminal (``runs.decide_terminal``) and in a browser
(``explorer.deciding``): which question is asked, what it shows, what an answer writes,
and how it is taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dophu.campaign.about import about_date
from dophu.campaign.decision_lines import read_decisions
from dophu.campaign.decisions_file import DecisionsFile
from dophu.catalogue.about import About
from dophu.catalogue.columns import fields
from dophu.catalogue.issues import DophuError
from dophu.catalogue.table_words import word
from dophu.findings.questions import Line, Question
from dophu.persons import Person
from dophu.reader.sandbox import Reader
from dophu.rosters.door.reported_rows import read_cell
from dophu.snapshots import Snapshot
from dophu.tables.selection import nearest
from dophu.text import folded_key


@dataclass(frozen=True)
class Compared:
    """One fact of two records: what it is called, what each says, whether they differ.

    ``is_named`` tells that it tells who a child is: name, birth date, number, mother.
    """

    label: str
    one: str
    two: str
    differs: bool
    is_named: bool


@dataclass(frozen=True)
class Shown:
    """A question as it is put: its words, its evidence, and its answers in words.

    ``heading`` says which of how many it is and how many children hang on it, ``cell``
    what the cell says where no message repeats it; ``question`` holds the lines that
    its answers write. ``is_open`` is False where it cannot be answered here.
    """

    question: Question
    heading: str
    place: str
    message: str
    compared: tuple[Compared, ...] = ()
    counted: str = ""
    cell: str = ""
    answers: tuple[str, ...] = ()
    is_open: bool = True


class Walk:
    """What waits for a person, one thing after the other.

    ``at`` is the question that stands, ``answered`` those that were answered, in the
    order of the answers.
    """

    def __init__(
        self, week: Snapshot, questions: Sequence[Question], language: str = ""
    ) -> None:
        self.week, self.questions = week, questions
        self.about = about_date(week.campaign, week.as_of, week.missing, language)
        self.file = DecisionsFile(week.campaign.folder)
        self.answered: list[int] = []
        self.at = 0

    @property
    def is_over(self) -> bool:
        """Whether every question was put."""
        return self.at >= len(self.questions)

    def start(self) -> str:
        """Say how much waits, '' where nothing does."""
        if not self.questions:
            return ""
        total = len(self.questions)
        return self.about.say("decide_start", n=total, file=self.file.path.name)

    def end(self) -> str:
        """Say what was decided and what is left."""
        if not self.questions:
            day = self.about.date(self.week.as_of)
            return self.about.say("decide_none", as_of=day)
        done = len(self.answered)
        left, name = len(self.questions) - done, self.file.path.name
        return self.about.say("decide_end", n=done, left=left, file=name)

    def show(self) -> Shown:
        """Put the question that stands."""
        question, about = self.questions[self.at], self.about
        issue = question.issue
        heading = about.say(
            "decide_number", at=self.at + 1, of=len(self.questions), code=issue.code,
            n=question.children,
        )  # fmt: skip
        place = ""
        if issue.place and question.pair is None:
            place = about.say("decide_place", place=issue.place)
        shown = Shown(question, heading, place, issue.reported(about.language))
        if question.pair:
            counted = about.say(f"decide_pair_{question.counted}")
            rows = tuple(compare(question.pair, self.week, about))
            shown = replace(shown, compared=rows, counted=counted)
        if question.hidden:
            text = self._read_cell(question)
            if not text:
                return replace(shown, is_open=False)
            question = _with_value(question, text)
            shown = replace(shown, question=question, cell=text)
        answers = tuple(self.label(line) for line in question.answers)
        return replace(shown, answers=answers)

    def _read_cell(self, question: Question) -> str:
        """Read the text of the cell, which no message repeats."""
        issue = question.issue
        with Reader() as reader:
            place = issue.file, issue.sheet, issue.cell
            is_comment = question.answers[0][0] == "comment"
            return read_cell(self.week.campaign, *place, reader, is_comment)

    def label(self, line: Line) -> str:
        """Say in words what an answer means, with its code."""
        kind, _, value, stated = line
        label = f"{self.words(kind, stated)} ({stated})"
        if kind == "same_child" and self.questions[self.at].pair is None:
            # Of several that it may be: which stands where.
            other = value.split()[-1]
            places = [p.place for p in self.week.people if p.person_id == other]
            label = ": ".join((label, *places[:1]))
        return label

    def words(self, kind: str, stated: str) -> str:
        """Say in words what a decision of a kind is."""
        about = self.about
        hamlets = self.week.campaign.hamlets.names
        if kind in ("hamlet", "move") or (kind == "row" and stated in hamlets):
            return hamlets.get(stated, stated)
        if kind == "heading" and stated in fields():
            return fields()[stated].label[about.language]
        if kind == "reason":
            return about.reason(stated)
        if about.has(f"option_{stated}"):
            return about.say(f"option_{stated}")
        return word("status", stated, about)

    def find_typed(self, question: Question, text: str) -> tuple[Line | None, str]:
        """Find an answer by its code or its words; else give the nearest words."""
        lines = dict.fromkeys((*question.answers, *question.more))
        # "Same" says of several children none: that takes the key of one.
        stated = Counter(line[3] for line in lines)
        alone = [line for line in lines if stated[line[3]] == 1]
        words = {folded_key(line[3]): line for line in alone}
        words |= {folded_key(self.words(ln[0], ln[3])): ln for ln in alone}
        line = words.get(folded_key(text))
        if line or not text:
            return line, ""
        return None, nearest(text, [self.words(ln[0], ln[3]) for ln in lines])

    def answer(self, line: Line) -> None:
        """Write an answer down, and go on.

        Raises
        ------
        DophuError
            Where the file cannot be written, or the campaign would not read the line:
            it is taken back.
        """
        write_decision(self.week, self.file, line)
        self.answered.append(self.at)
        self.at += 1

    def leave(self) -> None:
        """Leave the question that stands for later."""
        self.at += 1

    def undo(self) -> bool:
        """Take the last answer back and put its question again; False if there is none.

        Raises
        ------
        DophuError
            QD-03 where somebody has changed the file since.
        """
        if not self.file.undo():
            return False
        self.at = self.answered.pop()
        return True


def write_decision(week: Snapshot, file: DecisionsFile, line: Line) -> None:
    """Write one decision down; what the campaign would not read is taken back."""
    campaign = week.campaign
    file.append(*line)
    try:
        read_decisions(campaign.folder, campaign.hamlets.ids, campaign.vocabulary)
    except DophuError:
        file.undo()
        raise


def _with_value(question: Question, text: str) -> Question:
    """Put the text of the cell into the lines."""
    answers, more = (
        tuple((kind, file, text, stated) for kind, file, _, stated in lines)
        for lines in (question.answers, question.more)
    )
    return replace(question, answers=answers, more=more)


def compare(
    pair: tuple[Person, Person], week: Snapshot, about: About
) -> Iterator[Compared]:
    """Set two records side by side, a fact a line."""
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
        # Two records stand in two places in any case.
        differs = bool(one and two and one != two) and key != "doubles_place"
        yield Compared(about.say(key), one, two, differs, key in _NAMED)


_NAMED = ("doubles_name", "doubles_birth", "doubles_number", "doubles_mother")


def _birth(person: Person) -> str:
    if person.birth_from is None or person.birth_to is None:
        return ""
    if person.precision == "day":
        return f"{person.birth_from:%d/%m/%Y}"
    years = dict.fromkeys((person.birth_from.year, person.birth_to.year))
    return "-".join(str(year) for year in years)


def _sex(person: Person, about: About) -> str:
    return about.say(f"doubles_{person.sex}") if person.sex else ""
