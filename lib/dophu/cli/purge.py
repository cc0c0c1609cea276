"""``dophu purge``: what holds a campaign's children, removed; and the proof of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.numbers import format_count, format_number
from dophu.catalogue.sentences import say
from dophu.cli import asking
from dophu.cli.arguments import add_campaign, add_command, add_language, add_reports
from dophu.reader.plain_files import shown
from dophu.runs.screen import show

if TYPE_CHECKING:
    from dophu.runs.purging import Plan, Proof

DONE, REVIEW = 0, 2

NAMED = 5
"""Files that are named in one line."""


def add_purge(parsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        parsers,
        "purge",
        "xóa thông tin trẻ của một chiến dịch, và tìm xem còn sót không | forget the "
        "children of a campaign, and search what is left for them",
        "dophu purge mytown --reports reports",
        purge,
    )
    add_campaign(parser)
    add_reports(parser)
    parser.add_argument(
        "--lists-too",
        action="store_true",
        help="xóa cả danh sách đã gửi: rosters, enrolments, returns | remove the lists "
        "as they were sent too: rosters, enrolments, returns",
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="xóa ngay, không hỏi; không có thì chỉ liệt kê rồi hỏi | remove unasked; "
        "else it is only listed, and asked for",
    )
    add_language(parser)


def purge(options: argparse.Namespace) -> int:
    """List what holds the children, ask, remove it, and search the rest for them.

    Returns
    -------
    int
        0 where it is removed and nobody was found; 2 where a person said no, or should
        look at something; 1, by an error, where somebody was found, something could not
        be removed, or nobody had agreed.
    """
    from dophu.campaign.config import read_campaign
    from dophu.runs.purging import plan_purge
    from dophu.runs.purging import purge as remove

    # What is removed is what was named: no folder above is searched for one so called.
    if not options.campaign or not Path(options.campaign).is_dir():
        raise DophuError(Issue("CH-23", details={"path": options.campaign}))
    campaign = read_campaign(Path(options.campaign).absolute())
    language = options.language = options.language or campaign.language
    unit_folder = Path(options.reports).absolute() / campaign.unit
    plan = plan_purge(campaign, unit_folder, options.lists_too)
    for line in _plan_lines(plan, unit_folder, language):
        show(line)
    number = sum(target.files for target in plan.targets)
    if number and not options.yes:
        if not asking.is_terminal():
            raise DophuError(Issue("XD-01"))
        if not asking.confirms(
            say("purge_ask", language, n=format_count(number, language)), language
        ):
            show(say("purge_not", language))
            return REVIEW
    proof = remove(campaign, unit_folder, options.lists_too)
    if number and not proof.failed:
        show(say("purge_done", language, n=format_count(number, language)))
    for line in _proof_lines(proof, language):
        show(line)
    if problems := _problems(proof):
        raise DophuError(problems)
    # A search for nobody proves nothing.
    nobody = not proof.names and not proof.numbers
    return REVIEW if plan.links or proof.closed or proof.unread or nobody else DONE


def _plan_lines(plan: Plan, unit_folder: Path, language: str) -> Iterator[str]:
    there = [target for target in plan.targets if target.files]
    yield say("purge_would" if there else "purge_nothing", language)
    for target in there:
        size = _megabytes(target.size, language)
        n, path = format_count(target.files, language), shown(str(target.path))
        yield "  " + say("purge_target", language, path=path, n=n, size=size)
    if there:
        number, size = (sum(getattr(t, of) for t in there) for of in ("files", "size"))
        yield say(
            "purge_total",
            language,
            n=format_count(number, language),
            size=_megabytes(size, language),
        )
    if not unit_folder.is_dir():
        yield say("purge_no_editions", language, folder=unit_folder)
    for target in plan.kept:
        yield say(
            "purge_kept",
            language,
            path=target.path,
            n=format_count(target.files, language),
        )
    for path in plan.links:
        yield say("purge_link", language, path=shown(str(path)))
    yield say("purge_elsewhere", language)


def _megabytes(size: int, language: str) -> str:
    return format_number(Fraction(size, 10**6), language)


def _proof_lines(proof: Proof, language: str) -> Iterator[str]:
    if proof.names or proof.numbers:
        counts = {"names": proof.names, "numbers": proof.numbers, "files": proof.files,
                  "hits": len(proof.hits)}  # fmt: skip
        stated = {key: format_count(n, language) for key, n in counts.items()}
        yield say("purge_proof", language, **stated)
    else:
        yield say("purge_nobody", language)
    if proof.left_out:
        yield say("purge_left_out", language, n=proof.left_out)
    if proof.unread:
        yield say("purge_unread", language, n=proof.unread)
    if proof.closed:
        names = _named(proof.closed)
        yield say("purge_closed", language, n=len(proof.closed), names=names)


def _problems(proof: Proof) -> list[Issue]:
    found = []
    if proof.failed:
        found.append(Issue("XD-03", details={"names": _named(proof.failed)}))
    if proof.hits:
        details = {"n": len(proof.hits), "names": ", ".join(proof.hits)}
        found.append(Issue("XD-02", details=details))
    return found


def _named(paths: Sequence[str]) -> str:
    return ", ".join(paths[:NAMED]) + (", …" if len(paths) > NAMED else "")
