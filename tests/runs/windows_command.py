"""A command of the kit under the rules of Windows, in a process of its own.

``python -m tests.runs.windows_command HOME HELD COMMAND…``: ``HELD`` gives by path, in
JSON, how often another program holds a file; what was refused, and the longest path,
follow what the command printed.
"""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path

from dophu import cli
from tests.runs.windows_rules import WindowsDisk
from tests.torture import kernels_here


def main(home: str, held: str, *arguments: str) -> int:
    """Do the command; give its exit code, 70 where it raised."""
    kernels_here.install()
    disk = WindowsDisk(Path(home), json.loads(held))
    disk.install()
    code = 70
    try:
        code = cli.main(list(arguments))
    except BaseException:  # what would end the test alone is shown by it
        traceback.print_exc()
    lines = [*(f"REFUSED {one}" for one in disk.refused), f"LONGEST {disk.longest}"]
    sys.stdout.write("\n".join(["", *lines, ""]))
    return code


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
