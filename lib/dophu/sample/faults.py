"""Kinds of fault that real lists have, put in at a rate, each written into the truth.

One entry a kind: add a function and its name in :data:`KINDS`. A function takes a
line of a child and changes it in place, with the outcome and the birth that the
list still states; it gives the field of the cell it touched, or '' where the kind
does not apply to that line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dophu.ages import UNKNOWN
from dophu.sample.pages import Line
from dophu.sample.spec import AGE_GROUPS
from dophu.text import folded_key

Fault = Callable[[Line, Random, date], str]


@dataclass(frozen=True)
class Planted:
    """One fault where it is: the line it changed and the field it touched."""

    kind: str
    line: Line
    field: str


def _rescope(line: Line, day: date) -> None:
    """Set the outcome again after the birth that the list tells has changed."""
    if line.outcome in ("person", "out_of_scope"):
        group = AGE_GROUPS.group_of(*(line.known or (None, None)), day)
        line.outcome = "out_of_scope" if group is None else "person"


def _nfd(line: Line, _rng: Random, _day: date) -> str:
    line.values["name"] = unicodedata.normalize("NFD", line.values["name"])
    return "name"


def _eth(line: Line, _rng: Random, _day: date) -> str:
    if not any(letter in line.values["name"] for letter in "Đđ"):
        return ""
    # Eth of Icelandic, which looks the same in capitals.
    line.values["name"] = line.values["name"].replace("Đ", "Ð").replace("đ", "ð")
    return "name"


def _name_unaccented(line: Line, _rng: Random, _day: date) -> str:
    line.values["name"] = folded_key(line.values["name"]).title()
    return "name"


def _name_slip(line: Line, rng: Random, _day: date) -> str:
    name = line.values["name"]
    at = rng.randrange(len(name.split()[0]) + 1, len(name))
    line.values["name"] = name[:at] + rng.choice("abcghiklmnoptuvxy") + name[at + 1 :]
    return "name"


def _no_name(line: Line, _rng: Random, _day: date) -> str:
    line.values["name"] = None
    line.outcome = "quarantined"
    return "name"


def _no_number(line: Line, _rng: Random, _day: date) -> str:
    line.values["personal_number"] = None
    return "personal_number"


def _lost_zero(line: Line, _rng: Random, _day: date) -> str:
    number = line.values["personal_number"]
    if not isinstance(number, str):
        return ""
    # As Excel keeps a number typed into a cell that is not text.
    line.values["personal_number"] = int(number)
    return "personal_number"


def _nine_digits(line: Line, rng: Random, _day: date) -> str:
    line.values["personal_number"] = f"0{rng.randrange(10**8):08d}"
    return "personal_number"


def _year_only(line: Line, _rng: Random, day: date) -> str:
    year = line.child.birth_date.year
    line.values["birth_date"] = str(year)
    line.known = (date(year, 1, 1), date(year, 12, 31))
    _rescope(line, day)
    return "birth_date"


def _first_january(line: Line, _rng: Random, day: date) -> str:
    first = date(line.child.birth_date.year, 1, 1)
    line.values["birth_date"] = first
    line.known = (first, first)
    _rescope(line, day)
    return "birth_date"


def _no_birth_date(line: Line, _rng: Random, day: date) -> str:
    line.values["birth_date"] = None
    line.known = None
    _rescope(line, day)
    return "birth_date"


def _impossible_date(line: Line, _rng: Random, day: date) -> str:
    line.values["birth_date"] = f"31/02/{line.child.birth_date.year}"
    line.known = None
    _rescope(line, day)
    return "birth_date"


def _day_month_swapped(line: Line, _rng: Random, day: date) -> str:
    born = line.child.birth_date
    if born.day > 12 or born.day == born.month:
        return ""
    swapped = date(born.year, born.day, born.month)
    # A day to come is another fault, whose row is set aside.
    if swapped > day:
        return ""
    line.values["birth_date"] = swapped
    line.known = (swapped, swapped)
    _rescope(line, day)
    return "birth_date"


def _future_birth_date(line: Line, rng: Random, day: date) -> str:
    line.values["birth_date"] = day + timedelta(days=rng.randrange(1, 400))
    line.outcome = "quarantined"
    return "birth_date"


def _unknown_hamlet(line: Line, rng: Random, _day: date) -> str:
    if "hamlet" not in line.values:
        return ""
    line.values["hamlet"] = f"Xóm Lạ {rng.randrange(1, 4)}"
    line.outcome = "quarantined"
    return "hamlet"


def _unknown_status(line: Line, _rng: Random, _day: date) -> str:
    line.values["status"] = "hỏi lại"
    line.values["done"] = line.values["not_done"] = None
    return "status"


CELL_KINDS: dict[str, Fault] = {
    "nfd": _nfd,
    "eth": _eth,
    "name_unaccented": _name_unaccented,
    "name_slip": _name_slip,
    "no_name": _no_name,
    "no_number": _no_number,
    "lost_zero": _lost_zero,
    "nine_digits": _nine_digits,
    "year_only": _year_only,
    "first_january": _first_january,
    "no_birth_date": _no_birth_date,
    "impossible_date": _impossible_date,
    "day_month_swapped": _day_month_swapped,
    "future_birth_date": _future_birth_date,
    "unknown_hamlet": _unknown_hamlet,
    "unknown_status": _unknown_status,
}
ROW_KINDS = (
    "double_row", "in_two_lists", "blank_row", "repeated_heading", "section",
)  # fmt: skip
KINDS = (*CELL_KINDS, *ROW_KINDS)
"""Every kind of fault, as ``SampleSpec.faults`` names it."""

HIDING_KINDS = frozenset((
    "name_unaccented", "name_slip", "no_number", "lost_zero", "nine_digits",
    "year_only", "first_january", "no_birth_date", "impossible_date",
    "day_month_swapped",
))  # fmt: skip
"""Kinds that make a child harder to know again on another list.

They are given only to children whom the list of those enrolled has by number, and no
two of them to one child: each alone is certain to be undone, two together are not.
"""


def known_group(line: Line, day: date) -> str | None:
    """Give the age group that a line tells on a day; None where out of scope."""
    if line.known is None:
        return UNKNOWN
    return AGE_GROUPS.group_of(*line.known, day)
