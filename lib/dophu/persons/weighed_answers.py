"""What answers on one child come to, and how they are kept for later dates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from dophu.campaign.settings import ENROLLED
from dophu.persons.record import Person, further
from dophu.rosters.door.answer import DoorAnswer
from dophu.rosters.texts.row_keys import RowKey

Conflict = tuple[DoorAnswer, DoorAnswer]
"""An answer of "done", and one of "not done" that it was not given after."""


def settle_answers(
    answers: Sequence[DoorAnswer],
) -> tuple[str | None, list[Conflict]]:
    """Give the status that answers on one child come to, and those that disagree.

    "Done" counts where it was given after every "not done": by the days of both, else
    on the list of a later date, else in what came in later. Otherwise the lesser
    counts.
    """
    done = [a for a in answers if a.status in ENROLLED]
    not_done = [a for a in answers if a.status and a.status not in ENROLLED]
    if not done or not not_done:
        return further(*(a.status for a in (*done, *not_done))), []
    late = [d for d in done if all(_is_after(d, n) for n in not_done)]
    if late:
        return further(*(a.status for a in late)), []
    pairs = [(d, n) for d in done for n in not_done if not _is_after(d, n)]
    return further(*(a.status for a in not_done)), pairs


def _is_after(one: DoorAnswer, other: DoorAnswer) -> bool:
    if one.day and other.day and one.day != other.day:
        return one.day > other.day
    return (one.key.day, received(one)) > (other.key.day, received(other))


def moment(answer: DoorAnswer) -> tuple[Any, ...]:
    """Give when an answer was given, as far as is known: to find the last of some."""
    return answer.day or answer.key.day, answer.key.day, received(answer)


def received(answer: DoorAnswer) -> str:
    """Give the dated folder that an answer came in; '' where it came in none."""
    parts = answer.place[0].split("/")
    # returns/<date>/<file>: a file that lies in no dated folder has fewer parts.
    return parts[1] if len(parts) > 2 else ""


def keep_answers(answers: Sequence[DoorAnswer]) -> str:
    """Write down answers for later dates: status, day, list, place of the row."""
    reported = [
        [a.status, a.day and a.day.isoformat(), a.key.day.isoformat(), *a.place]
        for a in answers
        if a.status
    ]
    return json.dumps(reported, ensure_ascii=False) if reported else ""


def carried_answers(person: Person) -> list[DoorAnswer]:
    """Give what was answered on earlier dates, to hold new answers against."""
    kept = person.door_stated or "[]"
    return [
        DoorAnswer(
            RowKey(0, date.fromisoformat(sent), person.person_id),
            (file, sheet, row),
            status=status,
            day=date.fromisoformat(day) if day else None,
        )
        for status, day, sent, file, sheet, row in json.loads(kept)
    ]
