"""Whether the deadline will be met: found once, worded here for every place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, zip_longest

from dophu.catalogue.about import About
from dophu.findings.session_days import SessionDays, find_session_days, read_number
from dophu.tables.figures import ALL

LEAST_TIMES = Fraction(105, 100)  # of the pace: less is printed as 1,0 times
AT_LINES = ("line", "each", "faster", "end")  # words that begin no sentence
EXACT = 100  # children; of more a title says "about", for it speaks of a scenario


@dataclass(frozen=True)
class PaceFinding:
    """The pace of the whole unit as its table has it; None where it has nothing.

    ``gap`` are the children without a card, ``days`` those to the deadline (negative
    after it), ``working`` how many of them are worked. ``required`` and ``achieved``
    are children a day. ``low``, ``middle`` and ``high`` are the children left at the
    deadline at the fastest, the recent and the slowest pace, ``state`` is one of
    :data:`dophu.tables.pace.STATES`. ``held`` are the days with a session where the
    pace is said by them, so that no place says one thing by two numbers.
    """

    gap: int | None
    days: int
    required: Fraction | None = None
    achieved: Fraction | None = None
    low: int | None = None
    middle: int | None = None
    high: int | None = None
    state: str = ""
    working: int | None = None
    held: SessionDays | None = None

    @property
    def days_late(self) -> int:
        """Days since the deadline, 0 until then."""
        return max(-self.days, 0)

    @property
    def is_ahead(self) -> bool:
        """Test whether the deadline is yet to come, with children left."""
        return bool(self.gap) and self.days > 0

    @property
    def names(self) -> tuple[str, ...]:
        """Name the case, by its finest name first.

        Examples
        --------
        >>> PaceFinding(5, -3).names, PaceFinding(0, -3).names
        (('overdue',), ('done',))
        >>> PaceFinding(5, 3, Fraction(5, 3), Fraction(1), 0, 2, 4, "behind").names
        ('left', 'behind', 'faster', 'measured', 'ahead')
        >>> PaceFinding(6, 3, Fraction(2), Fraction(3), state="behind").names
        ('away', 'behind', 'measured', 'ahead')
        """
        if not self.gap:
            # Before the deadline is asked about: a drive that is done is never overdue.
            return ("not_sent" if self.gap is None else "done",)
        if self.days_late:
            return ("overdue",)
        if not self.days:
            return ("last_day",)
        if self.required is None:
            return ("unmeasured",)
        ahead = ("one_day", "ahead") if self.days == 1 else ("ahead",)
        if self.achieved is None:
            return ("first", *ahead)
        if self.achieved <= 0:
            return ("no_progress", "measured", *ahead)
        scenario = (self._scenario,) if self._scenario else ()
        faster = ("faster",) if self.times else ()
        return (*scenario, *self._states, *faster, "measured", *ahead)

    @property
    def times(self) -> Fraction | None:
        """Give how many times as fast it must be; None where it need not be faster.

        As it is printed, with one decimal: 1.04 times as fast is not faster.
        """
        said = self.held or self
        if not said.required or said.achieved is None or said.achieved <= 0:
            return None
        times = said.required / said.achieved
        return times if times >= LEAST_TIMES else None

    @property
    def _states(self) -> tuple[str, ...]:
        """Name the state; finer where the pace is enough and the children are away."""
        if self.state == "behind" and self.achieved >= self.required:
            return "away", self.state
        return (self.state,)

    @property
    def _scenario(self) -> str:
        if self.middle is None or self.high is None:
            return ""
        if self.middle:
            return "left" if self.middle < EXACT else "left_about"
        return "met_unless" if self.high else "met"


def find_pace(
    rows: Iterable[Mapping[str, object]],
    about: About,
    working: int | None = None,
    rates: Iterable[Mapping[str, object]] = (),
) -> PaceFinding:
    """Find the pace of the unit in the rows of a table of pace.

    Parameters
    ----------
    rows
        As ``pace.csv`` has them, or as records of a frame; a column that is not
        there is missing, and without the row of all no list was sent.
    about
        Of which unit, date and deadline.
    working
        Days to the deadline that are worked, if they are known.
    rates
        Rows of the table of rates; where they tell of days with a session the pace
        is said by these, without Sundays and days on which nobody can come.

    Examples
    --------
    >>> from datetime import date
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> row = {"hamlet_id": "all", "age_group": "all", "gap": "1472"}
    >>> pace = find_pace([{**row, "required_per_day": "113.23"}], about)
    >>> pace.gap, pace.days, word_pace(pace, about, "card")
    (1472, 13, 'Còn 13 ngày đến 31/7: cần 113,2 trẻ/ngày')
    """
    of_all = [row for row in rows if row["hamlet_id"] == row["age_group"] == ALL]
    row = of_all[0] if of_all else {}
    ends = (f"left_at_deadline{end}" for end in ("_low", "", "_high"))
    low, middle, high = (_count(row.get(column)) for column in ends)
    required, achieved = (
        read_number(row.get(f"{rate}_per_day")) for rate in ("required", "achieved")
    )
    days = (about.deadline - about.as_of).days
    # Of one day what it takes is a number of children, with a session or without.
    held = find_session_days(rates) if days > 1 else None
    return PaceFinding(
        gap=_count(row.get("gap")),
        days=days,
        required=required,
        achieved=achieved,
        low=low,
        middle=middle,
        high=high,
        state=str(row.get("state") or ""),
        working=working,
        held=held if held and held.tell(required, achieved) else None,
    )


def find_pace_in(
    tables: Mapping[str, Sequence[Mapping[str, object]]], about: About
) -> PaceFinding:
    """Find the pace in an edition's tables, by session days where they tell it.

    Examples
    --------
    >>> from datetime import date
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> find_pace_in({}, about).names
    ('not_sent',)
    """
    rows, rates = (tables.get(name, ()) for name in ("pace", "rates"))
    return find_pace(rows, about, rates=rates)


def word_pace(pace: PaceFinding, about: About, place: str) -> str:
    """Say the pace as one place says it; nothing where it has nothing to say.

    Parameters
    ----------
    pace
        The finding.
    about
        Of which unit and date, and in which language.
    place
        ``title`` (of a chart), ``heading`` (on the card), ``card``, ``line``
        (of what is needed), ``each`` (of which days), ``faster`` (than now), ``end``
        (of a scenario), ``notebook``, ``report`` (documents, the page, speaker's
        notes), ``achieved`` (the same of late) or ``look`` (what to look at first).

    Examples
    --------
    >>> from datetime import date
    >>> about = About("Xã Mẫu", date(2024, 8, 2), date(2024, 7, 31), language="en")
    >>> word_pace(PaceFinding(1472, -2), about, "look")
    '2 days overdue (deadline 31 Jul): 1,472 children left.'
    """
    keys = [f"pace_{place}_{name}" for name in pace.names]
    by_session = [f"{key}_session" for key in keys] if pace.held else []
    # Of one case the sentence by session days is taken where there is one.
    pairs = zip_longest(by_session, keys)
    for key in filter(None, chain.from_iterable(pairs)):
        if about.has(key):
            stated = about.say(key, **pace_figures(pace, about))
            if place == "title":
                return about.lacking(stated)
            return stated if place in AT_LINES else stated[:1].upper() + stated[1:]
    return ""


def pace_figures(pace: PaceFinding, about: About) -> dict[str, str]:
    """Write each figure of the pace, rounded here and nowhere else; – if not known.

    Examples
    --------
    >>> from datetime import date
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> written = pace_figures(PaceFinding(1472, 13, Fraction(1472, 13)), about)
    >>> written["required"], written["achieved"], written["days"]
    ('113,2', '–', '13 ngày')
    """
    days = abs(pace.days)
    counts = {
        "left": pace.middle,
        "low": pace.low,
        "high": pace.high,
        "working": pace.working,
        "session_days": pace.held.days if pace.held else None,
    }
    left = {"children_count": pace.gap}
    children = {
        "left_count": pace.middle,
        "high_count": pace.high,
    }
    said = pace.held or pace
    rates = {"required": said.required, "achieved": said.achieved}
    written = [
        (name, value, write)
        for write, values in (
            (about.count, counts),
            (about.left, left),
            (about.children, children),
            (about.rate, rates),
        )
        for name, value in values.items()
    ]
    if pace.times is not None:
        written.append(("times", pace.times, about.rate))
    return {
        "days": about.say("day" if days == 1 else "days", n=about.count(days)),
        "deadline": about.date(about.deadline),
        "deadline_day": about.day(about.deadline),
        "session_day": about.say("value_per_session_day"),
        **{name: "–" if n is None else write(n) for name, n, write in written},
    }


def _count(value: object) -> int | None:
    number = read_number(value)
    return None if number is None else int(number)
