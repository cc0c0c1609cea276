"""hamlets.geojson: what is drawn of it, and what is told and passed over."""

import json
from itertools import pairwise

import pytest

import dophu
from dophu.campaign.hamlets import read_hamlets
from dophu.campaign.map_shapes import FILE, read_shapes
from dophu.notebook import CHARTS, charts_of
from dophu.snapshots import look, snapshot_key

RING = [[103.0, 22.0], [103.1, 22.0], [103.1, 22.1], [103.0, 22.1], [103.0, 22.0]]
ROW = "1,Mẫu Văn An,02/01/2019,,Tổ dân phố Mẫu 1,chưa,"


def feature(kind, coordinates, hamlet="H1"):
    geometry = {"type": kind, "coordinates": coordinates}
    properties = {"hamlet_id": hamlet} if hamlet else None
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(folder, *features):
    document = {"type": "FeatureCollection", "features": features}
    (folder / FILE).write_text(json.dumps(document), encoding="utf-8-sig")
    return read_shapes(folder)


@pytest.mark.parametrize(("kind", "coordinates", "rings", "points"), [
    ("Polygon", [RING], 1, 0),
    ("Polygon", [RING, RING], 2, 0),
    ("MultiPolygon", [[RING], [RING]], 2, 0),
    ("Point", [103.0, 22.0, 900.0], 0, 1),
    ("MultiPoint", RING, 0, 5),
])  # fmt: skip
def test_polygons_and_points_are_read(tmp_path, kind, coordinates, rings, points):
    found = write(tmp_path, feature(kind, coordinates), feature("Point", [1, 1], None))
    assert not found.why and set(found.outlines) == {"H1"}
    outline = found.outlines["H1"]
    assert (len(outline.rings), len(outline.points)) == (rings, points)


def test_a_square_of_kilometres_is_a_square_on_the_map(tmp_path):
    wide = 0.01 / 0.9272  # of longitude at 22 degrees: as long as 0.01 of latitude
    ring = [[103, 22], [103 + wide, 22], [103 + wide, 22.01], [103, 22.01], [103, 22]]
    (flat,) = write(tmp_path, feature("Polygon", [ring])).outlines["H1"].rings
    sides = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(flat)]
    assert max(sides) / min(sides) == pytest.approx(1, abs=1e-3)
    assert flat[2][1] < flat[1][1]  # north is above


@pytest.mark.parametrize(("text", "why"), [
    ("{", "shapes_json"),
    ("[]", "shapes_json"),
    ("\N{REPLACEMENT CHARACTER}", "shapes_json"),
    (json.dumps({"features": [feature("Polygon", [[["a", 1]] * 4])]}), "shapes_json"),
    (json.dumps({"features": [feature("Point", [1e999, 1])]}), "shapes_json"),
    (json.dumps({"features": []}), "shapes_none"),
    (json.dumps({"features": [feature("LineString", RING)]}), "shapes_none"),
    (json.dumps({"features": [feature("Point", [503000, 2432000])]}), "shapes_degrees"),
])  # fmt: skip
def test_what_cannot_be_drawn_has_a_reason(tmp_path, text, why):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    found = read_shapes(tmp_path)
    assert (found.why, dict(found.outlines)) == (why, {})


def test_a_damaged_map_is_told_and_the_date_is_drawn_without(folder):
    folder.write(FILE, "{")
    folder.roster("2024-07-18", ROW)
    week = look(folder.path, "2024-07-18")
    assert [i.code for i in week.issues].count("TD-23") == 1
    assert charts_of(week) == tuple(CHARTS)


def test_a_map_of_another_commune_is_told(folder):
    write(folder.path, feature("Polygon", [RING], "X9"))
    folder.roster("2024-07-18", ROW)
    week = look(folder.path, "2024-07-18")
    assert "TD-23" in [i.code for i in week.issues]
    assert charts_of(week) == tuple(CHARTS)


def test_charts_of_places_are_drawn_where_the_campaign_has_them(folder):
    head = "hamlet_id,name,tile_row,tile_column\n"
    folder.write("hamlets.csv", f"{head}H1,Tổ dân phố Mẫu 1,2,1\nH2,Thôn Ví Dụ 2,2,1\n")
    write(folder.path, feature("Polygon", [RING]))
    folder.roster("2024-07-18", ROW)
    week = look(folder.path, "2024-07-18")
    assert charts_of(week) == (*CHARTS, "tiles", "map")
    tiles = dophu.chart("tiles", week)
    # Of two on one tile the first has it.
    assert set(tiles.data["hamlet_id"]) == {"H1"}
    assert [chart.name for chart in dophu.draw_charts(week, ["map"])] == ["map"]


@pytest.mark.parametrize("cell", ["0", "-1", "1.5", "x", "999"])
def test_a_tile_that_is_no_place_is_named_with_its_cell(folder, cell):
    head = "hamlet_id,name,tile_row,tile_column\n"
    folder.write("hamlets.csv", f"{head}H1,Tổ dân phố Mẫu 1,{cell},1\n")
    with pytest.raises(dophu.DophuError, match="TD-05") as told:
        read_hamlets(folder.path)
    assert "C2" in str(told.value)


def test_a_map_that_is_mended_is_drawn_by_the_next_run(folder):
    folder.roster("2024-07-18", ROW)
    keys = []
    for point in ([103.0, 22.0], [103.0, 22.1]):
        write(folder.path, feature("Point", point))
        campaign = dophu.read_campaign(folder.path)
        keys.append(snapshot_key(campaign, campaign.dates()[-1]))
    assert len({*keys}) == 2


def test_a_map_that_is_a_link_out_of_the_campaign_is_not_followed(tmp_path):
    outside, inside = tmp_path / "ngoài", tmp_path / "trong"
    outside.mkdir()
    inside.mkdir()
    write(outside, feature("Polygon", [RING]))
    try:
        (inside / FILE).symlink_to(outside / FILE)
    except OSError:
        pytest.skip("no links here")
    assert (read_shapes(inside).outlines, read_shapes(inside).why) == (
        {},
        "shapes_json",
    )
