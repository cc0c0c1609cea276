"""Counts of work of a whole run: no stage grows faster than its hamlets.

Calls of functions, figures drawn and files opened, not times: the same on any machine.
Stages are done in one process, the notebooks' cells too; a kernel would hide them.
"""

import math
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import nbformat
import pytest
from matplotlib.figure import Figure

import dophu
from dophu.documents.html.page import write_page
from dophu.documents.lists.writing import write_lists_of_run
from dophu.documents.report import Facts
from dophu.documents.writing import write_documents
from dophu.runs.agreement import check_documents
from dophu.runs.checks import check_tables
from dophu.sample import SampleSpec, write_sample

ROOT = Path(__file__).parents[2]
AS_OF = "2024-07-18"
DATES = (date(2024, 7, 11), date(2024, 7, 18))
WARM, SMALL, LARGE = 4, 10, 40
CHILDREN = 12
"""Children a hamlet: few, so that what is done by hamlets stands out."""

STEEPEST = 1.1
"""The power of its size by which a stage may grow."""

pytestmark = pytest.mark.long

NOTEBOOKS = ("10_rosters", "20_gaps", "30_progress", "40_briefing")


class Work:
    """Calls by stage, and what else is counted."""

    def __init__(self):
        self.calls, self.figures, self.opened = Counter(), Counter(), Counter()

    @contextmanager
    def counted(self, stage):
        def on_event(_frame, event, argument):
            if event in ("call", "c_call"):
                self.calls[stage] += 1
                if argument is open:
                    self.opened[stage] += 1

        plain = Figure.draw

        def draw(figure, renderer):
            self.figures[stage] += 1
            return plain(figure, renderer)

        Figure.draw = draw
        sys.setprofile(on_event)
        try:
            yield
        finally:
            sys.setprofile(None)
            Figure.draw = plain


def cells_of(name, campaign, out):
    """Give the code of a notebook's cells, its parameters set."""
    given = {"campaign": str(campaign), "as_of": AS_OF, "out": str(out), "language": ""}
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield cell.source
            if "parameters" in cell.metadata.get("tags", ()):
                yield "\n".join(f"{key} = {value!r}" for key, value in given.items())


def _shown(*given, **_how):
    """Stand for what shows: the words are made, and nobody reads them."""
    return list(map(str, given))


def do_all(home, hamlets):
    """Do the stages of a run in their order; give what each took."""
    work, campaign, out = Work(), home / f"campaign{hamlets}", home / f"{hamlets}"
    spec = SampleSpec(hamlets=hamlets, children=hamlets * CHILDREN, dates=DATES)
    write_sample(spec, campaign)
    out.mkdir()
    with work.counted("load"):
        week = dophu.load(campaign, AS_OF)
    for name in NOTEBOOKS:
        names = {"display": _shown, "print": _shown}
        with work.counted(name):
            for source in cells_of(name, campaign, out):
                exec(compile(source, name, "exec"), names)
    with work.counted("lists"):
        write_lists_of_run(out, week)
    about = dophu.about(week)
    facts = Facts(about, "Đợt", AS_OF, "READY", "0", hamlets, hamlets, 0, ("issued",))
    with work.counted("documents"):
        write_documents(out, facts)
    with work.counted("page"):
        write_page(out, facts)
    with work.counted("checks"):
        check_documents(out, about)
        check_tables(out, week.manifest, week.campaign, week.as_of)
    return work


MOVED = 2
"""Charts that Word may place otherwise where there are more hamlets."""

STAGES = ("load", *NOTEBOOKS, "lists", "documents", "page", "checks")


def test_no_stage_grows_faster_than_its_hamlets(subtests, tmp_path):
    """One test, since each process of tests would do all the stages for its own."""
    do_all(tmp_path, WARM)  # imports, and what is kept once a process
    done = {hamlets: do_all(tmp_path, hamlets) for hamlets in (SMALL, LARGE)}
    for stage in STAGES:
        with subtests.test(stage):
            check_growth(done[SMALL].calls[stage], done[LARGE].calls[stage])
    with subtests.test("figures drawn do not grow"):
        assert done[SMALL].figures == done[LARGE].figures
        assert done[SMALL].figures["40_briefing"]
    with subtests.test("files opened grow by the lists of a hamlet alone"):
        check_opened(*(Counter(done[n].opened) for n in (SMALL, LARGE)))


def check_growth(less, more):
    """Refuse calls that grew by a higher power of the hamlets than a stage may."""
    assert less > 1000
    grown = math.log(more / less) / math.log(LARGE / SMALL)
    assert grown <= STEEPEST, f"{less} calls became {more}"


def check_opened(less, more):
    """Refuse files opened that no hamlet of the larger campaign accounts for."""
    # Its list, its officer's and its letter.
    assert 0 < more.pop("lists") - less.pop("lists") <= 3 * (LARGE - SMALL)
    # A chart too high for its page stands elsewhere, and is opened once more. Fewer may
    # be opened: slides of a few hamlets have charts that those of many have not.
    assert less.keys() == more.keys()
    more_by_stage = {stage: more[stage] - less[stage] for stage in less}
    assert all(number <= MOVED for number in more_by_stage.values()), more_by_stage


def test_a_stage_that_grows_by_the_square_would_be_found():
    took = Work()
    for hamlets in (SMALL, LARGE):
        with took.counted(hamlets):
            [max(1, n) for n in range(20 * hamlets**2)]
    grown = math.log(took.calls[LARGE] / took.calls[SMALL]) / math.log(LARGE / SMALL)
    assert grown > 1.9
