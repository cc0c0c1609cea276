"""Prints the page of the commands, from the parser that reads them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from dophu.cli import _parser

HEAD = """# Các lệnh · Commands

`dophu COMMAND`, at a terminal. The exit code is 0 for READY, 2 for REVIEW, 1 for
BLOCKED or any error; `dophu COMMAND --help` says the same on the screen,
`dophu --version` the version.
"""


def commands() -> str:
    """Put every command with what it takes on one page."""
    (choices,) = (
        action.choices for action in _parser()._actions if _is_commands(action)
    )
    entries = (_entry(name, parser) for name, parser in choices.items())
    return "\n".join([HEAD, *entries])


def _is_commands(action: argparse.Action) -> bool:
    return isinstance(action, argparse._SubParsersAction)


def _entry(name: str, parser: argparse.ArgumentParser) -> str:
    vi, en = (parser.description or "").split(" | ")
    lines = [f"## dophu {name}\n", f"{_sentence(en)} · {_sentence(vi)}\n"]
    example = (parser.epilog or "").split("\n")[1].strip()
    lines += [f"```sh\n{example}\n```\n", "| | |", "|---|---|"]
    lines += _rows(parser)
    return "\n".join(lines) + "\n"


def _rows(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        names = [*action.option_strings] or [str(action.metavar or action.dest)]
        if action.option_strings and action.choices:
            names[-1] += f" {'|'.join(map(str, action.choices))}"
        elif action.option_strings and action.metavar:
            names[-1] += f" {action.metavar}"
        vi, _, en = (action.help or "").partition(" | ")
        cell = ", ".join(f"`{name}`" for name in names).replace("|", "\\|")
        yield f"| {cell} | {en} · {vi} |"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
