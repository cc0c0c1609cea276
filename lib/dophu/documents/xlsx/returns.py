"""For each sender its own rows back: cells to mend coloured and commented.

These workbooks hold children's data: they go under ``lists/`` of an edition, for
the office that sent the list, and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dophu.catalogue.issues import SEVERITIES, Issue
from dophu.catalogue.sentences import say
from dophu.reader.containers import Sheet, Unreadable
from dophu.reader.grid import cell_place
from dophu.reader.sandbox import Reader
from dophu.snapshots import Snapshot

COLOURS = {"error": "#F4B6B6", "warning": "#FFD9A0", "info": "#DDEBF7"}
"""Fill of a cell by the worst that is said of it; the comment says what it is."""

CREATED = datetime(2024, 1, 1)  # noqa: DTZ001  (a workbook's own date has no zone)


def write_returns(
    out: str | Path, snapshot: Snapshot, language: str = ""
) -> list[Path]:
    """Write to ``<out>/lists/returns`` a workbook for each file with cells to mend.

    Every sheet of the file stands there as it was sent, the cells that an issue
    names coloured by severity and commented, and first a sheet that lists them. A
    file without issues at a cell, or that cannot be opened, has no workbook.
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
    written: list[Path] = []
    if not by_file:
        return written
    # In the limited child here too: what it read sparsely could end this process.
    with Reader() as reader:
        for file, issues in sorted(by_file.items()):
            path = snapshot.campaign.folder / file
            try:
                sheets = reader.read(path.read_bytes())
            except (Unreadable, OSError):
                continue
            target = Path(out) / "lists" / "returns" / _name(file)
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, sheets, issues, language)
            written.append(target)
    return written


def _name(file: str) -> str:
    """Name a return after the file: its folder's kind before it, its ending kept."""
    kind, _, *rest = file.split("/")
    return f"{kind}_{'_'.join(rest)}.xlsx"


def _write(
    target: Path, sheets: list[Sheet], issues: list[Issue], language: str
) -> None:
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": CREATED, "author": ""})
        styles = {
            (colour, kind): book.add_format(
                ({"bg_color": colour} if colour else {})
                | ({"num_format": "dd/mm/yyyy"} if kind == "date" else {})
            )
            for colour in ("", *COLOURS.values())
            for kind in ("", "date")
        }
        _write_list(book, issues, language)
        for sheet in sheets:
            here = [i for i in issues if i.sheet == sheet.name]
            name = sheet.name or say("returns_list", language)
            _write_sheet(book.add_worksheet(name[:31]), sheet, here, language, styles)


def _write_list(book: Any, issues: list[Issue], language: str) -> None:
    listing = book.add_worksheet(say("returns_sheet", language)[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (key, width) in enumerate(
        (("returns_place", 22), ("returns_code", 9), ("returns_what", 90))
    ):
        listing.set_column(column, column, width)
        listing.write_string(0, column, say(key, language), head)
    listing.freeze_panes(1, 0)
    worst_first = sorted(issues, key=lambda i: SEVERITIES.index(i.severity))
    for row, issue in enumerate(worst_first, start=1):
        place = " › ".join(part for part in (issue.sheet, issue.cell) if part)
        listing.write_string(row, 0, place, wrap)
        listing.write_string(row, 1, issue.code, wrap)
        listing.write_string(row, 2, issue.message(language), wrap)


def _write_sheet(
    worksheet: Any,
    sheet: Sheet,
    issues: list[Issue],
    language: str,
    styles: dict[tuple[str, str], Any],
) -> None:
    marked: dict[tuple[int, int], list[Issue]] = defaultdict(list)
    for issue in issues:
        marked[cell_place(issue.cell)].append(issue)
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            colour = _colour(marked.get((row, column), ()))
            _write_cell(worksheet, row, column, value, colour, styles)
    for (row, column), found in marked.items():
        if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
            colour = _colour(found)
            _write_cell(worksheet, row, column, None, colour, styles)
        text = "\n".join(f"{i.code}: {i.message(language)}" for i in found)
        worksheet.write_comment(row, column, text, {"x_scale": 2.5, "y_scale": 2})
    worksheet.set_column(0, max((len(r) for r in sheet.rows), default=1), 18)


def _colour(issues: Any) -> str:
    severities = {issue.severity for issue in issues}
    return next((COLOURS[s] for s in SEVERITIES if s in severities), "")


def _write_cell(
    worksheet: Any,
    row: int,
    column: int,
    value: Any,
    colour: str,
    styles: dict[tuple[str, str], Any],
) -> None:
    style = styles[colour, "date" if isinstance(value, date) else ""]
    if isinstance(value, bool) or value is None or value == "":
        worksheet.write_blank(row, column, None, style)
    elif isinstance(value, (int, float)):
        worksheet.write_number(row, column, value, style)
    elif isinstance(value, date):
        worksheet.write_datetime(row, column, value, style)
    else:
        worksheet.write_string(row, column, str(value), style)
