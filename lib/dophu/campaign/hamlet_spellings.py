"""Which hamlet a spelling means.

A spelling is taken apart into type word, name and numeral, and matched exactly
on the parts: with accents first, without them only when no accented spelling
fits; then "tổ 3" for "tổ dân phố 3", "B. Nà É" for "Bản Nà É" and "Thôn Hai" for
"Thôn 2", where just one hamlet of the campaign can be meant. `Đồng Tâm 1` and
`Đồng Tâm 2` never meet, and what is not matched is left to a person, with the nearest
names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from dophu.campaign.place_keys import (
    ABBREVIATIONS,
    KEYS,
    LOOSE,
    full_key,
    of_former,
    place_key,
)
from dophu.text import comparison_key, edit_distance, folded_key

Spelling = tuple[str, str]
"""A spelling, and the id of the hamlet it is of."""


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
        spellings = list(spellings)
        self._levels = [_levels(spellings), _levels(list(former))]
        self._of_former = _of_former_communes(spellings)
        self.absent: HamletIndex | None = None
        """That of hamlets which are not of the day, to name them."""
        self.absent_days: dict[str, tuple[str, date | None]] = {}
        """Their names, and when they ended; None of those that have not begun."""
        self.unit = ""
        """Key of the unit's own name."""

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
        for level in self._levels[0]:
            level.put(spelling, hamlet_id)
        self._known.clear()

    def find(self, spelling: str) -> str | None:
        """Give the id of the hamlet a spelling names; None if none or several."""
        if spelling not in self._known:
            self._known[spelling] = self._find(spelling)
        return self._known[spelling]

    def find_absent(self, spelling: str) -> tuple[str, date | None] | None:
        """Give the name of a hamlet that is not of the day, and when it ended.

        Examples
        --------
        >>> index = HamletIndex([("Thôn Đông", "H1")], ["Thôn Đông"])
        >>> index.absent = HamletIndex([("Thôn Tây", "H2")], ["Thôn Tây"])
        >>> index.absent_days = {"H2": ("Thôn Tây", date(2024, 6, 30))}
        >>> index.find_absent("thon tay"), index.find_absent("Thôn Bắc")
        (('Thôn Tây', datetime.date(2024, 6, 30)), None)
        """
        found = self.absent.find(spelling) if self.absent else None
        return self.absent_days.get(found) if found else None

    @property
    def letterheads(self) -> frozenset[str]:
        """Keys of former communes whose letterhead can be of no other, the unit least.

        Where the new unit is called as one of those it was made of, that name over a
        list says nothing of which of them it is.

        Examples
        --------
        >>> names = "Thôn 1 (xã Xuân cũ)", "Thôn 1 (xã Thu cũ)"
        >>> index = HamletIndex(zip(names, ("H1", "H2")), names)
        >>> index.unit = "xã thu"
        >>> sorted(index.letterheads)
        ['xuân']
        """
        named = {commune for _, commune in self._of_former}
        return frozenset(name for name in named if not self.unit.endswith(name))

    @property
    def has_former_communes(self) -> bool:
        """Whether hamlets are told apart by the commune that they belonged to."""
        return bool(self._of_former)

    def find_of(self, spelling: str, commune: str) -> str | None:
        """Give the id of the hamlet so called in a commune that is no more.

        Examples
        --------
        >>> names = "Thôn 1 (xã Xuân cũ)", "Thôn 1 (xã Thu cũ)"
        >>> index = HamletIndex(zip(names, ("H1", "H2")), names)
        >>> index.find("Thôn 1"), index.find_of("thôn 01", "Thu")
        (None, 'H2')
        """
        return self._of_former.get((full_key(spelling), comparison_key(commune)))

    def are_others(self, hamlet_id: str, communes: Iterable[str]) -> bool:
        """Test whether former communes that are named are others than a hamlet's.

        Examples
        --------
        >>> names = "Thôn 1 (xã Xuân cũ)", "Thôn 1 (xã Thu cũ)"
        >>> index = HamletIndex(zip(names, ("H1", "H2")), names)
        >>> [index.are_others("H1", [named]) for named in ("Thu", "Xuân", "Hạ")]
        [True, False, False]
        """
        named = {*map(comparison_key, communes)}
        own = {
            commune for (_, commune), of in self._of_former.items() if of == hamlet_id
        }
        every = {commune for _, commune in self._of_former}
        return bool(own and named & every) and named.isdisjoint(own)

    def short(self, name: str) -> str:
        """Give a hamlet's name with the letters that offices write for its type word.

        Where it still names that hamlet alone; else the name as it is.

        Examples
        --------
        >>> index = HamletIndex([("Tổ dân phố Lê Lợi", "H1")], ["Tổ dân phố Lê Lợi"])
        >>> index.short("Tổ dân phố Lê Lợi"), index.short("Thôn Đông")
        ('TDP Lê Lợi', 'Thôn Đông')
        """
        for letters, word in ABBREVIATIONS.items():
            if letters.isalpha() and comparison_key(name).startswith(f"{word} "):
                rest = name.split()[len(word.split()) :]
                short = " ".join((letters.upper(), *rest))
                found = self.find(short)
                return short if found and found == self.find(name) else name
        return name

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
        return not any(
            level.find(spelling)
            for levels in self._levels
            for level in levels
            if level.key not in LOOSE
        )

    def _find(self, spelling: str) -> str | None:
        if decided := self._decided.get(comparison_key(spelling)):
            return decided
        # A spelling with accents never meets one that differs in them: "Phô" is not
        # "Pho". Only what was typed without any is looked up without.
        bare = comparison_key(spelling).isascii()
        for levels in self._levels:
            for level in levels[: None if bare else len(KEYS)]:
                if level.knows(spelling):
                    # The first way that knows it decides, even where two hamlets share
                    # the key: a looser one would only choose between them by chance.
                    return level.find(spelling)
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
            # A hamlet of a former commune is called by its own name on its lists.
            former = of_former(name)
            own = former[0] if former else name
            its_kind, bare, its_numeral = place_key(own)
            folded = folded_key(wanted), folded_key(bare)
            return (
                edit_distance(*folded),
                edit_distance(wanted, bare),
                numeral != its_numeral,
                kind != its_kind,
                name,
            )

        return sorted(self._names, key=distance)[:most]


class _Level:
    """One way in which spellings are compared, with the hamlets that it finds."""

    def __init__(self, key: Callable[..., str], is_folded: bool) -> None:
        self.key = key
        self.is_folded = is_folded
        self._table: dict[str, str | None] = {}

    def put(self, spelling: str, hamlet_id: str) -> None:
        """Put a spelling in; under a key that two hamlets share there is none."""
        if wanted := self.key(spelling, self.is_folded):
            same = self._table.setdefault(wanted, hamlet_id) == hamlet_id
            self._table[wanted] = hamlet_id if same else None

    def knows(self, spelling: str) -> bool:
        """Test whether one hamlet or more has the key of a spelling."""
        return self.key(spelling, self.is_folded) in self._table

    def find(self, spelling: str) -> str | None:
        """Give the only hamlet that has the key of a spelling; None of two."""
        return self._table.get(self.key(spelling, self.is_folded))


def _of_former_communes(
    spellings: Iterable[Spelling],
) -> dict[tuple[str, str], str | None]:
    """Give the hamlets by name and former commune; None where two share both."""
    found: dict[tuple[str, str], str | None] = {}
    for spelling, hamlet_id in spellings:
        if parts := of_former(spelling):
            key = full_key(parts[0]), comparison_key(parts[1])
            found[key] = hamlet_id if found.get(key, hamlet_id) == hamlet_id else None
    return found


def _levels(spellings: list[Spelling]) -> list[_Level]:
    """Give the ways to compare, those in which accents count first."""
    levels = [_Level(key, folded) for folded in (False, True) for key in KEYS]
    for level in levels:
        for spelling, hamlet_id in spellings:
            level.put(spelling, hamlet_id)
    return levels
