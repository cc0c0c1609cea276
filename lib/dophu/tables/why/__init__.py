"""Why a figure is what it is: the children behind it, their rows, the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dophu.catalogue.sentences import say
from dophu.snapshots import Snapshot
from dophu.snapshots.children import counted
from dophu.tables.changes.book import Booking
from dophu.tables.why.asked import Figure, read_figure
from dophu.tables.why.behind import Behind, find_behind, find_bookings
from dophu.tables.why.evidence import Evidence, Source, find_people, gather
from dophu.tables.why.rules import (
    Rule,
    age_rule,
    hamlet_rule,
    join_rule,
    presence_rule,
    status_rule,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = (
    "WHY_COLUMNS", "Child", "explain", "lay_out", "read_figure", "tell_cells", "why",
)  # fmt: skip

WHY_COLUMNS = (
    "as_of", "person_id", "hamlet_id", "hamlet", "age_group", "counts", "booked",
    "status", "presence", "reason", "file", "sheet", "row", "source", "outcome",
    "said", "says", "decides", "joined", "issues", "status_rule", "hamlet_rule",
    "age_rule", "presence_rule",
)  # fmt: skip


@dataclass(frozen=True)
class Child:
    """A child behind a figure: its rows, and the rule for each thing it is counted as.

    ``counts`` is what it adds to the figure; ``bookings`` what it does to the ledger
    of the date.
    """

    behind: Behind
    bookings: tuple[Booking, ...]
    evidence: Evidence
    status: Rule
    hamlet: Rule
    age_group: Rule
    presence: Rule | None

    @property
    def rules(self) -> dict[str, Rule]:
        """The rules by what they decide."""
        found = {"status": self.status, "hamlet": self.hamlet, "age": self.age_group}
        return found | ({"presence": self.presence} if self.presence else {})

    def decides(self, source: Source) -> list[str]:
        """Name what a row decided: ``status``, ``hamlet``, ``age``."""
        return [name for name, rule in self.rules.items() if source in rule.sources]

    def joined(self, source: Source) -> Rule | None:
        """Report why a row was joined to the child; None of its first."""
        return join_rule(source, self.evidence.sources[0], self.evidence)


def explain(week: Snapshot, figure: Figure) -> list[Child]:
    """Find the children behind a figure, each with its rows and rules.

    Of one child (``figure.child``) every date that has it, oldest first.
    """
    if figure.child:
        return [child for one in week.series() for child in _on(one, figure.child)]
    behind = find_behind(week, figure)
    people = find_people(week, {one.person_id for one in behind})
    if figure.status:
        behind = [b for b in behind if people[b.person_id][1].status == figure.status]
    wanted = dict.fromkeys(one.person_id for one in behind)
    gathered = gather(people[child] for child in wanted)
    found = {one.person.person_id: one for one in gathered}
    booked = find_bookings(week)
    return [_child(b, found[b.person_id], booked) for b in behind]


def _on(week: Snapshot, child: str) -> list[Child]:
    """Give one child as it is on a date; nothing where the date does not have it."""
    people = find_people(week, {child})
    if child not in people or people[child][0].as_of != week.as_of:
        return []
    (evidence,) = gather([people[child]])
    booked = find_bookings(week)
    inside = [cell for cell, column, _ in booked.get(child, ()) if column == "closing"]
    # A child without a card closes in one cell; any other is shown where it counts.
    cell = inside[0] if inside else (evidence.person.hamlet_id, _group(week, child))
    return [_child(Behind(child, cell, len(inside)), evidence, booked)]


def _group(week: Snapshot, child: str) -> str:
    """Give the age group of a child who counts; '' of any other."""
    import narwhals.stable.v2 as nw

    people = counted(week.persons, week.as_of, week.campaign.age_groups)
    chosen = people.filter(nw.col("person_id") == child).select("age_group")
    return "".join(group for (group,) in chosen.to_native().fetchall())


def _child(
    behind: Behind, evidence: Evidence, booked: dict[str, list[Booking]]
) -> Child:
    return Child(
        behind, tuple(booked.get(behind.person_id, ())), evidence,
        status_rule(evidence), hamlet_rule(evidence),
        age_rule(evidence, behind.cell[1]), presence_rule(evidence),
    )  # fmt: skip


def why(
    snapshot: Snapshot,
    hamlet: str = "",
    age_group: str = "",
    column: str = "gap",
    status: str = "",
    child: str = "",
) -> pd.DataFrame:
    """List the children behind a figure, their source rows, and what placed each.

    Without names, personal numbers and birth dates: a word of a free cell is shown
    only where it is understood whole or stands in three rows or more, else its cell is
    named.

    Parameters
    ----------
    snapshot
        The date, as :func:`dophu.load` opens it.
    hamlet
        An id, a name or a spelling of a hamlet; all where empty.
    age_group
        A code or a name of an age group, or ``unknown``; all where empty.
    column
        Of ``gaps.csv`` (``persons``, ``enrolled``, ``gap``, ``applied``, ``issued``) or
        of ``changes.csv`` (``new``, ``moved_in``, ``corrected`` ...); who was enrolled
        since the last date is ``changes.enrolled``.
    status
        Only children of a status: ``not_yet``, ``returned``, ``applied``, ``issued``.
    child
        The id of one child: its history over all dates up to this one. Hamlet, age
        group, column and status are ignored then.

    Returns
    -------
    DataFrame
        One row a source row of a child, in the order of hamlets, age groups and ids; a
        child that is carried forward has those of the date it was listed last.
        ``person_id``; the cell it is counted in (``hamlet_id``, ``hamlet``,
        ``age_group``); ``counts`` (1, or -1 where it is taken off, so that the
        children's add up to the figure); ``booked`` (its columns of the ledger);
        ``status``, ``presence`` and ``reason`` as counted; ``file``, ``sheet``,
        ``row``, ``source`` (``roster``, ``enrolment``), ``outcome``; ``said`` (the
        cells that bear on the result, as they were sent), ``says`` (the status they
        come to; missing where none), ``decides`` (what the row decided), ``joined``
        (why it is this child's), ``issues`` (codes); ``status_rule``,
        ``hamlet_rule``, ``age_rule`` and ``presence_rule`` in words, with the number of
        the rule (``docs/rules.md``).

    Raises
    ------
    DophuError
        For a word that is not known, naming the nearest one; for an unknown id.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> left = dophu.why(week, hamlet="H02", age_group="under_6")
    >>> gaps = dophu.gaps(week, where={"hamlet_id": "H02", "age_group": "under_6"})
    >>> left["person_id"].nunique(), gaps["gap"].to_list()
    (16, [16])
    >>> print(left.loc[0, "said"])
    Chưa làm: x; Lý do chưa làm: Chưa thấy cần thiết
    >>> print(left.loc[0, "status_rule"])
    theo danh sách của địa bàn (quy tắc 03)
    """
    figure = read_figure(snapshot, hamlet, age_group, column, status, child)
    return lay_out(explain(snapshot, figure), snapshot)


def lay_out(
    children: Iterable[Child], week: Snapshot, language: str = ""
) -> pd.DataFrame:
    """Lay children out as the frame of :func:`why`, in words of a language."""
    import pandas as pd

    names = week.campaign.hamlets.names
    language = language or week.campaign.language
    lines = [line for one in children for line in _lines(one, names, language)]
    table = pd.DataFrame(lines, columns=list(WHY_COLUMNS))
    texts = dict.fromkeys(set(WHY_COLUMNS) - {"as_of", "counts", "row"}, "str")
    return table.astype({**texts, "counts": "Int64", "row": "Int64"})


def _lines(child: Child, names: dict[str, str], language: str) -> Iterator[list[Any]]:
    person, cell = child.evidence.person, child.behind.cell
    booked = dict.fromkeys(column for _, column, _ in child.bookings)
    rules = {name: rule.say(language) for name, rule in child.rules.items()}
    for source in child.evidence.sources:
        joined = child.joined(source)
        yield [
            child.evidence.week.as_of, person.person_id, cell[0],
            names.get(cell[0], cell[0]), cell[1], child.behind.counts,
            " ".join(booked), person.status, person.presence, person.reason,
            source.file, source.sheet, source.row, source.source, source.outcome,
            report_cells(source, language), source.status,
            " ".join(child.decides(source)), joined.say(language) if joined else None,
            " ".join(source.issues), rules["status"], rules["hamlet"], rules["age"],
            rules.get("presence"),
        ]  # fmt: skip


def report_cells(source: Source, language: str, in_full: bool = False) -> str:
    """Write the cells of a row that bear on the result, one after the other.

    A text that may identify somebody is not written, but where it stands, unless
    all are asked for ``in_full``.
    """
    if source.reported is None:
        return say("why_unreadable", language)
    return "; ".join(
        f"{cell.heading or cell.cell}: "
        + (cell.text if cell.is_shown or in_full else f"… ({cell.cell})")
        for cell in source.reported.cells
    )
