"""A worker: as many units as one likes, at the same memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from dophu.region.worker import run_unit
from dophu.runs.forked_kernels import can_fork
from dophu.runs.kernels import warm_kernels
from tests.runs.offices import CHILDREN, Office
from tests.short_form import tries

GROWTH = 40 * 2**20
"""Bytes by which what is held may swing from run to run."""


def held() -> int:
    """Give the bytes that this process holds now."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


@pytest.mark.long
@pytest.mark.hunt
@pytest.mark.skipif(
    not (can_fork() and Path("/proc/self/status").exists()),
    reason="memory is looked at as Linux shows it",
)
def test_memory_is_steady_over_many_units(tmp_path: Path):
    office = Office(tmp_path)
    asked = {
        "campaign": str(office.campaign), "as_of": "2024-07-18", "language": "",
        "reports": str(office.reports), "notebooks": str(office.notebooks),
        "out": str(tmp_path / "out"),
    }  # fmt: skip
    seen = []
    with warm_kernels():
        for number in range(tries(4, 8, 500)):
            child = f"9,Lò Thị Ví,{number % 28 + 1:02d}/02/2018,,Thôn Ví Dụ 2,chưa,"
            office.roster("2024-07-18", *CHILDREN, child)
            assert not {"issues", "error"} & run_unit(asked).keys()
            seen.append(held())
    assert max(seen[1:]) < seen[1] + GROWTH, [size // 2**20 for size in seen]
