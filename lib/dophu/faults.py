"""Where in the kit an error arose: its place, never its text, which may hold a cell."""

from __future__ import annotations

import traceback
from pathlib import Path

PACKAGE = Path(__file__).parent


def place_of(error: BaseException) -> str:
    """Name the innermost line of the kit that an error passed, ``?`` where none.

    Examples
    --------
    >>> place_of(ValueError("Giàng A Páo"))
    '?'
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE)]
    # A traceback's innermost frame stands last.
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "?"
