"""Values of every wrong kind under every key: named with the key, never a traceback."""

from __future__ import annotations

import errno
import json
import os
from copy import deepcopy
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from dophu import cli
from dophu.campaign import settings
from dophu.campaign.config import read_campaign
from dophu.catalogue.issues import DophuError
from dophu.region.settings import read_region
from dophu.runs.record import read_week_record

DAY = date(2024, 7, 20)
CAMPAIGN = {
    "campaign": {
        "name": "Thử", "unit": "99999", "unit_name": "Thị trấn Thử", "start": DAY,
        "deadline": DAY, "language": "vi", "counts_as_enrolled": ["issued"],
        "simulated": True, "former_names": ["Xã A"], "drive": "any",
    },
    "age_groups": [
        {"code": "small", "from_years": 0, "below_years": 6,
         "label": {"vi": "nhỏ"}, "venue": "V"},
    ],
    "sessions": {
        "days": [DAY], "together": [["H1", "H2"]],
        "venues": [{"name": "V", "age_groups": ["small"], "places": 3, "days": [DAY],
                    "hamlets": ["H1"]}],
    },
    "reachable_from": {"VE_QUE_HE": DAY},
    "briefing": {"officers": True, "issued_by": "UBND"},
    "words": {"source": {"vi": "{n} {places} báo cáo"}},
    "vocabulary": {
        "status": {"applied": ["đợt hai"]}, "headings": {"status": ["Kết quả X"]},
        "reason": {"MOI": {"phrases": ["ở xa"], "reachable": "now",
                           "counts": "present", "label": {"vi": "Ở xa"}}},
        "phrase": {}, "venue": {}, "list": {},
    },
}  # fmt: skip
REGION = {
    "region": {
        "name": "Tỉnh", "unit": "90", "unit_name": "Tỉnh Mẫu", "deadline": DAY,
        "language": "vi", "rollups": ["*.json"], "simulated": True,
    },
    "groups": [{"name": "A", "rollups": ["a/*"]}],
    "units": [{"unit": "1", "name": "A", "group": "A"}],
    "persons": {"from": "nowhere", "table": "t"},
    "age_groups": [{"code": "small", "from_years": 0, "below_years": 6,
                    "label": {"vi": "nhỏ"}}],
    "words": {"source": {"vi": "{n} nơi"}},
}  # fmt: skip
WRONG = (
    -1, 10**30, float("nan"), "", "\x1b[31m", "a\ufffeb", "x" * 301, DAY,
    date.min, date.max,
    datetime(2024, 7, 20, tzinfo=UTC), [], [[]], [{}], ["\x00"], {}, {"vi": "{x}"},
    {"a": {"b": [{}]}},
)  # fmt: skip


def keys(table, at=()):
    """Give the place of every key and entry of a table."""
    places = table.items() if isinstance(table, dict) else enumerate(table)
    for key, value in places:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from keys(value, (*at, key))


def variants(whole):
    """Give a table with each of its values replaced by each of the wrong ones."""
    for place in keys(whole):
        for value in WRONG:
            table = part = deepcopy(whole)
            for key in place[:-1]:
                part = part[key]
            part[place[-1]] = value
            yield table


@pytest.mark.parametrize(
    ("module", "whole", "read", "least"),
    [("campaign", CAMPAIGN, read_campaign, 700), ("region", REGION, read_region, 300)],
)
def test_a_value_of_any_wrong_kind_is_named_with_its_key(
    folder, monkeypatch, module, whole, read, least
):
    # TOML is made from no table here: what it gives is put in place of it.
    given = SimpleNamespace(loads=lambda text: table)
    monkeypatch.setattr(f"dophu.{module}.settings.toml_text", given)
    folder.write("region.toml", "")
    table = whole
    read(folder.path)
    refused = 0
    for variant in variants(whole):
        table = variant
        try:
            read(folder.path)
        except DophuError as error:
            refused += 1
            assert all(line.isprintable() for line in error.say("vi").splitlines())
    assert refused > least


@pytest.mark.parametrize(
    "line", ["a = " + "9" * 4400, "a = " + "[" * 9000], ids=["digits", "deep"]
)
@pytest.mark.parametrize("file", ["campaign.toml", "region.toml"])
def test_a_number_of_thousands_of_digits_and_deep_lists_are_no_toml(folder, file, line):
    folder.write(file, f"x = 1\n{line}\n")
    read = read_region if file == "region.toml" else read_campaign
    with pytest.raises(DophuError, match=r"(CD|KV)-02"):
        read(folder.path)


@pytest.mark.parametrize(
    ("name", "heading", "line"),
    [
        ("hamlets", "hamlet_id,name,tile_row,tile_column", f"H1,A,{'9' * 5000},1"),
        ("hamlets", "hamlet_id,name,officer", f"H1,A,{'x' * 301}"),
        ("hamlet_events", "from_id,to_id,kind,date", "H1,H2,merge,0001-01-01"),
        ("hamlet_events", "x" * 140_000 + ",to_id", "H1,H2"),
    ],
)
def test_a_cell_of_a_table_that_nothing_can_be_made_of_is_named(
    folder, name, heading, line
):
    folder.write(f"{name}.csv", f"{heading}\n{line}\n")
    with pytest.raises(DophuError, match=f"TD-(05|08) {name}"):
        read_campaign(folder.path)


LONG = "x" * 300
COMMANDS = (
    ["check", LONG], ["verify", LONG], ["purge", LONG, "--yes"], ["region", LONG],
    ["new", LONG, "--no-ask"], ["new", "n", "--from", LONG], ["sample", f"a/{LONG}"],
)  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="Windows takes no such path for one")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_a_path_that_the_system_refuses_is_named(
    tmp_path, capsys, monkeypatch, command
):
    monkeypatch.chdir(tmp_path)
    assert cli.main([*command, "--language", "en"]) == 1
    stated = " ".join(capsys.readouterr().err.split())
    assert "CH-11" not in stated
    assert "path is too long" in stated


def test_a_file_that_may_not_be_opened_is_named_with_the_reason(
    folder, capsys, monkeypatch
):
    refused = PermissionError(errno.EACCES, "Giàng A Páo", "a/\x1b[31mb.toml")

    def refuse(*_anything, **_more):
        raise refused

    monkeypatch.setattr(settings.Path, "read_text", refuse)
    assert cli.main(["check", str(folder.path), "--language", "en"]) == 1
    stated = " ".join(capsys.readouterr().err.split())
    assert stated.startswith("CH-33 ") and "Páo" not in stated
    assert "'a/\ufffd[31mb.toml' be opened (there is no right" in stated


@pytest.mark.parametrize("command", ["sample", "rollup"])
def test_what_cannot_be_written_to_is_named(folder, capsys, monkeypatch, command):
    monkeypatch.setattr("dophu.region.worker.roll_up", lambda *_counted: None)
    monkeypatch.setattr("dophu.region.rollup.write_rollup", lambda _, out: out.mkdir())
    taken = folder.write("taken", "")
    folder.roster("2024-07-18", "1,Nguyễn Văn Thử,05/07/2019,,Tổ dân phố Mẫu 1,chưa,")
    given = {"sample": [str(taken)], "rollup": [str(folder.path), "--out", str(taken)]}
    assert cli.main([command, *given[command]]) == 1
    assert "CH-04" in capsys.readouterr().err


RECORD = {
    "schema": 1, "outputs": [], "as_of": "2024-07-18", "unit": "99999",
    "gate": "READY", "parameters": {"language": "vi"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema", 2), ("outputs", {"a": 1}), ("as_of", []), ("as_of", "18/7/2024"),
        ("unit", "../x"), ("unit", 9), ("gate", None), ("parameters", []),
        ("parameters", {"language": "fr"}),
    ],
)  # fmt: skip
def test_a_record_of_no_date_or_unit_is_no_edition(tmp_path, key, value):
    place = tmp_path / "run.json"
    place.write_text(json.dumps(RECORD), encoding="utf-8")
    assert read_week_record(tmp_path) == RECORD
    place.write_text(json.dumps({**RECORD, key: value}), encoding="utf-8")
    with pytest.raises(DophuError, match="CH-06"):
        read_week_record(tmp_path)
