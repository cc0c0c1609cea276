"""Campaigns that several unit tests try."""

import pytest


@pytest.fixture
def odd(folder):
    """A list with a word, a place and two rows that wait for a person."""
    folder.roster(
        "2024-07-04",
        *(f"{n},Mẫu Văn {name},{n}/3/2019,,TDP M1,Đợt hai," for n, name in
          enumerate(("An", "Bình", "Chu", "Dua"), start=1)),
        "5,Lò Thị Dung,5/6/2016,,Xóm Lạ,Đã cấp,",
        "6,Lò Thị Én,5/6/2015,,Xóm Lạ,Đã cấp,",
        "7,Lò Thị Xa,5/7/2016,,TDP M1,con bà Xóa làm rồi,",
        "8,Lò Thị Xa,5/7/2016,,TDP M1,Chưa,",
        name="m1.csv",
    )  # fmt: skip
    return folder
