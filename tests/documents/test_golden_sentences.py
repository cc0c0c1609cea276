"""Every sentence of a campaign at its edges is the one a reviewer has read."""

from itertools import product

import pytest

from tests.golden.sentences import LANGUAGES, parts_of_page, sentences_of
from tests.runs.states import STATES
from tests.short_form import cases


def test_every_state_is_on_the_page_in_both_languages():
    headings = [f"{state} ({stated})" for state, stated in product(STATES, LANGUAGES)]
    assert [*parts_of_page()] == headings


@pytest.mark.parametrize("state", cases(STATES, 1))
def test_what_is_stated_is_what_was_read(state):
    """Refreshed by ``make golden`` after a wanted change; then read the difference."""
    stored = parts_of_page()
    for language, stated in zip(LANGUAGES, sentences_of(state), strict=True):
        assert stated == stored[f"{state} ({language})"]
