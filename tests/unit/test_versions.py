"""Two lists of one hamlet: a version replaces, a part or a supplement never does."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.decisions import Decision, Decisions
from dophu.rosters.lists.versions import settle_versions
from dophu.rosters.sheets.source_rows import COLUMNS, Rows
from dophu.rosters.texts.stated_age import Stated

PLAIN, LATER = Stated(), Stated(time=2)


def rows_of(lists: dict[str, list[tuple[str, str]]]) -> Rows:
    """Make the rows of files that each list children of H1 by name and status."""
    found = Rows()
    for file, children in lists.items():
        for name, status in children:
            about = {"file": file, "hamlet_id": "H1", "kind": "data", "status": status,
                     "source": "roster", "name_key": name}  # fmt: skip
            for column in COLUMNS:
                found.columns[column].append(about.get(column))
    return found


def settle(first, second, stated=(PLAIN, PLAIN), *decisions):
    """Settle two lists; give the codes told and how many rows of each are replaced."""
    rows = rows_of({"a": first, "b": second})
    about = dict(zip("ab", stated, strict=True))
    lines = tuple(Decision("replaces", *line) for line in decisions)
    settle_versions(rows, {"a": {"H1"}, "b": {"H1"}}, about, Decisions(lines))
    pairs = list(zip(rows.columns["file"], rows.columns["kind"], strict=True))
    gone = [pairs.count((file, "replaced")) for file in "ab"]
    return [issue.code for issue in rows.issues], *gone


def children(first: int, end: int, status: str = "not_yet"):
    return [(f"mau {n}", status) for n in range(first, end)]


@pytest.mark.parametrize("size", [4, 20, 200])
def test_versions_are_distinct_from_halves_and_copies(size):
    base = children(0, size)
    assert settle(base, base) == ([], 0, 0)
    assert settle(base, children(size, 2 * size)) == ([], 0, 0)
    other = children(1, size + 1)
    assert settle(base, other) == (["TP-13"], 0, 0)
    assert settle(base, other, (PLAIN, LATER)) == (["BG-30"], size, 0)
    assert settle(base, other, (LATER, PLAIN)) == (["BG-30"], 0, size)
    turned = [*base[:-1], (base[-1][0], "issued")]
    assert settle(base, turned) == (["TP-13"], 0, 0)


def test_a_register_of_the_same_children_is_no_version():
    """It has no column of the result, and its grown-ups are no children."""
    stated, open_ = children(0, 6, "issued"), children(0, 6, None)
    for silent, other in (("b", []), ("", ["TP-13"])):
        rows = rows_of({"a": stated, "b": [*open_, ("mau cha", None)]})
        rows.columns["birth_from"] = [date(2018, 3, 5)] * 12 + [date(1985, 3, 5)]
        about = {"a": {"H1"}, "b": {"H1"}}, dict.fromkeys("ab", PLAIN), Decisions()
        settle_versions(rows, *about, date(2024, 7, 18), silent)
        assert [issue.code for issue in rows.issues] == other
    rows = rows_of({"a": stated, "b": [*open_, ("mau them", None)]})
    settle_versions(rows, *about, date(2024, 7, 18), "b")
    assert [issue.code for issue in rows.issues] == ["TP-13"]


@pytest.mark.parametrize(
    ("first", "second", "replaced"),
    [
        ("t1 11.7", "t1 18.7", "t1 11.7"),
        ("Thôn 1 18-7", "thon 1 11-7", ""),
        ("thôn 1_18-07", "Thôn 1_11-07", "Thôn 1_11-07"),
        ("t1 11.7", "t1 25.7", ""),
        ("t1 1.2", "t1 1.3", ""),
        ("t1 11.7 a", "t1 18.7 b", ""),
        ("t1 11.7", "t1", ""),
        ("t1 11.7.23", "t1 18.7.23", ""),
        ("t1 30.6", "t1 18.7", "t1 30.6"),
    ],
)
def test_names_that_are_one_but_for_a_day_without_a_year_say_which_is_newer(
    first, second, replaced
):
    files = [f"rosters/2024-07-18/{name}.xlsx" for name in (first, second)]
    rows = rows_of({files[0]: children(0, 9), files[1]: children(1, 10)})
    about, own = dict.fromkeys(files, PLAIN), {file: {"H1"} for file in files}
    settle_versions(rows, own, about, Decisions(), date(2024, 7, 18))
    pairs = zip(rows.columns["file"], rows.columns["kind"], strict=True)
    gone = {file for file, kind in pairs if kind == "replaced"}
    assert gone == ({f"rosters/2024-07-18/{replaced}.xlsx"} if replaced else set())
    assert rows.issues[0].code == ("BG-30" if replaced else "TP-13")


def test_who_was_done_on_the_older_one_and_is_not_on_the_newer_is_asked_about():
    older = [*children(0, 3, "issued"), *children(3, 9)]
    rows = rows_of({"a": older, "b": children(0, 9)})
    rows.columns["row"], rows.columns["sheet"] = [*range(2, 11)] * 2, ["DS"] * 18
    own, stated = {"a": {"H1"}, "b": {"H1"}}, {"a": PLAIN, "b": LATER}
    settle_versions(rows, own, stated, Decisions())
    assert [issue.code for issue in rows.issues] == ["BG-30", "BG-70"]
    assert "row,b,DS!2–4,done" in rows.issues[1].message("en")


@pytest.mark.parametrize("size", [20, 200])
def test_a_short_supplement_never_replaces_a_long_list(size):
    few = children(size - 4, size + 2)
    assert settle(children(0, size), few, (PLAIN, LATER)) == (["TP-13"], 0, 0)


def test_a_person_decides_which_one_counts_or_that_both_do():
    base, other = children(0, 9), children(1, 10)
    yes, no = ("b", "a", ""), ("b", "a", "no")
    assert settle(base, other, (LATER, PLAIN), yes) == (["BG-30"], 9, 0)
    assert settle(base, other, (PLAIN, LATER), no) == ([], 0, 0)


def test_what_is_reported_names_no_child():
    rows = rows_of({"a": children(0, 5), "b": children(1, 6)})
    own = {"a": {"H1"}, "b": {"H1"}}
    settle_versions(rows, own, {"a": PLAIN, "b": PLAIN}, Decisions())
    (issue,) = rows.issues
    assert issue.severity == "warning"
    assert "replaces,b,a,yes" in issue.message("en")
    assert "mau" not in issue.message("vi") + issue.message("en")
