"""The source rows behind children: which they are, and what each of them reported.

A child of a date stands on rows of that date; one that is carried forward on those of
the date it was listed last, and what the police once confirmed on the list that did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dophu.persons import Person
from dophu.persons.record import ENROLMENT
from dophu.reader.sandbox import Reader
from dophu.rosters.door.reported_rows import read_again
from dophu.rosters.results.reported_cells import Place, ReportedRow
from dophu.snapshots import Snapshot
from dophu.snapshots.store import PERSON_COLUMNS

ROSTER = "roster"


@dataclass(frozen=True)
class Source:
    """A source row of a child: where it stands, what became of it, what it reported.

    ``reported`` is None where the file cannot be read any more; ``links`` are the
    reasons why it was joined to the child, by language, with the code of the issue.
    """

    week: Snapshot
    file: str
    sheet: str
    row: int
    source: str
    outcome: str
    issues: tuple[str, ...]
    reported: ReportedRow | None = None
    links: tuple[tuple[str, dict[str, str]], ...] = ()

    @property
    def place(self) -> str:
        """File, sheet and row, as messages show them."""
        return " › ".join(p for p in (self.file, self.sheet, str(self.row)) if p)

    @property
    def status(self) -> str | None:
        """The status the row has; to stand on an enrolment list is one by itself."""
        stated = self.reported.status if self.reported else None
        return stated or (
            "applied" if self.source == ENROLMENT and self.reported else None
        )


@dataclass
class Evidence:
    """A child as it is counted on a date, and the rows that it is counted by."""

    week: Snapshot
    person: Person
    sources: list[Source] = field(default_factory=list)


def find_people(
    week: Snapshot, ids: Collection[str]
) -> dict[str, tuple[Snapshot, Person]]:
    """Find children by id on a date, or on the last date that has them."""
    found: dict[str, tuple[Snapshot, Person]] = {}
    for one in reversed(week.series()):
        left = {*ids} - found.keys()
        if not left:
            break
        for person in _people(one, left):
            found[person.person_id] = one, person
    return found


def _people(week: Snapshot, ids: Collection[str]) -> Iterator[Person]:
    import narwhals.stable.v2 as nw

    chosen = week.persons.filter(nw.col("person_id").is_in(sorted(ids)))
    for row in chosen.select(*PERSON_COLUMNS).to_native().fetchall():
        yield Person(*row)


def gather(people: Iterable[tuple[Snapshot, Person]]) -> list[Evidence]:
    """Gather the rows of children, each as it is on its date, and read them again."""
    found = [Evidence(week, person) for week, person in people]
    if not found:
        return []
    series = max((e.week for e in found), key=lambda week: week.as_of).series()
    for week in reversed(series):
        asked = {
            one.person.person_id: one
            for one in found
            if one.week.as_of >= week.as_of and _is_open(one, week)
        }
        if asked:
            for source, child in _rows_of(week, asked):
                asked[child].sources.append(source)
    for one in found:
        # At least where its record stands: a child without a row is never left out.
        one.sources = one.sources or [_record(one)]
    return _with_reported(found)


def _record(one: Evidence) -> Source:
    person = one.person
    place = person.file, person.sheet, person.row
    return Source(one.week, *place, person.source, "", ())


def _is_open(one: Evidence, week: Snapshot) -> bool:
    """Test whether a date may have rows that a child is counted by."""
    if one.week.as_of == week.as_of:
        return True
    has = {source.source for source in one.sources}
    needs_roster = ROSTER not in has and one.person.last_seen != one.week.as_of
    needs_result = ENROLMENT not in has and one.person.enrolment_status is not None
    return needs_roster or needs_result


def _rows_of(
    week: Snapshot, asked: dict[str, Evidence]
) -> Iterator[tuple[Source, str]]:
    """Give the rows of a date that are about the children asked for, with their ids."""
    import narwhals.stable.v2 as nw

    names = ["person_id", "file", "sheet", "row", "source", "outcome", "issues"]
    # A child that is known under another id by now is found by where its record stands.
    places = {
        (e.person.file, e.person.sheet, e.person.row): child
        for child, e in asked.items()
        if e.week.as_of != week.as_of
    }
    files = sorted({file for file, _, _ in places})
    col = nw.col
    wanted = col("person_id").is_in(sorted(asked)) | col("file").is_in(files)
    rows = week.source_rows.filter((col("kind") == "data") & wanted)
    for child, file, sheet, row, source, outcome, issues in (
        rows.select(names).to_native().fetchall()
    ):
        owner = child if child in asked else places.get((file, sheet, row))
        if owner is None or not _is_wanted(asked[owner], week, source):
            continue
        codes = tuple(dict.fromkeys(issues.split()))
        yield Source(week, file, sheet, row, source, outcome, codes), owner


def _is_wanted(one: Evidence, week: Snapshot, source: str) -> bool:
    if one.week.as_of == week.as_of:
        return True
    if source == ENROLMENT:
        return one.person.enrolment_status is not None
    return one.person.last_seen == week.as_of


def _with_reported(found: list[Evidence]) -> list[Evidence]:
    """Add what each row reported, and why it was joined to its child."""
    weeks = {s.week.as_of: s.week for one in found for s in one.sources}
    files: dict[Any, set[str]] = defaultdict(set)
    for one in found:
        for source in one.sources:
            files[source.week.as_of].add(source.file)
    with Reader() as reader:
        for day, week in weeks.items():
            reported = read_again(week.campaign, day, files[day], reader)
            order, links = _order(week, files[day]), find_links(week)
            for one in found:
                one.sources = [
                    _report(s, one.person.person_id, reported, order, links)
                    if s.week.as_of == day else s
                    for s in one.sources
                ]  # fmt: skip
    return found


def _order(week: Snapshot, files: Collection[str]) -> dict[Place, list[str]]:
    """Give the ids of the children of each row, in the order they stand in it."""
    import narwhals.stable.v2 as nw

    col = nw.col
    rows = week.source_rows.filter(col("file").is_in(sorted(files)))
    order: dict[Place, list[str]] = defaultdict(list)
    columns = rows.select("file", "sheet", "row", "person_id").to_native()
    for file, sheet, row, child in columns.fetchall():
        order[file, sheet, row].append(child)
    return order


def _report(
    source: Source,
    child: str,
    reported: dict[Place, list[ReportedRow]],
    order: dict[Place, list[str]],
    links: dict[Place, list[tuple[str, dict[str, str]]]],
) -> Source:
    place = source.file, source.sheet, source.row
    stated, ids = reported.get(place, []), order.get(place, [])
    at = ids.index(child) if child in ids else 0
    return Source(
        source.week, *place, source.source, source.outcome, source.issues,
        stated[at] if at < len(stated) else None, tuple(links.get(place, ())),
    )  # fmt: skip


LINKS = ("DS-11", "DS-12", "DS-23", "TN-09", "TN-13")
"""Issues that state why two rows are one child."""


def find_links(week: Snapshot) -> dict[Place, list[tuple[str, dict[str, str]]]]:
    """Give by place why rows were taken for a child that another row has too."""
    links: dict[Place, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    for issue in week.issues:
        if issue.code in LINKS and issue.cell.isdigit():
            place = issue.file, issue.sheet, int(issue.cell)
            links[place].append((issue.code, issue.details["why"]))
    return links
