"""The command line: a thin layer over the library, in Vietnamese and in English."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from dophu import __version__
from dophu.campaign import LANGUAGES
from dophu.issues import DophuError, Issue, phrase
from dophu.labels.page import gate_words, say_on_screen
from dophu.runs.screen import Steps, say, tell, write_utf8

READY, WRONG, REVIEW = 0, 1, 2
"""Exit codes: ready; blocked, an error or a wrong command; finished, for review."""

CODES = {"READY": READY, "REVIEW": REVIEW, "BLOCKED": WRONG}

SHOWN = 3
"""Points to look at that stand on the screen; the page has all."""


class _Wrong(Exception):
    """A command that is not right, with the words of argparse and the command."""


class _Parser(argparse.ArgumentParser):
    """Leaves the words and the exit code of a wrong command to :func:`main`."""

    def error(self, message: str) -> NoReturn:
        raise _Wrong(message, self.prog)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code: 0 ready, 2 for review, 1 all else."""
    write_utf8()
    options = argparse.Namespace(language="")
    try:
        _parser().parse_args(arguments, options)
        return options.command(options)
    except _Wrong as wrong:
        message, command = wrong.args
        _tell(options, "usage_wrong", message=message)
        _tell(options, "usage_help", command=command)
    except DophuError as error:
        tell(error.say(_language(options)))
    except KeyboardInterrupt:
        _tell(options, "broken_off")
    except Exception as error:  # the text of an error may hold a child's data
        tell(_unexpected(error).line(_language(options)))
    return WRONG


def _language(options: argparse.Namespace) -> str:
    return options.language or "vi"


def _say(options: argparse.Namespace, key: str, **values: object) -> None:
    say(say_on_screen(key, _language(options), **values))


def _tell(options: argparse.Namespace, key: str, **values: object) -> None:
    tell(say_on_screen(key, _language(options), **values))


def _unexpected(error: Exception) -> Issue:
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if Path(f.filename).is_relative_to(Path(__file__).parent)]
    at = own[-1] if own else None
    where = f"{Path(at.filename).name}:{at.lineno}" if at else "?"
    name = type(error).__name__
    return Issue(
        "CH-11", details={"name": name, "where": where, "version": __version__}
    )


def _parser() -> _Parser:
    parser = _Parser(
        prog="dophu",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Ai trong danh sách còn chưa được làm, theo thôn và nhóm tuổi.\n"
        "Who on the list has not been reached yet, by hamlet and age group.",
        epilog="Ví dụ | Example:\n  dophu run data/sample --as-of 2024-07-18\n\n"
        "Mã thoát | Exit code: 0 sẵn sàng | ready, 2 cần xem lại | for review, "
        "1 lỗi | error",
    )
    parser.add_argument("--version", action="version", version=f"dophu {__version__}")
    commands = parser.add_subparsers(
        metavar="COMMAND", required=True, parser_class=_Parser
    )
    _add_run(commands)
    _add_verify(commands)
    _add_explore(commands)
    _add_sample(commands)
    return parser


def _add(
    commands: Any, name: str, words: str, example: str, command: Callable[..., int]
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=words,
        description=words.replace(" | ", "\n"),
        epilog=f"Ví dụ | Example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=command)
    return parser


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="",
        help="ngôn ngữ, mặc định theo chiến dịch | language, by default the campaign's",
    )


def _add_run(commands: Any) -> None:
    parser = _add(
        commands,
        "run",
        "chạy bản tuần | make the weekly edition",
        "dophu run data/sample --as-of 2024-07-18 --reports reports",
        _run,
    )
    parser.add_argument(
        "campaign",
        metavar="CAMPAIGN",
        help="thư mục chiến dịch, có campaign.toml | the campaign's folder",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        default="",
        help="ngày chốt danh sách, YYYY-MM-DD; mặc định: mới nhất | "
        "date of the lists; by default the newest",
    )
    parser.add_argument(
        "--reports",
        metavar="DIR",
        default="reports",
        help="thư mục báo cáo, mặc định: reports | folder of reports",
    )
    parser.add_argument(
        "--notebooks",
        metavar="DIR",
        default="",
        help="thư mục sổ tay khác | another folder of notebooks",
    )
    _add_language(parser)


def _add_verify(commands: Any) -> None:
    parser = _add(
        commands,
        "verify",
        "một bản còn nguyên vẹn không | is an edition still as it was published",
        "dophu verify reports/99999/2024-07-18",
        _verify,
    )
    parser.add_argument(
        "edition", metavar="EDITION", help="thư mục của bản | the edition's folder"
    )
    _add_language(parser)


def _add_explore(commands: Any) -> None:
    parser = _add(
        commands,
        "explore",
        "mở JupyterLab để xem số liệu | open JupyterLab at the explorer",
        "dophu explore data/sample",
        _explore,
    )
    parser.add_argument(
        "campaign",
        metavar="CAMPAIGN",
        help="thư mục chiến dịch | the campaign's folder",
    )
    _add_language(parser)


def _add_sample(commands: Any) -> None:
    parser = _add(
        commands,
        "sample",
        "tạo chiến dịch mẫu, trẻ hư cấu | make a campaign of invented children",
        "dophu sample thu --children 500 --hamlets 5 --faults year_only=0.02",
        _sample,
    )
    parser.add_argument("folder", metavar="DIR", help="thư mục trống | an empty folder")
    parser.add_argument(
        "--children", type=int, metavar="N", help="số trẻ | number of children"
    )
    parser.add_argument(
        "--hamlets", type=int, metavar="N", help="số thôn | number of hamlets"
    )
    parser.add_argument(
        "--seed", type=int, metavar="N", help="số khởi tạo | seed: the same, the same"
    )
    parser.add_argument(
        "--dates",
        type=_dates,
        metavar="DATE,...",
        help="các ngày chốt, YYYY-MM-DD | dates of the lists",
    )
    parser.add_argument(
        "--faults",
        type=_faults,
        metavar="KIND=RATE,...",
        help="lỗi cố ý và tỷ lệ dòng | faults to plant and their share of rows",
    )
    _add_language(parser)


def _dates(text: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(part.strip()) for part in text.split(","))


def _faults(text: str) -> dict[str, float]:
    pairs = (part.split("=") for part in text.split(","))
    return {kind.strip(): float(rate) for kind, rate in pairs}


# argparse names the function in its message about a value it cannot read.
_dates.__name__, _faults.__name__ = "YYYY-MM-DD,...", "KIND=RATE,..."


def _run(options: argparse.Namespace) -> int:
    from dophu.campaign import read_campaign
    from dophu.runs.weekly import run_week

    # Whatever goes wrong from here on is said in the campaign's language.
    options.language = options.language or read_campaign(options.campaign).language
    with Steps() as steps:
        outcome = run_week(
            options.campaign,
            options.as_of,
            options.reports,
            options.notebooks,
            options.language,
            steps,
        )
    words = gate_words(outcome.gate, options.language)
    _say(options, "gate", gate=outcome.gate, words=words)
    key = "edition_reused" if outcome.reused else "edition_at"
    _say(options, key, folder=outcome.edition)
    _say(options, "open_first", file=outcome.edition / "index.html")
    if outcome.highlights:
        _say(options, "look_first")
    for number, point in enumerate(outcome.highlights[:SHOWN], start=1):
        say(point, f"{number}. ")
    return CODES[outcome.gate]


def _verify(options: argparse.Namespace) -> int:
    from dophu.runs.record import check_edition, read_record

    edition = Path(options.edition)
    if issues := check_edition(edition):
        raise DophuError(issues)
    number = len(read_record(edition)["outputs"])
    _say(options, "intact", n=number, folder=edition)
    return READY


def _explore(options: argparse.Namespace) -> int:
    from dophu.campaign import read_campaign
    from dophu.runs.graph import notebooks_folder

    campaign = read_campaign(options.campaign)
    notebook = notebooks_folder() / "90_explore.ipynb"
    if not notebook.is_file():
        details = {"folder": str(notebook.parent), "missing": notebook.name}
        raise DophuError(Issue("CH-01", details=details))
    command = [sys.executable, "-m", "jupyterlab", str(notebook)]
    place = {"DOPHU_CAMPAIGN": str(campaign.folder.absolute())}
    done = subprocess.run(command, env={**os.environ, **place}, check=False)
    return READY if done.returncode == 0 else WRONG


def _sample(options: argparse.Namespace) -> int:
    from dophu.sample import KINDS, SampleSpec, write_sample

    folder = Path(options.folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise DophuError(Issue("CH-09", details={"folder": str(folder)}))
    unknown = sorted(set(options.faults or ()) - set(KINDS))
    if unknown:
        expected = phrase("one_of", names=", ".join(KINDS))
        raise DophuError(
            Issue("CH-08", details={"name": "--faults", "expected": expected})
        )
    wanted = ("children", "hamlets", "seed", "dates", "faults")
    given = {n: v for n in wanted if (v := getattr(options, n)) is not None}
    write_sample(SampleSpec(**given), folder)
    _say(options, "sample_made", folder=folder)
    _say(options, "sample_next", folder=folder)
    return READY


if __name__ == "__main__":
    sys.exit(main())
