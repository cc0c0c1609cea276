"""What each command does: calls into the library, and a few lines on the screen."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.sentences import say
from dophu.runs.screen import Steps, show

if TYPE_CHECKING:
    from dophu.region.edition import RegionOutcome
    from dophu.runs.one_run import Outcome

READY, WRONG, REVIEW = 0, 1, 2
"""Exit codes: ready; blocked, an error or a wrong command; finished, for review."""

CODES = {"READY": READY, "REVIEW": REVIEW, "BLOCKED": WRONG}

SHOWN = 3
"""Points to look at that stand on the screen; the page has all."""


LAB = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.allow_unauthenticated_access=False",
)
"""JupyterLab asks nothing of the network, and answers this computer alone."""


APP = (
    "--template=dophu",
    "--Voila.ip=127.0.0.1",
    "--Voila.auto_token=True",
    "--VoilaConfiguration.show_tracebacks=False",
)
"""Voila answers this computer alone, and who has the token of the address it opens."""

TEMPLATES = Path(__file__).parents[1] / "explorer" / "app"
"""Where the page of the app is, as Jupyter looks for it."""


def own_copy(notebook: Path, campaign: Path) -> Path:
    """Give the campaign's own copy of a notebook of the kit, made where there is none.

    What is tried out there is kept with the campaign; the kit's own stays as it is.
    """
    from dophu.runs.purging import EXPLORE

    copy = campaign / EXPLORE / notebook.name
    if not copy.is_file():
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(notebook, copy)
    return copy


def _say(options: argparse.Namespace, key: str, **values: object) -> None:
    show(say(key, options.language or "vi", **values))


def run(options: argparse.Namespace) -> int:
    """Run the week of a campaign; say the gate, the edition, what to look at."""
    from dophu.campaign.config import read_campaign
    from dophu.cli.passwords import ask_passwords
    from dophu.runs.weekly import run_week

    # Whatever goes wrong from here on is said in the campaign's language.
    campaign = read_campaign(options.campaign)
    options.language = options.language or campaign.language
    ask_passwords(campaign, options.as_of, options.language)
    with Steps() as steps:
        outcome = run_week(
            options.campaign,
            options.as_of,
            options.reports,
            options.notebooks,
            options.language,
            steps,
        )
    show_edition(outcome, options.language)
    _say(options, "lists_at", folder=outcome.edition / "lists")
    if outcome.reports:
        show(outcome.reports)
    show_highlights(outcome.highlights, options.language)
    return CODES[outcome.gate]


def show_edition(outcome: Outcome | RegionOutcome, language: str) -> None:
    """Say the gate of an edition, where it is, and what to open first."""
    words = say(f"gate_{outcome.gate}", language)
    show(say("gate", language, gate=outcome.gate, words=words))
    key = "edition_reused" if outcome.reused else "edition_at"
    show(say(key, language, folder=outcome.edition))
    show(say("open_first", language, file=outcome.edition / "index.html"))


def show_highlights(highlights: Sequence[str], language: str) -> None:
    """Say what to look at before the edition is used, the first few."""
    if highlights:
        show(say("look_first", language))
    for number, point in enumerate(highlights[:SHOWN], start=1):
        show(point, f"{number}. ")


def check(options: argparse.Namespace) -> int:
    """Read the lists of a date and say what became of them; publish nothing."""
    from dophu.campaign.config import read_campaign
    from dophu.cli.passwords import ask_passwords
    from dophu.runs.checking import run_check

    campaign = read_campaign(options.campaign)
    options.language = options.language or campaign.language
    ask_passwords(campaign, options.as_of, options.language)
    checked = run_check(campaign, options.as_of, options.out, options.language)
    for line in checked.lines:
        show(line or " ")
    words = say(f"gate_{checked.gate}", options.language)
    _say(options, "gate", gate=checked.gate, words=words)
    if checked.highlights:
        _say(options, "look_first")
    for number, point in enumerate(checked.highlights, start=1):
        show(point, f"{number}. ")
    if options.out:
        _say(options, "check_out", folder=options.out)
    return CODES[checked.gate]


def verify(options: argparse.Namespace) -> int:
    """Test whether an edition still is what was published."""
    from dophu.runs.public_files import check_public, is_public, listed
    from dophu.runs.record import check_edition, forgotten, read_record

    edition = Path(options.edition)
    if is_public(edition):
        if issues := check_public(edition):
            raise DophuError(issues)
        _say(options, "public_intact", n=listed(edition), folder=edition)
        return READY
    if issues := check_edition(edition):
        raise DophuError(issues)
    paths = [path for path, *_ in read_record(edition)["outputs"]]
    if gone := forgotten(edition):
        paths = [path for path in paths if not path.startswith(f"{gone['folder']}/")]
    _say(options, "intact", n=len(paths), folder=edition)
    if gone:
        _say(options, "intact_purged", n=gone["files"], day=gone["purged"])
    return READY


def explore(options: argparse.Namespace) -> int:
    """Open JupyterLab at the explorer, on a campaign."""
    from dophu.campaign.config import read_campaign
    from dophu.runs.graph import notebooks_folder

    campaign = read_campaign(options.campaign)
    notebook = notebooks_folder() / "90_explore.ipynb"
    if not notebook.is_file():
        details = {"folder": str(notebook.parent), "missing": notebook.name}
        raise DophuError(Issue("CH-01", details=details))
    if options.app and find_spec("voila") is None:
        raise DophuError(Issue("CH-32"), campaign.language)
    if not options.app and find_spec("jupyterlab") is None:
        raise ModuleNotFoundError(name="jupyterlab")
    own = own_copy(notebook, campaign.folder)
    # By this Python: a ``jupyter`` on the path may be another's, without the kit.
    command = [sys.executable, "-m", "jupyterlab", str(own), *LAB]
    place = {"DOPHU_CAMPAIGN": str(campaign.folder.absolute())}
    if options.app:
        command = [sys.executable, "-m", "voila", str(own), *APP]
        paths = [str(TEMPLATES), os.environ.get("JUPYTER_PATH", "")]
        place["JUPYTER_PATH"] = os.pathsep.join(filter(None, paths))
    done = subprocess.run(command, env={**os.environ, **place}, check=False)
    return READY if done.returncode == 0 else WRONG
