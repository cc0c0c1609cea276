"""The key of a row of a list that goes out to the door, and comes back filled in.

``DP-KKQCF-M261B-40VK0-1M3N8``: twenty letters and digits in Crockford's base 32 (no I,
L, O or U), which nobody can take for one another and no program for a number or a date.
They say of which campaign the row is, of which date, and which child's, by the child's
opaque id; nothing of the child's data goes in. The last is a check character.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "DP"

EPOCH = date(2000, 1, 1)
"""Dates are counted in days from here, in 16 bits: up to the year 2179."""

DAY_BITS, PERSON_BITS = 16, 48
TAG_BITS = 95 - DAY_BITS - PERSON_BITS
"""95 bits are nineteen characters; what date and child leave is the campaign's."""

CHARACTERS, GROUP = 20, 5

_LOOSE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_WRITTEN = re.compile(rf"{PREFIX}[{ALPHABET}OIL]{{{CHARACTERS}}}")
_BETWEEN = re.compile(r"[\s\-–—_.\u200b]+")
_PERSON = re.compile(rf"P[0-9a-f]{{{PERSON_BITS // 4}}}")


@dataclass(frozen=True)
class RowKey:
    """What a key says: the campaign's tag, the date of the list, the child's id."""

    tag: int
    day: date
    person_id: str


@lru_cache(maxsize=64)
def campaign_tag(unit: str, drive: str) -> int:
    """Give the number by which keys of a unit's drive are known.

    Of what stays the same while a drive runs: a name may be corrected, a deadline put
    off.
    """
    reported = hashlib.sha256(f"{unit}\n{drive}".encode()).digest()
    return int.from_bytes(reported[:8], "big") >> (64 - TAG_BITS)


def make_row_key(tag: int, day: date, person_id: str) -> str:
    """Write the key of a child's row on the list of a date.

    Examples
    --------
    >>> tag = campaign_tag("99999", "identity_card")
    >>> key = make_row_key(tag, date(2024, 7, 18), "P6406e600d075")
    >>> key, read_row_key(key).person_id
    ('DP-KKQCF-M261B-40VK0-1M3N8', 'P6406e600d075')
    """
    days = (day - EPOCH).days
    number = (tag << DAY_BITS | days) << PERSON_BITS | int(person_id[1:], 16)
    letters = []
    for _ in range(CHARACTERS - 1):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    text = "".join(reversed(letters))
    text += _check(text)
    groups = (text[at : at + GROUP] for at in range(0, CHARACTERS, GROUP))
    return "-".join((PREFIX, *groups))


def may_be_key(cell: object) -> bool:
    """Test by its first letters alone whether a cell may be a key."""
    return isinstance(cell, str) and cell.lstrip()[:2].upper() == PREFIX


def has_row_key_form(cell: object) -> bool:
    """Test whether a cell is written as a key is, whether or not it is a right one."""
    return isinstance(cell, str) and bool(_WRITTEN.fullmatch(_bare(cell)))


def read_row_key(cell: object) -> RowKey | None:
    """Read a key as a person or a program left it; None where it is none, or wrong.

    Small letters, other dashes, spaces, and O for 0, I or L for 1 are read. A letter
    typed over, or two exchanged, is found by the check character.

    Examples
    --------
    >>> read_row_key(" dp kkqcf-m26lb-4Ovk0-1m3n8 ").day
    datetime.date(2024, 7, 18)
    >>> print(read_row_key("DP-KKQCF-M261B-40VK0-1M3N9"))
    None
    """
    if not has_row_key_form(cell):
        return None
    text = _bare(str(cell))[len(PREFIX) :].translate(_LOOSE)
    if _check(text[:-1]) != text[-1]:
        return None
    number = 0
    for letter in text[:-1]:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    number, person = divmod(number, 1 << PERSON_BITS)
    tag, days = divmod(number, 1 << DAY_BITS)
    return RowKey(tag, EPOCH + timedelta(days=days), f"P{person:0{PERSON_BITS // 4}x}")


def can_have_key(person_id: str) -> bool:
    """Test whether an id is of the form that the kit gives children."""
    return bool(_PERSON.fullmatch(person_id))


def _bare(cell: str) -> str:
    return _BETWEEN.sub("", cell).upper()


def _check(text: str) -> str:
    """Give the check character: ISO 7064's hybrid system, modulo 33 and 32.

    It finds every single letter that is another, and every two neighbours exchanged
    but one pair.
    """
    size = len(ALPHABET)
    product = size
    for letter in text:
        total = (product + ALPHABET.index(letter)) % size or size
        product = total * 2 % (size + 1)
    return ALPHABET[(size + 1 - product) % size]
