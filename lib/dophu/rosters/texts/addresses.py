"""The hamlet in an address: "Bản Mẫu, xã Thử, huyện Ví Dụ", "Nhà 3 / Tổ 5".

An address names a hamlet where just one of the campaign's stands in it as whole words
and nothing else can be meant: no second hamlet, no place of a kind that may be one
and is not known, no other commune. The unit's own name and those of the communes it
was made of are no hamlets. What only says where a hamlet is near, or where one was
once, names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.place_keys import TYPE_WORDS, place_key
from dophu.text import clean_text, comparison_key, folded_key

_PIECES = re.compile(r"[,;/|()\[\]\n]|\s[-–—]\s|\s-|-\s")
_COMMUNES = ("thị trấn", "phường", "xã", "tt", "p", "x")
_ABOVE = ("thành phố", "thị xã", "huyện", "quận", "tỉnh", "tp", "tx", "h", "q", "t")


def _by_first(words: Iterable[str]) -> dict[str, list[list[str]]]:
    """Group words of one to three syllables by the first, the longest first."""
    found: dict[str, list[list[str]]] = {}
    for word in sorted(map(str.split, words), key=len, reverse=True):
        found.setdefault(word[0], []).append(word)
    return found


_TYPES = _by_first(TYPE_WORDS)
_LEVELS = _by_first((*_COMMUNES, *_ABOVE))
_ANY = _by_first((*TYPE_WORDS, *_COMMUNES, *_ABOVE))
_LONGEST = 7
"""Words of the longest name of a hamlet that is looked for in an address."""

_ASIDE = frozenset(
    "gần giáp cạnh kề sát diện sau trước ngoài cũ xưa nguyên gốc quê khỏi rời từ "
    "không chuyển".split()
)
"""Words that put a place aside: nearness ("gần", "đối diện"), the past ("cũ", "trước
ở", "quê gốc", "chuyển từ"), and "không ở"."""
_ASIDE_BARE = frozenset(
    "gan giap canh ke sat dien truoc ngoai cu xua nguyen goc khoi khong chuyen".split()
)
"""Those words typed without accents, where no other word is spelled so."""
_REMARK = frozenset(
    "đây kia này ở đã đi rồi đến địa chỉ nơi còn nữa day kia nay da".split()
)
"""Beside them the words of a remark on the place before it: "(cũ)", "(trước đây)"."""


@dataclass(frozen=True)
class Units:
    """Names of the campaign's unit, and of those it was made of, as they are compared.

    Examples
    --------
    >>> units = Units.of(["Xã Tà Mung", "Thị trấn Cũ"])
    >>> [units.are_called(name) for name in ("tà mung", "TM", "cũ", "khác")]
    [True, True, True, False]
    """

    keys: frozenset[str] = frozenset()
    is_commune: bool = False
    """Whether the unit, named first, is of the level of communes."""

    @classmethod
    def of(cls, names: Iterable[str]) -> Units:
        """Take the names with or without "xã", "phường", "thị trấn"."""
        stated = [comparison_key(name).split() for name in names]
        bare = (" ".join(_without_level(words)) for words in stated)
        level = _starts(stated[0], 0, _LEVELS) if stated else 0
        is_commune = bool(level) and " ".join(stated[0][:level]) in _COMMUNES
        return cls(frozenset(filter(None, bare)), is_commune)

    def are_called(self, name: str) -> bool:
        """Test whether a name, or its initials, is one of theirs."""
        key = comparison_key(name)
        if key in self.keys:
            return True
        folded = {folded_key(known) for known in self.keys}
        initials = {"".join(word[0] for word in known.split()) for known in folded}
        return key.isascii() and (key in folded or key.replace(" ", "") in initials)


@dataclass
class Found:
    """What an address says: its hamlet, or the place in it that is not known.

    ``is_open`` tells that it names a place, but none of the campaign's for certain;
    ``communes`` are those of the unit's that stand in it.
    """

    hamlet: str | None = None
    stated: str = ""
    is_open: bool = False
    communes: tuple[str, ...] = ()


@dataclass
class _Parts:
    """The places of an address in their order: known hamlets, and what may be one."""

    known: list[tuple[str, str]] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    open_before: list[str] = field(default_factory=list)
    open_after: list[str] = field(default_factory=list)
    communes: list[str] = field(default_factory=list)
    is_elsewhere: bool = False
    is_unclear: bool = False


def find_in_address(text: str, index: HamletIndex, units: Units) -> Found:
    """Find the hamlet of an address.

    Examples
    --------
    >>> from dophu.campaign.hamlets import Hamlet, Hamlets
    >>> index = Hamlets((Hamlet("H1", "Bản Nà É"), Hamlet("H2", "Tổ 5"))).index()
    >>> units = Units.of(["Xã Tà Mung"])
    >>> [find_in_address(text, index, units).hamlet for text in (
    ...     "Bản Nà É, xã Tà Mung, Than Uyên", "Nhà 3 / Tổ 5", "Tổ 5, bản Nà É",
    ...     "Tổ 5, thôn Lạ", "Bản Nà É, xã Khác")]
    ['H1', 'H2', None, None, None]
    """
    text = clean_text(text)
    parts = _Parts()
    for piece in _PIECES.split(text):
        _read_piece(piece.split(), index, units, parts)
    if parts.is_elsewhere:
        return Found(is_open=True)
    communes = tuple(parts.communes)
    if communes and index.has_former_communes:
        _settle_in_communes(parts, index)
    hamlets = {hamlet for hamlet, _ in parts.known} | set(parts.bare)
    if len(hamlets) == 1 and not parts.open_after and not parts.is_unclear:
        kind = place_key(parts.known[0][1])[0] if parts.known else ""
        if all(_is_smaller(place, kind) for place in parts.open_before):
            return Found(hamlets.pop(), communes=communes)
    opened = [*parts.open_before, *parts.open_after]
    stated = opened[-1] if opened and not hamlets else ""
    return Found(stated=stated, is_open=bool(opened or hamlets), communes=communes)


def _settle_in_communes(parts: _Parts, index: HamletIndex) -> None:
    """Let the former commune of an address say which of two hamlets of a name it is."""

    def within(place: str) -> str | None:
        found = {index.find_of(place, commune) for commune in parts.communes} - {None}
        return found.pop() if len(found) == 1 else None

    parts.known = [(within(place) or known, place) for known, place in parts.known]
    for opened in (parts.open_before, parts.open_after):
        parts.known += [(h, place) for place in opened if (h := within(place))]
        opened[:] = [place for place in opened if not within(place)]
    of_others = [index.are_others(h, parts.communes) for h, _ in parts.known]
    parts.is_unclear |= any(of_others)


def bare_commune(text: str) -> str:
    """Give the name of a commune without its level and without "cũ".

    Examples
    --------
    >>> bare_commune("Xã Xuân (cũ)"), bare_commune("Thu")
    ('Xuân', 'Thu')
    """
    words = clean_text(text).replace("(", " ").replace(")", " ").split()
    keys = [comparison_key(word) for word in words]
    words = words[:-1] if keys[-1:] in (["cũ"], ["cu"]) else words
    return " ".join(words[_starts(keys, 0, _LEVELS) :])


def is_aside(keys: Iterable[str]) -> bool:
    """Test whether words beside a place say that one is near it, or was there once.

    Examples
    --------
    >>> [is_aside(text.split()) for text in ("gần", "nhà đối diện", "đội 3", "o gan")]
    [True, True, False, True]
    """
    return any(key in _ASIDE or key in _ASIDE_BARE for key in keys)


def _is_smaller(place: str, kind: str) -> bool:
    """Test whether a place is a mere number of another kind, as "tổ 3" in a hamlet."""
    own, name, numeral = place_key(place)
    return not name and numeral is not None and own != kind and kind != ""


def _read_piece(
    words: list[str], index: HamletIndex, units: Units, parts: _Parts
) -> None:
    words = _without_former(words, units)
    keys = [comparison_key(word) for word in words]
    at = _start_of(keys, 0)
    if parts.communes and keys in (["cũ"], ["cu"]):
        return  # "xã Xuân (cũ)": a commune that the unit was made of
    if is_aside(keys[:at]) or is_aside(keys[-1:]):
        # "Gần thôn 2" is not in it; "(cũ)" alone says so of what stands before.
        parts.is_unclear |= all(is_aside([k]) or k in _REMARK for k in keys)
        return
    if words and at == len(words):
        _read_bare(" ".join(words), index, units, parts)
        return
    while at < len(words):
        if level := _starts(keys, at, _LEVELS):
            end = _start_of(keys, at + level)
            is_commune = " ".join(keys[at : at + level]) in _COMMUNES
            if units.is_commune and is_commune and end > at + level:
                name = " ".join(words[at + level : end])
                is_own = units.are_called(name)
                parts.is_elsewhere |= not is_own
                parts.communes += [name] if is_own else []
            at = end
            continue
        end = _end_of_hamlet(words, keys, at, index)
        spelling = " ".join(words[at:end])
        if hamlet := index.find(spelling) if end else None:
            parts.known.append((hamlet, spelling))
        else:
            kind = _starts(keys, at, _TYPES)
            end = _start_of(keys, min(at + kind + 1, len(words)))
            opened = parts.open_after if parts.known else parts.open_before
            opened.append(" ".join(words[at:end]))
        at = end


def _without_former(words: list[str], units: Units) -> list[str]:
    """Take "cũ" off behind a commune that the unit was made of: "xã Xuân cũ"."""
    keys = [comparison_key(word) for word in words]
    for at in range(len(words) - 2 if keys[-1:] in (["cũ"], ["cu"]) else 0):
        level = _starts(keys, at, _LEVELS)
        if level and units.are_called(" ".join(words[at + level : -1])):
            return words[:-1]
    return words


def _read_bare(text: str, index: HamletIndex, units: Units, parts: _Parts) -> None:
    """Read a piece without a word of its kind."""
    if units.are_called(text):
        return
    if hamlet := index.find(text):
        parts.bare.append(hamlet)
    elif text.isdigit() and (parts.known or parts.bare):
        parts.is_unclear = True  # "Tổ 5/3" is no "Tổ 5"


def _end_of_hamlet(
    words: list[str], keys: list[str], at: int, index: HamletIndex
) -> int:
    """Give where a known hamlet that begins at a word ends, 0 if none does."""
    for end in range(min(len(words), at + _LONGEST), at + 1, -1):
        is_whole = end == len(words) or _starts(keys, end, _ANY)
        if is_whole and index.find(" ".join(words[at:end])):
            return end
    return 0


def _start_of(keys: list[str], at: int) -> int:
    """Give the next word that begins a place of any kind, else the end."""
    while at < len(keys) and not _starts(keys, at, _ANY):
        at += 1
    return at


def _starts(keys: list[str], at: int, kinds: dict[str, list[list[str]]]) -> int:
    """Give how many words from one on say the kind of a place, 0 if none does."""
    for kind in kinds.get(keys[at], ()) if at < len(keys) else ():
        # "P", "T" and the like say one only with a name behind them.
        if keys[at : at + len(kind)] == kind and (
            len(kind[0]) > 1 or at + 1 < len(keys)
        ):
            return len(kind)
    return 0


def _without_level(words: list[str]) -> list[str]:
    return words[_starts(words, 0, _LEVELS) :] if len(words) > 1 else words
