"""Reads the small text tables of the rules, for the tests and the rules page."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def read_tables(name: str) -> list[list[dict[str, str]]]:
    """Read the tables of one rule, each a list of rows by heading."""
    tables: list[list[dict[str, str]]] = []
    heading: list[str] | None = None
    # Its whole name: "86_results_of_other_drives" ends as "43_other_drives" does.
    (page,) = (p for p in FOLDER.glob("*.md") if p.stem.partition("_")[2] == name)
    text = page.read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("|"):
            heading = None
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if heading is None:
            heading = cells
            tables.append([])
        elif not set("".join(cells)) <= set("-"):
            assert len(cells) == len(heading), line
            tables[-1].append(dict(zip(heading, cells, strict=True)))
    return tables


def read_table(name: str) -> list[dict[str, str]]:
    """Read the only table of one rule."""
    (table,) = read_tables(name)
    return table
