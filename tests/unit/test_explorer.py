"""The explorer follows its controls, without a browser."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import shlex
from datetime import date
from pathlib import Path

import ipywidgets
import openpyxl
import pytest
from matplotlib.figure import Figure

import dophu
from dophu.drawing import BY_CHARTS
from dophu.explorer import panel, supposing
from dophu.explorer.parts import Actions, Children
from dophu.explorer.supposing import WhatIf
from dophu.explorer.view import CHOICES, GROUPS, MEASURES, read_where, write_where
from dophu.notebook import CHARTS
from dophu.tables.what_if import Supposed, what_if
from tests.short_form import cases

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture
def explorer():
    return dophu.explore(SAMPLE)


@pytest.fixture(scope="module")
def shared():
    """One whose grouping and measure tests set."""
    return dophu.explore(SAMPLE)


@pytest.fixture(scope="module")
def three():
    """One of three hamlets."""
    return dophu.explore(SAMPLE, where={"hamlet_id": ["H01", "H02", "H03"]})


@pytest.fixture(scope="module")
def week():
    return dophu.load(SAMPLE, "2024-07-18")


def shown(explorer) -> tuple[bytes, str, str]:
    picture = bytes(explorer.chart.value)
    return picture, explorer.note.value, json.dumps(explorer.table.value)


def column(explorer, head: int) -> list[float]:
    return [row["values"][head] for row in explorer.table.value["rows"]]


def test_it_opens_at_the_newest_date_with_everything_chosen(explorer):
    assert explorer.date.value == "2024-07-18"
    assert int(explorer.gaps["gap"].sum()) == 1472
    assert "1.472/2.472" in explorer.note.value
    assert bytes(explorer.chart.value).startswith(b"\x89PNG")
    assert "1.472" in explorer.chart.alt


def test_chart_note_and_table_follow_date_hamlets_and_age_groups(explorer):
    seen = [shown(explorer)]
    explorer.date.value = "2024-07-04"
    seen.append(shown(explorer))
    explorer.hamlets.value = ("H01", "H02")
    seen.append(shown(explorer))
    assert set(explorer.gaps["hamlet_id"]) == {"H01", "H02"}
    explorer.age_groups.value = ("under_6",)
    seen.append(shown(explorer))
    assert set(explorer.gaps["age_group"]) == {"under_6"}
    for part in range(3):
        assert len({state[part] for state in seen}) == 4


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("it was counted again")


def test_another_chart_of_the_same_children_counts_no_table_again(
    explorer, monkeypatch
):
    explorer.pick("H03")
    before = shown(explorer)
    for name in ("gaps", "measure", "say_view"):
        monkeypatch.setattr(panel, name, refuse)
    explorer.controls.chart.value = "organ"
    picture, *rest = shown(explorer)
    assert picture != before[0] and rest == [*before[1:]]
    assert explorer.view.chart == "organ" and "organ" in explorer.actions.lines[0][1]
    assert not len(explorer.behind)
    # Where a chart cannot be drawn that is said, and no longer beside the next one.
    explorer.controls.chart.value = "ranked"
    monkeypatch.undo()
    explorer.controls.by.value = "sex"
    explorer.controls.chart.value = "waterfall"
    stated = explorer.note.value
    explorer.controls.chart.value = "ranked"
    assert stated.startswith(explorer.note.value)


def test_dates_before_are_those_that_are_counted_ahead(explorer):
    series = explorer.week.series()
    assert explorer.then is series[-2]
    explorer.date.value = str(series[0].as_of)
    assert explorer.week is series[0]


@pytest.mark.long
def test_an_empty_choice_says_what_to_do(explorer):
    for name, choice in explorer.controls.choices.items():
        if not choice.offered:
            continue
        choice.value = ()
        assert choice.description in explorer.note.value, name
        assert not explorer.chart.value and not explorer.table.value
        choice.value = choice.offered
        assert "1.472/2.472" in explorer.note.value


def test_it_speaks_english_where_asked():
    explorer = dophu.explore(SAMPLE, "en")
    assert "1,472 of 2,472" in explorer.note.value


@pytest.mark.parametrize("by", cases(GROUPS, 2))
def test_every_grouping_adds_up_and_its_rows_open_the_children_of_their_number(
    by, shared
):
    explorer = shared
    explorer.controls.by.value = by
    assert int(explorer.data["gap"].sum()) == 1472
    rows = list(zip(explorer.data["key"], explorer.data["gap"], strict=True))
    for key, gap in (*rows[:3], rows[-1]):
        explorer.pick(key)
        assert len(explorer.behind) == gap
        assert explorer.behind["person_id"].is_unique


@pytest.mark.parametrize("measure", cases(MEASURES, 2))
def test_every_measure_opens_its_children(measure, week, shared):
    explorer = shared
    explorer.controls.by.value = "hamlet"
    explorer.controls.measure.value = measure
    explorer.pick("H03")
    gaps = dophu.gaps(week, where={"hamlet_id": "H03"})
    if measure == "change":
        row = explorer.data.set_index("key").loc["H03"]
        assert explorer.behind["change"].sum() == row["change"]
    else:
        wanted = "enrolled" if measure == "enrolled" else "gap"
        assert len(explorer.behind) == gaps[wanted].sum()


def test_change_is_between_the_two_dates_that_are_chosen():
    explorer = dophu.explore(SAMPLE, measure="change", compare="2024-06-30")
    first = dophu.gaps(dophu.load(SAMPLE, "2024-06-30"))["gap"].sum()
    assert explorer.data["gap_before"].sum() == first
    assert explorer.data["change"].sum() == 1472 - first
    dumbbell = dophu.chart("dumbbell", explorer.week, compare="2024-06-30")
    assert set(dumbbell.data["before"]) == {"2024-06-30"}
    explorer.compare.value = "2024-07-04"
    assert "4/7/2024" in explorer.actions.sentence


def test_pace_of_some_children_alone_is_not_made_up(explorer):
    explorer.controls.measure.value = "pace"
    assert explorer.controls.chart.value == "burndown"
    needed = explorer.data.set_index("key")["required_per_day"]
    unit = dophu.pace(explorer.week).set_index(["hamlet_id", "age_group"])
    assert needed["H03"] == unit.loc[("H03", "all"), "required_per_day"]
    explorer.controls.by.value = "officer"
    of_officers = dophu.pace(explorer.week, by="officer").set_index("officer")
    assert explorer.data.set_index("key")["required_per_day"].to_dict() == (
        of_officers["required_per_day"].to_dict()
    )
    explorer.controls.choices["sex"].value = ("female",)
    assert explorer.data.empty and "Tiến độ chỉ tính được" in explorer.note.value


def test_a_click_on_what_was_shown_before_a_change_is_not_lost(three):
    three.controls.by.value = "officer"
    officer = str(three.data["key"].iloc[0])
    three.controls.by.value = "hamlet"
    three.pick(officer)  # came while the change was being drawn
    behind = three.week.children().query("not has_card and officer == @officer")
    assert {*three.behind["person_id"]} <= {*behind["person_id"]}
    assert len(three.behind) > 0
    three.pick("H99")  # shown neither now nor then
    assert len(three.behind) > 0


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_drawn_of_the_choice_and_its_rows_bear_their_own_names(
    name, three
):
    explorer = three
    explorer.controls.chart.value = name
    assert bytes(explorer.chart.value).startswith(b"\x89PNG")
    rows = name in BY_CHARTS
    names = explorer.week.campaign.hamlets.names
    found = {area["key"]: area["label"] for area in explorer.chart.areas}
    assert found == ({h: names[h] for h in explorer.hamlets.value} if rows else {})
    for area in explorer.chart.areas:
        assert all(0 <= part <= 1 for part in area["box"])
    places = [(area["box"][1], area["box"][0]) for area in explorer.chart.areas]
    assert places == sorted(places) and len({*places}) == len(places)


def test_a_group_keeps_its_colour_when_it_is_looked_at_alone(week):
    def fills(figure: Figure) -> dict[str, tuple[float, ...]]:
        bars = figure.findobj(lambda a: (a.get_gid() or "").startswith("bar."))
        return {bar.get_gid(): bar.get_facecolor() for bar in bars}

    both = fills(dophu.chart("ranked", week).figure())
    for code, part in (("6_to_13", "bar.0.0"), ("under_6", "bar.0.1")):
        alone = dophu.chart("ranked", week, where={"age_group": code})
        assert {*fills(alone.figure()).values()} == {both[part]}


def test_the_view_is_a_line_that_opens_it_again(explorer):
    explorer.controls.by.value = "officer"
    explorer.controls.measure.value = "coverage"
    explorer.controls.chart.value = "ranked"
    explorer.compare.value = "2024-06-30"
    explorer.controls.choices["sex"].value = ("female",)
    explorer.age_groups.value = ("under_6",)
    (_, python), (_, papermill) = explorer.actions.lines
    again = eval(python, {"dophu": dophu})
    assert again.view == explorer.view
    assert shown(again) == shown(explorer)
    assert '-r where "age_group=under_6; sex=female"' in papermill
    assert "as_of" not in papermill  # the newest one, next week too
    _, notebook, out, *_ = shlex.split(papermill)
    assert (Path(notebook).is_absolute(), Path(notebook).is_file(), out) == (
        True, True, "out.ipynb",
    )  # fmt: skip
    assert f"-r campaign {SAMPLE.absolute()}" in papermill, "in any folder"
    explorer.date.value = "2024-07-11"
    assert "-r as_of 2024-07-11" in explorer.actions.lines[1][1]


@pytest.mark.parametrize("value", ["MN A|B", "a;b", "c=d", "e\\f", '"x"', "Lớp 1", "–"])
def test_any_word_can_be_chosen_in_a_line(value):
    where = {"school": [value, "MN"], "sex": ["male"]}
    assert read_where(write_where(where)) == where


def test_a_missing_value_can_be_chosen(week):
    children = week.children()
    missing = children["reason"].isna()
    table = dophu.gaps(week, by="status", where={"reason": [None]})
    assert table["persons"].sum() == missing.sum() > 0
    explorer = dophu.explore(SAMPLE, where={"reason": ["–"]})
    assert explorer.gaps["persons"].sum() == missing.sum()


@pytest.mark.parametrize(
    "wrong", [{"by": "sexx"}, {"measure": "x"}, {"chart": "pie"}, {"where": "sexx=a"}]
)
def test_a_word_that_is_not_known_is_named(wrong):
    with pytest.raises(dophu.DophuError, match=f"'{next(iter(wrong))}'"):
        dophu.explore(SAMPLE, **wrong)


def test_files_hold_what_is_shown_and_no_formula(explorer, monkeypatch):
    given = []
    monkeypatch.setattr(Actions, "give", lambda _, *file: given.append(file))
    explorer.data.loc[0, "hamlet"] = "=1+1"
    for name in ("picture", "csv", "xlsx"):
        explorer.save(name)
    picture, table, book = (content for *_, content in given)
    assert picture.startswith(b"\x89PNG")
    lines = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert sum(int(line["gap"]) for line in lines) == 1472
    assert lines[0]["hamlet"] == "'=1+1"
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    numbers = [row[3].value for row in sheet.iter_rows(min_row=2)]
    assert sum(numbers) == 1472
    assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)


def test_names_are_sent_to_the_page_and_are_in_no_state(explorer, monkeypatch):
    sent = []
    monkeypatch.setattr(Children, "send", lambda _, message, *__: sent.append(message))
    explorer.pick("H03")
    facts = json.dumps([message for message in sent if message["kind"] == "rows"])
    explorer.list.names.value = True
    names = next(m["names"] for m in reversed(sent) if m["kind"] == "names")
    assert set(names) == set(explorer.behind["person_id"])
    people = {p.person_id: p for p in explorer.week.people}
    assert names == {key: people[key].name for key in names}
    explorer.file("xlsx")
    state = repr(ipywidgets.Widget.get_manager_state()) + explorer.file("csv").decode()
    for key, name in names.items():
        number = people[key].number
        for text in (state, facts, repr(vars(explorer.list.table))):
            assert name not in text
            assert not number or number not in text
    explorer.list.names.value = False
    assert sent[-1] == {"kind": "names", "names": {}}


def test_a_drawing_that_is_no_longer_wanted_is_not_begun(explorer, monkeypatch):
    drawn = []
    draw = type(explorer)._draw
    monkeypatch.setattr(
        type(explorer), "_draw", lambda self: (drawn.append(self.view), draw(self))
    )

    async def choose() -> None:
        for key in ("H01", "H02", "H03", "H04"):
            explorer.hamlets.value = (key,)
            assert [row["key"] for row in explorer.table.value["rows"]] == [key]
        assert not drawn
        await asyncio.sleep(0.3)

    asyncio.run(choose())
    assert [view.where for view in drawn] == [{"hamlet_id": ("H04",)}]
    assert [area["key"] for area in explorer.chart.areas] == ["H04"]


def test_a_picture_asked_for_before_it_is_drawn_is_drawn_once(explorer, monkeypatch):
    drawn = []
    draw = panel.draw_chart

    def counting(name: str, *args: object):
        drawn.append(name)
        return draw(name, *args)

    monkeypatch.setattr(panel, "draw_chart", counting)

    async def change_and_save():
        explorer.controls.chart.value = "organ"
        assert not drawn
        content = explorer.file("picture")
        await asyncio.sleep(0.2)
        return content

    assert asyncio.run(change_and_save()).startswith(b"\x89PNG")
    assert drawn == ["organ"]


def test_nothing_supposed_is_todays_pace_and_plan(week):
    today, plan = what_if(week), dophu.plan_sessions(week)
    unit = dophu.pace(week).iloc[-1]
    assert today.pace.drop("hamlet").equals(unit.drop("hamlet"))
    assert today.plan.table.equals(plan.table)
    assert (today.plan.short, today.plan.outside) == (plan.short, plan.outside)


def test_what_is_supposed_of_nothing_is_not_worked_out_twice(explorer, monkeypatch):
    asked = []
    plain = supposing.what_if

    def counting(*args: object):
        asked.append(args[1:])
        return plain(*args)

    monkeypatch.setattr(supposing, "what_if", counting)
    explorer.what_if.open_on(explorer.week, dophu.about(explorer.week))
    assert asked == [()]
    rows = explorer.what_if.result.value["rows"]
    assert rows and all(row["cells"][1] == row["cells"][2] for row in rows)
    explorer.what_if.deadline.value = date(2024, 8, 31)
    assert len(asked) == 2


def test_what_is_supposed_changes_what_it_is_about(week):
    today = what_if(week)
    later = what_if(week, Supposed(deadline=date(2024, 8, 18)))
    assert later.pace["days_left"] == 31
    assert later.pace["required_per_day"] == pytest.approx(1472 / 31)
    few = {venue.name: 1 for venue in week.campaign.sessions.venues}
    assert what_if(week, Supposed(places=few)).plan.short > today.plan.short
    none = what_if(week, Supposed(days=()))
    assert none.plan.sessions == 0 and none.plan.short == none.plan.wanted
    back = what_if(week, Supposed(reachable_from={"VE_QUE_HE": date(2024, 7, 25)}))
    never = what_if(week, Supposed(reachable_from={"VE_QUE_HE": date(2025, 1, 1)}))
    assert back.plan.wanted >= today.plan.wanted
    assert never.plan.wanted == back.plan.wanted - 521


def supposed(explorer) -> dict[str, list[str]]:
    rows = explorer.what_if.result.value["rows"]
    return {row["key"]: row["cells"][1:] for row in rows}


def test_the_panel_of_what_if_says_both(explorer):
    explorer._fold.value = True
    rows = supposed(explorer)
    assert all(today == then for today, then in rows.values())
    explorer.what_if.deadline.value = date(2024, 8, 18)
    rows = supposed(explorer)
    assert rows["what_if_days_left"] == ["13", "31"]
    explorer.what_if.deadline.value = date(2024, 7, 1)
    assert "Thời hạn phải" in explorer.what_if.note.value


@pytest.mark.long
def test_a_choice_that_a_date_does_not_have_stays_listed(explorer):
    years = explorer.controls.choices["birth_year"]
    years.value = ("2024",)
    explorer.date.value = "2024-06-30"
    assert years.value == ("2024",)
    assert "2024" in years.offered
    assert set(explorer.controls.choices) == set(CHOICES)


def test_what_may_be_supposed_is_not_seen_before_its_controls_have_names():
    panel = WhatIf({})
    assert panel.deadline.description == ""
    assert panel.layout.display == "none"
