"""Invented names: syllables put together at random, so that nobody real is copied.

The patterns are those of the uplands (Mông, Thái, Kinh); the Mông pool is small,
so the same name twice in a hamlet is ordinary, as it is in life.
"""

from __future__ import annotations

from random import Random

MONG_CLANS = "Giàng Vừ Thào Sùng Mùa Hạng Lầu Ly Vàng Cứ Chang Tráng Chá Sình Phàng Khang".split()  # noqa: E501, SIM905
MONG_MALE = "Páo Dơ Sử Chư Tủa Lử Di Phình Dế Hồ Chu Dình Sếnh Nhìa Só".split()  # noqa: SIM905
MONG_FEMALE = "Dế Mỷ Súa Sua Ca Dợ Mo Máy Say Dua Chía Pà Xi".split()  # noqa: SIM905
THAI_CLANS = "Lò Quàng Lường Tòng Cà Cầm Bạc Đèo Mè Lù Lèo Ngần Hoàng Vì Điêu".split()  # noqa: SIM905
KINH_CLANS = "Nguyễn Nguyễn Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô".split()  # noqa: SIM905
GIVEN_MALE = "Bảo Khôi Khoa Minh Phúc Thiên Đức Huy Long Nam Quân Sơn Tùng Việt Biên Điện".split()  # noqa: E501, SIM905
GIVEN_FEMALE = (
    "An Hân Linh Nhi Ánh Chi Diệp Hương Lan Mai Ngọc Thảo Trang Vy Yến Ón".split()
)  # noqa: E501, SIM905

GROUPS = (("mong", 0.45), ("thai", 0.35), ("kinh", 0.20))
"""Shares of the name patterns among children of such a town."""


def name_group(rng: Random) -> str:
    """Draw a group of names for a family."""
    mark = rng.random()
    for group, share in GROUPS:
        mark -= share
        if mark < 0:
            return group
    # Rounding may leave a little of the mark.
    return GROUPS[-1][0]


def family_name(rng: Random, group: str) -> str:
    """Draw a family name of a group."""
    clans = {"mong": MONG_CLANS, "thai": THAI_CLANS, "kinh": KINH_CLANS}
    return rng.choice(clans[group])


def full_name(rng: Random, group: str, family: str, sex: str) -> str:
    """Put a name together for a child or a parent of a family."""
    male = sex == "male"
    if group == "mong":
        middle = "A" if male else rng.choice(("Thị", ""))
        given = rng.choice(MONG_MALE if male else MONG_FEMALE)
    elif group == "thai" and rng.random() < 0.6:
        middle = "Văn" if male else "Thị"
        given = rng.choice(GIVEN_MALE if male else GIVEN_FEMALE)
    else:
        pool = GIVEN_MALE if male else GIVEN_FEMALE
        middle, given = rng.choice(pool), rng.choice(pool)
    return " ".join(part for part in (family, middle, given) if part)
