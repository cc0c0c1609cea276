"""How often the scenarios of pace held what happened, in simulated drives.

Four worlds: the days of a drive independent of each other; good and bad days in
rows (a team comes, a team leaves); the pace changing for good; the last children
getting harder. A scenario is no probability: the figures say what it is worth.
"""

from __future__ import annotations

import time
from datetime import date, timedelta

import numpy as np
import pandas as pd

from dophu.pace.flows import RECENT, Flows
from dophu.pace.scenarios import find_scenario, left_after
from dophu.pace.scoring import stands

DRIVES, CHILDREN, START = 2000, 2472, date(2024, 6, 30)
WORLDS = ("independent days", "days in rows", "pace changing", "the last are harder")
AHEAD = 13


def simulate(world: str, days: int, rng: np.random.Generator) -> np.ndarray:
    """Children who got a card, one line a drive and one column a day."""
    noise = rng.normal(0, 0.5, (DRIVES, days))
    if world == "days in rows":
        for day in range(1, days):
            noise[:, day] = 0.85 * noise[:, day - 1] + noise[:, day] * 0.53
    if world == "pace changing":
        noise += rng.normal(0, 0.04, (DRIVES, 1)) * np.arange(days)
    pace = rng.uniform(25, 45, (DRIVES, 1)) * np.exp(noise)
    left = np.full(DRIVES, CHILDREN)
    got = np.zeros((DRIVES, days), dtype=int)
    for day in range(days):
        hard = world == "the last are harder"
        harder = np.minimum(2 * left / CHILDREN, 1) if hard else 1.0
        got[:, day] = np.minimum(rng.poisson(pace[:, day] * harder), left)
        left -= got[:, day]
    return got


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


def held(got: np.ndarray, today: int, ahead: int, dated: bool) -> np.ndarray:
    """Tell of each drive whether a day's scenario held what was left days later."""
    weekly = flows_of(got, list(range(7, today + 1, 7)))
    daily = None
    if dated:
        every = flows_of(got, list(range(1, today + 1)))
        daily = every.recent(RECENT)
    scenario = find_scenario(weekly, daily)
    gap = pd.Series(CHILDREN - got[:, :today].sum(axis=1))
    left = CHILDREN - got[:, : today + ahead].sum(axis=1)
    low, high = (left_after(gap, p, ahead) for p in (scenario.fast, scenario.slow))
    return ((np.floor(low) <= left) & (left <= np.ceil(high))).to_numpy()


def main() -> None:
    """Print the shares held, of all scenarios and of those that are stood by."""
    start = time.perf_counter()
    print(f"  {DRIVES} drives a world; held a week ahead / {AHEAD} days ahead / of")
    print(f"  those stood by after scoring, {AHEAD} days ahead (share of drives shown)")
    for dated in (True, False):
        print(f"  {'dated enrolments' if dated else 'weekly lists only'}, day 35:")
        for number, world in enumerate(WORLDS):
            rng = np.random.default_rng(number)
            got = simulate(world, 35 + AHEAD, rng)
            past = [held(got, d, 7, dated) for d in range(14 if dated else 21, 35, 7)]
            shown = np.array([stands(list(line)) for line in zip(*past, strict=True)])
            far = held(got, 35, AHEAD, dated)
            print(
                f"    {world}: {held(got, 28, 7, dated).mean():.0%} / {far.mean():.0%}"
                f" / {far[shown].mean():.0%} ({shown.mean():.0%})"
            )
    print(f"  {time.perf_counter() - start:.1f} s")
