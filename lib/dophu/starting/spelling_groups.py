"""The ways in which lists write one hamlet, and the one that it is shown by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dophu.campaign.place_keys import ABBREVIATIONS, ROMAN, full_key, place_key
from dophu.rosters.columns.named_places import NamedPlace
from dophu.text import comparison_key

_PADDED = re.compile(r"\b0\d")
"""A number with a zero before it: "Đội 09"."""


@dataclass
class SpellingGroup:
    """Spellings of one key, with the children of each, and where they stand."""

    spellings: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    places: list[NamedPlace] = field(default_factory=list)

    @property
    def children(self) -> int:
        """The rows of children that are said to be of it."""
        return sum(self.spellings.values())

    @property
    def names_person(self) -> bool:
        """Test whether it is somebody's name wherever it stands."""
        return all(place.is_of_person for place in self.places)

    def are_by(self, *ways: str) -> bool:
        """Test whether it stands in places of some kinds alone."""
        return all(place.by in ways for place in self.places)

    @property
    def name(self) -> str:
        """The spelling to show: not in capitals, with accents, the most frequent."""
        best = max(
            # Sorted: max keeps the first of equals, in whatever order the files came.
            sorted(self.spellings),
            key=lambda s: (
                not _PADDED.search(s), not _is_loud(s), not _is_short(s),
                not s.isascii(), self.spellings[s],
            ),
        )  # fmt: skip
        if _is_loud(best) or best.islower():
            return _in_small(best)
        return best[:1].upper() + best[1:]


def group_spellings(places: Iterable[NamedPlace]) -> dict[str, SpellingGroup]:
    """Put spellings together that differ in case, points, zeros or Roman numerals.

    A number alone gets the word that heads its column: 1 under "Thôn" is "Thôn 1".
    """
    groups: dict[str, SpellingGroup] = defaultdict(SpellingGroup)
    for place in places:
        key = full_key(place.spelling)
        if not any(letter.isalnum() for letter in place.spelling):
            continue
        # A key of nothing but a numeral.
        if key == f"||{place.spelling.strip().lstrip('0')}" and place.kind:
            key = full_key(f"{place.kind} {place.spelling}")
            spelling = f"{place.kind} {place.spelling.strip()}"
        else:
            spelling = place.spelling
        group = groups[key or comparison_key(place.spelling)]
        group.spellings[spelling] += place.children
        group.places.append(place)
    return groups


def _is_short(text: str) -> bool:
    """Test whether the word before a name is shortened: "TDP Mẫu 2"."""
    return any(comparison_key(text).startswith(f"{word} ") for word in ABBREVIATIONS)


def _is_loud(text: str) -> bool:
    return text.isupper() and len(comparison_key(text)) > 1


def _in_small(text: str) -> str:
    """Write a name typed in one size of letters as names are written.

    Examples
    --------
    >>> _in_small("TDP THẮNG LỢI II"), _in_small("thôn mẫu 1")
    ('TDP Thắng Lợi II', 'Thôn Mẫu 1')
    """
    if text.islower():
        return " ".join(word.capitalize() for word in text.split())
    kinds = ("TDP", "TK", "KP", "TĐC")
    keeps = {*kinds, *(numeral.upper() for numeral in ROMAN)}
    words = [w if w in keeps else w.capitalize() for w in text.split()]
    kind = len(place_key(text)[0].split()) if words[0] not in kinds else 1
    # "Tổ dân phố", not "Tổ Dân Phố".
    head = [w.lower() if at else w for at, w in enumerate(words[:kind])]
    return " ".join([*head, *words[kind:]])
