"""What a new campaign has to be told: each question once, with its flag."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from dophu.catalogue.drive_texts import texts_of
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.vocabulary import DEFAULT, drives, read_table, shipped
from dophu.starting.communes import CODE, find_communes, name_on
from dophu.starting.folder_dates import read_name
from dophu.text import tidy


@dataclass(frozen=True)
class Answers:
    """What a campaign is: whose, of what, until when, for which ages."""

    unit: str
    unit_name: str
    drive: str
    name: str
    deadline: date
    limits: tuple[int, ...]
    start: date | None = None
    language: str = "vi"


@dataclass(frozen=True)
class Question:
    """One thing to ask: its flag, how an answer is read, what is expected of it.

    ``read`` raises a ValueError for what is no answer; ``expected`` is a phrase of the
    catalogue. An answer that may be left out is ``optional``.
    """

    key: str
    read: Callable[[str], Any]
    expected: str
    optional: bool = False

    @property
    def flag(self) -> str:
        """The flag that answers it without a terminal."""
        return "--" + self.key.replace("_", "-")


def _unit(text: str) -> str:
    """Read a code, or the name of one commune alone."""
    if CODE.fullmatch(text.strip()):
        return text.strip()
    # By code: a commune that kept it under another name is one unit.
    codes = {one.code for one in find_communes(text)}
    if len(codes) != 1:
        raise ValueError
    return codes.pop()


def _text(text: str) -> str:
    plain = tidy("".join(c for c in text if c.isprintable() or c.isspace()))
    if not plain:
        raise ValueError
    return plain


def _drive(text: str) -> str:
    if text.strip() not in drives():
        raise ValueError
    return text.strip()


def _day(text: str) -> date:
    # Typed by a person, not made by Excel: a single digit is read too, day first.
    day = read_name(text) if re.fullmatch(r"[\d\s./-]+", text.strip()) else None
    if day is None:
        raise ValueError
    return day


def _stated_day(text: str | None) -> date | None:
    with suppress(ValueError):
        return _day(text or "")
    return None


def read_limits(text: str) -> tuple[int, ...]:
    """Read the ages at which groups begin and end: ``0,6,14`` is 0 to 5 and 6 to 13.

    Examples
    --------
    >>> read_limits("0, 6, 14")
    (0, 6, 14)
    """
    limits = tuple(int(part) for part in re.split(r"[,;\s]+", text.strip()) if part)
    # Up to 120, as ``campaign.toml`` takes years.
    if len(limits) < 2 or list(limits) != sorted({*limits}) or limits[-1] > 120:
        raise ValueError
    if limits[0] < 0:
        raise ValueError
    return limits


SHOWN = 8
"""Communes that are named where several could be meant."""

QUESTIONS = (
    Question("unit", _unit, "commune"),
    Question("unit_name", _text, "not_empty"),
    Question("drive", _drive, "drive_names"),
    Question("ages", read_limits, "age_limits"),
    Question("name", _text, "not_empty"),
    Question("start", _day, "event_date", optional=True),
    Question("deadline", _day, "event_date"),
)
"""In the order in which they are asked."""

AS_OF = Question("as_of", _day, "event_date")
"""Asked where neither folders nor files nor titles say the day of the lists."""


def default_of(key: str, known: Mapping[str, Any], language: str) -> str:
    """Give the answer that is proposed, '' where there is none.

    The drive is the kit's own; its ages are those of ``starting.toml``, its name that
    of its texts. A unit's name is that of its code, on the day of the deadline where it
    was another before July 2025; ``known`` then has that ``day``, and the ``communes``.

    Examples
    --------
    >>> default_of("ages", {"drive": "measles"}, "vi")
    '0,6,14'
    """
    if key == "drive":
        return DEFAULT.drive
    if key == "unit_name":
        return name_on(known.get("communes", []), known.get("day"))
    drive = known.get("drive", DEFAULT.drive)
    if key == "ages":
        return ",".join(map(str, read_table("starting.toml")["ages"].get(drive, ())))
    if key == "name" and known.get("ages"):
        text = texts_of(shipped(drive)).sentence("new_name", language)
        return text.format(below=known["ages"][-1])
    return ""


def check_answer(question: Question, text: str) -> Any:
    """Read an answer.

    Raises
    ------
    DophuError
        CH-08 with the flag and what is expected.
    """
    try:
        return question.read(text)
    except (ValueError, OverflowError):
        expected = phrase(question.expected, names=_near(question, text))
        details = {"name": question.flag, "expected": expected}
        raise DophuError(Issue("CH-08", details=details)) from None


def _near(question: Question, text: str) -> str:
    """Name what could have been meant: drives, or some of several communes."""
    if question.key != "unit":
        return ", ".join(drives())
    found = [one.words for one in find_communes(text)]
    more = ["…"] if len(found) > SHOWN else []
    return "; ".join([*found[:SHOWN], *more]) or "–"


def settle(
    given: Mapping[str, str | None],
    language: str,
    ask: Callable[[Question, str], str] | None = None,
) -> Answers:
    """Settle all answers: those given, then asked, then the proposed ones.

    Parameters
    ----------
    given
        What flags say, by the question's key; None or '' where nothing.
    language
        Of the campaign.
    ask
        Asks a person: the question, the proposed answer; gives the answer, which may
        be the proposed one. None where nobody sits there.

    Raises
    ------
    DophuError
        Listing every answer that is missing (CH-24, with its flag) or wrong (CH-08).
    """
    problems: list[Issue] = []
    known: dict[str, Any] = {}
    about: dict[str, Any] = {"day": _stated_day(given.get("deadline"))}
    for question in QUESTIONS:
        key = question.key
        proposed = default_of(key, {**about, **known}, language)
        text = given.get(key) or ""
        if not text:
            text = ask(question, proposed) if ask else proposed
        if not text:
            # What is proposed for a name follows from the ages, once these are right.
            if not question.optional and not (key == "name" and "ages" not in known):
                details = {"flag": question.flag, "what": phrase(f"new_{key}")}
                problems.append(Issue("CH-24", details=details))
            continue
        try:
            known[key] = check_answer(question, text)
            if key == "unit":
                about["communes"] = find_communes(text)
        except DophuError as error:
            if ask:  # a flag that is wrong is told before more is asked
                raise
            problems += error.issues
    start, deadline = known.get("start"), known.get("deadline")
    if start and deadline and start > deadline:
        details = {"name": "--deadline", "expected": phrase("after_start")}
        problems.append(Issue("CH-08", details=details))
    if problems:
        raise DophuError(problems)
    return Answers(limits=known.pop("ages"), language=language, **known)
