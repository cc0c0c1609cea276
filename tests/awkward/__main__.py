"""Say what becomes of awkward lists: ``python -m tests.awkward [NAME ...]``.

What is written is the whole of what an expectation can say. It is to be read and
put right by hand before it stands beside a new list: it says what happens, not
what should.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from dophu.reader.sandbox import Reader
from tests.awkward.trial import describe, find_traps, read_trap


def main() -> None:
    """Write the traps named (all by default) as TOML."""
    wanted = set(sys.argv[1:])
    with Reader() as reader:
        for trap in find_traps():
            if not wanted or trap.name in wanted:
                with tempfile.TemporaryDirectory() as folder:
                    found = describe(read_trap(trap, Path(folder), reader))
                sys.stdout.write(f"# {trap.name}\n{as_toml(found)}\n")


def as_toml(found: dict) -> str:
    """Write a flat table of texts, numbers, lists and tables as TOML."""
    return "".join(f"{key} = {_value(value)}\n" for key, value in found.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {_value(v)}"
                           for k, v in value.items())  # fmt: skip
        return "{ " + inside + " }" if value else "{}"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
