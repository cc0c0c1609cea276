"""A person's screen: lines that fit, letters it can show, and how far a run is."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import Any, Self

WIDTH = 80


def write_utf8() -> None:
    """Have a console or pipe of another encoding take Vietnamese letters.

    A pipe on Windows is cp1252 and one under the C locale ASCII; both would stop
    a run at its first word.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def show(text: str, mark: str = "") -> None:
    """Write what a command came to, folded, with a mark before its first line.

    Whoever reads it may stop, as ``dophu check DIR | head`` does: the rest is written
    nowhere, and the command goes on.
    """
    try:
        print(fold(text, mark), flush=True)  # noqa: T201  the kit's one voice
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def report(text: str) -> None:
    """Write on the side of the screen that is for steps and errors, folded."""
    print(fold(text), file=sys.stderr, flush=True)  # noqa: T201


def fold(text: str, mark: str = "") -> str:
    """Break lines to the screen's width, without cutting a path or a command.

    Examples
    --------
    >>> print(fold("một " * 25, "1. "))
    1. một một một một một một một một một một một một một một một một một một một
       một một một một một một
    """
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=mark,
            subsequent_indent=" " * len(mark) or "  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )


class Steps:
    """Shows how far a run is: a bar on a terminal, else a plain line a step."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> Self:
        """Show nothing yet."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Take the bar off the screen."""
        if self._bar is not None:
            self._bar.close()

    def __call__(self, words: str, done: int, total: int) -> None:
        """Show a step: its words, how many steps are done, and of how many."""
        if not sys.stderr.isatty():
            report(f"[{done + 1}/{total}] {words}")
            return
        if self._bar is None:
            from tqdm import tqdm

            layout = "{bar:20} {n_fmt}/{total_fmt} {desc}"
            self._bar = tqdm(
                total=total, bar_format=layout, leave=False, ncols=WIDTH - 1
            )
        self._bar.n = done
        self._bar.set_description_str(words)
