"""The bill of materials names what is locked, and no licence that binds who uses it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from docs import bom

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bill() -> dict:
    return bom.bill_of_materials()


def test_it_names_every_dependency_with_its_files_and_their_hashes(bill):
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = {
        Requirement(entry).name
        for entry in tomllib.loads(text)["project"]["dependencies"]
    }
    packages = [c for c in bill["components"] if c["type"] == "library"]
    assert wanted <= {c["name"] for c in packages}
    assert bill["bomFormat"] == "CycloneDX" and len(packages) > 100
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    pairs = {(package["name"], package.get("version")) for package in locked}
    assert {(c["name"], c["version"]) for c in packages} <= pairs
    for component in packages:
        files = component["externalReferences"]
        assert files and all(file["hashes"] for file in files), component["name"]


def test_each_package_has_a_licence_that_asks_nothing_of_who_uses_the_kit(bill):
    """Neither GPL nor AGPL, and none that is not known."""
    licences = {
        c["name"]: [one["expression"] for one in c["licenses"]]
        for c in (bill["metadata"]["component"], *bill["components"])
    }
    odd = {
        name: stated
        for name, stated in licences.items()
        if len(stated) != 1 or not bom.is_understood(stated[0])
    }
    assert odd == {}
    assert not [n for n, stated in licences.items() if re.search(r"\bA?GPL", stated[0])]


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "AGPL-3.0", "GPLv2", "MIT AND GPL-2.0", "UNKNOWN", ""]
)
def test_a_licence_that_is_not_allowed_or_not_known_is_found(licence):
    assert not bom.is_understood(licence)


def test_what_licences_toml_says_is_of_packages_that_are_locked(bill):
    names = {component["name"] for component in bill["components"]}
    assert set(bom.known()["elsewhere"]) <= names


def test_the_same_lock_gives_the_same_bill_and_a_page_of_licences(bill, tmp_path):
    bom.main(str(tmp_path))
    first = (tmp_path / bom.BILL).read_bytes()
    bom.main(str(tmp_path))
    assert (tmp_path / bom.BILL).read_bytes() == first
    page = (tmp_path / bom.LICENCES).read_text(encoding="utf-8")
    assert "| dophu | 0.1.0 | MIT |" in page and "| Noto Sans |  | OFL-1.1 |" in page
    for component in bill["components"]:
        assert f"| {component['name']} |" in page
