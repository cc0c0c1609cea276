"""The explorer follows its controls, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

import dophu

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def explorer():
    return dophu.explore(SAMPLE)


def shown(explorer) -> tuple[bytes, str, str]:
    return bytes(explorer.chart.value), explorer.note.value, explorer.table.value


def test_it_opens_at_the_newest_date_with_everything_chosen(explorer):
    assert explorer.date.value == "2024-07-18"
    assert int(explorer.gaps["gap"].sum()) == 1472
    assert "1.472/2.472" in explorer.note.value
    assert bytes(explorer.chart.value).startswith(b"\x89PNG")


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


def test_an_empty_choice_says_what_to_do(explorer):
    explorer.hamlets.value = ()
    assert "Chọn ít nhất" in explorer.note.value
    explorer.hamlets.value = ("H01",)
    assert "Chọn ít nhất" not in explorer.note.value


def test_it_speaks_english_where_asked():
    explorer = dophu.explore(SAMPLE, "en")
    assert "1,472 of 2,472" in explorer.note.value
