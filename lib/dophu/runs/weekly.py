"""The weekly run: from a campaign and a date to a whole edition, or to none."""

from __future__ import annotations

from pathlib import Path

from dophu.campaign.config import read_campaign
from dophu.campaign.settings import LANGUAGES
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.documents.writing import find_base
from dophu.rosters import check_lists
from dophu.runs.graph import find_notebooks
from dophu.runs.one_run import Outcome, Progress, Run
from dophu.runs.own_notebooks import find_own_notebooks


def run_week(
    campaign: str | Path,
    as_of: str = "",
    reports: str | Path = "reports",
    notebooks: str | Path = "",
    language: str = "",
    progress: Progress | None = None,
) -> Outcome:
    """Run a week of a campaign: execute the notebooks, check, publish an edition.

    Nothing that is there is overwritten: the same inputs give back the edition of
    before if it is intact, other inputs a correction beside it.

    Parameters
    ----------
    campaign
        The campaign's folder.
    as_of
        The date of the lists (YYYY-MM-DD); the newest where empty.
    reports
        The folder of reports; the edition is ``<reports>/<unit>/<as_of>``.
    notebooks
        The folder of notebooks; the kit's own where empty.
    language
        ``vi`` or ``en``; the campaign's where empty.
    progress
        Called at every step.

    Returns
    -------
    Outcome
        The gate is ``READY`` or ``REVIEW``.

    Raises
    ------
    DophuError
        Where nothing was published: the campaign or its folders are not in order,
        a notebook failed, the lists hold an error, or figures do not agree.
    """
    if language and language not in LANGUAGES:
        details = {"name": "language", "expected": phrase("language")}
        raise DophuError(Issue("CH-08", details=details))
    read = read_campaign(campaign)
    day = read.as_of(as_of)
    check_lists(read, day)
    base = find_base(read.folder)
    kits = find_notebooks(notebooks)
    run = Run(
        campaign=read,
        as_of=day,
        language=language or read.language,
        notebooks=kits,
        own=find_own_notebooks(read.folder, kits),
        unit_folder=Path(reports) / read.unit,
        base=base,
        progress=progress or (lambda *_step: None),
    )
    return run.make()
