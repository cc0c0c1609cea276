"""Write what ``make coverage`` counted; takes the JSON report of coverage.

By package of the kit: of so many branches, how many the tests took; with the names of
the tests that were run, where they were not all.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

from docs.measured import keep


def by_package(found: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Count branches and statements, and those that tests took, by package.

    Examples
    --------
    >>> summary = {"num_branches": 8, "covered_branches": 7,
    ...            "num_statements": 20, "covered_lines": 20}
    >>> by_package({"files": {"lib/dophu/rosters/a.py": {"summary": summary}}})
    {'rosters': {'branches': 8, 'taken': 7, 'statements': 20, 'run': 20}}
    """
    counts: dict[str, Counter[str]] = {}
    for name, of in sorted(found["files"].items()):
        parts = PurePosixPath(name).parts
        within = parts[parts.index("dophu") + 1 :]
        package = within[0] if len(within) > 1 else "dophu"
        summary = of["summary"]
        counts.setdefault(package, Counter()).update(
            branches=summary["num_branches"],
            taken=summary["covered_branches"],
            statements=summary["num_statements"],
            run=summary["covered_lines"],
        )
    return {package: dict(count) for package, count in counts.items()}


def main() -> int:
    """Keep the counts of a report for docs/safety.md; 1 below 95 in 100 branches."""
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    packages = by_package(found)
    keep("coverage", {"tests": " ".join(sys.argv[2:]), "packages": packages})
    total = sum(map(Counter, packages.values()), Counter())
    share = total["taken"] / total["branches"]
    sys.stdout.write(f"{total['taken']} of {total['branches']} branches, {share:.1%}\n")
    return 0 if share >= 0.95 else 1


if __name__ == "__main__":
    sys.exit(main())
