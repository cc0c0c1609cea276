"""Which hamlet stands around a table: in the sheet's name, a title, the file's name.

Where these name two hamlets, or one a hamlet and another a place that is none of the
campaign's, none is chosen: the rows that name no hamlet of their own are set aside, and
a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.place_keys import place_key
from dophu.reader.grid import Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.titles import (
    Place,
    former_commune,
    lines_of,
    places_of,
    several_of,
    without_day,
)
from dophu.rosters.texts.unknown_places import (
    first_other,
    is_unknown_name,
    may_be_part,
    stated_places,
)

_JOINED = re.compile(r"\b(?:và|cùng|gồm|với)\b|[+&]", re.IGNORECASE)


@dataclass(frozen=True)
class Outside:
    """The hamlet that stands around a table, None if none or several do.

    ``said`` is the spelling of a place that is not known, ``inside`` the one of a
    hamlet that was found in the middle of a line, ``several`` the spellings where
    two of the sheet's name, a title and the file's name name two hamlets, each after
    where it stands; ``by`` tells what names it: ``sheet``, ``title`` or ``file``.
    ``commune`` is that of the letterhead, one that is no more.
    """

    hamlet: str | None = None
    stated: str = ""
    inside: str = ""
    several: tuple[tuple[str, str], ...] = ()
    by: str = ""
    commune: str = ""


def hamlet_outside(
    grid: Grid, first: int, end: int, file: str, index: HamletIndex
) -> Outside:
    """Find the hamlet that the sheet's name, the lines above or the file's name say.

    ``first`` and ``end`` are the rows of the lines above the first table. Two
    different hamlets are not chosen from, nor a hamlet beside an unknown place.
    """
    lines = lines_of(grid, first, end)
    places = [place for line in lines for place in _named_in(line, index)]
    in_title = [place for place in places if not place.is_open]
    sheet = index.find(grid.name) or index.find(without_day(grid.name))
    title = only_place([place.place for place in in_title])
    # Named above as one that has ended, it is told of, whatever the file is called.
    absent = None
    if not sheet and not title:
        other = index.absent
        absent = other and hamlet_outside(grid, first, end, "", other).hamlet
    if absent:
        return Outside(stated=index.absent_days[absent][0])
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
    of_file = index.find(stem) or index.find(without_day(stem))
    known = [("sheet", grid.name, sheet)] if sheet else []
    known += [("title", title.spelling, title.hamlet)] if title else []
    unknown = [place.place.spelling for place in places if place.is_open]
    commune = former_commune(lines, index)
    within = {index.find_of(spelling, commune) for spelling in unknown if commune}
    of_former = within.pop() if len(within) == 1 else None
    if of_former and not known:
        known, unknown = [("title", unknown[0], of_former)], []
    are_several = title is None and any(place.place.hamlet for place in in_title)
    if of_file and (known or not are_several):
        known.append(("file", stem, of_file))
    for by, spelling, hamlet in known[1:]:
        if hamlet != known[0][2]:
            return Outside(several=(known[0][:2], (by, spelling)))
    names = [grid.name] if not sheet and is_unknown_name(grid.name, index) else []
    if not known:
        if not names and place_key(grid.name)[0]:
            names = [grid.name]
        stated = next(iter([*names, *unknown]), "")
        return Outside(stated=stated, commune=commune)
    by, _, hamlet = known[0]
    if not of_file and is_unknown_name(stem, index):
        names.append(stem)
    # Below its hamlet a title may name a part of it, and before it where that lies.
    sure = [place.place.spelling for place in places if place.is_other]
    told = _behind_known(places, index) if title else [] if of_former else sure
    if other_place := first_other([*told, *names], hamlet, index):
        return Outside(stated=other_place, commune=commune)
    inside = title.spelling if title and by == "title" and title.is_inside else ""
    return Outside(hamlet, inside=inside, by=by, commune=commune if of_former else "")


def hamlet_between(
    grid: Grid, above: Table, below: Table, index: HamletIndex, before: Outside
) -> Outside:
    """Find the hamlet of a table below another: what stands between the two says it.

    Where nothing there names a place it is that of the table above; a place that
    is not known is nobody's.
    """
    last = max((*above.data_rows, above.body - 1)) + 1
    lines = lines_of(grid, last, below.first)
    between = [place for line in lines for place in _named_in(line, index)]
    if not between:
        return before
    if found := only_place([place.place for place in between]):
        if told := first_other(
            _behind_known(between, index), found.hamlet or "", index
        ):
            return Outside(stated=told)
        inside = found.spelling if found.is_inside else ""
        return Outside(found.hamlet, inside=inside, by="title")
    told = [place.place.spelling for place in between]
    if before.hamlet and first_other(told, before.hamlet, index) is None:
        return before
    return Outside(stated=told[0])


@dataclass(frozen=True)
class _Named:
    """A place that a line names, and the line.

    ``is_sure``: it is a place's name for certain, known or not. One that is not, as
    "Tổ công tác", only tells whose list it is where nothing else does.
    """

    place: Place
    line: str
    is_sure: bool = True

    @property
    def is_open(self) -> bool:
        return self.place.hamlet is None

    @property
    def is_other(self) -> bool:
        return self.is_open and self.is_sure


def _named_in(line: str, index: HamletIndex) -> list[_Named]:
    """Give the places of a line, known or not."""
    places = places_of(line, index)
    if several_of(line) or any(p.spelling == line and p.hamlet for p in places):
        return [_Named(place, line) for place in places]
    more = stated_places(line, index)
    known = {place.spelling for place in places if place.hamlet}
    return [
        *(_Named(place, line) for place in places if place.hamlet),
        *(
            _Named(Place(spelling, index.find(spelling), is_inside=True), line)
            for spelling in more
            if spelling not in known
        ),
        *(_Named(p, line, is_sure=False) for p in places if p.hamlet is None),
    ]


def _behind_known(places: list[_Named], index: HamletIndex) -> list[str]:
    """Give the unknown places that follow a known one in its line: "và thôn Lạ".

    Not what may be a part of the known one: "Thôn Mẫu 1 (Xóm Trên)".
    """
    known: dict[str, int] = {}
    for named in places:
        if not named.is_open:
            at = named.line.find(named.place.spelling)
            known[named.line] = max(at, known.get(named.line, -1))
    found = []
    for named in places:
        spelling, line = named.place.spelling, named.line
        start, at = known.get(line, -1), line.find(spelling)
        if named.is_other and line in known and at > start:
            is_joined = _JOINED.search(line, start, at)
            if is_joined or not may_be_part(spelling, index):
                found.append(spelling)
    return found


def only_place(places: Iterable[Place]) -> Place | None:
    """Give the one place of some that is known, None where several are, or none."""
    known = {place.hamlet: place for place in reversed(list(places)) if place.hamlet}
    return next(iter(known.values())) if len(known) == 1 else None
