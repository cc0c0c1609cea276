"""Every sentence of a campaign at its edges is the one a reviewer has read."""

from itertools import cycle, product

import pytest

from tests.golden.sentences import LANGUAGES, parts_of_page, sentences_of
from tests.runs.states import STATES
from tests.short_form import cases

READ = [*zip(STATES, cycle(LANGUAGES), strict=False)]
READ += [pair for pair in product(STATES, LANGUAGES) if pair not in READ]


def test_every_state_is_on_the_page_in_both_languages():
    headings = [f"{state} ({stated})" for state, stated in product(STATES, LANGUAGES)]
    assert [*parts_of_page()] == headings


@pytest.mark.parametrize(("state", "language"), cases(READ, 3))
def test_what_is_stated_is_what_was_read(state, language):
    """Refreshed by ``make golden`` after a wanted change; then read the difference."""
    stored = parts_of_page()[f"{state} ({language})"]
    assert sentences_of(state, language) == stored
