"""One name and one birth date on the lists of two hamlets are asked about."""

from __future__ import annotations

import pytest

from dophu.snapshots import look

DAY = "2024-07-18"
OTHERS = "An Bình Chi Dung Em".split()


@pytest.fixture
def ask(folder):
    """Read a child on the lists of two hamlets, and give who is asked about."""

    def read(one, two, decided=""):
        for place, row, file in (
            ("TDP M1", one, "a.csv"),
            ("Thôn Ví Dụ 2", two, "b.csv"),
        ):
            rows = [
                f"{n},Mẫu {file[0].upper()} {name},0{n}/01/2017,,{place},Chưa,"
                for n, name in enumerate(OTHERS, 1)
            ]
            folder.roster(DAY, *rows, f"9,{row},{place},Chưa,", name=file)
        if decided:
            lines = f"kind,file,value,decision,note\nsame_child,,{decided},\n"
            folder.write("decisions.csv", lines)
        week = look(folder.path, DAY)
        asked = [issue for issue in week.issues if issue.code == "DS-20"]
        return len(week.children()), asked, week.gate

    return read


@pytest.mark.parametrize("number", ["", "000217000123"])
def test_one_name_and_day_in_two_hamlets_is_asked_about(ask, number):
    child = "Lò Thị Khuyên,05/03/2017,"
    persons, asked, gate = ask(f"{child}{number}", child)
    assert (persons, len(asked), gate) == (12, 1, "REVIEW")
    ids = asked[0].details["pair"]
    persons, asked, gate = ask(child, child, f"{ids},different")
    assert (persons, asked, gate) == (12, [], "READY")


@pytest.mark.parametrize(
    "other",
    [
        "Lò Thị Khuyên,05/04/2017,",
        "Lò Thị Khuyên,2017,",
        "Lò Thị Xuyến,05/03/2017,",
        "Lò Thị Khuyên,05/03/1987,",
    ],
)
def test_another_name_or_day_is_not(ask, other):
    assert ask("Lò Thị Khuyên,05/03/2017,", other)[1] == []


def test_two_numbers_are_two_children(ask):
    child = "Lò Thị Khuyên,05/03/2017,"
    assert ask(f"{child}000217000123", f"{child}000217000999")[1] == []
