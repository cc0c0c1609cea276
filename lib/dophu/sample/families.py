"""Invented families for trials of matching: siblings, twins, cousins, namesakes.

The children of :mod:`dophu.sample.world` are made to be distinguished; these are made
to be mistaken for each other, as they are in the uplands: a hamlet of two or three
clans, a small pool of given names, twins with names a letter apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dophu.sample.names import family_name, full_name, name_group

ONE_SEX = 0.55
"""Share of twins of one sex."""

NEAR_LETTERS = {
    "a": "áàâă", "á": "aạ", "e": "êé", "ê": "ếe", "o": "ôơó", "ơ": "ờo", "u": "ưú",
    "i": "íy", "y": "ỷi", "ú": "u", "ế": "ê", "ủ": "ư",
}  # fmt: skip
"""Letters that parents of twins change to make a second name of the first."""


@dataclass(frozen=True)
class Kin:
    """One invented child with its family; ``twin`` is the other's place, or -1."""

    place: int
    family: int
    name: str
    sex: str
    birth_date: date
    hamlet: int
    mother: str
    father: str
    number: str
    twin: int = -1


def make_families(
    rng: Random, children: int, hamlets: int, last: date, twins: float
) -> list[Kin]:
    """Make about so many children, family by family, none alike to the last letter.

    Parameters
    ----------
    rng
        Source of chance; the same state gives the same children.
    children, hamlets
        How many of each; the last family may bring a few children more.
    last
        Births lie in the fourteen years before.
    twins
        Share of births that are of two.

    Returns
    -------
    list of Kin
        In the order of families; no two share name, birth date and hamlet.
    """
    clans = []
    for _ in range(hamlets):
        group = name_group(rng)
        clans.append((group, [family_name(rng, group) for _ in range(rng.choice(
            (2, 3, 3, 6)))]))  # fmt: skip
    made: list[Kin] = []
    seen: set[tuple[str, date, int]] = set()
    family = 0
    while len(made) < children:
        _add_family(rng, made, seen, family, clans, last, twins)
        family += 1
    return made


def _add_family(
    rng: Random,
    made: list[Kin],
    seen: set[tuple[str, date, int]],
    family: int,
    clans: list[tuple[str, list[str]]],
    last: date,
    twins: float,
) -> None:
    hamlet = rng.randrange(len(clans))
    group, here = clans[hamlet]
    group = group if rng.random() < 0.85 else name_group(rng)
    clan = rng.choice(here)
    mother = full_name(rng, group, family_name(rng, group), "female")
    father = full_name(rng, group, clan, "male")
    born = last - timedelta(days=rng.randrange(1, 14 * 365))
    names: set[str] = set()
    for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5))):
        # 110 boys to 100 girls, as in ``world``.
        sex = "male" if rng.random() < 0.525 else "female"
        name = full_name(rng, group, clan, sex)
        while name in names or (name, born, hamlet) in seen:
            name = full_name(rng, group, clan, sex)
            # The names of a small pool may be used up in a hamlet.
            hamlet = hamlet if len(names) < 8 else rng.randrange(len(clans))
        made.append(_kin(rng, len(made), family, name, sex, born, hamlet,
                         mother, father))  # fmt: skip
        names.add(name)
        seen.add((name, born, hamlet))
        if rng.random() < twins:
            _add_twin(rng, made, seen, names, group, clan)
        born -= timedelta(days=rng.randrange(300, 1500))
        if (last - born).days >= 14 * 365:
            break


def _add_twin(
    rng: Random,
    made: list[Kin],
    seen: set[tuple[str, date, int]],
    names: set[str],
    group: str,
    clan: str,
) -> None:
    first = made[-1]
    other = "female" if first.sex == "male" else "male"
    sex = first.sex if rng.random() < ONE_SEX else other
    name = first.name
    if sex == first.sex and rng.random() < 0.3:
        name = _one_letter_on(rng, name)
    while name in names or (name, first.birth_date, first.hamlet) in seen:
        name = full_name(rng, group, clan, sex)
    twin = _kin(rng, len(made), first.family, name, sex, first.birth_date,
                first.hamlet, first.mother, first.father, first)  # fmt: skip
    made[-1] = Kin(**{**_fields(first), "twin": twin.place})
    made.append(twin)
    names.add(name)
    seen.add((name, first.birth_date, first.hamlet))


def _fields(kin: Kin) -> dict[str, object]:
    return {name: getattr(kin, name) for name in Kin.__dataclass_fields__}


def _one_letter_on(rng: Random, name: str) -> str:
    start = name.rfind(" ") + 1
    places = [i for i in range(start, len(name)) if name[i].lower() in NEAR_LETTERS]
    if not places:
        return name
    at = rng.choice(places)
    return name[:at] + rng.choice(NEAR_LETTERS[name[at].lower()]) + name[at + 1 :]


def _kin(
    rng: Random,
    place: int,
    family: int,
    name: str,
    sex: str,
    born: date,
    hamlet: int,
    mother: str,
    father: str,
    twin: Kin | None = None,
) -> Kin:
    # Province 000 does not exist, so the number cannot be anybody's. Twins are
    # often registered one after the other, and so are their numbers.
    start = f"000{2 if sex == 'male' else 3}{born:%y}"
    block = rng.randrange(10**6)
    if twin is not None and rng.random() < 0.5:
        block = (int(twin.number[6:]) + 1) % 10**6
    number = f"{start}{block:06d}"
    return Kin(place, family, name, sex, born, hamlet, mother, father, number,
               twin.place if twin else -1)  # fmt: skip
