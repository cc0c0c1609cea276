"""A status heading renamed to a word nobody knows: REVIEW, and said first."""

from __future__ import annotations

from pathlib import Path

import pytest

from dophu.campaign.config import read_campaign
from dophu.runs.checking import run_check
from dophu.sample import SampleSpec, write_sample
from tests.short_form import cases

LIST = "rosters/2024-07-18/dia_ban_con_lai.csv"


@pytest.mark.parametrize(
    "heading", cases(["Zeta", "Đã ghé", "Cột phụ", "Mục K", "Ô 7"], 2)
)
def test_a_sample_with_its_status_heading_renamed_is_review_and_says_so_first(
    tmp_path: Path, heading: str
):
    write_sample(SampleSpec(children=200, hamlets=6), tmp_path)
    path = tmp_path / LIST
    text = path.read_bytes().decode("utf-8-sig")
    assert text.count(",Tình trạng,") == 1
    path.write_text(text.replace(",Tình trạng,", f",{heading},"), "utf-8-sig")
    found = run_check(read_campaign(tmp_path), language="en")
    assert found.gate == "REVIEW"
    assert "BG-26" in found.highlights[0]
    assert heading in found.highlights[0] and LIST in found.highlights[0]
