"""The fewest sessions that have a place for every child who can come.

Three steps, each a small programme for HiGHS (``scipy.optimize``): the most
children that can be seen if every session is held; the fewest sessions that see
as many; and who comes when, so that a hamlet comes on few days in a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

# Steps, not seconds: the same plan on a slow machine (rule 7 of docs/design.md).
NODES = 20_000
"""Steps of the search after which the best plan found is taken."""


@dataclass(frozen=True)
class Party:
    """Children who come together: a hamlet, or those that travel together.

    ``available`` is the first day they can come, ``rank`` the order in which
    parties are to come, the first earliest.
    """

    hamlets: tuple[str, ...]
    age_group: str
    available: date
    children: int
    rank: int


@dataclass(frozen=True)
class Session:
    """A venue on a day: for which age groups and hamlets (all where empty)."""

    venue: str
    day: date
    places: int
    age_groups: tuple[str, ...]
    hamlets: tuple[str, ...] = ()

    def takes(self, party: Party) -> bool:
        """Test whether the party may come to this session."""
        return (
            party.age_group in self.age_groups
            and party.available <= self.day
            and (not self.hamlets or set(party.hamlets) <= set(self.hamlets))
        )


@dataclass(frozen=True)
class Solution:
    """Children of each party (line) in each session (column), and what it took.

    ``held`` are the positions of the sessions held; ``short`` the children for
    whom no place is left even if all are; ``proven`` that no plan has fewer
    sessions.
    """

    seats: np.ndarray
    held: tuple[int, ...]
    short: int
    proven: bool


def solve(parties: Sequence[Party], sessions: Sequence[Session]) -> Solution:
    """Find the fewest sessions that leave as few children without a place as can be.

    Parameters
    ----------
    parties
        Who is to come; no matter in which order.
    sessions
        What could be held; of equal ones the earlier is held first.

    Examples
    --------
    >>> day, next_day = date(2024, 7, 20), date(2024, 7, 21)
    >>> parties = [Party(("H1",), "young", day, 70, 0)]
    >>> sessions = [Session("UBND", d, 40, ("young",)) for d in (day, next_day)]
    >>> found = solve(parties, sessions)
    >>> found.held, found.short, found.seats.tolist()
    ((0, 1), 0, [[40, 30]])
    """
    import numpy as np

    if not parties or not sessions:
        short = sum(party.children for party in parties)
        return Solution(np.zeros((len(parties), len(sessions)), int), (), short, True)
    kinds = _kinds(parties, sessions)
    network = _Network(kinds, sessions)
    seen = network.most_children()
    held, proven = network.fewest_sessions(seen)
    held = _earliest(held, kinds, sessions, seen)
    open_sessions = [sessions[position] for position in held]
    seats = np.zeros((len(parties), len(sessions)), dtype=int)
    if held:
        seats[:, list(held)] = _Network(parties, open_sessions).in_order(seen)
    return Solution(seats, held, sum(p.children for p in parties) - seen, proven)


def _kinds(parties: Sequence[Party], sessions: Sequence[Session]) -> list[Party]:
    """Add up parties to which the same sessions are open: they are alike."""
    alike: dict[Any, Party] = {}
    for party in parties:
        key = tuple(session.takes(party) for session in sessions)
        more = alike[key].children if key in alike else 0
        alike[key] = Party(
            party.hamlets, party.age_group, party.available, party.children + more, 0
        )
    return list(alike.values())


def _earliest(
    held: tuple[int, ...],
    parties: Sequence[Party],
    sessions: Sequence[Session],
    seen: int,
) -> tuple[int, ...]:
    """Move each session to the first free day of its venue that loses nobody."""
    chosen = set(held)
    for position in sorted(held, key=lambda n: sessions[n].day):
        mine = sessions[position]
        free = (
            other
            for other, session in enumerate(sessions)
            if session.venue == mine.venue
            and session.day < mine.day
            and other not in chosen
        )
        for other in sorted(free, key=lambda n: sessions[n].day):
            moved = chosen - {position} | {other}
            if _Network(parties, [sessions[n] for n in moved]).most_children() >= seen:
                chosen = moved
                break
    return tuple(sorted(chosen))


class _Network:
    """Children flow from parties to the sessions that take them, places permitting."""

    def __init__(self, parties: Sequence[Party], sessions: Sequence[Session]) -> None:
        self.parties, self.sessions = parties, sessions
        self.arcs = [
            (p, s)
            for p, party in enumerate(parties)
            for s, session in enumerate(sessions)
            if session.takes(party)
        ]

    def most_children(self) -> int:
        """Count the children that can be seen if every session is held.

        The most that flows through: counted for every day that a session could be
        moved to, for which a linear programme takes ten times as long.
        """
        import numpy as np
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_flow

        if not self.arcs:
            return 0
        parties, sessions = len(self.parties), len(self.sessions)
        first, last = parties + sessions, parties + sessions + 1
        lines = [(first, p, party.children) for p, party in enumerate(self.parties)]
        lines += [(p, parties + s, self.parties[p].children) for p, s in self.arcs]
        places = ((parties + s, last, held.places)
                  for s, held in enumerate(self.sessions))  # fmt: skip
        starts, ends, most = np.array([*lines, *places], dtype=np.int32).T
        shape = (last + 1, last + 1)
        network = csr_array((most, (starts, ends)), shape=shape)
        return int(maximum_flow(network, first, last).flow_value)

    def in_order(self, seen: int) -> np.ndarray:
        """Seat as many children, the parties of first rank on the first days.

        A day costs the more the earlier the party is to come; that is least with both
        in the same order, which splits no more parties over days than it must.
        """
        import numpy as np

        days = sorted({session.day for session in self.sessions})
        order = {day: number for number, day in enumerate(days, start=1)}
        last = 1 + max(party.rank for party in self.parties)
        cost = np.array(
            [
                float((last - self.parties[p].rank) * order[self.sessions[s].day])
                for p, s in self.arcs
            ]
        )
        seats = np.zeros((len(self.parties), len(self.sessions)), dtype=int)
        for (p, s), children in zip(self.arcs, self._flow(cost, seen).x, strict=True):
            seats[p, s] = round(children)
        return seats

    def fewest_sessions(self, seen: int) -> tuple[tuple[int, ...], bool]:
        """Choose the fewest sessions that see as many children."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csc_array, hstack, vstack

        arcs, sessions = len(self.arcs), len(self.sessions)
        if not seen:
            return (), True
        matrix, limits = self._limits()
        places = np.array([session.places for session in self.sessions])
        none = csc_array((len(self.parties), sessions))
        opening = vstack([none, csc_array(-np.diag(places))])
        # A session that is not held has no place; those of one that is are in the
        # matrix.
        limits[len(self.parties) :] = 0
        enough = np.concatenate([np.ones(arcs), np.zeros(sessions)])
        found = milp(
            np.concatenate([np.zeros(arcs), np.ones(sessions)]),
            integrality=np.concatenate([np.zeros(arcs), np.ones(sessions)]),
            bounds=Bounds(
                0, np.concatenate([np.full(arcs, np.inf), np.ones(sessions)])
            ),
            constraints=[
                LinearConstraint(hstack([matrix, opening], "csc"), ub=limits),
                LinearConstraint(enough, lb=seen),
            ],
            options={"mip_rel_gap": 0, "node_limit": NODES},
        )
        if found.x is None:
            # Nothing found within the steps: all sessions see as many, and it is not
            # proven.
            return tuple(range(sessions)), False
        # A solver's whole numbers are floats close to them.
        chosen = np.flatnonzero(found.x[arcs:] > 0.5)
        return tuple(map(int, chosen)), found.status == 0

    def _flow(self, cost: np.ndarray, seen: int | None = None) -> Any:
        """Solve for the children on each arc; the simplex method gives whole ones."""
        import numpy as np
        from scipy.optimize import linprog
        from scipy.sparse import csc_array

        matrix, limits = self._limits()
        equal = (
            {}
            if seen is None
            else {"A_eq": csc_array(np.ones((1, len(cost)))), "b_eq": [seen]}
        )
        return linprog(cost, A_ub=matrix, b_ub=limits, method="highs-ds", **equal)

    def _limits(self) -> tuple[Any, np.ndarray]:
        """Give a line a party (its children) and a line a session (its places).

        Sparse: a party has few arcs, and lines times arcs outgrow any memory.
        """
        import numpy as np
        from scipy.sparse import csc_array

        arcs = np.array(self.arcs).reshape(-1, 2)
        lines = (arcs + [0, len(self.parties)]).ravel()
        columns = np.repeat(np.arange(len(arcs)), 2)
        shape = len(self.parties) + len(self.sessions), len(arcs)
        matrix = csc_array((np.ones(len(lines)), (lines, columns)), shape=shape)
        children = [party.children for party in self.parties]
        places = [session.places for session in self.sessions]
        return matrix, np.array([*children, *places], dtype=float)
