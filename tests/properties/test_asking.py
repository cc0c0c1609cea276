"""However a table is grouped or filtered, it is of the same children, to the child."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dophu
from dophu.snapshots.children import CHILD_COLUMNS
from dophu.tables.selection import PLACE
from tests.short_form import tries

COUNTS = ["persons", "enrolled", "gap"]
WEEK = dophu.load("data/sample", "2024-07-18")
KIDS = WEEK.children()
columns = st.lists(st.sampled_from(CHILD_COLUMNS), min_size=1, max_size=3, unique=True)
pytestmark = pytest.mark.hunt
few = settings(max_examples=tries(10, 30, 300), deadline=None)


def sums(table: pd.DataFrame) -> list[int]:
    return table[COUNTS].sum().tolist()


@few
@given(columns)
def test_gaps_add_up_to_the_default_by_any_columns(by):
    table = dophu.gaps(WEEK, by=by)
    assert list(table) == [*by, "persons", "enrolled", "gap", "coverage"]
    assert sums(table) == sums(dophu.gaps(WEEK))
    assert not table.duplicated(by).any() or "hamlet" in by


@pytest.mark.parametrize("column", CHILD_COLUMNS)
def test_reasons_add_up_to_the_gap_by_any_column(column):
    table = dophu.reasons(WEEK, by=column)
    assert table["children"].sum() == dophu.gaps(WEEK)["gap"].sum()


@few
@given(st.sampled_from(CHILD_COLUMNS[1:-4]), st.sets(st.integers(0, 40)))
def test_a_filter_and_its_opposite_add_up_to_the_whole(column, places):
    values = KIDS[column].dropna().unique().tolist()
    some = [value for n, value in enumerate(values) if n in places]
    inside = KIDS[column].isin(some)
    tables = [dophu.gaps(WEEK, where={column: some}), dophu.gaps(WEEK, where=~inside)]
    assert sums(tables[0])[0] == int(inside.sum())
    assert [a + b for a, b in zip(*map(sums, tables), strict=True)] == sums(
        dophu.gaps(WEEK)
    )


# The sample's lists name no school: tests/unit/test_asking.py asks by one.
WITH_VALUES = [c for c in CHILD_COLUMNS if c not in ("person_id", "school")]


@pytest.mark.parametrize("column", WITH_VALUES)
def test_a_mapping_and_a_query_choose_the_same_children(column):
    value = KIDS[column].dropna().tolist()[0]
    asked = str(value.date()) if hasattr(value, "date") else value
    by_query = dophu.gaps(WEEK, where=f"{column} == {asked!r}", by="sex")
    pd.testing.assert_frame_equal(
        dophu.gaps(WEEK, where={column: value}, by="sex"), by_query
    )
    assert by_query["persons"].sum() > 0


def test_an_empty_filter_is_the_default_table_to_the_cell():
    pd.testing.assert_frame_equal(dophu.gaps(WEEK, where={}), dophu.gaps(WEEK))
    pd.testing.assert_frame_equal(dophu.reasons(WEEK, where={}), dophu.reasons(WEEK))


@pytest.mark.parametrize("column", ["sex", "birth_year", *PLACE])
def test_the_history_of_a_column_ends_at_todays_gaps(column):
    table = dophu.gap_history(WEEK, by=column)
    last = table[table["as_of"] == WEEK.as_of]
    assert sums(last) == sums(dophu.gaps(WEEK))
    total = dophu.gap_history(WEEK).groupby("as_of")[COUNTS].sum()
    assert table.groupby("as_of")[COUNTS].sum().equals(total)
