"""Folders of this machine in a notebook that is kept: whole paths, nothing else."""

from __future__ import annotations

import base64
import random

import pytest

from dophu.runs.execute import replace_path


@pytest.mark.parametrize("home", ["/", "/a", "/root"])
def test_a_picture_is_never_damaged_by_a_short_home(home):
    chance = random.Random(6)
    picture = base64.b64encode(chance.randbytes(200_000)).decode()
    text = f'"image/png": "{picture}"'
    assert home[:2] in picture
    assert replace_path(text, home, "~") == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("'/root/a.csv'", "'~/a.csv'"),
        ("file:///root/a", "file://~/a"),
        ("at /root.", "at ~."),
        ("/rooted /root2 x/root /root-old", "/rooted /root2 x/root /root-old"),
    ],
)
def test_a_path_is_replaced_where_it_stands_whole(text, kept):
    assert replace_path(text, "/root", "~") == kept
