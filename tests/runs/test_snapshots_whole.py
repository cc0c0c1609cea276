"""Snapshots: damaged, edited or cut short they are made again, and that is told."""

from __future__ import annotations

import random
import stat
import warnings
from pathlib import Path

import duckdb
import pytest

import dophu
from dophu.campaign.config import read_campaign
from dophu.snapshots import discard_damaged, find_damaged
from dophu.snapshots.seal import SEAL, is_whole
from dophu.snapshots.store import MANIFEST, PERSONS
from dophu.snapshots.stored import DamagedSnapshot
from tests.short_form import tries

DAYS = ("2024-07-11", "2024-07-18")
FILES = 6  # five tables and the manifest


@pytest.fixture
def campaign(folder):
    rows = (
        "1,Nguyễn Văn Thử,05/07/2019,999219000001,Tổ dân phố Mẫu 1,đã cấp,",
        "2,Trần Thị Mẫu,01/02/2015,999315000002,Thôn Ví Dụ 2,chưa,về quê",
    )
    for day in DAYS:
        folder.roster(day, *rows)
    return folder.path


def stored(campaign: Path, day: str = DAYS[-1]) -> Path:
    (found,) = (p for p in (campaign / "snapshots" / day).iterdir() if p.is_dir())
    return found


def gap(campaign: Path) -> int:
    return int(dophu.gaps(dophu.load(campaign, DAYS[-1]))["gap"].sum())


def edit_status(path: Path) -> None:
    """Make every child done, as somebody who can write Parquet would."""
    columns = "* REPLACE ('issued' AS status)"
    with duckdb.connect() as connection:
        rows = connection.read_parquet(str(path)).project(columns)
        rows.write_parquet(str(path.with_suffix(".new")))
    path.with_suffix(".new").replace(path)


def test_a_hand_edit_of_the_status_is_noticed_and_the_lists_are_read_again(campaign):
    assert gap(campaign) == 1
    edit_status(stored(campaign) / PERSONS)
    with pytest.warns(DamagedSnapshot, match="CH-18 Bản chụp ngày 18/7/2024"):
        assert gap(campaign) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert gap(campaign) == 1


@pytest.mark.hunt
def test_any_flipped_bit_of_any_file_is_noticed(campaign):
    gap(campaign)
    folder = stored(campaign)
    chance = random.Random(20)
    files = sorted(path for path in folder.iterdir() if path.is_file())
    assert len(files) == FILES + 1
    for path in files:
        whole = path.read_bytes()
        for _ in range(tries(70, 700) // len(files)):
            damaged = bytearray(whole)
            damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged)
            assert not is_whole(folder), path.name
        path.write_bytes(whole)
        assert is_whole(folder)


@pytest.mark.parametrize("name", [MANIFEST, PERSONS, SEAL])
def test_a_lost_or_cut_file_of_a_date_before_is_made_again(campaign, name):
    gap(campaign)
    before = stored(campaign, DAYS[0])
    whole = (before / name).read_bytes()
    for damage in (None, b"", whole[: len(whole) // 2]):
        if damage is None:
            (before / name).unlink()
        else:
            (before / name).write_bytes(damage)
        with pytest.warns(DamagedSnapshot, match="11/7/2024"):
            weeks = dophu.load(campaign, DAYS[-1]).series()
        assert [len(week.people) for week in weeks] == [2, 2]
        assert (before / name).read_bytes() == whole


def test_a_look_writes_nothing_and_is_not_misled(campaign):
    from dophu.snapshots import look

    gap(campaign)
    edit_status(stored(campaign) / PERSONS)
    edited = (stored(campaign) / PERSONS).read_bytes()
    assert int(dophu.gaps(look(campaign, DAYS[-1]))["gap"].sum()) == 1
    assert (stored(campaign) / PERSONS).read_bytes() == edited
    reported = find_damaged(read_campaign(campaign), read_campaign(campaign).as_of(""))
    assert [(issue.code, issue.details) for issue in reported] == [
        ("CH-18", {"date": "18/7/2024"})
    ]


def test_a_run_clears_what_is_damaged_before_its_kernels_open_it(campaign):
    gap(campaign)
    (stored(campaign) / PERSONS).write_bytes(b"PAR1")
    read = read_campaign(campaign)
    assert len(discard_damaged(read, read.as_of(""))) == 1
    assert discard_damaged(read, read.as_of("")) == []
    assert not list((campaign / "snapshots" / DAYS[-1]).iterdir())


def test_the_owner_alone_may_read_snapshots_whatever_the_umask(campaign, umask_0):
    (campaign / "snapshots").mkdir()
    gap(campaign)
    paths = [campaign / "snapshots", *stored(campaign).iterdir(), stored(campaign)]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}
    folders = {"snapshots", "kept", stored(campaign).name}
    open_to_others = [
        name
        for name, mode in modes.items()
        if mode != (0o700 if name in folders else 0o600)
    ]
    assert open_to_others in ([], ["kept"])  # counts alone, behind closed folders


def test_what_a_killed_run_left_and_dates_that_are_gone_are_cleared(campaign):
    gap(campaign)
    store = campaign / "snapshots"
    (store / DAYS[0] / ".abc.1.part").mkdir()
    (store / "2024-07-04" / "abc").mkdir(parents=True)
    read = read_campaign(campaign)
    discard_damaged(read, read.as_of(""))
    assert sorted(path.name for path in store.iterdir() if path.is_dir()) == [*DAYS]
    assert not list((store / DAYS[0]).glob(".*"))
