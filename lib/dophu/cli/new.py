"""``dophu new``: a campaign's folder from a few answers and the lists at hand."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.sentences import say
from dophu.cli import asking
from dophu.cli.arguments import add_command, add_language
from dophu.cli.rename import rename_folders
from dophu.runs.screen import report, show

if TYPE_CHECKING:
    from dophu.starting.proposing import Proposal
    from dophu.starting.shown_lists import ReadList, ShownList

READY, REVIEW = 0, 2
_WRITTEN = {
    "campaign.toml": "settings", "hamlets.csv": "hamlets", "templates": "templates",
}  # fmt: skip
"""What the catalogue calls the files and folders that every campaign has."""

_FLAGS = (
    ("--unit", "CODE", "đơn vị cấp xã: mã 5 chữ số, hoặc tên (thêm tên tỉnh nếu trùng)"
     " | the commune: its code of 5 digits, or its name (with the province's)"),
    ("--unit-name", "NAME", "tên đơn vị, mặc định theo danh mục của cả nước"
     " | name of the unit, by default as the country's list has it"),
    ("--drive", "DRIVE", "đợt: identity_card (mặc định), measles, any"
     " | drive: identity_card (default), measles, any"),
    ("--ages", "LIMITS", "mốc tuổi của các nhóm, ví dụ 0,6,14; mặc định theo đợt"
     " | ages where groups begin and end, such as 0,6,14; by default the drive's"),
    ("--name", "NAME", "tên đợt, mặc định theo đợt"
     " | name of the drive, by default its own"),
    ("--start", "DATE", "ngày bắt đầu, có thể bỏ trống | first day, may be left out"),
    ("--deadline", "DATE", "thời hạn, 2024-07-31 hoặc 31/7/2024"
     " | deadline, 2024-07-31 or 31/7/2024"),
    ("--as-of", "DATE", "ngày chốt của các danh sách; mặc định: ngày mà thư mục, tên "
     "tệp, tiêu đề ghi | day of the lists; by default what folder, file or title says"),
)  # fmt: skip


def add_new(parsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        parsers,
        "new",
        "tạo thư mục chiến dịch từ vài câu hỏi và các danh sách đang có | make a "
        "campaign's folder from a few questions and the lists at hand",
        "dophu new mytown --from sent --unit 03217 --deadline 31/7/2024",
        new,
    )
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        help="thư mục mới; không ghi đè gì | the new folder; nothing is overwritten",
    )
    parser.add_argument(
        "--from",
        dest="lists",
        metavar="LIST",
        nargs="+",
        action="extend",
        default=[],
        help="các danh sách, tệp hoặc thư mục: được chép vào, và cho biết tên địa bàn "
        "| lists, files or folders: they are copied, and tell the hamlets",
    )
    for flag, letters, words in _FLAGS:
        parser.add_argument(flag, metavar=letters, default="", help=words)
    parser.add_argument(
        "--hamlet",
        metavar="NAMES",
        action="append",
        default=[],
        help="một địa bàn: tên, rồi các cách viết khác, mỗi cách sau một dấu gạch "
        "đứng; được ghi nhiều lần | a hamlet: its name, then other spellings, each "
        "after a bar; may be given again",
    )
    parser.add_argument(
        "--no-ask",
        action="store_true",
        help="không hỏi gì, cả ở cửa sổ lệnh | ask nothing, not even at a terminal",
    )
    parser.add_argument(
        "--rename",
        action="store_true",
        help="đổi tên các thư mục ngày viết sai của một chiến dịch (18-7-2024) thành "
        "dạng 2024-07-18 | rename folders of a campaign whose date is miswritten "
        "(18-7-2024) as 2024-07-18",
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="với --rename: đổi ngay, không hỏi | with --rename: do it unasked",
    )
    add_language(parser)


def new(options: argparse.Namespace) -> int:
    """Make a campaign's folder, check its lists, say what to do next."""
    if options.rename:
        return rename_folders(options)
    from dophu.catalogue.vocabulary import DEFAULT, drives, shipped
    from dophu.rosters.texts.addresses import Units
    from dophu.starting.answers import settle
    from dophu.starting.proposing import propose_hamlets
    from dophu.starting.shown_lists import find_shown, read_shown
    from dophu.starting.writing import check_free, write_campaign

    language = options.language = options.language or "vi"
    folder = Path(options.folder)
    check_free(folder)
    asks = not options.no_ask and asking.is_terminal()
    paths = options.lists or (asking.ask_paths(language) if asks else [])
    shown, others = find_shown(paths)
    for issue in others:
        report(issue.line(language))
    if paths and not shown:
        raise DophuError(Issue("CH-27", details={"path": ", ".join(paths)}))
    given = {flag[2:].replace("-", "_") for flag, _, _ in _FLAGS}
    answers = settle(
        {key: getattr(options, key) for key in given},
        language,
        asking.asker(language) if asks else None,
    )
    words = shipped(answers.drive if answers.drive in drives() else DEFAULT.drive)
    read = read_shown(shown, words, [answers.unit_name])
    dated = _dated(read, options, language, asks)
    stated = _stated(options.hamlet)
    proposal = propose_hamlets(
        [place for one in read for place in one.places],
        Units.of([answers.unit_name]),
        stated,
    )
    if not proposal.hamlets.hamlets and asks:
        typed = asking.ask(say("new_ask_hamlets", language), "")
        proposal = propose_hamlets((), stated=_stated(typed.split(";")))
    if not proposal.hamlets.hamlets:
        raise DophuError([*(one.report() for one in read if one.why), Issue("CH-25")])
    _report_proposal(proposal, read, language)
    if asks and not asking.agrees(say("new_ask_write", language), language):
        show(say("new_not_made", language))
        return REVIEW
    written = write_campaign(folder, answers, proposal.hamlets, dated)
    _report_written(folder, written, language)
    code = _check(options, language) if dated else READY
    _report_next(folder, proposal, dated, language, code == REVIEW)
    # An error stays one, though its code is the smaller.
    return max(code, REVIEW) if proposal.doubts and code != 1 else code


def _stated(typed: Sequence[str]) -> list[tuple[str, ...]]:
    """Read hamlets that a person named: the name, then spellings, parted by bars."""
    from dophu.reader.plain_files import shown
    from dophu.text import tidy

    # An argument that is no UTF-8 has characters that no file can hold.
    parts = ([tidy(shown(name)) for name in text.split("|")] for text in typed)
    named = [tuple(filter(None, names)) for names in parts]
    return [names for names in named if names]


def _dated(
    read: Sequence[ReadList], options: argparse.Namespace, language: str, asks: bool
) -> list[tuple[ShownList, date]]:
    """Give each list its day: the flag's, its folder's, else the one that lists state.

    Where lists state several, or none, a person is asked.
    """
    from dophu.catalogue.numbers import format_date
    from dophu.starting.answers import AS_OF, check_answer
    from dophu.starting.shown_lists import find_days

    given = check_answer(AS_OF, options.as_of) if options.as_of else None
    stated = find_days(read)
    day = given or (stated[0] if len(stated) == 1 else None)
    if day is None and not all(one.shown.day for one in read):
        days = [format_date(day, language) for day in stated]
        if not asks:
            what = phrase("new_days" if days else "new_as_of", days=", ".join(days))
            details = {"flag": AS_OF.flag, "what": what}
            raise DophuError(Issue("CH-24", details=details))
        # Of several days the newest is proposed.
        day = check_answer(AS_OF, asking.asker(language)(AS_OF, (days or [""])[-1]))
    dated = [(one.shown, given or one.shown.day or day) for one in read]
    return [(shown, its) for shown, its in dated if its]


def _report_proposal(
    proposal: Proposal, read: Sequence[ReadList], language: str
) -> None:
    if read:
        show(say("new_read", language, files=len(read)))
    for hamlet in proposal.hamlets.hamlets:
        key = "new_hamlet_also" if hamlet.aliases else "new_hamlet"
        n = proposal.children[hamlet.hamlet_id]
        aliases = ", ".join(hamlet.aliases)
        about = {"id": hamlet.hamlet_id, "name": hamlet.name, "aliases": aliases}
        show(say(key, language, n=n, **about), "  ")
    if silent := [one.shown.path.name for one in read if not one.places]:
        show(say("new_no_place", language, files=", ".join(silent)))
    if proposal.doubts:
        show(say("new_doubts", language))
    for number, doubt in enumerate(proposal.doubts, start=1):
        about = {"spelling": doubt.spelling, "n": doubt.children, "near": doubt.near}
        line = say(f"new_doubt_{doubt.why}", language, file=doubt.file, **about)
        show(line, f"{number}. ")


def _report_written(folder: Path, written: dict[str, int], language: str) -> None:
    show(" ")
    show(say("new_made", language, folder=folder))
    for file, n in written.items():
        name = _WRITTEN.get(file)
        name = name or ("notebook" if file.endswith(".ipynb") else "lists")
        what = say(f"new_what_{name}", language, n=n)
        show(say("new_file", language, file=file, what=what), "  ")


def _check(options: argparse.Namespace, language: str) -> int:
    from dophu.cli.commands import check

    show(" ")
    show(say("new_check", language))
    about = {"campaign": options.folder, "as_of": "", "out": "", "language": language}
    return check(argparse.Namespace(**about))


def _report_next(
    folder: Path,
    proposal: Proposal,
    dated: Sequence[tuple[ShownList, date]],
    language: str,
    is_review: bool,
) -> None:
    usual = "new_next_asked" if is_review else "new_next_hamlets"
    key = "new_next_doubts" if proposal.doubts else usual
    keys = [key, "new_next_run", "new_next_week"]
    if not dated:
        keys = [key, "new_next_templates", "new_next_lists"]
    place = folder / "rosters" / say("new_day", language)
    show(" ")
    show(say("new_next", language))
    # What is shown is to be pasted into a terminal.
    shown = f'"{folder}"' if " " in str(folder) else folder
    about = {"folder": shown, "file": folder / "hamlets.csv", "place": place}
    about |= {"templates": folder / "templates"}
    for number, name in enumerate(keys, start=1):
        show(say(name, language, **about), f"{number}. ")
