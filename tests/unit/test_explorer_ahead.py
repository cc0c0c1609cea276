"""What the explorer counts while nobody waits: in steps that rest at a change."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

import dophu
from dophu.explorer import ahead
from dophu.explorer.ahead import Ahead, count_ahead
from dophu.tables.kept import counted_once, kept
from tests.campaigns import Folder


@pytest.fixture
def week(folder: Folder):
    for day in ("2024-07-11", "2024-07-18"):
        folder.roster(day, "1,Mẫu Thị Hoa,02/03/2014,,TDP M1,chưa,")
    return dophu.load(folder.path, "2024-07-18")


@pytest.mark.long
def test_after_all_steps_no_table_of_the_pace_is_counted_again(week):
    assert len([*count_ahead(week)]) > 10

    def refuse():
        raise AssertionError("it was kept")

    for name in ("progress", "score", "ledger"):
        assert kept(week, name, refuse)
    for name in ("reasons", "officers", ("reported", week.series()[0].as_of)):
        assert len(counted_once(week, name, refuse)), name


def test_nothing_is_counted_of_a_date_that_is_only_looked_at():
    looked_at = SimpleNamespace(looked_at=True, unstored=None)
    assert [*count_ahead(looked_at)] == []


def test_steps_wait_for_quiet_and_go_on_where_they_were(monkeypatch):
    monkeypatch.setattr(ahead, "IDLE", 0.05)
    monkeypatch.setattr(ahead, "BETWEEN", 0)
    taken: list[int] = []

    def steps(week):
        for number in range(5):
            taken.append(number)
            yield

    monkeypatch.setattr(ahead, "count_ahead", steps)

    async def change_and_wait():
        asked, week = Ahead(), object()
        asked.follow(week)
        asked.rest()
        await asyncio.sleep(0.1)
        assert taken == []
        asked.follow(week)
        while len(taken) < 2:
            await asyncio.sleep(0)
        asked.rest()
        seen = [*taken]
        await asyncio.sleep(0.1)
        assert taken == seen
        asked.follow(week)
        for _ in range(100):
            await asyncio.sleep(0.01)
        assert taken == [0, 1, 2, 3, 4]

    asyncio.run(change_and_wait())


def test_a_step_that_fails_is_the_last(monkeypatch):
    monkeypatch.setattr(ahead, "IDLE", 0)
    taken = []

    def steps(week):
        taken.append(1)
        yield
        taken.append(2)
        raise OSError

    monkeypatch.setattr(ahead, "count_ahead", steps)

    async def wait():
        Ahead().follow(object())
        await asyncio.sleep(0.2)

    asyncio.run(wait())
    assert taken == [1, 2]
