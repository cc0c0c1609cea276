"""An invented campaign on disk: lists as offices send them, and the truth beside them.

SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC: children, hamlets and officers do not
exist. The same :class:`SampleSpec` writes the same bytes on every system.
"""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from random import Random

from dophu.catalogue.vocabulary import DEFAULT
from dophu.sample.faults import KINDS
from dophu.sample.lists import lists_of, short_spelling
from dophu.sample.pages import MARK
from dophu.sample.planting import FaultPlanter
from dophu.sample.region import units_of, write_region_toml
from dophu.sample.registers import KINDS as REGISTERS
from dophu.sample.registers import write_registers
from dophu.sample.spec import AGE_GROUPS, SampleSpec
from dophu.sample.truth import Truth, hamlet_id
from dophu.sample.wording import sample_drives
from dophu.sample.world import make_world
from dophu.sample.writing import write_list

__all__ = (
    "KINDS", "REGISTERS", "SampleSpec", "sample_drives", "write_region", "write_sample",
)  # fmt: skip

_HEAD = """\
# {mark}
# Chiến dịch mẫu: trẻ em, thôn bản và cán bộ đều không có thật.

[campaign]
{drive}name = "{wording.name}"   # tên đợt, dùng cho tiêu đề
unit = "{unit}"                                  # mã đơn vị cấp xã
unit_name = "{unit_name}"                  # tên đơn vị
start = {start}
deadline = {deadline}                           # thời hạn hoàn thành
language = "vi"                                  # vi | en: ngôn ngữ biểu đồ, báo cáo
counts_as_enrolled = {counts}       # {wording.counted}
simulated = true                                 # ghi "{mark}"
"""
_GROUP = """
[[age_groups]]
code = "{group.code}"
from_years = {group.from_years}
below_years = {group.below_years}   # tuổi tròn năm trong [from_years, below_years)
label = {{ vi = "{group.label[vi]}", en = "{group.label[en]}" }}
venue = "{venue}"
"""
_SESSIONS = """
# {session}: tùy chọn; có điểm làm và số chỗ thì sổ tay 30 lập kế hoạch các buổi.
[sessions]
days = [
{days}]
together = {together}   # các thôn đi cùng ngày

{venues}
[reachable_from]   # ngày mà trẻ có lý do này làm được
VE_QUE_HE = {back}
"""
_VENUE = """\
[[sessions.venues]]
name = "{venue}"
age_groups = ["{group.code}"]
places = {places}   # số trẻ làm được mỗi ngày
"""
_BRIEFING = """
[briefing]
issued_by = "Ủy ban nhân dân"   # cơ quan ban hành, đứng trên tên đơn vị
"""
_PLACES = {"under_6": 60, "6_to_13": 100}


def write_sample(spec: SampleSpec, folder: Path | str) -> None:
    """Write an invented campaign and its truth into a folder.

    Parameters
    ----------
    spec
        Size, seed, dates, faults, kinds of file, drive and registers.
    folder
        The campaign's folder; made if need be, its files overwritten.

    Raises
    ------
    ValueError
        For an unknown kind of fault, or a drive without a sample.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_sample(SampleSpec(children=30, hamlets=2), folder)
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['campaign.toml', 'enrolments', 'hamlets.csv', 'rosters', 'truth']
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = spec.hamlet_names()
    _write_campaign(spec, folder)
    _write_hamlets(names, folder)
    world = make_world(spec)
    truth = Truth(world)
    planter = FaultPlanter(spec.faults)
    for day in sorted(spec.dates):
        files = lists_of(world, day, names)
        # A source of chance a date: one date more changes no other.
        rng = Random(f"{spec.seed}-{day}-faults")
        planted = planter.plant(files, rng, day)
        for file in files:
            write_list(folder, file)
        truth.add_date(day, files, planted)
    truth.write(folder / "truth")
    if spec.registers:
        rows = write_registers(world, spec.as_of, names, spec.registers, folder)
        truth.write_registers(rows, folder / "truth")


def write_region(spec: SampleSpec, units: int, folder: Path | str) -> None:
    """Write an invented region: ``region.toml`` and a campaign a unit in ``units/``.

    Parameters
    ----------
    spec
        What each unit is like; seeds, codes and names differ from unit to unit.
    units
        How many units.
    folder
        The region's folder; made if need be.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_region(SampleSpec(children=30, hamlets=2), 2, folder)
    ...     sorted(p.name for p in Path(folder, "units").iterdir())
    ['90001', '90002']
    """
    for unit in units_of(spec, units):
        write_sample(unit, Path(folder) / "units" / unit.unit)
    write_region_toml(spec, Path(folder))


def _write_campaign(spec: SampleSpec, folder: Path) -> None:
    text = _HEAD.format(
        mark=MARK,
        unit=spec.unit,
        unit_name=spec.unit_name,
        start=spec.start,
        deadline=spec.deadline,
        wording=spec.wording,
        counts=json.dumps(spec.wording.counts),
        # The kit's own drive needs no naming.
        drive="" if spec.drive == DEFAULT.drive else f'drive = "{spec.drive}"\n',
    )
    venues = spec.wording.venues
    text += "".join(_GROUP.format(group=g, venue=venues[g.code]) for g in AGE_GROUPS)
    text += _sessions_of(spec) + _BRIEFING
    (folder / "campaign.toml").write_text(text, encoding="utf-8", newline="\n")


def _sessions_of(spec: SampleSpec) -> str:
    """Hold sessions from Monday to Saturday, a line a week; two hamlets go together."""
    length = (spec.deadline - spec.start).days
    drive = (spec.start + timedelta(n) for n in range(length + 1))
    weeks = groupby(
        (day for day in drive if day.weekday() < 6),
        key=lambda day: day.isocalendar()[1],
    )
    lines = [f"  {', '.join(map(str, week))},\n" for _, week in weeks]
    pair = [hamlet_id(number) for number in range(min(spec.hamlets, 2))]
    venues_of = spec.wording.venues
    venues = "\n".join(
        _VENUE.format(group=g, venue=venues_of[g.code], places=_PLACES[g.code])
        for g in AGE_GROUPS
    )
    return _SESSIONS.format(
        session=spec.wording.session,
        days="".join(lines),
        together=str([pair]).replace("'", '"'),
        venues=venues,
        back=spec.deadline - timedelta(4),
    )


def _write_hamlets(names: list[str], folder: Path) -> None:
    columns = ("hamlet_id", "name", "aliases", "officer", "valid_from", "valid_to")
    path = folder / "hamlets.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for number, name in enumerate(names):
            spelling = short_spelling(name)
            alias = spelling if spelling != name else "Khu TĐC Thử Nghiệm"
            officer = f"Cán bộ {number + 1:02d}"
            writer.writerow([hamlet_id(number), name, alias, officer, "", ""])
