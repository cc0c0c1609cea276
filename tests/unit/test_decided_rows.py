"""The lines that messages about rows propose: pasted as they are, they answer."""

from __future__ import annotations

import re

import pytest

import dophu
from dophu.campaign.decided_rows import as_value, rows_of
from dophu.catalogue.issues import DophuError

DAY = "2024-07-18"
HEAD = "STT,Họ và tên,Ngày sinh,Số định danh,Thôn,Tình trạng\n"
SHARED = {
    "DS-26": ('1,"Mẫu Văn An; Mẫu Văn Bình",01/02/2019,,TDP M1,chưa\n'
              '2,"Mẫu Văn Ba; Mẫu Văn Tư",01/02/2018,,TDP M1,chưa\n'),
    "DS-27": '1,"Mẫu Văn An, Bình",01/02/2019,,TDP M1,chưa\n',
}  # fmt: skip
NAMES = "Họ và tên,Thôn\nMẫu Văn An,TDP M1\nBon Krông Nga,\nMẫu Văn Ba,TDP M1\n"


def read(folder, text, *lines):
    folder.write(f"rosters/{DAY}/a.csv", text)
    folder.write("decisions.csv", "\n".join(["kind,file,value,decision,note", *lines]))
    week = dophu.load(folder.path, DAY)
    return {issue.code: issue for issue in week.issues}, week


def lines_of(issue, language):
    return re.findall(r"`([^`]+)`", issue.message(language))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", SHARED)
def test_a_line_about_a_name_cell_is_pasted_and_the_message_gone(
    folder, code, language
):
    text = HEAD + SHARED[code]
    rows = text.count("\n") - 1
    found, _ = read(folder, text)
    lines = lines_of(found[code], language)
    assert len(lines) == 2
    for line in lines:
        after, week = read(folder, text, line)
        assert not {"DS-26", "DS-27", "TD-14"} & after.keys()
        children = rows * (2 if line.endswith("several") else 1)
        assert len(week.children()) == children


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_line_about_a_name_or_a_place_is_pasted_and_the_message_gone(
    folder, language
):
    found, week = read(folder, NAMES)
    lines = lines_of(found["DS-28"], language)
    assert [line.rsplit(",", 1)[1] for line in lines] == ["child", "place"]
    for line, kind in zip(lines, ("data", "section"), strict=True):
        after, week = read(folder, NAMES, line)
        assert not {"DS-28", "TD-14"} & after.keys()
        kinds = week.source_rows.to_native().order("row").df()["kind"].tolist()
        assert kinds == ["heading", "data", kind, "data"]


def test_a_decision_about_rows_is_of_its_file_and_sheet_alone(folder):
    text = HEAD + SHARED["DS-27"]
    others = (
        "row,rosters/2024-07-18/b.csv,2,one", "row,a.csv,3,one", "row,a.csv,DS!2,one",
    )  # fmt: skip
    for line in others:
        found, _ = read(folder, text, line)
        assert "DS-27" in found, line


@pytest.mark.parametrize("value", ["B7", "0", "7–3", "", "DS!", "1;x"])
def test_rows_that_cannot_be_read_stop_the_run(folder, value):
    with pytest.raises(DophuError, match="decisions.csv"):
        read(folder, HEAD + SHARED["DS-27"], f"row,a.csv,{value},one")


@pytest.mark.parametrize("sheet", ["", "DS", "Thôn 1!", "a!b"])
@pytest.mark.parametrize("rows", [[6], [2, 3, 4, 8], [0, 2, 4], list(range(40))])
def test_what_is_written_of_rows_is_read_as_it_was(sheet, rows):
    assert rows_of(as_value(sheet, rows)) == {(sheet, row) for row in rows}
