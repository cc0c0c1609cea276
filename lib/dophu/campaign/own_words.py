"""The words of a campaign's drive: those of a shipped one, and its own beside them.

``[campaign] drive`` of ``campaign.toml`` names the shipped drive, ``[vocabulary]`` has
words of the campaign's own, in the form of the files of ``catalogue/drives``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from dophu.campaign.settings import FILE, STATUSES, is_of_languages, is_text
from dophu.catalogue.columns import fields
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary, drives, shipped
from dophu.text import comparison_key

TABLES = (
    "status", "headings", "reason", "phrase", "heading", "heading_setback",
    "heading_answer", "heading_elsewhere", "heading_neutral", "paper", "list", "venue",
    "remark", "against",
)  # fmt: skip
"""Parts of a vocabulary that a campaign may add words to."""

REACHABLE = ("now", "later", "no", "unknown")
COUNTS = ("present", "left", "dead")
_CHOICES = {"reachable": REACHABLE, "counts": COUNTS}
_REASON_KEYS = (*_CHOICES, "phrases", "label")
_HEADED = {
    ("done", "applied"): "done",
    ("done", "issued"): "issued_mark",
    ("not_done", "not_yet"): "not_done",
}
"""The column that a status heads, by its first word ("đã", "chưa") and what it says."""
_CODE = re.compile(r"[A-Z][A-Z0-9_]*")


def read_vocabulary(table: Mapping[str, Any]) -> Vocabulary:
    """Give the words of the drive of a campaign, of what ``campaign.toml`` says.

    Raises
    ------
    DophuError
        Listing a drive that is not shipped (with the nearest one), every key that is
        unknown, missing or not what it should be, and every word of two meanings.

    Examples
    --------
    >>> words = read_vocabulary({"vocabulary": {"status": {"applied": ["đợt hai"]}}})
    >>> words.drive, words.statuses.find_whole("Đợt hai")
    ('identity_card', 'applied')
    """
    drive = table.get("campaign", {}).get("drive", DEFAULT.drive)
    if drive not in drives():
        (near,) = difflib.get_close_matches(drive, drives(), n=1, cutoff=0)
        names = ", ".join(drives())
        expected = phrase("drive", names=names, near=near)
        raise DophuError(_kind("campaign.drive", expected))
    known, own = shipped(drive), table.get("vocabulary", {})
    if problems := list(_check(own, known)):
        raise DophuError(problems)
    return known.extended(own, _heads(own, known)) if own else known


def _heads(own: Mapping[str, Any], known: Vocabulary) -> dict[str, Any]:
    """Give the headings that a campaign's own statuses are: "Đã ra lớp" over ticks."""
    stated = {
        comparison_key(heading): field
        for field, headings in own.get("headings", {}).items()
        for heading in headings
    }
    found: dict[str, list[str]] = {}
    for status, words in own.get("status", {}).items():
        for word in words:
            key = comparison_key(word)
            first = known.heading_words.find_whole(key.partition(" ")[0])
            field = _HEADED.get((first, status))
            # Who says which status the word is says what a tick under it is, too.
            now = stated.get(key) or known.headings.find_whole(word)
            if (
                field
                and now in (None, *_HEADED.values())
                and now != field
                and " " in key
            ):
                found.setdefault(field, []).append(word)
    return {"headings": found} if found else {}


def _check(own: Any, known: Vocabulary) -> Iterable[Issue]:
    if not isinstance(own, dict):
        yield _kind("vocabulary", phrase("section"))
        return
    yield from _unknown("vocabulary.", own, TABLES)
    for name in (name for name in TABLES if name in own):
        prefix = f"vocabulary.{name}."
        if not isinstance(own[name], dict):
            yield _kind(prefix[:-1], phrase("section"))
        elif name == "reason":
            yield from _check_reasons(prefix, own[name], known)
        else:
            keys = {"status": STATUSES, "headings": tuple(fields())}
            yield from _unknown(prefix, own[name], keys.get(name, known.tables[name]))
            yield from _check_words(prefix, own[name], name != "phrase")


def _check_reasons(
    prefix: str, own: dict[str, Any], known: Vocabulary
) -> Iterable[Issue]:
    for code, entry in own.items():
        at = f"{prefix}{code}"
        if not _CODE.fullmatch(code):
            yield _kind(at, phrase("reason_code"))
        elif not isinstance(entry, dict):
            yield _kind(at, phrase("section"))
        else:
            yield from _unknown(f"{at}.", entry, _REASON_KEYS)
            if code not in known.reason_book and "reachable" not in entry:
                yield Issue("CD-04", FILE, details={"key": f"{at}.reachable"})
            for key, names in _CHOICES.items():
                if entry.get(key, names[0]) not in names:
                    yield _kind(f"{at}.{key}", phrase("one_of", names=", ".join(names)))
            if not is_of_languages(entry.get("label", {})):
                yield _kind(f"{at}.label", phrase("table"))
    entries = {c: e.get("phrases", []) for c, e in own.items() if isinstance(e, dict)}
    yield from _check_words(prefix, entries, True)


def _check_words(
    prefix: str, table: dict[str, Any], have_one_meaning: bool
) -> Iterable[Issue]:
    meanings: dict[str, str] = {}
    for key, words in table.items():
        right = isinstance(words, list) and all(is_text(word) for word in words)
        if not right:
            yield _kind(prefix + key, phrase("texts"))
            continue
        for word in words if have_one_meaning else ():
            # A tick has no letters, so its key is empty.
            other = meanings.setdefault(comparison_key(word) or word.strip(), key)
            if other != key:
                yield _kind(
                    prefix + key, phrase("word_once", word=word, other=prefix + other)
                )


def _unknown(
    prefix: str, table: Iterable[str], known: Iterable[str]
) -> Iterable[Issue]:
    names = tuple(known)
    for key in table:
        if key not in names:
            (near,) = difflib.get_close_matches(key, names, n=1, cutoff=0)
            details = {"key": prefix + key, "near": prefix + near}
            yield Issue("CD-03", FILE, details=details)


def _kind(key: str, expected: Mapping[str, str]) -> Issue:
    return Issue("CD-05", FILE, details={"key": key, "expected": expected})
