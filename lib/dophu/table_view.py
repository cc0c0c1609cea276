"""A table on screen: in the campaign's language, its numbers as they are read.

The frame beneath is not touched, so that the next cell goes on with plain names and
whole numbers.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from fractions import Fraction
from html import escape
from typing import Any

import pandas as pd

from dophu.campaign.about import about_date
from dophu.catalogue.about import About
from dophu.catalogue.columns import frames, headings
from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.sentences import say
from dophu.catalogue.table_words import heading, word
from dophu.snapshots import Snapshot

ROWS = 60
"""Rows shown where no other number is asked for, as pandas does: the hamlets of nearly
every commune."""

WIDEST = 60
"""Letters of a cell in a text; a page shows all."""

MISSING = "–"

PERSONAL = frozenset(
    "name family_name given_name birth_date birth_day birth_month personal_number "
    "mother father guardian household_head address phone note".split()
)
"""Fields of a list that identify a child, or hold words of any kind."""

_PLAIN = ("row", "birth_year", "from_years", "below_years")
"""Numbers that count nothing: no thousands mark."""

_SHARE = re.compile("share|coverage|proportion")
"""What stands in the name of a column of shares, from 0 to 1."""

_NUMBER = re.compile(r"[<>+–−-]?\d")


class TableView:
    """A table as it is read: a notebook shows it as HTML, a terminal as text."""

    def __init__(
        self, heads: list[str], lines: list[list[str]], right: list[bool], notes: str
    ) -> None:
        self.heads, self.lines, self.right, self.notes = heads, lines, right, notes

    def _repr_html_(self) -> str:
        styles = ["text-align: right" if r else "text-align: left" for r in self.right]
        head = self._row("th", ' scope="col"', self.heads, styles)
        parts = [f"<thead>{head}</thead>"] if any(self.heads) else []
        parts += [self._row("td", "", line, styles) for line in self.lines]
        parts.append("</table>")
        parts += [f"<p>{escape(self.notes)}</p>"] if self.notes else []
        return "\n".join(['<table class="dophu">', *parts])

    def _row(self, tag: str, more: str, cells: list[str], styles: list[str]) -> str:
        parts = (
            f'<{tag}{more} style="{style}">{escape(cell)}</{tag}>'
            for cell, style in zip(cells, styles, strict=True)
        )
        return f"<tr>{''.join(parts)}</tr>"

    def __repr__(self) -> str:
        heads = [self.heads] if any(self.heads) else []
        lines = [[_cut(cell) for cell in line] for line in (*heads, *self.lines)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        texts = [
            "  ".join(
                cell.rjust(width) if right else cell.ljust(width)
                for cell, width, right in zip(line, widths, self.right, strict=True)
            ).rstrip()
            for line in lines
        ]
        return "\n".join([*texts, self.notes] if self.notes else texts)


def show(table: Any, about: About | Snapshot, rows: int = ROWS) -> TableView:
    """Show a table as it is read: words for names and codes, numbers as written.

    The frame is not changed. Columns and codes of the data dictionary are in the words
    of documents and charts, columns of one's own keep their names. A share
    (any name with ``coverage`` or ``share`` in it) is a percentage with one decimal,
    worked out from ``enrolled`` and ``persons`` where they are there; a ``ratio`` has
    two decimals, another number with a fraction one; a missing value is ``–``.
    Columns that identify a child are not shown.

    Parameters
    ----------
    table
        A frame or a column of pandas: any table of the kit, or what was made of one by
        ``groupby``, ``pivot_table``, a filter.
    about
        The date, as :func:`dophu.load` opens it, in the campaign's language; or what
        is stated of it in another one.
    rows
        How many rows are shown at most. Of longer tables the first are, and a line
        of totals at the end.

    Returns
    -------
    TableView
        It shows itself in a notebook.

    Raises
    ------
    DophuError
        For what is no table, or no date.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> gaps = dophu.gaps(week)
    >>> dophu.show(gaps.groupby("hamlet")[["persons", "gap"]].sum().nlargest(2, "gap"), week)
    Địa bàn           Tổng số trẻ  Chưa làm
    Tổ dân phố Mẫu 3          203          181
    Tổ dân phố Mẫu 4          176          151
    """  # noqa: E501
    stated = _about(about)
    if isinstance(table, pd.Series):
        table = table.to_frame("size" if table.name is None else table.name)
    if not isinstance(table, pd.DataFrame):
        details = {"value": type(table).__name__}
        raise DophuError(Issue("PT-08", details=details), stated.language)
    flat, notes = _flat(table), []
    hidden = [column for column in flat if _is_personal(column[1])]
    flat = flat.drop(columns=hidden)
    if not len(flat):
        notes.append(stated.say("value_none"))
    shown = flat
    if len(flat) > rows:
        last = len(flat) if "all" in map(str, flat.iloc[-1]) else 0
        kept = [*range(rows - bool(last)), *([last - 1] if last else [])]
        shown = flat.iloc[kept]
        more = len(flat) - len(shown)
        key = "value_more_one" if more == 1 else "value_more"
        notes.append(stated.say(key, n=stated.count(more)))
    if hidden:
        columns = ", ".join(dict.fromkeys(column[1] for column in hidden))
        notes.append(stated.say("value_hidden", columns=columns))
    return _view(shown, stated, " ".join(notes))


def _about(about: Any) -> About:
    if isinstance(about, Snapshot):
        return about_date(about.campaign, about.as_of, about.missing)
    if isinstance(about, About):
        return about
    raise DophuError(Issue("PT-09", details={"value": type(about).__name__}))


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    """Put the index before the columns; each column is (its heads' columns, name).

    A column that a pivot made is named by a value of another column: that one is the
    first of the pair, and the second is the value; else the first is empty.
    """
    named = any(name is not None for name in table.index.names)
    texts = not named and not pd.api.types.is_numeric_dtype(table.index)
    keys = [*table.index.names] if named else [""] if texts else []
    columns: list[Any] = [("", str(key or "")) for key in keys]
    for label in table.columns:
        parts = label if isinstance(label, tuple) else (label,)
        levels = zip(table.columns.names, parts, strict=True)
        columns.append(
            tuple(p for name, part in levels for p in (name or "", str(part)))
        )
    flat = table.reset_index() if keys else table.reset_index(drop=True)
    flat.columns = pd.Index(columns, tupleize_cols=False)
    return flat


def _is_personal(column: str) -> bool:
    return column in PERSONAL or headings().find_whole(column) in PERSONAL


def _view(table: pd.DataFrame, about: About, notes: str) -> TableView:
    names = [_name(column) for column in table]
    heads = [_head(column, names, about) for column in table]
    at = {name: n for n, name in enumerate(names)}
    cells = []
    for n, name in enumerate(names):
        column = table.iloc[:, n].tolist()
        if name == "coverage" and {"enrolled", "persons"} <= at.keys():
            pairs = (table.iloc[:, at[key]].tolist() for key in ("enrolled", "persons"))
            cells.append([_share(*pair, about) for pair in zip(*pairs, strict=True)])
        else:
            floats = [value for value in column if _is_finite(value)]
            is_count = not (_SHARE.search(name) or "ratio" in name)
            if is_count and all(v.is_integer() for v in floats):  # whole, one missing
                column = [int(v) if _is_finite(v) else v for v in column]
            cells.append([_cell(name, value, about) for value in column])
    right = [
        any(cell != MISSING for cell in column)
        and all(cell == MISSING or _NUMBER.match(cell) for cell in column)
        and name not in ("hamlet", "hamlet_id", "person_id")
        for name, column in zip(names, cells, strict=True)
    ]
    lines = [list(line) for line in zip(*cells, strict=True)]
    return TableView(heads, lines, right, notes)


def _is_finite(value: Any) -> bool:
    return isinstance(value, float) and math.isfinite(value)


def _name(column: tuple[str, ...]) -> str:
    """Give the name of what a column holds; of a pivot's it is its first part's."""
    names = [
        part for level, part in zip(column[::2], column[1::2], strict=True) if not level
    ]
    return names[0] if names else "size"


def _head(column: tuple[str, ...], names: list[str], about: About) -> str:
    levels = zip(column[::2], column[1::2], strict=True)
    words = [
        _text(level, part, about) if level else heading(part, names, about)
        for level, part in levels
        if level or part
    ]
    return " · ".join(words)


def _share(enrolled: Any, persons: Any, about: About) -> str:
    if pd.isna(enrolled) or pd.isna(persons) or not persons:
        return MISSING
    return about.percent(int(enrolled), int(persons))


def _cell(column: str, value: Any, about: About) -> str:
    if not isinstance(value, list | tuple | dict | set) and pd.isna(value):
        return MISSING
    # NumPy's own kind of bool is no bool of Python.
    if isinstance(value, bool) or type(value).__name__ in ("bool", "bool_"):
        return say("check_yes" if value else "check_no", about.language)
    if isinstance(value, datetime | date):
        return about.date(value)
    if isinstance(value, str):
        return _text(column, value, about)
    # NumPy's whole numbers are no int, but have an index.
    if isinstance(value, int) or hasattr(value, "__index__"):
        return str(int(value)) if column in _PLAIN else about.count(int(value))
    if isinstance(value, float):
        return _fraction(column, value, about)
    return str(value)


def _text(column: str, value: str, about: About) -> str:
    dates = (t["columns"].get(column, {}).get("type") for t in frames().values())
    if "date" in dates or column in ("as_of", "date"):
        try:
            return about.date(date.fromisoformat(value[:10]))
        except ValueError:
            return value
    return word(column, value, about) or MISSING


def _fraction(column: str, value: float, about: About) -> str:
    if not math.isfinite(value):
        return MISSING
    if _SHARE.search(column):
        # The fraction that the float was made of, or half a tenth could be rounded
        # down.
        exact = Fraction(value).limit_denominator(10**6)
        return about.percent(exact.numerator, exact.denominator)
    if column in _PLAIN:
        return f"{value:g}"
    if "ratio" in column:
        return about.ratio(value)
    return f"-{about.rate(-value)}" if value < 0 else about.rate(value)


def _cut(cell: str) -> str:
    return cell if len(cell) <= WIDEST else f"{cell[: WIDEST - 1]}…"
