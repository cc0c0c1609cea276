"""What a newer version of a list takes back: what was done for children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from dophu.campaign.decided_rows import RESULT_ANSWERS, propose_row
from dophu.campaign.decisions import Decisions
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.rosters.sheets.source_rows import Rows
from dophu.rosters.texts.row_names import name_rows
from dophu.rosters.words.answers import answers_of

Key = tuple[Any, ...]


def report_undone(
    rows: Rows,
    files: Mapping[str, Mapping[Key, tuple[Any, int]]],
    newer: str,
    older: str,
    decisions: Decisions,
) -> None:
    """Ask about children who are done on the older list only (BG-70)."""
    found: dict[str, list[int]] = defaultdict(list)
    for key, (status, at) in files[newer].items():
        if files[older].get(key, (None,))[0] in ENROLLED and status not in ENROLLED:
            found[rows.columns["sheet"][at]].append(int(rows.columns["row"][at]) - 1)
    for sheet, undone in found.items():
        decided = answers_of(decisions, newer).of_results(sheet)
        if open_ := [row for row in undone if row not in decided]:
            details = {"other": older, "rows": len(open_), "places": name_rows(open_)}
            lines = {a: propose_row(newer, sheet, open_, a) for a in RESULT_ANSWERS}
            details |= {f"line_{answer}": line for answer, line in lines.items()}
            rows.issues.append(Issue("BG-70", newer, sheet, details=details))
