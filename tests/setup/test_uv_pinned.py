"""What sets up the set-up is the one that the lock names, to the byte."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_uv_is_pinned_and_hashed_as_the_lock_has_it():
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    (uv,) = (package for package in lock["package"] if package["name"] == "uv")
    text = (ROOT / "uv.txt").read_text(encoding="utf-8")
    assert re.findall(r"^uv==(\S+)", text, re.M) == [uv["version"]]
    assert re.findall(r"--hash=(\S+)", text) == sorted(w["hash"] for w in uv["wheels"])
    assert "--require-hashes" in (ROOT / "Makefile").read_text(encoding="utf-8")
