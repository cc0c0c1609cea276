"""What a list is: by its names, its rows, the last date, and what a person decided."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from dophu.campaign.config import read_campaign
from dophu.campaign.decision_lines import read_decisions
from dophu.campaign.decisions import ROLES
from dophu.catalogue.issues import DophuError
from dophu.reader.sandbox import Reader
from dophu.rosters.texts.list_roles import guess_role, own_hamlets
from dophu.rosters.texts.titles import without_places
from dophu.snapshots import look as look_at_date
from dophu.snapshots.making import make_date
from tests.awkward.trial import CAMPAIGN

LIMITS = (0, 6, 14)
PLACES = ["Xóm Mới", "Thôn Trường Mầm", "Bản Chưa", "Tổ dân phố 6-14"]
CALLED = {
    "not_yet": ["chưa làm căn cước", "CHƯA ĐƯỢC CẤP THẺ", "chua lam", "chưa thu nhận"],
    "done": ["đã làm căn cước", "ĐÃ CẤP THẺ", "da lam", "đã có thẻ căn cước"],
    "new": ["bổ sung", "phát sinh trong tuần", "trẻ mới sinh", "moi"],
    "ages": ["dưới 6 tuổi", "trẻ dưới 6", "từ 6 đến dưới 14 tuổi", "từ 0 - 5 tuổi"],
    "some": [
        "vắng mặt",
        "hộ nghèo",
        "đi học xa",
        "tạm trú",
        "lịch hẹn làm thẻ",
        "hồ sơ bị trả lại",
        "sinh năm 2018",
    ],
    "": [
        "kể cả trẻ vắng mặt",
        "đi học",
        "thường trú, tạm trú",
        "",
        "dưới 14 tuổi",
        "rà soát cấp căn cước",
        "đã làm và chưa làm",
        "tháng 7",
    ],
}
FORMS = ["{place} {what}", "Danh sách trẻ em {place} {what}", "{what} - {place}"]


@pytest.mark.parametrize("part", CALLED)
def test_the_name_of_a_hamlet_says_nothing_of_what_a_list_is(part):
    for what, place, form in product(CALLED[part], PLACES, FORMS):
        text = form.format(place=place, what=what)
        role = guess_role([without_places(text, PLACES)], limits=LIMITS)
        expected = ("partial", part) if part else ("hamlet", "")
        assert (role.kind, role.part) == expected, text


@pytest.mark.parametrize("size", [10, 40])
@pytest.mark.parametrize("strays", [1, 2])
def test_a_hamlet_of_its_own_is_distinguished_from_strays_by_how_many_they_are(
    size, strays
):
    few = ["H1"] * size * strays + ["H2"] * strays
    assert own_hamlets(few, None) == {"H1"}
    assert own_hamlets([*few, *["H2"] * 2], None) == {"H1", "H2"}
    assert own_hamlets(few, "H1") == {"H1"}
    assert own_hamlets(["H1", "H2"] * size, "H3") == {"H1", "H2", "H3"}
    assert own_hamlets([], "H1") == {"H1"}


def decide(folder, *lines):
    text = "\n".join(("kind,file,value,decision,note", *lines))
    (folder / "decisions.csv").write_text(text, encoding="utf-8")
    return read_decisions(folder, ("H1",))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_decided_with_or_without_a_value(tmp_path, role):
    found = decide(tmp_path, f"role,a*.xlsx,-,{role}", f"role,b.xlsx,,{role}")
    assert found.role_of("rosters/2024-07-18/A1.xlsx") == role
    assert found.role_of("rosters/2024-07-18/b.xlsx") == role
    assert found.role_of("rosters/2024-07-18/c.xlsx") == ""


@pytest.mark.parametrize(
    "line", ["role,a.xlsx,-,thon", "role,,-,hamlet", "replaces,b,,"]
)
def test_a_role_that_nobody_knows_or_of_no_file_is_an_error(tmp_path, line):
    with pytest.raises(DophuError, match="decisions.csv"):
        decide(tmp_path, line)


WEEKS = ("2024-07-11", "2024-07-18")
NAMES = "An Bắc Cúc Dung Em Giang Hoa Ích Kim Lan".split()


def last_week(tmp_path, lists):
    """Make two dates: ``lists`` gives by date lists of (name, status)."""
    for day, rows in zip(WEEKS, lists, strict=True):
        folder = tmp_path / "rosters" / day
        folder.mkdir(parents=True)
        lines = [f"Mẫu Thị {n},{NAMES.index(n) + 1}/02/2016,Thôn Mẫu 1,{s}"
                 for n, s in rows]  # fmt: skip
        text = "\n".join(("Họ và tên,Ngày sinh,Thôn,Tình trạng", *lines))
        (folder / "ds.csv").write_text(text, encoding="utf-8")
    for name in ("campaign.toml", "hamlets.csv"):
        (tmp_path / name).write_bytes((CAMPAIGN / name).read_bytes())
    campaign = read_campaign(tmp_path)
    with Reader() as reader:
        made = None
        for day in WEEKS:
            made = make_date(campaign, date.fromisoformat(day), made, reader)
    return made


@pytest.mark.parametrize(
    ("now", "is_whole"),
    [
        (lambda rows: [r for r in rows if r[1] == "Chưa"], False),
        (lambda rows: [(n, "Chưa") for n, _ in rows], True),
        (lambda rows: rows[1:], True),
        (lambda rows: [(n, "Chưa") for n, _ in rows[:5]], True),
        (lambda rows: rows, True),
    ],
    ids=["only_the_not_yet", "all_turned", "one_gone", "the_done_turned", "the_same"],
)
def test_only_a_list_without_those_who_were_done_is_a_part_by_its_rows(
    tmp_path, now, is_whole
):
    before = [(n, "Đã cấp" if i < 4 else "Chưa") for i, n in enumerate(NAMES)]
    made = last_week(tmp_path, (before, now(before)))
    (hamlet,) = (h for h in made.manifest["hamlets"] if h["hamlet_id"] == "H1")
    assert hamlet["received"] is is_whole
    assert sum(p.presence != "left" for p in made.people) == len(NAMES)
    if not is_whole:
        assert {p.presence for p in made.people} == {"present"}
        assert hamlet["last_received"] == WEEKS[0]
        assert made.manifest["gate"] == "REVIEW"


@pytest.mark.parametrize(
    ("titles", "gate"),
    [
        (("(tờ 1/2)",), "REVIEW"),
        (("(tờ 1/2)", "(tờ 2/2)"), "READY"),
        (("tổ liên gia 1", "tổ liên gia 3"), "REVIEW"),
        (("", ""), "READY"),
    ],
)
def test_a_piece_of_a_list_makes_no_hamlet_received(folder, titles, gate):
    for at, title in enumerate(titles):
        head = f"DANH SÁCH TRẺ EM TDP M1 {title}\nSTT,Họ và tên,Ngày sinh,Tình trạng\n"
        rows = f"1,Mẫu Văn {'ABCD'[at]},0{at + 1}/02/2017,Chưa làm\n"
        folder.write(f"rosters/2024-07-18/{at}.csv", head + rows)
    line = "1,Mẫu Văn Hai,1/1/2018,,Thôn Ví Dụ 2,Chưa,"
    folder.roster("2024-07-18", line, name="zz.csv")
    week = look_at_date(folder.path, "2024-07-18")
    assert len(week.children()) == len(titles) + 1
    assert week.gate == gate
    assert any(issue.code == "TP-12" for issue in week.issues) == (gate == "REVIEW")
