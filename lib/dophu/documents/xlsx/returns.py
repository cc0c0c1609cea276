"""For each sender its own rows back: cells to mend coloured and commented.

These workbooks hold children's data: they go under ``lists/`` of an edition, for
the office that sent the list, and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from dophu.catalogue.issues import SEVERITIES, Issue
from dophu.catalogue.sentences import say
from dophu.disk import OWNER_FILE, private_folder
from dophu.documents.xlsx.copied_sheets import Styles, clean_text, copy_sheet
from dophu.documents.xlsx.file_names import return_names, sheet_names
from dophu.reader.containers import Sheet, Unreadable, digest
from dophu.reader.plain_files import read_plain
from dophu.reader.sandbox import Reader
from dophu.rosters.texts.returned import (
    LISTING,
    VALUE_COLUMN,
    Origin,
    find_origin,
    is_review,
)
from dophu.rosters.texts.sheet_names import call_by_place
from dophu.snapshots import Snapshot

CREATED = datetime(2024, 1, 1)  # noqa: DTZ001  (a workbook's own date has no zone)


def write_returns(
    out: str | Path, snapshot: Snapshot, language: str = ""
) -> list[Path]:
    """Write to ``<out>/lists/returns`` a workbook for each file with cells to mend.

    Every sheet of the file stands there as it was sent, the cells that an issue
    names coloured by severity and commented, and first a sheet that lists them and
    says of which file the workbook is made: mended and sent back it counts instead of
    that file. A file without issues at a cell, or that cannot be opened, has none.
    Nothing is written where ``out`` is empty.

    Parameters
    ----------
    out
        The folder to write to.
    snapshot
        The date, as :func:`dophu.load` opens it.
    language
        ``vi`` or ``en``; the campaign's where empty.

    Returns
    -------
    list of Path
        The workbooks written.

    Examples
    --------
    >>> import dophu
    >>> dophu.write_returns("", dophu.load("data/sample", "2024-07-18"))
    []
    """
    if not out:
        return []
    language = language or snapshot.campaign.language
    by_file: dict[str, list[Issue]] = defaultdict(list)
    for issue in snapshot.issues:
        # A list stands in a dated folder; the campaign's own tables have no sender.
        if "/" in issue.file and issue.cell:
            by_file[issue.file].append(issue)
    if not by_file:
        return []
    written = []
    counted = [e["file"] for e in snapshot.manifest["files"] if not e["skipped"]]
    names = return_names({*counted, *by_file})
    # In the limited child here too: what it read sparsely could end this process.
    with Reader() as reader:
        for file, issues in sorted(by_file.items()):
            path = snapshot.campaign.folder / file
            try:
                content = read_plain(path)
                sheets = reader.read(content)
            except (Unreadable, OSError):
                continue
            lists = private_folder(Path(out) / "lists")
            target = private_folder(lists / "returns") / names[file]
            made_of = (find_origin(sheets) or Origin()).before(file, digest(content))
            sheets = [*call_by_place(sheets)]  # as issues call them
            try:
                _write(target, sheets, issues, language, made_of)
            except OSError:  # a full disk is everybody's, not this file's
                raise
            except Exception:  # its sheets cannot be copied: what to mend is said
                _write(target, [], issues, language, made_of)
            target.chmod(OWNER_FILE)
            written.append(target)
    return written


def _write(
    target: Path,
    sheets: list[Sheet],
    issues: list[Issue],
    language: str,
    made_of: Origin,
) -> None:
    from dophu.documents.xlsx.lean_workbook import LeanWorkbook
    from dophu.documents.xlsx.lean_worksheet import LeanWorksheet

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    # What was to look at last time is said anew, and a chart cannot be copied.
    copied = [s for s in sheets if s.state != "other" and not is_review(s.rows)]
    listing = say("returns_sheet", language)
    unnamed = say("returns_list", language)
    names = sheet_names([sheet.name for sheet in copied], listing, unnamed)
    with LeanWorkbook(target, options) as book:
        book.set_properties({"created": CREATED, "author": ""})
        _write_list(book.add_worksheet(listing), book, issues, language, made_of)
        styles = Styles(book)
        for sheet, name in zip(copied, names, strict=True):
            # By the sheet's own name: the copy's may be shortened.
            here = [i for i in issues if i.sheet == sheet.name]
            made = book.add_worksheet(name, LeanWorksheet)
            copy_sheet(made, sheet, here, language, styles)


def _write_list(
    listing: Any, book: Any, issues: list[Issue], language: str, made_of: Origin
) -> None:
    head = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    above = (
        ("returns_file", "\n".join(made_of.files)),
        ("returns_digest", "\n".join(made_of.digests)),
    )
    for row, (key, value) in enumerate(above):
        listing.write_string(row, 0, say(key, language), wrap)
        listing.write_string(row, VALUE_COLUMN, clean_text(value), wrap)
    how, titles = len(above), len(above) + 1
    listing.write_string(how, VALUE_COLUMN, say("returns_how", language), wrap)
    for column, (key, width) in enumerate(zip(LISTING, (22, 9, 90), strict=True)):
        listing.set_column(column, column, width)
        listing.write_string(titles, column, say(key, language), head)
    listing.freeze_panes(titles + 1, 0)
    worst_first = sorted(issues, key=lambda i: SEVERITIES.index(i.severity))
    for row, issue in enumerate(worst_first, start=titles + 1):
        place = " › ".join(part for part in (issue.sheet, issue.cell) if part)
        listing.write_string(row, 0, clean_text(place), wrap)
        listing.write_string(row, 1, issue.code, wrap)
        listing.write_string(row, 2, clean_text(issue.message(language)), wrap)
