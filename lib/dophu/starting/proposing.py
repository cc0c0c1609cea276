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

from dophu.campaign.hamlet_spellings import (
    ABBREVIATIONS,
    ALIKE,
    ROMAN,
    HamletIndex,
    edit_distance,
    full_key,
    place_key,
)
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.addresses import Units, find_in_address
from dophu.rosters.named_places import NamedPlace
from dophu.rosters.titles import places_of, several_of
from dophu.text import comparison_key, folded_key, sort_key

RARE = 5
"""A spelling a letter off another that stands this many times as often is doubtful."""

SHORT = 4
"""Letters of a name below which a letter's difference tells nothing: Én, Ten."""

LONG = 8
"""Words from which the cell of a column of hamlets is no name of one."""


_PADDED = re.compile(r"\b0\d")
"""A number with a zero before it: "Đội 09"."""


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
    groups = _group(places)
    made = _Made([_Hamlet(names[0], list(names[1:]), 0) for names in stated])
    for group in sorted(groups.values(), key=_fullest_first):
        made.put(group)
    made.add_unread(groups.values(), asked)
    return made.proposal()


@dataclass
class _Group:
    """Spellings of one key, with the children of each, and where they stand."""

    spellings: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    places: list[NamedPlace] = field(default_factory=list)

    @property
    def children(self) -> int:
        return sum(self.spellings.values())

    def are_by(self, *ways: str) -> bool:
        """Tell whether it stands in places of some kinds alone."""
        return all(place.by in ways for place in self.places)

    @property
    def name(self) -> str:
        """The spelling to show: not in capitals, with accents, the most frequent."""
        best = max(
            sorted(self.spellings),
            key=lambda s: (
                not _PADDED.search(s), not _is_loud(s), not _is_short(s),
                not s.isascii(), self.spellings[s],
            ),
        )  # fmt: skip
        if _is_loud(best) or best.islower():
            return _in_small(best)
        return best[:1].upper() + best[1:]


def _group(places: Iterable[NamedPlace]) -> dict[str, _Group]:
    groups: dict[str, _Group] = defaultdict(_Group)
    for place in places:
        key = full_key(place.spelling)
        if not any(letter.isalnum() for letter in place.spelling):
            continue
        if key == f"||{place.spelling.strip().lstrip('0')}" and place.kind:
            key = full_key(f"{place.kind} {place.spelling}")
            spelling = f"{place.kind} {place.spelling.strip()}"
        else:
            spelling = place.spelling
        group = groups[key or comparison_key(place.spelling)]
        group.spellings[spelling] += place.children
        group.places.append(place)
    return groups


def _fullest_first(group: _Group) -> tuple[bool, bool, int, str]:
    # "Bản Ten" is typed with accents, "Ban Ten" without.
    kind, key = place_key(group.name)[0], comparison_key(group.name)
    return not kind, key.isascii(), -group.children, key


def _is_short(text: str) -> bool:
    """Tell whether the word before a name is shortened: "TDP Mẫu 2"."""
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


@dataclass
class _Hamlet:
    name: str
    aliases: list[str]
    children: int

    def spellings(self) -> list[str]:
        return [self.name, *self.aliases]


class _Made:
    """The hamlets so far; each further group is one of them, a new one or doubtful."""

    def __init__(self, stated: list[_Hamlet]) -> None:
        self._hamlets = stated
        self.doubts: list[Doubt] = []
        self._index = self._look_up()

    def _look_up(self) -> HamletIndex:
        pairs = [
            (s, str(n)) for n, h in enumerate(self._hamlets) for s in h.spellings()
        ]
        return HamletIndex(pairs, [h.name for h in self._hamlets])

    def put(self, group: _Group) -> None:
        at = self._index.find(group.name)
        if at is not None and self._may_be(self._hamlets[int(at)], group.name):
            self._hamlets[int(at)].children += group.children
            return
        why, near = self._doubt(group)
        if why:
            self._tell(group, why, near)
            return
        self._hamlets.append(_Hamlet(group.name, [], group.children))
        other = self._twin(group.name)
        if other:
            self._tell(group, "type", other, is_left_out=False)
        elif group.are_by("bare_sheet"):
            self._tell(group, "sheet", is_left_out=False)
        elif comparison_key(group.name).isascii() and group.are_by("file", "sheet"):
            self._tell(group, "accents", is_left_out=False)
        self._index = self._look_up()

    def _may_be(self, hamlet: _Hamlet, name: str) -> bool:
        """Tell whether the word before a name is none, or one that a hamlet has.

        Read lists find "Bản Đông" as "Thôn Đông" where no other hamlet is so called;
        where both are written it is not known yet that they are one.
        """
        kinds = {_kind_of(spelling) for spelling in hamlet.spellings()}
        return _kind_of(name) in {"", *kinds} or "" in kinds

    def _tell(
        self, group: _Group, why: str, near: str = "", is_left_out: bool = True
    ) -> None:
        about = group.children, group.places[0].file
        self.doubts.append(Doubt(group.name, why, *about, near, is_left_out))

    def _doubt(self, group: _Group) -> tuple[str, str]:
        """Say why a group is not taken for a hamlet, '' if it is, and what is near."""
        kind, name, numeral = place_key(group.name)
        if several_of(group.name) or re.search(r"[,;+&]| và ", group.name):
            return "several", ""
        if len(group.name.split()) >= LONG or (not name and numeral is None):
            return "no_name", ""
        if not name and not kind:
            return "number", ""
        same = [h.name for h in self._hamlets if _is_same_bare(h.name, group.name)]
        if not kind and same:
            return "which", ", ".join(same)
        if near := self._near(group):
            return "near", near
        if not kind and group.children < 2 and not group.are_by("bare_sheet"):
            return "once", ""
        return "", ""

    def _near(self, group: _Group) -> str:
        kind, name, numeral = place_key(group.name)
        for hamlet in self._hamlets:
            its_kind, its_name, its_numeral = place_key(hamlet.name)
            if numeral != its_numeral or (kind and its_kind and kind != its_kind):
                continue
            apart = edit_distance(folded_key(name), folded_key(its_name))
            rare = group.children * RARE <= hamlet.children
            if name != its_name and apart == 0:
                return hamlet.name
            long = min(len(name), len(its_name)) >= SHORT
            if apart == 1 and rare and long:
                return hamlet.name
        return ""

    def _twin(self, name: str) -> str:
        """Give the hamlet of the same name that another word is put before."""
        mine = self._hamlets[:-1]
        same = (h.name for h in mine if _is_same_bare(h.name, name))
        return next(same, "") if place_key(name)[1] else ""

    def add_unread(self, groups: Iterable[_Group], units: Units) -> None:
        """Add as aliases the texts by which the reader would not find their hamlet."""
        for group in groups:
            at = self._index.find(group.name)
            if at is None:
                continue
            for place in group.places:
                if not _is_found(place, at, self._index, units):
                    alias = place.text
                    aliases = self._hamlets[int(at)].aliases
                    if "|" not in alias and alias not in aliases:
                        aliases.append(alias)
                        self._index = self._look_up()

    def proposal(self) -> Proposal:
        hamlets = sorted(self._hamlets, key=lambda h: sort_key(h.name))
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


def _is_same_bare(one: str, other: str) -> bool:
    """Tell whether two spellings differ in the word before the name alone."""
    return place_key(one, folded=True)[1:] == place_key(other, folded=True)[1:]


def _is_found(place: NamedPlace, at: str, index: HamletIndex, units: Units) -> bool:
    """Tell whether the reader finds a place's hamlet where it stands."""
    if index.find(place.text) == at:
        return True
    if place.by in ("cell", "address"):
        return find_in_address(place.text, index, units).hamlet == at
    if place.by in ("title", "section"):
        return {p.hamlet for p in places_of(place.text, index) if p.hamlet} == {at}
    return False
