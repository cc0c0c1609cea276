"""Which hamlet a spelling means.

A spelling is taken apart into type word, name and numeral, and matched exactly
on the parts: with accents first, without them only when no accented spelling
fits; then "tổ 3" for "tổ dân phố 3", "B. Nà É" for "Bản Nà É" and "Thôn Hai" for
"Thôn 2", where just one hamlet of the campaign can be meant. `Đồng Tâm 1` and
`Đồng Tâm 2` never meet, and what is not matched is left to a person, with the nearest
names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from dophu.campaign.number_words import number_of_words
from dophu.text import comparison_key, folded_key

Spelling = tuple[str, str]
"""A spelling, and the id of the hamlet it is of."""

TYPE_WORDS = (
    "tổ dân phố", "điểm dân cư", "khu dân cư", "khu phố", "khối phố", "tiểu khu",
    "khu tái định cư", "thôn bản", "thôn", "bản", "làng", "ấp", "xóm", "khóm", "khối",
    "buôn", "bon", "plei", "phum", "sóc", "tdp", "tđc", "kp", "tk", "đội", "tổ dp",
    "tổ", "khu",
)  # fmt: skip
"""Words for a settlement (Circular 04/2012/TT-BNV and later usage), longest first
where one begins another."""

ABBREVIATIONS = {
    "tdp": "tổ dân phố",
    "tổ dp": "tổ dân phố",
    "kp": "khu phố",
    "tk": "tiểu khu",
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
         "ix": 9, "x": 10, "xi": 11, "xii": 12}  # fmt: skip

_GLUED = {
    bare: re.compile(rf"^({'|'.join(map(re.escape, map(bare, TYPE_WORDS)))})(?=\d)")
    for bare in (comparison_key, folded_key)
}
"""A type word with its number close behind it: "TDP3", "thon2"."""
_LAST = re.compile(r"^(.*?)\s*(?<!\d)(\d{1,9})$")


@lru_cache(maxsize=65536)
def place_key(spelling: str, folded: bool = False) -> tuple[str, str, int | None]:
    """Take a spelling apart: type word, name, numeral.

    Case, points, "số", leading zeros and Roman numerals at the end do not
    matter; accents do, unless ``folded``.

    Examples
    --------
    >>> place_key("TDP Thắng Lợi số II")
    ('tổ dân phố', 'thắng lợi', 2)
    >>> place_key("Bản Ten")
    ('bản', 'ten', None)
    """
    bare = folded_key if folded else comparison_key
    text = _GLUED[bare].sub(r"\1 ", bare(spelling))
    kind = ""
    for word in map(bare, TYPE_WORDS):
        if text.startswith(word) and text[len(word) : len(word) + 1] in ("", " "):
            kind, text = bare(ABBREVIATIONS.get(word, word)), text[len(word) :].strip()
            break
    numeral = None
    head, _, tail = text.rpartition(" ")
    if tail in ROMAN and (head or kind):
        numeral, text = ROMAN[tail], head.removesuffix(bare("số")).strip()
    elif match := _LAST.match(text):
        numeral, text = int(match[2]), match[1].removesuffix(bare("số")).strip()
    return kind, text, numeral


class HamletIndex:
    """From a spelling to a hamlet's id, exactly or not at all.

    Parameters
    ----------
    spellings
        Pairs of a spelling and the id of its hamlet, those of the day.
    names
        What the hamlets are called, to propose the nearest.
    decided
        What a person decided of spellings, by comparison key; it comes first.
    former
        Pairs for hamlets that are no more, with the ids they have become; asked last.

    Examples
    --------
    >>> index = HamletIndex([("Tổ dân phố Đồng Tâm 1", "H1")], ["Tổ dân phố Đồng Tâm 1"])
    >>> [index.find(s) for s in ("TDP ĐỒNG TÂM I", "dong tam 01", "Đồng Tâm 2")]
    ['H1', 'H1', None]
    """  # noqa: E501

    def __init__(
        self,
        spellings: Iterable[Spelling],
        names: Iterable[str],
        decided: Mapping[str, str] | None = None,
        former: Iterable[Spelling] = (),
    ) -> None:
        self._decided = decided or {}
        self._names = tuple(names)
        self._known: dict[str, str | None] = {}
        self._levels = [_levels(list(spellings)), _levels(list(former))]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the hamlets, as the campaign has them."""
        return self._names

    def add(self, spelling: str, hamlet_id: str) -> None:
        """Add a spelling of a hamlet of the day, as if it had been there at first.

        Examples
        --------
        >>> index = HamletIndex([("Thôn Đông", "H1")], [])
        >>> index.add("Bản Đông", "H2")
        >>> index.find("Bản Đông"), index.find("Đông")
        ('H2', None)
        """
        for key, table in self._levels[0]:
            _put(table, key(spelling), hamlet_id)
        self._known.clear()

    def find(self, spelling: str) -> str | None:
        """Give the id of the hamlet a spelling names; None if none or several."""
        if spelling not in self._known:
            self._known[spelling] = self._find(spelling)
        return self._known[spelling]

    def is_loose(self, spelling: str) -> bool:
        """Test whether a spelling names a hamlet only as the one that can be meant.

        Examples
        --------
        >>> index = HamletIndex([("Tổ dân phố 3", "H1")], ["Tổ dân phố 3"])
        >>> index.is_loose("Tổ 3"), index.is_loose("TDP 3")
        (True, False)
        """
        if self.find(spelling) is None or comparison_key(spelling) in self._decided:
            return False
        loose = (
            _alike, _by_initial, _in_words,
            _alike_folded, _by_initial_folded, _in_words_folded,
        )  # fmt: skip
        return not any(
            table.get(key(spelling))
            for levels in self._levels
            for key, table in levels
            if key not in loose
        )

    def _find(self, spelling: str) -> str | None:
        if decided := self._decided.get(comparison_key(spelling)):
            return decided
        # A spelling with accents never meets one that differs in them: "Phô" is not
        # "Pho". Only what was typed without any is looked up without.
        bare = comparison_key(spelling).isascii()
        for levels in self._levels:
            for key, table in levels[: None if bare else ACCENTED]:
                wanted = key(spelling)
                if wanted and wanted in table:
                    return table[wanted]  # None where two hamlets share the key
        return None

    def nearest(self, spelling: str, most: int = 3) -> list[str]:
        """Name the hamlets most alike, for a person to choose from.

        They are ranked by the letters in which the names differ, without the type
        word and with accents; of those as far off, by numeral and type word.

        Examples
        --------
        >>> index = HamletIndex([], ["Thôn Mẫu 1", "Bản Mùa", "Thôn Xuân"])
        >>> index.nearest("Tổ Mua", most=2)
        ['Bản Mùa', 'Thôn Mẫu 1']
        """
        kind, wanted, numeral = place_key(spelling)

        def distance(name: str) -> tuple[int, int, bool, bool, str]:
            its_kind, bare, its_numeral = place_key(name)
            folded = folded_key(wanted), folded_key(bare)
            return (
                edit_distance(*folded),
                edit_distance(wanted, bare),
                numeral != its_numeral,
                kind != its_kind,
                name,
            )

        return sorted(self._names, key=distance)[:most]


def edit_distance(one: str, other: str) -> int:
    """Count the letters to put in, leave out or replace between two texts.

    Examples
    --------
    >>> edit_distance("mùa", "mẫu"), edit_distance("", "ten")
    (2, 3)
    """
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        corner, row[0] = row[0], at
        for column, its in enumerate(other, 1):
            change = corner + (letter != its)
            corner = row[column]
            row[column] = min(change, corner + 1, row[column - 1] + 1)
    return row[-1]


ACCENTED = 5
"""Levels in which accents count: of the ten, those asked first."""

ALIKE = {"tổ": "tổ dân phố"}
"""Words for a settlement that one hamlet is called by, where only one can be meant."""

_INITIAL = re.compile(r"b (?=[^\W\d])")
"""A settlement by its first letter: "B. Nà É" (bản, buôn). Not "T.", for that is
"tỉnh" as well, nor "X." and "P.", which are communes."""


def _levels(
    spellings: list[Spelling],
) -> list[tuple[Callable, dict[str, str | None]]]:
    keys = (
        full_key, _no_type, _alike, _by_initial, _in_words,
        _full_folded, _no_type_folded, _alike_folded, _by_initial_folded,
        _in_words_folded,
    )  # fmt: skip
    return [(key, _unique(key, spellings)) for key in keys]


def full_key(spelling: str, folded: bool = False) -> str:
    """Give the key of a spelling with its type word; '' where it names nothing.

    Examples
    --------
    >>> full_key("TDP Mẫu 01")
    'tổ dân phố|mẫu|1'
    """
    kind, name, numeral = place_key(spelling, folded)
    return f"{kind}|{name}|{numeral}" if name or numeral is not None else ""


def _no_type(spelling: str, folded: bool = False) -> str:
    _, name, numeral = place_key(spelling, folded)
    return f"{name}|{numeral}" if name else ""


def _full_folded(spelling: str) -> str:
    return full_key(spelling, folded=True)


def _no_type_folded(spelling: str) -> str:
    return _no_type(spelling, folded=True)


def _alike(spelling: str, folded: bool = False) -> str:
    bare = folded_key if folded else comparison_key
    kinds = {bare(one): bare(other) for one, other in ALIKE.items()}
    kind, name, numeral = place_key(spelling, folded)
    kind = kinds.get(kind, kind)
    is_place = kind in kinds.values() and (name or numeral is not None)
    return f"{kind}|{name}|{numeral}" if is_place else ""


def _alike_folded(spelling: str) -> str:
    return _alike(spelling, folded=True)


def _by_initial(spelling: str, folded: bool = False) -> str:
    kind, name, numeral = place_key(spelling, folded)
    if not kind and _INITIAL.match(name):
        kind, name = "b", name[2:]
    return f"b|{name}|{numeral}" if kind.startswith("b") and name else ""


def _in_words(spelling: str, folded: bool = False) -> str:
    """Give the key of a type word with nothing but a number, in figures or in words."""
    bare = folded_key if folded else comparison_key
    kind, name, numeral = place_key(spelling, folded)
    if name:
        name = name.removeprefix(f"{bare('số')} ")
        name, numeral = "", number_of_words(name) if numeral is None else None
    kind = {bare(one): bare(other) for one, other in ALIKE.items()}.get(kind, kind)
    return f"{kind}||{numeral}" if kind and numeral is not None else ""


def _in_words_folded(spelling: str) -> str:
    return _in_words(spelling, folded=True)


def _by_initial_folded(spelling: str) -> str:
    return _by_initial(spelling, folded=True)


def _unique(key, spellings: list[Spelling]) -> dict[str, str | None]:
    table: dict[str, str | None] = {}
    for spelling, hamlet_id in spellings:
        _put(table, key(spelling), hamlet_id)
    return table


def _put(table: dict[str, str | None], wanted: str, hamlet_id: str) -> None:
    """Put a key into a table; None under one that two hamlets share."""
    if wanted:
        same = table.setdefault(wanted, hamlet_id) == hamlet_id
        table[wanted] = hamlet_id if same else None
