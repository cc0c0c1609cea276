"""A child's record as the keys by which two records are compared.

Everything is folded here, in Python: string distances of the engine count bytes,
and an accent is two of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dophu.child_names import accented_key, name_key
from dophu.persons.record import AGE, Person

FILLERS = frozenset(("thi", "van", "a"))
"""Middle words that lists leave out: they mark the sex more than they name."""

USUAL = 200
"""Weight of the shipped frequency of a name, as so many children: a list of three
is no measure of how rare a name is."""

COLUMNS = (
    "id", "name", "accented", "given", "family", "sorted_name", "short_name",
    "bare_name", "abbreviated", "birth", "year", "day_month", "swapped", "vague",
    "number", "sex", "mother", "short_mother", "hamlet", "tf_name", "tf_mother",
)  # fmt: skip
"""What a record is compared by. ``birth`` is ISO text, for a year only its first
of January, and ``vague`` where the day is not known for certain: a year or month
only, or a first of January, which offices type for a day they do not know."""


@dataclass(frozen=True, slots=True)
class NameKeys:
    """A name's folded keys; see :func:`name_keys`."""

    name: str
    accented: str
    given: str
    family: str
    sorted_name: str
    short_name: str
    bare_name: str
    abbreviated: bool


@lru_cache(maxsize=65536)
def name_keys(name: str) -> NameKeys:
    """Give the keys of a name: whole, by its words, by initials, without fillers.

    ``abbreviated`` is True where a word but the last is an initial. ``A`` in the
    middle is a word of its own in Mông names.

    Examples
    --------
    >>> name_keys("Nguyễn T. Hoa").short_name, name_keys("Nguyễn T. Hoa").abbreviated
    ('n t hoa', True)
    >>> name_keys("Giàng A Páo").abbreviated, name_keys("Giàng A Páo").bare_name
    (False, 'giang pao')
    """
    folded = name_key(name)
    words = folded.split() or [""]
    first, last = words[:-1], words[-1]
    bare = [w for i, w in enumerate(words) if i in (0, len(words) - 1) or w not in
            FILLERS]  # fmt: skip
    return NameKeys(
        folded,
        accented_key(name),
        last,
        words[0],
        " ".join(sorted(words)),
        " ".join([*(w[0] for w in first), last]),
        " ".join(bare),
        any(len(w) == 1 and (w != "a" or i == 0) for i, w in enumerate(first)),
    )


class Frequencies:
    """How often each name and each mother's name occur among a date's children.

    Smoothed by the shipped averages, so that short lists do not mislead.
    """

    def __init__(self, people: Iterable[Person], usual: dict[str, float]) -> None:
        self._usual = usual
        self._counts: dict[str, Counter[str]] = {"name": Counter(), "mother": Counter()}
        for person in people:
            self._counts["name"][person.name_key] += 1
            if person.mother:
                self._counts["mother"][name_key(person.mother)] += 1
        self._totals = {what: c.total() for what, c in self._counts.items()}

    def of(self, what: str, key: str | None) -> float | None:
        """Give the share of children whose ``name`` or ``mother`` has a key."""
        if key is None:
            return None
        seen = self._counts[what][key]
        usual = self._usual[what]
        return (seen + USUAL * usual) / (self._totals[what] + USUAL)


def make_records(
    people: Sequence[Person], frequencies: Frequencies
) -> dict[str, list[Any]]:
    """Put the keys of children's records into columns, ``id`` their place from 0."""
    lines = [_line(at, person, frequencies) for at, person in enumerate(people)]
    if not lines:
        return {name: [] for name in COLUMNS}
    return dict(zip(COLUMNS, map(list, zip(*lines, strict=True)), strict=True))


def _line(at: int, person: Person, frequencies: Frequencies) -> tuple[Any, ...]:
    keys = name_keys(person.name)
    mother = name_keys(person.mother) if person.mother else None
    birth = year = day_month = swapped = None
    vague = False
    # An age has no year to compare by: as a birth it is missing.
    if (born := person.birth_from) is not None and person.precision != AGE:
        birth, year = born.isoformat(), born.year
        day_month, swapped = birth[5:], f"{birth[8:]}-{birth[5:7]}"
        vague = person.precision != "day" or (born.day == 1 and born.month == 1)
    return (
        at, keys.name, keys.accented, keys.given, keys.family, keys.sorted_name,
        keys.short_name, keys.bare_name, keys.abbreviated, birth, year, day_month,
        swapped, vague, person.number or None, person.sex,
        mother.name if mother else None, mother.short_name if mother else None,
        person.hamlet_id, frequencies.of("name", keys.name),
        frequencies.of("mother", mother.name if mother else None),
    )  # fmt: skip
