"""``region.toml``: every key checked, the nearest one named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dophu.catalogue.issues import DophuError
from dophu.cli import main
from dophu.region.settings import read_region

GOOD = """\
[region]
name = "Đợt mẫu"
unit = "90"
unit_name = "Tỉnh Mẫu"
"""


def read(folder: Path, text: str):
    (folder / "region.toml").write_text(text, encoding="utf-8")
    return read_region(folder)


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        (GOOD + 'campaign = ["a"]\n', "KV-03", "region.campaigns"),
        (GOOD + "[wrds]\n", "KV-03", "'words'"),
        (GOOD + '[[units]]\nunit = "1"\nname = "A"\ngruop = "x"\n', "KV-03", "group"),
        (GOOD.replace("unit_name", "# "), "KV-04", "region.unit_name"),
        (GOOD + '[[units]]\nunit = "1"\n', "KV-04", "units.name"),
        (GOOD.replace('"90"', "90"), "KV-05", "region.unit"),
        (GOOD + 'campaigns = "units"\n', "KV-05", "region.campaigns"),
        (GOOD + "[groups]\nname = 'A'\n", "KV-05", "groups"),
        (GOOD + 'campaigns = ["nowhere/*"]\n', "KV-06", "nowhere"),
        # A pattern of nothing is no error of the kit's.
        (GOOD + 'campaigns = ["**x"]\n', "KV-06", "**x"),
        (GOOD + "name = 'again'\n", "KV-02", "5"),
        ("", "KV-04", "region"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, code: str, word: str):
    with pytest.raises(DophuError) as caught:
        read(tmp_path, text)
    assert code in [issue.code for issue in caught.value.issues]
    assert word in caught.value.say("vi")
    assert word in caught.value.say("en")
    # What was expected is said in one language, not as the kit's table of both.
    assert "{'vi'" not in caught.value.say("vi") + caught.value.say("en")


def test_fewer_workers_than_none_are_a_wrong_parameter(tmp_path: Path, capsys):
    (tmp_path / "region.toml").write_text(GOOD, encoding="utf-8")
    assert main(["region", str(tmp_path), "--workers", "-1"]) == 1
    assert "CH-08 " in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(DophuError, match="KV-01"):
        read_region(tmp_path)


def test_folders_globs_and_groups_give_each_campaign_once(tmp_path: Path):
    for name in ("a1", "a2", "b1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "campaign.toml").touch()
    (tmp_path / "a3").mkdir()
    text = GOOD + 'campaigns = ["a1"]\n[[groups]]\nname = "B"\ncampaigns = ["[ab]*"]\n'
    region = read(tmp_path, text)
    found = {source.path.name: source.group for source in region.sources}
    assert found == {"a1": "B", "a2": "B", "b1": "B"} | {"a1": found["a1"]}
    assert [source.path.name for source in region.sources] == ["a1", "a2", "b1"]
