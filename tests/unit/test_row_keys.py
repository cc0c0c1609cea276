"""Keys of rows survive what is done to them, or are known to be wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dophu.persons.record import make_person_id
from dophu.rosters.texts.row_keys import (
    ALPHABET,
    EPOCH,
    RowKey,
    campaign_tag,
    can_have_key,
    has_row_key_form,
    make_row_key,
    read_row_key,
)

TAG = campaign_tag("99999", "identity_card")
days = st.integers(0, 65535).map(lambda n: EPOCH + timedelta(days=n))
people = st.integers(0, 2**48 - 1).map(lambda n: f"P{n:012x}")
keys = st.builds(make_row_key, st.just(TAG), days, people)


@given(days, people)
def test_a_key_says_what_it_was_made_of(day, person):
    assert read_row_key(make_row_key(TAG, day, person)) == RowKey(TAG, day, person)


@given(keys, st.data())
def test_a_letter_typed_over_is_always_found(key, data):
    at = data.draw(st.sampled_from([n for n, c in enumerate(key) if c in ALPHABET][2:]))
    other = data.draw(st.sampled_from(ALPHABET.replace(key[at], "")))
    if key[:2] + key[at] != key[:2]:
        typed = key[:at] + other + key[at + 1 :]
        assert has_row_key_form(typed)
        assert read_row_key(typed) is None


@given(keys)
def test_a_key_is_read_however_it_is_written(key):
    for written in (
        key.lower(), f"  {key}\n", key.replace("-", ""), key.replace("-", " – "),
        key.replace("0", "O").replace("1", "l"), key.replace("1", "I"),
    ):  # fmt: skip
        # "DP" itself has none of the letters that are taken for a figure.
        assert read_row_key(written) == read_row_key(key)


@pytest.mark.parametrize("cell", [None, "", 12, 1.5, True, "DP", "Đã làm", "DP-" * 9])
def test_what_is_no_key_is_none(cell):
    assert not has_row_key_form(cell)
    assert read_row_key(cell) is None


def test_an_id_that_the_kit_makes_can_have_a_key():
    made = make_person_id(date(2024, 7, 4), "rosters/2024-07-04/a.xlsx", "DS", 9)
    assert can_have_key(made)
    assert read_row_key(make_row_key(TAG, date(2024, 7, 18), made)).person_id == made


def test_units_and_drives_have_tags_of_their_own():
    made = {campaign_tag(u, d) for u in ("03217", "99999") for d in ("measles", "any")}
    assert len(made) == 4
