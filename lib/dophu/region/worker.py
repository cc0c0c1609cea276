"""A process that runs the weeks of units one after the other, kernels kept warm.

Run by ``pool`` as ``python -m dophu.region.worker``: a request a line on its input,
an answer a line on its output (JSON, ASCII). It prints nothing else, and an error is
told by its codes or by its kind and place, never by its text.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from dophu.campaign.config import Campaign, read_campaign
from dophu.catalogue.issues import DophuError
from dophu.faults import place_of
from dophu.region.rollup import make_rollup, write_rollup
from dophu.runs.editions import last_before
from dophu.runs.kernels import warm_kernels
from dophu.runs.record import verify
from dophu.runs.weekly import run_week
from dophu.snapshots import load


def newest_until(campaign: Campaign, as_of: date) -> date | None:
    """Give the newest date of a campaign that is not after another; None if none is."""
    return max((day for day in campaign.dates() if day <= as_of), default=None)


def run_unit(asked: dict[str, Any]) -> dict[str, Any]:
    """Run the week of a unit and write its roll-up; say what came of it."""
    campaign = read_campaign(asked["campaign"])
    about = {"unit": campaign.unit, "unit_name": campaign.unit_name}
    try:
        day = newest_until(campaign, date.fromisoformat(asked["as_of"]))
        if day is None:
            return about | {"silent": True}
        outcome = run_week(
            asked["campaign"], str(day), asked["reports"], asked["notebooks"],
            asked["language"],
        )  # fmt: skip
        rollup = roll_up(campaign, day, Path(asked["reports"]), outcome.edition)
        path = write_rollup(rollup, Path(asked["out"]))
    except DophuError as error:
        return about | {"issues": [asdict(issue) for issue in error.issues]}
    return about | {
        "gate": outcome.gate,
        "edition": outcome.edition.name,
        "reused": outcome.reused,
        "rollup": path.name,
    }


def roll_up(campaign: Campaign, day: date, reports: Path, edition: Path | None) -> Any:
    """Make the roll-up of a date, its ledger opened from the edition before."""
    before = last_before(reports / campaign.unit, day)
    try:
        published = before if before and not verify(before) else ""
    except DophuError:  # not an edition any more
        published = ""
    return make_rollup(load(campaign, day, published), edition)


def peak_memory() -> int:
    """Give the most bytes that this process or one it started has held; 0 unknown."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) * 1024


def serve(requests: TextIO, answers: TextIO) -> None:
    """Answer requests until there are none any more."""
    for line in requests:
        try:
            answer = run_unit(json.loads(line))
        except DophuError as error:
            answer = {"issues": [asdict(issue) for issue in error.issues]}
        except Exception as error:  # its text may hold a child's data
            kind = {"name": type(error).__name__, "where": place_of(error)}
            answer = {"error": kind}
        answers.write(json.dumps(answer | {"memory": peak_memory()}) + "\n")
        answers.flush()


if __name__ == "__main__":
    out, sys.stdout = sys.stdout, sys.stderr
    with warm_kernels():
        serve(sys.stdin, out)
