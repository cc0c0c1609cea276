"""A run and a check late in a drive against early ones, by CPU of all processes.

Every week of an invented drive of half a year is read; then a week is run anew with
all weeks before it in place, as an office does on its Monday.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.timing import cpu_seconds, run, say_ratio
from dophu.sample import SampleSpec, write_sample

LAST = date(2024, 7, 18)
WEEKS = 26
EARLY = 4
ASKED_RUN, ASKED_CHECK = 1.2, 1.5


def main(weeks: int = WEEKS) -> None:
    """Print the CPU of a check in the first and last week, of a run in two weeks."""
    dophu = Path(sys.executable).parent / "dophu"
    dates = [LAST - timedelta(7 * n) for n in reversed(range(weeks))]
    with tempfile.TemporaryDirectory() as folder:
        campaign, reports = Path(folder) / "campaign", Path(folder) / "reports"
        write_sample(SampleSpec(dates=tuple(dates)), campaign)

        def cpu(command: str, week: int, *more: object) -> float:
            """Take the CPU of a command in a week that is new, the others read."""
            day = dates[week - 1].isoformat()
            shutil.rmtree(campaign / "snapshots" / day, ignore_errors=True)
            taken = cpu_seconds(
                lambda: run(dophu, command, campaign, "--as-of", day, *more)
            )
            print(f"  {command} in week {week}: {taken:.2f} s of CPU")
            return taken

        def run_in(week: int) -> float:
            before = dates[week - 2].isoformat()
            run(dophu, "run", campaign, "--as-of", before, "--reports", reports)
            return cpu("run", week, "--reports", reports)

        first = cpu("check", 1)
        early, late = run_in(EARLY), run_in(weeks)
        last = cpu("check", weeks)
    say_ratio(f"run in week {weeks} against {EARLY}", late / early, ASKED_RUN)
    say_ratio(f"check in week {weeks} against 1", last / first, ASKED_CHECK)
