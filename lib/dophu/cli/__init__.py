"""The command line: a thin layer over the library, in Vietnamese and in English."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from dophu import __version__
from dophu.catalogue.issues import DophuError, unexpected
from dophu.catalogue.refusals import cannot_open
from dophu.catalogue.sentences import say
from dophu.cli import commands, lists
from dophu.cli.arguments import (
    add_as_of,
    add_campaign,
    add_command,
    add_language,
    add_notebooks,
    add_reports,
)
from dophu.cli.commands import WRONG
from dophu.cli.completion import add_completion
from dophu.cli.decide import add_decide
from dophu.cli.doctor import add_doctor
from dophu.cli.helping import Help, choose_language, language_stated
from dophu.cli.new import add_new
from dophu.cli.publish import add_publish
from dophu.cli.purge import add_purge
from dophu.cli.region import add_region, add_rollup
from dophu.cli.sample import add_sample
from dophu.cli.why import add_why
from dophu.faults import describe_fault
from dophu.runs.screen import report, write_utf8

EXAMPLES = """\
Ví dụ: | Examples:
  dophu new mytown --from sent
      lập chiến dịch từ các danh sách đang có | a campaign from the lists at hand
  dophu check mytown
      danh sách có đọc được không, dòng nào ra sao | can the lists be read
  dophu decide mytown
      trả lời những việc chờ quyết định | answer what waits for a person
  dophu run mytown --as-of 2024-07-18
      bản tuần: trang, biểu đồ, bảng, dự thảo báo cáo | the weekly edition
  dophu explore mytown --app
      xem số liệu trong trình duyệt | look at the figures in a browser

Hướng dẫn từng lệnh: dophu run --help | Of each command: dophu run --help
Mã thoát: 0 sẵn sàng, 2 cần xem lại, 1 lỗi | Exit code: 0 ready, 2 for review, 1 error
"""
"""What is done most, in the order in which it is done."""


class _Wrong(Exception):
    """A command that is not right, with the words of argparse and the command."""


RARELY = 50_000, 20, 100
"""Objects made between two collections of garbage, in a process that is the command's
own: at Python's 700 they cost a twentieth of ``check``, and find next to nothing."""


class _Parser(argparse.ArgumentParser):
    """Leaves the words and the exit code of a wrong command to :func:`main`.

    ``language`` is that of its help.
    """

    language = "en"

    def error(self, message: str) -> NoReturn:
        raise _Wrong(message, self.prog)

    def _get_formatter(self) -> Help:
        return Help(self.prog, self.language)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code: 0 ready, 2 for review, 1 all else."""
    if arguments is None:
        gc.set_threshold(*RARELY)
    write_utf8()
    # Made here: an error is worded in the language that the command has settled on.
    options = argparse.Namespace(language="")
    words = sys.argv[1:] if arguments is None else arguments
    # On the class, since argparse makes the parsers of the commands.
    _Parser.language = choose_language(words, os.environ)
    try:
        _parser().parse_args(words, options)
        return options.command(options)
    except _Wrong as wrong:
        from dophu.cli.wrong_usage import say_wrong

        message, command = wrong.args
        language = language_stated(words) or "vi"
        report(say("usage_wrong", language, message=say_wrong(message, language)))
        report(say("usage_help", language, command=command))
    except DophuError as error:
        report(error.say(_language(options)))
    except KeyboardInterrupt:
        _report(options, "broken_off")
    except OSError as error:
        refused = cannot_open(error)
        line = refused.say if refused else unexpected(describe_fault(error)).line
        report(line(_language(options)))
    except Exception as error:  # the text of an error may hold a child's data
        report(unexpected(describe_fault(error)).line(_language(options)))
    return WRONG


def _language(options: argparse.Namespace) -> str:
    return options.language or "vi"


def _report(options: argparse.Namespace, key: str, **values: object) -> None:
    report(say(key, _language(options), **values))


def _parser() -> _Parser:
    parser = _Parser(
        prog="dophu",
        description="Ai trong danh sách còn chưa được làm, theo thôn và nhóm tuổi."
        " | Who on the list has not been reached yet, by hamlet and age group.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"dophu {__version__}")
    parsers = parser.add_subparsers(
        metavar="COMMAND", required=True, parser_class=_Parser
    )
    add_new(parsers)
    _add_run(parsers)
    _add_check(parsers)
    _add_verify(parsers)
    _add_lists(parsers)
    add_why(parsers)
    add_decide(parsers)
    add_doctor(parsers)
    add_completion(parsers)
    _add_explore(parsers)
    add_publish(parsers)
    add_region(parsers)
    add_rollup(parsers)
    add_purge(parsers)
    add_sample(parsers)
    return parser


def _add_run(parsers: Any) -> None:
    parser = add_command(
        parsers,
        "run",
        "chạy bản tuần | make the weekly edition",
        "dophu run data/sample --as-of 2024-07-18 --reports reports",
        commands.run,
    )
    add_campaign(parser)
    add_as_of(parser)
    add_reports(parser)
    add_notebooks(parser)
    add_language(parser)


def _add_check(parsers: Any) -> None:
    parser = add_command(
        parsers,
        "check",
        "xem danh sách có đọc được không, không xuất bản gì | can the lists be read; "
        "nothing is published",
        "dophu check data/sample --as-of 2024-07-11",
        commands.check,
    )
    add_campaign(parser)
    add_as_of(parser)
    parser.add_argument(
        "--out",
        metavar="DIR",
        default="",
        help="ghi bảng và trả danh sách cho nơi gửi vào thư mục này; mặc định: không "
        "ghi gì | write tables, and each sender's rows back, here; else nothing",
    )
    add_language(parser)


def _add_verify(parsers: Any) -> None:
    parser = add_command(
        parsers,
        "verify",
        "một bản còn nguyên vẹn không | is an edition still as it was published",
        "dophu verify reports/99999/2024-07-18",
        commands.verify,
    )
    parser.add_argument(
        "edition", metavar="EDITION", help="thư mục của bản | the edition's folder"
    )
    add_language(parser)


def _add_lists(parsers: Any) -> None:
    parser = add_command(
        parsers,
        "lists",
        "lấy danh sách đi từng nhà của một bản, hoặc mẫu danh sách trống | take the "
        "lists for the door out of an edition, or make empty templates",
        "dophu lists reports/99999/2024-07-18 --hamlet H03 --password --out gui_di",
        lists.lists,
    )
    parser.add_argument(
        "source",
        metavar="EDITION",
        help="thư mục của bản; với --template: thư mục chiến dịch | the edition's "
        "folder; with --template the campaign's",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        required=True,
        help="thư mục để ghi, ngoài mọi bản; không ghi đè tệp nào | folder to write "
        "to, outside of any edition; nothing is overwritten",
    )
    parser.add_argument(
        "--hamlet",
        metavar="H",
        action="append",
        default=[],
        help="mã hoặc tên địa bàn; được ghi nhiều lần; mặc định: tất cả | a hamlet's "
        "id or name, may be given again; by default all",
    )
    parser.add_argument(
        "--officer",
        metavar="O",
        action="append",
        default=[],
        help="tên cán bộ phụ trách; được ghi nhiều lần | an officer's name, may be "
        "given again",
    )
    parser.add_argument(
        "--password",
        action="store_true",
        help="khóa từng tệp bằng mật khẩu: hỏi ở cửa sổ lệnh, hoặc lấy từ biến môi "
        "trường DOPHU_LISTS_PASSWORD | lock each file with a password, asked for at "
        "the terminal or taken from the environment variable DOPHU_LISTS_PASSWORD",
    )
    parser.add_argument(
        "--template",
        action="store_true",
        help="ghi mẫu danh sách trống của từng địa bàn | write an empty list for each "
        "hamlet",
    )
    add_language(parser)


def _add_explore(parsers: Any) -> None:
    parser = add_command(
        parsers,
        "explore",
        "đưa danh sách vào, quyết định, xem số liệu trong trình duyệt | "
        "hand in lists, decide and explore, in a browser",
        "dophu explore data/sample",
        commands.explore,
    )
    add_campaign(parser)
    parser.add_argument(
        "--app",
        action="store_true",
        help="mở như một trang web trên máy này, không hiện mã (cần dophu[app]) | as a "
        "page of this computer, without code (needs dophu[app])",
    )
    add_language(parser)
