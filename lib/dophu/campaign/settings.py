"""``campaign.toml``: its keys, what each may hold, and what is wrong with them."""

from __future__ import annotations

import difflib
import re
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any, TypeGuard

from dophu import toml_text
from dophu.ages import UNKNOWN, AgeGroups
from dophu.campaign.table_files import find_unread_tables
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.reader.plain_files import shown

FILE = "campaign.toml"
LANGUAGES = ("vi", "en")
STATUSES = ("issued", "applied", "returned", "not_yet")
"""Furthest first: a child has the furthest status that any source gives it."""

ENROLLED = ("issued", "applied")
"""Statuses of a child for whom something was done."""

_CAMPAIGN_KEYS = {
    "name": "text", "unit": "unit_code", "unit_name": "text", "start": "date",
    "deadline": "date", "language": "language", "counts_as_enrolled": "statuses",
    "simulated": "true_or_false", "former_names": "texts", "drive": "text",
}  # fmt: skip
_REQUIRED = ("name", "unit", "unit_name", "deadline")
_GROUP_KEYS = {
    "code": "group_code", "from_years": "years", "below_years": "years",
    "label": "table", "venue": "text",
}  # fmt: skip
_GROUP_REQUIRED = ("code", "from_years", "below_years")
YEARS = range(1900, 2101)
"""Years that a day of a drive may have: calendars end somewhere beyond."""

LONGEST = 300
"""Characters of the longest text: what is longer is no name, and fits on no chart."""

_NO_CHARACTER = re.compile("[\ufffe\uffff]")

WORDS = (
    "child", "children", "place", "places", "lacks", "lacks_short", "has", "has_short",
    "got", "source", "applied_note",
)  # fmt: skip
"""Nouns of charts and pages that a campaign may replace by its own."""

_BRIEFING_KEYS = {"officers": "true_or_false", "issued_by": "text"}

_TABLES = {
    "campaign": _CAMPAIGN_KEYS, "age_groups": _GROUP_KEYS, "words": WORDS,
    "sessions": (), "reachable_from": (), "vocabulary": (),
    "briefing": _BRIEFING_KEYS,
}  # fmt: skip


def read_settings(folder: Path) -> dict[str, Any]:
    """Read ``campaign.toml`` of a folder and check its keys.

    Those of sessions and of the vocabulary are checked where these are read.

    Raises
    ------
    DophuError
        Listing every problem: missing, not TOML, an unknown key (with the nearest
        known one), a key that is missing or of the wrong kind, age groups that
        overlap.

    Examples
    --------
    >>> sorted(read_settings(Path("data/sample")))
    ['age_groups', 'briefing', 'campaign', 'reachable_from', 'sessions']
    """
    table = _read_toml(folder)
    if problems := _check_tables(table):
        raise DophuError(problems)
    return table


def _read_toml(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    if not path.is_file():
        missing = Issue("CD-01", details={"folder": str(folder)})
        raise DophuError(
            [missing, *find_unread_tables(folder, ["campaign"], (".toml",))]
        )
    try:
        return toml_text.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        line = (
            path.read_bytes().decode("utf-8", "replace").split("\ufffd")[0].count("\n")
        )
        raise DophuError(Issue("CD-02", FILE, details={"line": line + 1})) from None
    # Python's own where a number has thousands of digits, or lists lie too deep.
    except (ValueError, RecursionError) as error:
        # An error at the end of the file names no line.
        line = re.search(r"at line (\d+)", str(error))
        at = int(line[1]) if line else path.read_text("utf-8-sig").count("\n") + 1
        raise DophuError(Issue("CD-02", FILE, details={"line": at})) from None


def _check_tables(table: dict[str, Any]) -> list[Issue]:
    problems = _unknown(table, _TABLES, "")
    for name, required in (("campaign", _REQUIRED), ("age_groups", _GROUP_REQUIRED)):
        if name not in table:
            problems.append(_issue("CD-04", key=name))
            continue
        entries = table[name] if isinstance(table[name], list) else [table[name]]
        if isinstance(table[name], list) != (name == "age_groups") or not all(
            isinstance(entry, dict) for entry in entries
        ):
            problems.append(_issue("CD-05", key=name, expected=phrase("table")))
            continue
        for entry in entries:
            known = _TABLES[name]
            problems += _unknown(entry, known, f"{name}.")
            problems += [
                _issue("CD-04", key=f"{name}.{k}") for k in required if k not in entry
            ]
            problems += [
                _issue("CD-05", key=f"{name}.{key}", expected=phrase(known[key]))
                for key, value in entry.items()
                if key in known and not _IS[known[key]](value)
            ]
    problems += _check_words(table.get("words", {}))
    problems += _check_briefing(table.get("briefing", {}))
    # Groups can be compared only where each of their values is of the right kind.
    return problems or _check_groups(table["age_groups"])


def _check_words(table: Any) -> list[Issue]:
    if not isinstance(table, dict):
        return [_issue("CD-05", key="words", expected=phrase("section"))]
    wrong = [
        _issue("CD-05", key=f"words.{key}", expected=expected)
        for key, value in table.items()
        if (expected := why_no_word(key, value))
    ]
    return [*_unknown(table, WORDS, "words."), *wrong]


def why_no_word(key: str, value: object) -> dict[str, str] | None:
    """Say what a noun of charts must be, where it is not; None where it is.

    Examples
    --------
    >>> why_no_word("source", {"vi": "{n} {places} báo cáo"}) is None
    True
    >>> why_no_word("source", {"vi": "{m} nơi"})["en"]
    'a text by language; in braces only {n} and {places}'
    """
    if not is_of_languages(value):
        return phrase("table")
    if key == "source" and not all(map(_is_source, value.values())):
        return phrase("source_words")
    return None


def _is_source(text: str) -> bool:
    try:
        slots = [slot for _, *slot in Formatter().parse(text)]
    except ValueError:  # a brace that is not closed
        return False
    known = ([None] * 3, ["n", "", None], ["places", "", None])
    return all(slot in known for slot in slots)


def _check_briefing(table: Any) -> list[Issue]:
    if not isinstance(table, dict):
        return [_issue("CD-05", key="briefing", expected=phrase("section"))]
    wrong = [
        _issue("CD-05", key=f"briefing.{key}", expected=phrase(_BRIEFING_KEYS[key]))
        for key, value in table.items()
        if key in _BRIEFING_KEYS and not _IS[_BRIEFING_KEYS[key]](value)
    ]
    return [*_unknown(table, _BRIEFING_KEYS, "briefing."), *wrong]


def _check_groups(groups: list[dict[str, Any]]) -> list[Issue]:
    groups = sorted(groups, key=lambda g: (g["from_years"], g["below_years"]))
    problems = [
        _issue("CD-06", code=g["code"], other=g["code"])
        for g in groups
        if g["from_years"] >= g["below_years"]
    ]
    problems += [
        _issue("CD-06", code=a["code"], other=b["code"])
        for a, b in zip(groups, groups[1:], strict=False)
        if a["below_years"] > b["from_years"] or a["code"] == b["code"]
    ]
    return problems


def check_ages(groups: AgeGroups) -> list[Issue]:
    """Name the ages between two groups that are in none of them (CD-11).

    Examples
    --------
    >>> from dophu.ages import AgeGroup
    >>> groups = AgeGroups((AgeGroup("small", 0, 6), AgeGroup("big", 7, 14)))
    >>> check_ages(groups)[0].details["from_years"]
    6
    """
    pairs = zip(groups.groups, groups.groups[1:], strict=False)
    return [
        _issue(
            "CD-11",
            code=one.code,
            other=following.code,
            from_years=one.below_years,
            below_years=following.from_years,
        )
        for one, following in pairs
        if one.below_years < following.from_years
    ]


def _unknown(entry: dict[str, Any], known: Any, prefix: str) -> list[Issue]:
    problems = []
    for key in entry:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0) or list(known)
            problems.append(_issue("CD-03", key=prefix + key, near=prefix + near[0]))
    return problems


def is_text(value: object) -> bool:
    r"""Test whether a value is a text that every page, document and chart can show.

    Not empty, no longer than ``LONGEST``, without what steers a screen or what no
    document can hold.

    Examples
    --------
    >>> [is_text(v) for v in ("Thị trấn Mẫu", " ", 7, "a\x1b[31m", "a" * 301)]
    [True, False, False, False, False]
    """
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        return False
    one_line = " ".join(value.split())
    return shown(one_line) == one_line and not _NO_CHARACTER.search(one_line)


def is_unit_code(value: object) -> bool:
    """Test whether a value can be a unit's code: the name of a folder anywhere."""
    of_kind = isinstance(value, str) and len(value) <= LONGEST
    return of_kind and bool(re.fullmatch(r"[\w-]+", str(value), re.A))


def is_day(value: object) -> bool:
    """Test whether a value is a day that a drive may have, not a slip of centuries.

    Examples
    --------
    >>> [is_day(v) for v in (date(2024, 7, 31), date(20, 7, 31), "2024-07-31")]
    [True, False, False]
    """
    # Not isinstance: a TOML time is a datetime, which is a date.
    return type(value) is date and value.year in YEARS


def is_of_languages(value: object) -> TypeGuard[dict[str, str]]:
    """Test whether a value is a text by language: ``vi = "...", en = "..."``."""
    return (
        isinstance(value, dict)
        and set(value) <= set(LANGUAGES)
        and all(text == "" or is_text(text) for text in value.values())
    )


def _issue(kind: str, /, **details: object) -> Issue:
    return Issue(kind, FILE, details=details)


_IS = {
    "text": is_text,
    "texts": lambda v: isinstance(v, list) and all(map(_IS["text"], v)),
    "unit_code": is_unit_code,
    "date": is_day,
    "language": lambda v: v in LANGUAGES,
    "statuses": lambda v: (
        isinstance(v, list) and bool(v) and all(one in STATUSES for one in v)
    ),
    "true_or_false": lambda v: isinstance(v, bool),
    "group_code": lambda v: (
        isinstance(v, str)
        and bool(re.fullmatch(r"\w[\w-]*", v, re.A))
        # Tables have rows of their own under these codes.
        and v not in (UNKNOWN, "all")
    ),
    "years": lambda v: type(v) is int and 0 <= v <= 120,
    "table": is_of_languages,
}
