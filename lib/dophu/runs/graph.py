"""Which notebooks a weekly run has, and in what order: the first, then all others."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from dophu.catalogue.issues import DophuError, Issue
from dophu.reader.plain_files import read_plain
from dophu.runs.job import Job
from dophu.runs.lean import without

if TYPE_CHECKING:
    from jupyter_client.manager import KernelManager

    from dophu.runs.kernels import Kernels

FIRST = "10_rosters"
"""Reads and matches the lists for all others."""

REQUIRED = (FIRST, "20_gaps", "30_progress", "40_briefing")
"""Notebooks whose tables and charts an edition cannot do without."""

ON_DEMAND = "on-demand"
"""Tag of a notebook's cell that keeps it out of the weekly run."""

REGION = "region"
"""Parameter of a notebook that is of a region, and no unit's."""

PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Notebook:
    """A notebook of the run, with the digest of what it says.

    ``takes`` are the names in its cell of parameters; ``on_demand`` tells that it is
    opened when somebody asks, and is no part of a weekly run.
    """

    path: Path
    sha256: str
    takes: frozenset[str] = frozenset()
    on_demand: bool = False

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


def notebooks_folder(wanted: str | Path = "") -> Path:
    """Find the notebooks: those wanted, else the checkout's, else the package's own."""
    if wanted:
        return Path(wanted)
    checkout = PACKAGE.parents[1]
    if (checkout / "pyproject.toml").is_file() and (checkout / "notebooks").is_dir():
        return checkout / "notebooks"
    return PACKAGE / "notebooks"


def find_notebooks(wanted: str | Path = "") -> list[Notebook]:
    """List the notebooks of the weekly run: those named ``NN_*`` with NN under 90.

    One with a cell tagged ``on-demand`` is left out, and one of a region.

    Raises
    ------
    DophuError
        CH-01 if the folder is not there, or lacks one that every edition needs.

    Examples
    --------
    >>> [notebook.name for notebook in find_notebooks()][:2]
    ['10_rosters', '20_gaps']
    """
    folder = notebooks_folder(wanted)
    found = [
        notebook
        for notebook in list_notebooks(folder)
        if re.match(r"[0-8]\d_", notebook.name)
        and not notebook.on_demand
        and REGION not in notebook.takes
    ]
    missing = [name for name in REQUIRED if name not in {n.name for n in found}]
    if missing:
        details = {"folder": str(folder), "missing": ", ".join(missing)}
        raise DophuError(Issue("CH-01", details=details))
    return found


def list_notebooks(folder: Path) -> list[Notebook]:
    """List the notebooks of a folder by name; none where there is no such folder."""
    return [
        Notebook(path, _digest(path), *_looked_at(path))
        for path in sorted(folder.glob("*.ipynb"))
        if not path.name.startswith((".", "~"))
    ]


def _digest(path: Path) -> str:
    # A checkout on Windows has other line ends, and is the same notebook.
    if not path.is_file():  # a pipe, say; the run itself says what is wrong
        return ""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _looked_at(path: Path) -> tuple[frozenset[str], bool]:
    """Find the names in the cell of parameters, and whether it is run on demand."""
    try:
        cells = [
            (set(cell["metadata"].get("tags", ())), "".join(cell["source"]))
            for cell in json.loads(read_plain(path))["cells"]
        ]
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
    ):  # the run itself says what is wrong
        return frozenset(), False
    sources = "\n".join(source for tags, source in cells if "parameters" in tags)
    names = re.findall(r"^(\w+)\s*[:=]", sources, re.MULTILINE)
    return frozenset(names), any(ON_DEMAND in tags for tags, _ in cells)


def run_notebooks(
    jobs: list[Job], kernels: Kernels, done: Callable[[Job], None]
) -> None:
    """Execute the first job, then the others side by side.

    The others' kernels start while the first notebook reads the lists, one after
    the other, the last notebook's first, and import what they will need; they
    execute nothing before the first is finished. ``done`` is called with every job
    that is finished, in this thread.

    Raises
    ------
    DophuError
        With the failures of all notebooks that failed; CH-08 before any is
        executed, if one lacks a parameter that it is to be given.
    """
    first, *others = jobs
    kernel = kernels.start()
    # Only now, as they take two thirds of a second and the kernel starts meanwhile.
    import nbconvert.exporters  # noqa: F401  (for the pages, see documents)

    with without("pyarrow"):  # by which papermill would read notebooks from HDFS
        from dophu.runs.execute import check_parameters, run_notebook
    from dophu.runs.kernels import Stopped

    problems = [i for job in jobs for i in check_parameters(job.source, job.parameters)]
    if problems:
        raise DophuError(problems)
    first_done, stopped = Event(), Event()
    warmed = [Event() for _ in others]

    def run(job: Job, kernel: KernelManager, turn: Callable[[], None]) -> Job:
        begun = time.perf_counter()
        run_notebook(job, kernels, kernel, turn)
        job.seconds = round(time.perf_counter() - begun, 3)
        return job

    def run_other(number: int) -> Job:
        # Two kernels importing at once would hold up the first notebook, on which
        # all wait, on two cores; so each begins when the next notebook's is warm.
        for event in warmed[number + 1 : number + 2]:
            event.wait()

        def turn() -> None:
            warmed[number].set()
            first_done.wait()
            if stopped.is_set():
                raise Stopped

        try:
            if stopped.is_set():
                raise Stopped
            return run(others[number], kernels.start(warm=True), turn)
        finally:
            warmed[number].set()

    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        try:
            numbers = reversed(range(len(others)))
            waiting = [pool.submit(run_other, number) for number in numbers]
            run(first, kernel, lambda: None)
            first_done.set()
            done(first)
            _gather(waiting, done)
        except BaseException:
            stopped.set()
            for event in (first_done, *warmed):
                event.set()
            kernels.stop_all()
            raise


def _gather(running: list[Future[Job]], done: Callable[[Job], None]) -> None:
    issues: list[Issue] = []
    for future in as_completed(running):
        try:
            done(future.result())
        except DophuError as error:
            issues += error.issues
    if issues:
        raise DophuError(issues)
