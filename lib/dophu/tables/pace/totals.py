"""Sums over hamlets, over age groups and over both, of many dates at once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

ALL = "all"
"""Stands for every hamlet, or every age group, in a total."""

PLACE = ["hamlet_id", "age_group"]


def with_totals(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Add up counts over hamlets, over age groups and over both.

    Parameters
    ----------
    table
        One row per hamlet and age group: ``hamlet_id``, ``age_group`` and counts.
    columns
        The counts.

    Returns
    -------
    DataFrame
        Indexed by ``hamlet_id`` and ``age_group``, in the order of the table, each
        hamlet followed by its total, those of the unit last. A total of counts
        that are all missing is missing; else missing ones are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"hamlet_id": ["A", "B"], "age_group": ["young", "young"], "gap": [1, 2]}
    ... )
    >>> with_totals(table, ["gap"])["gap"].to_list()
    [1, 1, 2, 2, 3, 3]
    """
    totals = Totals(table)
    found = totals.of(table, columns)
    frame = {}
    for name, sums, known in zip(columns, found.sums, found.known, strict=True):
        column = pd.Series(sums[0], totals.places, dtype="Float64").where(known[0] > 0)
        whole = pd.api.types.is_integer_dtype(table[name].dtype)
        frame[name] = column.astype("Int64" if whole else "Float64")
        if not pd.api.types.is_extension_array_dtype(table[name].dtype):
            plain = whole and bool((known[0] > 0).all())
            frame[name] = frame[name].astype("int64" if plain else "float64")
    return pd.DataFrame(frame, index=totals.places)


class Sums(NamedTuple):
    """Sums by column, date and place, and of how many counts that are known."""

    sums: np.ndarray
    known: np.ndarray


class Totals:
    """The places of a table, hamlets by age groups with totals, to add up counts by.

    Parameters
    ----------
    table
        ``hamlet_id`` and ``age_group`` of each row.

    Attributes
    ----------
    places
        The index of places, in the order of the table, totals last.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        keys = [in_turn(table[name]) for name in PLACE]
        self._at = tuple(at for _, at in keys)
        # One place more in each direction, for the totals.
        self._shape = tuple(len(values) + 1 for values, _ in keys)
        values = [[*values, ALL] for values, _ in keys]
        self.places = pd.MultiIndex.from_product(values, names=PLACE)

    def of(
        self,
        table: pd.DataFrame,
        columns: Sequence[str],
        dates: np.ndarray | int = 0,
        count: int = 1,
    ) -> Sums:
        """Add up counts of the table's rows by place, each row on one of some dates.

        Parameters
        ----------
        table
            The counts, a row a row of the table that the places are of.
        columns
            The counts.
        dates
            The number of each row's date.
        count
            How many dates there are.
        """
        shape = (2, len(columns), count, *self._shape)
        found = np.zeros(shape)
        for n, name in enumerate(columns):
            values = table[name].to_numpy(dtype=float, na_value=np.nan)
            known = ~np.isnan(values)
            at = (dates, *self._at)
            # Not `+=`, which adds one row alone where several are of one place.
            np.add.at(found[0, n], at, np.where(known, values, 0))
            np.add.at(found[1, n], at, known)
        # Over hamlets first, so that the last corner is the unit's own total.
        found[..., -1, :] = found.sum(axis=-2)
        found[..., -1] = found.sum(axis=-1)
        return Sums(*found.reshape(*shape[:3], len(self.places)))


def in_turn(
    column: pd.Series[Any], sort: bool = False
) -> tuple[list[Hashable], np.ndarray]:
    """Give the values of a column, each once in the order met, and which each row has.

    Parameters
    ----------
    column
        The values; none is missing.
    sort
        Whether to give the values in their own order instead.

    Examples
    --------
    >>> import pandas as pd
    >>> values, at = in_turn(pd.Series(["B", "A", "B"]))
    >>> values, at.tolist()
    (['B', 'A'], [0, 1, 0])
    """
    at, values = pd.factorize(column, sort=sort)
    return list(values), at
