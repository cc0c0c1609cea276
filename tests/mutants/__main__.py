"""Try mutants: ``python -m tests.mutants --sample 100`` (``make mutants``: all).

What was found before of a module that is not tried now stays in the figures kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import dophu.tables.kept
from docs.measured import keep, read
from tests.mutants.faults import Mutant, mutants_of
from tests.mutants.suites import EQUIVALENT, MODULES, tests_of
from tests.mutants.trial import Tests, functions_of

Found = dict[str, Any]
"""``counts`` of each module, and ``survivors`` as they are printed."""


class Hunt:
    """A plugin of pytest that tries mutants in place of running the tests."""

    def __init__(self, modules: list[str], sample: int, seed: int) -> None:
        self.modules, self.sample, self.seed = modules, sample, seed
        self.again: Found | None = None
        """What was found before, of which the survivors alone are tried."""
        self.counts: dict[str, Counter[str]] = {}
        self.survivors: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant on the tests that were collected."""
        # What is kept of a date would be opened in place of what a mutant counts,
        # or be what it counted, for the next.
        dophu.tables.kept.keep_tables = lambda _snapshot, _name, _version, make: make()
        functions, mutants = {}, []
        for name in self.modules:
            module = import_module(name)
            functions[name] = functions_of(module)
            path = Path(str(module.__file__))
            mutants += mutants_of(name, path.read_text(encoding="utf-8"), str(path))
        if self.again:
            before = {_key(one) for one in self.again["survivors"]}
            mutants = [m for m in mutants if _key(str(m)) in before]
        if self.sample:
            mutants.sort(key=self._lot)
        can = (m for m in mutants if self._can_be_put_in(m, functions[m.module]))
        mutants = [*islice(can, self.sample or None)]
        tests = Tests(session)
        tests.look({name: functions[name] for name in {m.module for m in mutants}})
        for mutant in mutants:
            count = self.counts.setdefault(mutant.module, Counter())
            if mutant.key in EQUIVALENT:
                count["equivalent"] += 1
            elif tests.notice(mutant, functions[mutant.module]):
                count["killed"] += 1
            else:
                count["survived"] += 1
                self.survivors.append(str(mutant))
                sys.__stdout__.write(f"survived  {mutant}\n")
                sys.__stdout__.flush()
        return True

    def _lot(self, mutant: Mutant) -> bytes:
        """Draw a lot for a mutant: the same whatever else is changed in the code."""
        return hashlib.sha256(f"{self.seed} {mutant.key}".encode()).digest()

    @staticmethod
    def _can_be_put_in(mutant: Mutant, functions: dict[str, Any]) -> bool:
        function = functions.get(mutant.function)
        return (
            function is not None
            and mutant.code is not None
            and function.__code__.co_freevars == mutant.code.co_freevars
        )


def _key(printed: str) -> str:
    """Give a mutant as printed without its line: lines move."""
    return re.sub(r":\d+ ", " ", printed, count=1)


def with_before(hunt: Hunt, before: Found) -> Found:
    """Give what was found, with what was found before of what was not tried now.

    Of a survivor that is tried again the count of its module says what became of it.
    """
    counts = {name: Counter(count) for name, count in hunt.counts.items()}
    for name, count in before["counts"].items():
        if hunt.again and name in counts:
            counts[name].update(
                Counter(count) - Counter(survived=sum(counts[name].values()))
            )
        counts.setdefault(name, Counter(count))
    tried = {*hunt.counts}
    others = [s for s in before["survivors"] if s.partition(":")[0] not in tried]
    return {
        "counts": {name: dict(counts[name]) for name in MODULES if name in counts},
        "survivors": sorted({*others, *hunt.survivors}),
    }


def main() -> int:
    """Try the mutants asked for; 1 where too few are noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--modules", nargs="*", default=list(MODULES))
    parser.add_argument("--sample", type=int, default=0, help="so many, not all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.95, help="of them at least")
    parser.add_argument("--json", default="", help="file to write the counts to")
    parser.add_argument(
        "--again", default="", help="such a file: try what survived there, and no more"
    )
    parser.add_argument(
        "--keep", action="store_true", help="print the counts on docs/safety.md"
    )
    chosen = parser.parse_args()
    hunt = Hunt(chosen.modules, chosen.sample, chosen.seed)
    if chosen.again:
        hunt.again = json.loads(Path(chosen.again).read_text(encoding="utf-8"))
    paths = [str(import_module(name).__file__) for name in chosen.modules]
    wanted = [
        *paths,
        *(path for path in tests_of(chosen.modules) if Path(path).exists()),
    ]
    quiet = ["-p", "no:cacheprovider", "-p", "no:xdist", "-s"]
    pytest.main([*quiet, *wanted], plugins=[hunt])
    total = sum(hunt.counts.values(), Counter())
    for name, count in hunt.counts.items():
        sys.stdout.write(f"{name}: {dict(count)}\n")
    tried = total["killed"] + total["survived"]
    share = total["killed"] / tried if tried else 0.0
    sys.stdout.write(f"{total['killed']} of {tried} killed, {share:.1%}\n")
    found = with_before(hunt, hunt.again or {"counts": {}, "survivors": []})
    if chosen.json:
        text = json.dumps(found, ensure_ascii=False, indent=1)
        Path(chosen.json).write_text(text, encoding="utf-8")
    if chosen.keep:
        keep("mutants", with_before(hunt, read("mutants") or found))
    return 0 if share >= chosen.share else 1


if __name__ == "__main__":
    sys.exit(main())
