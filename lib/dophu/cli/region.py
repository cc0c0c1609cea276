"""``dophu region`` and ``dophu rollup``: many units at once; what one hands up."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dophu.catalogue.refusals import writing_to
from dophu.catalogue.sentences import say
from dophu.cli.arguments import (
    add_as_of,
    add_campaign,
    add_command,
    add_language,
    add_notebooks,
    add_reports,
    wrong,
)
from dophu.cli.commands import CODES, READY, show_edition, show_highlights
from dophu.runs.screen import Steps, report, show


def add_region(parsers: Any) -> None:
    """Add ``dophu region``."""
    parser = add_command(
        parsers,
        "region",
        "chạy nhiều đơn vị và bản chung của vùng | run many units, and the edition of "
        "them all",
        "dophu region tinh/region.toml --as-of 2024-07-18 --reports reports",
        region,
    )
    parser.add_argument(
        "region",
        metavar="REGION",
        help="region.toml, hoặc thư mục có tệp đó | region.toml, or its folder",
    )
    add_as_of(parser)
    add_reports(parser)
    add_notebooks(parser)
    parser.add_argument(
        "--workers",
        metavar="N",
        type=int,
        default=0,
        help="số đơn vị chạy cùng lúc; mặc định: số nhân máy tính | units run side by "
        "side; by default as many as there are processors",
    )
    parser.add_argument(
        "--engine",
        choices=("duckdb", "spark"),
        default="duckdb",
        help="đếm trẻ của [persons] bằng gì; spark: trên một cụm máy | what counts the "
        "children of [persons]; spark: a cluster",
    )
    parser.add_argument(
        "--master",
        metavar="URL",
        default="",
        help="địa chỉ cụm Spark, như spark://may:7077 | address of the Spark cluster, "
        "such as spark://host:7077",
    )
    parser.add_argument(
        "--site",
        metavar="DIR",
        default="",
        help="ghi thêm trang tĩnh nội bộ, mỗi đơn vị một trang, vào thư mục này | "
        "write static internal pages, one a unit and an index, to this folder too",
    )
    add_language(parser)


def region(options: argparse.Namespace) -> int:
    """Run a region; say the gate, the edition, which units failed, what to look at."""
    from dophu.region.running import run_region
    from dophu.region.settings import read_region

    options.language = options.language or read_region(options.region).language
    if options.workers < 0:
        raise wrong("--workers", "none_at_least")
    with Steps() as steps:
        outcome = run_region(
            options.region,
            options.as_of,
            options.reports,
            options.language,
            options.notebooks,
            options.workers,
            steps,
            options.engine,
            options.master,
        )
    language = options.language
    for name, issues in outcome.failed.items():
        report(say("region_failed", language, name=name))
        for issue in issues:
            report(f"  {issue.line(language)}")
    show_edition(outcome, language)
    show_highlights(outcome.highlights, language)
    if options.site:
        from dophu.region.site import PAGE, write_site

        made = write_site(
            read_region(options.region),
            outcome.edition,
            Path(options.reports),
            Path(options.site),
            language,
        )
        show(say("site_made", language, n=made.pages, file=made.folder / PAGE))
    return CODES[outcome.gate]


def add_rollup(parsers: Any) -> None:
    """Add ``dophu rollup``."""
    parser = add_command(
        parsers,
        "rollup",
        "ghi số tổng hợp, không có trẻ nào, để nộp lên trên | write the counts that a "
        "unit hands up, without any child",
        "dophu rollup data/sample --as-of 2024-07-18 --out nop_len",
        rollup,
    )
    add_campaign(parser)
    add_as_of(parser)
    add_reports(parser)
    parser.add_argument(
        "--out",
        metavar="DIR",
        default=".",
        help="thư mục để ghi | folder to write to",
    )
    add_language(parser)


def rollup(options: argparse.Namespace) -> int:
    """Write the roll-up of a date of a campaign."""
    from dophu.campaign.config import read_campaign
    from dophu.region.rollup import write_rollup
    from dophu.region.worker import roll_up
    from dophu.runs.editions import newest
    from dophu.runs.record import verify

    campaign = read_campaign(options.campaign)
    language = options.language = options.language or campaign.language
    day = campaign.as_of(options.as_of)
    reports = Path(options.reports)
    edition = newest(reports / campaign.unit, day)
    # The edition that a roll-up names has its figures; one changed since may not.
    if edition is None or verify(edition):
        edition = None
        report(say("rollup_no_edition", language, folder=reports / campaign.unit))
    rolled_up = roll_up(campaign, day, reports, edition)
    with writing_to(Path(options.out)):
        path = write_rollup(rolled_up, Path(options.out))
    show(say("rollup_made", language, file=path))
    return READY
