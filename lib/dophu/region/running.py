"""The run of a region: units side by side, then the edition of them all."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from dophu.campaign.config import parse_as_of, read_campaign
from dophu.campaign.settings import LANGUAGES
from dophu.catalogue.issues import DophuError, Issue, phrase, unexpected
from dophu.catalogue.numbers import format_count, format_rate
from dophu.catalogue.refusals import writing_to
from dophu.catalogue.sentences import say
from dophu.region.edition import RegionEdition, RegionOutcome
from dophu.region.opening import UNITS, newest_of_units
from dophu.region.pool import Answer, Pool, Rate
from dophu.region.rollup import ROLLUPS, read_rollup, write_rollup
from dophu.region.settings import Region, read_region
from dophu.runs.editions import editions, open_stage

Progress = Callable[[str, int, int], None]


def run_region(
    region: str | Path,
    as_of: str = "",
    reports: str | Path = "reports",
    language: str = "",
    notebooks: str | Path = "",
    workers: int = 0,
    progress: Progress | None = None,
    engine: str = "duckdb",
    master: str = "",
) -> RegionOutcome:
    """Run the weeks of a region's units side by side, and make the region's edition.

    A unit whose run fails is reported and stops no other. What is finished is found
    again: the editions of units whose inputs are the same are not made anew.

    Parameters
    ----------
    region
        ``region.toml`` or its folder.
    as_of
        The date (YYYY-MM-DD); the newest of any unit's lists where empty.
    reports
        The folder of reports, for the units' editions and the region's.
    language
        ``vi`` or ``en``; the region's where empty.
    notebooks
        The folder of notebooks; the kit's own where empty.
    workers
        Units run side by side; 0 for as many as there are processors.
    progress
        Called at every step.
    engine, master
        What counts children that ``[persons]`` has in one place: ``duckdb``, or
        ``spark`` on the cluster of an address.

    Raises
    ------
    DophuError
        Where nothing was published.
    """
    if language and language not in LANGUAGES:
        details = {"name": "language", "expected": phrase("language")}
        raise DophuError(Issue("CH-08", details=details))
    read = read_region(region)
    language = language or read.language
    persons = None
    if read.persons is not None:
        from dophu.region.person_sources import scan_persons

        persons = scan_persons(read.persons, engine, master)
    day = find_date(read, as_of, persons)
    folder = Path(reports) / read.unit
    reported = progress or (lambda *_step: None)
    campaigns = [source.path for source in read.found("campaign")]
    total = len(campaigns) + 4
    with open_stage(folder) as stage, writing_to(folder):
        rollups = stage / ROLLUPS
        rollups.mkdir()
        handed = [read_rollup(source.path) for source in read.found("rollup")]
        if persons is not None:
            from dophu.region.persons import count_units

            handed += count_units(persons, read, day)
        for rollup in newest_of_units(handed, day).values():
            write_rollup(rollup, rollups)
        rate = Rate(len(campaigns))
        begun = "step_units" if campaigns else "step_handed"
        reported(say(begun, language, n=len(campaigns)), 0, total)

        def done(number: int, answer: Answer, count: int) -> None:
            a_minute, left = rate(count)
            words = say(
                "step_unit_failed" if _failed(answer) else "step_unit",
                language,
                name=answer.get("unit_name") or campaigns[number].name,
                rate=format_rate(a_minute, language),
                left=format_count(round(left), language),
            )
            reported(words, count, total)

        requests = [
            {
                "campaign": str(path.absolute()), "as_of": str(day),
                "reports": str(Path(reports).absolute()), "language": language,
                "notebooks": str(notebooks), "out": str(rollups.absolute()),
            }
            for path in campaigns
        ]  # fmt: skip
        with Pool(min(workers, max(1, len(requests)))) as pool:
            answers = pool.run(requests, done)
        answers = [
            _names(path) | answer
            for path, answer in zip(campaigns, answers, strict=True)
        ]
        failed = {
            answer.get("unit_name") or path.name: _issues(answer)
            for path, answer in zip(campaigns, answers, strict=True)
            if _failed(answer)
        }
        carry_before(folder, day, rollups, answers)
        units = _write_units(rollups, read, answers, campaigns)
        links = _links(Path(reports), units)
        step = iter(range(len(campaigns) + 1, total + 1))
        edition = RegionEdition(
            region=read,
            as_of=day,
            language=language,
            stage=stage,
            folder=folder,
            links=links,
            failed=failed,
            notebooks=str(notebooks),
            reported=lambda key: reported(say(key, language), next(step), total),
        )
        try:
            return edition.make()
        except DophuError as error:
            # With nothing published, why units failed is to be read here or nowhere.
            of_units = [issue for issues in failed.values() for issue in issues]
            raise DophuError([*of_units, *error.issues]) from None


def find_date(region: Region, as_of: str = "", persons: Any = None) -> date:
    """Give the date asked for, or the newest that any unit of a region has."""
    if as_of:
        return parse_as_of(as_of)
    days = [read_rollup(source.path).as_of for source in region.found("rollup")]
    for source in region.found("campaign"):
        days += read_campaign(source.path).dates()
    if persons is not None:
        from dophu.region.person_sources import newest_day

        days += newest_day(persons)
    if not days:
        raise DophuError(Issue("KV-09", details={"as_of": "–"}))
    return max(days)


def carry_before(folder: Path, day: date, rollups: Path, answers: list[Answer]) -> None:
    """Take for units without figures now the last that an edition of the region has."""
    wanted = {a["unit"] for a in answers if a.get("unit") and "rollup" not in a}
    before = [e for at, _, e in editions(folder) if at < day]
    # Newest first, each unit from the first edition that has it.
    for edition in reversed(before):
        for path in sorted((edition / ROLLUPS).glob("*.json")) if wanted else ():
            if path.name.partition("_")[0] in wanted:
                shutil.copyfile(path, rollups / path.name)
                wanted.discard(path.name.partition("_")[0])


def _names(campaign: Path) -> Answer:
    """Give the code and the name of a unit; nothing where its campaign says neither."""
    try:
        read = read_campaign(campaign)
    except DophuError:
        return {}
    return {"unit": read.unit, "unit_name": read.unit_name}


def _failed(answer: Answer) -> bool:
    return bool(answer.keys() & {"issues", "error", "ended"})


def _issues(answer: Answer) -> list[Issue]:
    if "ended" in answer:
        return [Issue("KV-16", details={"n": answer["ended"]})]
    if "error" in answer:
        return [unexpected(answer["error"])]
    return [Issue(**entry) for entry in answer["issues"]]


def _write_units(
    rollups: Path, region: Region, answers: list[Answer], campaigns: list[Path]
) -> dict[str, dict[str, Any]]:
    """Write which units there are, those without figures too; what became of each."""
    found: dict[str, dict[str, Any]] = {
        listed.unit: {"unit_name": listed.name, "state": "silent"}
        for listed in region.listed
    }
    for path in sorted(rollups.glob("*.json")):
        rollup = read_rollup(path)
        entry = found.setdefault(rollup.unit, {"unit_name": rollup.unit_name})
        entry |= {"as_of": str(rollup.as_of), "gate": rollup.gate, "state": "handed_up",
                  "edition": rollup.edition.get("name", "")}  # fmt: skip
    groups = {listed.unit: listed.group for listed in region.listed}
    for source in region.found("rollup"):
        unit = read_rollup(source.path).unit
        groups[unit] = groups.get(unit) or source.group
    for source, answer in zip(region.found("campaign"), answers, strict=True):
        unit = answer.get("unit")
        if not unit:
            continue
        entry = found.setdefault(unit, {"unit_name": answer["unit_name"]})
        entry["state"] = (
            "failed" if _failed(answer) else "silent" if "silent" in answer else "run"
        )
        groups[unit] = groups.get(unit) or source.group
    columns = ("unit", "unit_name", "group", "state", "as_of", "gate", "edition")
    with (rollups / UNITS).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", restval="")
        writer.writeheader()
        for unit, entry in found.items():
            writer.writerow({"unit": unit, "group": groups.get(unit, ""), **entry})
    return found


def _links(reports: Path, units: dict[str, Any]) -> dict[str, str]:
    """Give the page of each unit's edition that is there, as seen from the region's."""
    return {
        unit: f"../../{unit}/{entry['edition']}/index.html"
        for unit, entry in units.items()
        if entry.get("edition")
        and (reports / unit / entry["edition"] / "index.html").is_file()
    }
