"""Lines that explain the marks of a list: "x: chưa làm", "Ô trống: đã làm".

A mark says what its column's heading says, and an empty cell that it is not so. A line
above or below the list that says otherwise is believed as far as this: nobody is done
by a mark whose meaning it turns, and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from dophu.campaign.settings import ENROLLED
from dophu.reader.grid import Grid
from dophu.rosters.headings.tables import Table
from dophu.text import clean_text

LONGEST = 160
"""Letters of the longest line that is looked at."""

TICK, BLANK, NOUGHT = "tick", "blank", "nought"

_CLAUSES = re.compile(r"[,;\n()]|\.\s|\s[-–]\s(?=\S+\s*[:=])")
_QUOTE = r"[\"'“”]?"
_MEANS = r"\s*(?:[:=–-]|là\b)"
_BLANKS = (
    r"(?:\b(?:để|ô|bỏ|còn) )?trống\b",
    r"\bkhông (?:ghi|đánh|tích|điền)\b",
    r"\bkhông (?:có )?dấu\b",
)
_TICKS = (
    r"\b(?:đánh(?: dấu)?|dấu|tích|tick|ghi|chữ|điền|ký hiệu) (?:dấu |chữ )?"
    rf"{_QUOTE}(?:x|v|nhân|1|\+)(?![\w.])",
    r"\bđánh dấu\b",
    rf"(?:^|[\s\"'“(])(?:x|v|1|✓|✔|√){_QUOTE}{_MEANS}",
    r"(?:^|:\s*)x (?:chưa|đã|vắng|không)",
)
_NOUGHTS = (rf"(?:^|[\s\"'“(])(?:0|o){_QUOTE}(?:{_MEANS}|\s(?:rồi|đã)\b)",)
_MARKS = {
    BLANK: re.compile("|".join(_BLANKS)),
    TICK: re.compile("|".join(_TICKS)),
    NOUGHT: re.compile("|".join(_NOUGHTS)),
}
_SAYING = re.compile(r"\b(?:chưa|đã|vắng|rồi)\b")
_NOT = re.compile(r"\b(?:chưa|không|vắng|hoãn|thiếu|từ chối|bị trả|trả lại)\b")
_DONE = re.compile(r"\b(?:đã|rồi|xong|có)\b")


def turned_marks(text: str, of_not_done: bool = False) -> frozenset[str]:
    """Give the marks to which a line gives another meaning than they are read with.

    Parameters
    ----------
    text
        A line above or below a list.
    of_not_done
        Whether the list's column of marks is one of those who are not done.

    Examples
    --------
    >>> [sorted(turned_marks(t)) for t in ("x là chưa làm", "x: đã làm; trống: chưa")]
    [['tick'], []]
    >>> sorted(turned_marks("* Ô trống: đã làm")), sorted(turned_marks("Tổ 3 chưa làm"))
    (['blank'], [])
    >>> turned_marks("Đánh dấu x vào trẻ chưa làm", of_not_done=True)
    frozenset()
    """
    found = set()
    for mark, says_done in _meanings(text):
        read_as_done = (mark == TICK) is not of_not_done
        if says_done is not read_as_done:
            found.add(mark)
    return frozenset(found)


def _meanings(text: str) -> Iterator[tuple[str, bool]]:
    if len(text) > LONGEST:
        return
    for clause in _CLAUSES.split(clean_text(text).lower()):
        mark = next((name for name, form in _MARKS.items() if form.search(clause)), "")
        if not mark:
            continue
        # The mark itself says nothing of its meaning ("không ghi"), but for its verb.
        rest = _MARKS[mark].sub(
            lambda found: " ".join(_SAYING.findall(found[0])), clause, count=1
        )
        if _NOT.search(rest):
            yield mark, False
        elif _DONE.search(rest):
            yield mark, True


def find_legends(
    grid: Grid, table: Table, above: int, understood: Collection[int] = ()
) -> dict[int, frozenset[str]]:
    """Give by row the lines around a table that turn what its marks mean.

    Not those of ``understood``, whose codes are read as they say.
    """
    ticks = [n for n in ("done", "issued_mark", "status") if n in table.columns]
    turned = not ticks and "not_done" in table.columns
    if not ticks and not turned or (ticks and "not_done" in table.columns):
        return {}
    found = {}
    rows = (*range(above, table.first), *range(table.body, table.end))
    for row in rows:
        if row in understood:
            continue
        is_off = row < table.first or table.kinds[row - table.first] != "data"
        filled = [cell for cell in grid.rows[row] if cell is not None]
        if not filled or not (is_off or len(filled) == 1):
            continue
        for cell in filled:
            if isinstance(cell, str) and (marks := turned_marks(cell, turned)):
                found[row] = marks
    return found


def without_done(
    statuses: Sequence[str | None], rows: Sequence[int], decided: Mapping[int, str]
) -> list[str | None]:
    """Take for not yet who is done by marks that a line turns, but for what is decided.

    Examples
    --------
    >>> without_done(["applied", None, "applied"], [3, 4, 5], {5: "done"})
    ['not_yet', None, 'applied']
    """
    return [
        "not_yet" if status in ENROLLED and row not in decided else status
        for status, row in zip(statuses, rows, strict=True)
    ]
