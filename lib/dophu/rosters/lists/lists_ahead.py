"""Lists of a day that is to come: what they call done may not have been done yet.

"Số liệu đến 25/7" over a list of 18 July. Who is done by a cell of their own still
counts, for the day may be mistyped; who is done by the name or title alone does not.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from dophu.campaign.decisions import propose_line
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.rosters.sheets.source_rows import Rows, Sender
from dophu.rosters.texts.days_ahead import stated_ahead
from dophu.rosters.texts.result_fields import RESULTS

_TOLD = frozenset(("TP-15", "BG-40", "BG-72"))
"""Issues that say of the same children that they do not count as done."""


def hold_back_ahead(rows: Rows, sender: Sender, sheet: str, kind: str) -> None:
    """Ask about a list of a day to come, and count as done only what rows say (TP-20).

    Children with a day of their own up to the list's date are not asked about.

    Parameters
    ----------
    rows
        The sheet's rows, which are changed.
    sender, sheet
        Of the list.
    kind
        What the list is: on an enrolment list who says nothing is done.
    """
    columns = rows.columns
    if _TOLD & {issue.code for issue in rows.issues}:
        return
    settled = sender.answers.of_results(sheet)
    is_silent_done = kind == "enrolment"
    open_ = [
        at
        for at, status in enumerate(columns["status"])
        if columns["kind"][at] == "data"
        and (status in ENROLLED or (status is None and is_silent_done))
        and columns["row"][at] - 1 not in settled
        and not _has_come(rows, at, sender)
    ]
    if not open_:
        return
    stem = PurePosixPath(sender.file).stem
    places = sender.index.names
    said = stated_ahead((stem, sheet), rows.titles, sender.as_of, places)
    if not said:
        return
    held = [] if RESULTS & rows.fields else open_
    for at in held:
        columns["status"][at] = "not_yet"
    role = "enrolment" if kind == "enrolment" else "hamlet"
    details = {
        "said": said,
        "as_of": f"{sender.as_of:%d/%m/%Y}",
        "rows": len(open_),
        "held": len(held),
        "line": propose_line("role", sender.file, "-", role),
    }
    rows.issues.append(Issue("TP-20", sender.file, sheet, details=details))


def _has_come(rows: Rows, at: int, sender: Sender) -> bool:
    days = (rows.columns[name][at] for name in ("applied_date", "issued_date"))
    return any(day is not None and day <= sender.as_of for day in days)
