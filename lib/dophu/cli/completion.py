"""``dophu completion``: what lets a shell complete commands, options and folders."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from dophu.cli.arguments import add_command

SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")

FOLDERS = ("CAMPAIGN", "EDITION", "DIR", "FOLDER")
"""How arguments are called that are folders."""


def add_completion(parsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        parsers,
        "completion",
        "in đoạn mã để bấm Tab là hoàn thành lệnh dophu | print what completes "
        "dophu's commands on Tab",
        "dophu completion bash >> ~/.bash_completion",
        complete,
    )
    parser.add_argument(
        "shell",
        metavar="SHELL",
        choices=SHELLS,
        help=f"shell đang dùng | the shell in use: {', '.join(SHELLS)}",
    )


def complete(options: argparse.Namespace) -> int:
    """Print the script of a shell, made from the parser itself."""
    import shtab

    from dophu.cli import _parser

    parser = _parser()
    _mark_folders(parser, shtab.DIRECTORY)
    sys.stdout.write(shtab.complete(parser, options.shell) + "\n")
    return 0


def _mark_folders(parser: argparse.ArgumentParser, folder: Any) -> None:
    """Say of every argument that is a folder that folders complete it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _mark_folders(command, folder)
        elif action.metavar in FOLDERS:
            action.complete = folder  # type: ignore[attr-defined]
