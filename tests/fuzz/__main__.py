"""Read many damaged files: ``python -m tests.fuzz --mutants 10000``."""

from __future__ import annotations

import argparse
import sys

from tests.fuzz.trial import try_mutants


def main() -> None:
    """Run a trial and write what became of the files."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--mutants", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2)
    chosen = parser.parse_args()
    trial = try_mutants(chosen.mutants, chosen.seed)
    for (kind, why), count in sorted(trial.ends.items()):
        sys.stdout.write(f"{kind:5} {why or 'read':20} {count}\n")
    seconds, kind, number = trial.slowest
    sys.stdout.write(
        f"{trial.ends.total()} files, {len(trial.children)} children,"
        f" slowest {seconds:.2f} s ({kind}, number {number})\n"
    )


if __name__ == "__main__":
    main()
