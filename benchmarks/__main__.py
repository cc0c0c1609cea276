"""``python -m benchmarks [NAME ...]``: run all benchmarks, or those named.

With ``--against REV`` the working tree is measured beside an older revision.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import (
    against,
    big,
    charts,
    documents,
    ledger,
    linkage,
    lists,
    pace,
    plan,
    rates,
    region,
    rosters,
    table,
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
ON_REQUEST = {
    "big": big.main,
    "province": linkage.province,
    "region": region.main,
    "weeks": weeks.main,
    "table": table.main,
}


def main(arguments: list[str]) -> int:
    """Run the benchmarks named; where none is, all but those that take minutes."""
    asked = _parser().parse_args(arguments)
    if asked.against:
        return against.main(asked.against, asked.names, asked.pairs)
    known = ALL | ON_REQUEST
    unknown = [name for name in asked.names if name not in known]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(known)}")
        return 1
    for name in asked.names or ALL:
        print(f"== {name}")
        if name == "table":
            table.main(large=asked.large)
        else:
            known[name]()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    known = ALL | ON_REQUEST
    parser.add_argument(
        "names", nargs="*", metavar="NAME",
        help=f"{', '.join(known)}; with --against {', '.join(against.WORKS)}",
    )  # fmt: skip
    parser.add_argument(
        "--against", metavar="REV", help="an older revision to measure beside"
    )
    parser.add_argument(
        "--pairs", type=_some, default=against.PAIRS, metavar="N",
        help="how often either does each piece of work, with --against",
    )  # fmt: skip
    parser.add_argument(
        "--large", action="store_true", help="table: 340 hamlets as well, for minutes"
    )
    return parser


def _some(text: str) -> int:
    """Read a number of pairs: at least one."""
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
