"""A campaign is a folder: what is counted, for whom, until when, and its dates."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from dophu.ages import UNKNOWN, AgeGroup, AgeGroups
from dophu.campaign.decisions import Decisions, read_decisions
from dophu.campaign.hamlet_changes import HamletEvents, read_hamlet_events
from dophu.campaign.hamlets import HamletIndex, Hamlets, read_hamlets
from dophu.campaign.sessions import Sessions, read_sessions
from dophu.catalogue.cards import card_html, card_text
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.numbers import format_date

FILE = "campaign.toml"
LANGUAGES = ("vi", "en")
STATUSES = ("issued", "applied", "returned", "not_yet")
"""Furthest first: a child has the furthest status that any source gives it."""

_CAMPAIGN_KEYS = {
    "name": "text", "unit": "unit_code", "unit_name": "text", "start": "date",
    "deadline": "date", "language": "language", "counts_as_enrolled": "statuses",
    "simulated": "true_or_false",
}  # fmt: skip
_REQUIRED = ("name", "unit", "unit_name", "deadline")
_GROUP_KEYS = {
    "code": "group_code", "from_years": "years", "below_years": "years",
    "label": "table", "venue": "text",
}  # fmt: skip
_GROUP_REQUIRED = ("code", "from_years", "below_years")
WORDS = (
    "child", "children", "place", "places", "lacks", "lacks_short", "has", "has_short",
    "source", "applied_note",
)  # fmt: skip
"""Nouns of charts and pages that a campaign may replace by its own."""

_TABLES = {
    "campaign": _CAMPAIGN_KEYS, "age_groups": _GROUP_KEYS, "words": WORDS,
    "sessions": (), "reachable_from": (),
}  # fmt: skip


@dataclass(frozen=True)
class Campaign:
    """What a campaign folder says; ``folder`` is where it stands.

    ``words`` holds the nouns that differ from drive to drive, by word and
    language (see ``labels``); ``simulated`` marks invented data wherever shown.
    """

    folder: Path
    name: str
    unit: str
    unit_name: str
    deadline: date
    age_groups: AgeGroups
    hamlets: Hamlets
    decisions: Decisions = Decisions()
    sessions: Sessions = Sessions()
    events: HamletEvents = HamletEvents()
    start: date | None = None
    language: str = "vi"
    counts_as_enrolled: tuple[str, ...] = ("applied", "issued")
    simulated: bool = False
    words: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)

    def __repr__(self) -> str:
        """Say in a line which campaign it is, of whom and until when."""
        return card_text(self._facts(), self.language)

    def _repr_html_(self) -> str:
        return card_html(self._facts(), self.language)

    def _facts(self) -> dict[str, str]:
        labels = [
            self.age_groups.label(g, self.language) for g in self.age_groups.codes
        ]
        dates = [format_date(day, self.language) for day in self.dates()]
        facts = {
            "card_campaign": self.name,
            "card_unit": self.unit_name,
            "card_ages": ", ".join(labels),
            "card_deadline": format_date(self.deadline, self.language),
            "card_places": str(len(self.hamlets.ids)),
            "card_dates": ", ".join(dates) or "–",
        }
        return facts | ({"card_simulated": "✓"} if self.simulated else {})

    def dates(self) -> list[date]:
        """List the dates that have a folder of rosters, oldest first."""
        return dated_folders(self.folder / "rosters")

    def hamlet_index(
        self, day: date, decided: Mapping[str, str] | None = None
    ) -> HamletIndex:
        """Make the look-up from spellings to the hamlets of a day.

        A spelling of a hamlet that has passed whole into another means that one,
        where no hamlet of the day is so called.
        """
        now = self.events.whole(date.min, day)
        valid = self.hamlets.on(day)
        former = [
            replace(hamlet, hamlet_id=now[hamlet.hamlet_id])
            for hamlet in self.hamlets.hamlets
            if not hamlet.is_valid(day) and now.get(hamlet.hamlet_id) in valid.ids
        ]
        return valid.index(decided, Hamlets(tuple(former)))

    def as_of(self, wanted: str | date = "") -> date:
        """Turn a wanted date into one that has rosters; the newest where empty.

        Raises
        ------
        DophuError
            If it is no date, or has no folder of rosters.
        """
        dates = self.dates()
        day = parse_as_of(wanted) if wanted else max(dates, default=None)
        if day is None or day not in dates:
            listed = ", ".join(map(str, dates)) or "–"
            details = {"as_of": day or "YYYY-MM-DD", "dates": listed}
            raise DophuError(Issue("CD-08", "rosters", details=details))
        return day


def parse_as_of(text: str | date) -> date:
    """Read an ISO date as a person gives it to a command or a notebook."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise DophuError(Issue("CD-07", details={"value": text})) from None


def dated_folders(folder: Path) -> list[date]:
    """List the ISO-dated folders in a folder, oldest first; others are left out."""
    found = []
    for child in folder.iterdir() if folder.is_dir() else ():
        if child.is_dir() and re.fullmatch(r"\d{4}-\d\d-\d\d", child.name):
            try:
                found.append(date.fromisoformat(child.name))
            except ValueError:
                continue
    return sorted(found)


def find_undated_folders(folder: Path) -> list[Issue]:
    """List the sub-folders whose name is no date: their lists are not read."""
    dated = {day.isoformat() for day in dated_folders(folder)}
    return [
        Issue("CD-10", folder.name, details={"folder": child.name})
        for child in sorted(folder.iterdir() if folder.is_dir() else ())
        if child.is_dir() and child.name not in dated and child.name[0] not in "._"
    ]


def find_campaign(folder: Path | str = "") -> Path:
    """Find a campaign's folder from where a notebook or a command stands.

    A relative path is tried from the working folder, then from each folder above
    it: a notebook in JupyterLab works in its own folder, papermill in the
    caller's. Empty means the campaign that was opened (``DOPHU_CAMPAIGN``), else
    the sample.
    """
    wanted = Path(folder or os.environ.get("DOPHU_CAMPAIGN", "") or "data/sample")
    above = (place / wanted for place in (Path(), *Path.cwd().parents))
    return next((path for path in above if path.is_dir()), wanted)


def read_campaign(folder: Path | str) -> Campaign:
    """Read ``campaign.toml`` and ``hamlets.csv`` of a campaign folder.

    Raises
    ------
    DophuError
        Listing every problem of the first file that has any: missing, not TOML,
        an unknown key (with the nearest known one), a key that is missing or of
        the wrong kind, age groups that overlap; then those of ``hamlets.csv``,
        of ``decisions.csv`` and of the sessions in ``campaign.toml``.

    Examples
    --------
    >>> campaign = read_campaign("data/sample")
    >>> campaign.deadline, len(campaign.hamlets.ids)
    (datetime.date(2024, 7, 31), 17)
    """
    folder = find_campaign(folder)
    table = _read_toml(folder)
    problems = _check_tables(table)
    if problems:
        raise DophuError(problems)
    values: dict[str, Any] = dict(table["campaign"])
    values["counts_as_enrolled"] = tuple(
        values.get("counts_as_enrolled", Campaign.counts_as_enrolled)
    )
    groups = tuple(AgeGroup(**group) for group in table["age_groups"])
    hamlets = read_hamlets(folder)
    return Campaign(
        folder=folder,
        age_groups=AgeGroups(tuple(sorted(groups, key=lambda g: g.from_years))),
        hamlets=hamlets,
        decisions=read_decisions(folder, hamlets.ids),
        sessions=read_sessions(table, [group.code for group in groups], hamlets.ids),
        events=read_hamlet_events(folder, hamlets),
        words=table.get("words", {}),
        **values,
    )


def _read_toml(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    if not path.is_file():
        raise DophuError(Issue("CD-01", details={"folder": str(folder)}))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        line = (
            path.read_bytes().decode("utf-8", "replace").split("\ufffd")[0].count("\n")
        )
        raise DophuError(Issue("CD-02", FILE, details={"line": line + 1})) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        at = int(line[1]) if line else path.read_text("utf-8-sig").count("\n") + 1
        raise DophuError(Issue("CD-02", FILE, details={"line": at})) from None


def _check_tables(table: dict[str, Any]) -> list[Issue]:
    problems = _unknown(table, _TABLES, "")
    for name, required in (("campaign", _REQUIRED), ("age_groups", _GROUP_REQUIRED)):
        if name not in table:
            problems.append(_issue("CD-04", key=name))
            continue
        entries = table[name] if isinstance(table[name], list) else [table[name]]
        if isinstance(table[name], list) != (name == "age_groups") or not all(
            isinstance(entry, dict) for entry in entries
        ):
            problems.append(_issue("CD-05", key=name, expected=phrase("table")))
            continue
        for entry in entries:
            known = _TABLES[name]
            problems += _unknown(entry, known, f"{name}.")
            problems += [
                _issue("CD-04", key=f"{name}.{k}") for k in required if k not in entry
            ]
            problems += [
                _issue("CD-05", key=f"{name}.{key}", expected=phrase(known[key]))
                for key, value in entry.items()
                if key in known and not _IS[known[key]](value)
            ]
    words = table.get("words", {})
    problems += _unknown(words, WORDS, "words.")
    problems += [
        _issue("CD-05", key=f"words.{key}", expected=phrase("table"))
        for key, value in words.items()
        if not _IS["table"](value)
    ]
    return problems or _check_groups(table["age_groups"])


def _check_groups(groups: list[dict[str, Any]]) -> list[Issue]:
    groups = sorted(groups, key=lambda g: (g["from_years"], g["below_years"]))
    problems = [
        _issue("CD-06", code=g["code"], other=g["code"])
        for g in groups
        if g["from_years"] >= g["below_years"]
    ]
    problems += [
        _issue("CD-06", code=a["code"], other=b["code"])
        for a, b in zip(groups, groups[1:], strict=False)
        if a["below_years"] > b["from_years"] or a["code"] == b["code"]
    ]
    return problems


def _unknown(entry: dict[str, Any], known: Any, prefix: str) -> list[Issue]:
    problems = []
    for key in entry:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0) or list(known)
            problems.append(_issue("CD-03", key=prefix + key, near=prefix + near[0]))
    return problems


def _issue(kind: str, /, **details: object) -> Issue:
    return Issue(kind, FILE, details=details)


_IS = {
    "text": lambda v: isinstance(v, str) and bool(v.strip()),
    "unit_code": lambda v: (
        isinstance(v, str) and bool(re.fullmatch(r"[\w-]+", v, re.A))
    ),
    "date": lambda v: type(v) is date,
    "language": lambda v: v in LANGUAGES,
    "statuses": lambda v: isinstance(v, list) and bool(v) and set(v) <= set(STATUSES),
    "true_or_false": lambda v: isinstance(v, bool),
    "group_code": lambda v: (
        isinstance(v, str)
        and bool(re.fullmatch(r"[\w-]+", v, re.A))
        and v not in (UNKNOWN, "all")
    ),
    "years": lambda v: type(v) is int and 0 <= v <= 120,
    "table": lambda v: (
        isinstance(v, dict)
        and set(v) <= set(LANGUAGES)
        and all(isinstance(text, str) for text in v.values())
    ),
}
