"""``dophu new`` over every awkward list: a first run, or why there is none."""

from __future__ import annotations

import pytest

from dophu.cli import main
from tests.awkward.trial import LISTS
from tests.short_form import cases

BROKEN = "01_no_bytes.xlsx", "10_cut.xlsx", "03_photo.xlsx"
"""Files that cannot be read."""


def begin(trap: str, folder, capsys) -> tuple[int, str]:
    """Make a campaign of one list, unattended; give the exit code and the screen."""
    code = main(
        ["new", str(folder / "mới"), "--from", str(LISTS / trap), "--unit", "03217",
         "--unit-name", "Thị trấn Thử", "--deadline", "31/7/2024", "--as-of",
         "18/7/2024", "--no-ask"]
    )  # fmt: skip
    captured = capsys.readouterr()
    return code, captured.out + captured.err


_LISTS = [one.name for one in sorted(LISTS.iterdir()) if one.suffix != ".toml"]
TRAPS = [*_LISTS[::3], *_LISTS[1::3], *_LISTS[2::3]]
"""A third of them, of all kinds, is tried by the long run."""


@pytest.mark.parametrize("trap", BROKEN)
def test_a_file_that_cannot_be_read_is_named_where_no_hamlet_is_seen(
    trap, tmp_path, capsys
):
    code, screen = begin(trap, tmp_path, capsys)
    assert code == 1
    assert "TP-01" in screen and trap in screen and "CH-25" in screen
    assert not (tmp_path / "mới").exists()


@pytest.mark.parametrize("trap", cases(TRAPS, 0, len(TRAPS) // 3))
def test_an_awkward_list_makes_a_campaign_or_says_why_not(trap, tmp_path, capsys):
    code, screen = begin(trap, tmp_path, capsys)
    assert "CH-11" not in screen and "Traceback" not in screen
    if code == 1:
        assert "CH-25" in screen
        assert not (tmp_path / "mới").exists()
    else:
        assert (tmp_path / "mới" / "campaign.toml").is_file()
        assert "READY" in screen if code == 0 else "BLOCKED" not in screen
