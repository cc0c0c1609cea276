"""Processes that a test looks after."""

from __future__ import annotations

import os
from pathlib import Path


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Ended, but nobody has asked how: its new parent is no init that does.
    status = Path(f"/proc/{pid}/stat")
    if not status.exists():
        return True
    return status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
