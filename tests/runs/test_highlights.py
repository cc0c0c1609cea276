"""What a run says first."""

from __future__ import annotations

from types import SimpleNamespace

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
    monkeypatch.setattr(highlights, "find_pace", lambda *_: None)
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
