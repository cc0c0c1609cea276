"""Figures that targets measured last, with the day; printed on docs/safety.md."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
BEGIN = "<!-- measured: written by make torture, make mutants and make coverage -->"
END = "<!-- /measured -->"


def keep(name: str, figures: dict[str, Any]) -> None:
    """Keep what a target measured, with the day of today."""
    day = datetime.now(UTC).date().isoformat()
    text = json.dumps({"day": day, **figures}, ensure_ascii=False, indent=1) + "\n"
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


def read(name: str) -> dict[str, Any]:
    """Give what a target measured last; nothing where it never did."""
    path = FOLDER / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def with_figures(page: str) -> str:
    """Put the figures that were measured last between the marks of a page."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "".join((before, BEGIN, "\n", *_lines(), END, after))


def _lines() -> list[str]:
    return [
        *_torture(read("torture")),
        *_mutants(read("mutants")),
        *_coverage(read("coverage")),
    ]


def _torture(found: dict[str, Any]) -> list[str]:
    if not found:
        return []
    lines = [
        "\n`make torture`: a command killed before or within a call "
        "that changes a file, killed at random, refused such calls (disk full, file "
        "too large, read-only, no right). Wrong is an edition torn or mixed, a message "
        "that does not name the disk, or a next run that ends otherwise.\n",
        "\n| command | day | calls | killed at | at random | refused "
        "| told and stopped | wrong |\n|---|---|---|---|---|---|---|---|\n",
    ]
    for scene, of in found["scenes"].items():
        ways = [of[way] for way in ("kills", "random", "refusals")]
        tried = " | ".join(str(way["trials"]) for way in ways)
        wrong = sum(len(way["faults"]) for way in ways)
        stopped = ways[2].get("stopped", 0)
        day = of.get("day", found["day"])
        cells = scene, day, of["calls"], tried, stopped, wrong
        lines.append(f"| {' | '.join(map(str, cells))} |\n")
    return lines


def _mutants(found: dict[str, Any]) -> list[str]:
    if not found:
        return []
    counts = found["counts"].values()
    killed = sum(of.get("killed", 0) for of in counts)
    tried = killed + sum(of.get("survived", 0) for of in counts)
    return [
        f"\n`make mutants`, {found['day']}: {killed} of {tried} small faults were "
        f"noticed ({killed / tried:.0%}), in {', '.join(sorted(found['counts']))}.\n"
    ]


def _coverage(found: dict[str, Any]) -> list[str]:
    if not found:
        return []
    packages = found["packages"]
    taken = sum(of["taken"] for of in packages.values())
    branches = sum(of["branches"] for of in packages.values())
    part = f" (of {found['tests']} alone)" if found["tests"] else ""
    lines = [
        f"\n`make coverage`, {found['day']}: the tests{part} took {taken} of "
        f"{branches} branches of the kit's code ({taken / branches:.1%}).\n",
        "\n| package | branches | taken |\n|---|---|---|\n",
    ]
    for package, of in packages.items():
        if of["branches"]:
            share = of["taken"] / of["branches"]
            lines.append(f"| {package} | {of['branches']} | {share:.0%} |\n")
    return lines
