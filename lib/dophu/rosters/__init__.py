"""Files sent → source rows, in steps that each are a pure function.

The reader opens a file by its content and makes plain cells of a sheet. ``headings``
finds tables and the kind of every row, ``columns`` reads the cells, with ``texts`` and
``words``; ``results`` finds what else states the result, ``sheets`` puts a sheet
together, ``lists`` says what list it is, ``door`` reads lists that came back.
Nothing is dropped: a row that is no child keeps its kind, a file that cannot be read
its issue.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dophu.campaign.config import Campaign
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.faults import place_of
from dophu.reader.dated_folder import LOCK_FILE, find_files
from dophu.reader.grid import read_grid
from dophu.reader.passwords import LOCKED
from dophu.reader.plain_files import shown
from dophu.reader.sandbox import Reader
from dophu.rosters.door.files import lost_by, read_door_file
from dophu.rosters.lists.draft_lists import settle_draft
from dophu.rosters.lists.opened_files import Opened, open_file
from dophu.rosters.lists.read_sheets import (
    Parts,
    ReadSheet,
    find_parts,
    settle_lists,
    settle_sheet,
)
from dophu.rosters.lists.senders import SOURCES, Senders
from dophu.rosters.sheets.next_pages import FilePages
from dophu.rosters.sheets.source_rows import Rows, Sender
from dophu.rosters.texts.returned import find_replaced

TEXT_ENDINGS = (".csv", ".tsv", ".txt")

ELSEWHERE_FROM = 5
"""Children from which a file without one known hamlet may be another commune's."""


@dataclass
class Reading:
    """All that was sent for one date: its rows, and every file's fate.

    ``files`` has a line a file in the order read: path relative to the campaign
    with '/', and '' or the phrase that says why it was not read; ``sheets`` a line
    a sheet of those that were, ``origins`` the files that mended returns were made of;
    ``parts`` the hamlets that sent no whole list but something, and what.
    """

    as_of: date
    rows: Rows = field(default_factory=Rows)
    files: list[tuple[str, str]] = field(default_factory=list)
    sheets: list[ReadSheet] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    parts: Parts = field(default_factory=dict)

    @property
    def days(self) -> dict[tuple[str, str], date]:
        """File and sheet → the day that a list says it is of, where it says one."""
        return {
            (sheet.file, sheet.sheet): date.fromisoformat(sheet.day)
            for sheet in self.sheets
            if sheet.day
        }


def check_lists(campaign: Campaign, day: date) -> None:
    """See that a date has rosters to read.

    Raises
    ------
    DophuError
        CD-09 if its folder of rosters holds no file that can be a list.
    """
    folder = campaign.folder / "rosters" / day.isoformat()
    if all(why for _, why in find_files(folder)):
        raise DophuError(Issue("CD-09", f"rosters/{day}"))


def read_lists(campaign: Campaign, day: date, reader: Reader) -> Reading:
    """Read the rosters and enrolment lists of one date.

    A file that cannot be read, or holds no list, becomes an issue and does not stop
    the others; none is parsed in this process, but in the limited one of ``reader``.
    """
    with no_collection():
        return _read_lists(campaign, day, reader)


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep Python from looking for circles among cells: there are none, and many."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_lists(campaign: Campaign, day: date, reader: Reader) -> Reading:
    reading = Reading(day)
    senders = Senders(campaign, day)
    groups = campaign.age_groups
    limits = {age for g in groups for age in (g.from_years, g.below_years)}
    read: dict[str, FileRead] = {}
    folders = campaign.list_folders(day)
    for folder, source in SOURCES.items():
        dated = [campaign.folder / path for path in folders[folder]]
        found = [file for path in dated for file in find_files(path)]
        opened = _open_ahead([path for path, why in found if not why], reader)
        seen: dict[str, str] = {}
        pages = FilePages()
        for path, why in found:
            file = shown(path.relative_to(campaign.folder).as_posix())
            if why:
                read[file] = FileRead(why, Rows(issues=[report_not_read(file, why)]))
            else:
                about = next(opened)
                of_files = seen, pages
                read[file] = _read_alone(about, file, source, senders, of_files, limits)
    for file, replaced in find_replaced(
        {f: r.opened.origin for f, r in read.items() if r.opened.digest},
        {f: r.opened.digest for f, r in read.items()},
    ).items():
        code = "CH-16" if replaced.changed else "TP-08"
        issue = Issue(code, replaced.by, details={"other": file})
        read[file] = FileRead("mended", Rows(issues=[issue]))
    for file in list(read):
        part = read.pop(file)  # or all cells are held twice
        reading.files.append((file, part.why))
        reading.sheets += part.sheets
        reading.rows.extend(part.rows)
        reading.origins += part.opened.origin.files if part.opened.origin else ()
    settle_lists(reading.rows, reading.sheets, campaign.decisions, day)
    reading.parts = find_parts(reading.sheets, limits)
    of_parts = {h for sheet in reading.sheets for h in sheet.hamlets
                if sheet.role == "partial"}  # fmt: skip
    reading.rows.hamlets |= of_parts - reading.parts.keys()
    return reading


def _read_alone(
    about: Opened,
    file: str,
    source: str,
    senders: Senders,
    of_files: tuple[dict[str, str], FilePages],
    limits: Collection[int],
) -> FileRead:
    """Read one file; whatever it does to the kit is told of it, and stops no other."""
    try:
        sender, role = senders.of(file, source, about.origin)
        if role == "other":
            return FileRead("role_other", Rows())
        return _read_file(about, sender, of_files, (role, limits))
    except (DophuError, ImportError):  # a library that is gone is no file's fault
        raise
    except Exception as error:
        return _failed(file, (type(error).__name__, place_of(error)))


def _failed(file: str, fault: tuple[str, str]) -> FileRead:
    name, where = fault
    details = {"name": name, "where": where, "then": lost_by(file)}
    issue = Issue("TP-18", file, details=details)
    return FileRead("kit_failed", Rows(issues=[issue]))


def report_not_read(file: str, why: str) -> Issue:
    """Name a file that cannot be a list, and what to ask whoever sent it for."""
    details = {"why": phrase(why)}
    if why == LOCK_FILE:
        return Issue("TP-02", file, details=details)
    return Issue("TP-09", file, details={**details, "ask": phrase(f"ask_{why}")})


def report_unreadable(file: str, why: str) -> Issue:
    """Name a file that cannot be read, and why."""
    code = "TP-06" if why in LOCKED else "TP-01"
    return Issue(code, file, details={"why": phrase(why), "then": lost_by(file)})


@dataclass(frozen=True)
class FileRead:
    """What became of a file: why it is not read, or its rows and its sheets' fates."""

    why: str
    rows: Rows
    sheets: tuple[ReadSheet, ...] = ()
    opened: Opened = field(default_factory=Opened)


def _open_ahead(paths: list[Path], reader: Reader) -> Iterator[Opened]:
    """Open files in their order, the next one while the rows of the last are read."""
    with ThreadPoolExecutor(1) as ahead:
        waiting = [ahead.submit(open_file, path, reader) for path in paths[:1]]
        for path in [*paths[1:], None]:
            opened = waiting.pop().result()
            if path is not None:
                waiting.append(ahead.submit(open_file, path, reader))
            yield opened


def _read_file(
    opened: Opened,
    sender: Sender,
    of_files: tuple[dict[str, str], FilePages],
    as_what: tuple[str, Collection[int]],
) -> FileRead:
    if opened.fault[0]:
        return _failed(sender.file, opened.fault)
    if opened.why:
        issue = report_unreadable(sender.file, opened.why)
        return FileRead(opened.why, Rows(issues=[issue]))
    seen, file_pages = of_files
    other = seen.setdefault(opened.digest, sender.file)
    if other != sender.file:
        issue = Issue("TP-03", sender.file, details={"other": other})
        return FileRead("same_content", Rows(issues=[issue]))
    if door := read_door_file(opened.sheets, sender, as_what[1]):
        about = Opened(opened.digest, origin=opened.origin)
        return FileRead("", *door, about)
    found = Rows()
    sheets = []
    pages = file_pages.of(sender.file, len(opened.sheets))
    for sheet in opened.sheets:
        grid = read_grid(sheet)
        rows = pages.read(grid, sender)
        rows.issues += [
            Issue("TP-19", sender.file, sheet.name, cell) for cell in grid.far
        ]
        settle_draft(rows, sender, sheet.name, as_what[0])
        sheets.append(settle_sheet(rows, sender, sheet.name, *as_what))
        found.extend(rows)
    if found.elsewhere >= ELSEWHERE_FROM and not any(found.columns["hamlet_id"]):
        why = {"why": phrase("no_known_hamlet", rows=found.elsewhere)}
        found.issues.append(Issue("TP-07", sender.file, details=why))
    is_page = any(issue.code == "BG-77" for issue in found.issues)
    if "heading" not in found.columns["kind"] and not is_page:
        # Text under the name of a workbook may be a list, as portals export them;
        # where it is none, the file is not what its name says.
        text = [sheet.name for sheet in opened.sheets] == [""]
        other_kind = text and not sender.file.lower().endswith(TEXT_ENDINGS)
        found.issues.append(
            report_unreadable(sender.file, "not_spreadsheet")
            if other_kind
            else Issue("TP-05", sender.file)
        )
    # Its sheets are not kept: their cells are in the rows.
    about = Opened(opened.digest, origin=opened.origin)
    return FileRead("", found, tuple(sheets), about)
