"""Decisions on children and rows that a date could not carry out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dophu.campaign.decided_rows import CHILD, LEFT_OUT, PLACE, as_value, rows_of
from dophu.campaign.decisions import PERSON_ID, SAME, Decision
from dophu.campaign.file_patterns import is_of_file
from dophu.catalogue.issues import Issue
from dophu.persons import Matched, Person
from dophu.rosters.sheets.source_rows import Rows
from dophu.text import comparison_key

KINDS = ("same_child", "move", "presence")
"""Kinds of decisions that may name children by id."""


def find_unused(
    lines: Iterable[Decision], matched: Matched, earlier: Iterable[Person]
) -> Iterator[Issue]:
    """Find decisions on children that are none of the date, or that did not hold.

    TN-14 where an id is no child's or row's, of this date or the one before; TN-16
    where two that were decided to be one child are two still, since a third that is
    decided to be another child stands between them.
    """
    counted = {person.person_id for person in matched.people}
    ids = counted | {person.person_id for person in (*matched.known, *earlier)}
    ids |= {*matched.person_ids}.union(*(link.ids for link in matched.possible_links))
    for line in lines:
        named = PERSON_ID.findall(line.value) if line.kind in KINDS else []
        details = {"kind": line.kind, "ids": " ".join(named)}
        if not ids.issuperset(named):
            details["ids"] = " ".join(x for x in named if x not in ids)
            yield Issue("TN-14", *line.place, details=details)
        elif line.decision == SAME and counted.issuperset(named):
            yield Issue("TN-16", *line.place, details=details)


def find_unused_rows(lines: Iterable[Decision], rows: Rows) -> Iterator[Issue]:
    """Find decisions on rows of a file of the date that are none of its (TN-18).

    A row decided to be a place, or to be left out, may hold no child; any other does.
    """
    lines = [line for line in lines if line.kind == "row"]
    if not lines:
        return
    columns = rows.columns
    names = (columns[name] for name in ("file", "sheet", "row", "kind"))
    kinds = {
        (file, comparison_key(sheet), row): kind
        for file, sheet, row, kind in zip(*names, strict=True)
    }
    files = {file for file, _, _ in kinds}
    for line in lines:
        of = [file for file in files if is_of_file(line.file, file)]
        missing = [
            (sheet, row)
            for sheet, row in sorted(rows_of(line.value) or ())
            if of and not any(
                kind == "data" or (kind and line.decision in (CHILD, PLACE, LEFT_OUT))
                for file in of
                # A decision's rows count from 0 here, source rows from 1.
                for kind in [kinds.get((file, comparison_key(sheet), row + 1))]
            )
        ]  # fmt: skip
        if missing:
            named = as_value(missing[0][0], [row for _, row in missing])
            details = {"rows": named[:60], "file": min(of)}
            yield Issue("TN-18", *line.place, details=details)
