"""The account of the lists as a person reads it: in a notebook and on a screen."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dophu.catalogue.numbers import format_count, format_percent
from dophu.catalogue.sentences import say
from dophu.rosters.lists.read_sheets import describe_role
from dophu.snapshots import Snapshot

if TYPE_CHECKING:
    import pandas as pd

# What terminals have when nobody has made them wider.
WIDTH = 80
"""Letters of a line of a terminal."""

ACCOUNT = (
    "rows",
    "person",
    "merged",
    "quarantined",
    "left",
    "out_of_scope",
    "ignored",
)
"""Columns of the account of a file, in the order a person asks for them."""

COUNTS = ("listed", "quarantined", "doubles", "year_only", "first_january")

SHARES = {
    "with_birth_day": "listed",
    "with_sex": "listed",
    "with_number": "listed",
    "with_mother": "listed",
    "rows_in_order": "rows",
}
"""Columns of the quality that are a share, and of what."""

FLAGS = ("sent_again", "shrunk")

NOT_APPLICABLE = "–"


def show_quality(table: pd.DataFrame, language: str = "vi") -> pd.DataFrame:
    """Lay out the quality of the lists for reading, a line a hamlet.

    Shares are written with their counts, ``90% (9/10)``. What does not apply (the
    hamlet sent nothing, its list has no such column, no earlier list) is "–", so
    that it is not taken for a check that was passed.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> shown = dophu.show_quality(dophu.quality(week), "en")
    >>> shown.loc["Tổ dân phố Mẫu 1", "with_number"]
    '99% (94/95)'
    """
    import pandas as pd

    names = ("last_received", *COUNTS, *SHARES, *FLAGS)
    shown = [
        [
            _text(row["last_received"]),
            *(_count(row, name, language) for name in COUNTS),
            *(_share(row, name, of, language) for name, of in SHARES.items()),
            *(_flag(row[name], language) for name in FLAGS),
        ]
        for row in table.to_dict("records")
    ]
    hamlets = pd.Index(table["hamlet"], name="hamlet")
    return pd.DataFrame(shown, columns=list(names), index=hamlets)


def _is_missing(value: Any) -> bool:
    import pandas as pd

    return value is None or bool(pd.isna(value))


def _text(value: Any) -> str:
    return NOT_APPLICABLE if _is_missing(value) else str(value)


def _count(row: dict[str, Any], name: str, language: str) -> str:
    # What a hamlet sent earlier is carried; of this date it has no quality.
    if not row["received"] or _is_missing(row[name]):
        return NOT_APPLICABLE
    return format_count(row[name], language)


def _share(row: dict[str, Any], name: str, of: str, language: str) -> str:
    part, whole = row[name], row[of]
    if _is_missing(part) or _is_missing(whole) or not whole:
        return NOT_APPLICABLE
    share = format_percent(part, whole, language, decimals=0)
    return f"{share} ({format_count(part, language)}/{format_count(whole, language)})"


def _flag(value: Any, language: str) -> str:
    if _is_missing(value):
        return NOT_APPLICABLE
    return say("check_yes" if value else "check_no", language)


def report_files(week: Snapshot, language: str) -> list[str]:
    """Give a line a file, by folder: its rows, what became of them; what is unread."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * len(ACCOUNT))
    for sheet in week.manifest["sheets"]:
        for place, column in enumerate(ACCOUNT):
            sums[sheet["file"]][place] += sheet[column]
    head = [say(f"check_{column}", language) for column in ACCOUNT]
    rows = [[say("check_file", language), *head]]
    folder = ""
    for entry in week.manifest["files"]:
        where, _, name = entry["file"].rpartition("/")
        if where != folder:
            rows.append([f"{where}/"])
            folder = where
        unread = NOT_APPLICABLE if entry["skipped"] else None
        figures = sums[entry["file"]]
        rows.append([f"  {name}", *(unread or str(n) for n in figures)])
    return [*_aligned(rows), *_roles(week, language), *_unread(week, language)]


def _roles(week: Snapshot, language: str) -> list[str]:
    """Say what each list was taken for, the files of one kind together."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for sheet in week.manifest["read"]:
        if sheet["role"]:
            words = describe_role(sheet["role"], sheet["part"])[language]
            found[words].setdefault(sheet["file"])
    lines = ["", say("check_roles", language)]
    for words, files in found.items():
        lines += [f"  {words}:", *(f"    {file}" for file in files)]
    return lines if found else []


def _unread(week: Snapshot, language: str) -> list[str]:
    table = week.sources_table(language)
    unread = table[~table["read"].astype(bool)]
    if unread.empty:
        return []
    lines = ["", say("check_unread", language)]
    for file, sheet, why in unread[["file", "sheet", "why"]].itertuples(index=False):
        place = " › ".join(part for part in (file, sheet) if part)
        lines.append(f"  {place}: {why}")
    return lines


def report_hamlets(table: pd.DataFrame, language: str) -> list[str]:
    """Give a line a hamlet: its list's date, its children, how many lack what.

    ``table`` is that of :func:`~dophu.tables.quality.quality`.
    """
    columns = {
        "check_last_received": [_text(value) for value in table["last_received"]],
        "check_listed": [_text(value) for value in table["listed"]],
    }
    for name, of in SHARES.items():
        lacking = table[of] - table[name]
        columns[f"check_less_{name}"] = [_text(value) for value in lacking]
    heads = [say(key, language) for key in ("check_hamlet", *columns)]
    lines = zip(table["hamlet"], *columns.values(), strict=True)
    reported = _aligned([heads, *map(list, lines)])
    reported.append(say("check_less", language))
    for name in ("doubles", "year_only", "first_january", *FLAGS):
        reported += _noted(table, name, language)
    return reported


def _noted(table: pd.DataFrame, name: str, language: str) -> list[str]:
    """Say in which hamlets something occurs that most have nothing of."""
    here = table[
        [
            bool(received) and not _is_missing(value) and value > 0
            for received, value in zip(table["received"], table[name], strict=True)
        ]
    ]
    if here.empty:
        return []
    is_flag = name in FLAGS
    hamlets = ", ".join(
        hamlet if is_flag else f"{hamlet} ({count})"
        for hamlet, count in zip(here["hamlet"], here[name], strict=True)
    )
    return [f"{say(f'check_{name}', language)}: {hamlets}"]


def _aligned(rows: list[list[str]]) -> list[str]:
    """Set out a table in columns; a name too long for its line has one of its own."""
    figures = [row[1:] for row in rows if len(row) > 1]
    widths = [max(map(len, column)) for column in zip(*figures, strict=True)]
    room = WIDTH - sum(widths) - 2 * len(widths)
    names = [len(row[0]) for row in rows if len(row) > 1 and len(row[0]) <= room]
    first = max(names, default=0)
    lines = []
    for name, *cells in rows:
        # Not strict: the line of a folder has no figures.
        tail = "".join(f"  {c.rjust(w)}" for c, w in zip(cells, widths, strict=False))
        if cells and len(name) > room:
            lines.append(name)
            name = ""
        lines.append(f"{name.ljust(first)}{tail}" if cells else name)
    return lines
