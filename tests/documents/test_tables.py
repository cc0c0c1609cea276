"""Tables as CSV: bytes that Excel opens right, the same every time."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dophu.documents import write_tables


def test_a_table_has_a_mark_commas_iso_dates_and_empty_missing_values(tmp_path):
    table = pd.DataFrame(
        {
            "hamlet": ["Tổ 1", "Thôn, 2"],
            "persons": pd.array([3, None], dtype="Int64"),
            "coverage": pd.array([1 / 3, None], dtype="Float64"),
            "last": pd.to_datetime([date(2024, 7, 18), None]),
        }
    )
    write_tables(tmp_path, gaps=table)
    content = (tmp_path / "tables" / "gaps.csv").read_bytes()
    assert content.decode("utf-8") == (
        "\ufeffhamlet,persons,coverage,last\n"
        "Tổ 1,3,0.3333333333333333,2024-07-18\n"
        '"Thôn, 2",,,\n'
    )


def test_no_text_runs_as_a_formula_in_excel(tmp_path):
    sheets = ["=HYPERLINK(1)", "+84", "-", "@x", "Trang 1"]
    write_tables(tmp_path, rows=pd.DataFrame({"sheet": sheets, "row": -1}))
    text = (tmp_path / "tables" / "rows.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1:] == [
        "'=HYPERLINK(1),-1", "'+84,-1", "'-,-1", "'@x,-1", "Trang 1,-1",
    ]  # fmt: skip


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_tables("", gaps=pd.DataFrame({"gap": [1]}))
    assert not list(tmp_path.iterdir())
