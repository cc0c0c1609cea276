"""``python -m benchmarks [NAME ...]``: run all benchmarks, or those named."""

from __future__ import annotations

import sys

from benchmarks import ledger, pace, rosters, weekly

ALL = {
    "weekly": weekly.main,
    "rosters": rosters.main,
    "pace": pace.main,
    "ledger": ledger.main,
}


def main(names: list[str]) -> int:
    """Run the benchmarks named, all where none is."""
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(ALL)}")
        return 1
    for name in names or ALL:
        print(f"== {name}")
        ALL[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
