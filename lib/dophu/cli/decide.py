"""``dophu decide``: what waits for a person, at a terminal, one key an answer."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from dophu.catalogue.issues import DophuError, Issue
from dophu.cli.arguments import add_as_of, add_campaign, add_command, add_language
from dophu.runs.screen import show

ESCAPE, INTERRUPT, END = "\x1b", "\x03", "\x04"


def add_decide(parsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        parsers,
        "decide",
        "lần lượt trả lời những việc chờ quyết định, ghi ngay vào decisions.csv | "
        "answer what waits for a person, straight into decisions.csv",
        "dophu decide mytown",
        decide,
    )
    add_campaign(parser)
    add_as_of(parser)
    parser.add_argument(
        "--all",
        action="store_true",
        help="hỏi cả những điều chỉ để biết | ask also of what is only told",
    )
    add_language(parser)


def decide(options: argparse.Namespace) -> int:
    """Walk through what waits for a person on a date."""
    from dophu.campaign.config import read_campaign
    from dophu.cli.passwords import ask_passwords
    from dophu.findings.questions import find_questions
    from dophu.runs.decide_terminal import Deciding, Terminal
    from dophu.snapshots import look

    campaign = read_campaign(options.campaign)
    options.language = options.language or campaign.language
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise DophuError(Issue("QD-04"), options.language)
    ask_passwords(campaign, options.as_of, options.language)
    week = look(campaign, options.as_of)
    questions = find_questions(week, options.all)
    terminal = Terminal(read_key, _read_line, show)
    Deciding(week, questions, terminal, options.language).run()
    return 0


def read_key() -> str:
    """Wait for one key; '' at the end of input. Keys pressed before are dropped.

    So that a key pressed twice does not answer the next question, unseen.
    """
    try:
        import msvcrt
    except ImportError:
        return _read_posix_key()
    while msvcrt.kbhit():
        msvcrt.getwch()
    key = msvcrt.getwch()
    if key in ("\x00", "\xe0"):  # an arrow or a function key has a second half
        msvcrt.getwch()
        return ESCAPE
    return _checked(key)


def _read_posix_key() -> str:
    import select
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        # Not raw: Ctrl-C still breaks off.
        tty.setcbreak(terminal)
        termios.tcflush(terminal, termios.TCIFLUSH)
        pressed = os.read(terminal, 1)
        while select.select([terminal], [], [], 0.02)[0]:
            more = os.read(terminal, 16)  # the rest of a letter, or of an arrow's
            if not more:
                break
            pressed += more
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    text = pressed.decode("utf-8", "replace")
    return ESCAPE if len(text) > 1 else _checked(text)


def _checked(key: str) -> str:
    if key == INTERRUPT:
        raise KeyboardInterrupt
    return "" if key == END else key


def _read_line() -> str:
    return sys.stdin.readline()
