"""What stands over a table's columns on screen, and the words of its codes.

A frame keeps the plain names of the data dictionary (``frames.toml``); a reader sees
the words that documents and charts have for the same thing.
"""

from __future__ import annotations

from collections.abc import Collection

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.catalogue.columns import frames
from dophu.catalogue.indicators import indicators
from dophu.catalogue.numbers import lower_first

AGE_GROUPS = ("age_group", "next_group")

_AS_IN_CHARTS = ("sex", "status", "presence")
"""Columns whose codes have the words that they have where they are a chart's rows."""


def heading(column: str, columns: Collection[str], about: About) -> str:
    """Name a column as a reader knows it; a column of one's own keeps its name.

    One name may count another thing in another table (``enrolled`` of the gaps, of the
    ledger): the columns beside it say which table it is of. Where they do not, the
    word is one that is true of all.

    Examples
    --------
    >>> from datetime import date
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> heading("enrolled", ["persons", "enrolled"], about)
    'Đã làm'
    >>> heading("enrolled", ["opening", "enrolled"], about)
    'Đã làm trong kỳ'
    >>> heading("enrolled", ["enrolled"], about), heading("my_own", [], about)
    ('Đã làm', 'my_own')
    """
    words = {_heading(table, column, about) for table in _tables(column, columns)}
    return words.pop() if len(words) == 1 else _heading("", column, about)


def _tables(column: str, columns: Collection[str]) -> list[str]:
    """Name the tables that a column may be of, from the columns that stand with it."""
    book = {name: table["columns"] for name, table in frames().items()}
    shared = {name: len(table.keys() & {*columns}) for name, table in book.items()}
    most = max(shared.values())
    # Columns of an analyst's own are in no table: the one that shares most is meant.
    likely = [n for n, table in book.items() if column in table and shared[n] == most]
    return likely or [name for name, table in book.items() if column in table]


def _heading(table: str, column: str, about: About) -> str:
    keys = [f"head_{column}", f"check_{column}", f"by_{column}"]
    if about.has(f"head_{table}_{column}"):
        return about.heading(f"head_{table}_{column}")
    for indicator in indicators().values():
        if indicator.numerator == f"{table}.{column}" and not indicator.denominator:
            return indicator.label(about)
    if table == "changes":
        keys.insert(0, f"ledger_{column}")
    found = [about.heading(key) for key in keys if about.has(key)]
    if not found and column in indicators():
        return indicators()[column].label(about)
    return [*found, column][0]


def word(column: str, code: str, about: About) -> str:
    """Give the words of a code of a column; a text that is no code as it stands.

    Examples
    --------
    >>> from datetime import date
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> word("sex", "female", about), word("reachable", "later", about)
    ('Nữ', 'phải chờ')
    >>> word("reason", "VE_QUE_HE", about), word("hamlet", "all", about)
    ('Về quê, nghỉ hè', 'Toàn xã')
    """
    if code == "all":
        total = column in ("hamlet", "hamlet_id")
        return about.unit_total if total else about.say("value_all")
    if column in ("reason", "reason_from", "reason_to"):
        return about.reason(code)
    if code in (UNKNOWN, *about.age_groups.codes) and column in AGE_GROUPS:
        return about.group(code)
    keys = [f"value_{column}_{code}"]
    if column in _AS_IN_CHARTS:
        keys.append(f"is_{code}")
    elif column == "reachable":
        keys.append(f"reach_{code}")
    elif column == "state":
        keys.append(f"state_{code}")
    found = [about.say(key) for key in keys if about.has(key)]
    return lower_first(found[0]) if found and column == "state" else [*found, code][0]
