"""A region's site: the pages of its editions side by side, and a first page to them.

Static and offline, for the office's own network: internal, as each page says. Only
pages are taken over, out of editions that are intact; files that editions have beside
them (documents, tables, lists with children's names) stay where they are, and links to
them are words.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.numbers import format_count, format_percent
from dophu.catalogue.sentences import say
from dophu.documents.html.site_page import Row, SitePage
from dophu.region.opening import load_region
from dophu.region.rollup import ROLLUPS
from dophu.region.settings import Region
from dophu.region.week import RegionWeek
from dophu.runs.editions import cannot_write
from dophu.runs.record import verify

PAGE, RECORD = "index.html", "site.json"
KIND = "dophu-site"

_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_BODY = re.compile(r"<header>")


@dataclass(frozen=True)
class Made:
    """A site that was written: its folder, and how many pages of units it has."""

    folder: Path
    pages: int


def write_site(
    region: Region, edition: Path, reports: Path, folder: Path, language: str = ""
) -> Made:
    """Write the site of an edition of a region, in place of the one of before.

    It is made beside and moved to its place when it is whole.

    Parameters
    ----------
    region
        The region.
    edition
        Its edition; whose units are known by its roll-ups.
    reports
        The folder of reports, where the units' editions are.
    folder
        Where the site is to be: a new folder, an empty one, or a site of before.
    language
        ``vi`` or ``en``; the region's where empty.

    Raises
    ------
    DophuError
        KV-17 where the folder holds anything else, CH-04 where it cannot be written.
    """
    if folder.exists() and not _is_ours(folder):
        raise DophuError(Issue("KV-17", details={"folder": str(folder)}))
    name = edition.name
    as_of = name.partition(".")[0]
    week = load_region(region, as_of, edition / ROLLUPS)
    sources = {region.unit: edition, **_editions(week, reports)}
    # Beside it, on the same disk: to put it in its place is one rename.
    part = folder.with_name(f".{folder.name}.part-{os.getpid()}")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for unit, source in sources.items():
            page = _taken_over(source / PAGE, unit, region, sources, reports)
            (part / unit).mkdir()
            _write(part / unit / PAGE, page)
        _write(part / PAGE, _first_page(week, sources, language).write())
        stated = {"kind": KIND, "region": region.unit, "edition": name}
        stated["units"] = {unit: path.name for unit, path in sources.items()}
        _write(part / RECORD, json.dumps(stated, indent=1) + "\n")
        _put(part, folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise cannot_write(folder, error) from None
    return Made(folder, len(sources) - 1)


def _is_ours(folder: Path) -> bool:
    """Test whether a folder is empty or a site, which may be replaced."""
    if not folder.is_dir():
        return False
    try:
        stated = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return isinstance(stated, dict) and stated.get("kind") == KIND
    except (OSError, ValueError):
        return not any(folder.iterdir())


def _put(part: Path, folder: Path) -> None:
    before = folder.with_name(f".{folder.name}.before-{os.getpid()}")
    if folder.exists():
        folder.rename(before)
    part.rename(folder)
    shutil.rmtree(before, ignore_errors=True)


def _editions(week: RegionWeek, reports: Path) -> dict[str, Path]:
    """Give the intact edition of each unit that its roll-up names."""
    found = {}
    for rollup in week.rollups:
        path = reports / rollup.unit / rollup.edition.get("name", "-")
        try:
            if (path / PAGE).is_file() and not verify(path):
                found[rollup.unit] = path
        except DophuError:  # not an edition any more
            continue
    return found


def _taken_over(
    page: Path, unit: str, region: Region, sources: Mapping[str, Path], reports: Path
) -> str:
    """Take a page over: links to pages of the site lead there, others are words."""
    places = {path.resolve(): name for name, path in sources.items()}

    def link(match: re.Match[str]) -> str:
        href, words = match.groups()
        if href.startswith("#"):
            return match[0]
        target = places.get((page.parent / href).resolve().parent)
        if target and href.endswith(f"/{PAGE}"):
            return match[0].replace(f'href="{href}"', f'href="../{target}/{PAGE}"', 1)
        return words

    text = _LINK.sub(link, page.read_text(encoding="utf-8"))
    back = f'<header>\n<p><a href="../{PAGE}">← {_escaped(region.unit_name)}</a></p>'
    # A function: in a replacement text backslashes of a name would be read as groups.
    return _BODY.sub(lambda _: back, text, count=1)


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)


def _first_page(week: RegionWeek, sources: Mapping[str, Path], language: str) -> Any:
    about = week.about(language)
    counts = ["persons", "enrolled", "gap"]
    units = week.gaps.groupby("hamlet_id", sort=False)[counts].sum(min_count=1)
    rollups = {rollup.unit: rollup for rollup in week.rollups}

    def numbers(values: Mapping[str, Any]) -> list[str]:
        shown = [_count(values[name], about.language) for name in counts]
        persons, enrolled = values["persons"], values["enrolled"]
        known = shown[0] != "–" and int(persons) > 0
        share = (
            format_percent(int(enrolled), int(persons), about.language)
            if known
            else "–"
        )
        return [*shown, share]

    rows = []
    for unit, name in week.names.items():
        rollup = rollups.get(unit)
        gate = say(f"gate_{rollup.gate}", about.language) if rollup else "–"
        day = week.missing.get(unit)
        lists = (
            say("site_sent", about.language)
            if unit not in week.missing
            else say("site_since", about.language, day=about.date(day))
            if day
            else say("site_never", about.language)
        )
        href = f"{unit}/{PAGE}" if unit in sources else ""
        texts = [week.group_of.get(unit) or "–", gate, lists]
        rows.append(Row(name, texts, numbers(units.loc[unit]), href))
    groups = [
        Row(
            about.say("value_all") if name == "all" else str(name),
            (),
            [_count(line[c], about.language) for c in ("units", "units_sent")]
            + numbers(line),
            total=name == "all",
        )
        for name, line in week.by_group().iterrows()
    ]
    total = numbers(week.gaps[counts].sum(min_count=1))
    every = about.say("value_all")
    rows.append(Row(every, ["", "", ""], total, total=True))
    whole = Row(week.region.unit_name, (), (), f"{week.region.unit}/{PAGE}")
    shown = groups if any(week.group_of.values()) else ()
    return SitePage(about, week.region.name, whole, rows, shown)


def _count(value: Any, language: str) -> str:
    import pandas as pd

    return "–" if pd.isna(value) else format_count(int(value), language)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
