"""``dophu doctor``: is the installation whole, a line a thing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dophu.catalogue.sentences import say
from dophu.cli.arguments import add_command, add_language
from dophu.runs.screen import show


def add_doctor(parsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        parsers,
        "doctor",
        "bộ công cụ cài đặt có nguyên vẹn không | is the installation whole",
        "dophu doctor --language en",
        doctor,
    )
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        default=".",
        help="thư mục sẽ làm việc, mặc định: thư mục hiện tại | the folder to work in, "
        "by default this one",
    )
    add_language(parser)


def doctor(options: argparse.Namespace) -> int:
    """Check the installation; 0 whole, 2 to be looked at, 1 where a thing is broken."""
    from dophu.runs.doctor import MARKS, exit_code, run_doctor

    language = options.language or "vi"
    found = []
    for check in run_doctor(Path(options.folder)):
        found.append(check)
        state = say(f"doctor_{check.state}", language)
        stated = say(check.key, language, **check.values)
        show(f"{state}: {stated}", MARKS[check.state])
        if check.todo:
            show(say(check.todo, language, **check.values), "     ")
    code = exit_code(found)
    show(say(f"doctor_end_{code}", language))
    return code
