"""A plugin of pytest that counts the reading child too: ``-p tests.branches.readers``.

It is started without site-packages' start-up files, by which coverage begins in every
other process, and is killed when it is not needed any more.
"""

from __future__ import annotations

import subprocess
from contextlib import suppress

from dophu.reader import sandbox

BEGIN = "\nimport coverage\ncoverage.process_startup(force=True)\n"
ENDING = 10
"""Seconds for the child to write what it counted."""


def pytest_configure() -> None:
    """Have every reading child of this process begin to count, and end by itself."""
    before, _, after = sandbox._BOOT.rpartition("from dophu")
    sandbox._BOOT = f"{before}{BEGIN}from dophu{after}"
    real = sandbox.Reader._end

    def end(reader: sandbox.Reader) -> None:
        process = reader._process
        if process is not None:
            with suppress(OSError):
                process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(ENDING)
        real(reader)

    sandbox.Reader._end = end
