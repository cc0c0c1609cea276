"""Writes what the kit is made of: a bill of materials (CycloneDX) and the licences.

``python -m docs.bom build`` writes ``sbom.cdx.json`` and ``licences.md`` there, from
uv.lock, without the network. The bill itself is uv's; the licences are what packages
say of themselves, and ``licences.toml`` of those that are not installed here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BILL, LICENCES = "sbom.cdx.json", "licences.md"
SHORT = 60
"""Letters of a field that names a licence; a longer one is its text."""

EXPORT = (
    "export", "--quiet", "--frozen", "--offline", "--no-dev",
    "--preview-features", "sbom-export", "--format", "cyclonedx1.5",
)  # fmt: skip


@cache
def known() -> dict[str, Any]:
    """Give what ``licences.toml`` says."""
    return tomllib.loads((ROOT / "docs/licences.toml").read_text(encoding="utf-8"))


def licence_of(package: str) -> str:
    """Give the licence of a run-time package as SPDX writes it; '' where none is said.

    Examples
    --------
    >>> licence_of("numpy"), licence_of("pywinpty"), licence_of("no such package")
    ('BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0', 'MIT', '')
    """
    try:
        stated = metadata(package)
    except PackageNotFoundError:
        return known()["elsewhere"].get(package, "")
    names = known()["names"]
    classifiers = [
        line.rsplit(" :: ", 1)[1]
        for line in stated.get_all("Classifier", [])
        if line.startswith("License :: OSI Approved :: ")
    ]
    written = (stated.get("License-Expression"), stated.get("License"))
    for text in (*written, " OR ".join(names.get(c, c) for c in classifiers)):
        short = (text or "").strip()
        if short and len(short) <= SHORT and is_understood(names.get(short, short)):
            return names.get(short, short)
    return next((text for text in written if text), "")


def is_understood(expression: str) -> bool:
    """Test whether a licence is made of those that a run-time package may have.

    Examples
    --------
    >>> is_understood("Apache-2.0 OR MIT"), is_understood("GPL-3.0-only")
    (True, False)
    """
    parts = re.split(r"\s+(?:AND|OR)\s+", expression.strip())
    return all(part.strip("()") in known()["allowed"]["licences"] for part in parts)


def bill_of_materials() -> dict[str, Any]:
    """Give what uv.lock names for running the kit, each with its licence.

    Without the time and the number that uv makes up, so that the same lock gives the
    same bill.
    """
    command = [sys.executable, "-m", "uv", *EXPORT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    bill = json.loads(done.stdout)
    bill.pop("serialNumber", None)
    bill["metadata"].pop("timestamp", None)
    own = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    bill["metadata"]["component"]["licenses"] = _licences(own["project"]["license"])
    for component in bill["components"]:
        component["licenses"] = _licences(licence_of(component["name"]))
    for name, licence in known()["shipped"].items():
        bill["components"].append(
            {"type": "data", "name": name, "licenses": _licences(licence)}
        )
    return bill


def _licences(expression: str) -> list[dict[str, Any]]:
    return [{"expression": expression}] if expression else []


def licences_page(bill: dict[str, Any]) -> str:
    """Write the licences of a bill as a page."""
    lines = ["# Licences · Giấy phép", "", "| | version | licence |", "|---|---|---|"]
    for part in (bill["metadata"]["component"], *bill["components"]):
        (licence,) = (one["expression"] for one in part["licenses"])
        lines.append(f"| {part['name']} | {part.get('version', '')} | {licence} |")
    return "\n".join(dict.fromkeys(lines)) + "\n"


def main(folder: str) -> None:
    """Write the bill and the licences into a folder."""
    bill, place = bill_of_materials(), Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bill, ensure_ascii=False, indent=1) + "\n"
    (place / BILL).write_text(text, encoding="utf-8", newline="\n")
    page = licences_page(bill)
    (place / LICENCES).write_text(page, encoding="utf-8", newline="\n")
    print(f"{place / BILL}, {place / LICENCES}")


if __name__ == "__main__":
    main(*sys.argv[1:])
