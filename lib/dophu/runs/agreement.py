"""The same number everywhere: what an edition's documents show, against its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.catalogue.issues import Issue, phrase
from dophu.runs.checks import Row, read_table
from dophu.runs.opened import (
    in_bars,
    in_charts,
    in_page,
    in_slides,
    in_word,
    in_workbook,
)

DOCUMENTS = {
    "briefing.docx": in_word,
    "briefing.pptx": in_slides,
    "tables.xlsx": in_workbook,
    "index.html": in_page,
}
"""Documents of an edition, and how to read what figures they show."""

MUST = ("gap_all", "coverage_all")
"""Figures that every document shows."""

COUNTS = ("persons", "enrolled", "gap")

Totals = Mapping[str, tuple[int, int] | None]
"""Children and those enrolled, by the end of a figure's name: ``all``, ``1``.

None where no hamlet has ever sent a list: nothing is known, which is not 0.
"""


def check_documents(folder: Path, about: About) -> list[Issue]:
    """Check gap, coverage and totals in every document against ``tables/gaps.csv``.

    The documents are opened again as they were written. Each figure that is named in
    one has the value of the table, each document shows the gap and the coverage, the
    bars of the slides and the charts' data add up to the totals, and the data of
    each chart are those that ``charts.json`` names.

    Returns
    -------
    list of Issue
        CH-10 for each document and figure that differ; none where all agree.
    """
    rows = read_table(folder, "gaps")
    totals = _totals(rows, about)
    found: Counter[tuple[str, str]] = Counter()
    for name, read in DOCUMENTS.items():
        found.update(
            (name, figure) for figure in _wrong(name, read, folder, totals, about)
        )
    expected = {
        f"{key}_{end}": number
        for end, pair in ((end, pair or (0, 0)) for end, pair in totals.items())
        for key, number in zip(COUNTS, (*pair, pair[0] - pair[1]), strict=True)
    }
    for name, figure, number in in_charts(folder / "charts"):
        if expected.get(figure) != number:
            found[f"charts/{name}", figure] += 1
    found.update(_wrong_bars(folder / "briefing.pptx", rows, expected))
    return [
        Issue(
            "CH-10",
            details={"what": phrase("figure_differs", file=file, figure=figure)},
        )
        for file, figure in found
    ]


def _totals(rows: list[Row], about: About) -> Totals:
    codes = [*about.age_groups.codes, UNKNOWN]
    ends = {code: str(n) for n, code in enumerate(about.age_groups.codes, start=1)}
    ends[UNKNOWN] = UNKNOWN
    sums: dict[str, list[tuple[int, int]]] = {
        end: [] for end in ("all", *(ends[code] for code in codes))
    }
    for row in rows:
        for end in ("all", ends[row["age_group"]]):
            if row["persons"]:
                sums[end].append((int(row["persons"]), int(row["enrolled"])))
    return {
        end: (sum(p for p, _ in pairs), sum(e for _, e in pairs)) if pairs else None
        for end, pairs in sums.items()
    }


def _wrong(
    name: str, read: object, folder: Path, totals: Totals, about: About
) -> Iterator[str]:
    """Name the figures of a document that are not those of the tables, or not there."""
    seen = set()
    numbers = name.endswith(".xlsx")
    for figure, shown in read(folder / name):  # type: ignore[operator]
        key, _, end = figure.rpartition("_")
        if end in totals and key in (*COUNTS, "coverage", "counts"):
            seen.add(figure)
            total = totals[end]
            if total is None:
                # A workbook adds up empty cells.
                is_right = not shown.strip("–/") or (numbers and float(shown) == 0)
            elif numbers:
                is_right = "–" not in shown and _is_value(key, shown, *total)
            else:
                is_right = shown == _text(key, *total, about)
            if not is_right:
                yield figure
    yield from (figure for figure in MUST if figure not in seen)


def _text(key: str, persons: int, enrolled: int, about: About) -> str:
    if key == "coverage":
        return about.percent(enrolled, persons) if persons else "–"
    if key == "counts":
        return f"{about.count(enrolled)}/{about.count(persons)}"
    numbers = dict(zip(COUNTS, (persons, enrolled, persons - enrolled), strict=True))
    return about.count(numbers[key])


def _is_value(key: str, shown: str, persons: int, enrolled: int) -> bool:
    if key == "coverage":
        if not persons:
            return shown == ""
        return shown != "" and abs(float(shown) - enrolled / persons) < 1e-9
    numbers = dict(zip(COUNTS, (persons, enrolled, persons - enrolled), strict=True))
    return shown != "" and float(shown) == numbers[key]


def _wrong_bars(
    deck: Path, rows: list[Row], expected: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Name the charts of the deck whose bars do not add up.

    Of the hamlets only those with the most children left may be drawn.
    """
    bars = in_bars(deck)
    sums = {name: [sum(series) for series in found] for name, found in bars.items()}
    both = [expected["enrolled_all"], expected["gap_all"]]
    if "ages" in sums and sums["ages"] != both:
        yield deck.name, "ages"
    if "reasons" in sums and sum(sums["reasons"]) != expected["gap_all"]:
        yield deck.name, "reasons"
    if "ranked" in sums:
        left: Counter[str] = Counter()
        for row in rows:
            left[row["hamlet_id"]] += int(row["gap"] or 0)
        drawn = max(len(series) for series in bars["ranked"])
        if sum(sums["ranked"]) != sum(sorted(left.values())[-drawn:]):
            yield deck.name, "ranked"
