"""The steps of one run: execute, check, write, compare, publish; or leave no trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Thread

from dophu import __version__
from dophu.campaign.about import about_date
from dophu.campaign.config import Campaign, parse_as_of
from dophu.catalogue.about import About
from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.refusals import cannot_write, writing_to
from dophu.catalogue.sentences import say
from dophu.documents.html.page import write_page
from dophu.documents.report import Facts
from dophu.documents.writing import (
    describe_base,
    load_writers,
    write_documents,
)
from dophu.runs.agreement import check_documents
from dophu.runs.checks import (
    check_account,
    check_tables,
    read_table,
)
from dophu.runs.corrections import find_correction
from dophu.runs.edition_facts import edition_inputs, record_facts
from dophu.runs.editions import (
    last_before,
    newest,
    next_name,
    no_editions,
    open_stage,
    point_to_latest,
    publish,
)
from dophu.runs.graph import Notebook, run_notebooks
from dophu.runs.highlights import find_highlights, say_reports
from dophu.runs.job import Job
from dophu.runs.jobs import make_job, make_own_job
from dophu.runs.own_notebooks import (
    failed_of,
    record_of,
    run_own_notebook,
)
from dophu.runs.record import (
    clock,
    edition_key,
    forgotten,
    published_digest,
    read_record,
    verify,
    write_record,
)
from dophu.runs.removed_lists import find_removed, say_removed
from dophu.snapshots import (
    Snapshot,
    discard_damaged,
    find_snapshot,
    snapshot_key,
)
from dophu.snapshots.gate import gate
from dophu.snapshots.keys import find_inputs

Progress = Callable[[str, int, int], None]
"""Called at every step with its words, how many steps are done, and of how many."""


@dataclass(frozen=True)
class Outcome:
    """What a run came to: the gate, where the edition is, what to look at first.

    ``reports`` says which lists for the door came back; empty where none was sent out.
    """

    gate: str
    edition: Path
    reused: bool
    highlights: list[str] = field(default_factory=list)
    reports: str = ""


@dataclass
class Run:
    """A run under way: what it is of, the steps done, notebooks that failed."""

    campaign: Campaign
    as_of: date
    language: str
    notebooks: list[Notebook]
    own: list[Notebook]
    unit_folder: Path
    base: Path | None
    progress: Progress
    steps: int = 0
    failed: list[Issue] = field(default_factory=list)

    def make(self) -> Outcome:
        """Make the edition and publish it, or give back one that is the same."""
        started = clock()
        self._step("step_check")
        with open_stage(self.unit_folder) as stage, writing_to(self.unit_folder):
            damaged = discard_damaged(self.campaign, self.as_of)
            damaged += [
                Issue("CH-31", details={"folder": name})
                for name in no_editions(self.unit_folder)
            ]
            key = edition_key(
                snapshot_key(self.campaign, self.as_of),
                self.language,
                [(n.name, n.sha256) for n in (*self.notebooks, *self.own)],
                published_digest(self._published),
                describe_base(self.base),
            )
            reusable = self._find_same(key)
            if reusable is not None:
                outcome = self._reuse(reusable)
            else:
                outcome = self._make_new(stage, key, started)
        # On the screen alone: the edition is the same as without.
        reported = [issue.line(self.language) for issue in damaged]
        return replace(outcome, highlights=[*reported, *outcome.highlights])

    def _step(self, step: str, **values: object) -> None:
        words = say(step, self.language, **values)
        total = len(self.notebooks) + len(self.own) + 4
        self.progress(words, self.steps, total)
        self.steps += 1

    @cached_property
    def _published(self) -> Path | None:
        """The edition of the last date before; None without an intact one."""
        found = last_before(self.unit_folder, self.as_of)
        try:
            return found if found and not verify(found) else None
        except DophuError:  # not an edition any more
            return None

    def _find_same(self, key: str) -> Path | None:
        edition = newest(self.unit_folder, self.as_of)
        try:
            is_same = edition and read_record(edition)["key"] == key
            # One whose lists were forgotten lacks what is asked for again.
            if is_same and not verify(edition) and forgotten(edition) is None:
                return edition
        except (DophuError, KeyError, OSError):  # not an edition any more
            pass
        return None

    def _reuse(self, edition: Path) -> Outcome:
        point_to_latest(self.unit_folder)
        missing = {
            row["hamlet_id"]: parse_as_of(last) if last else None
            for row in read_table(edition, "quality")
            if row["received"] != "True"
            for last in [row["last_received"]]
        }
        record = read_record(edition)
        self.failed = failed_of(record)
        about = self._about(missing)
        highlights, reports = (
            self._highlights(edition, about),
            say_reports(edition, about),
        )
        return Outcome(record["gate"], edition, True, highlights, reports)

    def _highlights(self, folder: Path, about: About) -> list[str]:
        """Say what to look at: failed notebooks, lists taken out, then the rest."""
        failed = [issue.line(about.language) for issue in self.failed]
        inputs = find_inputs(self.campaign, self.as_of)
        removed = find_removed(self._published, inputs)
        reported = say_removed(removed, read_table(folder, "restatement"), about)
        return [*failed, *reported, *find_highlights(folder, about)]

    def _make_new(self, stage: Path, key: str, started: str) -> Outcome:
        seconds = self._execute(stage)
        self._step("step_pages")
        snapshot = find_snapshot(self.campaign, self.as_of)
        if snapshot is None:  # inputs changed while the notebooks were at work
            raise DophuError(Issue("CH-12"))
        opened = self._check(stage, snapshot)
        about = self._about(snapshot.missing)
        highlights = self._highlights(stage, about)
        edition = next_name(self.unit_folder, self.as_of)
        self._write_lists(stage, snapshot)
        self._write_pages(stage, snapshot, about, edition, highlights)
        about_run = {"edition": edition, "gate": opened, "key": key}
        facts = record_facts(
            self.campaign, about, snapshot.manifest, about_run, self.base
        )
        facts["notebooks"] = [
            {"name": n.name, "sha256": n.sha256} for n in self.notebooks
        ]
        facts["own_notebooks"] = record_of(self.own, self.failed)
        times = {"started": started, "finished": clock(), "seconds": seconds}
        write_record(stage, {**facts, **times})
        self._step("step_publish")
        # What is about to be named is read back from the disk and compared.
        if verify(stage):
            raise cannot_write(self.unit_folder, OSError())
        reports, made = say_reports(stage, about), self.unit_folder / edition
        publish(stage, made)
        return Outcome(opened, made, False, highlights, reports)

    def _execute(self, stage: Path) -> dict[str, float]:
        """Execute the notebooks and make a page of each; give their seconds."""
        from dophu.runs.kernels import Kernels

        about_run = self.campaign, self.as_of, self.language, self._published
        folder = stage.absolute()
        jobs = [make_job(notebook, folder, *about_run) for notebook in self.notebooks]
        about = self._about({})
        with Kernels() as kernels:
            self._step("step_first", name=jobs[0].source.stem)
            Thread(target=load_writers, daemon=True).start()
            run_notebooks(jobs, kernels, lambda job: self._finish(job, about))
            for notebook in self.own:
                job = make_own_job(notebook, folder, *about_run)
                issue = run_own_notebook(job, kernels)
                if issue is None:
                    self._finish(job, about)
                else:
                    self.failed.append(issue)
                    self._step("step_failed", name=notebook.name)
        return {job.source.stem: job.seconds for job in jobs}

    def _finish(self, job: Job, about: About) -> None:
        from dophu.documents.html.notebooks import write_notebook_page

        write_notebook_page(job.target, about)
        self._step("step_done", name=job.source.stem)

    def _check(self, stage: Path, snapshot: Snapshot) -> str:
        """Check the account and the tables; give the gate, or stop at BLOCKED."""
        manifest = snapshot.manifest
        issues = check_account(manifest) or check_tables(
            stage, manifest, self.campaign, self.as_of
        )
        opened = gate(snapshot.issues)
        if opened == "BLOCKED":
            issues = [i for i in snapshot.issues if i.severity == "error"] + issues
        if issues:
            raise DophuError(issues)
        return "REVIEW" if self.failed else opened

    def _about(self, missing: dict[str, date | None]) -> About:
        return about_date(self.campaign, self.as_of, missing, self.language)

    def _write_lists(self, stage: Path, snapshot: Snapshot) -> None:
        # Imported here: a run that stops before does without what writes them.
        from dophu.documents.lists.writing import write_lists_of_run

        write_lists_of_run(stage, snapshot, self.language)

    def _write_pages(
        self,
        stage: Path,
        snapshot: Snapshot,
        about: About,
        edition: str,
        highlights: list[str],
    ) -> None:
        hamlets = snapshot.manifest["hamlets"]
        facts = Facts(
            about=about,
            campaign=self.campaign.name,
            edition=edition,
            gate="REVIEW" if self.failed else snapshot.gate,
            version=__version__,
            received=sum(hamlet["received"] for hamlet in hamlets),
            hamlets=len(hamlets),
            inputs=len(snapshot.manifest["inputs"]),
            enrolled=self.campaign.counts_as_enrolled,
            highlights=tuple(highlights),
            base=self.base,
            correction=find_correction(
                self.unit_folder,
                self.as_of,
                edition_inputs(snapshot.manifest, self.base),
            ),
        )
        write_documents(stage, facts)
        write_page(stage, facts)
        issues = check_documents(stage, about)
        if issues:
            raise DophuError(issues)
