"""Groups of a region: their units, whoever names the group, and totals that add up."""

from __future__ import annotations

import shutil
from pathlib import Path

from dophu.region.opening import load_region

TOML = """\
[region]
name = "Đợt mẫu"
unit = "90"
unit_name = "Tỉnh Mẫu"
rollups = ["rollups/90003*"]

[[groups]]
name = "Huyện Một"
rollups = ["rollups/90001*", "rollups/90002*"]

[[units]]
unit = "90004"
name = "Xã Mẫu 4"
group = "Huyện Hai"
"""


def test_totals_of_groups_add_up_to_the_region(tmp_path: Path):
    shutil.copytree("data/region/rollups", tmp_path / "rollups")
    (tmp_path / "region.toml").write_text(TOML, encoding="utf-8")
    week = load_region(tmp_path, "2024-07-18")
    table = week.by_group()
    assert list(table.index) == ["Huyện Một", "-", "Huyện Hai", "all"]
    assert list(table["units"]) == [2, 1, 1, 4]
    gap = week.gaps.groupby("hamlet_id")["gap"].sum()
    assert table.loc["Huyện Một", "gap"] == gap["90001"] + gap["90002"]
    assert table.loc["-", "gap"] == gap["90003"]
    counts = table[["persons", "enrolled", "gap"]]
    assert (counts.iloc[:-1].sum() == counts.loc["all"]).all()
    assert counts.loc["all", "gap"] == week.gaps["gap"].sum()
    # Of a unit that never sent anything nothing is known, which is not 0.
    assert counts.loc["Huyện Hai"].isna().all()
    assert table.loc["Huyện Hai", "units_sent"] == 0
