"""What an analyst asks for: grouped by which columns, of which children.

``by`` is a column of ``week.children()``, a column of one's own (a pandas Series
made from it), or a list of these. ``where`` is a mapping from a column to a value or
several, a pandas query (dates in it are written '2024-07-18'), or a column of True and
False. What cannot be answered is a
:class:`DophuError` that names the nearest word that can.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from dophu.ages import UNKNOWN
from dophu.campaign.settings import STATUSES
from dophu.catalogue.answers import METHODS
from dophu.catalogue.issues import DophuError, Issue
from dophu.snapshots import Snapshot
from dophu.snapshots.children import CHILD_COLUMNS
from dophu.text import folded_key

if TYPE_CHECKING:
    import pandas as pd

    By: TypeAlias = str | "pd.Series[Any]" | Sequence[str | "pd.Series[Any]"]
    Where: TypeAlias = str | Mapping[str, Any] | "pd.Series[Any]" | None

PLACE = ("hamlet_id", "hamlet", "officer", "age_group")
"""Columns that are settled by the cell of a table, a hamlet and an age group."""

DATES = ("applied_date", "issued_date", "first_seen", "last_seen", "sent")

EXAMPLE = '{"sex": "female"}'


def nearest(value: object, known: Iterable[str]) -> str:
    """Name the known word most alike, accents aside.

    Examples
    --------
    >>> nearest("sexx", ["hamlet", "sex"]), nearest("under6", ["under_6", "6_to_13"])
    ('sex', 'under_6')
    """
    words = {folded_key(str(word)) or str(word): str(word) for word in known}
    wanted = folded_key(str(value)) or str(value)
    # No cutoff: even a far word shows what kind of word is expected.
    near = difflib.get_close_matches(wanted, words, n=1, cutoff=0)
    return words[near[0]] if near else "–"


class Asked:
    """The ``by`` and ``where`` of a call, checked against what a table can answer.

    Parameters
    ----------
    week
        The date that is asked about.
    table
        The table's name, for messages.
    by, where
        As the caller gave them.
    columns
        The columns that the table can be grouped and filtered by.
    """

    def __init__(
        self,
        week: Snapshot,
        table: str,
        by: By = (),
        where: Where = None,
        columns: Sequence[str] = CHILD_COLUMNS,
    ) -> None:
        self.week, self.table, self.columns = week, table, columns
        self.own: dict[str, pd.Series[Any]] = {}
        self.by: list[str] = []
        for word in [by] if isinstance(by, str) or _is_column(by) else by:
            self.by.append(self._own(word) if _is_column(word) else self._known(word))
        self.where = where
        if isinstance(where, Mapping):
            self.where = {
                self._known(column): self._values(column, values)
                for column, values in where.items()
            }

    def _known(self, column: object) -> str:
        if column in self.columns:
            return str(column)
        known = ", ".join(self.columns)
        raise self.error(
            "PT-01", table=self.table, value=column, known=known,
            near=nearest(column, self.columns),
        )  # fmt: skip

    def _own(self, column: pd.Series[Any]) -> str:
        if column.name is None or "person_id" not in self.columns:
            if column.name is not None:
                return self._known(column.name)
            raise self.error("PT-04")
        self.own[str(column.name)] = column
        return str(column.name)

    def error(self, kind: str, /, **details: object) -> DophuError:
        """Make the error of a code, in the campaign's language."""
        return DophuError(Issue(kind, details=details), self.week.campaign.language)

    def _values(self, column: str, values: Any) -> list[Any]:
        several = not isinstance(values, str) and isinstance(values, Iterable)
        return [self._value(column, v) for v in (values if several else [values])]

    def _value(self, column: str, value: Any) -> Any:
        if value is None:  # nothing stands there, which may be asked for
            return value
        if column == "hamlet":
            found = self.week.campaign.hamlet_index(self.week.as_of).find(str(value))
            value = self.week.hamlets.names.get(found or "", value)
        known = known_values(self.week, column)
        if known and value not in known:
            near = nearest(value, known)
            raise self.error("PT-02", column=column, value=value, near=near)
        return value

    def frame(self) -> pd.DataFrame:
        """Give the children of the date who are asked for, own columns included."""
        return self.filter(self.children())

    def of(self, week: Snapshot) -> pd.DataFrame:
        """Give the children of another date who are asked for."""
        return self.filter(week.children())

    def children(self) -> pd.DataFrame:
        """Give all children of the date, own columns included."""
        children = self.week.children()
        for name, column in self.own.items():
            if not column.index.equals(children.index):
                raise self.error("PT-04")
            children[name] = column
        return children

    def filter(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows of a frame that are asked for; its columns must answer."""
        if self.where is None:
            return frame
        if isinstance(self.where, Mapping):
            for column, values in self.where.items():
                found = frame[column]
                if column in DATES:
                    found = found.dt.strftime("%Y-%m-%d")
                    # Dates, timestamps and texts alike begin with YYYY-MM-DD.
                    values = [v if v is None else str(v)[:10] for v in values]
                wanted = found.isin([v for v in values if v is not None])
                frame = frame[wanted | found.isna() if None in values else wanted]
            return frame
        if _is_column(self.where):
            if not self.where.index.equals(frame.index):
                raise self.error("PT-04")
            return frame[self.where.fillna(False).astype(bool)]
        try:
            return frame.loc[_with_iso(frame).query(str(self.where)).index]
        except Exception as failure:
            # pandas has a dozen kinds of error for a query; its text may hold a value.
            named = re.search(r"name '(\w+)' is not defined", str(failure))
            if named:
                self._known(named[1])
            known = ", ".join(self.columns)
            raise self.error("PT-03", example=EXAMPLE, known=known) from None

    def parted(self) -> tuple[Where, Where]:
        """Part the filter into its conditions on children and those on places."""
        if self.where is None:
            return None, None
        if isinstance(self.where, Mapping):
            places = {c: v for c, v in self.where.items() if c in PLACE}
            others = {c: v for c, v in self.where.items() if c not in PLACE}
            return others or None, places or None
        if _is_column(self.where):
            raise self.error("PT-07", example=EXAMPLE)
        places, others = self._named()
        if places and others:
            raise self.error("PT-07", example=EXAMPLE)
        return (None, self.where) if places else (self.where, None)

    def _named(self) -> tuple[set[str], set[str]]:
        """Name the columns of places, and the others, that a query speaks of."""
        # What stands in quotation marks is a value, whatever column it is called like.
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", str(self.where))
        words = {*re.findall(r"\w+", bare)}
        return words & {*PLACE}, words & {*CHILD_COLUMNS} - {*PLACE}

    def cells(self, cells: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
        """Keep the cells of a table that are asked for, those without a child too.

        ``cells`` has the columns :data:`PLACE`. A filter without a condition on places
        keeps all; a query that mixes places with other columns keeps the hamlets or
        age groups of the children chosen.
        """
        if isinstance(self.where, Mapping):
            for column, values in self.where.items():
                if column in PLACE:
                    wanted, empty = cells[column].isin(values), cells[column].isna()
                    cells = cells[wanted | empty if None in values else wanted]
            return cells
        if not isinstance(self.where, str):
            return cells
        places, others = self._named()
        if places and not others:
            return self.filter(cells)
        if places - {"age_group"}:
            cells = cells[cells["hamlet_id"].isin(chosen["hamlet_id"])]
        if "age_group" in places:
            cells = cells[cells["age_group"].isin(chosen["age_group"])]
        return cells


def _with_iso(frame: pd.DataFrame) -> pd.DataFrame:
    """Write a frame's dates as YYYY-MM-DD: a query's == finds no date by its text."""
    dates = [column for column in DATES if column in frame]
    texts = {column: frame[column].dt.strftime("%Y-%m-%d") for column in dates}
    return frame.assign(**texts)


def _is_column(value: object) -> bool:
    # By what it can do: to ask for its type would import pandas for every call.
    return hasattr(value, "to_frame") and hasattr(value, "name")


def known_values(week: Snapshot, column: str) -> list[str]:
    """List the words a column can hold; empty where it holds numbers or dates."""
    campaign = week.campaign
    fixed: dict[str, Iterable[str]] = {
        "hamlet_id": week.hamlets.ids,
        "hamlet": week.hamlets.names.values(),
        "officer": [h.officer for h in week.hamlets.hamlets if h.officer],
        "age_group": (*campaign.age_groups.codes, UNKNOWN),
        "sex": ("female", "male", UNKNOWN),
        "status": STATUSES,
        "reason": campaign.vocabulary.reason_book,
        "presence": ("present", "to_verify"),
        "method": (*METHODS, UNKNOWN),
        "birth_precision": ("day", "month", "year", "age", UNKNOWN),
        "state": (),
    }
    if column in ("list", "school"):
        return sorted(week.children()[column].dropna().unique())
    return list(dict.fromkeys(fixed.get(column, ())))


def place_cells(week: Snapshot) -> pd.DataFrame:
    """List the hamlets shown of a date by age groups, ``unknown`` included."""
    import pandas as pd

    groups = (*week.campaign.age_groups.codes, UNKNOWN)
    rows = [
        (h.hamlet_id, h.name, h.officer or None, group)
        for h in week.hamlets.hamlets
        for group in groups
    ]
    return pd.DataFrame(rows, columns=list(PLACE))


def in_order(table: pd.DataFrame, by: Sequence[str], week: Snapshot) -> pd.DataFrame:
    """Sort a table by its keys: hamlets as in the file, words as the campaign has them.

    Numbers, dates and words of one's own are in their own order; missing is last.
    """
    import pandas as pd

    ranks = {}
    for column in by:
        places = {word: n for n, word in enumerate(known_values(week, column))}
        ranks[column] = table[column].map(places) if places else table[column]
    keys = pd.DataFrame(ranks, index=table.index)
    order = keys.sort_values(list(by), kind="stable", na_position="last").index
    return table.loc[order].reset_index(drop=True)


def keys_of(by: Sequence[str]) -> list[str]:
    """Group hamlets by their ids too: two may bear one name."""
    together = "hamlet" in by and "hamlet_id" not in by
    return [*by, "hamlet_id"] if together else list(by)


def is_given(by: By) -> bool:
    """Test whether columns were asked for; a frame's own column has no truth value."""
    return not (isinstance(by, (tuple, list)) and not by)
