"""The one table of a public edition, which only the rule can make.

Charts, sentences and files of a public edition take this type and nothing else, so that
no exact count can reach them: there is none in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dophu.disclosure.rule import FEW, Rounded, Rule

if TYPE_CHECKING:
    from dophu.tables.by_hamlet import GapTable

BANDS = (("below_50", 0, 50), ("from_50", 50, 80), ("from_80", 80, 95),
         ("from_95", 95, 101))  # fmt: skip
"""Bands of coverage in percent, half-open; only a hamlet of ``FEW`` children or more
is in one."""

FEW_CHILDREN, NOT_SENT = "few_children", "not_sent"
"""What is counted beside the bands: hamlets with few children, or without any list."""

# Rounding hides two children at most: of 200 one percentage point, the step in which it
# is written.
LEAST_SHARED = 200
"""Children at least of whom a percentage is published."""

LOW_SHARE, HIGH_SHARE = 4, 95
"""What stands for under 5 % and for 95 % or more."""

# Equal to nothing but itself: no table is made without it.
_BY_THE_RULE = object()


@dataclass(frozen=True)
class PublicFigure:
    """Children still left of an age group, a hamlet or the unit, rounded.

    ``missing`` is None where there are too few children for any figure; ``share`` is
    the percentage reached, worked out of rounded numbers, None where none is published.
    """

    code: str
    missing: Rounded | None
    share: int | None = None

    @property
    def share_shown(self) -> str:
        """Write the percentage as the CSV file has it, the ends as ``<5``, ``≥95``."""
        if self.share is None:
            return ""
        return "<5" if self.share < 5 else "≥95" if self.share > 94 else str(self.share)


@dataclass(frozen=True)
class PublicTable:
    """Rounded figures of a date: the unit, its age groups, and its hamlets in some way.

    ``form`` is ``bands`` (how many hamlets reached how much), ``hamlets`` (each with
    its rounded figure), ``groups`` or ``total`` (nothing of hamlets, of age groups
    either). ``names`` are those of hamlets by id.

    Raises
    ------
    TypeError
        If it is made by anything but :func:`round_gaps`.
    """

    rule: Rule
    form: str
    total: PublicFigure
    groups: tuple[PublicFigure, ...]
    bands: tuple[tuple[str, int], ...]
    hamlets: tuple[PublicFigure, ...]
    names: dict[str, str] = field(hash=False)
    received: int
    made: Any = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.made is not _BY_THE_RULE:
            raise TypeError("a public table is made by round_gaps alone")
        # What was made is not made again by a copy with other figures.
        object.__setattr__(self, "made", None)

    def figures(self) -> list[tuple[str, str, str]]:
        """List what is published: what it is of, its code, the figure as written."""
        rows = [("total", "all", _shown(self.total.missing))]
        if self.total.share is not None:
            rows.append(("share", "all", self.total.share_shown))
        rows += [("age_group", g.code, _shown(g.missing)) for g in self.groups]
        rows += [
            ("share", g.code, g.share_shown) for g in self.groups if g.share is not None
        ]
        rows += [("band", code, str(number)) for code, number in self.bands]
        rows += [("hamlet", h.code, _shown(h.missing)) for h in self.hamlets]
        return rows


def require_public(table: object) -> PublicTable:
    """Give a table back that is public; refuse any other.

    Raises
    ------
    TypeError
        If it is not one that the rule has made.
    """
    # Not isinstance: a subclass could carry an exact count along.
    if type(table) is not PublicTable:
        kind = type(table).__name__
        raise TypeError(f"a public chart takes a PublicTable, not a {kind}")
    return table


def round_gaps(table: GapTable, rule: Rule, form: str = "bands") -> PublicTable:
    """Round a table of gaps to what may be published.

    The order of hamlets is that of their rounded figures, those alike as the campaign
    lists them: an order by the true figures would reveal which of them has more.
    """
    sent = table.sent
    persons = [sum(p.group_persons[g] for p in sent) for g in range(len(table.codes))]
    gaps = [sum(p.group_gaps[g] for p in sent) for g in range(len(table.codes))]
    groups = [
        _figure(code, gap, of, rule)
        for code, gap, of in zip(table.codes, gaps, persons, strict=True)
        if of
    ]
    whole = sum(persons)
    total = _figure("all", sum(gaps), whole, rule)
    hamlets: list[PublicFigure] = []
    if form == "hamlets":
        hamlets = [
            PublicFigure(
                place.hamlet_id,
                rule.round(place.gap, place.persons) if place.persons >= FEW else None,
            )
            for place in sent
        ]
        # 1 is past every rounded figure: hamlets without one stand last.
        hamlets.sort(key=lambda h: -h.missing.value if h.missing else 1)
    return PublicTable(
        rule,
        form,
        total,
        tuple(groups) if form != "total" and len(groups) > 1 else (),
        _bands(table) if form == "bands" else (),
        tuple(hamlets),
        {place.hamlet_id: place.name for place in table.places},
        len(sent),
        made=_BY_THE_RULE,
    )


def _figure(code: str, gap: int, persons: int, rule: Rule) -> PublicFigure:
    if persons < FEW:
        return PublicFigure(code, None)
    missing = rule.round(gap)
    return PublicFigure(code, missing, _share(missing, rule.round(persons)))


def _share(missing: Rounded, persons: Rounded) -> int | None:
    """Give the percentage reached, of rounded numbers alone, not beyond the ends."""
    if persons.value < LEAST_SHARED:
        return None
    left = min(missing.value, persons.value)
    reached = persons.value - left
    # Half up in whole numbers: a float may fall to the other side.
    percent = (200 * reached + persons.value) // (2 * persons.value)
    if 100 * reached < 5 * persons.value:
        return LOW_SHARE
    if 100 * reached >= 95 * persons.value:
        return HIGH_SHARE
    return min(percent, HIGH_SHARE - 1)


def band_of(enrolled: int, persons: int) -> str:
    """Name the band of a hamlet, edges compared in whole numbers.

    Examples
    --------
    >>> band_of(19, 40), band_of(20, 40), band_of(38, 40), band_of(1, 39)
    ('below_50', 'from_50', 'from_95', 'few_children')
    """
    if persons < FEW:
        return FEW_CHILDREN
    for code, _, below in BANDS:
        if 100 * enrolled < below * persons:
            return code
    raise ValueError("more are done than there are")


def _bands(table: GapTable) -> tuple[tuple[str, int], ...]:
    found: Sequence[str] = [band_of(p.enrolled, p.persons) for p in table.sent]
    codes = [*(code for code, _, _ in BANDS), FEW_CHILDREN]
    counted = [(code, found.count(code)) for code in codes]
    return (*counted, (NOT_SENT, len(table.never)))


def _shown(missing: Rounded | None) -> str:
    return FEW_CHILDREN if missing is None else str(missing)
