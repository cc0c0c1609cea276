"""Deciding in a browser: the terminal's walk, and no child in what could be saved."""

from __future__ import annotations

import json

import pytest
from ipywidgets import Widget

import dophu
from dophu.explorer.desk import TABS

NAMES = ("Lò Thị Xa", "con bà Xóa", "5/7/2016", "05/07/2016")


@pytest.fixture
def desk(odd):
    return Page(odd)


class Page:
    """What the page of the tab shows, and a person who answers there."""

    def __init__(self, folder) -> None:
        self.folder, self.sent = folder, []
        self.explorer = dophu.explore(folder.path)
        self.decide = self.explorer.decide
        self.decide.send = lambda message, buffers=None: self.sent.append(message)
        self.explorer.tabs.selected_index = TABS.index("decide")

    @property
    def state(self):
        return self.sent[-1]["state"]

    def tell(self, kind: str, **more) -> None:
        asked = self.state["asked"]
        self.decide._heard(None, {"kind": kind, "asked": asked, **more}, None)

    def lines(self) -> list[str]:
        file = self.folder.path / "decisions.csv"
        return file.read_text("utf-8-sig").splitlines()[1:] if file.exists() else []


def test_an_answer_is_written_at_once_and_taken_back(desk):
    assert "[1/4]" in desk.state["heading"] and not desk.state["undo"]
    desk.tell("answer", number=1)
    assert desk.lines() == ["status,m1.csv,Đợt hai,applied"]
    assert "[2/4]" in desk.state["heading"]
    desk.tell("undo")
    assert desk.lines() == [] and "[1/4]" in desk.state["heading"]


def test_a_key_pressed_twice_does_not_answer_the_next_question(desk):
    asked = desk.state["asked"]
    desk.tell("answer", number=1)
    desk.decide._heard(None, {"kind": "answer", "asked": asked, "number": 0}, None)
    assert len(desk.lines()) == 1 and "[2/4]" in desk.state["heading"]


def test_two_records_are_covered_until_names_are_asked_for(desk):
    while not desk.state["rows"]:
        desk.tell("later")
    assert not [name for name in NAMES if name in json.dumps(desk.sent)]
    assert "Xx Xxx Xx" in json.dumps(desk.state["rows"])
    desk.tell("names")
    assert desk.state["rows"][1][1:3] == ["Lò Thị Xa", "Lò Thị Xa"]
    desk.tell("names")
    assert "Xa" not in json.dumps(desk.state["rows"])


def test_the_text_of_a_cell_is_answered_only_where_it_was_read(desk):
    while not desk.state["hidden"]:
        desk.tell("later")
    desk.tell("answer", number=0)
    assert desk.lines() == [] and desk.state["hidden"]
    desk.tell("names")
    assert desk.state["cell"] == "con bà Xóa làm rồi"
    desk.tell("answer", number=0)
    assert desk.lines() == ["status,m1.csv,con bà Xóa làm rồi,issued"]
    assert "Xóa" not in desk.state["note"]


def test_no_child_is_in_what_a_notebook_saves(desk):
    for _ in range(4):
        if desk.state.get("can_name") and not desk.state["named"]:
            desk.tell("names")
        saved = json.dumps(Widget.get_manager_state(), default=str, ensure_ascii=False)
        assert not [name for name in NAMES if name in saved]
        desk.tell("later")
    assert "end" in desk.state


def test_figures_follow_what_was_decided(desk):
    before = desk.explorer.data["gap"].sum()
    desk.tell("answer", number=0)
    while "end" not in desk.state:
        desk.tell("later")
    desk.tell("again")
    assert "[1/3]" in desk.state["heading"]
    desk.explorer.tabs.selected_index = TABS.index("view")
    assert desk.explorer.data["gap"].sum() == before - 4


def test_a_campaign_without_lists_says_where_to_begin(folder):
    explorer = dophu.explore(folder.path)
    explorer.tabs.selected_index = TABS.index("decide")
    assert "chưa có danh sách" in explorer.shown.children[0].value
    # The cells below it in the notebook run, and show that nothing is there.
    most = explorer.gaps.groupby("hamlet")["gap"].sum().nlargest(5)
    assert "Chưa làm" in explorer.show(most)._repr_html_()
