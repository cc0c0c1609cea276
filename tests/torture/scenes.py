"""What is tortured: a command each, and the folders that it finds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tests.runs.offices import CHILDREN, LEDGER, PARAMETERS, Office, write_notebook

BEFORE, DAY = "2024-07-11", "2024-07-18"

REGION = """import dophu
week = dophu.load_region(region, as_of, rollups)
dophu.write_tables(out, **week.tables())
dophu.export_charts(out, [])"""
REGION_PARAMETERS = f'region: str = ""\n{PARAMETERS}\nrollups: str = ""'
REGION_TOML = """[region]
name = "Huyện Thử"
unit = "999"
unit_name = "Huyện Thử"
deadline = 2024-07-31
campaigns = ["chiến dịch thẻ"]
"""

MORE = tuple(
    f"{n},Lò Văn Thứ {n},0{n % 9 + 1}/03/2017,99921700{n:04},Tổ dân phố Mẫu 1,chưa,"
    for n in range(4, 54)
)
"""So many that a public edition may be made of them; every child is invented."""


@dataclass(frozen=True)
class Scene:
    """A command after a first week; ``forgets`` where it removes what was whole."""

    name: str
    command: Callable[[Office], list[str]]
    forgets: bool = False


def make_office(home: Path) -> Office:
    """Write an office with the lists of a week, and notebooks."""
    office = Office(home)
    shutil.rmtree(office.campaign / "rosters")
    office.roster(BEFORE, *CHILDREN, *MORE)
    _write_region_notebook(office.notebooks / "60_region.ipynb")
    office.notebook("30_progress", LEDGER, parameters=f'{PARAMETERS}\npublished = ""')
    (home / "region.toml").write_text(REGION_TOML, encoding="utf-8")
    return office


def _write_region_notebook(path: Path) -> None:
    notebook = nbformat.read(
        write_notebook(path, REGION, parameters=REGION_PARAMETERS), as_version=4
    )
    notebook.cells[0].metadata["tags"] = ["on-demand"]
    nbformat.write(notebook, path)


def first_week(office: Office) -> list[str]:
    """Give the command that every scene comes after."""
    return office.command("--as-of", BEFORE)


def _week(office: Office) -> list[str]:
    office.roster(DAY, *CHILDREN[1:], *MORE)
    return office.command("--as-of", DAY)


def _correction(office: Office) -> list[str]:
    office.roster(BEFORE, *CHILDREN, *MORE[1:])
    return office.command("--as-of", BEFORE)


def _publish(office: Office) -> list[str]:
    return ["publish", str(office.unit / BEFORE)]


def _lists(office: Office) -> list[str]:
    out = office.campaign.parent / "gửi đi"
    return ["lists", str(office.unit / BEFORE), "--out", str(out)]


def _purge(office: Office) -> list[str]:
    reports = ("--reports", str(office.reports))
    return ["purge", str(office.campaign), *reports, "--yes"]


def _region(office: Office) -> list[str]:
    folders = ("--reports", str(office.reports), "--notebooks", str(office.notebooks))
    office.roster(DAY, *CHILDREN[1:], *MORE)
    return ["region", str(office.campaign.parent), *folders, "--as-of", DAY]


SCENES = (
    Scene("run", _week),
    Scene("correction", _correction),
    Scene("publish", _publish),
    Scene("lists", _lists),
    Scene("purge", _purge, forgets=True),
    Scene("region", _region),
)
