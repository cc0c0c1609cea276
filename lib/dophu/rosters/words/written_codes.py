"""Codes that a text explains, in a line of a list or in a heading.

"Đ: đã làm; C: chưa làm" gives each of its codes one meaning. A heading that holds such
a text says what its own marks mean: "Kết quả (x: đã làm)".
"""

from __future__ import annotations

import re
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.texts.written_days import ANY_YEAR
from dophu.rosters.words.phrases import NOT_YET, understand_status, understand_tick
from dophu.rosters.words.whys import says_why
from dophu.text import clean_text, comparison_key

LONGEST = 160
"""Letters of the longest text that is looked at."""

_SHORTEST = 8
_MAY_EXPLAIN = re.compile(r"chưa", re.IGNORECASE)
"""A heading that explains codes of a result has one of those not done."""

BLANK = "trống"
"""The key of an empty cell, in a heading that explains its marks."""

_HEAD = re.compile(
    r"(?:\W*(?:ghi chú|chú thích|chú giải|quy ước|ký hiệu|kí hiệu|giải thích|trong đó"
    r"|lưu ý|mã|cách ghi)\s*:)+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;\n]|\.\s")
_CODE = re.compile(
    r"[\"'“”]?(?P<code>[^\W_]{1,3}|[✓✔√×☑+])[\"'“”]?\s*(?:[:=–-]|\blà\b)\s*"
    r"(?P<meaning>\D{3,})"
)
_BLANK_IS = re.compile(
    r"(?:(?:ô|để|bỏ|còn) )*trống\s*(?:[:=–-]|\blà\b)\s*(?P<meaning>\D{3,})",
    re.IGNORECASE,
)
_MARKING = re.compile(r"(?:đánh dấu|đánh|dấu|tích|ghi|điền|tick) +", re.IGNORECASE)
_EXPLAINED = re.compile(
    r"(?P<top>[^:()\[\]›]+?)\s*(?:[(\[](?P<inside>[^()\[\]]+)[)\]]|:(?P<behind>.+))\s*"
)

_TURNED = re.compile(
    r"(?P<meaning>[^\W\d][^\d:=()]*?)\s*"
    r"(?:[:=]\s*|\b(?:là|ghi|đánh(?: dấu)?|tích|điền|dấu|để|bỏ|số)\s+|(?=[(\"“]))"
    r"\(?\s*(?:ghi |đánh(?: dấu)? |tích |điền |dấu |để |bỏ |số |chữ )*"
    r"[\"'“”]?(?P<code>[^\W_]{1,2}|[✓✔√×☑+]|trống)[\"'“”]?\s*\)?",
    re.IGNORECASE,
)
"""A meaning with its code behind it: "đã làm (1)", "chưa làm: 0", "chưa bỏ trống"."""

_SIDES = re.compile(r"\s*[,;/\n]\s*|\s+[-–]\s+|(?<=\))\s+")
_PAIRED = re.compile(
    r"(?P<top>[^()]+/[^()]+?)\s*\((?P<codes>[^()\s]{1,2}/[^()\s]{1,2})\)"
)
_LISTED = re.compile(r"(?<=[^\W\d])\s+(?=\d\s*[.)]\s*\D)")
_BEFORE = re.compile(r"(?P<code>\d)\s*[.)]\s*(?P<meaning>\D+)")
_MEANINGS = 4
"""Meanings that a heading explains at most."""


def codes_of(
    text: str, as_of: date, vocabulary: Vocabulary = DEFAULT
) -> dict[str, str | None]:
    """Give the codes that a line explains, each with a status; None of no known one.

    Nothing where any part of the line is something else, or a code stands twice.

    Examples
    --------
    >>> codes_of("Ghi chú: Đ - đã làm, C - chưa làm", date(2024, 7, 18))
    {'đ': 'applied', 'c': 'not_yet'}
    >>> codes_of("1: đã làm, hỏi lại thôn", date(2024, 7, 18))
    {}
    """
    if len(text) > LONGEST:
        return {}
    plain = _HEAD.sub("", clean_text(text), count=1).strip(" ()[]*.")
    parts = [part.strip(" ()*.") for part in _BETWEEN.split(plain)]
    found = [_CODE.fullmatch(part) for part in parts if part]
    pairs = [(_key(f["code"]), f["meaning"]) for f in found if f]
    if not pairs or len(pairs) < len(found) or len(dict(pairs)) < len(pairs):
        return {}
    return {code: _meaning(meaning, as_of, vocabulary) for code, meaning in pairs}


def explained_heading(
    text: str, vocabulary: Vocabulary = DEFAULT
) -> tuple[str, dict[str, str]]:
    """Part a heading from what it says of its own marks; '' where it says nothing.

    Each code of it has a status, and an empty cell (``BLANK``) may have one.

    Examples
    --------
    >>> explained_heading("Kết quả (x: đã làm; trống: chưa)")
    ('Kết quả', {'x': 'applied', 'trống': 'not_yet'})
    >>> explained_heading("Họ tên (mẹ)"), explained_heading("Kết quả (x: xem lại)")
    (('', {}), ('', {}))
    """
    if len(text) > LONGEST or len(text) < _SHORTEST:
        return "", {}
    if found := _explained_behind(clean_text(text), vocabulary):
        return found
    if not any(sign in text for sign in ":=–-à"):
        return "", {}
    match = _EXPLAINED.fullmatch(clean_text(text))
    if match is None:
        return "", {}
    parts = _BETWEEN.split(match["inside"] or match["behind"])
    parts = [_MARKING.sub("", part.strip(), count=1) for part in parts]
    blanks = {part: found for part in parts if (found := _BLANK_IS.fullmatch(part))}
    others = "; ".join(part for part in parts if part not in blanks)
    codes = codes_of(others, ANY_YEAR, vocabulary)
    for found in blanks.values():
        codes[BLANK] = _meaning(found["meaning"], ANY_YEAR, vocabulary)
    stated = {code: status for code, status in codes.items() if status}
    if len(stated) < len(codes) or not stated.keys() - {BLANK}:
        return "", {}
    return match["top"], stated


def _explained_behind(
    text: str, vocabulary: Vocabulary
) -> tuple[str, dict[str, str]] | None:
    """Part a heading whose answers have their codes behind them, or numbers before.

    Two answers or more, each a status with a code of its own, and nothing else.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> _explained_behind("Đã làm (1), chưa làm (0)", DEFAULT)
    ('Đã làm/chưa làm', {'1': 'applied', '0': 'not_yet'})
    >>> _explained_behind("Đã làm/Chưa làm (1/0)", DEFAULT)[1]
    {'1': 'applied', '0': 'not_yet'}
    >>> _explained_behind("Kết quả (1. Đã làm 2. Chưa làm)", DEFAULT)
    ('Kết quả', {'1': 'applied', '2': 'not_yet'})
    >>> _explained_behind("Đã làm (x), vắng", DEFAULT) is None
    True
    """
    if not _MAY_EXPLAIN.search(text):
        return None
    tops = [("", text)]
    if outer := _EXPLAINED.fullmatch(text):
        tops.append((outer["top"], outer["inside"] or outer["behind"]))
    for top, answers in tops:
        pairs = _pairs_in(answers)
        stated = {_key(c): understand_status(m, ANY_YEAR, vocabulary) for c, m in pairs}
        known = {code: status for code, status in stated.items() if status}
        if 1 < len(known) == len(pairs) <= _MEANINGS:
            return top or "/".join(meaning for _, meaning in pairs), known
    return None


def _pairs_in(text: str) -> list[tuple[str, str]]:
    """Give the codes of a text with their meanings, where all of it is such pairs."""
    if paired := _PAIRED.fullmatch(text):
        meanings, codes = paired["top"].split("/"), paired["codes"].split("/")
        return [*zip(codes, meanings, strict=True)] if len(meanings) == 2 else []
    if _LISTED.search(text):
        parts, form = _LISTED.split(text), _BEFORE
    else:
        parts, form = [part for part in _SIDES.split(text) if part], _TURNED
    found = [form.fullmatch(part.strip()) for part in parts]
    pairs = [(f["code"], f["meaning"].strip()) for f in found if f]
    return pairs if len(pairs) == len(parts) else []


def turns(
    code: str, status: str, field: str, as_of: date, vocabulary: Vocabulary = DEFAULT
) -> bool:
    """Test whether a code is a mark that means the opposite under a field.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> turns("x", "not_yet", "done", day), turns("x", "not_yet", "not_done", day)
    (True, False)
    >>> turns("đ", "applied", "status", day), turns(BLANK, "applied", "done", day)
    (False, True)
    """
    if code == BLANK:
        return (status in ENROLLED) is not (field == "not_done")
    if field == "status":
        own = understand_status(code, as_of, vocabulary)
        says_done = None if own is None else own in ENROLLED
    else:
        tick = understand_tick(code, as_of, vocabulary)
        says_done = None if tick is None else bool(tick) is not (field == "not_done")
    return says_done is not None and says_done is not (status in ENROLLED)


def _meaning(text: str, as_of: date, vocabulary: Vocabulary) -> str | None:
    stated = understand_status(text, as_of, vocabulary)
    return NOT_YET if stated is None and says_why(text, as_of, vocabulary) else stated


def _key(code: str) -> str:
    return comparison_key(code) or code
