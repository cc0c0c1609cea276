"""What a row of a list for the door gives as its result: a word, or ticks.

The list has results to choose from; an officer may write another word of the same
meaning, a reason in its place ("chết", "về quê"), or tick one of two columns of a form
that was typed anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dophu.catalogue.answers import AnswerWords
from dophu.catalogue.columns import OTHER_REASON, marks
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.dates import parse_date
from dophu.reader.wire import Cell
from dophu.rosters.headings.heading_spellings import field_of
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.written_days import is_a_day, read_written_day
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.status import presence_of, reason_of
from dophu.text import clean_text, comparison_key, folded_key

NOT_UNDERSTOOD, CONTRADICTS = "PH-09", "PH-19"

TICKS = {"tick_issued": "issued", "tick_done": "applied", "tick_not_done": "not_yet"}
"""What a tick says by the column it is in; of two the lesser, which comes last."""

_TICKED = {
    "issued_mark": "tick_issued", "done": "tick_done", "not_done": "tick_not_done",
}  # fmt: skip
_ABOUT = {
    "name": "visit_name", "birth_date": "visit_birth", "sex": "visit_sex",
    "mother": "visit_mother", "applied_date": "answer_day", "reason": "answer_reason",
    "note": "answer_note", "hamlet": "hamlet",
}  # fmt: skip
"""Column of a list for the door by the kit's name of what any list calls so."""

SHORTEST = 3
"""Letters of a word; what is shorter is a mark, which may mean anything on a list."""


@dataclass(frozen=True)
class Result:
    """What is given as the result: a status, a reason, the day of a tick, a fault.

    ``fault`` is the code of what is told: that it is not understood, or contradicts.
    """

    status: str | None = None
    reason: str | None = None
    day: date | None = None
    fault: str = ""
    column: str = "answer_result"
    text: str = ""


def is_mark(text: str) -> bool:
    """Test whether a result is no word but a mark: "x", "v", "ok", "1".

    What somebody meant who ticked a cell in which a word is to be chosen, that the
    family was met or that the child is done, cannot be seen.
    """
    return len(text) < SHORTEST


def read_result(text: str, words: AnswerWords, sender: Sender) -> Result:
    """Read a cell in which a result was chosen or written.

    A reason in its place is one: of a child that is gone it is asked as any other.
    """
    key = comparison_key(text)
    status = words.results.get(key) or sender.answers.of_status(text)
    about = sender.as_of, sender.vocabulary
    if status is None and not is_mark(text):
        status = understand_status(text, *about)
    if status is not None:
        return Result(status)
    if is_mark(text):
        return Result(fault=NOT_UNDERSTOOD)
    reason = words.reasons.get(key) or reason_of(text, "", *about)[0]
    if reason == OTHER_REASON:
        return Result(fault=NOT_UNDERSTOOD)
    return Result(reason=reason, text=text)


def read_reason(
    text: str, result: Result, words: AnswerWords, sender: Sender
) -> tuple[str | None, str]:
    """Give the reason of a row, and its words: that of its column, else of its result.

    That a child is gone goes before all else: it is asked.
    """
    about = sender.as_of, sender.vocabulary
    reason = words.reasons.get(comparison_key(text)) if text else None
    if reason is None and text:
        reason = reason_of(text, "", *about)[0]
    in_result = result.reason
    if in_result and (reason is None or makes_gone(in_result, sender)):
        return in_result, result.text
    return reason, text


def makes_gone(reason: str | None, sender: Sender) -> bool:
    """Test whether a reason says that the child has left or died.

    Then it is not done, whatever else is answered of it before: of two officers of whom
    one says so and the other "done" neither counts in silence.
    """
    return bool(reason) and presence_of(reason, sender.vocabulary) != "present"


def read_day(cell: Cell, as_of: date) -> date | None:
    """Give the day in a cell; None where it has none, or one that is not whole.

    Examples
    --------
    >>> read_day("16/7/2024", date(2024, 7, 18)), read_day("ốm", date(2024, 7, 18))
    (datetime.date(2024, 7, 16), None)
    """
    written = clean_text(cell) if isinstance(cell, str) else cell
    found = parse_date(written, as_of)
    if found is not None and found.precision == "day":
        return found.first
    return read_written_day(written, as_of)


def read_tick(cells: dict[str, Cell], sender: Sender) -> Result:
    """Read ticks by their columns: the lesser of two, and a day for a tick.

    Examples
    --------
    >>> from dophu.campaign.hamlet_spellings import HamletIndex
    >>> sender = Sender("roster", "a.xlsx", date(2024, 7, 18), HamletIndex({}, ()))
    >>> read_tick({"tick_done": "x", "tick_not_done": None}, sender).status
    'applied'
    >>> read_tick({"tick_done": "x", "tick_not_done": "x"}, sender).fault
    'PH-19'
    """
    found: list[Result] = []
    for column, ticked in TICKS.items():
        cell = cells.get(column)
        text = clean_text(str(cell)) if cell is not None else ""
        mark = marks().find_whole(text) if text else "no"
        if isinstance(cell, date):
            found.append(Result(ticked, day=cell, column=column))
        elif mark == "yes":
            found.append(Result(ticked, column=column))
        elif mark != "no":
            found.append(replace(_in_words(text, ticked, sender), column=column))
    if not found:
        return Result()
    unknown = [one for one in found if one.fault]
    if unknown:
        return unknown[0]
    least = found[-1]
    is_even = len({one.status == "not_yet" for one in found}) == 1
    return (
        least if is_even else Result("not_yet", fault=CONTRADICTS, column=least.column)
    )


def who_by_headings(row: Sequence[Cell], vocabulary: Vocabulary) -> dict[str, int]:
    """Give the columns of who a child is, by headings that any list may have.

    Examples
    --------
    >>> who_by_headings(["TT", "Họ tên trẻ", "Năm sinh", "Kết quả"], DEFAULT)
    {'visit_name': 1, 'visit_birth': 2}
    """
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        field = field_of(clean_text(cell), vocabulary) if isinstance(cell, str) else ""
        if field in ("name", "birth_date", "sex", "mother"):
            found.setdefault(_ABOUT[field], at)
    return found


def find_typed(row: Sequence[Cell], vocabulary: Vocabulary) -> dict[str, int]:
    """Find the columns of a form that was typed anew: a name, a result, what is beside.

    A list with personal numbers is no answer but a list; nothing is found on one.

    Examples
    --------
    >>> find_typed(["TT", "Tên cháu", "Tình trạng", "Lý do"], DEFAULT)
    {'visit_name': 1, 'answer_result': 2, 'answer_reason': 3}
    >>> find_typed(["Họ tên", "Số định danh", "Tình trạng"], DEFAULT)
    {}
    """
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        heading = clean_text(cell) if isinstance(cell, str) else ""
        field = field_of(heading, vocabulary) if heading else ""
        if field == "personal_number":
            return {}
        is_result = field == "status" or folded_key(heading).startswith("ket qua")
        if own := "answer_result" if is_result else _ABOUT.get(field or ""):
            found.setdefault(own, at)
    return found if {"visit_name", "answer_result"} <= {*found} else {}


def _in_words(text: str, ticked: str, sender: Sender) -> Result:
    """Read what stands in place of a tick: a day, a result, why it is not done."""
    if is_a_day(text):
        return Result(ticked, day=read_day(text, sender.as_of))
    result = read_result(text, AnswerWords(sender.vocabulary), sender)
    if result.reason and ticked != "not_yet":
        return Result(fault=NOT_UNDERSTOOD)
    return replace(result, status="not_yet") if result.reason else result


def find_ticks(
    head: Sequence[Cell], below: Sequence[Cell], vocabulary: Vocabulary = DEFAULT
) -> tuple[dict[str, int], int]:
    """Find the columns of a form that was typed anew, to be ticked; with its rows.

    The headings stand in one row, or in a second below "Kết quả": then 2 rows.

    Examples
    --------
    >>> find_ticks(["Họ và tên", "Đã làm", "Chưa làm"], [])
    ({'visit_name': 0, 'tick_done': 1, 'tick_not_done': 2}, 1)
    >>> find_ticks(["Họ tên", "Kết quả", None], [None, "Có", "Không"])
    ({'visit_name': 0, 'tick_done': 1, 'tick_not_done': 2}, 2)
    >>> find_ticks(["Họ tên", "Ngày sinh"], [])
    ({}, 0)
    """
    columns: dict[str, int] = {}
    names = [clean_text(cell) if isinstance(cell, str) else "" for cell in head]
    for at, name in enumerate(names):
        field = _ABOUT.get(field_of(name, vocabulary) or "") if name else None
        if field:
            columns.setdefault(field, at)
    if "visit_name" not in columns:
        return {}, 0
    over, parents = "", []
    for name in names:
        over = name or over
        parents.append(over)
    lower = [clean_text(cell) if isinstance(cell, str) else "" for cell in below]
    at = columns["visit_name"]
    is_second = any(lower) and (at >= len(below) or not lower[at])
    ticks = _ticks(names, [""] * len(names), vocabulary)
    if is_second:
        second = _ticks(lower, [*parents, *[over] * len(lower)], vocabulary)
        ticks, is_second = (second, True) if second else (ticks, False)
    return ({**columns, **ticks}, 1 + is_second) if ticks else ({}, 0)


def _ticks(
    names: Sequence[str], parents: Sequence[str], vocabulary: Vocabulary
) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, (name, over) in enumerate(zip(names, parents, strict=False)):
        if not name:
            continue
        # "Kết quả › Có" is a heading that lists have.
        field = field_of(f"{over} › {name}" if over else name, vocabulary)
        field = field if field in _TICKED else field_of(name, vocabulary)
        if field in _TICKED:
            found.setdefault(_TICKED[field], at)
    return found
