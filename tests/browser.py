"""Pages in Chromium, driven by Playwright, and what axe-core finds in them.

Where Playwright, axe-playwright-python or Chromium is missing the tests are skipped:
``make browser`` fetches the first two.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update",
]  # fmt: skip
LOOKS = (
    ("light", 1280, "screen"), ("light", 400, "screen"), ("light", 1280, "print"),
    ("dark", 1280, "screen"), ("dark", 400, "screen"),
)  # fmt: skip
"""Colours, width in pixels and medium in which a page is looked at."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Give Chromium, started once for a module."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not here")
    if CHROMIUM is None:
        pytest.skip("no Chromium is here")
    with sync.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the source of axe-core."""
    reason = "axe-playwright-python is not here"
    found = pytest.importorskip("axe_playwright_python", reason=reason)
    return Path(found.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def find_faults(page: Any, axe: str, within: str = "html") -> list[str]:
    """Name what axe-core finds wrong on a page: how grave, the rule, and where."""
    page.evaluate("source => { (0, eval)(source); }", axe)
    found = page.evaluate(
        "within => axe.run({ include: [[within]] }, { resultTypes: ['violations'] })",
        within,
    )
    assert found["passes"], "axe-core has looked at nothing"
    return [
        f"{wrong['impact']} {wrong['id']}: {place['target']} {place['html'][:120]}"
        for wrong in found["violations"]
        for place in wrong["nodes"]
    ]


@contextmanager
def looked_at(browser: Any, path: Path, look: tuple[str, int, str]) -> Iterator[Any]:
    """Open a file in a look; its policy lets no other script in, and is set aside."""
    scheme, width, medium = look
    context = browser.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    page.emulate_media(media=medium, color_scheme=scheme)
    page.goto(path.as_uri())
    yield page
    context.close()
