"""By reason and place: who was recovered, who remains, and where."""

from __future__ import annotations

import pandas as pd
import pytest

import dophu
from dophu.catalogue.columns import frames
from dophu.rosters.words.status import all_reasons_of, reason_of
from dophu.tables.ranking import rank_hamlets


@pytest.fixture(scope="module")
def week():
    return dophu.load("data/sample", "2024-07-18")


def children(snapshot) -> pd.DataFrame:
    people = snapshot.persons.collect("pandas").to_pandas().set_index("person_id")
    people["counted"] = people["presence"].isin(["present", "to_verify"])
    people["card"] = people["status"].isin(["applied", "issued"])
    return people


def test_recovered_and_remaining_are_those_found_child_by_child(week):
    found = dophu.recovered_by_reason(week).set_index("reason")
    assert [*frames()["recovered"]["columns"]] == ["reason", *found]
    then, now = (children(dated) for dated in week.series()[-2:])
    waiting = then[then["counted"] & ~then["card"]]
    after = now.reindex(waiting.index)
    for reason, line in found.iterrows():
        mine = waiting["reason"] == reason
        assert line["before"] == mine.sum()
        assert line["recovered"] == (mine & after["card"] & after["counted"]).sum()
        assert line["remaining"] == (mine & ~after["card"] & after["counted"]).sum()
    assert (
        found["before"] == found["recovered"] + found["gone"] + found["remaining"]
    ).all()
    assert (found["now"] == found["remaining"] + found["came"]).all()
    assert found["now"].sum() == dophu.gaps(week)["gap"].sum()


def test_by_reason_the_enrolled_are_those_of_the_ledger(week):
    enrolled = dophu.changes(week)["enrolled"].sum()
    assert dophu.recovered_by_reason(week)["recovered"].sum() == enrolled


def test_a_cell_may_name_several_reasons_and_the_child_counts_once(week):
    text = "chưa có giấy khai sinh; bố mẹ đi vắng + ốm"
    assert all_reasons_of(text) == ("CHUA_KHAI_SINH", "THIEU_DAI_DIEN", "SUC_KHOE")
    assert reason_of(text, "")[0] == all_reasons_of(text)[0]
    table = dophu.count_mentions(week)
    assert table["children"].sum() == dophu.gaps(week)["gap"].sum()
    assert (table["named"] >= table["children"]).all()


def gaps(*lines: tuple[str, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(lines, columns=["hamlet", "persons", "enrolled"])
    table = table.astype({"persons": "Int64", "enrolled": "Int64"})
    table["gap"] = table["persons"] - table["enrolled"]
    return table.assign(hamlet_id=table["hamlet"], age_group="young")


TOWN = gaps(("A", 100, 90), ("B", 10, 9), ("C", 80, 20), ("D", 40, 20), ("E", 30, 30))


def test_hamlets_are_ranked_by_children_and_small_ones_are_marked():
    table = rank_hamlets(TOWN)
    assert list(table["hamlet"]) == ["C", "D", "A", "B", "E"]
    assert list(table["gap"]) == [60, 20, 10, 1, 0]
    assert list(table[table["small"]]["hamlet"]) == ["B"]
    assert table["share_with_above"].iloc[-1] == pytest.approx(1)


def test_a_hamlet_that_never_sent_a_list_is_not_ranked_and_nobody_left_has_no_share():
    never = gaps(("A", 10, 5), ("B", None, None))
    assert list(rank_hamlets(never)["hamlet"]) == ["A"]
    assert rank_hamlets(gaps(("A", 10, 10)))["share_of_gap"].isna().all()


def test_hamlets_are_shown_lowest_coverage_first_with_their_counts(week):
    table = dophu.show_hamlets(TOWN, dophu.about(week))
    assert list(table.index) == ["C", "D", "A", "E", "B *"]
    assert table.loc["B *", "coverage"] == "90,0% (9/10)"


def test_the_fewest_hamlets_that_hold_half_of_the_gap_are_named(week):
    reasons = pd.DataFrame(
        {"reason": ["VE_QUE_HE", "NHAN_THUC"], "reachable": ["later", "now"]}
    ).assign(children=[51, 40])
    recovered = pd.DataFrame({"before": [100], "recovered": [9], "remaining": [91]})
    about = dophu.about(week, "en")
    stated = dophu.say_obstacles(TOWN, reasons, recovered, about)
    left = "Of 91 children not yet enrolled for an ID card"
    assert f"{left}: 40 can come now, 51 only later." in stated
    assert "C alone accounts for 65.9% of the children left." in stated
    assert "Of the 100 children" in stated[-1] and ", 9 were enrolled" in stated[-1]
    most = gaps(("A", 40, 0), ("B", 10, 0), ("C", 41, 0))
    stated = dophu.say_obstacles(most, reasons, recovered, about)
    assert "2 hamlets account for 89.0% of the children left: C and A." in stated


def test_no_hamlets_are_named_that_hold_hardly_more_than_their_part(week):
    about, even = (
        dophu.about(week, "en"),
        gaps(("A", 30, 0), ("B", 30, 0), ("C", 31, 0)),
    )
    reasons = pd.DataFrame({"reason": ["KHAC"], "reachable": ["now"], "children": [91]})
    recovered = pd.DataFrame({"before": [0], "recovered": [0], "remaining": [0]})
    stated = dophu.say_obstacles(even, reasons, recovered, about)
    assert "The children left are spread fairly evenly over 3 hamlets." in stated
    assert not any("account" in sentence for sentence in stated)


def test_nothing_stands_in_the_way_of_nobody(week):
    nobody = dophu.reasons(week).head(0)
    assert dophu.say_obstacles(TOWN, nobody, pd.DataFrame(), dophu.about(week)) == []
