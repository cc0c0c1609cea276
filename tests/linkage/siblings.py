"""Weekly lists of two children like each other, beside some who are not."""

from __future__ import annotations

from tests.linkage.weeks import people, week

DAYS = ("2024-07-04", "2024-07-11", "2024-07-18")
HEADING = "STT,Họ và tên,Ngày sinh,Giới tính,Số định danh,Họ tên mẹ,Thôn,Tình trạng\n"
FEW = 20
"""Children beside the two, so that two left over are a small residual of the list."""

OTHERS = "".join(
    f"{i},Mẫu Thị Số {name},{i:02}/03/2015,Nữ,0003150000{i:02},Mẫu Mẹ {name},"
    "TDP M1,chưa\n"
    for i, name in enumerate("ABCDEGHIKLMNOPQRSTUV"[:FEW], start=2)
)


def child(name, born="05/06/2016", mother="Mẫu Thị Mẹ", number="", status="chưa"):
    return f"90,{name},{born},Nam,{number},{mother},TDP M1,{status}\n"


def roster(folder, day, *rows, name="a.csv", others=OTHERS):
    folder.write(f"rosters/{day}/{name}", HEADING + others + "".join(rows))


def enrolment(folder, day, *rows):
    folder.write(f"enrolments/{day}/ca.csv", HEADING + "".join(rows))


def two_of(folder, day):
    found = people(folder, day)
    two = found[~found["name"].str.contains("Mẫu Thị Số")]
    return two.set_index("name")


def codes(folder, day):
    return {issue.code for issue in week(folder, day).issues}
