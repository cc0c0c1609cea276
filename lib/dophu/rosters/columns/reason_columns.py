"""The columns of reasons, notes and states of residence → one reason a child."""

from __future__ import annotations

from datetime import date
from typing import Any

from dophu.catalogue.columns import NO_REASON, OTHER_REASON
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.texts.distinct import each_once
from dophu.rosters.words.answers import Answers
from dophu.rosters.words.status import NOT_HERE, presence_of, reason_of
from dophu.rosters.words.whereabouts import is_elsewhere


def read_reasons(
    texts: list[str],
    notes: list[str],
    residences: list[str],
    answers: Answers,
    as_of: date,
    vocabulary: Vocabulary = DEFAULT,
) -> dict[str, list[Any]]:
    """Read why a child has no card, from the reason or, where empty, the note.

    A note alone takes no child out of the count: where it says that the child is gone,
    or is somewhere else, the child is to be verified. A state
    of residence stands in where neither says a reason, or where it says that the
    child is gone.
    """
    names = (
        "is_reason_unknown", "reason", "reason_text", "presence", "leaves_by_remark"
    )  # fmt: skip

    def read(row: tuple[str, str, str]) -> tuple[bool, str, str, str, bool]:
        text, note, residence = row
        code, source, unknown = reason_of(text, note, as_of, vocabulary)
        is_state = False
        if decided := answers.of_reason(text):
            code, source, unknown = decided, text, False
        elif state := _state_of(residence, code, as_of, vocabulary):
            code, source, unknown = state, residence, False
            text, is_state = text or residence, True
        presence = presence_of(code, vocabulary)
        may_be_gone = presence != "present" or code in NOT_HERE
        by_remark = may_be_gone and not text and not is_state
        is_open = code in (NO_REASON, OTHER_REASON)
        if is_open and not is_state and not text and is_elsewhere(note):
            presence, by_remark, source = "to_verify", True, note
        if decided_presence := answers.of_presence(text, note):
            presence, by_remark = decided_presence, False
        presence = "to_verify" if by_remark else presence
        return unknown, code, source, presence, by_remark

    rows = each_once(read, list(zip(texts, notes, residences, strict=True)))
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def _state_of(residence: str, given: str, as_of: date, vocabulary: Vocabulary) -> str:
    """Give the reason that a state of residence says, '' where it adds none."""
    code, _, is_unknown = reason_of(residence, "", as_of, vocabulary)
    if is_unknown or code == NO_REASON:
        return ""
    return (
        code if given == NO_REASON or presence_of(code, vocabulary) != "present" else ""
    )
