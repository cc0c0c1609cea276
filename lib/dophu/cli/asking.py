"""Questions to a person at the terminal, on the side of the screen for steps."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dophu.catalogue.issues import DophuError, phrase
from dophu.catalogue.sentences import say
from dophu.runs.screen import report

if TYPE_CHECKING:
    from dophu.starting.answers import Question


def is_terminal() -> bool:
    """Test whether a person sits at the terminal."""
    # sys.stdin is None in a program without a console.
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
        # In Windows a backslash parts folders and escapes nothing.
        parts = shlex.split(text, posix=os.name == "posix")
    except ValueError:  # a quote that is not closed
        parts = [text]
    return [part.strip("\"'") for part in parts]


def ask_commune(language: str) -> str:
    """Ask for a commune until one is meant: by code, by name, or out of several."""
    from dophu.starting.answers import SHOWN
    from dophu.starting.communes import CODE, find_communes

    text = ask(say("new_ask_unit", language), "")
    while True:
        found = find_communes(text)
        if CODE.fullmatch(text) and not found:  # of no list: a made-up unit's
            return text
        shown = found[:SHOWN]
        for number, one in enumerate(shown, start=1):
            key = "new_commune_former" if one.is_former else "new_commune"
            report(f"  {number}. {say(key, language, words=one.words)}")
        if len(found) == 1:
            return found[0].words
        if len(found) > SHOWN:
            report(say("new_commune_more", language, n=len(found) - SHOWN))
        if not found:
            expected = phrase("commune", names="–")[language]
            report(say("new_again", language, expected=expected))
        text = ask(say("new_ask_commune" if found else "new_ask_unit", language), "")
        if re.fullmatch(r"\d{1,2}", text, re.ASCII) and 0 < int(text) <= len(shown):
            return shown[int(text) - 1].words


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
        if question.key == "unit":
            return ask_commune(language)
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
