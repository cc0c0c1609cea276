"""Questions to a person at the terminal, on the side of the screen for steps."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dophu.catalogue.issues import DophuError
from dophu.catalogue.sentences import say
from dophu.runs.screen import report

if TYPE_CHECKING:
    from dophu.starting.answers import Question


def is_terminal() -> bool:
    """Test whether a person sits at the terminal."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr.isatty())


def ask(words: str, proposed: str) -> str:
    """Ask on the side of the screen that is for steps; Enter takes what is proposed."""
    mark = f" [{proposed}]" if proposed else ""
    report(f"{words}{mark}:")
    line = sys.stdin.readline()
    if not line:  # the input has ended
        raise KeyboardInterrupt
    return line.strip() or proposed


def ask_paths(language: str) -> list[str]:
    """Ask for lists: one path as typed, or several as a terminal quotes them."""
    text = ask(say("new_ask_lists", language), "")
    if not text or Path(text).exists():
        return [text] if text else []
    try:
        parts = shlex.split(text, posix=os.name == "posix")
    except ValueError:  # a quote that is not closed
        parts = [text]
    return [part.strip("\"'") for part in parts]


def agrees(words: str, language: str) -> bool:
    """Ask for a yes; Enter is one."""
    yes = say("new_yes", language)
    return ask(words, yes).casefold()[:1] in (yes, "y")


def confirms(words: str, language: str) -> bool:
    """Ask for a yes where what follows cannot be undone; Enter is none."""
    return ask(words, "").casefold() in (*say("purge_yes", language).split("|"), "y")


def asker(language: str) -> Callable[[Question, str], str]:
    """Give what asks a question, and once more where the answer cannot be used."""
    from dophu.starting.answers import check_answer

    def answer(question: Question, proposed: str) -> str:
        while True:
            text = ask(say(f"new_ask_{question.key}", language), proposed)
            if not text and question.optional:
                return ""
            try:
                check_answer(question, text)
            except DophuError as error:
                expected = error.issues[0].details["expected"][language]
                report(say("new_again", language, expected=expected))
            else:
                return text

    return answer
