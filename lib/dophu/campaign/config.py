"""A campaign is a folder: what is counted, for whom, until when, and its dates."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.decision_lines import read_decisions
from dophu.campaign.decisions import Decisions
from dophu.campaign.hamlet_changes import HamletEvents, read_hamlet_events
from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.hamlets import Hamlets, read_hamlets
from dophu.campaign.own_words import read_vocabulary
from dophu.campaign.sessions import Sessions, read_sessions
from dophu.campaign.settings import YEARS, read_settings
from dophu.catalogue.cards import card_html, card_text
from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.numbers import format_date
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.dated_folder import is_litter
from dophu.reader.plain_files import shown
from dophu.text import comparison_key

ROSTERS, ENROLMENTS, RETURNS = "rosters", "enrolments", "returns"
"""Folders of a campaign that hold dated folders of lists."""

_FORMER = re.compile(r"\b((?:xã|phường|thị trấn|tt)\.? .+?) cũ\b", re.IGNORECASE)


@dataclass(frozen=True)
class Campaign:
    """What a campaign folder says; ``folder`` is where it stands.

    ``words`` holds the nouns that differ from drive to drive, by word and
    language (see ``labels``); ``simulated`` marks invented data wherever shown;
    ``shows_officers`` is true where documents name who is responsible for a hamlet;
    ``issued_by`` is the office that documents are of ("Ủy ban nhân dân"), '' where the
    campaign does not say; ``former_names`` are the communes that the unit was made of;
    ``vocabulary`` is what its lists call the result of its drive; ``is_drive_named``
    is false where ``campaign.toml`` does not say which drive that is.
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
    shows_officers: bool = False
    issued_by: str = ""
    former_names: tuple[str, ...] = ()
    vocabulary: Vocabulary = DEFAULT
    is_drive_named: bool = True
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

    @property
    def unit_names(self) -> tuple[str, ...]:
        """Names of the unit: its own, former ones, and those that hamlets speak of.

        A hamlet called "Thôn 1 (xã Xuân cũ)" says that Xuân was a commune.
        """
        spellings = (
            spelling
            for hamlet in self.hamlets.hamlets
            for spelling in (hamlet.name, *hamlet.aliases)
        )
        reported = [match[1] for s in spellings if (match := _FORMER.search(s))]
        return tuple(dict.fromkeys((self.unit_name, *self.former_names, *reported)))

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
        absent = [
            hamlet
            for hamlet in self.hamlets.hamlets
            if not hamlet.is_valid(day) and hamlet.hamlet_id not in now
        ]
        index = valid.index(decided, Hamlets(tuple(former)), Hamlets(tuple(absent)))
        index.unit = comparison_key(self.unit_name)
        index.absent_days = {
            h.hamlet_id: (
                h.name,
                h.valid_to if h.valid_to and h.valid_to < day else None,
            )
            for h in absent
        }
        return index

    def list_folders(self, day: date) -> dict[str, list[str]]:
        """Give the dated folders that are read for a date, by the folder they are in.

        Relative, with '/'. Lists that came back on any day since the date before are
        read with it.
        """
        before = max((d for d in self.dates() if d < day), default=date.min)
        back = [d for d in dated_folders(self.folder / RETURNS) if before < d <= day]
        folders = {name: [f"{name}/{day}"] for name in (ROSTERS, ENROLMENTS)}
        return folders | {RETURNS: [f"{RETURNS}/{d}" for d in back]}

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
            near = min(dates, key=lambda d: abs(d - day)) if day and dates else "–"
            details = {"as_of": day or "YYYY-MM-DD", "dates": listed, "near": near}
            # The lists may lie in a folder whose name is no date, or in none.
            outside = find_outside_dates(self.folder / "rosters")
            raise DophuError([Issue("CD-08", "rosters", details=details), *outside])
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
                day = date.fromisoformat(child.name)
            # 2024-02-30: CD-10 names it among the folders that are not read.
            except ValueError:
                continue
            found += [day] if day.year in YEARS else []
    return sorted(found)


def find_outside_dates(folder: Path) -> list[Issue]:
    """List what of a folder of lists is in no dated folder, so that it is not read.

    Sub-folders whose name is no date (CD-10), and files beside them (TP-10).
    """
    dated = {day.isoformat() for day in dated_folders(folder)}
    found = []
    for child in sorted(folder.iterdir() if folder.is_dir() else ()):
        if child.is_dir() and child.name not in dated and child.name[0] not in "._":
            details = {"folder": shown(child.name)}
            found.append(Issue("CD-10", folder.name, details=details))
        elif child.is_file() and not (is_litter(child.name) or child.name[0] == "."):
            found.append(Issue("TP-10", f"{folder.name}/{shown(child.name)}"))
    return found


def find_campaign(folder: Path | str = "") -> Path:
    """Find a campaign's folder from where a notebook or a command stands.

    A relative path is tried from the working folder, then from each folder above
    it: a notebook in JupyterLab works in its own folder, papermill in the
    caller's. Empty means the campaign that was opened (``DOPHU_CAMPAIGN``), else
    the sample.
    """
    wanted = Path(folder or os.environ.get("DOPHU_CAMPAIGN", "") or "data/sample")
    above = (place / wanted for place in (Path(), *Path.cwd().parents))
    # Where none is found, the reading of the settings names what was asked for (CD-01).
    return next((path for path in above if path.is_dir()), wanted)


def read_campaign(folder: Path | str) -> Campaign:
    """Read a campaign folder: its settings, and its tables as .csv or .xlsx.

    Parameters
    ----------
    folder
        The folder, also from within one of its sub-folders; see
        :func:`find_campaign`.

    Returns
    -------
    Campaign
        What is counted, for whom and until when; ``campaign.dates()`` lists the dates
        that have lists.

    Raises
    ------
    DophuError
        Listing every problem of the first that has any: ``campaign.toml``, its
        vocabulary, the tables of hamlets and decisions, its sessions, the events of
        hamlets.

    Examples
    --------
    >>> import dophu
    >>> campaign = dophu.read_campaign("data/sample")
    >>> campaign.deadline, len(campaign.hamlets.ids)
    (datetime.date(2024, 7, 31), 17)
    """
    folder = find_campaign(folder)
    table = read_settings(folder)
    values: dict[str, Any] = dict(table["campaign"])
    values["former_names"] = tuple(values.get("former_names", ()))
    # Its vocabulary has it.
    values["is_drive_named"] = values.pop("drive", None) is not None
    words = read_vocabulary(table)
    # The campaign's own goes before its drive's, and that before the default.
    counts = words.tables.get("counts_as_enrolled", Campaign.counts_as_enrolled)
    values["counts_as_enrolled"] = tuple(values.get("counts_as_enrolled", counts))
    groups = tuple(AgeGroup(**group) for group in table["age_groups"])
    hamlets = read_hamlets(folder)
    events = read_hamlet_events(folder, hamlets)
    return Campaign(
        folder=folder,
        age_groups=AgeGroups(tuple(sorted(groups, key=lambda g: g.from_years))),
        hamlets=events.close(hamlets),
        decisions=read_decisions(folder, hamlets.ids, words),
        sessions=read_sessions(
            table, [group.code for group in groups], hamlets.ids, words
        ),
        vocabulary=words,
        events=events,
        words=table.get("words", {}),
        shows_officers=table.get("briefing", {}).get("officers", False),
        issued_by=table.get("briefing", {}).get("issued_by", ""),
        **values,
    )
