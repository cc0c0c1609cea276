"""The official communes of Vietnam by code and name, before and since July 2025."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dophu.text import comparison_key, folded_key

REFORM = date(2025, 7, 1)
"""The day from which there are no districts any more, and a third of the communes."""

TABLES = {
    True: "communes_before_2025-07-01.txt",
    False: "communes_since_2025-07-01.txt",
}
"""By whether its communes are former ones; each says where it is from."""

CODE = re.compile(r"\d{5}", re.ASCII)

_LINE = re.compile(r"( *)(\d+) (.+)")
_KIND = re.compile(r"(?:xa|phuong|thi tran|dac khu) ")


@dataclass(frozen=True)
class Commune:
    """A commune: code, name with its kind, the district and province it lies in.

    One that ``is_former`` was so until 30 June 2025.
    """

    code: str
    name: str
    within: str
    is_former: bool

    @property
    def words(self) -> str:
        """What it is found by again, and nothing else of its kind is."""
        return f"{self.code} {self.name}, {self.within}"


@cache
def communes() -> tuple[Commune, ...]:
    """List all communes: those of today first, each table by province and code.

    Examples
    --------
    >>> [len([c for c in communes() if c.is_former is former]) for former in TABLES]
    [10035, 3321]
    """
    return tuple(one for former in (False, True) for one in _read(former))


def _read(is_former: bool) -> list[Commune]:
    text = (Path(__file__).parent / TABLES[is_former]).read_text("utf-8")
    found, above = [], ["", ""]
    for line in text.splitlines():
        if part := _LINE.fullmatch(line):
            depth, code, name = len(part[1]), part[2], part[3]
            if depth == 2:
                within = ", ".join(filter(None, reversed(above)))
                found.append(Commune(code, name, within, is_former))
            else:
                # A province begins without a district: since July 2025 there are none.
                above[depth:] = [name, *([""] if depth == 0 else [])]
    return found


def find_communes(text: str) -> list[Commune]:
    """Find the communes that a code or a name means, the likeliest alone.

    A name may be without its kind, without accents, and with the names of district and
    province; what is written as the table has it is that alone.

    Examples
    --------
    >>> [one.words for one in find_communes("tua chua")]
    ['03217 Xã Tủa Chùa, Tỉnh Điện Biên', \
'03217 Thị trấn Tủa Chùa, Huyện Tủa Chùa, Tỉnh Điện Biên']
    >>> [one.name for one in find_communes("Thị trấn Tủa Chùa")]
    ['Thị trấn Tủa Chùa']
    >>> find_communes("99999")
    []
    """
    text = text.strip()
    if CODE.fullmatch(text):
        return [one for one in communes() if one.code == text]
    words = {*folded_key(text).split()}
    if not words:
        return []
    found = [one for one in communes() if words <= _words(one)]
    # The strictest first, each tried on all of them.
    for is_so in (_is_written, _is_typed, _is_named, _has_accents):
        if likely := [one for one in found if is_so(one, text)]:
            return likely
    return [one for one in found if words & {*folded_key(one.name).split()}]


def _words(one: Commune) -> set[str]:
    return {*folded_key(one.words).split()}


def _is_written(one: Commune, text: str) -> bool:
    """Test whether a text has just the words of a commune, with accents."""
    written = comparison_key(text)
    return written in map(comparison_key, (one.words, one.name))


def _is_typed(one: Commune, text: str) -> bool:
    """Test whether a text is its name, with or without kind and accents."""
    name, typed = folded_key(one.name), folded_key(text)
    return typed in (name, _KIND.sub("", name, count=1))


def _is_named(one: Commune, text: str) -> bool:
    """Test whether a text begins with its name, district or province behind."""
    name, typed = folded_key(one.name), folded_key(text)
    starts = name, _KIND.sub("", name, count=1)
    return any(typed.startswith(f"{start} ") for start in starts)


def _has_accents(one: Commune, text: str) -> bool:
    """Test whether its name has one of a text's words, and it all, by accents too."""
    words = {*comparison_key(text).split()}
    name = {*comparison_key(one.name).split()}
    return words <= {*comparison_key(one.words).split()} and bool(words & name)


def name_on(found: list[Commune], day: date | None) -> str:
    """Give the one name that communes have on a day, '' where it is not known.

    Examples
    --------
    >>> found = find_communes("03217")
    >>> name_on(found, date(2024, 7, 31)), name_on(found, date(2026, 7, 31))
    ('Thị trấn Tủa Chùa', 'Xã Tủa Chùa')
    """
    names = {one.name for one in found}
    if len(names) > 1 and day is not None:
        names = {one.name for one in found if one.is_former is (day < REFORM)}
    return names.pop() if len(names) == 1 else ""
