"""All lists and letters of a date, written under ``lists/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from dophu.ages import UNKNOWN
from dophu.campaign.about import about_date
from dophu.catalogue.about import About
from dophu.catalogue.issues import Issue
from dophu.disk import close_to_others, private_folder
from dophu.documents.lists.letter import Letter, write_letter
from dophu.documents.lists.letter_paper import LetterPaper
from dophu.documents.lists.template import write_template
from dophu.documents.lists.visits import Visit, find_visits
from dophu.documents.lists.workbook import VisitBook, write_visit_book
from dophu.documents.xlsx.file_names import named_stems
from dophu.snapshots import Snapshot
from dophu.tables.figures import read_tables
from dophu.tables.outreach import due_date

HAMLETS, OFFICERS, LETTERS = "hamlets", "officers", "letters"
TEMPLATES = "templates"


Row = Mapping[str, Any]
"""A row of a table by column: text as in a CSV file, or values."""


def write_lists(out: str | Path, snapshot: Snapshot, language: str = "") -> list[Path]:
    """Write the lists for the door: a workbook a hamlet and an officer, and letters.

    ``<out>/lists/hamlets/<hamlet>.xlsx`` lists the children of a hamlet who are not
    done, with cells for what was found at the door and a key by which the answers find
    their child again; ``officers/<officer>.xlsx`` those of all hamlets of one;
    ``letters/`` has a page a hamlet with its numbers and what is asked. Every hamlet
    has its list: one with nobody left says so; one of which nothing is known does too,
    and has an empty list in ``templates/``. They hold children's data: they are for the
    office and for whom they are of, and where the system can, their owner alone may
    open them. Nothing is written where ``out`` is empty.

    Parameters
    ----------
    out
        The folder to write to.
    snapshot
        The date, as :func:`dophu.load` opens it.
    language
        ``vi`` or ``en``; the campaign's where empty.

    Returns
    -------
    list of Path
        The files written.

    Examples
    --------
    >>> import dophu
    >>> dophu.write_lists("", dophu.load("data/sample", "2024-07-18"))
    []
    """
    if not out:
        return []
    from dophu.tables.gaps import gaps
    from dophu.tables.session_plan import plan_sessions

    plan = plan_sessions(snapshot).table
    counts = gaps(snapshot)
    counts = counts[counts["persons"].notna()]
    records = (table.to_dict("records") for table in (plan, counts))
    return write_lists_of(out, snapshot, language, *records)


def write_lists_of_run(
    folder: Path, snapshot: Snapshot, language: str = ""
) -> list[Path]:
    """Write the lists beside the tables that stand in a run's folder, and from them."""
    tables = read_tables(folder)
    plan, counts = tables.get("plan", []), tables["gaps"]
    return write_lists_of(folder, snapshot, language, plan, counts)


def write_lists_of(
    out: str | Path,
    snapshot: Snapshot,
    language: str,
    plan: Iterable[Row],
    counts: Iterable[Row],
) -> list[Path]:
    """Write the lists with the rows of the plan of sessions and of the gaps given."""
    about = about_date(snapshot.campaign, snapshot.as_of, snapshot.missing, language)
    seated = [row for row in map(_session, plan) if row is not None]
    known = [row for row in counts if row["persons"] not in (None, "")]
    folder = private_folder(Path(out) / "lists")
    written = _Lists(snapshot, about, seated, known).write(folder)
    close_to_others(folder)
    return written


def _session(row: Row) -> dict[str, Any] | None:
    """Give a row of the plan with a true day; None of children without a place."""
    day = row["date"]
    if not isinstance(day, date):
        text = day if isinstance(day, str) else ""
        if not text:
            return None
        # What pandas writes of a day may have a time behind it.
        day = date.fromisoformat(text[:10])
    return {**row, "date": day, "children": int(row["children"])}


@dataclass(frozen=True)
class _Lists:
    snapshot: Snapshot
    about: About
    plan: Sequence[Row]
    gaps: Sequence[Row]

    @cached_property
    def names(self) -> dict[str, str]:
        return self.snapshot.hamlets.names

    @cached_property
    def stems(self) -> dict[str, str]:
        """Names of files by hamlet."""
        return dict(
            zip(self.names, named_stems(list(self.names.values())), strict=True)
        )

    @cached_property
    def visits(self) -> dict[str, list[Visit]]:
        return find_visits(self.snapshot, self.about, self.plan)

    @cached_property
    def due(self) -> date:
        return due_date(self.snapshot.campaign, self.snapshot.as_of)

    def write(self, folder: Path) -> list[Path]:
        hamlets, letters = (private_folder(folder / n) for n in (HAMLETS, LETTERS))
        written, paper = [], LetterPaper(self.about)
        for hamlet, stem in self.stems.items():
            book = self._hamlet_book(hamlet)
            written.append(write_visit_book(hamlets / f"{stem}.xlsx", book))
            if self._is_unknown(hamlet):
                template = private_folder(folder / TEMPLATES) / f"{stem}.xlsx"
                of = self.names[hamlet], self.about, self.snapshot.campaign
                written.append(write_template(template, *of))
            letter = self._letter(hamlet, stem)
            written.append(write_letter(letters / f"{stem}.docx", letter, paper))
        officers = self._officers()
        stems = named_stems(list(officers))
        for (officer, of), stem in zip(officers.items(), stems, strict=True):
            path = private_folder(folder / OFFICERS) / f"{stem}.xlsx"
            written.append(write_visit_book(path, self._officer_book(officer, of)))
        return written

    @cached_property
    def _officer_of(self) -> dict[str, str]:
        return {h.hamlet_id: h.officer.strip() for h in self.snapshot.hamlets.hamlets}

    def _officers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for hamlet, officer in self._officer_of.items():
            if officer:
                found.setdefault(officer, []).append(hamlet)
        return found

    def _is_unknown(self, hamlet: str) -> bool:
        """Test whether no list of a hamlet was ever sent, and nobody of it is known."""
        missing = self.snapshot.missing
        never = hamlet in missing and missing[hamlet] is None
        return never and not self.visits[hamlet]

    def _hamlet_book(self, hamlet: str) -> VisitBook:
        officer = self._officer_of[hamlet]
        stated = self.about.say("visit_officer", officer=officer) if officer else ""
        notes = tuple(filter(None, (stated, self._note(hamlet))))
        return replace(self._book([hamlet]), where=self.names[hamlet], notes=notes)

    def _officer_book(self, officer: str, of: list[str]) -> VisitBook:
        where = self.about.say("visit_of", officer=officer)
        book = self._book(of)
        note_of = self._note if all(map(self._is_unknown, of)) else self._note_among
        notes = [f"{self.names[h]}: {note}" for h in of if (note := note_of(h))]
        index = self.snapshot.hamlets.index()
        # Of many columns this one has the least room.
        short = {hamlet: index.short(self.names[hamlet]) for hamlet in of}
        return replace(book, where=where, notes=tuple(notes), hamlets=short)

    def _book(self, of: list[str]) -> VisitBook:
        unknown = all(self._is_unknown(hamlet) for hamlet in of)
        key = "visit_never" if unknown else "visit_nobody"
        day = self.about.date(self.about.as_of)
        return VisitBook(
            where="",
            visits=[visit for hamlet in of for visit in self.visits[hamlet]],
            about=self.about,
            campaign=self.snapshot.campaign.name,
            vocabulary=self.snapshot.campaign.vocabulary,
            due=self.due,
            nobody=self.about.say(key, date=day),
            is_unknown=unknown,
        )

    def _note(self, hamlet: str) -> str:
        """Say of which list a hamlet's children are, where it sent none this time."""
        last = self.snapshot.missing.get(hamlet)
        if last is None or last == self.snapshot.as_of:
            return ""
        return self.about.say("visit_carried", date=self.about.date(last))

    def _note_among(self, hamlet: str) -> str:
        """Say the same in a list of several hamlets."""
        if self._is_unknown(hamlet):
            return self.about.say("visit_never_sent")
        return self._note(hamlet)

    @cached_property
    def _counts(self) -> dict[str, list[tuple[str, int, int]]]:
        found: dict[str, list[tuple[str, int, int]]] = {}
        for row in self.gaps:
            persons, gap, group = int(row["persons"]), int(row["gap"]), row["age_group"]
            if persons or group != UNKNOWN:
                line = self.about.group(group), persons, gap
                found.setdefault(row["hamlet_id"], []).append(line)
        return found

    @cached_property
    def _issues(self) -> dict[str, list[Issue]]:
        """Give by hamlet what was found in its own lists: not those of several."""
        of_file: dict[str, set[str]] = {}
        for sheet in self.snapshot.manifest["read"]:
            of_file.setdefault(sheet["file"], set()).update(sheet["hamlets"])
        found: dict[str, list[Issue]] = {}
        for issue in self.snapshot.issues:
            hamlets = of_file.get(issue.file, set())
            # In a list of several hamlets a cell's hamlet is not known.
            hamlet = issue.hamlet_id or (min(hamlets) if len(hamlets) == 1 else "")
            if hamlet and issue.severity != "info":
                found.setdefault(hamlet, []).append(issue)
        return found

    def _letter(self, hamlet: str, stem: str) -> Letter:
        missing = self.snapshot.missing
        sessions: dict[tuple[date, str], int] = {}
        for row in self.plan:
            if row["hamlet_id"] == hamlet:
                key = row["date"], row["venue"]
                sessions[key] = sessions.get(key, 0) + row["children"]
        unknown = self._is_unknown(hamlet)
        return Letter(
            where=self.names[hamlet],
            officer=self._officer_of[hamlet],
            about=self.about,
            counts=() if unknown else self._counts.get(hamlet, ()),
            to_verify=sum(visit.to_verify for visit in self.visits[hamlet]),
            carried=missing.get(hamlet),
            issues=self._issues.get(hamlet, ()),
            sessions=[(*key, n) for key, n in sorted(sessions.items())],
            due=self.due,
            file=f"{stem}.xlsx",
        )
