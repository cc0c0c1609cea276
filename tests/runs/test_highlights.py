"""What a run says first."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from dophu.catalogue.about import About
from dophu.runs import highlights
from dophu.runs.weights import Weights


def test_a_result_that_was_not_understood_is_stated_before_all_else(monkeypatch):
    def row(code: str) -> dict[str, str]:
        place = {"file": "a.xlsx", "sheet": "", "cell": "E1", "hamlet_id": ""}
        return {"code": code, "severity": "warning", "message": "...", **place}

    found = [row("BG-04"), row("BG-04"), row("BG-26")]
    tables = {"issues": found, "restatement": [], "outreach": []}
    monkeypatch.setattr(highlights, "read_table", lambda _, name: tables.get(name))
    weights = Weights([("a.xlsx", "", "person", "BG-04")] * 9, {})
    monkeypatch.setattr(highlights, "_weigh", lambda _: weights)
    monkeypatch.setattr(highlights, "find_pace", lambda *_, **__: None)
    monkeypatch.setattr(highlights, "word_pace", lambda *_: "")
    about = SimpleNamespace(
        missing=[("Thôn Mẫu 1", None)],
        places=lambda n: f"{n} thôn",
        join=", ".join,
        count=str,
        say=lambda key, **stated: stated.get("code", key),
    )
    found = highlights.find_highlights(None, about)
    assert found[0] == "BG-26"
    assert set(found) == {"BG-26", "look_missing", "BG-04"}


@pytest.mark.parametrize(
    ("reports", "language", "wanted"),
    [
        ("late late", "vi", ""),  # whether they were sent at all is not known
        ("returned late none", "vi", "Danh sách đi từng nhà ngày 11/7/2024, gửi 2 "
         "địa bàn: 1 đã gửi lại; 1 quá hạn 18/7/2024 chưa báo."),
        ("returned waiting", "en", "Lists for the door of 11 July 2024, sent to 2 "
         "hamlets: 1 came back; 1 not reported yet, due 18 July 2024."),
        ("none", "vi", ""), ("", "vi", ""),
    ],
)  # fmt: skip
def test_who_reported_of_the_lists_sent_out_is_stated_and_no_report_is_no_0(
    monkeypatch, reports, language, wanted
):
    sent = {"sent": "2024-07-11", "due": "2024-07-18"}
    rows = [{"report": report, **sent} for report in reports.split()]
    monkeypatch.setattr(highlights, "read_table", lambda *_: rows)
    dates = date(2024, 7, 18), date(2024, 7, 31)
    about = About("Thị trấn Mẫu", *dates, language=language)
    assert highlights.say_reports(None, about) == wanted
    # On their own date they have only just been written.
    about = About("Thị trấn Mẫu", date(2024, 7, 11), dates[1], language=language)
    assert not highlights.say_reports(None, about)
