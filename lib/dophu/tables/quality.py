"""How good the lists of a date are, hamlet by hamlet: what is missing, wrong, double.

A check that does not apply (the hamlet sent nothing, its list has no such column,
there is no earlier list) leaves its cell empty; 0 and False are found, not supposed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dophu.catalogue.issues import catalogue
from dophu.persons import COUNTED
from dophu.persons.hamlet_checks import SMALL
from dophu.snapshots import Snapshot
from dophu.tables.cells import ask_cells
from dophu.tables.selection import PLACE

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import pandas as pd

    from dophu.tables.selection import By, Where

QUALITY_COLUMNS = (
    "hamlet_id", "hamlet", "received", "last_received", "rows", "persons", "merged",
    "quarantined", "issues", "year_only", "no_number", "first_january", "to_verify",
    "listed", "with_birth_day", "with_sex", "with_number", "with_mother",
    "rows_in_order", "doubles", "sent_again", "shrunk", "lists",
)  # fmt: skip

COUNTS = QUALITY_COLUMNS[4:20]
"""Of the columns those that are counts, and add up over hamlets."""

FIELDS = {
    "with_birth_day": ("birth_date", "birth_day", "birth_year", "male", "female"),
    "with_sex": ("sex", "male", "female"),
    "with_number": ("personal_number",),
    "with_mother": ("mother",),
}
"""The columns of a list, one of which has to be there for a share to apply."""


def quality(snapshot: Snapshot, by: By = (), where: Where = None) -> pd.DataFrame:
    """Say for each hamlet what was received and how good it is.

    Parameters
    ----------
    snapshot
        The date, as :func:`dophu.load` opens it.
    by, where
        As for :func:`dophu.gaps`, by ``hamlet_id``, ``hamlet`` and ``officer``: a list
        is a hamlet's. With ``by`` only the counts are given, added up.

    Returns
    -------
    DataFrame
        One row a hamlet: ``received`` (a list of this date), ``last_received`` (date
        of its newest list, missing if none ever), ``rows`` (of its children in all
        lists of this date), ``persons`` (counted), ``merged``, ``quarantined``,
        ``issues`` (that name the hamlet); of the children counted ``year_only`` (the
        birth date is not a day), ``no_number``, ``first_january`` (born on 1 January,
        as lists write an unknown day) and ``to_verify`` (on no list of this date, or
        left or dead by a remark alone).

        Of ``listed``, the children counted who are on its list of this date:
        ``with_birth_day``, ``with_sex``, ``with_number``, ``with_mother``. Of
        ``rows``: ``rows_in_order`` (no cell that a warning is about). ``doubles``
        are rows of its lists with a child of another row again; ``sent_again``
        marks a list that is the file of the date before, ``shrunk`` one shorter by
        more than a fifth. These are missing where they do not apply: nothing was
        sent, no list has the column, there is no earlier list to compare with.

        ``lists`` has what the lists of this date that are of the hamlet were taken
        for (``hamlet``, ``partial:not_yet``, ``school``, ...), each kind once, with
        "; " between; missing where there is none.

    Examples
    --------
    >>> import dophu
    >>> table = dophu.quality(dophu.load("data/sample", "2024-07-18"))
    >>> table.loc[0, ["listed", "with_birth_day", "with_number"]].tolist()
    [95, 94, 94]
    """
    import pandas as pd

    rows, people = _rows(snapshot), _people(snapshot)
    named = pd.Series([i.hamlet_id for i in snapshot.issues], dtype=object)
    about = pd.DataFrame(snapshot.manifest["hamlets"]).set_index("hamlet_id")
    table = about.join([rows, people, named.value_counts().rename("issues")])
    table["hamlet"] = table.index.map(snapshot.campaign.hamlets.names)
    counted = [c for c in QUALITY_COLUMNS if c in {*rows, *people, "issues"}]
    table[counted] = table[counted].fillna(0).astype("Int64")
    # Never a list: how many children it has is not known, which is not 0.
    table.loc[table["last_received"].isna(), list(people)] = pd.NA
    lists = _lists(snapshot)
    columns = _fields(snapshot, lists)
    for column, fields in FIELDS.items():
        applies = [not columns.get(h, set()).isdisjoint(fields) for h in table.index]
        table.loc[[not a for a in applies], column] = pd.NA
    # Plain True and False: of any other type pandas takes ``~`` for -1 and -2.
    table["received"] = table["received"].astype(bool)
    silent = ~table["received"]
    only_sent = ["listed", *FIELDS, "rows_in_order", "doubles"]
    table.loc[silent, only_sent] = pd.NA
    issues = snapshot.issues
    again = {i.file for i in issues if i.code == "TP-04"}
    shrunk = {i.hamlet_id for i in issues if i.code == "DS-18"}
    before = pd.to_numeric(table["before"])
    table["sent_again"] = pd.array(
        [any(file in again for file, _ in lists.get(h, ())) for h in table.index],
        dtype="boolean",
    )
    table.loc[silent | before.isna(), "sent_again"] = pd.NA
    table["shrunk"] = pd.array([h in shrunk for h in table.index], dtype="boolean")
    table.loc[silent | ~(before >= SMALL), "shrunk"] = pd.NA
    kinds = _kinds_of_lists(snapshot)
    table["lists"] = pd.array([kinds.get(h) for h in table.index], dtype="string")
    table = table.reset_index()[list(QUALITY_COLUMNS)]
    return ask_cells(table, snapshot, "quality", by, where, COUNTS, PLACE[:3])


def _count(frame: nw.LazyFrame[Any], **what: nw.Expr) -> pd.DataFrame:
    import narwhals.stable.v2 as nw

    sums = {n: e.cast(nw.Int64).sum().cast(nw.Int64) for n, e in what.items()}
    table = frame.group_by("hamlet_id").agg(**sums).collect("pandas").to_pandas()
    return table.set_index("hamlet_id")


def _rows(snapshot: Snapshot) -> pd.DataFrame:
    import narwhals.stable.v2 as nw

    outcome, issues = nw.col("outcome"), nw.col("issues")
    # What is noted as `info` asks nothing of the sender: such a row is in order.
    wrong = "|".join(c for c, kind in catalogue().items() if kind.severity != "info")
    return _count(
        snapshot.source_rows.filter(nw.col("kind") == "data"),
        # True of every row, so that the sum counts them all.
        rows=outcome != "",
        merged=outcome == "merged",
        quarantined=outcome == "quarantined",
        rows_in_order=~issues.str.contains(wrong),
        doubles=(outcome == "merged") & (nw.col("source") == "roster"),
    )


def _people(snapshot: Snapshot) -> pd.DataFrame:
    import narwhals.stable.v2 as nw

    born, is_day = nw.col("birth_from"), nw.col("precision") == "day"
    here = nw.col("presence") == "present"
    return _count(
        snapshot.persons.filter(nw.col("presence").is_in(COUNTED)),
        persons=nw.col("status") != "",
        year_only=nw.col("precision").is_in(["year", "month", "age"]),
        no_number=nw.col("number").is_null(),
        first_january=(
            is_day & (born.dt.month() == 1) & (born.dt.day() == 1)
        ).fill_null(False),
        to_verify=nw.col("presence") == "to_verify",
        listed=here,
        with_birth_day=here & is_day.fill_null(False),
        with_sex=here & ~nw.col("sex").is_null(),
        with_number=here & ~nw.col("number").is_null(),
        with_mother=here & ~nw.col("mother").is_null(),
    )


def _lists(snapshot: Snapshot) -> dict[str, set[tuple[str, str]]]:
    """Give for each hamlet the sheets of rosters that have rows about it."""
    import narwhals.stable.v2 as nw

    rows = snapshot.source_rows.filter(
        (nw.col("source") == "roster") & ~nw.col("hamlet_id").is_null()
    )
    places = rows.select("hamlet_id", "file", "sheet").unique().collect("pandas")
    found: dict[str, set[tuple[str, str]]] = {}
    for hamlet, file, sheet in places.iter_rows():
        found.setdefault(hamlet, set()).add((file, sheet))
    return found


def _fields(
    snapshot: Snapshot, lists: dict[str, set[tuple[str, str]]]
) -> dict[str, set[str]]:
    """Give for each hamlet the fields that a list of its has a column for."""
    entries = snapshot.manifest["read"]
    columns = {(entry["file"], entry["sheet"]): entry["fields"] for entry in entries}
    return {
        hamlet: {field for place in places for field in columns.get(place, ())}
        for hamlet, places in lists.items()
    }


def _kinds_of_lists(snapshot: Snapshot) -> dict[str, str]:
    """Give for each hamlet what the lists that are of it were taken for."""
    found: dict[str, set[str]] = {}
    for entry in snapshot.manifest["read"]:
        kind = ":".join(filter(None, (entry["role"], entry["part"])))
        for hamlet in entry["hamlets"] if kind else ():
            found.setdefault(hamlet, set()).add(kind)
    return {hamlet: "; ".join(sorted(kinds)) for hamlet, kinds in found.items()}
