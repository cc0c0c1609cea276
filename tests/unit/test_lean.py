"""Imports that are put off: nothing is lost by it."""

from __future__ import annotations

import sys

import pytest

from dophu.runs.lean import Late, without


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


def test_a_package_left_out_of_an_import_is_there_again_after_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with without("colorsys"), pytest.raises(ImportError, match="colorsys"):
        import colorsys
    import colorsys

    with without("colorsys"):
        import colorsys as loaded
    assert loaded is colorsys
