"""The table behind a view: what is measured, of whom, by what, beside which date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dophu.catalogue.about import About
from dophu.catalogue.palette import BLUE, CONTEXT, WARNING
from dophu.catalogue.table_words import word
from dophu.explorer.view import MISSING, View
from dophu.snapshots import Snapshot
from dophu.table_view import show
from dophu.tables.few_officers import few_officers
from dophu.tables.gaps import gaps
from dophu.tables.pace import pace

COUNTS = ("persons", "enrolled", "gap", "applied", "issued")
LIGHT = "59"
"""Opacity of a bar behind a number, of ff: the number stays readable."""

BARS = {
    "gap": BLUE, "coverage": CONTEXT, "enrolled": CONTEXT, "change": WARNING,
    "required_per_day": WARNING,
}  # fmt: skip
"""Columns with a bar, and its colour by what it means: left, done, to be careful of."""

SHOWN = {
    "gap": ("persons", "enrolled", "gap", "coverage"),
    "coverage": ("persons", "enrolled", "gap", "coverage"),
    "enrolled": ("persons", "enrolled", "gap", "coverage"),
    "change": ("gap_before", "gap", "change", "enrolled_before", "enrolled"),
    "pace": (
        "gap", "required_per_day", "achieved_per_day", "left_at_deadline_low",
        "left_at_deadline_high", "state",
    ),
}  # fmt: skip

ASCENDING = ("coverage",)
"""Measures of which the least comes first: who is behind stands on top."""

PACE_BY: Mapping[str, set[str]] = {
    "hamlet": {"hamlet", "hamlet_id", "officer"}, "officer": {"officer"},
}  # fmt: skip
"""What a pace can be grouped by, and which boxes may then be chosen in."""


def find_problem(view: View, where: Mapping[str, Any], counted: pd.DataFrame) -> str:
    """Find why a view cannot be measured: the key of a sentence, or ''.

    ``counted`` is the table of gaps of the children chosen.
    """
    if view.measure == "pace" and {view.by, *where} - PACE_BY.get(view.by, set()):
        return "explore_pace_only"
    persons = counted["persons"]
    if counted.empty or (not persons.sum() and persons.notna().any()):
        return "explore_nobody"
    return ""


def measure(
    week: Snapshot, then: Snapshot | None, view: View, where: Mapping[str, Any]
) -> pd.DataFrame:
    """Measure a view: a row a value of its column, who is behind first.

    Parameters
    ----------
    week, then
        The date, and the one it is compared with; None where there is none.
    view
        What is measured, and by which column.
    where
        Which children, as for :func:`dophu.gaps`.

    Returns
    -------
    DataFrame
        ``key`` (of the value; a hamlet's id), the column of the view, and those of
        :data:`SHOWN`. Counts are missing for a hamlet that never sent a list.
    """
    by = ["hamlet_id", "hamlet"] if view.by == "hamlet" else [view.by]
    if view.measure == "pace":
        table = pace(week, by, where or None)
    else:
        table = gaps(week, by, where or None)
    if view.measure == "change":
        columns = [*by, "gap", "enrolled"]
        before = gaps(then, by, where or None) if then else table.iloc[:0]
        ends = ("", "_before")
        table = table.merge(before[columns], on=by, how="outer", suffixes=ends)
        if then and by[0] != "hamlet_id":  # nobody of a value is 0; a hamlet is silent
            counts = ["gap", "gap_before", "enrolled", "enrolled_before"]
            table[counts] = table[counts].fillna(0)
        table["change"] = table["gap"] - table["gap_before"]
    table.insert(0, "key", keys_of(table[by[0]]))
    # Stable: equals keep the order of their table.
    order = table.sort_values(
        view.measure if view.measure != "pace" else "required_per_day",
        ascending=view.measure in ASCENDING, kind="stable", na_position="last",
    ).index  # fmt: skip
    if view.by == "officer":  # of few children: named, but not ranked
        few = table["officer"].isin(few_officers(week))
        order = order[~few[order]].append(few.index[few])
    return table.loc[order, ["key", view.by, *SHOWN[view.measure]]].reset_index(
        drop=True
    )


def keys_of(column: pd.Series) -> pd.Series:
    """Write the values of a column as keys of a page's rows."""
    keys = [MISSING if pd.isna(value) else str(value) for value in column]
    return pd.Series(keys, index=column.index, dtype="str")


def add_up(table: pd.DataFrame) -> pd.DataFrame:
    """Add a table of a view up to one row; a pace is not a sum and has no total."""
    counts = [c for c in table.columns[2:] if table[c].dtype == "Int64"]
    total = table[counts].sum(min_count=1).to_frame().T.astype("Int64")
    if "coverage" in table:
        shares = total["enrolled"].astype("Float64") / total["persons"]
        total["coverage"] = shares.where(total["persons"] > 0)
    return total


def lay_out(
    table: pd.DataFrame, about: About, labels: Mapping[str, str], whole: str = ""
) -> dict[str, Any]:
    """Lay a table of a view out for the page: cells as read, and numbers to sort by.

    Parameters
    ----------
    table
        A table of :func:`measure`.
    about
        In which words.
    labels
        Words of its keys.
    whole
        What the line that adds it up is called; without a name there is none.
    """
    shown = table.drop(columns="key")
    by = shown.columns[0]
    reported = show(shown, about, rows=len(shown) or 1)
    columns = _columns(reported.heads, shown)
    rows = [
        {"key": key, "cells": [labels.get(key, key), *cells[1:]], "values": values}
        for key, cells, values in zip(
            table["key"], reported.lines, _values(shown), strict=True
        )
    ]
    total = None
    if whole and len(table) > 1 and "state" not in table:
        line = add_up(table)
        line.insert(0, by, "all")
        cells = show(line[list(shown.columns)], about).lines[0]
        total = {"key": "", "cells": [whole, *cells[1:]], "values": []}
    return {"columns": columns, "rows": rows, "total": total}


def lay_out_children(children: pd.DataFrame, about: About, most: int) -> dict[str, Any]:
    """Lay children out for the page: ids and facts, of many the first ``most``."""
    shown = children.head(most)
    reported = show(shown, about, rows=len(shown) or 1)
    rows = [
        {"key": key, "cells": cells, "values": values}
        for key, cells, values in zip(
            shown["person_id"], reported.lines, _values(shown), strict=True
        )
    ]
    more = len(children) - len(shown)
    note = about.say("value_more", n=about.count(more)) if more else ""
    columns = _columns(reported.heads, shown)
    return {"columns": columns, "rows": rows, "total": None, "note": note}


def _columns(heads: Sequence[str], table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "head": head,
            "number": pd.api.types.is_numeric_dtype(table[name]),
            "bar": f"{BARS[name]}{LIGHT}" if name in BARS else "",
            "most": 100 if name == "coverage" else 0,
        }
        for head, name in zip(heads, table.columns, strict=True)
    ]


def _values(table: pd.DataFrame) -> list[list[float | None]]:
    """Give the numbers that rows are sorted by; shares as they are read, in percent."""
    columns = []
    for name in table.columns:
        if pd.api.types.is_numeric_dtype(table[name]):
            scale = 100 if name == "coverage" else 1
            numbers = table[name].tolist()
            columns.append([None if pd.isna(v) else float(v) * scale for v in numbers])
        else:
            columns.append([None] * len(table))
    return [list(row) for row in zip(*columns, strict=True)]


def label_of(column: str, value: Any, about: About, names: Mapping[str, str]) -> str:
    """Give the words of a value of a column."""
    if value is None or value is pd.NA or value != value:
        return MISSING
    if column == "hamlet_id":
        return names.get(value, value)
    if column == "age_group":
        return about.group(value)
    if column == "reason":
        return about.reason(value)
    return word(column, str(value), about)
