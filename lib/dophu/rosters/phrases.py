"""What a cell of a list says of a child's status, where every word of it is understood.

A word found inside a longer text never decides. A cell is understood where its text
is in the vocabulary (``catalogue/vocabulary.toml``), or where the vocabulary and the
small words of its table ``[phrase]`` account for every word of it: "chưa", "sẽ",
"hẹn" (not yet), the card, the child, a day. All else is kept, listed, and put to a
person; until then the less favourable reading counts (not done, present).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import Words, marks, reason_book, small_words, statuses
from dophu.rosters.written_days import ANY_YEAR, is_a_day, read_day, take_days
from dophu.text import clean_text, comparison_key, folded_key

NOT_YET = "not_yet"

_CLAUSES = re.compile(r"[,;\n+]|\bvà\b|\bnhưng\b")
_DELAYS = frozenset(("negation", "future"))


def understand_status(text: str, as_of: date) -> str | None:
    """Give the status that a text states; None where a word of it is not understood.

    Several clauses must agree. A text that begins with a "not yet" and holds nothing
    done is ``not_yet`` whatever else it says: that is the least favourable reading.

    Parameters
    ----------
    text
        A cell under a heading of status, cleaned.
    as_of
        The date of the list: a later day is an appointment, not an event.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> understand_status("Đã thu nhận ngày 5/7", day)
    'applied'
    >>> understand_status("hẹn làm 25/7", day), understand_status("sẽ làm", day)
    ('not_yet', 'not_yet')
    >>> understand_status("bố đã làm", day), understand_status("đã làm 25/7", day)
    (None, None)
    """
    whole = statuses().find_whole(text)
    if whole:
        return whole
    later, undated = take_days(text, as_of)
    clauses = [
        _read_clause(clause) for clause in _CLAUSES.split(undated) if clause.strip()
    ]
    if any(clause is None for clause in clauses):
        return NOT_YET if _delays_only(undated) else None
    found = {clause for clause in clauses if clause}
    if later and not found:
        return NOT_YET
    if len(found) != 1 or (later and found != {NOT_YET}):
        return None
    return found.pop()


def understand_presence(text: str, code: str, as_of: date | None = None) -> str:
    """Tell what a reason makes of a child: ``present``, ``left`` or ``dead``.

    A child leaves the count only where every word of the cell is understood and the
    cell speaks of the child: "bố đã mất", "mất sổ hộ khẩu", "mất điện" do not. Nor
    does a child leave before the day that is written has come.

    Examples
    --------
    >>> understand_presence("cháu đã mất ngày 2/7", "DA_MAT")
    'dead'
    >>> understand_presence("Bố mẹ đã mất, ở với ông bà", "DA_MAT")
    'present'
    >>> understand_presence("đã chuyển đi", "CHUYEN_DI")
    'left'
    >>> understand_presence("chuyển đi 25/7", "CHUYEN_DI", date(2024, 7, 18))
    'present'
    """
    counts = reason_book().get(code, {}).get("counts", "present")
    if counts == "present":
        return counts
    later, undated = take_days(text, as_of or ANY_YEAR)
    if later:
        return "present"
    for clause in _CLAUSES.split(undated):
        if not clause.strip():
            continue
        words = _without_destination(clause) if counts == "left" else clause
        covered = _cover(comparison_key(words).split(), _lexicon(_leaving()))
        if covered is None or not {*covered} <= {code, "child", "filler"}:
            return "present"
    return counts


def _without_destination(clause: str) -> str:
    """Cut off where a child went: a place's small words and names, to the end."""
    words, places = clause.split(), small_words()
    while words:
        last = words[-1].strip("().")
        is_place = places.find_whole(last) == "place" or last.istitle()
        if not is_place or len(words) == 1:
            break
        words.pop()
    return " ".join(words)


def _read_clause(clause: str) -> str | None:
    """Give the status of a clause, '' where it states none, None if not understood."""
    covered = _cover(comparison_key(clause).split(), _lexicon(statuses()))
    if covered is None:
        return None
    delays = _DELAYS & {*covered}
    stated = {*covered} - _DELAYS - {"child", "card", "verb", "filler"}
    if delays:
        return NOT_YET if stated <= {NOT_YET} else None
    if len(stated) > 1 or (not stated and "verb" in covered):
        return None
    return stated.pop() if stated else ""


def _delays_only(text: str) -> bool:
    """Tell whether a text begins with a "not yet" and holds nothing that is done."""
    words = comparison_key(text).split()
    lexicon = _lexicon(statuses())
    first = next(
        (m for n in range(min(7, len(words)), 0, -1)
         if (m := lexicon.get(" ".join(words[:n])))), None
    )  # fmt: skip
    if first not in {*_DELAYS, NOT_YET}:
        return False
    runs = (
        " ".join(words[at : at + n])
        for at in range(len(words))
        for n in range(1, 8)
        if at + n <= len(words)
    )
    return not any(lexicon.get(run) in ENROLLED for run in runs)


def _cover(words: list[str], lexicon: Mapping[str, str]) -> list[str] | None:
    """Account for every word by entries of the lexicon, longest first; else None."""
    if not words:
        return []
    for length in range(min(7, len(words)), 0, -1):
        meaning = lexicon.get(" ".join(words[:length]))
        if meaning:
            rest = _cover(words[length:], lexicon)
            if rest is not None:
                return [meaning, *rest]
    return None


@cache
def _leaving() -> Words:
    """Give the phrases of reasons that take a child out of the count, by code."""
    book = reason_book().items()
    return Words({c: entry["phrases"] for c, entry in book if entry.get("counts")})


@cache
def _lexicon(meanings: Words) -> Mapping[str, str]:
    """Spellings with accents, and those that are as certain without."""
    # "rồi" alone is a status; beside other words it is a small word.
    both = (*meanings.phrases(), *small_words().phrases())
    lexicon = {phrase: meaning for phrase, meaning in both if meaning}
    folded: dict[str, str | None] = {}
    for phrase, meaning in lexicon.items():
        key = folded_key(phrase)
        folded[key] = meaning if folded.get(key, meaning) == meaning else None
    return {key: m for key, m in folded.items() if m and key not in lexicon} | lexicon


def understand_tick(cell: object, as_of: date) -> bool | None:
    """Tell whether a cell under "Đã làm" is ticked; None where it is not understood.

    A mark of the vocabulary, a Boolean, a day not after the list's, or a word of
    status that is understood. A later day is an appointment: no tick.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> [understand_tick(cell, day) for cell in ("x", "chưa có", "5/7/2024", "vắng")]
    [True, False, True, None]
    """
    if isinstance(cell, bool):
        return cell
    text = clean_text(str(cell)) if not isinstance(cell, date) else ""
    mark = marks().find_whole(text) if text else None
    if mark:
        return mark == "yes"
    day = read_day(text or cell, as_of) if not text or is_a_day(text) else None
    if day is not None:
        return day <= as_of
    status = understand_status(text, as_of) if text else None
    return None if status is None else status in ENROLLED
