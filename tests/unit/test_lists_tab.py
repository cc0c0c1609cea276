"""Lists handed in on a page: where they go, what is shown, what is corrected."""

from __future__ import annotations

import json
from datetime import date

import pytest
from ipywidgets import Widget

import dophu
from dophu.explorer.desk import TABS
from dophu.starting import receiving
from dophu.starting.receiving import LONGEST, plain_name, receive
from tests.campaigns import HEADING

DAY = date(2024, 7, 18)
CANARIES = [f"Vàng Thị Canary{letter}" for letter in "abcde"]
NUMBERS = [f"99931{n}765432" for n in range(5)]
BIRTHS = [f"1{n}/09/2015" for n in range(5)]
SHIFTED = "".join(
    f"{n},{name},{name if n % 2 else birth},{number},{name},{name},{birth}\n"
    for n, (name, birth, number) in enumerate(
        zip(CANARIES, BIRTHS, NUMBERS, strict=True), start=1
    )
)
LIST = HEADING.replace("Tình trạng", "KQ lạ") + "".join(
    f"{n},Mẫu Văn {name},{n}/3/2019,,TDP M1,Đã làm,\n"
    for n, name in enumerate(("An", "Bình", "Chu", "Dua"), start=1)
)


class Page:
    """The tab as a browser drives it; what it was sent is kept."""

    def __init__(self, folder) -> None:
        self.folder, self.sent, self.number = folder, [], 0
        self.explorer = dophu.explore(folder.path)
        self.lists = self.explorer.lists
        self.lists.send = lambda message, buffers=None: self.sent.append(message)
        if self.explorer.tabs.selected_index == TABS.index("lists"):
            self.lists.report()
        else:
            self.explorer.tabs.selected_index = TABS.index("lists")

    @property
    def state(self):
        return next(m["state"] for m in reversed(self.sent) if m["kind"] == "state")

    def tell(self, kind: str, buffers=None, **more) -> dict:
        self.lists._heard(None, {"kind": kind, **more}, buffers)
        return self.sent[-1]

    def hand(self, name: str, content: str | bytes, day="", replaces=False, **more):
        """Hand a file in as the page does, seven bytes a piece; give its fate."""
        content = content.encode() if isinstance(content, str) else content
        self.number += 1
        about = {"id": self.number, "folder": "rosters", "replaces": replaces, **more}
        about = {"name": name, "size": len(content), "day": day, **about}
        reply = self.tell("begin", **about)
        step = max(7, len(content) // 5)
        while reply["kind"] == "next":
            at = reply["at"]
            piece = [memoryview(content[at : at + step])]
            reply = self.tell("piece", piece, id=self.number, at=at)
        return reply

    def read(self) -> dict:
        self.tell("read")
        return self.state

    def decisions(self) -> list[str]:
        file = self.folder.path / "decisions.csv"
        return file.read_text("utf-8-sig").splitlines()[1:] if file.exists() else []


@pytest.fixture
def page(folder):
    return Page(folder)


def test_a_list_goes_to_the_date_that_its_name_or_title_says(page):
    assert page.hand("ds 18-7-2024.csv", LIST)["done"] == "new"
    titled = "DANH SÁCH TRẺ TÍNH ĐẾN NGÀY 11/7/2024\n" + LIST
    assert page.hand("thôn.csv", titled)["done"] == "new"
    assert page.hand("thôn 2.csv", LIST)["done"] == "refused"
    assert page.hand("thôn 2.csv", LIST, "2024-07-04")["done"] == "new"
    rosters = page.folder.path / "rosters"
    found = {p.relative_to(rosters).as_posix() for p in rosters.rglob("*.*")}
    wanted = {"2024-07-18/ds 18-7-2024.csv", "2024-07-11/thôn.csv"}
    assert found == wanted | {"2024-07-04/thôn 2.csv"}
    file = page.folder.path / "rosters" / "2024-07-11" / "thôn.csv"
    assert file.read_bytes() == titled.encode()


def test_nothing_is_written_over_unless_a_person_says_so(page):
    page.hand("a.csv", LIST, "2024-07-18")
    other = LIST.replace("Dua", "Đào")
    there = page.folder.path / "rosters" / "2024-07-18" / "a.csv"
    assert page.hand("a.csv", LIST, "2024-07-18")["done"] == "same"
    assert page.hand("A.CSV", other, "2024-07-18")["done"] == "taken"
    assert there.read_bytes() == LIST.encode()
    assert page.hand("A.CSV", other, "2024-07-18", replaces=True)["done"] == "replaced"
    assert there.read_bytes() == other.encode()
    assert [p.name for p in there.parent.iterdir()] == ["a.csv"]


@pytest.mark.parametrize(
    "name", ["../../hamlets.csv", "..\\..\\a.csv", "/etc/a.csv", "a\x00\u202e.csv",
             "NUL.csv", ".a.csv", "a.csv ", "thôn " * 90 + ".csv"]
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(page, name):
    before = (page.folder.path / "hamlets.csv").read_bytes()
    assert page.hand(name, LIST, "2024-07-18")["done"] in ("new", "refused")
    assert (page.folder.path / "hamlets.csv").read_bytes() == before
    made = [p for p in page.folder.path.parent.rglob("*") if p.suffix == ".csv"]
    places = {p.parent.name for p in made}
    assert places <= {"2024-07-18", page.folder.path.name}
    assert all(len(p.name) <= LONGEST and p.name.isprintable() for p in made)


def test_a_folder_that_leads_away_is_not_written_into(folder, tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    (folder.path / "rosters").symlink_to(away, target_is_directory=True)
    with pytest.raises(ValueError, match="rosters"):
        receive(folder.path, "rosters", DAY, "a.csv", b"x")
    with pytest.raises(ValueError, match="notebooks"):
        receive(folder.path, "notebooks", DAY, "a.csv", b"x")
    assert not list(away.iterdir())


def test_what_is_too_large_or_no_list_is_not_taken(page, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 100)
    assert page.hand("a.csv", "x" * 101, "2024-07-18")["done"] == "refused"
    assert page.hand("a.docx", "x", "2024-07-18")["done"] == "refused"
    # More than was announced is dropped, whatever a page sends.
    page.tell("begin", id=9, name="a.csv", size=5, day="2024-07-18", folder="rosters")
    assert page.tell("piece", [b"123456"], id=9, at=0)["done"] == "refused"
    assert not (page.folder.path / "rosters").exists()


def test_a_disk_that_refuses_changes_nothing(page, monkeypatch):
    page.hand("a.csv", LIST, "2024-07-18")

    def refuse(_):
        raise OSError(28, "full")

    monkeypatch.setattr(receiving.os, "fsync", refuse)
    other = LIST.replace("Dua", "Đào")
    reply = page.hand("a.csv", other, "2024-07-18", replaces=True)
    assert reply["done"] == "refused" and "OSError" in reply["stated"]
    place = page.folder.path / "rosters" / "2024-07-18"
    assert [p.read_bytes() for p in place.iterdir()] == [LIST.encode()]


def test_what_was_understood_is_shown_and_corrected_and_taken_back(page):
    page.hand("m1.csv", LIST, "2024-07-18")
    (file,) = page.read()["files"]
    assert (file["name"], file["rows"], file["children"]) == ("m1.csv", 5, 4)
    assert file["hamlets"] == "Tổ dân phố Mẫu 1"
    page.tell("open", file=file["file"])
    columns = page.sent[-1]["tables"][0]["columns"]
    taken = {c["heading"]: c["taken_for"] for c in columns}
    assert taken["Họ và tên"] == "name" and taken["KQ lạ"] == "unknown"
    assert columns[1]["examples"] and "Mẫu" not in json.dumps(columns[1])
    at = next(c["at"] for c in columns if c["heading"] == "KQ lạ")
    about = {"what": "heading", "file": file["file"], "at": at}
    page.tell("decide", **about, decision="status")
    assert page.decisions() == ["heading,m1.csv,KQ lạ,status"]
    page.tell("open", file=file["file"])
    columns = page.sent[-1]["tables"][0]["columns"]
    assert [c["taken_for"] for c in columns if c["at"] == at] == ["status"]
    page.explorer.tabs.selected_index = TABS.index("view")
    assert int(page.explorer.data["gap"].sum()) == 0
    page.explorer.tabs.selected_index = TABS.index("lists")
    page.tell("undo")
    assert page.decisions() == []


def test_what_a_list_is_can_be_said(page):
    page.hand("m1.csv", LIST, "2024-07-18")
    (file,) = page.read()["files"]
    page.tell("decide", what="role", file=file["file"], decision="school")
    assert page.decisions() == ["role,m1.csv,-,school"]
    assert page.state["files"][0]["role"] == "school"
    odd = (
        {"what": "role", "decision": "rm"},
        {"what": "heading", "decision": "status"},
        {"what": "heading", "at": [5, 5], "decision": "status"},
    )
    for one in odd:
        page.tell("decide", file=file["file"], **one)
    page.tell("decide", what="role", file="../campaign.toml", decision="school")
    assert len(page.decisions()) == 1


def test_rows_set_aside_have_their_reason(page):
    row = "5,Mẫu Văn Én,1/2/2019,,Xóm Không Có,Đã làm,\n"
    page.hand("m1.csv", LIST + row, "2024-07-18")
    (file,) = page.read()["files"]
    assert file["aside"] == 1
    page.tell("open", file=file["file"])
    (why,) = page.sent[-1]["aside"]
    assert why["rows"] == 1 and why["at"] == "6" and why["why"]


def test_children_in_every_column_are_in_no_message_and_no_saved_state(page):
    page.hand("a.csv", HEADING + SHIFTED, "2024-07-18")
    page.hand("b.csv", SHIFTED, "2024-07-18")
    for file in page.read()["files"]:
        page.tell("open", file=file["file"])
    saved = json.dumps(Widget.get_manager_state(), default=str, ensure_ascii=False)
    page.explorer.tabs.selected_index = TABS.index("decide")
    everything = json.dumps(page.sent, default=str, ensure_ascii=False) + saved
    assert "Xxxx Xxx Xxxxxxx" in everything
    words = [*CANARIES, *NUMBERS, *BIRTHS, "Canary"]
    assert not [word for word in words if word in everything]


def test_a_child_among_the_headings_is_covered_in_what_was_understood(page):
    first_row = "STT,Họ và tên,Ngày sinh,Số định danh," + SHIFTED.split(",", 4)[4]
    page.hand("c.csv", first_row, "2024-07-18")
    (file,) = page.read()["files"]
    page.tell("open", file=file["file"])
    columns = page.sent[-1]["tables"][0]["columns"]
    assert columns[4]["heading"] == "Xxxx Xxx Xxxxxxx"
    assert "Canary" not in json.dumps(columns, ensure_ascii=False)


def test_names_are_short_enough_and_keep_their_ending():
    assert plain_name("a" * 300 + ".xlsx") == "a" * (LONGEST - 5) + ".xlsx"
