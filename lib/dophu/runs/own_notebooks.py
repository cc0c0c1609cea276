"""An office's own notebooks: run after the kit's, and never in the way of an edition.

They stand in the campaign's folder ``notebooks/``, take the parameters of the weekly
run that they declare, and write to a folder of their own in the edition, so that none
can change a table of the kit's.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dophu.catalogue.issues import DophuError, Issue
from dophu.runs.graph import Notebook, list_notebooks
from dophu.runs.job import Job

if TYPE_CHECKING:
    from dophu.runs.kernels import Kernels

FOLDER = "notebooks"
"""Of the campaign: the office's own notebooks."""

OUT = "own"
"""Of the edition: a folder a notebook, for what it writes."""


def find_own_notebooks(campaign: Path, kits: Sequence[Notebook]) -> list[Notebook]:
    """List a campaign's own notebooks, in the order of their names.

    Parameters
    ----------
    campaign
        The campaign's folder.
    kits
        The kit's notebooks of the run, whose names are taken.

    Raises
    ------
    DophuError
        CH-15 where one is named as a notebook of the kit: both would be one file of
        the edition. A file that is no notebook is no error here, it fails alone.
    """
    own = list_notebooks(campaign / FOLDER)
    taken = {notebook.name.casefold() for notebook in kits}
    # Names that differ by case alone are one file on Windows and macOS.
    clashes = [n for n in own if n.name.casefold() in taken]
    if clashes:
        raise DophuError([Issue("CH-15", f"{FOLDER}/{n.path.name}") for n in clashes])
    return own


def run_own_notebook(job: Job, kernels: Kernels) -> Issue | None:
    """Execute one of them; the issue of its failure, or None.

    What a failed one wrote is removed: nothing of it stands in the edition.
    """
    from dophu.runs.execute import run_notebook

    out = Path(job.parameters["out"]) if "out" in job.parameters else None
    try:
        run_notebook(job, kernels, kernels.start(), lambda: None)
    except DophuError as error:
        if out is not None:
            shutil.rmtree(out, ignore_errors=True)
        return _issue_of(error, job)
    return None


def _issue_of(error: DophuError, job: Job) -> Issue:
    last = error.issues[-1]
    what = last.details.get("what") or {
        language: last.message(language) for language in ("vi", "en")
    }
    file = f"{FOLDER}/{job.source.name}"
    # From the campaign's folder: no edition holds the folders of a machine.
    given = {"campaign": "."} | {
        n: v for n, v in job.parameters.items() if n in ("as_of", "language")
    }
    words = "".join(f' -r {name} "{value}"' for name, value in given.items())
    details: dict[str, Any] = {
        "notebook": job.source.name, "cell": job.cell, "what": what,
        "command": f'papermill "{file}" xem.ipynb{words}',
    }  # fmt: skip
    return Issue("CH-14", file, details=details)


def record_of(
    notebooks: Sequence[Notebook], failed: Sequence[Issue]
) -> list[dict[str, Any]]:
    """Say in run.json which own notebooks there were, and which of them failed."""
    by_name = {issue.details["notebook"]: issue for issue in failed}
    return [
        {
            "name": notebook.name,
            "sha256": notebook.sha256,
            "failed": _stored(by_name.get(notebook.path.name)),
        }
        for notebook in notebooks
    ]


def _stored(issue: Issue | None) -> dict[str, Any] | None:
    if issue is None:
        return None
    return {"code": issue.code, "file": issue.file, "details": issue.details}


def failed_of(record: dict[str, Any]) -> list[Issue]:
    """Give the failures that an edition's record holds."""
    own = record.get("own_notebooks", ())
    return [Issue(**entry["failed"]) for entry in own if entry["failed"]]
