"""How many rows of generated lists are read right, and how many cells need a person.

Lists of the kind the sample makes, with the truth beside them: clean ones, and with
every kind of fault planted in 1 % of the rows (of which each is to be told). A row is
right if it comes to the outcome that is true of it (a child, merged, set aside); a cell
is put to a person where a warning stands at it or counts its row.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from dophu.campaign.config import read_campaign
from dophu.catalogue.issues import catalogue
from dophu.sample import SampleSpec, write_sample
from dophu.sample.faults import KINDS
from dophu.snapshots.making import Made, make_unstored

SEEDS, HAMLETS, CHILDREN = (1, 2, 3), 6, 600
ASKED = 0.02
"""Share of cells that may need a person."""


def main() -> None:
    """Print both rates for each generated campaign, and for all of a kind."""
    for what, faults in (("clean", {}), ("with faults", dict.fromkeys(KINDS, 0.01))):
        print(f"  {what}\n  seed    rows  read right   cells  put to a person")
        total: Counter[str] = Counter()
        for seed in SEEDS:
            found = measure(seed, faults)
            _say(str(seed), found)
            total += found
        _say("all", total)
        share = total["asked"] / total["cells"]
        verdict = "met" if share <= ASKED else "NOT met"
        print(f"  put to a person: {share:.2%} (asked: at most {ASKED:.0%}; {verdict})")


def measure(seed: int, faults: Mapping[str, float]) -> Counter[str]:
    """Count rows, those read right, cells and those put to a person, of one campaign.

    Of all its dates together; ``faults`` are kinds and shares of rows.
    """
    with tempfile.TemporaryDirectory() as folder:
        spec = SampleSpec(seed=seed, hamlets=HAMLETS, children=CHILDREN, faults=faults)
        write_sample(spec, folder)
        campaign = read_campaign(Path(folder))
        truth = _truth_of(Path(folder))
        made: Made | None = make_unstored(campaign, campaign.dates()[-1])
        found: Counter[str] = Counter()
        while made is not None:
            found += _counts(made, truth)
            made = made.before
        return found


def _truth_of(folder: Path) -> dict[tuple[str, str, int], str]:
    path = folder / "truth" / "rows.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            (line["file"], line["sheet"], int(line["row"])): line["outcome"]
            for line in csv.DictReader(file)
            if line["child"]
        }


def _counts(made: Made, truth: dict[tuple[str, str, int], str]) -> Counter[str]:
    fields = {(s["file"], s["sheet"]): len(s["fields"]) for s in made.manifest["read"]}
    warnings = {c for c, kind in catalogue().items() if kind.severity == "warning"}
    found: Counter[str] = Counter()
    for place, outcome, codes in _rows(made):
        if place in truth:
            found["rows"] += 1
            found["right"] += outcome == truth[place]
            found["cells"] += fields.get(place[:2], 0)
            found["asked"] += sum(code in warnings for code in codes)
    return found


def _rows(made: Made) -> Iterator[tuple[tuple[str, str, int], str, list[str]]]:
    columns = made.rows
    names = ("file", "sheet", "row", "outcome", "issues")
    for file, sheet, row, outcome, codes in zip(
        *(columns[name] for name in names), strict=True
    ):
        yield (file, sheet, row), outcome, (codes or "").split()


def _say(name: str, found: Counter[str]) -> None:
    right = found["right"] / found["rows"]
    asked = found["asked"] / found["cells"]
    print(
        f"  {name:<4} {found['rows']:>7} {right:>11.2%} {found['cells']:>7}"
        f" {asked:>16.2%}"
    )
