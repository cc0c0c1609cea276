"""How often the scenarios of pace held what happened, in simulated drives.

The worlds: the days of a drive independent of each other; good and bad days in
rows (a team comes, a team leaves); the pace changing for good; the last children
getting harder; many children away until a day that is known. A scenario is no
probability: the figures say what it is worth.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from dophu.tables.pace.flows import RECENT, Flows
from dophu.tables.pace.scenarios import Away, find_scenario, left_after
from dophu.tables.pace.scoring import HELD, stands

DRIVES, CHILDREN, START = 2000, 2472, date(2024, 6, 30)
AWAY = "away until a day"
WORLDS = (
    "independent days", "days in rows", "pace changing", "the last are harder", AWAY,
)  # fmt: skip
TODAY, AHEAD = 35, 13


@dataclass(frozen=True)
class Drives:
    """Simulated drives: who got a card, one line a drive and one column a day.

    ``away`` children of each drive cannot come up to and on the day ``until``.
    """

    got: np.ndarray
    away: np.ndarray
    until: np.ndarray

    def absent(self, today: int) -> Away:
        """Give who cannot come yet on a day, as the reasons of a list have it."""
        ahead = self.until - today
        return {
            int(days): pd.Series(np.where(ahead == days, self.away, 0.0))
            for days in np.unique(ahead[ahead >= 0])
        }


def simulate(world: str, days: int, rng: np.random.Generator) -> Drives:
    """Simulate the drives of a world over some days.

    Where children are away it is four to six in ten, as in a commune's summer, until
    some day between the one after the scenario is said and a week past the deadline.
    """
    noise = rng.normal(0, 0.5, (DRIVES, days))
    if world == "days in rows":
        for day in range(1, days):
            noise[:, day] = 0.85 * noise[:, day - 1] + noise[:, day] * 0.53
    if world == "pace changing":
        noise += rng.normal(0, 0.04, (DRIVES, 1)) * np.arange(days)
    pace = rng.uniform(25, 45, (DRIVES, 1)) * np.exp(noise)
    left = np.full(DRIVES, CHILDREN)
    got = np.zeros((DRIVES, days), dtype=int)
    away = until = np.zeros(DRIVES, dtype=int)
    if world == AWAY:
        away = (CHILDREN * rng.uniform(0.4, 0.6, DRIVES)).astype(int)
        until = rng.integers(TODAY + 1, days + 7, DRIVES)
    for day in range(days):
        hard = world == "the last are harder"
        harder = np.minimum(2 * left / CHILDREN, 1) if hard else 1.0
        here = left - np.where(day < until, away, 0)
        got[:, day] = np.minimum(rng.poisson(pace[:, day] * harder), here)
        left -= got[:, day]
    return Drives(got, away, until)


def flows_of(got: np.ndarray, ends: list[int]) -> Flows:
    """What the ledger (or the days) of drives would show, by the ends of stretches."""
    starts = [0, *ends[:-1]]
    named = [START + timedelta(end) for end in ends]
    pairs = list(zip(starts, ends, strict=True))
    counts = {
        d: got[:, a:b].sum(axis=1) for d, (a, b) in zip(named, pairs, strict=True)
    }
    lengths = {d: float(b - a) for d, (a, b) in zip(named, pairs, strict=True)}
    frame = pd.DataFrame(counts, dtype=float)
    days = pd.DataFrame(lengths, index=frame.index)
    return Flows(frame, days, tuple(START + timedelta(start) for start in starts))


def held(
    drives: Drives, today: int, ahead: int, dated: bool, known: bool = True
) -> np.ndarray:
    """Report of each drive whether a day's scenario held what was left days later.

    ``known`` says whether the scenario goes by who cannot come yet.
    """
    got, away = drives.got, drives.absent(today) if known else {}
    weekly = flows_of(got, list(range(7, today + 1, 7)))
    daily = None
    if dated:
        every = flows_of(got, list(range(1, today + 1)))
        daily = every.recent(RECENT)
    scenario = find_scenario(weekly, daily)
    gap = pd.Series(CHILDREN - got[:, :today].sum(axis=1))
    left = CHILDREN - got[:, : today + ahead].sum(axis=1)
    low, high = (
        left_after(gap, p, ahead, away) for p in (scenario.fast, scenario.slow)
    )
    return ((np.floor(low) <= left) & (left <= np.ceil(high))).to_numpy()


def shares(basis: str, world: str) -> tuple[float, float, float, float]:
    """Give the shares of a world's drives in which the scenario of day 35 held.

    A week ahead; 13 days ahead; the latter of the drives whose past scenarios speak
    for it; and the share of such drives.
    """
    dated = basis == "days"
    drives = drives_of(world)
    stated = range(14 if dated else 21, TODAY, 7)
    past = [held(drives, day, 7, dated) for day in stated]
    shown = np.array([stands(list(line)) for line in zip(*past, strict=True)])
    near, far = (held(drives, TODAY, ahead, dated) for ahead in (7, AHEAD))
    return near.mean(), far.mean(), far[shown].mean(), shown.mean()


def drives_of(world: str) -> Drives:
    """Simulate a world's drives up to the deadline, always the same ones."""
    rng = np.random.default_rng(WORLDS.index(world))
    return simulate(world, TODAY + AHEAD, rng)


def shares_blind(basis: str) -> float:
    """Give the share held where nothing were known of who is away."""
    drives = drives_of(AWAY)
    return held(drives, TODAY, AHEAD, basis == "days", known=False).mean()


def main() -> None:
    """Print the shares held, of all scenarios and of those that are stood by."""
    start = time.perf_counter()
    for basis, claimed in HELD.items():
        found = {world: shares(basis, world) for world in WORLDS}
        print(f"  basis {basis}: held a week ahead, {AHEAD} days ahead, the same where")
        print("  past scenarios speak for it (share of drives where they do)")
        for world, (near, far, stood, shown) in found.items():
            print(f"    {world}: {near:.0%}, {far:.0%}, {stood:.0%} ({shown:.0%})")
        print(f"    {AWAY}, and nothing known of it: {shares_blind(basis):.0%}")
        ahead = [far for _, far, _, _ in found.values()]
        print(f"    {min(ahead):.0%} to {max(ahead):.0%} (said to readers: {claimed})")
    print(f"  {time.perf_counter() - start:.1f} s for {DRIVES} drives a world")
