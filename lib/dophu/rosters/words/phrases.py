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

from dophu.campaign.settings import ENROLLED, STATUSES
from dophu.catalogue.columns import Words, marks
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.texts.written_days import (
    ANY_YEAR,
    read_written_day,
    take_days,
)
from dophu.rosters.words.destinations import without_destination
from dophu.rosters.words.open_texts import is_left_open
from dophu.text import clean_text, comparison_key, folded_key

NOT_YET = "not_yet"

_CLAUSES = re.compile(
    r"[,;\n+]|\bvà\b|\bnhưng\b|(?<!giấy)(?<!lịch)(?<!có)(?<!đã)\s(?=hẹn\b)",
    re.IGNORECASE,
)
_DELAYS = frozenset(("negation", "future", "waiting"))
_SURE_DELAYS = frozenset(("negation", "future"))
_SAYING_NOTHING = frozenset(("child", "card", "file", "verb", "filler"))
_NOT_IN_HAND = "not_in_hand"
"""What a clause says of a card that is still to be handed over."""
_UNDER_WAY = "under_way"
"""The same in words that suppose an application: alone it is asked about, as "not yet"
would be too low."""
_LATER = frozenset((_NOT_IN_HAND, _UNDER_WAY))
_BY_WHICH = re.compile(r"\b(làm|lập|nộp|thu|đăng ký|kê khai|hoàn thành|chờ)\b")
"""What is done with an application; one only has it, or is given it, as a form."""


_OTHER_WORDS = frozenset(("cho",))
"""Words that are others where a text has its accents: "cho trẻ" waits for nobody."""


def understand_status(
    text: str, as_of: date, vocabulary: Vocabulary = DEFAULT
) -> str | None:
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
    if is_left_open(text, vocabulary):
        return None
    # "Đã" is short for "đã làm": of a drive that does not call it so it says nothing.
    whole = vocabulary.statuses.find_whole(
        "đã làm" if text.casefold() == "đã" else text
    )
    if whole:
        return whole
    # Of each clause its own days: "đã làm, hẹn trả 30/7" is done, "đã làm 30/7" is not.
    later, found = False, set()
    for clause in _CLAUSES.split(text):
        is_later, undated = take_days(clause, as_of)
        stated = _read_clause(undated, vocabulary) if undated.strip() else ""
        if stated is None or (is_later and stated not in ("", NOT_YET, *_LATER)):
            return (
                NOT_YET if _delays_only(take_days(text, as_of)[1], vocabulary) else None
            )
        later = later or (is_later and not stated)
        found.add(stated)
    return _agreed(found - {""}, later)


def is_under_way(text: str, as_of: date, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a text says of nothing but a card that is still to be handed over.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> [is_under_way(t, day) for t in ("Hẹn trả 30/7", "chưa in", "chưa có thẻ")]
    [True, True, False]
    """
    clauses = (take_days(clause, as_of)[1] for clause in _CLAUSES.split(text))
    found = {_read_clause(c, vocabulary) for c in clauses if c.strip()}
    return _UNDER_WAY in found and found <= _LATER


def is_accounted_for(text: str, as_of: date, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether every word of a text is known, so that it can hold no name.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> is_accounted_for("chưa làm, hẹn 25/7", day)
    True
    >>> is_accounted_for("chưa, cháu ở với bà Mẫu", day)
    False
    """
    if vocabulary.statuses.find_whole(text) or marks().find_whole(text):
        return True
    undated = (take_days(clause, as_of)[1] for clause in _CLAUSES.split(text))
    return all(
        not clause.strip() or _read_clause(clause, vocabulary) is not None
        for clause in undated
    )


def _agreed(found: set[str], later: bool) -> str | None:
    """Give the status that clauses agree on; ``later``: one is a day to come alone."""
    is_applied = "applied" in found and {"applied"} < found <= {"applied", *_LATER}
    if is_applied and not later:
        return "applied"  # done, and the card is still to be handed over
    if _UNDER_WAY in found:
        return None
    if _NOT_IN_HAND in found:
        found = (found - {_NOT_IN_HAND}) | {NOT_YET}
    if later and not found:
        return NOT_YET
    if len(found) != 1 or (later and found != {NOT_YET}):
        return None
    return found.pop()


def understand_presence(
    text: str, code: str, as_of: date | None = None, vocabulary: Vocabulary = DEFAULT
) -> str:
    """Give what a reason makes of a child: ``present``, ``left`` or ``dead``.

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
    counts = vocabulary.reason_book.get(code, {}).get("counts", "present")
    if counts == "present":
        return counts
    later, undated = take_days(text, as_of or ANY_YEAR)
    if later:
        return "present"
    for clause in _CLAUSES.split(undated):
        if not clause.strip():
            continue
        words = without_destination(clause, vocabulary) if counts == "left" else clause
        covered = _cover(
            comparison_key(words).split(), _lexicon(_leaving(vocabulary), vocabulary)
        )
        if covered is None or not {*covered} <= {code, "child", "filler"}:
            return "present"
    return counts


def _read_clause(clause: str, vocabulary: Vocabulary) -> str | None:
    """Give what a clause states, '' where nothing, None if it is not understood."""
    words = comparison_key(_where(vocabulary).sub("", clause)).split()
    lexicon = _lexicon(vocabulary.statuses, vocabulary)
    if not clause.isascii() and _OTHER_WORDS.intersection(words):
        lexicon = {key: m for key, m in lexicon.items() if key not in _OTHER_WORDS}
    covered = _cover(words, lexicon)
    if covered is None:
        return None
    delays = _DELAYS & {*covered}
    stated = {*covered} - _DELAYS - _SAYING_NOTHING
    if not stated <= {*STATUSES, *_LATER}:
        return None
    if stated == {_UNDER_WAY} and not delays & _SURE_DELAYS:
        return _UNDER_WAY
    if delays:
        return NOT_YET if stated <= {NOT_YET, _NOT_IN_HAND} else None
    if stated & _LATER and len(stated) > 1:
        return "applied" if stated - _LATER == {"applied"} else None
    if len(stated) > 1 or (not stated and {"verb", "file"} & {*covered}):
        return None
    status = stated.pop() if stated else ""
    if "child" in covered and covered[0] != "child" and status in ENROLLED:
        return None  # whose: the child after the verb may be another one
    is_form = "file" in covered and not _BY_WHICH.search(" ".join(words))
    return None if is_form and status in ENROLLED else status


def _delays_only(text: str, vocabulary: Vocabulary) -> bool:
    """Test whether a text begins with a "not yet" and holds nothing that is done."""
    words = comparison_key(text).split()
    lexicon = _lexicon(vocabulary.statuses, vocabulary)
    first = next(
        (m for n in range(min(7, len(words)), 0, -1)
         if (m := lexicon.get(" ".join(words[:n])))), None
    )  # fmt: skip
    if first not in {*_SURE_DELAYS, NOT_YET, _NOT_IN_HAND}:
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
def _where(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Give the pattern of where something was done, at the end of a clause."""
    places = "|".join(map(re.escape, vocabulary.tables["venue"]["words"]))
    return re.compile(rf"\s(?:tại|ở) (?:(?:{places})(?:\s|$))+$", re.IGNORECASE)


@cache
def _leaving(vocabulary: Vocabulary) -> Words:
    """Give the phrases of reasons that take a child out of the count, by code."""
    book = vocabulary.reason_book.items()
    return Words({c: entry["phrases"] for c, entry in book if entry.get("counts")})


@cache
def _lexicon(meanings: Words, vocabulary: Vocabulary) -> Mapping[str, str]:
    """Spellings with accents, and those that are as certain without."""
    # "rồi" alone is a status; beside other words it is a small word.
    both = (*meanings.phrases(), *vocabulary.small_words.phrases())
    lexicon = {phrase: meaning for phrase, meaning in both if meaning}
    folded: dict[str, str | None] = {}
    for phrase, meaning in lexicon.items():
        key = folded_key(phrase)
        folded[key] = meaning if folded.get(key, meaning) == meaning else None
    return {key: m for key, m in folded.items() if m and key not in lexicon} | lexicon


def understand_tick(
    cell: object, as_of: date, vocabulary: Vocabulary = DEFAULT, least: str = "applied"
) -> bool | None:
    """Test whether a cell under "Đã làm" is ticked; None where it is not understood.

    A mark of the vocabulary, a Boolean, a day not after the list's, or a word of
    status that is understood. A later day is an appointment: no tick. A word of less
    than ``least``, what the column says, is not understood under it.

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
    day = read_written_day(cell, as_of)
    if day is not None and not is_left_open(text, vocabulary):
        return day <= as_of
    status = understand_status(text, as_of, vocabulary) if text else None
    is_less = status in ENROLLED and STATUSES.index(status) > STATUSES.index(least)
    return None if status is None or is_less else status in ENROLLED
