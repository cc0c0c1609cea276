"""When and where sessions are held, and when who is away will be back.

Optional parts of ``campaign.toml``: ``[sessions]`` with its days, venues and the
hamlets that travel together, and ``[reachable_from]``, a date for a reason.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dophu.campaign.settings import is_day, is_text
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary

FILE = "campaign.toml"
KEYS = ("days", "venues", "together")
VENUE_KEYS = ("name", "age_groups", "places", "days", "hamlets")
VENUE_REQUIRED = ("name", "age_groups", "places")


@dataclass(frozen=True)
class Venue:
    """A place where children are enrolled, so many a day.

    ``days`` empty: the days of all sessions; ``hamlets`` empty: from every hamlet.
    """

    name: str
    age_groups: tuple[str, ...]
    places: int
    days: tuple[date, ...] = ()
    hamlets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sessions:
    """What a campaign says of its sessions; all empty where it says nothing.

    ``together`` are lists of hamlets that come on the same day; ``reachable_from``
    is, by code of a reason, the day from which its children can come; the code book of
    reasons is the ``vocabulary``'s.
    """

    days: tuple[date, ...] = ()
    venues: tuple[Venue, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    reachable_from: dict[str, date] = field(default_factory=dict, hash=False)
    vocabulary: Vocabulary = DEFAULT

    def days_of(self, venue: Venue) -> tuple[date, ...]:
        """List the days of a venue, its own or those of all sessions."""
        return venue.days or self.days

    def reachable(self, reason: str, as_of: date, deadline: date) -> str:
        """Report when the children with a reason can come: now, later, no or unknown.

        As the code book has it, unless the campaign gives a day: ``now`` once it is
        there, ``later`` if it comes by the deadline, else ``no``.

        Examples
        --------
        >>> days = date(2024, 7, 18), date(2024, 7, 31)
        >>> Sessions().reachable("VE_QUE_HE", *days)
        'later'
        >>> Sessions(reachable_from={"VE_QUE_HE": date(2024, 8, 20)}).reachable(
        ...     "VE_QUE_HE", *days
        ... )
        'no'
        """
        day = self.reachable_from.get(reason)
        if day is None:
            return self.vocabulary.reason_book[reason]["reachable"]
        if day <= as_of:
            return "now"
        return "later" if day <= deadline else "no"

    @property
    def all_days(self) -> frozenset[date]:
        """The days on which a session is held anywhere."""
        return frozenset(self.days).union(*(venue.days for venue in self.venues))


def read_sessions(
    table: dict[str, Any],
    groups: Collection[str],
    hamlets: Collection[str],
    vocabulary: Vocabulary = DEFAULT,
) -> Sessions:
    """Read the sessions of a campaign from its TOML tables.

    Parameters
    ----------
    table
        The whole of ``campaign.toml``.
    groups, hamlets
        Codes of age groups and ids of hamlets that exist.
    vocabulary
        Words of the drive, with its code book of reasons.

    Raises
    ------
    DophuError
        Listing every key that is unknown, missing or not what it should be.

    Examples
    --------
    >>> table = {"sessions": {"days": [date(2024, 7, 20)]}}
    >>> read_sessions(table, ["under_6"], ["H01"]).all_days
    frozenset({datetime.date(2024, 7, 20)})
    """
    check = _Check(set(groups), set(hamlets), [])
    sessions, back = table.get("sessions", {}), table.get("reachable_from", {})
    if check.kind("sessions", sessions, _is_table, "section"):
        check.sessions(sessions)
    if check.kind("reachable_from", back, _is_table, "section"):
        check.keys("reachable_from.", back, tuple(vocabulary.reason_book))
        for code, day in back.items():
            check.kind(f"reachable_from.{code}", day, is_day, "date")
    if check.problems:
        raise DophuError(check.problems)
    venues = (
        Venue(**{k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()})
        for entry in sessions.get("venues", ())
    )
    return Sessions(
        days=tuple(sorted(set(sessions.get("days", ())))),
        venues=tuple(venues),
        together=tuple(tuple(group) for group in sessions.get("together", ())),
        reachable_from=dict(back),
        vocabulary=vocabulary,
    )


@dataclass
class _Check:
    groups: set[str]
    hamlets: set[str]
    problems: list[Issue]

    def sessions(self, table: dict[str, Any]) -> None:
        self.keys("sessions.", table, KEYS)
        self.kind("sessions.days", table.get("days", []), _are_dates, "dates")
        together, name = table.get("together", []), "sessions.together"
        if self.kind(name, together, lambda v: _lists(v, list), "lists_of_hamlets"):
            for group in together:
                self.among(name, group, self.hamlets)
            every = [hamlet for group in together for hamlet in group]
            # As texts: a faulty list may hold tables, which a set does not take.
            once = len(every) == len(set(map(str, every)))
            self.kind(name, once, bool, "hamlets_once")
        venues = table.get("venues", [])
        if self.kind("sessions.venues", venues, lambda v: _lists(v, dict), "sections"):
            for venue in venues:
                self.venue(venue, bool(table.get("days")))
            names = [str(venue.get("name")) for venue in venues]
            self.kind("sessions.venues", names, _are_different, "names_once")

    def venue(self, venue: dict[str, Any], common_days: bool) -> None:
        prefix = "sessions.venues."
        self.keys(prefix, venue, VENUE_KEYS)
        required = VENUE_REQUIRED if common_days else (*VENUE_REQUIRED, "days")
        self.problems += [
            Issue("CD-04", FILE, details={"key": prefix + key})
            for key in required
            if key not in venue
        ]
        self.kind(prefix + "name", venue.get("name", "-"), is_text, "text")
        # A key that is missing is CD-04 above; the stand-in keeps it from being CD-05
        # too.
        places = venue.get("places", 1)
        self.kind(prefix + "places", places, _is_positive, "positive_number")
        self.kind(prefix + "days", venue.get("days", []), _are_dates, "dates")
        for name, known in (("age_groups", self.groups), ("hamlets", self.hamlets)):
            self.among(prefix + name, venue.get(name, []), known)

    def keys(self, prefix: str, table: dict[str, Any], known: Collection[str]) -> None:
        for key in table:
            if key not in known:
                (near,) = difflib.get_close_matches(key, known, n=1, cutoff=0)
                details = {"key": prefix + key, "near": prefix + near}
                self.problems.append(Issue("CD-03", FILE, details=details))

    def kind(
        self, key: str, value: Any, right: Callable[[Any], bool], expected: str
    ) -> bool:
        if right(value):
            return True
        details = {"key": key, "expected": phrase(expected)}
        self.problems.append(Issue("CD-05", FILE, details=details))
        return False

    def among(self, key: str, values: Any, known: set[str]) -> None:
        right = isinstance(values, list) and all(
            str(value) in known for value in values
        )
        if not right:
            expected = phrase("one_of", names=", ".join(sorted(known)))
            details = {"key": key, "expected": expected}
            self.problems.append(Issue("CD-05", FILE, details=details))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _is_positive(value: Any) -> bool:
    return type(value) is int and value > 0


def _are_dates(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_day, value))


def _are_different(values: list[str]) -> bool:
    return len(values) == len(set(values))


def _lists(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(entry, kind) for entry in value)
