"""Imports that are put off: nothing is lost by it."""

from __future__ import annotations

import sys

from dophu.runs.lean import Late


def test_a_module_is_loaded_when_something_of_it_is_asked_for(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    late = Late("colorsys")
    monkeypatch.setitem(sys.modules, "colorsys", late)
    import colorsys

    assert colorsys is late
    assert not hasattr(late, "__file__"), "asked of every module there is"
    assert sys.modules["colorsys"] is late
    assert colorsys.rgb_to_hsv(1, 1, 1) == (0, 0, 1)
    assert sys.modules["colorsys"] is not late
    assert late.hls_to_rgb is sys.modules["colorsys"].hls_to_rgb
