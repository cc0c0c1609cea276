"""What most tests of charts are given."""

import pytest

from tests.charts.invented import ABOUT, make_gaps, spread


@pytest.fixture
def about():
    return ABOUT


@pytest.fixture
def gaps():
    return make_gaps(spread(17))
