"""What is wrong with a command, in the words of the kit: argparse knows English alone.

A sentence of argparse that is not among these stays as it is: its words are those of
the version of Python that is here.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from dophu.catalogue.sentences import say

_TYPED = r"(?P<value>'.*?'|\".*?\")"
_OF = r"argument (?P<name>.+?): "

SENTENCES = {
    "usage_required": r"the following arguments are required: (?P<names>.+)",
    "usage_unknown": r"unrecognized arguments: (?P<names>.+)",
    # Before the next, whose pattern takes it in.
    "usage_no_command": rf"argument COMMAND: invalid choice: {_TYPED} .*\(choose from "
    r"(?P<names>.+)\)",
    "usage_choice": rf"{_OF}invalid choice: {_TYPED} .*\(choose from (?P<names>.+)\)",
    "usage_value": rf"{_OF}invalid (?P<kind>.+?) value: {_TYPED}",
    "usage_no_value": rf"{_OF}expected (?:one|at least one|\d+) arguments?",
    "usage_takes_none": rf"{_OF}ignored explicit argument {_TYPED}",
    "usage_ambiguous": r"ambiguous option: (?P<value>\S+) could match (?P<names>.+)",
    "usage_not_with": rf"{_OF}not allowed with argument (?P<other>.+)",
}
"""What argparse says, by the key of the kit's own sentence."""


def say_wrong(message: str, language: str) -> str:
    """Say what is wrong with a command.

    Examples
    --------
    >>> say_wrong("unrecognized arguments: --asof", "vi")
    'không có tham số --asof'
    >>> known = "(choose from 'run', 'check')"
    >>> say_wrong(f"argument COMMAND: invalid choice: 'chek' {known}", "en")
    "there is no command 'chek' (commands: run, check); the nearest is check"
    >>> say_wrong("argument --seed: invalid int value: 'x'", "en")
    "--seed takes a whole number, not 'x'"
    >>> say_wrong("what a later Python says", "vi")
    'what a later Python says'
    """
    for key, pattern in SENTENCES.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return _say(key, found.groupdict(), language)
    return message


def _say(key: str, values: dict[str, str], language: str) -> str:
    if values.get("kind") == "int":
        values["kind"] = say("usage_whole_number", language)
    names = re.findall(r"[^\s,'\"]+", values.get("names", ""))
    stated = say(
        key, language, **values | ({"names": ", ".join(names)} if names else {})
    )
    near = get_close_matches(values.get("value", "").strip("'\""), names, 1, 0.5)
    return stated + (say("usage_nearest", language, near=near[0]) if near else "")
