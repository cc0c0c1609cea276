"""An invented region: its units' specifications, and its ``region.toml``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dophu.sample.pages import MARK
from dophu.sample.spec import SampleSpec

UNIT, NAME = "90", "Tỉnh Mẫu"
"""Code and name of the invented region; those of its units are made from them."""

_TOML = """\
# {mark}

[region]
name = "{name}"
unit = "{unit}"
unit_name = "{unit_name}"
deadline = {deadline}
language = "vi"
simulated = true
campaigns = ["units/*"]   # thư mục của các đơn vị
"""


def units_of(spec: SampleSpec, units: int) -> list[SampleSpec]:
    """Give the units: codes, names, sizes and shares that differ, one in six a ward.

    Examples
    --------
    >>> some = units_of(SampleSpec(children=1000), 3)
    >>> [(unit.unit_name, unit.children) for unit in some]
    [('Xã Mẫu 1', 970), ('Xã Mẫu 2', 1340), ('Xã Mẫu 3', 900)]
    """
    return [
        replace(
            spec,
            seed=spec.seed + number,
            # Spread without chance: 60 to 140 % in size, 50 to 140 % in what is
            # reached.
            children=max(round(spec.children * (60 + number * 37 % 81) / 100), 1),
            reached=(50 + number * 53 % 91) / 100,
            unit=f"{UNIT}{number:03d}",
            unit_name=f"{'Phường' if number % 6 == 0 else 'Xã'} Mẫu {number}",
        )
        for number in range(1, units + 1)
    ]


def write_region_toml(spec: SampleSpec, folder: Path) -> None:
    """Write ``region.toml`` for campaigns in ``units/``."""
    text = _TOML.format(
        mark=MARK, name=spec.wording.name, unit=UNIT, unit_name=NAME,
        deadline=spec.deadline,
    )  # fmt: skip
    (folder / "region.toml").write_text(text, encoding="utf-8", newline="\n")
