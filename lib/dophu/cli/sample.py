"""``dophu sample``: a campaign of invented children, of any size and with any fault."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from dophu.campaign.settings import YEARS, is_day
from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.refusals import writing_to
from dophu.catalogue.sentences import say
from dophu.cli.arguments import add_command, add_language, wrong
from dophu.cli.commands import READY
from dophu.runs.screen import show

WANTED = ("children", "hamlets", "seed", "dates", "faults", "drive", "registers")
"""What of a sample can be chosen; what is not given is as in the committed one."""


def add_sample(parsers: Any) -> None:
    """Add the command and its arguments."""
    parser = add_command(
        parsers,
        "sample",
        "tạo chiến dịch mẫu, trẻ hư cấu | make a campaign of invented children",
        "dophu sample thu --children 500 --hamlets 5 --faults year_only=0.02",
        sample,
    )
    parser.add_argument("folder", metavar="DIR", help="thư mục trống | an empty folder")
    parser.add_argument(
        "--children", type=int, metavar="N", help="số trẻ | number of children"
    )
    parser.add_argument(
        "--hamlets", type=int, metavar="N", help="số thôn | number of hamlets"
    )
    parser.add_argument(
        "--units",
        type=int,
        metavar="N",
        help="một vùng có N đơn vị, mỗi đơn vị ngần ấy trẻ | a region of N units, "
        "each of so many children",
    )
    parser.add_argument(
        "--format",
        choices=("lists", "parquet"),
        default="lists",
        help="với --units: danh sách như được gửi, hoặc parquet: một bộ dữ liệu trẻ, "
        "cho số lượng lớn | with --units: lists as they are sent, or parquet: one data "
        "set of children, for large sizes",
    )
    parser.add_argument(
        "--seed", type=int, metavar="N", help="số khởi tạo | seed: the same, the same"
    )
    parser.add_argument(
        "--dates",
        type=_dates,
        metavar="DATE,...",
        help="các ngày chốt, YYYY-MM-DD | dates of the lists",
    )
    parser.add_argument(
        "--faults",
        type=_faults,
        metavar="KIND=RATE,...",
        help="lỗi cố ý và tỷ lệ dòng | faults to plant and their share of rows",
    )
    parser.add_argument(
        "--drive",
        metavar="NAME",
        help="đợt: identity_card (mặc định) hoặc measles | drive: identity_card"
        " (default) or measles",
    )
    parser.add_argument(
        "--registers",
        type=lambda text: tuple(text.split(",")),
        metavar="KIND,...",
        help="thêm sổ của xã: students (học sinh), residents (nhân khẩu), survey (phổ"
        " cập) | with registers: students, residents, survey",
    )
    add_language(parser)


def sample(options: argparse.Namespace) -> int:
    """Make a campaign of invented children in an empty folder."""
    from dophu.sample import (
        KINDS,
        REGISTERS,
        SampleSpec,
        sample_drives,
        write_region,
        write_sample,
    )

    folder = Path(options.folder)
    if folder.is_dir() and any(folder.iterdir()):
        names = ", ".join(sorted(path.name for path in folder.iterdir())[:5])
        details = {"folder": str(folder), "names": names}
        raise DophuError(Issue("CH-09", details=details))
    _check("--faults", options.faults or (), KINDS)
    drive = options.drive
    _check("--drive", () if drive is None else [drive], sample_drives())
    _check("--registers", options.registers or (), REGISTERS)
    _check_sizes(options)
    given = {name: v for name in WANTED if (v := getattr(options, name)) is not None}
    spec = SampleSpec(**given)
    if not options.units:
        with writing_to(folder):
            write_sample(spec, folder)
        steps = {"sample_made": {"folder": folder}, "sample_next": {"folder": folder}}
    else:
        if options.format == "parquet":
            from dophu.sample.persons import write_persons as write_region
        with writing_to(folder):
            write_region(spec, options.units, folder)
        steps = {"sample_region_made": {"folder": folder, "n": options.units}}
    for key, values in steps.items():
        show(say(key, options.language or "vi", **values))
    return READY


def _check(name: str, given: Collection[str], known: Collection[str]) -> None:
    if not set(given) <= set(known):
        raise wrong(name, "one_of", names=", ".join(known))


def _check_sizes(options: argparse.Namespace) -> None:
    """Refuse what no drive can be: no child, a day of another age."""
    for name in ("children", "hamlets", "units"):
        if (number := getattr(options, name)) is not None and number < 1:
            raise wrong(f"--{name}", "one_at_least")
    if not all(map(is_day, options.dates or ())):
        raise wrong("--dates", "days_of_years", first=YEARS[0], last=YEARS[-1])
    # Not a number is between nothing and nothing.
    if not all(0 <= share <= 1 for share in (options.faults or {}).values()):
        raise wrong("--faults", "a_share")
    if options.format != "lists" and not options.units:
        raise wrong("--format", "with_option", other="--units")


def _dates(text: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(part.strip()) for part in text.split(","))


def _faults(text: str) -> dict[str, float]:
    pairs = (part.split("=") for part in text.split(","))
    return {kind.strip(): float(rate) for kind, rate in pairs}


# argparse names the function in its message about a value it cannot read.
_dates.__name__, _faults.__name__ = "YYYY-MM-DD,...", "KIND=RATE,..."
