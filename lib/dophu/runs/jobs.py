"""What each notebook of a week is given, and what stands for it in the one kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dophu.campaign.config import Campaign
from dophu.runs.graph import Notebook
from dophu.runs.job import Job
from dophu.runs.own_notebooks import OUT


def make_job(
    notebook: Notebook,
    stage: Path,
    campaign: Campaign,
    as_of: date,
    language: str,
    published: Path | None,
) -> Job:
    """Make the job of a notebook of the kit: it writes to the edition's folder.

    Parameters
    ----------
    notebook
        What is to be executed.
    stage
        The folder of the edition that is being made, absolute.
    campaign, as_of, language
        Of the run.
    published
        The edition that was published before, None if there is none.
    """
    folder = campaign.folder.absolute()
    common = {"as_of": as_of.isoformat(), "language": language}
    names = {str(stage): ".", str(folder): folder.name, str(Path.home()): "~"}
    parameters = {"campaign": str(folder), "out": str(stage), **common}
    shown = {"campaign": folder.name, "out": "", **common}
    if "published" in notebook.takes and published:
        parameters["published"] = str(published.absolute())
        shown["published"] = published.name
        # Before the others, whose folders it may lie in: the first name that fits is
        # written.
        names = {str(published.absolute()): published.name, **names}
    return Job(
        source=notebook.path,
        target=stage / "notebooks" / notebook.path.name,
        parameters=parameters,
        shown=shown,
        names=names,
    )


def make_own_job(
    notebook: Notebook,
    stage: Path,
    campaign: Campaign,
    as_of: date,
    language: str,
    published: Path | None,
) -> Job:
    """Make the job of an office's notebook: what it takes, a folder of its own."""
    job = make_job(notebook, stage, campaign, as_of, language, published)
    job.parameters["out"] = str(stage / OUT / notebook.name)
    for values in (job.parameters, job.shown):
        for name in values.keys() - notebook.takes:
            del values[name]
    return job
