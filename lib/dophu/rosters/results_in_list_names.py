"""Lists without a result whose file or sheet is called as one: "Đã làm.xlsx", "HT".

Whose children they are is then what the sender meant to tell. A file's name may be old,
or an office's own abbreviation: it is asked about, and the children count as not yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from dophu.campaign.decided_rows import RESULT_ANSWERS, propose_row
from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.catalogue.vocabulary import Vocabulary
from dophu.rosters.result_lines import result_of, seems_a_result
from dophu.text import comparison_key, folded_key

_PARTS = re.compile(r"[-–_.,;()\[\]+]|\s{2,}")
_HANDLED = re.compile(r"(?:(?:ds|danh sách|danh sach)(?: trẻ| tre)? )?(?:đã|da)\b")
"""How a file is called that somebody went through: "Đã rà soát", "Đã ký"."""

MARKS = frozenset(("x", "v", "ok"))


def may_state_result(
    name: str, index: HamletIndex, as_of: date, vocabulary: Vocabulary
) -> bool:
    """Test whether the name of a file or sheet may tell that its children are done.

    A part of it says so, is one of the offices' abbreviations, or seems a result.
    """
    for part in (name, *_PARTS.split(name)):
        words = comparison_key(part.replace("_", " "))
        if not words or index.find(part):
            continue
        if words in MARKS or folded_key(words) in _abbreviations(vocabulary):
            return True
        stated = result_of(part.replace("_", " ").strip(), index, as_of, vocabulary)
        if stated in ENROLLED:
            return True
        first = words.split()
        is_about = "about" in {
            vocabulary.heading_words.find_whole(" ".join(first[:n])) for n in (1, 2)
        }
        is_open = stated is None and not is_about and not _HANDLED.match(words)
        if is_open and seems_a_result(words, vocabulary):
            return True
    return False


def _abbreviations(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(map(folded_key, vocabulary.tables["list_short"]["words"]))


def about_names(
    file: str,
    sheet: str,
    at: Sequence[int],
    statuses: Sequence[str | None],
    index: HamletIndex,
    as_of: date,
    vocabulary: Vocabulary,
) -> list[Issue]:
    """Ask about a list of which no row says anything, and its name may."""
    if not at or any(statuses):
        return []
    about = index, as_of, vocabulary
    # What a sheet's name seems to tell is told of every sheet (BG-51).
    is_stated = may_state_result(PurePosixPath(file).stem, *about) or (
        may_state_result(sheet, *about) and not seems_a_result(sheet, vocabulary)
    )
    if not is_stated:
        return []
    lines = {f"line_{s}": propose_row(file, sheet, at, s) for s in RESULT_ANSWERS}
    return [Issue("BG-71", file, sheet, details={"rows": len(set(at)), **lines})]
