"""Figures of a report: how often a table is looked through."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.catalogue.about import About
from dophu.documents.grids import Grids
from dophu.tables.figures import Figures

ABOUT = About("Huyện Mẫu", date(2024, 7, 18), date(2024, 7, 31))


class Table(list):
    """Rows that count how often they are gone through."""

    times = 0

    def __iter__(self):
        """Count, and give the rows."""
        self.times += 1
        return super().__iter__()


def figures_of(hamlets: int) -> Figures:
    counts = {"persons": "20", "enrolled": "5", "gap": "15", "applied": "0"}
    rows = (
        {"hamlet_id": f"H{n}", "hamlet": f"Thôn {n}", "age_group": group, **counts}
        for n in range(hamlets)
        for group in ("under_6", "6_to_13")
    )
    return Figures({"gaps": Table(rows)}, ABOUT)


@pytest.mark.parametrize("hamlets", [1, 17, 340])
def test_a_table_is_looked_through_as_often_for_many_hamlets_as_for_one(hamlets):
    figures = figures_of(hamlets)
    grid = Grids(figures).places()
    assert grid.lines[0][5].text == ABOUT.count(hamlets * 30)
    assert figures.tables["gaps"].times == 3  # the index, the names, who sent a list


def test_a_figure_is_that_of_its_rows_alone():
    figures = figures_of(3)
    asked = [("under_6", "H1"), ("under_6", "all"), ("all", "H1"), ("all", "all")]
    assert [figures.number("gap", *of) for of in asked] == [15, 45, 30, 90]
    assert figures.get("gap", "under_6", "H9").value is None
    assert figures.number("gap", hamlet="H1", group="unknown") == 0
