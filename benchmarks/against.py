"""The working tree beside an older revision: the same work of both, in turn.

Each piece is done by either once a pair, and who begins changes from pair to pair, so
that a busy machine is busy for both. Of each the least counts: CPU of the command and
of all processes that it started, which a busy machine hardly changes, and wall. What a
revision cannot do stands as a dash, with its own words below the table.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import Failed, Taken
from benchmarks.revisions import Revision, checked_out, working_tree

AS_OF = "2024-07-18"
PAIRS = 3
CHILDREN, HAMLETS = 10_000, 68
NONE = "–"

LOAD = """
import sys
from pathlib import Path
import dophu
for lists in sorted(Path(sys.argv[1], "rosters").iterdir()):
    dophu.load(sys.argv[1], lists.name)
"""
CHARTS = """
import sys, time
import matplotlib.figure
import dophu
campaign, as_of, out = sys.argv[1:]
week = dophu.load(campaign, as_of)
wall, cpu = time.perf_counter(), time.process_time()
pictures = dophu.draw_charts(week)
dophu.export_charts(out, pictures)
assert len(pictures) >= 9, f"{len(pictures)} charts"
# A revision may have more of them: what nine of its take.
share = 9 / len(pictures)
print((time.process_time() - cpu) * share, (time.perf_counter() - wall) * share)
"""


@dataclass
class Bench:
    """A revision with campaigns of its own: nothing of one is seen by the other."""

    revision: Revision
    folder: Path
    large: Path
    """The campaign that both read, before it is copied."""

    def __post_init__(self) -> None:
        """Copy what is measured, without what an earlier run has left."""
        without = shutil.ignore_patterns("snapshots")
        sample = self.revision.folder / "data" / "sample"
        if sample.is_dir():
            shutil.copytree(sample, self.sample, ignore=without)
        if self.large.is_dir():
            shutil.copytree(self.large, self.many, ignore=without)

    @property
    def sample(self) -> Path:
        """This revision's own sample campaign."""
        return self.folder / "sample"

    @property
    def many(self) -> Path:
        """This revision's copy of the large campaign."""
        return self.folder / "many"

    def load(self, campaign: Path) -> Taken:
        """Read, match and keep all dates, in a process of its own."""
        return self.revision.python(LOAD, campaign)

    def fresh(self) -> Path:
        """Give an empty folder for reports."""
        return Path(tempfile.mkdtemp(dir=self.folder))


def _cold(campaign: Path) -> Path:
    shutil.rmtree(campaign / "snapshots", ignore_errors=True)
    return campaign


def _many_times(times: int, work: Callable[[], Taken]) -> Taken:
    """Do a short thing several times, for one of them is too short to compare."""
    taken = [work() for _ in range(times)]
    return Taken(sum(t.cpu for t in taken) / times, sum(t.wall for t in taken) / times)


def _charts(bench: Bench) -> Taken:
    if not (bench.sample / "snapshots").is_dir():
        bench.load(bench.sample)
    work = bench.revision.python(CHARTS, bench.sample, AS_OF, bench.fresh())
    return Taken(*map(float, work.output.split()))


def _run(bench: Bench) -> Taken:
    where = "--reports", bench.fresh()
    return bench.revision.dophu("run", _cold(bench.sample), "--as-of", AS_OF, *where)


def _check(bench: Bench) -> Taken:
    return bench.revision.dophu("check", _cold(bench.sample), "--as-of", AS_OF)


WORKS: dict[str, tuple[str, Callable[[Bench], Taken]]] = {
    "import": (
        "import dophu",
        lambda b: _many_times(10, lambda: b.revision.python("import dophu")),
    ),
    "help": (
        "dophu --help",
        lambda b: _many_times(5, lambda: b.revision.dophu("--help")),
    ),
    "run": ("weekly run on the sample, nothing read before", _run),
    "read": (
        f"reading and matching {CHILDREN:,} children, two dates",
        lambda b: b.load(_cold(b.many)),
    ),
    "charts": ("nine charts in all formats", _charts),
    "check": ("dophu check on the sample, nothing read before", _check),
}


def main(rev: str, names: list[str], pairs: int = PAIRS) -> int:
    """Measure and print the table; 1 where the working tree could not do a thing."""
    unknown = [name for name in names if name not in WORKS]
    if unknown:
        print(f"no such piece: {', '.join(unknown)}; there are {', '.join(WORKS)}")
        return 1
    try:
        with checked_out(rev) as before, tempfile.TemporaryDirectory() as folder:
            return _measure(before, working_tree(), Path(folder), names, pairs)
    except Failed as failure:
        print(failure)
        return 1


def _measure(
    before: Revision, now: Revision, folder: Path, names: list[str], pairs: int
) -> int:
    for revision in (before, now):
        revision.prepare()
    large = folder / "large"
    wanted = {name: WORKS[name] for name in names or WORKS}
    if "read" in wanted:
        _make_large((before, now), large)
    benches = {}
    for side, revision in (("before", before), ("now", now)):
        (folder / side).mkdir()
        benches[side] = Bench(revision, folder / side, large)
    print(f"before: {before.name}; now: {now.name}")
    print(f"least of {pairs} pairs in turn: seconds of CPU of all processes (of wall)")
    print(line("name", "before", "now", "ratio"))
    cannot: list[tuple[str, str, str]] = []
    for what, work in wanted.values():
        took, why = compare(work, benches, pairs)
        print(row(what, took), flush=True)
        cannot += [(what, side, stated) for side, stated in why.items()]
    for what, side, stated in cannot:
        print(f"{NONE} {what}, {side}: {stated}")
    return 1 if any(side == "now" for _, side, _ in cannot) else 0


def _make_large(revisions: tuple[Revision, ...], folder: Path) -> None:
    """Have the first revision that can write the campaign that both will read."""
    for number, revision in enumerate(revisions):
        try:
            revision.make_campaign(folder, HAMLETS, CHILDREN)
        except Failed:
            shutil.rmtree(folder, ignore_errors=True)
            if number == len(revisions) - 1:
                raise
        else:
            return


def compare(
    work: Callable[[Bench], Taken], benches: dict[str, Bench], pairs: int
) -> tuple[dict[str, Taken], dict[str, str]]:
    """Do a piece of work by all in turn; give the least of each, and why not."""
    taken: dict[str, list[Taken]] = {side: [] for side in benches}
    why: dict[str, str] = {}
    for pair in range(pairs):
        sides = list(benches)
        for side in sides if pair % 2 == 0 else reversed(sides):
            if side not in why:
                try:
                    taken[side].append(work(benches[side]))
                except Failed as failure:
                    why[side] = str(failure)
    least = {
        side: Taken(min(t.cpu for t in some), min(t.wall for t in some))
        for side, some in taken.items()
        if side not in why
    }
    return least, why


def row(what: str, took: dict[str, Taken]) -> str:
    """Write a line of the table; a dash for what could not be done or compared."""
    before, now = took.get("before"), took.get("now")
    ratio = NONE
    if before and now:
        ratio = f"{now.cpu / before.cpu:.2f} x ({now.wall / before.wall:.2f})"
    cells = [f"{t.cpu:.2f} s ({t.wall:.2f})" if t else NONE for t in (before, now)]
    return line(what, *cells, ratio)


def line(what: str, before: str, now: str, ratio: str) -> str:
    """Put cells under their headings."""
    return f"{what:<48} | {before:>16} | {now:>16} | {ratio:>14}"
