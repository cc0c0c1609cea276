"""One awkward list in a small campaign, and what became of it in plain words."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from dophu.campaign.config import read_campaign
from dophu.catalogue.issues import Issue
from dophu.persons import COUNTED
from dophu.reader.sandbox import Reader
from dophu.snapshots.gate import gate
from dophu.snapshots.making import Made, make_date

LISTS = Path(__file__).parent / "lists"
CAMPAIGN = Path(__file__).parent / "campaign"
AS_OF = date(2024, 7, 18)
GROUPS = read_campaign(CAMPAIGN).age_groups

ALWAYS = ("trap", "gate", "children", "ages", "hamlets", "received", "rows", "issues")
"""What every expectation says; anything else of ``describe`` where it matters."""

SILENT = ("TD-06", "TD-07")
"""Issues of hamlets that a trap does not speak of; ``received`` names the others."""


def find_traps() -> list[Path]:
    """List the traps: a file, or a folder that is laid over the campaign's."""
    return sorted(p for p in LISTS.iterdir() if p.suffix != ".toml")


def expectation_of(trap: Path) -> Path:
    """Give the path of what a trap must come to."""
    return trap.parent / f"{trap.name}.toml"


def read_trap(trap: Path, folder: Path, reader: Reader) -> Made:
    """Read a trap in a campaign of its own below ``folder``: its newest date."""
    campaign = folder / "Chiến dịch"
    shutil.copytree(CAMPAIGN, campaign)
    if trap.is_dir():
        shutil.copytree(trap, campaign, dirs_exist_ok=True)
    else:
        day = campaign / "rosters" / AS_OF.isoformat()
        day.mkdir(parents=True)
        shutil.copy(trap, day)
    found = read_campaign(campaign)
    made: Made | None = None
    for day in found.dates():
        made = make_date(found, day, made, reader)
    assert made is not None
    return made


def describe(made: Made) -> dict[str, Any]:
    """Say what became of a trap: counts of children, every row, every issue.

    A row is its outcome, or its kind where it is no child's; a run of rows of the
    same is said once ("2 title, heading, 5 person"). A cell of an issue follows
    its code; where there are several sheets or files theirs stands before it.
    """
    people = [p for p in made.people if p.presence in COUNTED]
    skipped = {
        f["file"].rsplit("/", 1)[-1]: f["skipped"]
        for f in made.manifest["files"]
        if f["skipped"]
    }
    stated = [Issue(**issue) for issue in made.manifest["issues"]]
    stated = [issue for issue in stated if issue.code not in SILENT]
    return {
        "gate": gate(stated),
        "children": len(people),
        "ages": _counts(_group(p) for p in people),
        "hamlets": _counts(p.hamlet_id for p in people),
        "received": [h["hamlet_id"] for h in made.manifest["hamlets"] if h["received"]],
        "sexes": _counts(p.sex or "unknown" for p in people),
        "statuses": _counts(p.status for p in people),
        "reasons": _counts(p.reason for p in people),
        "presences": _counts(p.presence for p in made.people),
        "names": [p.name for p in made.people],
        "births": [_birth(p) for p in made.people],
        "numbers": [p.number or "" for p in made.people],
        "mothers": [p.mother or "" for p in made.people],
        "skipped": skipped,
        "rows": _rows(made),
        "issues": sorted(map(_issue, stated)),
    }


def _counts(values: Any) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _group(person: Any) -> str:
    found = GROUPS.group_of(person.birth_from, person.birth_to, AS_OF)
    return found or "out_of_scope"


def _birth(person: Any) -> str:
    if person.birth_from is None:
        return ""
    if person.precision == "age":
        return f"{person.birth_from}/{person.birth_to}"
    length = {"day": 10, "month": 7, "year": 4}[person.precision]
    return person.birth_from.isoformat()[:length]


def _rows(made: Made) -> dict[str, str]:
    columns = made.rows
    places = [
        " › ".join(part for part in (file.rsplit("/", 1)[-1], sheet) if part)
        for file, sheet in zip(columns["file"], columns["sheet"], strict=True)
    ]
    fates = [
        outcome if kind == "data" else kind
        for kind, outcome in zip(columns["kind"], columns["outcome"], strict=True)
    ]
    found: dict[str, list[str]] = {}
    for place, fate in zip(places, fates, strict=True):
        found.setdefault(place, []).append(fate)
    return {place: _runs(stated) for place, stated in found.items()}


def _runs(fates: list[str]) -> str:
    runs = ((fate, len(list(same))) for fate, same in groupby(fates))
    return ", ".join(f"{n} {fate}" if n > 1 else fate for fate, n in runs)


def _issue(issue: Issue) -> str:
    sheet = f"{issue.sheet}!" if issue.sheet and issue.cell else issue.sheet
    return " ".join(part for part in (issue.code, f"{sheet}{issue.cell}") if part)
