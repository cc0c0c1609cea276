"""The tables of an edition as sheets: some in the campaign's words, all as they are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_range

from dophu.ages import UNKNOWN
from dophu.catalogue.columns import frames
from dophu.catalogue.indicators import indicators
from dophu.catalogue.table_words import heading, word
from dophu.documents.xlsx.lean_worksheet import BLANK, Content
from dophu.documents.xlsx.read_rows import fit_pages, shorten_table
from dophu.documents.xlsx.rounded_cells import keep_from_ends
from dophu.documents.xlsx.sheets import HEAD_ROW, Sheets, sheet_name
from dophu.tables.figures import Row

WIDEST, NARROWEST = 60, 9
"""Widths of columns, in letters."""

SPARE, LINE = 6, 15
"""Letters of a line that wrapping leaves empty at most; points of a line's height."""

_SAID_AGAIN = ("places",)
"""Counts that stand in several rows for one thing, not to be added."""

NUMBERS = ("count", "share", "number")
TYPES = {"count": "count", "share": "share", "number": "number", "date": "date"}


READ = ("gaps", "changes", "pace", "plan")
"""Tables that an office reads itself, beside the sheets that add up."""

NOT_READ = ("hamlet_id",)
"""Columns that say to another program what a name says to a reader."""


def add_read_tables(sheets: Sheets) -> None:
    """Add a sheet for each table that is read, in words, and what indicators mean."""
    tables = sheets.figures.tables
    for name in READ:
        if rows := shorten_table(name, tables.get(name, [])):
            is_short = len(rows) < len(tables[name])
            if name == "plan":
                # A line without a day counts who has no place: it says so.
                lacks = sheets.say("plan_left")
                rows = [{**row, "venue": row["venue"] or lacks} for row in rows]
            _add_table(sheets, name, rows, in_words=True, is_short=is_short)
    _add_dictionary(sheets, [])


def add_all_tables(sheets: Sheets) -> None:
    """Add a sheet a table, in the order of the data dictionary, and the dictionary."""
    tables = sheets.figures.tables
    known = [name for name in frames() if name in tables]
    for name in (*known, *(n for n in tables if n not in frames())):
        _add_table(sheets, name, tables[name])
    _add_dictionary(sheets, known)


def _add_table(
    sheets: Sheets,
    name: str,
    rows: list[Row],
    *,
    in_words: bool = False,
    is_short: bool = False,
) -> None:
    language = sheets.about.language
    known = frames().get(name, {})
    columns = list(rows[0]) if rows else list(known.get("columns", ("–",)))
    kinds = {
        c: known.get("columns", {}).get(c, {}).get("type", "text") for c in columns
    }
    heads = dict(zip(columns, columns, strict=True))
    has_totals = _has_totals(rows)
    if in_words:
        columns = [column for column in columns if column not in NOT_READ]
        heads = {column: _head(name, column, sheets) for column in columns}
        rows = [_in_words(r, kinds, sheets) for r in rows if not _is_empty(r, kinds)]
    wraps = 2 if in_words else 1  # headings in words take two lines, ids are one word
    widths = [_width(c, rows, kinds[c], heads[c], wraps) for c in columns]
    named = sheet_name(name, sheets)
    title = f"{named}: {known['row'][language]}" if known and not in_words else named
    title = sheets.say(f"sheet_short_{name}", title=title) if is_short else title
    sheet = sheets.begin(named, title, [heads[c] for c in columns], widths)
    first = HEAD_ROW + 1
    last = first + max(len(rows), 1) - 1
    looks: list[Any] = []
    of_columns: list[list[Content]] = []
    for at, column in enumerate(columns):
        kind = kinds[column]
        texts = [row.get(column) for row in rows]
        whole = kind == "number" and in_words and all(map(_is_whole, texts))
        looks.append(sheets.look("count" if whole else TYPES.get(kind, "text")))
        of_columns.append(_contents(sheet, texts, kind))
        keep_from_ends(sheets, sheet, kind, at, (first, last))
        meaning = known.get("columns", {}).get(column, {}).get(language)
        if meaning:
            sheet.write_comment(HEAD_ROW, at, meaning, {"x_scale": 2, "author": ""})
        if kind == "count" and not has_totals and column not in _SAID_AGAIN:
            value = sum(int(line[column] or 0) for line in rows)
            # 109 adds what a filter leaves, and no rows that are hidden.
            formula = f"=SUBTOTAL(109,{xl_range(first, at, last, at)})"
            bold = sheets.look("count", True)
            sheet.write_formula(HEAD_ROW - 1, at, formula, bold, value)
    for row, contents in enumerate(zip(*of_columns, strict=True), start=first):
        sheet.write_line(row, looks, contents)
    if "count" in kinds.values() and kinds[columns[0]] != "count" and not has_totals:
        words = sheets.say("sheet_total")
        sheet.write_string(HEAD_ROW - 1, 0, words, sheets.look("plain"))
    sheet.autofilter(HEAD_ROW, 0, last, len(columns) - 1)
    if in_words:
        fit_pages(sheet, len(rows), sum(widths))


def _head(table: str, column: str, sheets: Sheets) -> str:
    """Name a column as a reader knows it."""
    return heading(column, list(frames()[table]["columns"]), sheets.about)


def _is_empty(row: Row, kinds: dict[str, str]) -> bool:
    """Test whether a row counts nobody, in a group that is there only for who has none.

    Of a hamlet that never sent a list the cells are empty, not 0: its rows stay.
    """
    counts = {text for name, text in row.items() if kinds.get(name) == "count"}
    return row.get("age_group") == UNKNOWN and "0" in counts and counts <= {"0", ""}


def _is_whole(text: str | None) -> bool:
    """Test whether a number has no fraction, as days have none; an empty one has none.

    Examples
    --------
    >>> [_is_whole(text) for text in ("13", "-2", "", None, "1.5")]
    [True, True, True, True, False]
    """
    return not text or text.removeprefix("-").isdecimal()


def _in_words(row: Row, kinds: dict[str, str], sheets: Sheets) -> Row:
    """Give a row with words for codes; figures and days stay what they are."""
    return {
        column: word(column, text, sheets.about)
        if text and kinds.get(column, "text") == "text"
        else text
        for column, text in row.items()
    }


def _has_totals(rows: list[Row]) -> bool:
    """Test whether a table holds totals in rows of its own, not to be added again."""
    return any("all" in (r.get("hamlet_id"), r.get("age_group")) for r in rows)


def _width(column: str, rows: list[Row], kind: str, heading: str, wraps: int) -> float:
    """Choose a column's width: its heading in so many lines, words in one."""
    word = max(map(len, heading.split()), default=0)
    head = max(-(-len(heading) // wraps), word) + 3
    if kind in NUMBERS:
        return max(head, NARROWEST)
    longest = max((len(row.get(column) or "") for row in rows[:500]), default=0)
    return min(max(longest + 2, head, NARROWEST), WIDEST)


def _contents(sheet: Any, texts: list[str | None], kind: str) -> list[Content]:
    """Give the contents of a column's cells, each as what its kind says."""
    if kind in NUMBERS or kind == "date":
        # A column says the same few figures and days over and over.
        made = {
            text: _figure(sheet, text, kind) if text else BLANK for text in set(texts)
        }
        return list(map(made.__getitem__, texts))
    return [sheet.text(text) if text else BLANK for text in texts]


def _figure(sheet: Any, text: str, kind: str) -> Content:
    if kind == "date":
        return sheet.day(date.fromisoformat(text))
    return sheet.number(_number(text))


def _number(text: str) -> float:
    # Nearly all are counts, and a fraction of one costs more than the cell.
    return float(text if text.isdecimal() else Fraction(text))


def _add_dictionary(sheets: Sheets, tables: list[str]) -> None:
    about, language = sheets.about, sheets.about.language
    headings = [sheets.say(f"sheet_{key}") for key in
                ("table", "column", "meaning", "missing")]  # fmt: skip
    title = sheets.say("sheet_words")
    widths = (24, 26, WIDEST, WIDEST)
    sheet = sheets.begin(title, title, headings, widths)
    row, wrap = HEAD_ROW + 1, sheets.look("wrap")
    lines = [
        (sheets.say("sheet_indicator"), indicator.label(about),
         indicator.words["meaning"][language], indicator.words["missing"][language])
        for indicator in indicators().values()
    ]  # fmt: skip
    for name in tables:
        lines += [
            (sheet_name(name, sheets), column, meaning[language], "")
            for column, meaning in frames()[name]["columns"].items()
        ]
    for line in lines:
        for column, text in enumerate(line):
            sheet.write_string(row, column, text, wrap)
        wrapped = max(
            -(-len(text) // (width - SPARE))
            for text, width in zip(line, widths, strict=True)
        )
        if wrapped > 1:
            sheet.set_row(row, LINE * wrapped)
        row += 1
    sheet.autofilter(HEAD_ROW, 0, row - 1, len(headings) - 1)
