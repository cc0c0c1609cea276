"""One notebook that is to be executed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

TIMEOUT = 900
"""Seconds a cell may take; a commune's lists take some ten on a slow PC."""


@dataclass
class Job:
    """A notebook to execute: where it is, where to, and with which parameters.

    ``shown`` are the parameters as the notebook that is kept shows them; ``names``
    are pieces of text, as absolute paths, and what stands for them in it. ``cell``
    is the number of the code cell that was reached, ``reached`` the notebook then.
    """

    source: Path
    target: Path
    parameters: dict[str, str]
    shown: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    timeout: float = TIMEOUT
    cell: int = 1
    reached: NotebookNode | None = None
    seconds: float = 0.0
