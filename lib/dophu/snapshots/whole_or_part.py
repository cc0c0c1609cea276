"""Whether a hamlet's list is whole, by what its last one had; what to report if not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from dophu.campaign.decisions import propose_line
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue, phrase
from dophu.persons import COUNTED, Person
from dophu.rosters import Reading
from dophu.rosters.lists.read_sheets import ReadSheet, describe_role
from dophu.text import folded_key

# A fifth may be missing, as of a list that did not shrink (hamlet_checks.SHRUNK).
WHOLE = 0.8
"""Share of the children of the last date that a list called new has if it is whole."""

LEAST = 3
"""Children from which the last date is evidence about a list."""


def settle_by_last_date(
    reading: Reading, earlier: Sequence[Person], then: date
) -> None:
    """Correct which hamlets sent a whole list, by the children of the last date.

    A list of nobody but children who are not yet done, where the last one had done
    ones and hardly any of these is on it, is only the not yet. A list called new, or of
    some, that has most children of the last date is whole.
    """
    last: dict[str, list[Person]] = defaultdict(list)
    for person in earlier:
        if person.presence == "present" and person.last_seen == then:
            last[person.hamlet_id].append(person)
    names, statuses = _listed(reading.rows.columns)
    # A role that a person decided is not corrected by the list's rows.
    decided = {
        hamlet
        for sheet in reading.sheets
        if sheet.by == "decision" and sheet.role == "hamlet"
        for hamlet in sheet.hamlets
    }
    for hamlet in sorted(reading.rows.hamlets - decided):
        if _is_of_the_not_yet(last[hamlet], names[hamlet], statuses[hamlet]):
            reading.rows.hamlets.discard(hamlet)
            reading.parts[hamlet] = {("partial", "not_yet")}
            _rename(reading, hamlet, ("hamlet", ""), ("partial", "not_yet"))
    for hamlet, sent in list(reading.parts.items()):
        some = sent & {("partial", part) for part in ("new", "some", "piece")}
        if some and _has_most(last[hamlet], names[hamlet]):
            del reading.parts[hamlet]
            reading.rows.hamlets.add(hamlet)
            for one in some:
                _rename(reading, hamlet, one, ("hamlet", ""))


def _rename(
    reading: Reading, hamlet: str, was: tuple[str, str], now: tuple[str, str]
) -> None:
    """Put down what the lists of a hamlet alone turned out to be, by their rows."""
    for at, sheet in enumerate(reading.sheets):
        if sheet.hamlets == (hamlet,) and (sheet.role, sheet.part) == was:
            kind, part = now
            reading.sheets[at] = replace(sheet, role=kind, part=part, by="rows")


def _listed(
    columns: dict[str, list[Any]],
) -> tuple[dict[str, set[str]], dict[str, set[str | None]]]:
    """Give by hamlet the names on the date's rosters, and the statuses."""
    names: dict[str, set[str]] = defaultdict(set)
    statuses: dict[str, set[str | None]] = defaultdict(set)
    used = ("kind", "source", "hamlet_id", "name_key", "status")
    for kind, source, hamlet, name, status in zip(
        *(columns[name] for name in used), strict=True
    ):
        if kind == "data" and source == "roster" and hamlet and name:
            names[hamlet].add(name)
            statuses[hamlet].add(status)
    return names, statuses


def _is_of_the_not_yet(
    last: list[Person], names: set[str], statuses: set[str | None]
) -> bool:
    done = [p.name_key for p in last if p.roster_status in ENROLLED]
    others = [p.name_key for p in last if p.roster_status not in ENROLLED]
    if statuses != {"not_yet"} or len(done) < LEAST:
        return False
    still = sum(name in names for name in done)
    stayed = sum(name in names for name in others)
    # A tenth of the done may stand there still; of the others half must, or it is
    # another list altogether.
    return still * 10 <= len(done) and stayed * 2 >= len(others)


def _has_most(last: list[Person], names: set[str]) -> bool:
    here = sum(person.name_key in names for person in last)
    return len(last) >= LEAST and here >= WHOLE * len(last)


def find_withdrawn(
    people: Sequence[Person],
    earlier: Sequence[Person],
    then: date,
    files: Collection[str],
) -> list[Issue]:
    """Find lists of the last date that are not there, with their children (TP-14).

    A file that is called otherwise this time has its children on the lists; of one
    that was withdrawn most are on none, though their hamlets sent another list.
    """
    now = {person.person_id: person.presence for person in people}
    listed: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for person in earlier:
        if person.presence == "present" and person.last_seen == then:
            listed[person.file] += 1
            gone[person.file] += now.get(person.person_id) == "to_verify"
    there = {_sender_of(file) for file in files}
    return [
        Issue("TP-14", details={"other": file, "children": children})
        for file, children in sorted(gone.items())
        if children >= LEAST
        and children * 2 >= listed[file]
        and _sender_of(file) not in there
    ]


def find_withdrawn_results(
    people: Sequence[Person], last: Collection[str], files: Collection[str]
) -> list[Issue]:
    """Find enrolment lists of the last date that are not there (TP-17).

    ``last`` and ``files`` are the enrolment lists of the last date and of this one.
    What they had holds, and is reported: a list may be withdrawn because it was wrong.
    """
    there = {_sender_of(file) for file in files}
    gone = sorted(file for file in last if _sender_of(file) not in there)
    children = sum(
        person.enrolment_status in ENROLLED
        and person.roster_status not in ENROLLED
        and person.presence in COUNTED
        for person in people
    )
    return [
        Issue("TP-17", details={"other": file, "children": children})
        for file in gone
        if children
    ]


def _sender_of(file: str) -> str:
    """Give a file's name without what differs from date to date: digits and marks."""
    stem = folded_key(PurePosixPath(file).stem)
    return " ".join("".join(c if c.isalpha() else " " for c in stem).split())


def about_part(
    hamlet_id: str,
    name: str,
    sent: set[tuple[str, str]],
    last: str | None,
    sheets: Iterable[ReadSheet],
) -> Issue:
    """Report a hamlet as not received, for all it sent is part of a list (TP-12).

    The line proposed is of the first list that is a part of the hamlet's, else of a
    school's; of children who stand on another hamlet's list there is none.
    """
    reported = [describe_role(*one) for one in sorted(sent)]
    what = {lang: "; ".join(words[lang] for words in reported) for lang in ("vi", "en")}
    since = phrase("part_since", last=last) if last else phrase("part_first")
    details = {"hamlet": name, "what": what, "since": since}
    files = [
        (sheet.role != "partial", sheet.file)
        for sheet in sheets
        if sheet.role in ("partial", "school") and hamlet_id in sheet.hamlets
    ]
    details["whole"] = phrase("no_part")
    if files:
        details["line"] = propose_line("role", min(files)[1], "-", "hamlet")
        details["whole"] = phrase("part_whole", line=details["line"])
    return Issue("TP-12", hamlet_id=hamlet_id, details=details)


def find_unsent(
    people: Sequence[Person], reading: Reading, last: Mapping[str, str | None]
) -> set[str]:
    """Give the hamlets of which children are counted though none ever sent a list.

    Of one that is not of a part of a list either, the children stand on the list of
    another: that is put down in ``reading.parts``.
    """
    counted = {person.hamlet_id for person in people if person.presence in COUNTED}
    unsent = {h for h in counted - reading.rows.hamlets if not last.get(h)}
    for hamlet in unsent - reading.parts.keys():
        reading.parts[hamlet] = {("stray", "")}
    return unsent
