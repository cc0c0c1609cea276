"""This process made warm: what a command loads and compiles, before it is forked.

DuckDB is left alone: a fork has none of its threads, and would wait for them.
"""

from __future__ import annotations

import shutil
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

from tests.torture.scenes import BEFORE, first_week, make_office
from tests.torture.trials import forked


def warm(home: Path) -> Path:
    """Make pages, documents and a public edition of an edition that a fork made.

    Returns the folder of the office with that edition, as it was before.
    """
    import nbconvert.exporters  # noqa: F401
    import scipy.optimize  # noqa: F401

    import dophu.notebook
    import dophu.region.running
    import dophu.runs.purging
    import dophu.runs.sending
    import dophu.tables.session_plan  # noqa: F401
    from dophu import cli
    from dophu.campaign.about import about_date
    from dophu.campaign.config import read_campaign
    from dophu.documents.html.notebooks import write_notebook_page
    from dophu.documents.html.page import write_page
    from dophu.documents.report import Facts
    from dophu.documents.writing import load_writers, write_documents

    load_writers()
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    office = make_office(home / "at")
    ended = forked(first_week(office), None, home / "log")
    if ended.code not in (0, 2):
        raise RuntimeError(ended.stated)
    campaign, day = read_campaign(office.campaign), date.fromisoformat(BEFORE)
    about = about_date(campaign, day, {}, "vi")
    base, made = home / "base", home / "made"
    shutil.copytree(home / "at", base)
    shutil.copytree(office.unit / BEFORE, made)
    for notebook in made.glob("notebooks/*.ipynb"):
        write_notebook_page(notebook, about)
    facts = Facts(
        about=about, campaign=campaign.name, edition=BEFORE, gate="REVIEW",
        version="", received=1, hamlets=2, inputs=1,
        enrolled=campaign.counts_as_enrolled, highlights=(),
    )  # fmt: skip
    write_documents(made, facts)
    write_page(made, facts)
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        cli.main(["publish", str(office.unit / BEFORE)])
    return base
