"""What the notebooks show beside the tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import dophu
from dophu.notebook import CHARTS

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def week():
    return dophu.load(SAMPLE, "2024-07-18")


def test_totals_add_up_by_age_group_and_by_hamlet(week):
    gaps = dophu.gaps(week)
    for by in ("age_group", "hamlet"):
        table = dophu.total_gaps(gaps, by=by)
        assert table.loc["all", "gap"] == table["gap"].iloc[:-1].sum() == 1472
    hamlets = dophu.total_gaps(gaps, by="hamlet")["gap"].iloc[:-1]
    assert list(hamlets) == sorted(hamlets, reverse=True)


def test_reasons_add_up_to_the_gap(week):
    reasons, gaps = dophu.reasons(week), dophu.gaps(week)
    by_cell = reasons.groupby(["hamlet_id", "age_group"])["children"].sum()
    expected = gaps.set_index(["hamlet_id", "age_group"])["gap"]
    found = by_cell.reindex(expected.index, fill_value=0)
    assert found.equals(expected.rename("children"))


def test_a_digest_changes_when_two_cells_cancel_out():
    table = pd.DataFrame({"hamlet": ["A", "B"], "gap": [5, 7]})
    moved = table.assign(gap=[6, 6])
    assert dophu.digest(t=table) != dophu.digest(t=moved)
    assert dophu.digest(t=table) == dophu.digest(t=table.iloc[::-1])


def test_charts_are_drawn_in_the_order_named_and_an_unknown_one_is_refused(week):
    drawn = dophu.draw_charts(week, ["reasons", "ranked"])
    assert [chart.name for chart in drawn] == ["reasons", "ranked"]
    with pytest.raises(dophu.DophuError, match="CH-08"):
        dophu.draw_charts(week, ["pie"])


def test_every_chart_is_drawn_on_every_date_and_agrees_with_the_gap(week):
    first = dophu.load(SAMPLE, "2024-06-30")
    for snapshot in (first, week):
        charts = {chart.name: chart for chart in dophu.draw_charts(snapshot)}
        gap = int(dophu.gaps(snapshot)["gap"].sum())
        assert list(charts) == list(CHARTS)
        assert (
            charts["burndown"].data.query("line == 'actual'")["children"].iloc[-1]
            == gap
        )
        assert charts["waterfall"].data["children"].iloc[-1] == gap
        last = charts["smalls"].data.groupby("hamlet_id")["gap"].last().sum()
        sums = [
            charts[name].data["gap"].sum() for name in ("organ", "dumbbell", "ranked")
        ]
        assert {int(last), *map(int, sums)} == {gap}


def test_nothing_is_written_where_no_folder_is_named(week, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    dophu.export_charts("", dophu.draw_charts(week, ["heat"]))
    dophu.write_tables("", gaps=dophu.gaps(week))
    assert list(tmp_path.iterdir()) == []


def test_the_run_card_says_what_the_figures_rest_on(week):
    card = dophu.run_card(week, "en")[""]
    assert card["Gate"] == "READY"
    assert card["Hamlets that sent"] == "17/17"
    assert card["Children on the lists"] == "2,472"


def test_every_public_name_leads_somewhere():
    for name in dophu.__all__:
        assert getattr(dophu, name) is not None
    with pytest.raises(AttributeError, match="dophu attribute nothing"):
        _ = dophu.nothing
