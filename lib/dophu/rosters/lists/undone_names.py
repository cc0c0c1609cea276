"""Enrolment lists whose names say that nobody on them is done: sent back, invited."""

from __future__ import annotations

from collections.abc import Sequence

from dophu.campaign.settings import ENROLLED
from dophu.rosters.results.listed_people import is_called_by_people
from dophu.rosters.sheets.source_rows import Rows, Sender
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import RESULTS
from dophu.rosters.texts.role_words import role_words
from dophu.rosters.texts.stated_age import is_to_come
from dophu.rosters.words.words_against import (
    SETBACK,
    is_of_grown_ups,
    may_speak_against,
    speaks_against,
)


def is_of_undone(
    called: Sequence[str], texts: Sequence[str], rows: Rows, sender: Sender
) -> bool:
    """Test whether the names of an enrolment list say that it is of none that are done.

    A setback says so whatever days its rows have, but for a column that states the
    result of each; a plan where no row is done, and nothing in the same text is.
    """
    words = role_words(sender.vocabulary)
    stated = {
        part
        for text, plain in zip(called, texts, strict=True)
        if (part := _against(text, plain, sender))
        and (part == SETBACK or not (words.taken.search(plain)))
    }
    of_papers = any(
        papers_in(text, sender.vocabulary) == {"others"}
        and not words.named.search(plain)
        and not words.taken.search(plain)
        for text, plain in zip(called, texts, strict=True)
    )
    if SETBACK in stated and not RESULTS & rows.fields:
        return True
    are_done = {*ENROLLED} & {*rows.columns["status"]}
    is_open = stated or of_papers or is_to_come(called, sender.as_of)
    return bool(is_open) and not are_done


def _against(text: str, plain: str, sender: Sender) -> str:
    """Give what a name says against "done"; ``plain`` is it without names of places."""
    if text.isascii():
        stated = may_speak_against(plain, sender.vocabulary)
    else:
        stated = speaks_against(text, sender.vocabulary)
    of_others = is_of_grown_ups(plain, sender.grown_from)
    of_others = of_others or is_called_by_people(plain, sender.vocabulary)
    return stated or ("plan" if of_others else "")
