"""From the places that lists name to hamlets with ids, names and spellings.

Spellings are put together by the look-up that reads lists (``HamletIndex``), the
fullest first, so that what is proposed is what will be found. What is not certain to
be one hamlet or another is left out and listed: its rows are set aside until a person
says what it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.campaign.place_keys import ALIKE, place_key
from dophu.rosters.columns.named_places import OF_ONE, NamedPlace
from dophu.rosters.headings.shown_headings import tells_somebody
from dophu.rosters.texts.addresses import Units, find_in_address
from dophu.rosters.texts.could_be_names import is_number_or_day
from dophu.rosters.texts.titles import places_of, several_of
from dophu.starting.spelling_groups import SpellingGroup, group_spellings
from dophu.text import comparison_key, edit_distance, folded_key, sort_key

RARE = 5
"""A spelling a letter off another that stands this many times as often is doubtful."""

_SEVERAL = re.compile(r"[,;+&]| và ")

SHORT = 4
"""Letters of a name below which a letter's difference tells nothing: Én, Ten."""

LONG = 8
"""Words from which the cell of a column of hamlets is no name of one."""


@dataclass(frozen=True)
class Doubt:
    """A spelling that was not settled: why, of how many children, and what is near.

    ``why`` is a key of the catalogue (``new_doubt_<why>``); ``is_left_out`` tells that
    it is in no hamlet, so that its rows wait for a person.
    """

    spelling: str
    why: str
    children: int
    file: str
    near: str = ""
    is_left_out: bool = True


@dataclass
class Proposal:
    """The hamlets, the children that lists name in each, and what is doubtful."""

    hamlets: Hamlets = Hamlets(())
    children: dict[str, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def propose_hamlets(
    places: Iterable[NamedPlace],
    units: Units | None = None,
    stated: Sequence[tuple[str, ...]] = (),
) -> Proposal:
    """Propose hamlets for the places that lists name.

    Parameters
    ----------
    places
        As the lists spell them.
    units
        The names of the campaign's unit.
    stated
        Hamlets that a person named, each with its further spellings: they are there
        before the lists are asked, and are never doubted.

    Examples
    --------
    >>> def seen(spelling, n):
    ...     return NamedPlace(spelling, "cell", "a.xlsx", spelling, n)
    >>> found = propose_hamlets([seen("Thôn Mẫu 1", 9), seen("MẪU 01", 4),
    ...     seen("Bản Ten", 7), seen("Thôn Mẩu 1", 1)])
    >>> [(h.hamlet_id, h.name) for h in found.hamlets.hamlets]
    [('H01', 'Bản Ten'), ('H02', 'Thôn Mẫu 1')]
    >>> [(doubt.spelling, doubt.why) for doubt in found.doubts]
    [('Thôn Mẩu 1', 'near')]
    """
    asked = units or Units()
    groups = group_spellings(places)
    made = _Made([_Hamlet(names[0], list(names[1:]), 0) for names in stated])
    for group in sorted(groups.values(), key=_fullest_first):
        made.put(group)
    made.add_unread(groups.values(), asked)
    return made.proposal()


def _fullest_first(group: SpellingGroup) -> tuple[bool, bool, int, str]:
    # "Bản Ten" is typed with accents, "Ban Ten" without.
    kind, key = place_key(group.name)[0], comparison_key(group.name)
    return not kind, key.isascii(), -group.children, key


def _may_lack_accents(name: str) -> bool:
    """Test whether a name may be typed without its accents: "Ban Ten", not "TDP 4"."""
    key = comparison_key(name)
    return key.isascii() and any(letter in "aeiouy" for letter in key)


@dataclass
class _Hamlet:
    name: str
    aliases: list[str]
    children: int

    @cached_property
    def key(self) -> tuple[str, str, int | None]:
        return place_key(self.name)

    def spellings(self) -> list[str]:
        return [self.name, *self.aliases]


class _Made:
    """The hamlets so far; each further group is one of them, a new one or doubtful."""

    def __init__(self, stated: list[_Hamlet]) -> None:
        self._hamlets: list[_Hamlet] = []
        self.doubts: list[Doubt] = []
        self._index = HamletIndex([], [])
        self._by_bare: dict[tuple, list[str]] = defaultdict(list)
        self._by_numeral: dict[int | None, list[_Hamlet]] = defaultdict(list)
        for hamlet in stated:
            self._add(hamlet)

    def _add(self, hamlet: _Hamlet) -> None:
        for spelling in hamlet.spellings():
            # Its place stands for an id: ids are given when all are there and sorted.
            self._index.add(spelling, str(len(self._hamlets)))
        self._hamlets.append(hamlet)
        self._by_bare[_bare(hamlet.name)].append(hamlet.name)
        self._by_numeral[hamlet.key[2]].append(hamlet)

    def put(self, group: SpellingGroup) -> None:
        at = self._index.find(group.name)
        if at is not None and self._may_be(self._hamlets[int(at)], group.name):
            self._hamlets[int(at)].children += group.children
            return
        why, near = self._doubt(group)
        if why:
            self._report(group, why, near)
            return
        twins = self._by_bare[_bare(group.name)]
        if twins and place_key(group.name)[1]:
            self._report(group, "type", twins[0], is_left_out=False)
        elif group.are_by("bare_sheet"):
            self._report(group, "sheet", is_left_out=False)
        elif _may_lack_accents(group.name) and group.are_by("file", "sheet"):
            self._report(group, "accents", is_left_out=False)
        self._add(_Hamlet(group.name, [], group.children))

    def _may_be(self, hamlet: _Hamlet, name: str) -> bool:
        """Test whether the word before a name is none, or one that a hamlet has.

        Read lists find "Bản Đông" as "Thôn Đông" where no other hamlet is so called;
        where both are written it is not known yet that they are one.
        """
        kinds = {_kind_of(spelling) for spelling in hamlet.spellings()}
        return _kind_of(name) in {"", *kinds} or "" in kinds

    def _report(
        self, group: SpellingGroup, why: str, near: str = "", is_left_out: bool = True
    ) -> None:
        about = group.children, group.places[0].file
        self.doubts.append(Doubt(group.name, why, *about, near, is_left_out))

    def _doubt(self, group: SpellingGroup) -> tuple[str, str]:
        """Say why a group is not taken for a hamlet, '' if it is, and what is near."""
        kind, name, numeral = place_key(group.name)
        # In a row that is shifted: what names a child is in no file and no message.
        parts = _SEVERAL.split(group.name)
        if any(map(is_number_or_day, parts)) or group.names_person:
            return "no_name", ""
        # Three words and more are seldom a hamlet's without a word as "thôn".
        is_long = len(group.name.split()) > len(parts) + 1
        few = OF_ONE if is_long else len(parts)
        is_alone = not kind and group.children <= few
        if is_alone and any(map(tells_somebody, parts)):
            return "no_name", ""
        if several_of(group.name) or len(parts) > 1:
            return "several", ""
        if len(group.name.split()) >= LONG or (not name and numeral is None):
            return "no_name", ""
        if not name and not kind:
            return "number", ""
        same = self._by_bare[_bare(group.name)]
        if not kind and same:
            return "which", ", ".join(same)
        if near := self._near(group):
            return "near", near
        if not kind and group.children < 2 and not group.are_by("bare_sheet"):
            return "once", ""
        return "", ""

    def _near(self, group: SpellingGroup) -> str:
        kind, name, numeral = place_key(group.name)
        folded = folded_key(name)
        for hamlet in self._by_numeral[numeral]:
            its_kind, its_name, _ = hamlet.key
            if abs(len(name) - len(its_name)) > 1:
                continue
            if kind and its_kind and kind != its_kind:
                continue
            # Of two names a letter apart the first or the last half is the same.
            its, half = folded_key(its_name), min(len(name), len(its_name)) // 2
            if folded[:half] != its[:half] and folded[-half:] != its[-half:]:
                continue
            apart = edit_distance(folded, its)
            rare = group.children * RARE <= hamlet.children
            if name != its_name and apart == 0:
                return hamlet.name
            long = min(len(name), len(its_name)) >= SHORT
            if apart == 1 and rare and long:
                return hamlet.name
        return ""

    def add_unread(self, groups: Iterable[SpellingGroup], units: Units) -> None:
        """Add as aliases the texts by which the reader would not find their hamlet.

        Never an address: it names more than a hamlet, and is somebody's.
        """
        for group in groups:
            at = self._index.find(group.name)
            if at is None:
                continue
            for place in group.places:
                is_name = place.by in ("cell", "section") and place.is_whole
                if not is_name and place.by not in ("file", "sheet", "title"):
                    continue
                aliases, alias = self._hamlets[int(at)].aliases, place.text
                # ``hamlets.csv`` parts aliases by bars.
                if "|" in alias or alias in aliases:
                    continue
                if not _is_found(place, at, self._index, units):
                    aliases.append(alias)
                    self._index.add(alias, at)

    def proposal(self) -> Proposal:
        hamlets = sorted(self._hamlets, key=lambda h: sort_key(h.name))
        # Of one length, ids sort as texts in the order of the names.
        width = max(2, len(str(len(hamlets))))
        ids = [f"H{n:0{width}d}" for n in range(1, len(hamlets) + 1)]
        of = dict(zip(ids, hamlets, strict=True))
        named = [Hamlet(i, h.name, tuple(h.aliases)) for i, h in of.items()]
        doubts = sorted(self.doubts, key=lambda d: (-d.children, d.spelling))
        children = {i: h.children for i, h in of.items()}
        return Proposal(Hamlets(tuple(named)), children, doubts)


def _kind_of(spelling: str) -> str:
    kind = place_key(spelling)[0]
    return folded_key(ALIKE.get(kind, kind))


def _bare(spelling: str) -> tuple[str, int | None]:
    """Give what two spellings share that differ in the word before the name alone."""
    _, name, numeral = place_key(spelling, folded=True)
    return name, numeral


def _is_found(place: NamedPlace, at: str, index: HamletIndex, units: Units) -> bool:
    """Test whether the reader finds a place's hamlet where it stands."""
    if index.find(place.text) == at:
        return True
    if place.by in ("cell", "address"):
        return find_in_address(place.text, index, units).hamlet == at
    if place.by in ("title", "section"):
        return {p.hamlet for p in places_of(place.text, index) if p.hamlet} == {at}
    return False
