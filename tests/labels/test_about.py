from dataclasses import replace
from datetime import date

import pytest

from dophu.ages import AgeGroup, AgeGroups
from dophu.catalogue.about import About

ABOUT = About(
    "Thị trấn Mẫu",
    date(2024, 7, 18),
    date(2024, 7, 31),
    AgeGroups((AgeGroup("a", 0, 6, {"vi": "Dưới 6 tuổi"}), AgeGroup("b", 6, 14))),
)
ENGLISH = replace(ABOUT, language="en")


@pytest.mark.parametrize(
    ("unit", "total"),
    [
        ("Thị trấn Mẫu", "Toàn thị trấn"),
        ("Thị xã Mẫu", "Toàn thị xã"),
        ("Xã Mẫu", "Toàn xã"),
        ("XÃ MẪU", "Toàn xã"),
        ("Phường 5", "Toàn phường"),
        ("Đặc khu Mẫu", "Toàn đặc khu"),
        ("Xãlạ Mẫu", "Toàn đơn vị"),
        ("Mẫu", "Toàn đơn vị"),
    ],
)
def test_the_total_is_named_by_the_kind_of_unit(unit, total):
    assert replace(ABOUT, unit_name=unit).unit_total == total
    assert replace(ENGLISH, unit_name=unit).unit_total == "Whole unit"


def test_one_child_is_singular_in_english():
    assert ENGLISH.children(1) == "1 child"
    assert ENGLISH.children(2) == "2 children"
    assert ENGLISH.places(1) == "1 hamlet"
    assert ABOUT.places(1) == "1 địa bàn"


def test_the_ages_are_those_of_all_groups():
    from_six = AgeGroups((AgeGroup("b", 6, 14),))
    assert ABOUT.ages == "dưới 14 tuổi"
    assert replace(ABOUT, age_groups=from_six).ages == "từ đủ 6 đến dưới 14 tuổi"
    assert replace(ENGLISH, age_groups=from_six).ages == "aged 6 to under 14"
    assert About("Xã Mẫu", ABOUT.as_of, ABOUT.deadline).ages == ""


def test_a_group_without_a_label_is_named_by_its_code():
    assert [ABOUT.group(code) for code in ("a", "b", "unknown")] == [
        "Dưới 6 tuổi",
        "b",
        "Chưa rõ tuổi",
    ]


def test_the_deadline_has_passed_only_after_its_day():
    assert ABOUT.deadline_words == "thời hạn 31/7/2024"
    on_the_day = replace(ABOUT, as_of=date(2024, 7, 31))
    assert on_the_day.deadline_words == "thời hạn 31/7/2024"
    after = replace(ABOUT, as_of=date(2024, 8, 1))
    assert after.deadline_words == "đã quá thời hạn 31/7/2024"


def test_the_source_says_how_many_lists_and_which_day():
    assert ABOUT.source(17) == (
        "Nguồn: Danh sách rà soát của 17 địa bàn; số liệu đến hết ngày 18/7/2024."
    )
    assert ENGLISH.source(1) == (
        "Source: Lists from 1 hamlet; figures as of 18 July 2024."
    )
    assert ENGLISH.source() == (
        "Source: Lists from the hamlets; figures as of 18 July 2024."
    )


def test_a_campaign_has_its_own_nouns_and_the_catalogues_where_it_has_none():
    words = {"lacks": {"vi": "chưa tiêm đủ mũi"}, "source": {"vi": "Sổ tiêm chủng"}}
    about = replace(ABOUT, words=words)
    assert about.noun("lacks") == "chưa tiêm đủ mũi"
    assert about.noun("has") == "đã làm căn cước"
    assert about.source(17) == "Nguồn: Sổ tiêm chủng; số liệu đến hết ngày 18/7/2024."
    assert (
        replace(about, language="en").noun("lacks") == "not yet enrolled for an ID card"
    )


def test_an_unknown_noun_is_an_error_that_names_the_nearest():
    with pytest.raises(ValueError, match="unknown word 'lack'; the nearest is 'lacks'"):
        replace(ABOUT, words={"lack": {"vi": "x"}})


def test_carried_hamlets_are_those_with_a_date():
    missing = (("Thôn Mẫu 1", date(2024, 7, 11)), ("Thôn Mẫu 2", None))
    about = replace(ABOUT, missing=missing)
    assert about.carried_since() == {"Thôn Mẫu 1": date(2024, 7, 11)}


def test_a_share_of_nobody_uses_the_campaigns_noun():
    about = replace(ABOUT, words={"child": {"vi": "cháu"}})
    assert about.percent(0, 0) == "không có cháu"
