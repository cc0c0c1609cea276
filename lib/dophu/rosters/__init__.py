"""Files sent → source rows, in five steps that each are a pure function.

``containers`` opens a file by its content, ``grids`` makes plain cells of a
sheet, ``tables`` finds headings and the kind of every row, ``values`` and
``columns`` read the cells, ``rows`` puts it together. Nothing is dropped: a row
that is no child keeps its kind, a file that cannot be read keeps its issue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dophu.campaign import Campaign
from dophu.issues import DophuError, Issue, phrase
from dophu.rosters.containers import Unreadable, digest, find_files, read_container
from dophu.rosters.grids import read_grid
from dophu.rosters.rows import Rows, Sender, read_rows

SOURCES = {"rosters": "roster", "enrolments": "enrolment"}
"""Folders of a campaign that hold dated lists, and what their rows are called."""


@dataclass
class Reading:
    """All that was sent for one date: its rows, and every file's fate.

    ``files`` has a line a file in the order read: path relative to the campaign
    with '/', and '' or the phrase that says why it was not read.
    """

    as_of: date
    rows: Rows = field(default_factory=Rows)
    files: list[tuple[str, str]] = field(default_factory=list)


def read_lists(campaign: Campaign, day: date) -> Reading:
    """Read the rosters and enrolment lists of one date.

    A file that cannot be read becomes an issue and does not stop the others.

    Raises
    ------
    DophuError
        If the date's folder of rosters holds no file that can be a list.
    """
    reading = Reading(day)
    hamlets = campaign.hamlets.on(day)
    for folder, source in SOURCES.items():
        found = find_files(campaign.folder / folder / day.isoformat())
        if source == "roster" and not any(not why for _, why in found):
            raise DophuError(Issue("CD-09", f"{folder}/{day}"))
        seen: dict[str, str] = {}
        for path, why in found:
            file = path.relative_to(campaign.folder).as_posix()
            if why:
                details = {"why": phrase(why)}
                reading.rows.issues.append(Issue("TP-02", file, details=details))
            else:
                index = hamlets.index(campaign.decisions.of("hamlet", file))
                decided = campaign.decisions.of("heading", file)
                sender = Sender(source, file, day, index, decided)
                why = _read_file(reading, path, sender, seen)
            reading.files.append((file, why))
    return reading


def _read_file(
    reading: Reading, path: Path, sender: Sender, seen: dict[str, str]
) -> str:
    try:
        content = path.read_bytes()
        sheets = read_container(content)
    except (Unreadable, OSError) as error:
        why = error.why if isinstance(error, Unreadable) else "open_elsewhere"
        details = {"why": phrase(why)}
        reading.rows.issues.append(Issue("TP-01", sender.file, details=details))
        return why
    other = seen.setdefault(digest(content), sender.file)
    if other != sender.file:
        issue = Issue("TP-03", sender.file, details={"other": other})
        reading.rows.issues.append(issue)
        return "same_content"
    for sheet in sheets:
        reading.rows.extend(read_rows(read_grid(sheet), sender))
    return ""
