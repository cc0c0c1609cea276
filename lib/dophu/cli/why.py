"""``dophu why``: the children and rows behind a figure, on a screen or as CSV."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dophu.catalogue.issues import DophuError
from dophu.catalogue.sentences import say
from dophu.cli.arguments import (
    add_as_of,
    add_campaign,
    add_command,
    add_language,
    add_reports,
)
from dophu.runs.screen import show

if TYPE_CHECKING:
    import pandas as pd

    from dophu.snapshots import Snapshot
    from dophu.tables.why import Child
    from dophu.tables.why.asked import Figure


def add_why(parsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        parsers,
        "why",
        "một con số từ đâu ra: trẻ nào, dòng nào, theo quy tắc nào | where a figure "
        "comes from: which children, which rows, by which rules",
        "dophu why data/sample --hamlet H06 --age-group under_6 --column new",
        why,
    )
    add_campaign(parser)
    add_as_of(parser)
    for option, letters, words in (
        ("--hamlet", "HAMLET", "địa bàn: mã, tên hoặc cách viết; mặc định: mọi địa bàn"
         " | hamlet: its id, name or a spelling; by default all"),
        ("--age-group", "GROUP", "nhóm tuổi: mã, tên hoặc unknown; mặc định: mọi nhóm"
         " | age group: its code, name or unknown; by default all"),
        ("--status", "STATUS", "chỉ trẻ có tình trạng này | only children of a status"),
        ("--child", "ID", "một trẻ, qua mọi kỳ | one child, over all dates"),
        ("--csv", "FILE", "ghi ra tệp CSV, - là ra màn hình"
         " | write a CSV file, - to the screen"),
    ):  # fmt: skip
        parser.add_argument(option, metavar=letters, default="", help=words)
    parser.add_argument(
        "--column",
        metavar="COLUMN",
        default="gap",
        help="cột của gaps.csv hoặc changes.csv, mặc định: gap; changes.enrolled là "
        "mới làm trong kỳ | column of gaps.csv or changes.csv, by default gap; "
        "changes.enrolled is who was enrolled since the last date",
    )
    parser.add_argument(
        "--names",
        action="store_true",
        help="hiện tên trẻ: chỉ trên màn hình, hoặc vào tệp của --csv ngoài mọi bản | "
        "show names: on a screen alone, or in a --csv file outside all editions",
    )
    add_reports(parser)
    add_language(parser)


def why(options: argparse.Namespace) -> int:
    """Give which children stand behind a figure, and why each is where it is."""
    from dophu.campaign.config import read_campaign
    from dophu.cli.passwords import ask_passwords
    from dophu.findings.why import report_why
    from dophu.runs.names_apart import check_names_may_go
    from dophu.snapshots import load
    from dophu.tables.why import explain, read_figure

    campaign = read_campaign(options.campaign)
    options.language = language = options.language or campaign.language
    if options.names:
        check_names_may_go(options.csv, language)
    ask_passwords(campaign, options.as_of, language)
    unit = Path(options.reports) / campaign.unit
    week = load(
        campaign, options.as_of, _published(unit, campaign.as_of(options.as_of))
    )
    figure = read_figure(
        week, options.hamlet, options.age_group, options.column, options.status,
        options.child,
    )  # fmt: skip
    children = explain(week, figure)
    if options.csv:
        _write(options, week, children)
        return 0
    for mark, text in report_why(week, figure, language, options.names, children):
        show(text, mark)
    _compare(unit, week, figure, language)
    return 0


def _published(unit: Path, day: Any) -> str | Path:
    """Give the edition from which the ledger of a date opens, as a run does."""
    from dophu.runs.editions import last_before
    from dophu.runs.record import verify

    found = last_before(unit, day)
    try:
        return found if found and not verify(found) else ""
    except DophuError:  # no edition any more
        return ""


def _compare(unit: Path, week: Snapshot, figure: Figure, language: str) -> None:
    """Say where the edition of the date has another figure than is read today."""
    import pandas as pd

    from dophu.runs.editions import newest
    from dophu.tables.why.figures import add_up, read_table_figure

    edition = newest(unit, week.as_of)
    path = edition / "tables" / f"{figure.table}.csv" if edition else None
    # Tables of an edition have no line of a child or of a status.
    if path is None or not path.is_file() or figure.child or figure.status:
        return
    table = pd.read_csv(path, encoding="utf-8-sig", dtype={"hamlet_id": str})
    reported = add_up(table, figure)
    if reported != read_table_figure(week, figure):
        value = "–" if reported is None else reported
        show(say("why_edition", language, edition=edition, value=value))


def _write(options: argparse.Namespace, week: Snapshot, children: list[Child]) -> None:
    """Write the rows behind a figure as CSV: to a file, or to the screen for ``-``."""
    from dophu.documents.csv_tables import as_csv
    from dophu.runs.names_apart import STANDARD, keep_to_owner
    from dophu.tables.why import lay_out

    table = lay_out(children, week, options.language)
    if options.names:
        table = _with_names(table, children)
    text = as_csv(table)
    if options.csv == STANDARD:
        sys.stdout.write(text)
        return
    path = Path(options.csv)
    try:
        keep_to_owner(path)
        path.write_text(text, encoding="utf-8-sig", newline="\n")
    except OSError as error:
        from dophu.catalogue.refusals import cannot_write

        raise cannot_write(path, error) from None
    about = _about(week, options.language)
    n = table["person_id"].nunique()
    show(about.say("why_written", n=n, rows=len(table), file=path))
    if options.names:
        show(about.say("why_written_names"))


def _about(week: Snapshot, language: str) -> Any:
    from dophu.campaign.about import about_date

    return about_date(week.campaign, week.as_of, week.missing, language)


def _with_names(table: pd.DataFrame, children: list[Child]) -> pd.DataFrame:
    """Add who each child is: for a file that only its owner may read."""
    people = {one.evidence.person.person_id: one.evidence.person for one in children}
    who = [people[child] for child in table["person_id"]]
    columns = ("name", "birth_from", "birth_to", "number")
    for place, column in enumerate(columns, start=2):
        table.insert(place, column, [getattr(person, column) for person in who])
    return table
