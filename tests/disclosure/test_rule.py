"""The rule of rounding, and the one table that only it can make."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from matplotlib.text import Text

from dophu.ages import AgeGroup, AgeGroups
from dophu.catalogue.about import About
from dophu.charts.public import (
    draw_public,
    draw_public_bands,
    draw_public_groups,
    draw_public_hamlets,
)
from dophu.disclosure.public_table import (
    PublicFigure,
    PublicTable,
    _share,
    band_of,
    round_gaps,
)
from dophu.disclosure.rule import FEW, VALUES, Rounded, Rule
from dophu.documents.html.public_page import PublicPage
from dophu.findings.public import say_left, say_share
from dophu.tables.by_hamlet import GapTable, Place, read_gaps, tidy_frame
from tests.disclosure.towns import table_of, weeks_of

ABOUT = About(
    "Thị trấn Mẫu",
    date(2024, 7, 18),
    date(2024, 7, 31),
    AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14))),
)
RULES = [Rule(), Rule(7, 1), Rule(3, 5), Rule(9, 5), Rule(9, 10), Rule(0, 1),
         Rule(11, 5), Rule(12, 10), Rule(8, 4), Rule(1, 3)]  # fmt: skip
FORMS = ("bands", "hamlets", "groups", "total")


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_rounded_count_leaves_open_just_the_counts_that_are_rounded_to_it(rule):
    seen: dict[Rounded, list[int]] = {}
    for count in range(400):
        seen.setdefault(rule.round(count), []).append(count)
    for rounded, counts in list(seen.items())[:-1]:
        assert (rounded.low, rounded.high) == (counts[0], counts[-1])
        assert counts == list(range(counts[0], counts[-1] + 1))
        assert Rounded.read(str(rounded), rule) == rounded
    assert len({str(rounded) for rounded in seen}) == len(seen)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_few_are_those_up_to_the_threshold_and_no_others(rule):
    for count in range(250):
        rounded = rule.round(count)
        assert rounded.is_few == (0 < count <= rule.threshold)
        assert rounded.is_none == (count == 0)
        if count > rule.threshold:
            assert rounded.value % rule.base == 0
            assert abs(rounded.value - count) < rule.base


def test_a_rule_is_looser_that_says_more_in_either_way():
    strict, rounder, finer = Rule(), Rule(9, 10), Rule(7, 4)
    assert not strict.is_looser and not rounder.is_looser
    assert finer.is_looser and Rule(6, 5).is_looser and Rule(6, 4).is_looser


def test_who_knows_all_children_reckons_with_every_count_that_is_published_alike():
    for rule in (Rule(), Rule(7, 1), Rule(7, 2), Rule(3, 5)):
        for of in range(FEW, 60):
            seen: dict[int, list[int]] = {}
            for count in range(of + 1):
                seen.setdefault(rule.round(count, of).value, []).append(count)
            for counts in seen.values():
                rounded = rule.round(counts[0], of)
                assert rounded.low == counts[0]
                assert rounded.high_of(of) == counts[-1]


def test_a_class_cut_short_is_joined_to_the_one_below_and_a_few_never_are():
    rule = Rule(7, 2)
    # Of 9 children 8 to 9 are one class: there is none below but a few.
    assert str(rule.round(8, of=9)) == str(rule.round(8))
    assert str(Rule(7, 5).round(43, of=43)) == "40"
    assert [str(Rule(7, 1).round(n, of=10)) for n in (7, 8, 9, 10)] == [
        "≤7", "8", "8", "8",
    ]  # fmt: skip
    assert str(Rule().round(7, of=7)) == "≤7"
    assert Rounded(10, Rule()).high_of(None) == 12
    assert Rounded(10, Rule()).high_of(11) == 11


@pytest.mark.parametrize("base", range(1, 30))
def test_a_rule_is_allowed_just_where_nobody_above_a_few_would_be_none(base):
    for threshold in range(15):
        above = base * round((threshold + 1) / base + 1e-9)
        if above:
            assert Rule(threshold, base).round(threshold + 1).low == threshold + 1
        else:
            with pytest.raises(ValueError, match="threshold"):
                Rule(threshold, base)


def test_a_total_is_true_within_two_of_any_count():
    for count in range(8, 3000):
        assert abs(Rule().round(count).value - count) <= 2
    assert {str(Rule().round(n)) for n in range(1, 8)} == {"≤7"}
    assert str(Rule().round(0)) == "0"


@pytest.mark.parametrize("of", range(FEW, 140))
def test_who_knows_all_children_of_a_hamlet_is_left_with_several_numbers(of):
    open_to = [
        (r.low, r.high_of(of))
        for r in {Rule().round(count, of) for count in range(1, of + 1)}
    ]
    assert min(high - low + 1 for low, high in open_to) >= VALUES
    for count in range(1, of + 1):
        rounded = Rule().round(count, of)
        assert rounded.low <= count <= rounded.high_of(of)


def test_the_largest_threshold_is_allowed():
    assert str(Rule(99, 5).round(99)) == "≤99"


@pytest.mark.parametrize(("threshold", "base"), [(-1, 5), (7, 0), (3, 9), (100, 5)])
def test_a_rule_that_would_write_some_as_none_is_refused(threshold, base):
    with pytest.raises(ValueError, match="threshold"):
        Rule(threshold, base)


def test_bands_have_whole_numbers_for_edges():
    for persons in range(FEW, 120):
        for done in range(persons + 1):
            share = 100 * done
            wanted = (
                "below_50" if share < 50 * persons
                else "from_50" if share < 80 * persons
                else "from_80" if share < 95 * persons
                else "from_95"
            )  # fmt: skip
            assert band_of(done, persons) == wanted
    assert {band_of(done, FEW - 1) for done in range(FEW)} == {"few_children"}


def public(form="hamlets") -> PublicTable:
    return round_gaps(next(weeks_of(1)), Rule(), form)


def internal() -> pd.DataFrame:
    table = next(weeks_of(1))
    return tidy_frame(table.places, table.codes, ABOUT)


DRAW = [draw_public, draw_public_groups, draw_public_bands, draw_public_hamlets]


@pytest.mark.parametrize("draw", DRAW, ids=lambda draw: draw.__name__)
def test_a_public_chart_refuses_every_internal_table(draw):
    frame = internal()
    for table in (frame, read_gaps(frame, ABOUT), [*frame.itertuples()], None):
        with pytest.raises(TypeError, match="takes a PublicTable, not a"):
            draw(table, ABOUT)
    form = "bands" if draw is draw_public_bands else "hamlets"
    assert draw(public(form), ABOUT)


def test_the_page_and_its_words_refuse_an_internal_table():
    with pytest.raises(TypeError, match="takes a PublicTable"):
        PublicPage(internal(), ABOUT, "Thử", [], [])
    with pytest.raises(TypeError, match="takes a PublicTable"):
        say_left(read_gaps(internal(), ABOUT), ABOUT)


def test_a_public_table_is_made_by_the_rule_alone():
    table = public()
    values = {
        name: getattr(table, name)
        for name in table.__dataclass_fields__
        if name != "made"
    }
    with pytest.raises(TypeError, match="round_gaps alone"):
        PublicTable(**values)
    with pytest.raises(TypeError, match="round_gaps alone"):
        replace(table, received=3)

    class Own(PublicTable):
        def __post_init__(self) -> None:
            pass

    with pytest.raises(TypeError, match="not a Own"):
        draw_public(Own(**values), ABOUT)


@pytest.mark.parametrize("form", FORMS)
def test_a_public_table_holds_no_count_that_was_not_rounded(form):
    """Tables that are rounded alike are alike in every way that can be looked at."""
    persons = [[60, 80]] * 3
    for one, other in (
        ([[9, 20], [12, 33], [8, 41]], [[10, 21], [10, 33], [9, 42]]),
        ([[1, 13], [2, 14], [5, 15]], [[3, 12], [3, 14], [4, 15]]),
    ):
        tables = [round_gaps(table_of(persons, left), Rule(), form)
                  for left in (one, other)]  # fmt: skip
        assert [t.total for t in tables][0] == tables[1].total
        assert vars(tables[0]) == vars(tables[1])
        stated = [[(c.title, c.alt, c.subtitle, c.data.to_csv(), c.png())
                 for c in draw_public(table, ABOUT)] for table in tables]  # fmt: skip
        assert stated[0] == stated[1]
        pages = [PublicPage(t, ABOUT, "Thử", draw_public(t, ABOUT), []).write()
                 for t in tables]  # fmt: skip
        assert pages[0] == pages[1]


def test_hamlets_that_are_rounded_alike_stand_as_the_campaign_lists_them():
    table = table_of([[60, 80]] * 4, [[10, 13], [30, 3], [12, 13], [9, 14]])
    assert [h.code for h in round_gaps(table, Rule(), "hamlets").hamlets] == [
        "H02", "H01", "H03", "H04",
    ]  # fmt: skip


def test_a_copy_is_the_table_itself_in_figures():
    table = public()
    assert copy.copy(table) == table


def test_a_hamlet_of_one_child_is_in_no_figure_of_its_own():
    for gap in (0, 1):
        table = table_of([[1, 0], [60, 80], [70, 70]], [[gap, 0], [30, 30], [30, 30]])
        for form in FORMS:
            public = round_gaps(table, Rule(), form)
            assert dict(public.bands).get("few_children", 1) == 1
            shown = {h.code: h.missing for h in public.hamlets}
            assert shown.get("H01") is None


@pytest.mark.parametrize(
    ("done", "shown", "words"),
    [
        (0, "<5", "dưới 5%"),
        (5, "<5", "dưới 5%"),
        (10, "5", "khoảng 5%"),
        (20, "10", "khoảng 10%"),
        (186, "93", "khoảng 93%"),
        (191, "≥95", "từ 95% trở lên"),
        (199, "≥95", "từ 95% trở lên"),
        (200, "≥95", "từ 95% trở lên"),
    ],
)
def test_a_percentage_is_of_rounded_numbers_and_open_at_its_ends(done, shown, words):
    table = round_gaps(table_of([[200, 0]], [[200 - done, 0]]), Rule())
    assert table.total.share_shown == shown
    assert ("share", "all", shown) in table.figures()
    assert say_share(table.total, ABOUT) == words


def test_of_fewer_than_200_children_no_percentage_is_stated():
    assert round_gaps(table_of([[190, 0]], [[90, 0]]), Rule()).total.share is None


def test_a_percentage_is_the_nearest_one_and_never_beyond_the_open_ends():
    for persons in (200, 205, 235, 300, 1000, 2020, 2470):
        for missing in range(0, persons + 10, 5):
            done = Fraction(100 * max(0, persons - missing), persons)
            nearest = int(done + Fraction(1, 2))
            wanted = 4 if done < 5 else 95 if done >= 95 else min(94, nearest)
            share = _share(Rounded(missing, Rule()), Rounded(persons, Rule()))
            assert share == wanted, (missing, persons)
    shown = [PublicFigure("all", None, n).share_shown for n in (None, 4, 5, 94, 95)]
    assert shown == ["", "<5", "5", "94", "≥95"]


def test_every_group_has_its_figure_and_a_percentage_where_it_is_large_enough():
    table = round_gaps(table_of([[150, 300], [30, 90]], [[50, 60], [9, 12]]), Rule())
    assert table.figures()[:4] == [
        ("total", "all", "130"), ("share", "all", "77"),
        ("age_group", "under_6", "60"), ("age_group", "6_to_13", "70"),
    ]  # fmt: skip
    assert [row for row in table.figures()[4:] if row[0] == "share"] == [
        ("share", "6_to_13", "82"),
    ]  # fmt: skip
    assert {row[0] for row in table.figures()} == {
        "total", "share", "age_group", "band",
    }  # fmt: skip
    assert table.total.code == "all"


@pytest.mark.parametrize(("persons", "is_stated"), [(FEW - 1, False), (FEW, True)])
def test_a_group_has_a_figure_from_few_children_on(persons, is_stated):
    table = round_gaps(table_of([[persons, 300]], [[9, 60]]), Rule())
    assert [g.missing is not None for g in table.groups] == [is_stated, True]


def test_one_group_alone_is_not_told_beside_the_total():
    place = Place("H1", "Thôn 1", (300,), (100,))
    assert round_gaps(GapTable(("under_6",), (place,)), Rule()).groups == ()
    # A group of nobody is none: the other would be the total.
    assert round_gaps(table_of([[0, 300]], [[0, 60]]), Rule()).groups == ()


def test_hamlets_that_have_no_room_are_counted_in_the_last_row():
    table = round_gaps(table_of([[60, 80]] * 120, [[10, 13]] * 120), Rule(), "hamlets")
    chart = next(c for c in draw_public(table, ABOUT) if len(c.data) == 120)
    texts = [
        (str(t.get_gid()), t.get_text()) for t in chart.figure("slide").findobj(Text)
    ]
    names = [text for gid, text in texts if gid.startswith("name.")]
    kept = len([name for name in names if name != "…"])
    assert 0 < kept < 120 and "…" in names
    assert any(str(120 - kept) in t for gid, t in texts if gid.startswith("total."))
