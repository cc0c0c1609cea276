"""What must hold between the tables: each check fails on what it is for."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest

from dophu.campaign.config import read_campaign
from dophu.catalogue.columns import OUTCOMES
from dophu.catalogue.issues import Issue
from dophu.runs.checks import TABLES, check_account, check_tables
from dophu.snapshots.gate import gate

ROWS = [
    "rosters/2024-07-18/a.csv,,2,person,,p1",
    "rosters/2024-07-18/a.csv,,3,person,,p2",
    "rosters/2024-07-18/a.csv,,1,ignored,,",
]
GAPS = [
    "H1,Mẫu 1,under_6,2,1,1,0.5,0,1",
    "H1,Mẫu 1,6_to_13,0,0,0,,0,0",
    "H1,Mẫu 1,unknown,0,0,0,,0,0",
    "H2,Ví Dụ 2,under_6,,,,,,",
    "H2,Ví Dụ 2,6_to_13,,,,,,",
    "H2,Ví Dụ 2,unknown,,,,,,",
]
REASONS = ["H1,Mẫu 1,under_6,CHUA_RO,1,unknown"]
CHANGES = [
    "H1,Mẫu 1,under_6,3,0,0,0,2,0,0,0,0,1,0",
    "H1,Mẫu 1,6_to_13,0,0,0,0,0,0,0,0,0,0,0",
    "H1,Mẫu 1,unknown,0,0,0,0,0,0,0,0,0,0,0",
    "H2,Ví Dụ 2,under_6,,,,,,,,,,,",
    "H2,Ví Dụ 2,6_to_13,,,,,,,,,,,",
    "H2,Ví Dụ 2,unknown,,,,,,,,,,,",
]
PACE = [
    f"{hamlet},{hamlet},{group},{gap}"
    for hamlet in ("H1", "H2", "all")
    for group in ("under_6", "6_to_13", "unknown", "all")
    for gap in ["" if hamlet == "H2" else int(group in ("under_6", "all"))]
]
HEADS = {
    "pace": "hamlet_id,hamlet,age_group,gap",
    "restatement": "hamlet_id,hamlet,age_group,published,now,difference",
    "changes": "hamlet_id,hamlet,age_group,opening,new,moved_in,aged_in,enrolled,"
    "moved_out,died,aged_out,corrected,closing,to_verify",
    "rows": "file,sheet,row,outcome,issues,person_id",
    "gaps": "hamlet_id,hamlet,age_group,persons,enrolled,gap,coverage,applied,issued",
    "reasons": "hamlet_id,hamlet,age_group,reason,children,reachable",
    "issues": "code,severity,file,sheet,cell,hamlet_id,message",
    "quality": "hamlet_id,hamlet,received",
}
MANIFEST = {
    "sheets": [
        {
            "file": "rosters/2024-07-18/a.csv", "sheet": "", "rows": 3,
            **dict.fromkeys(OUTCOMES, 0), "person": 2, "ignored": 1,
        }
    ],
    "hamlets": [
        {"hamlet_id": "H1", "received": True, "last_received": "2024-07-18"},
        {"hamlet_id": "H2", "received": False, "last_received": None},
    ],
    "issues": [{"code": "TD-07", "hamlet_id": "H2"}],
    "gate": "REVIEW",
}  # fmt: skip


def found(office, tmp_path: Path, manifest=MANIFEST, **tables: list[str]) -> list[str]:
    lines = {
        "rows": ROWS, "gaps": GAPS, "reasons": REASONS, "changes": CHANGES,
        "pace": PACE, **tables,
    }  # fmt: skip
    folder = tmp_path / "stage"
    (folder / "tables").mkdir(parents=True)
    for name, head in HEADS.items():
        text = "\n".join([head, *lines.get(name, ())]) + "\n"
        path = folder / "tables" / f"{name}.csv"
        path.write_text(text, encoding="utf-8-sig")
    campaign = read_campaign(office.campaign)
    issues = check_tables(folder, manifest, campaign, date(2024, 7, 18))
    return [f"{i.code} {i.details.get('what', i.details)}" for i in issues]


def test_tables_that_agree_pass(office, tmp_path):
    assert found(office, tmp_path) == []
    assert check_account(MANIFEST) == []


@pytest.mark.parametrize(
    ("table", "old", "new", "stated"),
    [
        (
            "gaps",
            "H1,Mẫu 1,unknown,0,0,0,,0,0",
            "H1,Mẫu 1,under_6,0,0,0,,0,0",
            "row for",
        ),
        ("gaps", "under_6,2,1,1,0.5", "under_6,2,1,2,0.5", "less enrolled"),
        ("gaps", "under_6,2,1,1,0.5", "under_6,2,1,1,0.6", "coverage is wrong"),
        ("gaps", "under_6,2,1,1,0.5", "under_6,2,3,-1,1.5", "less enrolled"),
        ("gaps", "H2,Ví Dụ 2,under_6,,,,,,", "H2,Ví Dụ 2,under_6,0,0,0,,0,0", "never"),
        ("reasons", "CHUA_RO,1", "CHUA_RO,2", "do not add up to the gap"),
        ("changes", "3,0,0,0,2,0", "3,0,0,0,1,0", "do not balance"),
        ("changes", "3,0,0,0,2,0,0,0,0,1", "3,0,0,0,1,0,0,0,0,2", "close at the gap"),
        ("changes", "H2,Ví Dụ 2,under_6,,", "H2,Ví Dụ 2,under_6,0,", "do not balance"),
        ("pace", "all,all,all,1", "all,all,all,2", "or do not add up"),
        ("pace", "H2,H2,all,", "H2,H2,all,0", "or do not add up"),
        ("rows", "3,person,,p2", "3,person,,p1", "counts a child twice"),
        ("rows", "1,ignored", "1,quarantined", "CH-05 {'sheets': 1}"),
    ],
)
def test_a_number_that_is_wrong_is_found(office, tmp_path, table, old, new, stated):
    tables = {"gaps": GAPS, "reasons": REASONS, "rows": ROWS, "changes": CHANGES}
    lines = (tables | {"pace": PACE})[table]
    wrong = [line.replace(old, new) for line in lines]
    assert wrong != lines
    assert stated in " ".join(found(office, tmp_path, **{table: wrong}))


def test_a_gate_that_is_not_that_of_the_issues_is_found(office, tmp_path):
    reported = found(office, tmp_path, {**MANIFEST, "gate": "READY"})
    assert "not that of its issues" in " ".join(reported)


def test_a_sheet_whose_rows_are_not_the_sum_of_outcomes_is_found():
    manifest = copy.deepcopy(MANIFEST)
    manifest["sheets"][0]["rows"] = 4
    assert [i.code for i in check_account(manifest)] == ["CH-05"]


def test_a_table_that_is_missing_is_named(office, tmp_path):
    campaign = read_campaign(office.campaign)
    issues = check_tables(tmp_path, MANIFEST, campaign, date(2024, 7, 18))
    assert len(issues) == len(TABLES)
    assert "tables/rows.csv" in issues[0].message("vi")


def test_the_gate_is_that_of_the_worst_issue():
    info, warning, error = Issue("DS-05"), Issue("DS-01"), Issue("CD-09")
    assert gate([info]) == "READY"
    assert gate([info, Issue("TD-06", details={"hamlet": "H1"})]) == "REVIEW"
    assert gate([info, Issue("TD-07", details={"hamlet": "H1"})]) == "REVIEW"
    assert gate([info, warning]) == "REVIEW"
    assert gate([warning, error]) == "BLOCKED"
