"""Of which hamlet the rows of a list for the door are that name none.

Nothing says it for certain, or they would have been read so. What children are called
on the sheet says which hamlets are likely: those of which the last date had children
of these names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from dophu.campaign.decided_rows import LEFT_OUT, propose_row
from dophu.catalogue.issues import phrase
from dophu.persons.record import Person
from dophu.rosters.sheets.source_rows import Rows

UNPLACED = "PH-14"

OPEN_PLACE = "<hamlet_id>"
"""What stands in a line for a hamlet that a person picks."""

MOST_PLACES = 3
"""Hamlets that a message proposes where more are likely."""

FEW_PLACES = 5
"""Hamlets of a campaign that are all proposed where none is likelier."""


def propose_places(
    rows: Rows, earlier: Iterable[Person], names: Mapping[str, str]
) -> None:
    """Give messages on rows without a hamlet the lines that settle them.

    They are of all such rows of a sheet. ``names`` are the campaign's hamlets by id.
    """
    asked = [issue for issue in rows.issues if issue.code == UNPLACED]
    if not asked:
        return
    lived: dict[str, set[str]] = defaultdict(set)
    for person in earlier:
        if person.hamlet_id in names:
            lived[person.name_key].add(person.hamlet_id)
    likely: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    at: dict[tuple[str, str], list[int]] = defaultdict(list)
    columns = rows.columns
    for file, sheet, row, name, codes in zip(
        *(columns[c] for c in ("file", "sheet", "row", "name_key", "issues")),
        strict=True,
    ):
        if UNPLACED in codes.split():
            at[file, sheet].append(row - 1)
            likely[file, sheet].update(lived.get(name or "", ()))
    for issue in asked:
        place = issue.file, issue.sheet
        found = [hamlet for hamlet, _ in likely[place].most_common(MOST_PLACES)]
        if not found and len(names) <= FEW_PLACES:
            found = [*names]
        open_line = issue.details.pop("line_open")
        # The likeliest first, those that a person picks from next: so they are asked.
        issue.details.update(
            rows=len(at[place]),
            lines=_as_text(open_line, found, names),
            line_open=open_line,
            line_ignore=propose_row(*place, at[place], LEFT_OUT),
        )


def _as_text(
    line: str, hamlets: Iterable[str], names: Mapping[str, str]
) -> dict[str, str]:
    """Word the lines of some hamlets, by language."""
    worded: list[dict[str, Any]] = [
        phrase("place_line", line=line.replace(OPEN_PLACE, h), hamlet=names[h])
        for h in hamlets
    ]
    return {
        language: "".join(words[language] for words in worded)
        for language in ("vi", "en")
    }
