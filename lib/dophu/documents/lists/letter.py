"""The letter of one page to a hamlet: its numbers, its last list, what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from dophu.catalogue.about import About
from dophu.catalogue.issues import SEVERITIES, Issue
from dophu.catalogue.numbers import format_official_date
from dophu.documents.docx.elements import add_run
from dophu.documents.docx.letter import write_lines
from dophu.documents.docx.moulds import Moulds
from dophu.documents.docx.tables import SMALL
from dophu.documents.docx.writer import Word
from dophu.documents.grid import Cell, Grid
from dophu.documents.lists.letter_paper import LetterPaper

MOST_KINDS = 2
"""Kinds of issue that a page has room for; the workbook returned has them all."""

MOST_SESSIONS = 2

MISSING = ("TD-06", "TD-07")
"""Issues that say that a hamlet sent nothing, as its letter does by itself."""

_TO_THE_OFFICE = re.compile(r"decisions\.csv|dophu|`")
"""What only who runs the kit can do something with."""

_OR_DECIDE = re.compile(
    r"[;,.] (?:hoặc|or) (?:thêm vào|add to) decisions\.csv.*", re.IGNORECASE | re.DOTALL
)
"""What the office may do instead of the sender."""

_RUN_AGAIN = re.compile(r"([,;]? rồi chạy lại|[,;]? and run again)(?=[.;])"
                        r"|\b(Rồi chạy lại|Then run again)\.")  # fmt: skip

LONGEST = 230
"""Letters of a message that a page has room for."""

TEXT = 11.5
"""Type size of the text in points."""

Counts = tuple[str, int, int]
"""An age group's name, its children, and those of them who are not done."""


@dataclass(frozen=True)
class Letter:
    """What a letter says: of which hamlet, its counts, issues, sessions, and files.

    ``counts`` are empty where no list was ever sent; ``carried`` is the date of the
    list that they are of, where none was sent for this one. ``file`` goes with it.
    """

    where: str
    officer: str
    about: About
    counts: Sequence[Counts]
    to_verify: int
    carried: date | None
    issues: Sequence[Issue]
    sessions: Sequence[tuple[date, str, int]]
    due: date
    file: str

    @property
    def found(self) -> list[Issue]:
        """What is to be looked at in the list that was sent."""
        return [issue for issue in self.issues if issue.code not in MISSING]


def write_letter(path: Path, letter: Letter, paper: LetterPaper | None = None) -> Path:
    """Write a hamlet's letter; the same bytes every time. It holds no child's data.

    Letters of one date may share their ``paper``.
    """
    about = letter.about
    paper = paper or LetterPaper(about)
    moulds = paper.moulds
    with paper.letter(about.heading("letter_subject", where=letter.where)) as word:
        day = format_official_date(about.as_of, about.language)
        lines = (("letter_subject", {"where": letter.where}),
                 ("letter_subject_date", {"date": day}))  # fmt: skip
        texts = [about.heading(key, **values) for key, values in lines]
        moulds.write("lines", texts, lambda: write_lines(word, about, lines))
        key = "letter_to_officer" if letter.officer else "letter_to"
        to = about.say(key, where=letter.where, officer=letter.officer)
        moulds.write("to", [to], lambda: _write_to(word, to))
        text = _Text(word, moulds, letter)
        text.write_numbers()
        text.write_issues()
        text.write_asked()
    path.write_bytes(paper.document())
    return path


def _write_to(word: Word, to: str) -> None:
    paragraph = word.document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(paragraph, to, bold=True)


@dataclass(frozen=True)
class _Text:
    """What a letter says below its head."""

    word: Word
    moulds: Moulds
    letter: Letter

    def write_numbers(self) -> None:
        letter, about = self.letter, self.letter.about
        if not letter.counts:
            self._say(about.heading("letter_never", where=letter.where))
            return
        if letter.carried:
            day = about.date(letter.carried)
            self._say(about.heading("letter_carried", where=letter.where, date=day))
        grid = _numbers(letter)
        lines = [[cell.text for cell in line] for line in grid.lines]
        texts = [*grid.headings, *(text for line in lines for text in line)]
        # What a line is called says how high it is.
        kind = "numbers", *(line[0] for line in lines)
        self.moulds.write(kind, texts, lambda: self._table(grid), grid.caption)
        if letter.to_verify:
            count = about.children(letter.to_verify)
            self._say(about.heading("letter_verify", count=count))

    def _table(self, grid: Grid) -> None:
        self.word.table(grid)
        # Word joins a table to what follows it without room; an empty line is too much.
        after = self.word.text("")
        after.paragraph_format.space_after = Pt(0)
        after.paragraph_format.line_spacing = Pt(5)

    def write_issues(self) -> None:
        letter, about = self.letter, self.letter.about
        kinds = kinds_of(letter.found)
        if not kinds:
            if letter.counts and not letter.carried:
                self._say(about.heading("letter_right"))
            return
        self._say(about.heading("letter_wrong", n=about.count(len(kinds))))
        for found in kinds[:MOST_KINDS]:
            first = found[0]
            message = _shortened(to_sender(first, about.language))
            parts = (Path(first.file).name, first.sheet, first.cell)
            place = " › ".join(part for part in parts if part)
            key = "letter_wrong_many" if len(found) > 1 else "letter_wrong_one"
            key = key if place else "letter_wrong_no_place"
            values = {"n": about.count(len(found)), "place": place, "message": message}
            self._small(about.say(key, **values))
        if more := len(kinds) - MOST_KINDS:
            if more > 0:
                self._small(about.say("letter_wrong_more", n=about.count(more)))

    def write_asked(self) -> None:
        letter, about = self.letter, self.letter.about
        asked: list[tuple[str, dict[str, str]]] = []
        left = sum(n for *_, n in letter.counts)
        if not letter.counts:
            asked.append(("letter_list", {"ages": about.ages, "file": letter.file}))
        elif left:
            count = about.children(left)
            asked.append(("letter_visit", {"count": count, "file": letter.file}))
        else:
            asked.append(("letter_nothing_left", {}))
        if letter.sessions:
            asked.append(("letter_sessions", {"sessions": _say_sessions(letter)}))
        if left or not letter.counts:
            due = {"unit_name": about.unit_name, "date": about.date(letter.due)}
            asked.append(("letter_back", due))
        if letter.found and letter.counts:
            asked.append(("letter_mend", {}))
        if letter.carried and letter.counts:
            asked.append(("letter_send", {}))
        self._say(about.heading("letter_asked"), bold=True)
        for n, (key, values) in enumerate(asked, start=1):
            self._say(about.say(key, n=n, **values))
        day = about.date(about.deadline)
        self._say(about.heading("letter_deadline", date=day))

    def _say(self, text: str, size: float = TEXT, bold: bool = False) -> None:
        """Add a paragraph, closer than a report's: all of a letter is on one page."""

        def make() -> None:
            paragraph = self.word.text(text, size=size, bold=bold)
            paragraph.paragraph_format.space_after = Pt(3)
            paragraph.paragraph_format.line_spacing = 1.0

        self.moulds.write(("text", size, bold), [text], make)

    def _small(self, text: str) -> None:
        """Add a paragraph in small type: what is wrong leaves room for what to do."""
        self._say(text, SMALL)


def _numbers(letter: Letter) -> Grid:
    """Give the table of a letter: its age groups, and what they come to."""
    about = letter.about
    lines = [*letter.counts]
    if len(lines) > 1:
        sums = (sum(n for _, n, _ in lines), sum(n for *_, n in lines))
        lines.append((about.heading("col_all"), *sums))
    caption = about.heading("letter_numbers", where=letter.where)
    heads = ("visit_group", "letter_listed", "letter_done", "letter_left")
    rows = tuple(
        (Cell(group), *(Cell(about.count(n)) for n in (all_, all_ - left, left)))
        for group, all_, left in lines
    )
    totals = (len(rows) - 1,) if len(rows) > 1 else ()
    return Grid("letter", caption, tuple(map(about.heading, heads)), rows,
                (0.4, 0.2, 0.2, 0.2), totals=totals)  # fmt: skip


def kinds_of(issues: Sequence[Issue]) -> list[list[Issue]]:
    """Gather issues by code, the worst first, then what is found most often."""
    by_code: dict[str, list[Issue]] = {}
    for issue in issues:
        by_code.setdefault(issue.code, []).append(issue)
    return sorted(
        by_code.values(),
        key=lambda found: (SEVERITIES.index(found[0].severity), -len(found)),
    )


def to_sender(issue: Issue, language: str) -> str:
    """Say what was found, and what its sender can do; nobody there runs the kit.

    Examples
    --------
    >>> lines = {f"line_{answer}": "" for answer in ("key", "name", "ignore")}
    >>> print(to_sender(Issue("PH-08", details=lines), "en"))
    The key is another child's, and no child has the name and birth date of this row. The row was set aside and is not counted. Correct name and birth date.
    """  # noqa: E501
    stated = issue.reported(language)
    todo = _OR_DECIDE.sub(".", issue.message(language).removeprefix(stated))
    if _TO_THE_OFFICE.search(todo):
        return stated
    return f"{stated}{_RUN_AGAIN.sub('', todo)}".strip()


def _shortened(message: str) -> str:
    """Keep the whole sentences of a message that a page has room for."""
    sentences = re.split(r"(?<=[.!?]) ", message)
    kept = sentences[:1]
    for sentence in sentences[1:]:
        if len(" ".join((*kept, sentence))) > LONGEST:
            break
        kept.append(sentence)
    text = " ".join(kept)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _say_sessions(letter: Letter) -> str:
    about = letter.about
    reported = [
        about.say(
            "letter_session", day=about.day(day), venue=venue, count=about.children(n)
        )
        for day, venue, n in letter.sessions[:MOST_SESSIONS]
    ]
    if (more := len(letter.sessions) - MOST_SESSIONS) > 0:
        reported.append(about.say("letter_more_sessions", n=about.count(more)))
    return "; ".join(reported)
