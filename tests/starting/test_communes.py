"""The table of communes: whole, and found as people type it."""

from __future__ import annotations

import pytest

from dophu.starting.communes import TABLES, communes, find_communes
from tests.short_form import tries


@pytest.mark.parametrize(
    ("is_former", "provinces", "kinds"),
    [
        (True, 63, {"Xã": 7692, "Phường": 1726, "Thị trấn": 617}),
        (False, 34, {"Xã": 2621, "Phường": 687, "Đặc khu": 13}),
    ],
)
def test_the_tables_have_all_communes_once_with_kinds(is_former, provinces, kinds):
    found = [one for one in communes() if one.is_former is is_former]
    assert len({one.code for one in found}) == len(found) == sum(kinds.values())
    assert all(len(one.code) == 5 and one.code.isdigit() for one in found)
    for kind, number in kinds.items():
        assert sum(one.name.startswith(f"{kind} ") for one in found) == number
    assert len({one.within.rpartition(", ")[2] for one in found}) == provinces
    assert all(("," in one.within) is is_former for one in found)
    assert len(TABLES) == 2


@pytest.mark.long
def test_what_the_table_writes_finds_just_that_commune():
    for one in communes()[:: tries(397, 97, 13)]:
        assert find_communes(one.words) == [one]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Xã Sính Phình", {"03241"}),
        ("sinh phinh", {"03241"}),
        ("SÍNH PHÌNH - ĐIỆN BIÊN", {"03241"}),
        ("xã Tủa Chùa", {"03217"}),
        ("Phường Ba Đình, Hà Nội", {"00004"}),
        ("ba dinh thanh hoa", {"14776", "14812", "16096", "16171"}),
        ("Điện Biên", None),  # a province is no commune
        ("", set()),
        ("Xã", None),
    ],
)
def test_a_commune_is_found_as_it_is_typed(typed, codes):
    found = {one.code for one in find_communes(typed)}
    assert found == codes if codes is not None else len(found) != 1
