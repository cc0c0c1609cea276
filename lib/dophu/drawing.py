"""One call that draws a chart of the kit of any children, by any column.

What stands in a chart's place of hamlets may be any column of ``week.children()``:
its values take the hamlets' rows, and its noun takes theirs in title and key. What was
filtered is stated at the chart's foot and before its title, so that it is not read as
the whole unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dophu.ages import AgeGroups
from dophu.catalogue.about import About
from dophu.notebook import EVERY, about
from dophu.snapshots import Snapshot
from dophu.tables.changes import gap_history
from dophu.tables.few_officers import together
from dophu.tables.gaps import gaps
from dophu.tables.reasons import reasons
from dophu.tables.selection import PLACE, Asked, nearest

if TYPE_CHECKING:
    import pandas as pd

    from dophu.charts import Chart
    from dophu.tables.selection import By, Where

COUNTED = ("children",)
"""What a table of reasons counts."""

BY_CHARTS = ("ranked", "organ", "heat", "dumbbell", "smalls", "reach")
"""Charts whose rows are hamlets, and may be the values of another column."""


def chart(
    name: str,
    week: Snapshot,
    where: Where = None,
    by: By = (),
    language: str = "",
    compare: str | date = "",
) -> Chart:
    """Draw a chart of a date: of all children, or of those asked for.

    Parameters
    ----------
    name
        ``card``, ``ranked``, ``organ``, ``heat``, ``dumbbell``, ``smalls``,
        ``waterfall``, ``burndown``, ``reasons`` or ``reach``; ``tiles`` and ``map``
        where the campaign states where its hamlets lie.
    week
        The date, as :func:`dophu.load` opens it.
    where
        Which children, as for :func:`dophu.gaps`. The ledger (``waterfall``) follows
        hamlets and age groups, so that it is filtered by those alone; a scenario is
        drawn of the whole unit only. The chart's title and foot say what was asked for.
    by
        A column that takes the place of the hamlets, in the charts that have rows of
        them.
    language
        ``vi`` or ``en``; the campaign's where empty.
    compare
        The date that the change of coverage (``dumbbell``) is drawn from; the one
        before where empty.

    Returns
    -------
    Chart
        It shows itself in a notebook; ``data`` is the table it draws.

    Raises
    ------
    DophuError
        For a chart, column or value that is not there, naming the nearest one; for a
        chart that cannot be drawn so.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> girls = dophu.chart("ranked", week, where={"sex": "female"})
    >>> int(girls.data["gap"].sum())
    695
    >>> list(dophu.chart("heat", week, by="sex").data["hamlet"].unique())
    ['Nam', 'Nữ']
    """
    asked = Asked(week, "children", by, where)
    if name not in EVERY:
        details = {"near": nearest(name, EVERY), "known": ", ".join(EVERY)}
        raise asked.error("PT-05", value=name, **details)
    columns = [c for c in asked.by if c != "hamlet"]
    if columns and (name not in BY_CHARTS or len(columns) > 1):
        raise asked.error("PT-06", value=name, known=", ".join(BY_CHARTS))
    # Here and not above: matplotlib's import is a third of notebook 10's start.
    from dophu import charts

    since = _day(compare)
    stated = about(week, language)
    if where is None and not columns:
        tables = {key: table(week) for key, table in EVERY[name].items()}
    else:
        tables = _tables(name, week, where, by if columns else ())
        stated = _stated_of(stated, week, where, asked, columns, tables)
    if name == "dumbbell" and since:
        history = tables["history"]
        kept = (history["as_of"] <= since) | (history["as_of"] == week.as_of)
        tables["history"] = history[kept]
    drawn: Chart = getattr(charts, f"draw_{name}")(about=stated, **tables)
    if not stated.only:
        return drawn
    alt = f"{stated.say('source_only', only=stated.only)} {drawn.alt}"
    return replace(drawn, title=stated.titled(drawn.title), alt=alt)


def _day(day: str | date) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) and day else day or None


def _tables(name: str, week: Snapshot, where: Where, by: By) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for key, table in EVERY[name].items():
        if key in ("days", "outlines"):
            tables[key] = table(week)  # of the campaign, whoever is asked for
        elif not by and table is gap_history:
            tables[key] = gap_history(week, where=where)
        elif not by and key in ("gaps", "reasons"):
            tables[key] = table(week, where=where)
        elif key in ("pace", "rates", "changes") and name != "waterfall":
            tables[key] = None  # of the whole unit: nothing of the children asked for
        elif not by:
            tables[key] = table(week, where=where)
        elif key == "reasons":
            tables[key] = _reasons_of_places(week, by, where)
        else:
            count = gap_history if table is gap_history else gaps
            tables[key] = _as_places(count, week, by, where)
    return tables


def _reasons_of_places(week: Snapshot, by: By, where: Where) -> pd.DataFrame:
    """Count reasons by a column, its values in the place of the hamlets."""
    import pandas as pd

    table = reasons(week, by=by, where=where)
    if table.columns[0] == "officer":
        table = together(table, week, [c for c in table if c not in COUNTED])
    values = table[table.columns[0]]
    return table.assign(hamlet_id=["–" if pd.isna(v) else str(v) for v in values])


def _as_places(count: Any, week: Snapshot, by: By, where: Where) -> pd.DataFrame:
    """Count by a column and age group, its values in the place of the hamlets."""
    import pandas as pd

    columns = [by] if isinstance(by, str) or hasattr(by, "to_frame") else list(by)
    table = count(week, by=[*columns, "age_group"], where=where)
    column = str(getattr(columns[0], "name", columns[0]))
    keys = ["as_of"] if "as_of" in table else []
    if column == "officer":
        table = together(table, week, [*keys, column, "age_group"])
    table["hamlet_id"] = ["–" if pd.isna(v) else str(v) for v in table[column]]
    cells = [table[c].drop_duplicates() for c in (*keys, "hamlet_id", "age_group")]
    every = pd.MultiIndex.from_product(cells, names=[*keys, "hamlet_id", "age_group"])
    counts = table.set_index(every.names)[["persons", "enrolled"]]
    # A value without a child of an age group has 0 of it, as a hamlet has.
    known = counts.reindex(every, fill_value=0).reset_index()
    known["hamlet"] = known["hamlet_id"]
    known["gap"] = known["persons"] - known["enrolled"]
    return known


def _stated_of(
    stated: About,
    week: Snapshot,
    where: Where,
    asked: Asked,
    columns: list[str],
    tables: dict[str, Any],
) -> About:
    """Say in the chart of whom it is, and what its rows are."""
    words = dict(stated.words)
    if columns:
        column, source = columns[0], stated.noun("source")
        number = len(week.hamlets.ids)
        full = source.format(n=stated.count(number), places=stated.places(number))
        words["source"] = {stated.language: full}
        for noun, key in (("place", f"by_{column}"), ("places", f"by_{column}_many")):
            own = stated.say(key) if stated.has(key) else column
            words[noun] = {stated.language: own}
        for key, table in tables.items():
            if key in ("days", "outlines"):
                continue
            label = {v: _label(column, v, stated) for v in table["hamlet_id"]}
            table["hamlet"] = table["hamlet_id"].map(label)
    shown = next(iter(tables.values()))
    codes = {*shown["age_group"]} if "age_group" in shown else set()
    groups = tuple(g for g in stated.age_groups if g.code in codes)
    kept = {*shown["hamlet"]} if "hamlet" in shown else set()
    return replace(
        stated,
        words=words,
        age_groups=AgeGroups(groups) if groups else stated.age_groups,
        all_codes=stated.age_groups.codes,
        missing=tuple((h, day) for h, day in stated.missing if h in kept),
        only=_only(asked.where, stated, week.hamlets.names),
    )


def _only(where: Where, stated: About, names: Mapping[str, str]) -> str:
    """Say a filter in a few words, for the foot of a chart; '' where there is none."""
    if where is None or isinstance(where, str):
        return where or ""
    if not isinstance(where, Mapping):
        return str(where.name or "…")
    labels = [
        ["–" if v is None else _label(c, _named(c, v, names), stated) for v in vs]
        for c, vs in where.items()
    ]
    return "; ".join(", ".join(values) for values in labels)


def _named(column: str, value: object, names: Mapping[str, str]) -> str:
    return names.get(str(value), str(value)) if column == "hamlet_id" else str(value)


def _label(column: str, value: str, stated: About) -> str:
    """Give the words of a value, and the column before them where they need it."""
    if column == "age_group":
        return stated.group(value)
    if column == "reason":
        return stated.reason(value)
    key = f"is_{value}"
    if column not in PLACE and stated.has(key):
        return stated.say(key)
    return value
