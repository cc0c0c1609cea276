"""The explorer: every question to a date's figures, in JupyterLab or a browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dophu.explorer.desk import Explorer
from dophu.explorer.view import View, read_where

__all__ = ("Explorer", "View", "explore")


def explore(
    campaign: str | Path = "",
    language: str = "",
    as_of: str = "",
    compare: str = "",
    by: str = "hamlet",
    measure: str = "gap",
    chart: str = "",
    where: str | Mapping[str, Sequence[str]] = "",
) -> Explorer:
    """Open the explorer on a campaign; empty: the one opened, or the sample.

    Reads nothing but the campaign's folder and writes nothing but its snapshots. No
    child's name is in what it keeps: names are shown on request, on the page alone.

    Parameters
    ----------
    campaign
        The campaign's folder.
    language
        ``vi`` or ``en``; the campaign's where empty.
    as_of, compare
        The date, and the one it is compared with; empty: the newest one, and the one
        before it.
    by
        ``hamlet``, ``officer``, ``sex``, ``birth_year``, ``school``, ``reason`` or
        ``status``.
    measure
        ``gap``, ``coverage``, ``enrolled``, ``change`` or ``pace``.
    chart
        A chart of :func:`dophu.chart`; empty: the measure's own.
    where
        Which children, by column: ``{"sex": ["female"]}``, or as the explorer writes
        it, ``"sex=female; hamlet_id=H01|H02"``.

    Returns
    -------
    Explorer
        Widgets that show themselves; ``explorer.week``, ``explorer.data`` (the table
        shown), ``explorer.gaps`` (the children chosen, by hamlet and age group) and
        ``explorer.behind`` (the children of the row that was clicked) are for cells of
        one's own.

    Raises
    ------
    DophuError
        For a word that is not known, naming those that are.

    Examples
    --------
    >>> import dophu
    >>> explorer = dophu.explore("data/sample", by="sex", where="age_group=under_6")
    >>> explorer.data[["sex", "gap"]].to_dict("records")
    [{'sex': 'male', 'gap': 229}, {'sex': 'female', 'gap': 211}]
    >>> explorer.pick("female")
    >>> len(explorer.behind)
    211
    """
    chosen = read_where(where, language or "vi") if isinstance(where, str) else where
    chosen = {column: list(map(str, keys)) for column, keys in chosen.items()}
    view = View(str(as_of), str(compare), by, measure, chart, chosen)
    return Explorer(campaign, language, view)
