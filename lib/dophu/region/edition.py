"""The edition of a region: its notebook executed, checked, written, published.

It has what an edition of a unit has, and the units' roll-ups that it is made from in
``rollups/``. It is whole or not there at all, by the same steps.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from dophu import __version__
from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.refusals import cannot_write
from dophu.documents.html.page import write_page
from dophu.documents.report import Facts
from dophu.documents.writing import describe_base, find_base, write_documents
from dophu.region.agreement import check_region
from dophu.region.opening import load_region
from dophu.region.rollup import ROLLUPS
from dophu.region.settings import Region
from dophu.region.week import RegionWeek
from dophu.runs.agreement import check_documents
from dophu.runs.corrections import find_correction
from dophu.runs.editions import (
    newest,
    next_name,
    point_to_latest,
    publish,
)
from dophu.runs.graph import (
    REGION,
    Notebook,
    list_notebooks,
    notebooks_folder,
    run_notebooks,
)
from dophu.runs.highlights import find_highlights
from dophu.runs.job import Job
from dophu.runs.kernels import Kernels
from dophu.runs.record import (
    clock,
    edition_key,
    read_record,
    verify,
    versions,
    write_record,
)

NOTEBOOK = re.compile(r"6\d_")
"""How notebooks of a region are called: the kit's is ``60_region``."""


@dataclass(frozen=True)
class RegionOutcome:
    """What the run of a region came to.

    ``failed`` are the issues of units whose run failed, by the unit's name.
    """

    gate: str
    edition: Path
    reused: bool
    highlights: list[str] = field(default_factory=list)
    failed: dict[str, list[Issue]] = field(default_factory=dict)


@dataclass
class RegionEdition:
    """The making of one edition in a stage that has its roll-ups already."""

    region: Region
    as_of: date
    language: str
    stage: Path
    folder: Path
    links: dict[str, str]
    failed: dict[str, list[Issue]]
    notebooks: str = ""
    reported: Callable[[str], None] = lambda _step: None

    def make(self) -> RegionOutcome:
        """Make and publish it, or give back one that is the same."""
        started = clock()
        week = load_region(self.region, self.as_of, self.stage / ROLLUPS)
        kits = find_region_notebooks(self.notebooks)
        base = find_base(self.region.folder)
        key = edition_key(
            self._rollup_digests(), self.language, str(self.as_of),
            [(n.name, n.sha256) for n in kits], sorted(self.links.items()),
            # Settings count by what they say, not by the bytes of the file.
            describe_base(base), repr(self.region), repr(week.events),
        )  # fmt: skip
        same = self._find_same(key)
        about = week.about(self.language)
        if same is not None:
            point_to_latest(self.folder)
            record = read_record(same)
            highlights = self._highlights(same, week)
            return RegionOutcome(record["gate"], same, True, highlights, self.failed)
        self.reported("step_region")
        seconds = self._execute(kits)
        if issues := check_region(self.stage, week):
            raise DophuError(issues)
        # No figure shows what a failed unit lacks.
        gate = "REVIEW" if self.failed else week.gate
        highlights = self._highlights(self.stage, week)
        edition = next_name(self.folder, self.as_of)
        inputs = [["region.toml", *_described(self.region.folder / "region.toml")]]
        for path in sorted(self.region.folder.glob("unit_events.*")):
            inputs.append([path.name, *_described(path)])
        inputs += [[f"{ROLLUPS}/{p.name}", *_described(p)] for p in self._rollups()]
        self.reported("step_pages")
        facts = Facts(
            about=about,
            campaign=self.region.name,
            edition=edition,
            gate=gate,
            version=__version__,
            received=len(week.names) - len(week.missing),
            hamlets=len(week.names),
            inputs=len(inputs),
            enrolled=week.rollups[0].counts_as_enrolled,
            highlights=tuple(highlights),
            base=base,
            correction=find_correction(self.folder, self.as_of, inputs),
            links=self.links,
        )
        write_documents(self.stage, facts)
        write_page(self.stage, facts)
        if issues := check_documents(self.stage, about):
            raise DophuError(issues)
        write_record(
            self.stage,
            {
                "unit": self.region.unit,
                "as_of": str(self.as_of),
                "edition": edition,
                "gate": gate,
                "key": key,
                "parameters": {
                    "region": self.region.folder.resolve().name,
                    "as_of": str(self.as_of),
                    "language": self.language,
                },
                "versions": versions(),
                "inputs": inputs,
                "units": self._units(week),
                "missing_units": list(week.missing),
                "notebooks": [{"name": n.name, "sha256": n.sha256} for n in kits],
                "started": started,
                "finished": clock(),
                "seconds": seconds,
            },
        )
        self.reported("step_publish")
        if verify(self.stage):
            # Without a number: what was read back is not what was written.
            raise cannot_write(self.folder, OSError())
        publish(self.stage, self.folder / edition)
        target = self.folder / edition
        return RegionOutcome(gate, target, False, highlights, self.failed)

    def _rollups(self) -> list[Path]:
        return sorted((self.stage / ROLLUPS).iterdir())

    def _rollup_digests(self) -> list[tuple[Any, ...]]:
        return [(path.name, *_described(path)) for path in self._rollups()]

    def _find_same(self, key: str) -> Path | None:
        edition = newest(self.folder, self.as_of)
        try:
            if edition and read_record(edition)["key"] == key and not verify(edition):
                return edition
        except (DophuError, KeyError, OSError):  # not an edition any more
            pass
        return None

    def _execute(self, kits: list[Notebook]) -> dict[str, float]:
        from dophu.documents.html.notebooks import write_notebook_page

        about = load_region(self.region, self.as_of, self.stage / ROLLUPS).about(
            self.language
        )
        jobs = [self._job(notebook) for notebook in kits]
        with Kernels() as kernels:
            run_notebooks(
                jobs, kernels, lambda job: write_notebook_page(job.target, about)
            )
        return {job.source.stem: job.seconds for job in jobs}

    def _job(self, notebook: Notebook) -> Job:
        stage, folder = self.stage.absolute(), self.region.folder.absolute()
        common = {"as_of": str(self.as_of), "language": self.language}
        return Job(
            source=notebook.path,
            target=stage / "notebooks" / notebook.path.name,
            parameters={
                "region": str(folder),
                "rollups": str(stage / ROLLUPS),
                "out": str(stage),
                **common,
            },  # fmt: skip
            shown={"region": folder.name, "rollups": ROLLUPS, "out": "", **common},
            names={str(stage): ".", str(folder): folder.name, str(Path.home()): "~"},
        )

    def _highlights(self, folder: Path, week: RegionWeek) -> list[str]:
        failed = [
            Issue("KV-10", details={"name": name, "n": len(issues)}).message(
                self.language
            )
            for name, issues in self.failed.items()
        ]
        # Units that sent nothing have issues of their own (KV-11, KV-12).
        about = replace(week.about(self.language), missing=())
        return [*failed, *find_highlights(folder, about)]

    def _units(self, week: RegionWeek) -> list[dict[str, Any]]:
        return [
            {
                "unit": r.unit, "as_of": str(r.as_of), "gate": r.gate,
                "hamlets": r.hamlets, "edition": r.edition,
            }
            for r in week.rollups
        ]  # fmt: skip


def find_region_notebooks(wanted: str | Path = "") -> list[Notebook]:
    """List the notebooks of a region: those named ``6N_*`` that take ``region``.

    Raises
    ------
    DophuError
        CH-01 if there is none.
    """
    folder = notebooks_folder(wanted)
    found = [
        n
        for n in list_notebooks(folder)
        if NOTEBOOK.match(n.name) and REGION in n.takes
    ]
    if not found:
        details = {"folder": str(folder), "missing": "60_region"}
        raise DophuError(Issue("CH-01", details=details))
    return found


def _described(path: Path) -> tuple[str, int]:
    content = path.read_bytes()
    return hashlib.sha256(content).hexdigest(), len(content)
