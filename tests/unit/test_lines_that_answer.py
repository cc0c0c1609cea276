"""The line of ``decisions.csv`` that a message shows answers it, pasted as it is."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from dophu.campaign.decision_lines import read_decisions
from dophu.campaign.decisions import Decision, Decisions
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.campaign.settings import ENROLLED
from dophu.persons.disagreements import settle_disagreements
from dophu.persons.exact_same_date import Group
from dophu.persons.record import Person
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Rows, Sender
from dophu.rosters.words.answers import answers_of
from tests.reading import grid_of
from tests.small_lists import AS_OF, HEADING, INDEX, children, read_small

FILE = "rosters/2024-07-18/[Thôn 1] a, b.xlsx"


def read(rows, source, *lines):
    """Read a list with lines of decisions; give who is done, and the issues."""
    decided = Decisions(tuple(Decision(*line) for line in csv.reader(lines)))
    sender = Sender(source, FILE, AS_OF, INDEX, answers=answers_of(decided, FILE))
    found = read_rows(grid_of("DS", rows), sender)
    kinds = zip(found.columns["kind"], found.columns["status"], strict=True)
    return [s in ENROLLED for kind, s in kinds if kind == "data"], found.issues


@pytest.mark.parametrize(
    ("code", "source", "headings", "cells"),
    [
        ("DS-09", "roster", ["Đã làm", "Tình trạng"], ("x", "Chưa")),
        ("DS-31", "enrolment", ["Ngày thu nhận"], ("25/7/2024",)),
        ("DS-32", "roster", ["Ngày thu nhận"], ("5/7/2011",)),
        ("DS-32", "enrolment", ["Ngày thu nhận"], ("5/7/2011",)),
        ("DS-42", "roster", ["Ngày thu nhận"], ("31/6",)),
    ],
)
def test_a_row_is_done_or_not_as_the_line_says(code, source, headings, cells):
    usual = ("x", "Đã làm") if code == "DS-09" else ("5/7/2024",)
    rows = [[*HEADING, *headings], *children(usual, cells, usual)]
    done, issues = read(rows, source)
    assert done == [True, False, True]
    (issue,) = (issue for issue in issues if issue.code == code)
    for answer, is_done in (("line_done", True), ("line_not_done", False)):
        assert issue.details[answer] in issue.line("vi")
        done, issues = read(rows, source, issue.details[answer])
        assert done == [True, is_done, True]
        assert code not in {issue.code for issue in issues}


@pytest.mark.parametrize(("code", "hidden"), [("BG-04", ()), ("BG-22", (4,))])
def test_of_two_columns_of_one_meaning_the_line_leaves_one_out(code, hidden):
    top = [*HEADING, "Giới tính", "Giới tính"]
    grid = grid_of("DS", [top, *children(("Nam", "Nữ"), ("Nam", "Nam"))])
    grid = replace(grid, hidden_columns=frozenset(hidden))
    found = read_rows(grid, Sender("roster", FILE, AS_OF, INDEX))
    (issue,) = (issue for issue in found.issues if issue.code == code)
    (line,) = csv.reader([issue.details["line"]])
    decided = Decisions((Decision(*line),))
    headings = decided.of("heading", FILE)
    again = read_rows(grid, Sender("roster", FILE, AS_OF, INDEX, headings=headings))
    assert code not in {issue.code for issue in again.issues}
    assert again.columns["sex"] == found.columns["sex"]


def test_of_two_rows_that_disagree_either_can_be_put_right():
    columns = {
        "file": [FILE, "rosters/2024-07-18/c.csv"], "sheet": ["DS", ""], "row": [4, 9],
        "status": ["applied", "not_yet"], "presence": ["present"] * 2,
        "hamlet_id": ["H1"] * 2,
    }  # fmt: skip
    issues = []
    group = Group(Person("P1", "Mẫu An", "mẫu an", "H1"), [0, 1], set())
    settle_disagreements([group], Rows(columns=columns), {}, issues)
    (issue,) = issues
    lines = [issue.details["line_done"], issue.details["line_not_done"]]
    assert list(csv.reader(lines)) == [
        ["row", "rosters/2024-07-18/c.csv", "9", "done"],
        ["row", FILE, "DS!4", "not_done"],
    ]


@pytest.mark.parametrize(
    "line",
    [
        "status,,Đợt hai,Applied",
        "STATUS,,Đợt hai,APPLIED",
        "`status,,Đợt hai,applied`",
        "status,,“Đợt hai”,applied",
        "`status,,Đợt, hai,applied`",
        "hamlet,,Xóm Lạ,h1",
    ],
)
def test_marks_around_a_line_and_capitals_lose_no_decision(tmp_path, line):
    text = f"kind,file,value,decision\n{line}\n"
    (tmp_path / "decisions.csv").write_text(text, encoding="utf-8")
    (found,) = read_decisions(tmp_path, ("H1",)).lines
    value = found.value.replace(",", "")
    expected = ("hamlet", "Xóm Lạ", "H1"), ("status", "Đợt hai", "applied")
    assert (found.kind, value, found.decision) in expected


def test_a_line_over_hamlets_that_is_not_understood_is_answered_for_all_of_them():
    """Of a section its children, in the hamlets below it too, and none behind it."""
    one, two, three, four = children((), (), (), ())
    rows = [HEADING, ["II. Đã trả lại"], one, ["Thôn Mẫu 1"], two]
    rows += [["III. Đã làm"], three, four]
    done, issues = read(rows, "roster")
    (issue,) = (issue for issue in issues if issue.code == "BG-51")
    assert (done, issue.details["rows"]) == ([False, False, True, True], 2)
    done, issues = read(rows, "roster", issue.details["line_done"])
    assert done == [True] * 4
    assert "BG-51" not in {issue.code for issue in issues}
    assert "BG-51" in {issue.code for issue in read(rows[:-1], "roster")[1]}


@pytest.mark.parametrize("named", [["H1"], ["H1", "H2"]])
def test_rows_without_a_hamlet_are_given_one_by_the_line(named):
    """The line proposes that of the list's other rows, where they are of one."""
    rows = [[*HEADING, "Tình trạng"], *children(("Chưa",), ("Chưa",), ("Chưa",))]
    rows[2][3] = None
    rows[3][3] = f"Thôn Mẫu {named[-1][1]}"
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Thôn Mẫu 2"))).index()

    def look_at(*lines):
        decided = Decisions(tuple(Decision(*line) for line in csv.reader(lines)))
        about = Sender("roster", FILE, AS_OF, index, answers=answers_of(decided, FILE))
        found = read_rows(grid_of("DS", rows), about)
        return [found.columns["hamlet_id"][at] for at in (1, 2, 3)], found.issues

    hamlets, issues = look_at()
    (issue,) = (issue for issue in issues if issue.code == "DS-30")
    line = issue.details["line"]["en"]
    assert hamlets == ["H1", None, named[-1]]
    assert line.endswith("H1" if len(named) == 1 else "<hamlet_id>")
    hamlets, issues = look_at(line.replace("<hamlet_id>", "H2"))
    assert hamlets == ["H1", "H1" if line.endswith("H1") else "H2", named[-1]]
    assert "DS-30" not in {issue.code for issue in issues}
    # Where a cell names a hamlet, it stands.
    hamlets, _ = look_at(line.replace("<hamlet_id>", "H2").replace("DS!3", "DS!2–4"))
    assert hamlets[0] == "H1"


APPOINTED = "25/7/2024"


@pytest.mark.parametrize(
    ("done_has", "open_has", "asked"),
    [
        (APPOINTED, APPOINTED, True),
        (APPOINTED, "5/7/2024", True),
        ("5/7/2024", APPOINTED, False),
        (APPOINTED, None, True),
        (None, APPOINTED, False),
    ],
)
def test_a_day_to_come_beside_done_is_asked_about(done_has, open_has, asked):
    rows = [[*HEADING, "Ngày hẹn", "Đã làm"],
            *children((done_has, "x"), (open_has, None))]  # fmt: skip
    done, codes = read_small(rows)
    assert (done, "BG-54" in codes) == ([True, False], asked)


@pytest.mark.parametrize("heading", ["Ngày hẹn trả", "Ngày hẹn lấy thẻ"])
def test_a_day_on_which_the_card_is_fetched_is_not(heading):
    rows = [[*HEADING, heading, "Đã làm"], *children((APPOINTED, "x"), (APPOINTED, ""))]
    assert "BG-54" not in read_small(rows)[1]


@pytest.mark.parametrize(
    ("heading", "cell", "asked"),
    [
        ("Năm cấp thẻ", 2024, True),
        ("Tháng làm", "6/2024", True),
        ("Năm làm CC", 2023, True),
        ("Đợt thu nhận", "Đợt 1", True),
        ("Quý cấp", "II", True),
        ("Năm học", 2024, False),
        ("Năm cấp GKS", 2019, False),
        ("Tháng tuổi", 30, False),
    ],
)
def test_when_it_was_done_is_asked_about_where_nothing_else_says_so(
    heading, cell, asked
):
    rows = [[*HEADING, heading], *children((cell,), (None,), (cell,))]
    done, codes = read_small(rows)
    assert (done, "BG-26" in codes) == ([False] * 3, asked)
    rows = [[*HEADING, heading, "Đã làm"], *children((cell, "x"), (None, ""))]
    assert "BG-26" not in read_small(rows)[1]
