"""``python -m benchmarks [NAME ...]``: run all benchmarks, or those named."""

from __future__ import annotations

import sys

from benchmarks import (
    big,
    charts,
    documents,
    ledger,
    linkage,
    lists,
    pace,
    plan,
    rates,
    rosters,
    weekly,
    weeks,
)

ALL = {
    "weekly": weekly.main,
    "documents": documents.main,
    "lists": lists.main,
    "rosters": rosters.main,
    "rates": rates.main,
    "pace": pace.main,
    "plan": plan.main,
    "charts": charts.main,
    "ledger": ledger.main,
    "linkage": linkage.main,
}
ON_REQUEST = {"big": big.main, "province": linkage.province, "weeks": weeks.main}


def main(names: list[str]) -> int:
    """Run the benchmarks named; where none is, all but those that take minutes."""
    known = ALL | ON_REQUEST
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(known)}")
        return 1
    for name in names or ALL:
        print(f"== {name}")
        known[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
