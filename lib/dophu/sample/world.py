"""The invented children and their lives over the dates of a campaign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from dophu.ages import years_before
from dophu.sample.names import family_name, full_name, name_group
from dophu.sample.spec import AGE_GROUPS, SampleSpec, share_out

LEFT = ("Đã chuyển đi", "Đã chuyển đi", "Đã chuyển đi", "Đã mất")


@dataclass
class Child:
    """One invented child: what is true of it, whatever the lists say.

    ``joins`` and ``leaves`` are days (None: there from the start, stays);
    ``applied`` and ``issued`` the days it came and had the result;
    ``absent`` dates on which its hamlet forgot it; ``vague_until`` the date from
    which the lists know more than the year of its birth.
    """

    number: int
    name: str
    sex: str
    birth_date: date
    hamlet: int
    mother: str
    personal_number: str
    reason: str
    joins: date | None = None
    leaves: date | None = None
    left_as: str = ""
    applied: date | None = None
    issued: date | None = None
    absent: frozenset[date] = frozenset()
    vague_until: date | None = None

    def on_list(self, day: date, before: date | None) -> bool:
        """Test whether a list of ``day`` names the child; who left once more."""
        if self.birth_date > day or (self.joins and self.joins > day):
            return False
        if day in self.absent:
            return False
        return self.leaves is None or self.leaves > (before or date.min)

    def has_left(self, day: date) -> bool:
        """Test whether the child has left or died by a day."""
        return self.leaves is not None and self.leaves <= day

    def status(self, day: date) -> str:
        """Give the status on a day."""
        if self.issued and self.issued <= day:
            return "issued"
        return "applied" if self.applied and self.applied <= day else "not_yet"


@dataclass
class World:
    """The children of an invented campaign, and days its hamlets' lists lag."""

    spec: SampleSpec
    children: list[Child]
    lag_days: list[int]
    silent: dict[date, frozenset[int]]

    @cached_property
    def _by_hamlet(self) -> dict[int, list[Child]]:
        groups: dict[int, list[Child]] = {}
        for child in self.children:
            groups.setdefault(child.hamlet, []).append(child)
        return groups

    def of_hamlet(self, hamlet: int) -> list[Child]:
        """Give the children of a hamlet, in the order of its list."""
        return self._by_hamlet.get(hamlet, [])

    def sent_dates(self, hamlet: int) -> list[date]:
        """Give the dates on which a hamlet sends its list."""
        return [d for d in self.spec.dates if hamlet not in self.silent.get(d, ())]


def make_world(spec: SampleSpec) -> World:
    """Make the children of a campaign; the same spec gives the same children."""
    rng = Random(spec.seed)
    weights = [0.35 + 1.3 * rng.random() for _ in range(spec.hamlets)]
    rates = [0.10 + 0.65 * (i + 0.5) / spec.hamlets for i in range(spec.hamlets)]
    rng.shuffle(rates)
    stuck = set(rng.sample(range(spec.hamlets), spec.hamlets // 4))
    children: list[Child] = []
    for group, (size, enrolled) in zip(
        AGE_GROUPS, spec.group_sizes().values(), strict=True
    ):
        first, last = group.born_between(spec.as_of)
        sizes = share_out(size, weights)
        quotas = share_out(
            enrolled, [n * r for n, r in zip(sizes, rates, strict=True)], sizes
        )
        births = _births(rng, size, first, last, group.code)
        for hamlet, (count, quota) in enumerate(zip(sizes, quotas, strict=True)):
            for place in range(count):
                child = _child(rng, spec, len(children), next(births), hamlet)
                if place < quota:
                    _enrol(rng, spec, child, hamlet in stuck)
                children.append(child)
    _add_who_age_out_or_leave(rng, spec, children, weights)
    _make_unique(rng, children)
    children.sort(key=lambda c: (c.hamlet, c.birth_date, c.number))
    _forget_some(rng, spec, children)
    return World(
        spec,
        children,
        [rng.randrange(5) for _ in range(spec.hamlets)],
        _silent(rng, spec),
    )


def _births(
    rng: Random, count: int, first: date, last: date, group: str
) -> Iterator[date]:
    """Draw birth dates in a group; the first are the boundary days on purpose."""
    leap = {
        "under_6": date(last.year // 4 * 4 - 4, 2, 29),
        "6_to_13": date(2012, 2, 29),
    }
    edges = [first, last, last - timedelta(days=1), leap.get(group, first)]
    special = [day for day in edges if first <= day <= last][:count]
    days = (last - first).days + 1
    drawn = [first + timedelta(days=rng.randrange(days)) for _ in range(count)]
    drawn[: len(special)] = special
    rng.shuffle(drawn)
    return iter(drawn)


def _child(
    rng: Random, spec: SampleSpec, number: int, born: date, hamlet: int
) -> Child:
    sex = "male" if rng.random() < 0.525 else "female"  # 110 boys to 100 girls
    group = name_group(rng)
    mother = full_name(rng, group, family_name(rng, group), "female")
    name = full_name(rng, group, family_name(rng, group), sex)
    young = (spec.as_of - born).days < 365
    # Province 000 does not exist, so the number cannot be anybody's.
    digits = f"000{2 if sex == 'male' else 3}{born:%y}{number % 10**6:06d}"
    reasons, weights = zip(*spec.wording.reasons, strict=True)
    child = Child(
        number, name, sex, born, hamlet, mother,
        "" if young and rng.random() < 0.07 else digits,
        rng.choices(reasons, weights)[0],
    )  # fmt: skip
    first = min(spec.dates)
    if born <= first and rng.random() < 0.006 and len(spec.dates) > 1:
        child.joins = _between(rng, first + timedelta(days=1), spec.as_of)
    return child


def _between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def _enrol(rng: Random, spec: SampleSpec, child: Child, stuck: bool) -> None:
    earliest = max(spec.start, child.birth_date, child.joins or date.min)
    latest = spec.as_of
    if stuck and len(spec.dates) > 1:
        # Where a hamlet is stuck nobody was enrolled since the date before.
        latest = sorted(spec.dates)[-2]
    span = max((latest - earliest).days, 0)
    # Few at first, more each day: the square root leans towards the end.
    child.applied = earliest + timedelta(days=int(rng.random() ** 0.7 * (span + 1)))
    child.applied = min(child.applied, spec.as_of)
    days = rng.randrange(3, 8)
    waits = spec.wording.waits
    child.issued = working_days_after(child.applied, days) if waits else child.applied


def working_days_after(day: date, days: int) -> date:
    """Give the day so many working days (Monday to Friday) after another.

    Examples
    --------
    >>> working_days_after(date(2024, 7, 12), 1)
    datetime.date(2024, 7, 15)
    """
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def _add_who_age_out_or_leave(
    rng: Random, spec: SampleSpec, children: list[Child], weights: list[float]
) -> None:
    """Add children who turn 14 by the last date, and some who leave on the way."""
    first, last = min(spec.dates), spec.as_of
    turning = years_before(last, 14)
    # One turns fourteen on the last date itself.
    born = [turning]
    per_day = spec.children / 14 / 365
    span = (turning - years_before(first, 14)).days
    born += [turning - timedelta(days=rng.randrange(span + 1))
             for _ in range(round(per_day * span))]  # fmt: skip
    for day in born:
        hamlet = rng.choices(range(spec.hamlets), weights)[0]
        children.append(_child(rng, spec, len(children), day, hamlet))
        children[-1].joins = None
    if len(spec.dates) < 2:
        return
    for _ in range(round(spec.children * 0.005)):
        hamlet = rng.choices(range(spec.hamlets), weights)[0]
        day = _between(rng, years_before(last, 13), years_before(last, 1))
        child = _child(rng, spec, len(children), day, hamlet)
        child.joins = None
        child.leaves = _between(rng, first + timedelta(days=1), last)
        child.left_as = rng.choice(LEFT)
        children.append(child)


def _make_unique(rng: Random, children: list[Child]) -> None:
    """Give another name to who shares name, birth date and hamlet with somebody."""
    seen: set[tuple[str, date, int]] = set()
    for child in children:
        while (key := (child.name, child.birth_date, child.hamlet)) in seen:
            group = name_group(rng)
            child.name = full_name(rng, group, family_name(rng, group), child.sex)
        seen.add(key)


def _forget_some(rng: Random, spec: SampleSpec, children: list[Child]) -> None:
    """Let a few be missing from one list, and a few have a year only at first."""
    dates = sorted(spec.dates)
    if len(dates) < 3:
        return
    steady = [
        c for c in children
        if not c.joins and not c.leaves and c.personal_number
        and c.birth_date <= dates[0] and c.birth_date > years_before(spec.as_of, 14)
    ]  # fmt: skip
    for child in rng.sample(steady, min(2, len(steady))):
        child.absent = frozenset({dates[-2]})
    # They turn six this year: by its number alone the age group is not certain.
    border = [c for c in steady if not c.absent
              and c.birth_date.year == spec.as_of.year - 6]  # fmt: skip
    for child in rng.sample(border, min(4, len(border))):
        child.vague_until = spec.as_of
    # Nine this year: one group, whatever the day.
    clear = [c for c in steady if not c.absent
             and c.birth_date.year == spec.as_of.year - 9]  # fmt: skip
    for child in rng.sample(clear, min(5, len(clear))):
        child.vague_until = date.max


def _silent(rng: Random, spec: SampleSpec) -> dict[date, frozenset[int]]:
    """Let one hamlet send nothing on the last date but one."""
    dates = sorted(spec.dates)
    if len(dates) < 3 or spec.hamlets < 3:
        return {}
    return {dates[-2]: frozenset({rng.randrange(spec.hamlets // 3, spec.hamlets)})}
