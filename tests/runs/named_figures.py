"""Sentences that name a figure of the whole unit, in both languages, as patterns.

A word in angles is the thing that is named: ``gap``, ``done`` of ``all`` children,
``coverage``, ``needed`` and ``achieved`` a day, ``each`` and ``lately`` on a day with a
session, ``left`` at the deadline, from ``low``
to ``high``, and ``hamlets`` that hold a ``share`` of the gap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

N = {"vi": r"\d[\d.]*(?:,\d+)?", "en": r"\d[\d,]*(?:\.\d+)?"}
"""A number as it is written, without the mark that ends a sentence after it."""

PATTERNS = {
    "vi": (
        r"[Cc]òn <gap> trẻ chưa làm căn cước",
        r"chưa làm còn <gap> trẻ",
        r"(?:^|: )<gap> trẻ chưa làm căn cước[,;]",
        r"(?:Trong|Lý do của) <gap> trẻ (?:dưới 14 tuổi )?chưa làm(?! căn cước ở kỳ)",
        r"Chưa kịp hạn: còn <gap> trẻ",
        r"Kỳ này: <gap>\.",
        r"toàn thị trấn có <done>/<all> trẻ đã làm căn cước \(đạt <coverage>\)",
        r"Đã làm: <done>/<all> \(<coverage>\)",
        r"Tỷ lệ đã làm \(<done>/<all>\)",
        r"đã làm: <coverage> \(<done>/<all>\)",
        r"[;,] (?:tỷ lệ đã làm )?<coverage>(?: đã làm)?$",
        r"dưới mức chung <coverage>",
        r"^Tất cả +<all> +<done> +<gap> +<coverage>",
        r"^Toàn thị trấn +<all> +<done> +<gap> +<coverage>",
        r"[Cc]ần <needed> trẻ(?:/ngày| mỗi ngày)(?! có buổi)",
        r"[Cc]ần <each> trẻ mỗi ngày có buổi",
        r"ngày có buổi làm(?: đến [\d/]+:|;|\),) mỗi ngày cần <each> trẻ",
        r"mỗi ngày có buổi làm cần <each> trẻ",
        r"mỗi ngày cần \S+ trẻ, vừa qua đạt <lately>",
        r"mỗi ngày có buổi làm có thêm <lately> trẻ",
        r"mỗi ngày cần \S+ trẻ, nhanh gấp \S+ lần hiện nay \(<lately>\)",
        r"thời gian qua: <lately>",
        r"đến hạn mỗi ngày cần <needed> trẻ",
        r"[Gg]iữ tiến độ <lately> trẻ mỗi ngày có buổi",
        r"trẻ mỗi ngày có buổi làm, hiện nay đạt <lately>",
        r"[Tt]iến độ <lately> trẻ mỗi ngày có buổi làm là đủ",
        r"mỗi ngày cần \S+ trẻ, tiến độ hiện nay <lately>",
        r"buổi làm; tiến độ <lately> trẻ mỗi ngày là đủ",
        r"mỗi ngày[;,] vừa qua đạt <achieved>",
        r"(?<!trẻ, )tiến độ hiện nay(?: là)? <achieved>",
        r"[Gg]iữ tiến độ <achieved>(?![\d,]| trẻ mỗi ngày có buổi)",
        r"tiến độ hiện nay, <achieved> trẻ/ngày",
        r"trẻ/ngày, nhanh gấp \S+ lần hiện nay \(<achieved>\)",
        r"mỗi ngày có thêm <achieved> trẻ",
        r"(?<!buổi làm; )[Tt]iến độ <achieved> trẻ(?:/ngày| mỗi ngày) là đủ",
        r"^ngày +\S+ +<needed> +<achieved>",
        r"còn khoảng <left> trẻ",
        r"từ <low> đến <high>\)",
        r"còn <low> trẻ nếu mọi tuần .*? khoảng <left> nếu giữ tiến độ.*?, <high> nếu",
        r"<hamlets> (?:trong \d+ )?địa bàn chiếm <share> số trẻ",
    ),
    "en": (
        r"(?:^|[:;] )<gap> children not yet enrolled for an ID card[,;.]",
        r"(?:Of|Reasons for) <gap> children (?:under 14 )?not yet enrolled for an ID "
        r"card",
        r"Behind: <gap> children left",
        r"This date: <gap>\.",
        r"<done> of <all> children enrolled for an ID card \(<coverage>\)",
        r"Enrolled: <done> of <all> \(<coverage>\)",
        r"Share enrolled \(<done>/<all>\)",
        r"enrolled: <coverage> \(<done>/<all>\)",
        r"; <coverage> enrolled$",
        r"below the overall <coverage>",
        r"^All +<all> +<done> +<gap> +<coverage>",
        r"<needed> (?:children )?a day (?:(?:are|is) )?needed",
        r"takes <needed> a day",
        r"<needed> needed a day by",
        r"Needed: <needed> (?:children )?a day",
        r"a day needed, \S+ times the current pace \(<achieved>\)",
        r"left\), \S+ times the current pace \(<lately>\)",
        r"<each> needed per session day",
        r"; <each> needed on each session day",
        r"<each> (?:children )?per session day are needed",
        r"takes <each> per session day",
        r"session day are needed \(\d+ left\), <lately> were achieved",
        r"<lately> more children per session day",
        r"achieved recently: <achieved> a day",
        r"a day are needed, <achieved> were achieved recently",
        r"[Cc]urrent pace of <lately> per session day",
        r"per session day; the current pace is <lately>",
        r"[Tt]he pace of <lately> per session day is enough",
        r"left\), current pace <lately>",
        r"; <lately> per session day are enough",
        r"(?<!session day; the )(?<!left\), )[Cc]urrent pace(?: is| of)? <achieved>"
        r"(?![\d.]*\d| per session)",
        r"At the current pace, <achieved> a day",
        r"Recently, <achieved> more children a day",
        r"[Tt]he pace of <achieved> a day is enough",
        r"[;,] <achieved> children a day are enough",
        r"about <left> children (?:are left|not yet enrolled for an ID card remain)",
        r"not a forecast: <low> to <high>\)",
        r": <low> children left if .*? about <left> at the recent pace, <high> if",
        r"<hamlets> hamlets account for <share> of (?:the )?children",
        r"<share> of (?:the )?children not yet .*? are in <hamlets> of \d+ hamlets",
    ),
}

ONLY = {"vi": "Chỉ tính", "en": "Only"}
"""What begins a text about some children alone, asked for in a notebook's cell."""

Named = dict[str, list[tuple[str, str]]]
"""By thing: each number that it is named by, and where."""


def _compiled(language: str) -> list[re.Pattern[str]]:
    number = N[language]
    forms = {name: number for name in ("gap", "done", "all", "needed", "achieved")}
    forms |= {name: number for name in ("each", "lately")}
    forms |= {name: number for name in ("left", "low", "high", "hamlets")}
    forms |= {name: rf"[<>]?{number}%" for name in ("coverage", "share")}
    return [
        re.compile(
            re.sub(r"<(\w+)>", lambda m: f"(?P<{m[1]}>{forms[m[1]]})", pattern), re.M
        )
        for pattern in PATTERNS[language]
    ]


COMPILED = {language: _compiled(language) for language in PATTERNS}


def named_in(texts: Iterable[tuple[str, str]], language: str) -> Named:
    """Give the numbers by which each thing is named in texts, with their places."""
    found: Named = defaultdict(list)
    for place, text in texts:
        if ONLY[language] in text:
            continue
        for pattern in COMPILED[language]:
            for match in pattern.finditer(text):
                for thing, number in match.groupdict().items():
                    found[thing].append((number.rstrip(".,"), place))
    return found
