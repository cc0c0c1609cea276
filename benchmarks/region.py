"""Many communes: ``dophu region`` beside a loop over plain papermill commands, by CPU.

The region makes an edition a unit with all documents, and one of them all; the loop
makes the notebooks alone, the plain way, for a few of the same units, and is told per
unit. ``python -m benchmarks.region --units 130 --children 5000`` is a province.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.timing import cpu_seconds, run, say_ratio
from dophu.sample import SampleSpec, write_region

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ("10_rosters", "20_gaps", "30_progress", "40_briefing")
AS_OF = "2024-07-18"
HAMLETS = 17
ASKED = 1 / 6
MEMORY = 2**30


def main(units: int = 10, children: int = 500, plain: int = 2) -> None:
    """Measure a region, and the loop for some of its units; print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        write_region(SampleSpec(children=children, hamlets=HAMLETS), units, here / "r")
        scripts = Path(sys.executable).parent
        campaigns = sorted((here / "r" / "units").iterdir())

        def region() -> None:
            run(scripts / "dophu", "region", here / "r", "--as-of", AS_OF,
                "--reports", here / "reports")  # fmt: skip

        def papermill() -> None:
            for campaign in campaigns[:plain]:
                out = here / "out" / campaign.name
                out.mkdir(parents=True)
                for name in NOTEBOOKS:
                    run(scripts / "papermill",
                        ROOT / "notebooks" / f"{name}.ipynb", out / f"{name}.ipynb",
                        "-r", "campaign", campaign, "-r", "as_of", AS_OF,
                        "-r", "out", out)  # fmt: skip

        begun = time.perf_counter()
        ours = cpu_seconds(region)
        took = time.perf_counter() - begun
        children_peak = peak()
        for campaign in campaigns:
            shutil.rmtree(campaign / "snapshots", ignore_errors=True)
        theirs = cpu_seconds(papermill) / plain
    each = ours / units
    print(f"  {units} units of about {children} children, {took / 60:.1f} min")
    print(
        f"  dophu region: {each:.1f} s of CPU a unit, {60 * units / took:.1f} a minute"
    )
    print(f"  papermill, one by one, no documents: {theirs:.1f} s of CPU a unit")
    say_ratio("CPU a unit against papermill", each / theirs, ASKED)
    verdict = "met" if children_peak <= MEMORY else "NOT met"
    print(f"  most memory of one process: {children_peak / 2**20:.0f} MB ({verdict})")


def peak() -> int:
    """Give the most bytes that any process started here has held; 0 on Windows."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (("units", 10), ("children", 500), ("plain", 2)):
        parser.add_argument(f"--{name}", type=int, default=number)
    given = parser.parse_args()
    main(given.units, given.children, given.plain)
