"""A child's record as the keys by which two records are compared.

Everything is folded here, in Python: string distances of the engine count bytes,
and an accent is two of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

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
    "letters",
)  # fmt: skip
"""What a record is compared by. ``birth`` is ISO text, for a year only its first
of January, and ``vague`` where the day is not known for certain: a year or month
only, or a first of January, which offices type for a day they do not know.
``letters`` are those of the name as bits; see :func:`letter_bits`."""


_OF_BIRTH = ("birth", "year", "day_month", "swapped", "vague")


class NameKeys(NamedTuple):
    """A name's folded keys; see :func:`name_keys`."""

    name: str
    accented: str
    given: str
    family: str
    sorted_name: str
    short_name: str
    bare_name: str
    abbreviated: bool
    letters: int


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
    # The ends are the family's and the given name: a filler stands between them.
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
        letter_bits(folded),
    )


# Once and twice are 62 bits together: a BIGINT of the engine has 63 beside its sign.
_KINDS = 31
_BITS = {chr(ord("a") + at): 1 << at for at in range(26)}


def letter_bits(text: str) -> int:
    """Give which letters stand in a text, and which of them twice, as bits of a number.

    One letter more or less changes one bit, another in its place two, two swapped none:
    texts that are ``n`` edits apart differ in at most ``2 n`` bits. That costs a
    hundredth of their distance, so most pairs never come to it.

    Examples
    --------
    >>> [(letter_bits("hoa") ^ letter_bits(x)).bit_count() for x in ("hao", "lan")]
    [0, 4]
    """
    once = twice = 0
    for letter in text:
        # Any other sign shares one of the bits that are left.
        bit = _BITS.get(letter) or 1 << 26 + ord(letter) % (_KINDS - 26)
        twice |= once & bit
        once |= bit
    return once | twice << _KINDS


class Frequencies:
    """How often each name and each mother's name occur among a date's children.

    Smoothed by the shipped averages, so that short lists do not mislead.
    """

    def __init__(self, people: Iterable[Person], usual: dict[str, float]) -> None:
        people = list(people)
        mothers = Counter(person.mother for person in people if person.mother)
        by_key: Counter[str] = Counter()
        for mother, times in mothers.items():
            by_key[name_key(mother)] += times
        counts = {"name": Counter(p.name_key for p in people), "mother": by_key}
        self._unseen, self._shares = {}, {}
        for what, seen in counts.items():
            weight, total = USUAL * usual[what], seen.total() + USUAL
            self._unseen[what] = weight / total
            self._shares[what] = {k: (n + weight) / total for k, n in seen.items()}

    def of(self, what: str, key: str | None) -> float | None:
        """Give the share of children whose ``name`` or ``mother`` has a key."""
        if key is None:
            return None
        return self._shares[what].get(key, self._unseen[what])


def make_records(
    people: Sequence[Person], frequencies: Frequencies, places: Sequence[int] = ()
) -> dict[str, list[Any]]:
    """Put the keys of children's records into columns, ``id`` their place from 0.

    ``places`` are those of the records wanted, all where none is given.
    """
    places = places or range(len(people))
    chosen = [people[at] for at in places]
    names = [name_keys(person.name) for person in chosen]
    mothers = [name_keys(p.mother) if p.mother else None for p in chosen]
    of_mothers = [mother and mother.name for mother in mothers]
    births = [_birth_keys(p.birth_from, p.precision) for p in chosen]
    records: dict[str, list[Any]] = {"id": list(places)}
    for columns, keys in ((NameKeys._fields, names), (_OF_BIRTH, births)):
        records |= {column: [k[at] for k in keys] for at, column in enumerate(columns)}
    return records | {
        "number": [person.number or None for person in chosen],
        "sex": [person.sex for person in chosen],
        "mother": of_mothers,
        "short_mother": [mother and mother.short_name for mother in mothers],
        "hamlet": [person.hamlet_id for person in chosen],
        "tf_name": [frequencies.of("name", name) for name in records["name"]],
        "tf_mother": [frequencies.of("mother", key) for key in of_mothers],
    }


@lru_cache(maxsize=65536)
def _birth_keys(
    born: date | None, precision: str | None
) -> tuple[str | None, int | None, str | None, str | None, bool]:
    # An age has no year to compare by: as a birth it is missing.
    if born is None or precision == AGE:
        return None, None, None, None, False
    birth = born.isoformat()
    vague = precision != "day" or (born.day == 1 and born.month == 1)
    return birth, born.year, birth[5:], f"{birth[8:]}-{birth[5:7]}", vague
