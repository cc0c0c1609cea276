"""What commands take alike: a campaign, a date, a language, a folder of reports."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from dophu.campaign.settings import LANGUAGES
from dophu.catalogue.issues import DophuError, Issue, phrase


def wrong(name: str, expected: str, **values: object) -> DophuError:
    """Make the error of an option's value: CH-08, with the phrase of what is expected.

    Examples
    --------
    >>> print(wrong("--workers", "none_at_least").say("en").partition(". ")[0])
    CH-08 The parameter '--workers' is not right: a whole number of 0 or more
    """
    details = {"name": name, "expected": phrase(expected, **values)}
    return DophuError(Issue("CH-08", details=details))


def add_command(
    parsers: Any, name: str, words: str, example: str, command: Callable[..., int]
) -> argparse.ArgumentParser:
    """Add a command with its words by language and an example."""
    parser = parsers.add_parser(
        name,
        help=words,
        description=words,
        epilog=f"Ví dụ: | Example:\n  {example}",
    )
    parser.set_defaults(command=command)
    return parser


def add_language(parser: argparse.ArgumentParser) -> None:
    """Let a language be chosen."""
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="",
        help="ngôn ngữ, mặc định theo chiến dịch | language, by default the campaign's",
    )


def add_campaign(parser: argparse.ArgumentParser) -> None:
    """Take the folder of a campaign."""
    parser.add_argument(
        "campaign",
        metavar="CAMPAIGN",
        help="thư mục chiến dịch, có campaign.toml | the campaign's folder",
    )


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Take the date of the lists."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        default="",
        help="ngày chốt danh sách, YYYY-MM-DD; mặc định: mới nhất | "
        "date of the lists; by default the newest",
    )


def add_notebooks(parser: argparse.ArgumentParser) -> None:
    """Take another folder of notebooks than the kit's."""
    parser.add_argument(
        "--notebooks",
        metavar="DIR",
        default="",
        help="thư mục sổ tay khác | another folder of notebooks",
    )


def add_reports(parser: argparse.ArgumentParser) -> None:
    """Take the folder of reports."""
    parser.add_argument(
        "--reports",
        metavar="DIR",
        default="reports",
        help="thư mục báo cáo, mặc định: reports | folder of reports",
    )
