"""Two rows of one child that disagree count as the lesser, however they are sent."""

import pytest

from tests.linkage.weeks import people, week

DAY = "2024-07-18"
NAMES = ("Mẫu Văn An", "Mẫu Thị Bình", "Mẫu Đức Chi", "Mẫu Thu Hà")
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Thôn", "Đã làm")


def listed(marks, title="", headings=HEADINGS, remarks=("", "", "", "")):
    """Write a list of four children as CSV, with what each is marked by."""
    lines = [title] if title else []
    lines.append(",".join(headings))
    for n, (name, mark) in enumerate(zip(NAMES, marks, strict=True), 1):
        more = [remarks[n - 1]] if len(headings) > len(HEADINGS) else []
        lines.append(",".join([str(n), name, f"0{n}/07/2016", "TDP M1", mark, *more]))
    return "\n".join(lines) + "\n"


def came_to(folder, *lists):
    for name, text in zip("abc", lists, strict=False):
        folder.write(f"rosters/{DAY}/{name}.csv", text)
    found = people(folder, DAY)
    codes = [i.code for i in week(folder, DAY).issues if i.code in
             ("DS-39", "DS-40", "DS-41")]  # fmt: skip
    return list(found["status"]), codes


def without_result(title=""):
    lines = listed(("",) * 4, title).splitlines()
    return "\n".join(line.rsplit(",", 1)[0] for line in lines) + "\n"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("empty", ["", "0", "chưa", "không"])
def test_a_tick_on_one_list_and_none_on_the_other_is_not_done(folder, order, empty):
    both = listed(("x", "x", empty, "")), listed(("x", empty, "", "x"))
    statuses, codes = came_to(folder, *(both[at] for at in order))
    assert statuses == ["applied", "not_yet", "not_yet", "not_yet"]
    assert codes == ["DS-39", "DS-39"]


def test_a_list_that_says_nothing_of_results_takes_nothing_away(folder):
    statuses, codes = came_to(folder, listed(("x", "", "", "")), without_result())
    assert (statuses[0], codes) == ("applied", [])


def test_of_three_lists_one_that_says_not_done_is_enough(folder):
    marks = ("x", "x", "", ""), ("x", "x", "", ""), ("x", "", "", "")
    statuses, codes = came_to(folder, *map(listed, marks))
    assert statuses == ["applied", "not_yet", "not_yet", "not_yet"]
    assert codes == ["DS-39"]


def test_the_newer_of_two_dated_lists_counts_whatever_the_order(folder):
    old = listed(("x", "", "", ""), "Tính đến ngày 1/7/2024")
    new = listed(("", "x", "", ""), "Tính đến ngày 8/7/2024")
    for order in ((old, new), (new, old)):
        statuses, codes = came_to(folder, *order)
        assert statuses[:2] == ["not_yet", "applied"]
        assert set(codes) <= {"DS-41"}


def test_who_is_gone_by_one_list_and_there_by_the_other_is_counted(folder):
    headings = (*HEADINGS, "Lý do")
    gone = listed(("x", "", "", ""), headings=headings,
                  remarks=("", "đã chuyển đi", "đã mất", ""))  # fmt: skip
    there = listed(("x", "", "", ""))
    for order in ((gone, there), (there, gone)):
        _, codes = came_to(folder, *order)
        assert set(people(folder, DAY)["presence"]) == {"present"}
        assert codes == ["DS-40", "DS-40"]
