"""Each warning has what settles it: what nothing else does can be accepted."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest

from dophu.campaign.accepted import settle_accepted
from dophu.campaign.decisions import KINDS, Decision
from dophu.catalogue.issues import Issue, catalogue
from dophu.findings.questions import find_questions
from dophu.snapshots import look
from tests.spec.tables import read_table

BEFORE, DAY = "2024-07-11", "2024-07-18"
TABLE = {row["code"]: row["line"] for row in read_table("what_settles")}
BASE = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Tình trạng"]
GIVEN = "An Bình Chi Dung Em Giang Hà Khánh Lan Mai".split()
NO, YES = ("Chưa",), ("Đã làm",)
SLOT = re.compile(r"\{(?:line|ignored|turn|keep|pair|whole|how)")


def test_every_warning_is_in_the_table_and_has_a_line_of_its_kind():
    warnings = {c: k for c, k in catalogue().items() if k.severity == "warning"}
    assert TABLE.keys() == warnings.keys()
    for code, kind in warnings.items():
        todo = kind.words["todo"]["en"]
        line = TABLE[code]
        assert line.split(":")[0].split(",")[0] in (*KINDS, "none"), code
        assert (kind.accepted != "") == line.startswith("issue"), code
        assert (kind.accepted == "standing") == line.endswith("every week"), code
        if line[:4] not in ("none", "issu"):
            assert SLOT.search(todo) or "presence,," in todo, code


def kids(*cells, salt="Ba", first=1, hamlet="TDP M1"):
    return [
        [n, f"Mẫu {salt} {GIVEN[n - 1]}", f"{n:02}/03/2016", hamlet, *more]
        for n, more in enumerate(cells, first)
    ]


def listed(*more, cells=(NO, YES), salt="Ba", rows=()):
    return [[*BASE, *more], *kids(*cells, salt=salt), *rows]


def aged(*ages, salt):
    rows = zip(ages, kids(*[NO] * len(ages), salt=salt), strict=True)
    return [["STT", "Họ và tên", "Tuổi", *BASE[3:]]] + [
        [row[0], row[1], age, *row[3:]] for age, row in rows
    ]


def text_of(table) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(table)
    return written.getvalue()


NUMBERED = (*BASE[:4], "Số định danh")
LISTS = {
    "ca/TN-19": [NUMBERED, [1, "Lạ Hoắc Lạ", "1/2/2015", "TDP M1", ""],
                 [2, "Mẫu Phượng An", "01/03/2016", "TDP M1", "001216000921"],
                 [3, "Mẫu Phượng An", "01/03/2016", "TDP M1", "001216000922"]],
    "BG-01": [["STT", "Họ và tênn", "Ngày sinh", "Thôn"], *kids((), (), salt="Na")],
    "TN-01": listed(salt="Phượng"),
    "BG-08": [["STT", "Họ và tên", "Ngày sinh", "", "STT", "Họ và tên", "Thôn"],
              [1, "Mẫu Sắn An", "1/2/2016", "", 2, "Mẫu Sắn Bi", "TDP M1"]],
    "BG-18": [["STT", "Họ và tên", "Thôn", "Tình trạng"],
              *([r[0], r[1], *r[3:]] for r in kids(NO, YES, salt="Phở"))],
    "BG-19": [BASE],
    "DS-01": listed(salt="Cam", rows=[[3, "", "03/03/2016", "TDP M1", "Chưa"]]),
    "DS-03": listed(salt="Dưa", rows=[[3, "Mẫu Dưa Chi", "31/02/2016", "TDP M1", ""]]),
    "DS-04": listed(salt="Ếch", rows=[[3, "Mẫu Ếch Chi", "05/03/2026", "TDP M1", ""]]),
    "DS-06": listed("Số định danh", cells=[(*NO, "12345"), (*YES, "")], salt="Gấc"),
    "DS-10": listed("Số định danh", cells=[(*NO, "001216000011")] * 2, salt="Huệ"),
    "DS-14": listed(cells=[("#N/A",), YES], salt="Ích"),
    "DS-17": listed("Số định danh", cells=[(*NO, "001212000013")], salt="Kẹo"),
    "DS-35": listed("Tuổi", cells=[(*NO, "3"), (*YES, "8")], salt="Lúa"),
    "DS-36": aged(5, 5, salt="Mơ"),
    "DS-37": aged("5", "còn bé", salt="Nghệ"),
    "DS-43": listed(
        cells=[NO] * 4, salt="Ớt", rows=[[5, "Mẫu Ớt Già", "03/03/1980", "TDP M1", ""]]
    ),
    "TP-07": [["UBND XÃ XUÂN"], *listed(salt="Ươm")],
    "TP-16": [["DANH SÁCH TRẺ EM NĂM 2021"], *listed(salt="Trúc")],
    "DS-40": listed("Lý do", cells=[("Chưa", "đã mất")], salt="Xoài"),
    "DS-40 kia": listed("Lý do", cells=[("Chưa", "")], salt="Xoài"),
}  # fmt: skip
BEFORE_AND_NOW = {
    "TN-04": (listed(salt="Phượng"), listed(salt="Phượng")[:2]),
    "TN-05": (listed(salt="Dưa"), listed(cells=[NO, NO], salt="Dưa")),
    "TP-04": (listed(salt="Gấc"), listed(salt="Gấc")),
}


@pytest.fixture
def two_dates(folder):
    for name, tables in BEFORE_AND_NOW.items():
        for day, table in zip((BEFORE, DAY), tables, strict=True):
            write(folder, name, table, day)
    return folder


@pytest.fixture
def many(folder):
    for name, table in LISTS.items():
        write(folder, name, table)
    folder.write(f"rosters/{DAY}/TP-03.csv", text_of(LISTS["DS-36"]))
    folder.write(f"rosters/{DAY}/TP-09.jpg", b"\xff\xd8\xff")
    folder.write("rosters/cu/CD-10.csv", "")
    folder.write("rosters/TP-10.csv", "")
    folder.write("hamlets.csv.txt", "TD-16")
    return folder


def write(folder, name, table, day=DAY):
    office, _, name = name.rpartition("/")
    of = "enrolments" if office else "rosters"
    folder.write(f"{of}/{day}/{name}.csv", text_of(table))


def settle(folder):
    """Paste what each message proposes by which it may stay; give both readings."""
    first = look(folder.path, DAY)
    lines = [i.accepted for i in first.issues if i.accepted]
    assert all(f"`{line}`" in "".join(i.message("vi") for i in first.issues)
               for line in lines)  # fmt: skip
    written = "\n".join(["kind,file,value,decision", *lines])
    folder.write("decisions.csv", written + "\n")
    return first, look(folder.path, DAY)


def counted(week):
    return Counter((p.status, p.presence, p.hamlet_id) for p in week.people)


@pytest.mark.parametrize("campaign", ["many", "two_dates"])
def test_what_is_accepted_is_told_and_asked_no_more(campaign, request):
    first, second = settle(request.getfixturevalue(campaign))
    asked = {i.code for i in first.issues if i.accepted}
    tables = LISTS if campaign == "many" else BEFORE_AND_NOW
    names = {name.rpartition("/")[2].split()[0] for name in tables}
    assert names <= asked
    if campaign == "many":
        assert asked >= {"TN-01", "TP-03", "TP-05", "TP-09", "CD-10", "TP-10", "TD-16"}
    assert not [i for i in second.issues if i.accepted]
    told = Counter(i.details["code"] for i in second.issues if i.code == "TD-24")
    assert told == Counter(i.code for i in first.issues if i.accepted)
    assert counted(first) == counted(second)
    new = {i.code for i in second.issues} - {i.code for i in first.issues}
    assert new == {"TD-24"}


def test_a_list_that_changes_is_asked_about_again(folder):
    one = [3, "", "03/03/2016", "TDP M1", "Chưa"]
    folder.write("hamlets.csv", "hamlet_id,name,aliases\nH1,Tổ dân phố Mẫu 1,TDP M1\n")
    write(folder, "a", listed(rows=[one]))
    first, second = settle(folder)
    assert (first.manifest["gate"], second.manifest["gate"]) == ("REVIEW", "READY")
    other = [3, "", "04/04/2017", "TDP M1", "Đã làm"]
    write(folder, "a", listed(rows=[other]))
    third = look(folder.path, DAY)
    assert "DS-01" in {issue.code for issue in third.issues}
    assert third.manifest["gate"] == "REVIEW"
    answers = [line for q in find_questions(third) for line in q.answers]
    assert any(kind == "issue" and said == "accepted" for kind, *_, said in answers)


ASKED = Issue("DS-01", "rosters/2024-07-18/a.csv", "", "4")
AGES = Issue("DS-36", "rosters/2024-07-18/a.csv", details={"rows": 2})


@pytest.mark.parametrize(
    ("issue", "file", "value", "settles"),
    [
        (ASKED, "", "DS-01", False),
        (ASKED, "a.csv", "DS-01", False),
        (ASKED, "*.csv", "DS-01 00000000", False),
        (AGES, "", "DS-36", False),
        (AGES, "b.csv", "DS-36", False),
        (AGES, "a.csv", "DS-36", True),
        (AGES, "a*.csv", "ds-36", True),
        (Issue("TP-01", "a.csv"), "a.csv", "TP-01", False),
    ],
)
def test_no_line_settles_more_than_was_looked_at(issue, file, value, settles):
    issue = Issue(issue.code, issue.file, issue.sheet, issue.cell, "", {
        "how": {"vi": "", "en": ""}, **issue.details})  # fmt: skip
    line = Decision("issue", file, value, "accepted")
    try:
        (found,) = settle_accepted([issue], [line], {})
    except KeyError:
        pytest.fail("a message lacks what it says")
    assert (found.code == "TD-24") == settles
