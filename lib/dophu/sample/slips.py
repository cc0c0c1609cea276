"""Slips of typing in one record of a child, one small function a kind.

Rates are shares of records; :data:`ORDINARY` is what lists of offices look like,
:data:`HARD` a list without numbers whose rows have several slips each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from dophu.sample.families import Kin
from dophu.text import folded_key

NEIGHBOURS = "abcdeghiklmnopqrstuvxy"


@dataclass(frozen=True)
class Rates:
    """Shares of records with each kind of slip, and of a list's rows typed twice."""

    name_slip: float
    unaccented: float
    wrong_accent: float
    abbreviated: float
    reordered: float
    year_only: float
    swapped: float
    date_slip: float
    first_january: float
    no_birth: float
    no_sex: float
    wrong_sex: float
    no_number: float
    number_slip: float
    siblings_number: float
    no_mother: float
    mother_slip: float
    father_instead: float
    wrong_hamlet: float
    double: float
    retyped: float


ORDINARY = Rates(
    name_slip=0.02, unaccented=0.04, wrong_accent=0.015, abbreviated=0.008,
    reordered=0.004, year_only=0.015, swapped=0.01, date_slip=0.008,
    first_january=0.01, no_birth=0.004, no_sex=0.02, wrong_sex=0.004,
    no_number=0.12, number_slip=0.01, siblings_number=0.003, no_mother=0.25,
    mother_slip=0.03, father_instead=0.03, wrong_hamlet=0.01, double=0.01,
    retyped=0.05,
)  # fmt: skip
HARD = Rates(
    name_slip=0.06, unaccented=0.10, wrong_accent=0.05, abbreviated=0.02,
    reordered=0.01, year_only=0.03, swapped=0.03, date_slip=0.03,
    first_january=0.02, no_birth=0.008, no_sex=0.06, wrong_sex=0.01,
    no_number=0.75, number_slip=0.03, siblings_number=0.01, no_mother=0.35,
    mother_slip=0.08, father_instead=0.05, wrong_hamlet=0.015, double=0.015,
    retyped=0.10,
)  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """What one record says of a child; None where it says nothing."""

    name: str
    birth: tuple[date, date, str] | None
    sex: str | None
    number: str | None
    mother: str | None
    hamlet: int


def type_record(
    rng: Random, kin: Kin, kindred: list[Kin], rates: Rates, hamlets: int, last: date
) -> Typed:
    """Type one record of a child, slips included.

    ``kindred`` are the children of its family, whose numbers get mixed up.
    """
    hit = rng.random
    hamlet = kin.hamlet
    if hit() < rates.wrong_hamlet:
        hamlet = rng.randrange(hamlets)
    sex: str | None = kin.sex
    if hit() < rates.no_sex:
        sex = None
    elif hit() < rates.wrong_sex:
        sex = "female" if kin.sex == "male" else "male"
    return Typed(
        _type_name(rng, kin.name, rates),
        _type_birth(rng, kin.birth_date, rates, last),
        sex,
        _type_number(rng, kin, kindred, rates),
        _type_mother(rng, kin, rates),
        hamlet,
    )


def _type_name(rng: Random, name: str, rates: Rates) -> str:
    hit = rng.random
    if hit() < rates.name_slip:
        name = slip_letter(rng, name)
    if hit() < rates.wrong_accent:
        name = _mistype_accent(rng, name)
    words = name.split()
    if hit() < rates.abbreviated and len(words) > 2:
        name = " ".join([words[0], *(f"{w[0]}." for w in words[1:-1]), words[-1]])
    elif hit() < rates.reordered:
        name = " ".join([words[-1], *words[:-1]])
    if hit() < rates.unaccented:
        name = folded_key(name).title()
    return name


def slip_letter(rng: Random, name: str) -> str:
    """Change, leave out, double or swap one letter of a name.

    Examples
    --------
    >>> slip_letter(Random(3), "Mẫu Văn Một")
    'Mẫu Vn Một'
    """
    at = rng.choice([i for i, c in enumerate(name) if c.isalpha() and i])
    kind = rng.randrange(4)
    if kind == 0:
        return name[:at] + rng.choice(NEIGHBOURS) + name[at + 1 :]
    if kind == 1 and sum(c.isalpha() for c in name) > 4:
        return " ".join((name[:at] + name[at + 1 :]).split())
    if kind == 2:
        return name[:at] + name[at].lower() + name[at:]
    if at + 1 < len(name) and name[at + 1].isalpha():
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + rng.choice(NEIGHBOURS) + name[at + 1 :]


def _mistype_accent(rng: Random, name: str) -> str:
    at = rng.choice([i for i, c in enumerate(name) if c.isalpha()])
    return name[:at] + folded_key(name[at]) + name[at + 1 :]


def _type_birth(
    rng: Random, born: date, rates: Rates, last: date
) -> tuple[date, date, str] | None:
    hit = rng.random
    if hit() < rates.no_birth:
        return None
    if hit() < rates.year_only:
        return date(born.year, 1, 1), date(born.year, 12, 31), "year"
    typed = born
    if hit() < rates.swapped and born.day <= 12:
        typed = date(born.year, born.day, born.month)
    elif hit() < rates.date_slip:
        typed = _slip_date(rng, born)
    elif hit() < rates.first_january:
        typed = date(born.year, 1, 1)
    # A day to come would be set aside, and no pair to be judged.
    typed = born if typed > last else typed
    return typed, typed, "day"


def _slip_date(rng: Random, born: date) -> date:
    """Mistype one digit of a date, or copy the day or month of another line."""
    if rng.random() < 0.3:
        if rng.random() < 0.5:
            return born.replace(day=rng.randrange(1, 29))
        return born.replace(day=min(born.day, 28), month=rng.randrange(1, 13))
    while True:
        digits = list(born.strftime("%d%m%Y"))
        # Places of ddmmyyyy: day, month and the last digit of the year.
        at = rng.choice((0, 1, 2, 3, 7))
        digits[at] = rng.choice("0123456789")
        text = "".join(digits)
        try:
            return date(int(text[4:]), int(text[2:4]), int(text[:2]))
        except ValueError:
            continue


def _type_number(rng: Random, kin: Kin, kindred: list[Kin], rates: Rates) -> str | None:
    hit = rng.random
    if hit() < rates.no_number:
        return None
    if hit() < rates.siblings_number:
        return rng.choice(kindred).number
    if hit() < rates.number_slip:
        # The six digits before follow from sex and year of birth.
        at = rng.randrange(6, 12)
        return kin.number[:at] + rng.choice("0123456789") + kin.number[at + 1 :]
    return kin.number


def _type_mother(rng: Random, kin: Kin, rates: Rates) -> str | None:
    hit = rng.random
    if hit() < rates.no_mother:
        return None
    name = kin.father if hit() < rates.father_instead else kin.mother
    if hit() < rates.mother_slip:
        name = slip_letter(rng, name)
    if hit() < rates.unaccented:
        name = folded_key(name).title()
    return name
