"""Where in the kit an error arose: its place, never its text, which may hold a cell."""

from __future__ import annotations

import re
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


def missing_library(error: BaseException) -> str:
    """Name the library that could not be loaded; '' where an error tells of none.

    Examples
    --------
    >>> missing_library(ModuleNotFoundError(name="lxml.html"))
    'lxml'
    >>> missing_library(ImportError(name="dophu.ages")), missing_library(KeyError())
    ('dophu.ages', '')
    """
    if not isinstance(error, ImportError):
        return ""
    # A library that explains what it lacks keeps what it met itself as the context.
    while not error.name and isinstance(behind := error.__context__, ImportError):
        error = behind
    name = error.name or _last_module(error)
    if not re.fullmatch(r"[A-Za-z_][\w.]*", name, re.ASCII):
        return ""
    top = name.partition(".")[0]
    return name if top == "dophu" else top


def _last_module(error: BaseException) -> str:
    """Name the module in which an error arose."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return step.tb_frame.f_globals.get("__name__", "") if step else ""


def describe_fault(error: BaseException) -> dict[str, str]:
    """Give what may be said of an error: its kind, its place, the library it lacks."""
    return {
        "name": type(error).__name__,
        "where": place_of(error),
        "library": missing_library(error),
    }
