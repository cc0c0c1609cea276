"""What an invented campaign is to be like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dophu.ages import AgeGroup, AgeGroups
from dophu.sample.wording import Wording, wording_of

AGE_GROUPS = AgeGroups(
    (
        AgeGroup("under_6", 0, 6, {"vi": "Dưới 6 tuổi", "en": "Under 6"}),
        AgeGroup(
            "6_to_13", 6, 14,
            {"vi": "Từ đủ 6 đến dưới 14 tuổi", "en": "6 to under 14"},
        ),
    )
)  # fmt: skip

TOWN = {"under_6": (840, 400), "6_to_13": (1632, 600)}
"""Children and enrolled of the town's report of 18 July 2024, by age group."""

TOWN_CHILDREN = sum(children for children, _ in TOWN.values())

HAMLET_KINDS = (("Tổ dân phố Mẫu", 6), ("Thôn Ví Dụ", 6), ("Bản Minh Họa", 4))
"""Invented hamlets, with how many of each in turn."""

RESETTLEMENT = "Khu tái định cư Thử Nghiệm"


@dataclass(frozen=True)
class SampleSpec:
    """An invented campaign: its size, seed, dates, faults and kinds of file.

    ``children`` counts those present on the last date; group sizes and enrolled
    are those of the town, to scale. ``faults`` gives kinds of fault (see
    ``faults.KINDS``) with the share of rows that have it. ``formats`` is any of
    ``letterhead`` (one sheet, official layout), ``sheets`` (a sheet a hamlet)
    and ``csv``; the hamlets are dealt out to them in order. ``drive`` is the one in
    whose words the lists are written; see ``wording``. ``reached`` makes the enrolled
    more or fewer than the town's. ``registers`` are those that stand among the lists of
    the last date (see ``registers.KINDS``).
    """

    children: int = TOWN_CHILDREN
    hamlets: int = 17
    seed: int = 20240718
    dates: tuple[date, ...] = (
        date(2024, 6, 30), date(2024, 7, 4), date(2024, 7, 11), date(2024, 7, 18),
    )  # fmt: skip
    deadline: date = date(2024, 7, 31)
    unit: str = "99999"
    unit_name: str = "Thị trấn Mẫu"
    faults: Mapping[str, float] = field(default_factory=dict)
    formats: tuple[str, ...] = ("letterhead", "sheets", "csv")
    drive: str = "identity_card"
    reached: float = 1.0
    registers: tuple[str, ...] = ()

    @property
    def wording(self) -> Wording:
        """The words of its lists."""
        return wording_of(self.drive)

    @property
    def as_of(self) -> date:
        """The last date."""
        return max(self.dates)

    @property
    def start(self) -> date:
        """The first day anybody can be enrolled: the day after the first date."""
        return date.fromordinal(min(self.dates).toordinal() + (len(self.dates) > 1))

    def group_sizes(self) -> dict[str, tuple[int, int]]:
        """Give children and enrolled by age group on the last date, to scale.

        Examples
        --------
        >>> SampleSpec().group_sizes()
        {'under_6': (840, 400), '6_to_13': (1632, 600)}
        """
        sizes = share_out(self.children, [n for n, _ in TOWN.values()])
        return {
            code: (size, round(size * min(enrolled / children * self.reached, 1)))
            for size, (code, (children, enrolled)) in zip(
                sizes, TOWN.items(), strict=True
            )
        }

    def hamlet_names(self) -> list[str]:
        """Name the hamlets: the resettlement area last, where there are three."""
        kinds = [kind for kind, times in HAMLET_KINDS for _ in range(times)]
        plain = self.hamlets - (self.hamlets >= 3)
        names, counts = [], dict.fromkeys(kinds, 0)
        for number in range(plain):
            kind = kinds[number % len(kinds)]
            counts[kind] += 1
            names.append(f"{kind} {counts[kind]}")
        return sorted(names, key=lambda n: kinds.index(n.rsplit(" ", 1)[0])) + (
            [RESETTLEMENT] if self.hamlets >= 3 else []
        )


def share_out(
    total: int, weights: list[float], caps: list[int] | None = None
) -> list[int]:
    """Share whole things out by weight, what is left to the heaviest, never over a cap.

    Examples
    --------
    >>> share_out(10, [1, 1, 2]), share_out(5, [9, 1], caps=[3, 9])
    ([2, 2, 6], [3, 2])
    """
    limits = caps if caps is not None else [total] * len(weights)
    got = [0] * len(weights)
    while left := total - sum(got):
        open_ = [i for i in range(len(weights)) if got[i] < limits[i]]
        if not open_:
            raise ValueError(f"{total} do not fit into caps of {sum(limits)}")
        scale = sum(weights[i] for i in open_) or 1
        wanted = {i: left * (weights[i] or 0) / scale for i in open_}
        whole = {i: min(int(wanted[i]), limits[i] - got[i]) for i in open_}
        if any(whole.values()):
            for i, more in whole.items():
                got[i] += more
            continue
        for i in sorted(open_, key=lambda i: (-(wanted[i] % 1), i))[:left]:
            got[i] += 1
    return got
