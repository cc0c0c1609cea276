"""One ranking: tables, notebooks, charts and documents name hamlets in one order."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dophu.catalogue.about import About
from dophu.charts.card_rows import top_places
from dophu.charts.heat import draw_heat
from dophu.charts.organ import draw_organ
from dophu.charts.ranked import draw_ranked
from dophu.findings.places import show_hamlets
from dophu.notebook import total_gaps
from dophu.tables.by_hamlet import read_gaps
from dophu.tables.figures import Figures
from dophu.tables.ranking import concentration, rank_hamlets

ABOUT = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
COUNTS = {"A": (40, 30), "B": (30, 20), "C": (90, 50), "D": (30, 20), "E": (20, 20)}
"""Three hamlets of ten children left: of lower coverage B and D, in that order."""

ORDER = ["C", "B", "D", "A", "E"]


@pytest.fixture(scope="module")
def gaps() -> pd.DataFrame:
    lines = [
        {
            "hamlet_id": f"H{name}", "hamlet": name, "age_group": group,
            "persons": persons if group == "unknown" else 0,
            "enrolled": enrolled if group == "unknown" else 0,
        }
        for name, (persons, enrolled) in COUNTS.items()
        for group in (*ABOUT.age_groups.codes, "unknown")
    ]  # fmt: skip
    table = pd.DataFrame(lines).astype({"persons": "Int64", "enrolled": "Int64"})
    table["gap"] = table["persons"] - table["enrolled"]
    share = table["enrolled"].astype("Float64") / table["persons"].astype("Float64")
    table["coverage"] = share.where(table["persons"] > 0)
    return table.assign(applied=0, issued=table["enrolled"])


def test_every_ranking_by_children_breaks_ties_in_one_way(gaps):
    cells = gaps.astype(str).to_dict("records")
    figures = Figures({"gaps": cells}, ABOUT)
    places = read_gaps(gaps, ABOUT)
    orders = {
        "rank_hamlets": list(rank_hamlets(gaps)["hamlet"]),
        "total_gaps": list(total_gaps(gaps, by="hamlet").index[:-1]),
        "documents": [figures.hamlets[hamlet] for hamlet in figures.ranked()],
        "ranked": list(dict.fromkeys(draw_ranked(gaps, ABOUT).data["hamlet"])),
        "organ": list(draw_organ(gaps, ABOUT).data["hamlet"]),
        "card": [place.name for place in top_places(places)] + ["E"],
    }
    assert orders == dict.fromkeys(orders, ORDER)


def test_both_orders_by_coverage_break_ties_in_one_way(gaps):
    heat = list(dict.fromkeys(draw_heat(gaps, ABOUT).data["hamlet"]))
    assert heat[:4] == ["C", "B", "D", "A"]
    assert list(show_hamlets(gaps, ABOUT).index[:4]) == heat[:4]


def test_the_fewest_that_hold_half_are_found_and_equal_ones_are_even():
    assert concentration([51, 40, 9]).hamlets == 1
    assert concentration([50, 40, 10]).hamlets == 1
    assert concentration([49, 41, 10]).hamlets == 2
    assert concentration([5, 5, 5]).is_even
    assert concentration([6, 5, 5]).is_even
    assert not concentration([7, 5, 2]).is_even
    assert concentration([]).hamlets == concentration([0, 0]).hamlets == 0
