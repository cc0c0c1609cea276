"""Help in one language: the one asked for, the campaign's, or the computer's.

Commands are described once, each text as ``Vietnamese | English``; the printed manual
has both, a screen one of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dophu import toml_text
from dophu.campaign.settings import LANGUAGES

BETWEEN = " | "
"""What stands between the two languages of a text."""

WORDS = {
    "usage: ": "Cách dùng: ",
    "positional arguments": "Tham số",
    "options": "Tùy chọn",
    "show this help message and exit": "hiện hướng dẫn này",
    "show program's version number and exit": "hiện số phiên bản",
}
"""Words of argparse's own, in Vietnamese."""


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Choose the language of help.

    What ``--language`` says; else that of the campaign that is named or in whose
    folder one works; else the computer's, where it is Vietnamese; else English.

    Examples
    --------
    >>> choose_language(["run", "--help"], {"LANG": "vi_VN.UTF-8"})
    'vi'
    >>> choose_language(["check", "data/sample", "--help"], {"LANG": "en_GB.UTF-8"})
    'vi'
    >>> choose_language(["run", "--language", "vi"], {}), choose_language([], {})
    ('vi', 'en')
    """
    # In the order in which POSIX asks them.
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    system = next(filter(None, (environment.get(name) for name in names)), "")
    here = "vi" if system.lower().startswith("vi") else "en"
    return language_stated(arguments) or here


def language_stated(arguments: Sequence[str]) -> str:
    """Give the language that a command or its campaign states, '' where none does.

    Examples
    --------
    >>> language_stated(["check", "--language=en"]), language_stated(["run", "--as"])
    ('en', '')
    """
    for at, word in enumerate(arguments):
        name, _, value = word.partition("=")
        # A slice, since the word may be the last.
        value = value or "".join(arguments[at + 1 : at + 2])
        if name == "--language" and value in LANGUAGES:
            return value
    named = [word for word in arguments if not word.startswith("-")]
    for folder in (*named, "."):
        if language := _of_campaign(Path(folder) / "campaign.toml"):
            return language
    return ""


def _of_campaign(file: Path) -> str:
    """Give the language of a campaign, '' where there is none that can be read."""
    try:
        settings: Any = toml_text.loads(file.read_text("utf-8-sig"))
        # As in campaign.config: a campaign that says nothing speaks Vietnamese.
        language = settings["campaign"].get("language", LANGUAGES[0])
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return ""
    return language if language in LANGUAGES else ""


def in_language(text: str, language: str) -> str:
    """Give the half of each line that is in a language; a line of one stays.

    Examples
    --------
    >>> in_language("  ngày | date", "en"), in_language("dophu run x", "vi")
    ('  date', 'dophu run x')
    """
    at = LANGUAGES.index(language)
    chosen = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        halves = line.strip().split(BETWEEN)
        chosen.append(indent + halves[at] if len(halves) == 2 else line)
    return "\n".join(chosen)


class Help(argparse.RawDescriptionHelpFormatter):
    """Writes help in one language."""

    def __init__(self, prog: str, language: str = "en") -> None:
        super().__init__(prog)
        self._in = language

    def add_text(self, text: str | None) -> None:
        """Add what a command is, and its examples."""
        super().add_text(text and in_language(text, self._in))

    def start_section(self, heading: str | None) -> None:
        """Begin the arguments, or the options."""
        super().start_section(heading and self._own(heading))

    def _own(self, words: str) -> str:
        return WORDS.get(words, words) if self._in == "vi" else words

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any) -> str:
        prefix = self._own("usage: ") if prefix is None else prefix
        return super()._format_usage(usage, actions, groups, prefix)

    def _expand_help(self, action: argparse.Action) -> str:
        text = super()._expand_help(action)
        return self._own(in_language(text, self._in))
