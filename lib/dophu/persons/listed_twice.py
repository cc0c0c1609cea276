"""Which other child one may be that an officer says is listed twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from dophu.campaign.decided_rows import LEFT_OUT, propose_row
from dophu.campaign.decisions import SAME, propose_line
from dophu.catalogue.issues import phrase
from dophu.persons.record import Person, births_agree, names_alike

# As in every drive's code book (catalogue/vocabulary.toml).
TWICE = "TRUNG"
"""Code of the reason that a child is listed twice."""

MOST_OTHERS = 3
"""Children that a message proposes."""


def propose_twice(
    person: Person,
    ids: Collection[str],
    people: Iterable[Person],
    place: tuple[str, str, int],
) -> dict[str, Any]:
    """Give the lines that settle an answer that a child is listed twice.

    One for each child that it may be, the likeliest first, and one that leaves the
    answer out. ``ids`` are all that the child has; ``place`` is of the answer.
    """
    ranked = [
        (rank, other)
        for other in people
        if other.person_id not in ids and (rank := _likeness(person, other))
    ]
    ranked.sort(key=lambda found: (-found[0], found[1].place, found[1].person_id))
    worded = [
        phrase(
            "twice_line",
            line=propose_line(
                "same_child", "", f"{person.person_id} {other.person_id}", SAME
            ),
            other=other.place,
        )
        for _, other in ranked[:MOST_OTHERS]
    ]
    lines = {
        language: "".join(words[language] for words in worded)
        for language in ("vi", "en")
    }
    file, sheet, row = place
    return {
        "lines": lines, "line_ignore": propose_row(file, sheet, [row - 1], LEFT_OUT)
    }  # fmt: skip


def _likeness(one: Person, two: Person) -> int:
    """Say how likely two children are one, 0 where nothing speaks for it."""
    same_name = one.name_key == two.name_key
    same_birth = (
        one.birth_from is not None
        and two.birth_from is not None
        and births_agree(one, two)
    )
    if same_name:
        return 4 if same_birth else 3
    if not same_birth:
        return 0
    if names_alike(one.name, two.name):
        return 2
    # Twins have one birth date too: a person tells them apart.
    is_whole = one.precision == two.precision == "day"
    return int(is_whole and one.hamlet_id == two.hamlet_id)
