"""Pairs that may be one child, side by side, for a person to decide.

The workbook holds children's data: it stands under ``lists/`` of an edition.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dophu.catalogue.sentences import say
from dophu.disk import OWNER_FILE, private_folder
from dophu.documents.births import written_birth
from dophu.persons import Person
from dophu.snapshots import Snapshot

CREATED = datetime(2024, 1, 1)  # noqa: DTZ001  (a workbook's own date has no zone)

FILE = "same_child.xlsx"

DIFFERENT = "#FFD9A0"
"""Fill of a value that differs in the two records; what one lacks is not coloured."""

REASON = 60
"""Width of the column of reasons, in letters."""

LINE = 15.0
"""Height of a line, in points: Excel does not fit rows to cells merged over them."""


def write_doubles(out: str | Path, snapshot: Snapshot, language: str = "") -> int:
    """Write ``<out>/lists/same_child.xlsx``: the pairs that a person has to decide.

    Each pair is two rows with name, birth date, sex, number, mother and hamlet as the
    lists have them, the values that differ coloured; then as how many children they
    count until it is decided, why it is asked, and the line to put into
    ``decisions.csv``. Nothing is written where ``out`` is empty or no pair waits.

    Parameters
    ----------
    out
        The folder to write to.
    snapshot
        The date, as :func:`dophu.load` opens it.
    language
        ``vi`` or ``en``; the campaign's where empty.

    Returns
    -------
    int
        The pairs that wait, whether or not they were written.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> dophu.write_doubles("", week) == len(week.doubts_table())
    True
    """
    doubts = snapshot.doubts_table(language)
    if not out or doubts.empty:
        return len(doubts)
    import xlsxwriter

    language = language or snapshot.campaign.language
    target = private_folder(Path(out) / "lists") / FILE
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": CREATED, "author": ""})
        sheet = _start(book, language)
        plain = book.add_format({"text_wrap": True, "valign": "top", "top": 1})
        unlike = book.add_format(
            {"text_wrap": True, "valign": "top", "top": 1, "bg_color": DIFFERENT}
        )
        asked = zip(doubts.itertuples(index=False), snapshot.pairs, strict=True)
        for at, (doubt, pair) in enumerate(asked):
            values = [_values(person, snapshot, language) for person in pair]
            for line, (person, mine) in enumerate(zip(pair, values, strict=True)):
                row = 1 + 2 * at + line
                key = "doubles_second" if line else "doubles_first"
                sheet.write_string(row, 0, say(key, language), plain)
                sheet.write_string(row, 1, person.place, plain)
                for column, value in enumerate(mine):
                    other = values[1 - line][column]
                    differs = value and other and value != other
                    sheet.write_string(
                        row, 2 + column, value, unlike if differs else plain
                    )
            counted = say(f"doubles_counted_{doubt.counted}", language)
            stated = (
                counted,
                doubt.why,
                f"same_child,,{doubt.first} {doubt.second},?,",
            )
            for column, text in enumerate(stated, start=2 + len(values[0])):
                sheet.merge_range(1 + 2 * at, column, 2 + 2 * at, column, text, plain)
            # A tenth more: lines break between words.
            height = LINE * max(2, math.ceil(1.1 * len(doubt.why) / REASON))
            for row in (1 + 2 * at, 2 + 2 * at):
                sheet.set_row(row, height / 2)
    target.chmod(OWNER_FILE)
    return len(doubts)


def _start(book: Any, language: str) -> Any:
    sheet = book.add_worksheet(say("doubles_sheet", language))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    columns = (
        ("doubles_record", 13), ("doubles_place", 38), ("doubles_name", 26),
        ("doubles_birth", 12), ("doubles_sex", 9), ("doubles_number", 15),
        ("doubles_mother", 24), ("doubles_hamlet", 22), ("doubles_counted", 15),
        ("doubles_what", REASON),
        ("doubles_line", 52),
    )  # fmt: skip
    for column, (key, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, say(key, language), head)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _values(person: Person, snapshot: Snapshot, language: str) -> list[str]:
    birth = written_birth(person)
    if isinstance(birth, date):
        birth = f"{birth:%d/%m/%Y}"
    sex = say(f"doubles_{person.sex}", language) if person.sex else ""
    names = snapshot.campaign.hamlets.names
    hamlet = names.get(person.hamlet_id or "", "")
    return [person.name, birth, sex, person.number or "", person.mother or "", hamlet]
