"""``dophu publish``: the public edition of a date, rounded so that it can be shown."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dophu.catalogue.sentences import say
from dophu.cli.arguments import add_command, add_language, wrong
from dophu.disclosure.rule import BASE, THRESHOLD
from dophu.runs.screen import show

DONE, REVIEW = 0, 2


def add_publish(parsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        parsers,
        "publish",
        "làm bản công khai, số liệu đã làm tròn | make the public edition, with "
        "rounded figures",
        "dophu publish reports/99999/2024-07-18",
        publish,
    )
    parser.add_argument(
        "edition",
        metavar="EDITION",
        help="thư mục của bản nội bộ; bản công khai nằm trong cong_khai cạnh thư mục "
        "của đơn vị | the internal edition's folder; the public one goes to cong_khai, "
        "beside the unit's folder",
    )
    parser.add_argument(
        "--hamlets",
        action="store_true",
        help="nêu số của từng địa bàn, thay cho số địa bàn theo mức | a figure for "
        "each hamlet, instead of the number of hamlets by band",
    )
    parser.add_argument(
        "--only",
        choices=("groups", "total"),
        default="",
        help="chỉ nêu số của từng nhóm tuổi (groups) hoặc chỉ tổng số (total), không "
        "có số theo địa bàn | figures by age group (groups) or the total alone, none "
        "of hamlets",
    )
    parser.add_argument(
        "--threshold",
        type=int,
        metavar="N",
        default=THRESHOLD,
        help=f"từ 1 đến N chỉ ghi ≤N; mặc định {THRESHOLD} | 1 to N is written ≤N; by "
        f"default {THRESHOLD}",
    )
    parser.add_argument(
        "--base",
        type=int,
        metavar="N",
        default=BASE,
        help=f"làm tròn đến bội số của N; mặc định {BASE} | round to multiples of N; "
        f"by default {BASE}",
    )
    parser.add_argument(
        "--reason",
        metavar="TEXT",
        default="",
        help="lý do làm tròn ít hơn hoặc khác bản trước; in trên trang | why it is "
        "rounded less, or otherwise than before; printed on the page",
    )
    parser.add_argument(
        "--approved-by",
        metavar="NAME",
        default="",
        help="người duyệt việc đó; in trên trang | who approved that; printed on the "
        "page",
    )
    add_language(parser)


def publish(options: argparse.Namespace) -> int:
    """Publish an edition; say where it is, and that a second person should look."""
    from dophu.disclosure.rule import Rule
    from dophu.runs.publishing import Asked, publish_edition
    from dophu.runs.record import read_week_record

    edition = Path(options.edition)
    record = read_week_record(edition)
    language = options.language or record["parameters"].get("language") or "vi"
    options.language = language
    try:
        rule = Rule(options.threshold, options.base)
    except ValueError:
        raise wrong("--threshold, --base", "public_rule_range") from None
    form = options.only or ("hamlets" if options.hamlets else "bands")
    asked = Asked(rule, form, options.reason, options.approved_by)
    done = publish_edition(edition, asked, language)
    key = "public_reused" if done.reused else "public_written"
    show(say(key, language, folder=done.folder, n=done.files))
    if done.gate != "READY":
        show(say("public_review", language))
    show(say("public_second", language, file=done.page))
    return DONE if done.gate == "READY" else REVIEW
