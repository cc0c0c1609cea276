"""``region.toml``: which units a region has, and what it says of them all."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dophu import toml_text
from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.settings import (
    LANGUAGES,
    WORDS,
    is_day,
    is_of_languages,
    is_text,
    is_unit_code,
    why_no_word,
)
from dophu.catalogue.issues import DophuError, Issue, phrase

FILE = "region.toml"

_REGION = {
    "name": "text", "unit": "unit_code", "unit_name": "text", "deadline": "date",
    "language": "language", "campaigns": "texts", "rollups": "texts",
    "simulated": "true_or_false",
}  # fmt: skip
_REQUIRED = ("name", "unit", "unit_name")
_GROUP = {"name": "text", "campaigns": "texts", "rollups": "texts"}
_UNIT = {"unit": "unit_code", "name": "text", "group": "text"}
_PERSONS = {"from": "text", "table": "text"}
_AGES = {
    "code": "unit_code", "from_years": "years", "below_years": "years",
    "label": "words",
}  # fmt: skip
_AGES_NEEDED = ("code", "from_years", "below_years")
_TABLES: Mapping[str, Iterable[str]] = {
    "region": _REGION, "groups": _GROUP, "units": _UNIT, "words": WORDS,
    "persons": _PERSONS, "age_groups": _AGES,
}  # fmt: skip

_IS = {
    "text": is_text,
    "texts": lambda v: isinstance(v, list) and all(map(is_text, v)),
    "unit_code": is_unit_code,
    "date": is_day,
    "language": lambda v: v in LANGUAGES,
    "words": is_of_languages,
    "years": lambda v: type(v) is int and 0 <= v <= 120,
    "true_or_false": lambda v: isinstance(v, bool),
}


_AS = {"words": "table"}
"""Kinds that a message names as another."""


@dataclass(frozen=True)
class Listed:
    """A unit that the region expects: its code, its name and its group."""

    unit: str
    name: str
    group: str = ""


@dataclass(frozen=True)
class Source:
    """Where a unit's figures come from: a campaign's folder or a roll-up's file."""

    path: Path
    kind: str
    group: str = ""


@dataclass(frozen=True)
class Persons:
    """Where the children of all units are in one place, by ``[persons]``.

    ``place`` is a folder of Parquet files, a file of SQLite or DuckDB, or the address
    of a PostgreSQL database; of a database the children stand in ``table``.
    """

    place: str
    table: str = "persons"


@dataclass(frozen=True)
class Region:
    """What a region's folder says; ``sources`` stand in the order named."""

    folder: Path
    name: str
    unit: str
    unit_name: str
    sources: tuple[Source, ...]
    listed: tuple[Listed, ...] = ()
    deadline: date | None = None
    language: str = "vi"
    simulated: bool = False
    persons: Persons | None = None
    age_groups: AgeGroups = AgeGroups(())
    words: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)

    def found(self, kind: str) -> list[Source]:
        """Give the sources of a kind: ``campaign`` or ``rollup``."""
        return [source for source in self.sources if source.kind == kind]


def read_region(path: Path | str) -> Region:
    """Read ``region.toml``, or that of a folder, and find its units' sources.

    Raises
    ------
    DophuError
        KV-01 without the file, KV-02 where it is no TOML, KV-03 to KV-05 for keys
        that are unknown, missing or of another kind, KV-06 for a path where nothing is.
    """
    path = Path(path)
    path = path / FILE if path.is_dir() else path
    table = _read(path)
    if problems := list(_check(table)):
        raise DophuError(problems)
    values = dict(table["region"])
    patterns = [("", values), *((g["name"], g) for g in table.get("groups", ()))]
    sources, issues = [], []
    for group, entry in patterns:
        for key, kind in (("campaigns", "campaign"), ("rollups", "rollup")):
            for pattern in entry.get(key, ()):
                found = list(_find(path.parent, pattern, kind))
                sources += [Source(place, kind, group) for place in found]
                # No roll-up may have come yet; a campaign's folder is there or
                # misspelled.
                if not found and kind == "campaign":
                    issues.append(_issue("KV-06", path=pattern))
    if issues:
        raise DophuError(issues)
    for key in ("campaigns", "rollups"):
        values.pop(key, None)
    # A path of two patterns counts once, in the group named last.
    once = {source.path.resolve(): source for source in sources}
    return Region(
        folder=path.parent,
        sources=tuple(once.values()),
        listed=tuple(Listed(**entry) for entry in table.get("units", ())),
        words=table.get("words", {}),
        persons=_persons(table.get("persons"), path.parent),
        age_groups=AgeGroups(tuple(AgeGroup(**g) for g in table.get("age_groups", ()))),
        **values,
    )


def _persons(table: dict[str, str] | None, folder: Path) -> Persons | None:
    if table is None:
        return None
    place = table["from"] if "://" in table["from"] else str(folder / table["from"])
    return Persons(place, table.get("table", Persons.table))


def _find(folder: Path, pattern: str, kind: str) -> list[Path]:
    """Give the folders or files that a path or a glob means, in order of name."""
    wanted = Path(pattern)
    if any(letter in pattern for letter in "*?["):
        if wanted.is_absolute():
            base = Path(wanted.anchor)
            found = _matching(base, str(wanted.relative_to(base)))
        else:
            found = _matching(folder, pattern)
    else:
        found = [folder / wanted]
    if kind == "rollup":
        return [path for path in found if path.is_file()]
    return [path for path in found if (path / "campaign.toml").is_file()]


def _matching(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except ValueError:  # "**x" is a pattern of nothing
        return []


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise DophuError(Issue("KV-01", details={"path": str(path)}))
    try:
        return toml_text.loads(path.read_text(encoding="utf-8-sig"))
    # Python's own where a number has thousands of digits, or lists lie too deep.
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise DophuError(_issue("KV-02", line=line[1] if line else "?")) from None


def _check(table: dict[str, Any]) -> Iterable[Issue]:
    yield from _unknown(table, _TABLES, "")
    if not isinstance(table.get("region"), dict):
        yield _issue("KV-04", key="region")
        return
    yield from _check_entry(table["region"], _REGION, _REQUIRED, "region.")
    for name, keys, required in (
        ("groups", _GROUP, ("name",)),
        ("units", _UNIT, ("unit", "name")),
        ("age_groups", _AGES, _AGES_NEEDED),
    ):
        entries = table.get(name, [])
        if not isinstance(entries, list) or not all(
            isinstance(entry, dict) for entry in entries
        ):
            yield _issue("KV-05", key=name, expected=phrase("table"))
            continue
        for entry in entries:
            yield from _check_entry(entry, keys, required, f"{name}.")
    if "persons" in table:
        yield from _check_persons(table)
    words = table.get("words", {})
    if not isinstance(words, dict):
        yield _issue("KV-05", key="words", expected=phrase("section"))
        return
    yield from _unknown(words, WORDS, "words.")
    for key, value in words.items():
        if expected := why_no_word(key, value):
            yield _issue("KV-05", key=f"words.{key}", expected=expected)


def _check_persons(table: dict[str, Any]) -> Iterable[Issue]:
    """Check what children in one place need: an address, a deadline, age groups."""
    if not isinstance(table["persons"], dict):
        yield _issue("KV-05", key="persons", expected=phrase("table"))
        return
    yield from _check_entry(table["persons"], _PERSONS, ("from",), "persons.")
    if "deadline" not in table["region"]:
        yield _issue("KV-04", key="region.deadline")
    if not table.get("age_groups"):
        yield _issue("KV-04", key="age_groups")


def _check_entry(
    entry: dict[str, Any], keys: dict[str, str], required: Iterable[str], prefix: str
) -> Iterable[Issue]:
    yield from _unknown(entry, keys, prefix)
    for key in required:
        if key not in entry:
            yield _issue("KV-04", key=prefix + key)
    for key, value in entry.items():
        if key in keys and not _IS[keys[key]](value):
            expected = phrase(_AS.get(keys[key], keys[key]))
            yield _issue("KV-05", key=prefix + key, expected=expected)


def _unknown(entry: Iterable[str], known: Iterable[str], prefix: str) -> list[Issue]:
    known = list(known)
    return [
        _issue(
            "KV-03",
            key=prefix + key,
            near=prefix + difflib.get_close_matches(key, known, n=1, cutoff=0)[0],
        )
        for key in entry
        if key not in known
    ]


def _issue(kind: str, /, **details: object) -> Issue:
    return Issue(kind, FILE, details=details)
