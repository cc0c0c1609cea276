"""Codes that a line of the list itself explains: "Đ: đã làm; C: chưa làm".

A line off the children that gives each of its codes one meaning answers what such a
cell says, as a person's decision would. A code that is a mark with a meaning of its own
("x", "1" below "Đã làm") keeps it: where the line says otherwise it explains nothing
here, and is asked about as one that turns the marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Grid
from dophu.rosters.answers import Answers
from dophu.rosters.distinct import distinct_cells
from dophu.rosters.headings import Table
from dophu.rosters.phrases import understand_status, understand_tick
from dophu.rosters.result_fields import TICKS
from dophu.text import clean_text, comparison_key

LONGEST = 160
"""Letters of the longest line that is looked at."""

_HEAD = re.compile(
    r"(?:\W*(?:ghi chú|chú thích|chú giải|quy ước|ký hiệu|kí hiệu|giải thích|trong đó"
    r"|lưu ý|mã|cách ghi)\s*:)+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;\n]|\.\s")
_CODE = re.compile(
    r"[\"'“”]?(?P<code>[^\W_]{1,3})[\"'“”]?\s*(?:[:=–-]|\blà\b)\s*(?P<meaning>\D{3,})"
)


@dataclass(frozen=True)
class Legend:
    """What codes mean, by their key, and the rows of the lines that say so."""

    meanings: dict[str, str]
    rows: frozenset[int] = frozenset()

    def added_to(self, answers: Answers) -> Answers:
        """Give the answers of a person and these; a person's own come first."""
        if not self.meanings:
            return answers
        return replace(answers, status=self.meanings | dict(answers.status))


def codes_of(
    text: str, as_of: date, vocabulary: Vocabulary = DEFAULT
) -> dict[str, str | None]:
    """Give the codes that a line explains, each with a status; None of no known one.

    Nothing where any part of the line is something else, or a code stands twice.

    Examples
    --------
    >>> codes_of("Ghi chú: Đ - đã làm, C - chưa làm", date(2024, 7, 18))
    {'đ': 'applied', 'c': 'not_yet'}
    >>> codes_of("1: đã làm, hỏi lại thôn", date(2024, 7, 18))
    {}
    """
    if len(text) > LONGEST:
        return {}
    plain = _HEAD.sub("", clean_text(text), count=1).strip(" ()[]*.")
    parts = [part.strip(" ()*.") for part in _BETWEEN.split(plain)]
    found = [_CODE.fullmatch(part) for part in parts if part]
    pairs = [(comparison_key(f["code"]), f["meaning"]) for f in found if f]
    if not pairs or len(pairs) < len(found) or len(dict(pairs)) < len(pairs):
        return {}
    return {code: understand_status(m, as_of, vocabulary) for code, m in pairs}


def find_code_legend(grid: Grid, table: Table, above: int, as_of: date) -> Legend:
    """Give what lines around a table say of the codes in its columns of the result.

    ``above`` is the first row of the lines over the table. Lines that disagree, or give
    a mark another meaning than it has, explain nothing.
    """
    fields = [name for name in ("status", *TICKS) if name in table.columns]
    if len(fields) != 1:
        return Legend({})
    cells = distinct_cells(grid.down(table.data_rows, table.columns[fields[0]]))
    used = {comparison_key(str(cell)) for cell in cells if not isinstance(cell, bool)}
    meanings: dict[str, str] = {}
    lines = []
    for row in (*range(above, table.first), *range(table.body, table.end)):
        filled = [cell for cell in grid.rows[row] if cell is not None]
        is_off = row < table.first or table.kinds[row - table.first] != "data"
        if not filled or not (is_off or len(filled) == 1):
            continue
        for cell in filled:
            codes = codes_of(cell, as_of, table.vocabulary) if _may_be(cell) else {}
            if not used & codes.keys():
                continue
            stated = {code: status for code, status in codes.items() if status}
            if any(meanings.get(code, s) != s for code, s in stated.items()):
                return Legend({})
            meanings |= stated
            lines.append(row)
    if any(_is_turned(c, s, fields[0], as_of, table) for c, s in meanings.items()):
        return Legend({})
    return Legend(meanings, frozenset(lines))


def _may_be(cell: object) -> bool:
    return isinstance(cell, str) and any(sign in cell for sign in ":=–-à")


def _is_turned(code: str, status: str, field: str, as_of: date, table: Table) -> bool:
    """Test whether a code is a mark that says the opposite where it stands."""
    if field == "status":
        own = understand_status(code, as_of, table.vocabulary)
        says_done = None if own is None else own in ENROLLED
    else:
        tick = understand_tick(code, as_of, table.vocabulary)
        says_done = None if tick is None else bool(tick) is not (field == "not_done")
    return says_done is not None and says_done is not (status in ENROLLED)
