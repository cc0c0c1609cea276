"""A table of gaps as whole numbers per hamlet: what the charts of hamlets draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.text import tidy

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("hamlet_id", "hamlet", "age_group", "persons", "enrolled", "gap")


@dataclass(frozen=True)
class Place:
    """One hamlet, or several added up: children by group, as in ``GapTable.codes``.

    ``since`` is the earlier day its figures are of, if they are carried;
    ``is_sent`` is False of a hamlet whose figures nobody knows.
    """

    hamlet_id: str
    name: str
    group_persons: tuple[int, ...]
    group_enrolled: tuple[int, ...]
    since: date | None = None
    is_sent: bool = True

    @property
    def persons(self) -> int:
        """Children of all groups."""
        return sum(self.group_persons)

    @property
    def enrolled(self) -> int:
        """Children of all groups who have a card."""
        return sum(self.group_enrolled)

    @property
    def gap(self) -> int:
        """Children of all groups who have none."""
        return self.persons - self.enrolled

    @property
    def group_gaps(self) -> tuple[int, ...]:
        """Children who have none, by group."""
        both = zip(self.group_persons, self.group_enrolled, strict=True)
        return tuple(persons - enrolled for persons, enrolled in both)


@dataclass(frozen=True)
class GapTable:
    """Hamlets in the order given; ``codes`` are the groups to draw, youngest first.

    The group ``unknown`` is among them, last, only where a child is in it.
    ``of_all`` are the campaign's groups where only some are looked at: a group has its
    colour by its place among them.
    """

    codes: tuple[str, ...]
    places: tuple[Place, ...]
    of_all: tuple[str, ...] = ()

    @cached_property
    def sent(self) -> tuple[Place, ...]:
        """Hamlets with figures, of this day or an earlier one."""
        return tuple(place for place in self.places if place.is_sent)

    @cached_property
    def never(self) -> tuple[Place, ...]:
        """Hamlets that never sent a list: not counted, and not zero."""
        return tuple(place for place in self.places if not place.is_sent)

    @property
    def known_codes(self) -> tuple[str, ...]:
        """The groups without ``unknown``."""
        return tuple(code for code in self.codes if code != UNKNOWN)

    def total(self, name: str = "") -> Place:
        """Add up the hamlets with figures."""
        return add_up(self.sent, name, len(self.codes))


def add_up(places: Sequence[Place], name: str, groups: int) -> Place:
    """Add up hamlets, group by group."""
    return Place(
        "",
        name,
        tuple(sum(p.group_persons[g] for p in places) for g in range(groups)),
        tuple(sum(p.group_enrolled[g] for p in places) for g in range(groups)),
    )


def read_gaps(gaps: pd.DataFrame, about: About) -> GapTable:
    """Take a table of gaps apart into hamlets and whole numbers.

    Raises
    ------
    ValueError
        If a column is missing, an age group is not the campaign's, ``gap`` is not
        ``persons`` less ``enrolled``, or a hamlet has figures for some groups only.
    """
    missing = [column for column in COLUMNS if column not in gaps]
    if missing:
        raise ValueError(f"the table of gaps lacks {', '.join(missing)}")
    counts: dict[str, dict[str, tuple[int, int] | None]] = {}
    names: dict[str, str] = {}
    for hamlet_id, hamlet, code, persons, enrolled, gap in zip(
        *(_values(gaps[column]) for column in COLUMNS), strict=True
    ):
        names[hamlet_id] = hamlet
        pair = None
        if persons is not None:
            pair = int(persons), int(enrolled)
            if pair[0] - pair[1] != int(gap):
                raise ValueError(f"gap of {hamlet_id} {code} is not persons - enrolled")
        counts.setdefault(hamlet_id, {})[code] = pair
    codes = _codes(counts, about)
    # Both name hamlets as they are written: tidied, one name is one text.
    since = {tidy(name): day for name, day in about.carried_since().items()}
    places = []
    for hamlet_id, groups in counts.items():
        known = [pair for pair in groups.values() if pair is not None]
        # A hamlet sent a list or it did not: half a hamlet is no table of gaps.
        if known and len(known) < len(groups):
            raise ValueError(f"{hamlet_id} has figures for some age groups only")
        # The noughts of a silent hamlet are never drawn: `is_sent` keeps it apart.
        pairs = [groups.get(code) or (0, 0) for code in codes]
        name = tidy(names[hamlet_id])
        places.append(
            Place(
                str(hamlet_id),
                name,
                tuple(persons for persons, _ in pairs),
                tuple(enrolled for _, enrolled in pairs),
                since.get(name) if known else None,
                bool(known),
            )
        )
    return GapTable(codes, tuple(places), about.all_codes)


def _values(column: pd.Series) -> list[Any]:
    """Give a column as plain values, None where it is missing."""
    gone = column.isna().tolist()
    return [
        None if no else value for value, no in zip(column.tolist(), gone, strict=True)
    ]


def _codes(
    counts: dict[str, dict[str, tuple[int, int] | None]], about: About
) -> tuple[str, ...]:
    seen = {code for groups in counts.values() for code in groups}
    known = about.age_groups.codes
    strange = sorted(seen - {*known, UNKNOWN})
    if strange:
        raise ValueError(f"age groups not in the campaign: {', '.join(strange)}")
    # Without a child in it the group would be an empty column of every chart.
    some_unknown = any((g.get(UNKNOWN) or (0, 0))[0] for g in counts.values())
    return (*known, UNKNOWN) if some_unknown else known


def tidy_frame(
    places: Sequence[Place], codes: Sequence[str], about: About
) -> pd.DataFrame:
    """Give what is drawn as a table: one row a hamlet and group, in drawn order.

    ``figures_of`` is the day a hamlet's figures are of; it and the counts are
    empty for a hamlet that never sent a list.
    """
    import pandas as pd

    rows = []
    for place in places:
        day = (place.since or about.as_of).isoformat() if place.is_sent else None
        pairs = zip(codes, place.group_persons, place.group_enrolled, strict=True)
        for code, persons, enrolled in pairs:
            if place.is_sent:
                share = enrolled / persons if persons else None
                figures = (persons, enrolled, persons - enrolled, share, day)
            else:
                figures = (None,) * 5
            rows.append((place.hamlet_id, place.name, code, *figures))
    columns = [*COLUMNS, "coverage", "figures_of"]
    frame = pd.DataFrame(rows, columns=columns)
    # Nullable whole numbers: absent is not zero.
    types = {column: "Int64" for column in ("persons", "enrolled", "gap")}
    return frame.astype({**types, "coverage": "Float64"})
