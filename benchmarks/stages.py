"""The stages of a weekly run, each by itself in one process: what it takes of CPU.

``python -m benchmarks.stages CAMPAIGN AS_OF EDITION ROUNDS SMALL SMALL_EDITION``
prints seconds by stage as JSON. ``SMALL`` is a campaign of few children, of which
every stage is done first: what is imported or kept once a process is no part of a
stage.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

STAGES = {
    "load": "lists read, rows matched, snapshots kept of two dates",
    "gaps": "children and those without, by hamlet and age group",
    "progress": "ledger, pace and scenarios of all dates",
    "charts": "nine charts, as files for Word, slides and the page",
    "documents": "briefing.docx, briefing.pptx, two workbooks, index.html",
    "lists": "lists for the door and letters, by hamlet and by officer",
}


def time_stages(
    campaign: Path, as_of: str, edition: Path, rounds: int
) -> dict[str, float]:
    """Do every stage some times, each from the lists on, and give the least of each."""
    least = dict.fromkeys(STAGES, float("inf"))
    for _ in range(rounds):
        for stage, work in works(campaign, as_of, edition):
            before = _cpu()
            work()
            least[stage] = min(least[stage], _cpu() - before)
    return least


def _cpu() -> float:
    """Give the CPU of this process and of those that it has seen to their end."""
    # Not above: Windows lacks it, and the pages are printed there too.
    import resource

    both = (
        resource.getrusage(resource.RUSAGE_SELF),
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def works(
    campaign: Path, as_of: str, edition: Path
) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Give the stages in the order of a run, each over what those before it made."""
    import dophu
    from dophu import __version__
    from dophu.documents.html.page import write_page
    from dophu.documents.report import Facts
    from dophu.documents.writing import write_documents

    shutil.rmtree(campaign / "snapshots", ignore_errors=True)
    made: dict[str, Any] = {}

    def load() -> None:
        # Each date, for the later stages open those before.
        for lists in sorted((campaign / "rosters").iterdir()):
            made["week"] = dophu.load(campaign, lists.name)

    yield "load", load
    week = made["week"]
    yield "gaps", lambda: dophu.gaps(week)
    yield "progress", lambda: dophu.progress(week)
    number = len(week.campaign.hamlets.ids)
    facts = Facts(
        dophu.about(week), week.campaign.name, as_of, "READY", __version__, number,
        number, 0, week.campaign.counts_as_enrolled,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder) / as_of
        yield (
            "charts",
            lambda: dophu.export_charts(folder, dophu.draw_charts(week)),
        )
        shutil.copytree(edition, stage)

        def documents() -> None:
            write_documents(stage, facts)
            write_page(stage, facts)

        yield "documents", documents
        yield "lists", lambda: dophu.write_lists(folder, week)


def main(arguments: list[str]) -> None:
    """Warm up with the small campaign, then print the seconds of the other's stages."""
    campaign, as_of, edition, rounds, small, small_edition = arguments
    time_stages(Path(small), as_of, Path(small_edition), 1)
    took = time_stages(Path(campaign), as_of, Path(edition), int(rounds))
    print(json.dumps(took))


if __name__ == "__main__":
    main(sys.argv[1:])
