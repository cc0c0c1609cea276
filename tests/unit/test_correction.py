"""What a correction says of the edition that it replaces."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dophu.catalogue.about import About
from dophu.findings.correction import Correction, say_correction
from dophu.runs.corrections import find_correction
from dophu.runs.record import SCHEMA
from dophu.tables.figures import Figures

DAY = date(2024, 7, 18)
HEAD = "hamlet_id,hamlet,age_group,persons,enrolled,gap\n"
INPUTS = [["rosters/a.xlsx", "1", 9], ["decisions.csv", "2", 9]]


def row(hamlet, gap, name=""):
    return {
        "hamlet_id": hamlet, "hamlet": name or f"Tổ {hamlet}", "age_group": "unknown",
        "persons": "9", "enrolled": "0", "gap": gap,
    }  # fmt: skip


def stated(before, now, files=(), language="vi"):
    about = About("Xã Mẫu", DAY, date(2024, 7, 31), language=language)
    correction = Correction("2024-07-18", before, dict(files))
    return say_correction(correction, "2024-07-18.2", Figures({"gaps": now}, about))


def edition(folder, record=None, gaps=HEAD + "1,Tổ 1,unknown,9,0,9\n"):
    made = folder / "2024-07-18"
    (made / "tables").mkdir(parents=True)
    (made / "tables" / "gaps.csv").write_text(gaps, encoding="utf-8")
    record = {"inputs": INPUTS} if record is None else record
    if isinstance(record, dict):
        record = {"schema": SCHEMA, "outputs": [], **record}
    (made / "run.json").write_text(json.dumps(record), encoding="utf-8")


def test_the_hamlets_that_differ_are_named_three_at_most_and_the_sum_is_signed():
    before = [row(str(n), "9") for n in range(6)]
    now = [row(str(n), "7" if n < 5 else "9") for n in range(6)]
    assert stated(before, now)[0] == (
        "Bản 2024-07-18.2 thay bản 2024-07-18: chưa làm 54 → 44 trẻ (−10), "
        "khác ở Tổ 0, Tổ 1, Tổ 2, và 2 nữa."
    )


@pytest.mark.parametrize("gap", ["", "5"])
def test_a_hamlet_that_is_new_or_had_sent_nothing_differs(gap):
    before = [row("1", "9"), *([] if gap else [row("2", "")])]
    assert "khác ở Tổ 2" in stated(before, [row("1", "9"), row("2", "5")])[0]


def test_no_figure_and_no_file_that_differs_is_stated_too():
    same = stated([row("1", "9")], [row("1", "9")])
    assert "không đổi" in same[0] and "không tệp nào khác" in same[1]
    english = stated([row("1", "9")], [row("1", "9")], language="en")
    assert "the same" in english[0] and "no file differs" in english[1]


def test_files_are_compared_by_their_content(tmp_path):
    edition(tmp_path)
    inputs = [["rosters/a.xlsx", "1", 9], ["hamlets.csv", "3", 9]]
    found = find_correction(tmp_path, DAY, inputs)
    assert found.replaced == "2024-07-18"
    assert found.files == {
        "added": ("hamlets.csv",), "changed": (), "removed": ("decisions.csv",),
    }  # fmt: skip
    assert find_correction(tmp_path, date(2024, 7, 25), inputs) is None


@pytest.mark.parametrize("record", [{}, [], {"inputs": 3}, {"inputs": [1]}])
def test_a_damaged_record_says_nothing_and_stops_nothing(tmp_path, record):
    edition(tmp_path, record)
    assert find_correction(tmp_path, DAY, INPUTS) is None
