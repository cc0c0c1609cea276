"""Rows of a chart: which hamlets are shown, and how high and large each row is."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.charts.kit.colours import GROUPS, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Size
from dophu.charts.kit.paper import line_height
from dophu.charts.kit.wrap import wrap_name
from dophu.tables.by_hamlet import GapTable, Place, add_up

MOST_ROWS, KEPT_ROWS = 40, 30
"""Forty rows fill a page of Word; of more, the first thirty say where to act and
the rest is one row, since the whole list is in the tables."""

NEVER_NAMED = 5
"""Hamlets without any list that are named one by one beside thirty others."""

TYPE_SHARE = 0.7  # of a row's height, the type size that leaves rows apart


@dataclass(frozen=True)
class Entry:
    """A row to draw: ``kind`` is ``place``, ``rest`` (several) or ``never``."""

    kind: str
    name: str
    place: Place


@dataclass(frozen=True)
class Rows:
    """Where rows stand: names in lines, heights of their middles from the first top."""

    lines: tuple[tuple[str, ...], ...]
    middles: tuple[float, ...]
    pitch: float
    points: float
    height: float
    names_width: float

    def height_of(self, number: int) -> float:
        """Give the height of a row."""
        return row_height(len(self.lines[number]), self.pitch, self.points)


@lru_cache(maxsize=4096)
def _wrapped(name: str, width: float, points: float, bold: bool) -> tuple[str, ...]:
    return tuple(wrap_name(name, width, points, bold))


def type_size(pitch: float, size: Size) -> float:
    """Give the type size of rows of a height, between the size's smallest and base."""
    fitting = TYPE_SHARE * pitch / MM_PER_POINT
    return round(min(size.base, max(size.smallest, fitting)), 2)


def row_height(lines: int, pitch: float, points: float) -> float:
    """Give the height of a row whose name has so many lines.

    A row has air above and below its line, of which a second line takes a part.
    """
    return max(
        pitch + 0.75 * line_height(points) * (lines - 1), line_height(points) * lines
    )


def set_rows(
    names: Sequence[str], size: Size, pitch: float, bold: Container[int] = ()
) -> Rows:
    """Stand rows under each other; a name of more lines makes its row higher.

    Those of the numbers ``bold`` are measured in bold type, which is wider.
    """
    points = type_size(pitch, size)
    widest = size.name_share * size.width
    lines = tuple(
        _wrapped(name, widest, points, number in bold)
        for number, name in enumerate(names)
    )
    middles, top, width = [], 0.0, 0.0
    for number, own in enumerate(lines):
        height = row_height(len(own), pitch, points)
        middles.append(top + height / 2)
        top += height
        width = max(width, *(text_width(line, points, number in bold) for line in own))
    return Rows(lines, tuple(middles), pitch, points, top, width)


def fit_rows(
    names: Sequence[str], size: Size, room: float, bold: Container[int] = ()
) -> Rows:
    """Stand rows as high as the room allows, within what the size allows."""
    rows = set_rows(names, size, size.most_row, bold)
    low, high = size.least_row, size.most_row
    if rows.height <= room:
        return rows
    # Millimetres, of which so few are not seen.
    while high - low > 0.02:
        middle = (low + high) / 2
        if set_rows(names, size, middle, bold).height <= room:
            low = middle
        else:
            high = middle
    return set_rows(names, size, low, bold)


def do_rows_fit(names: Sequence[str], size: Size, room: float) -> bool:
    """Test whether rows fit at the least height of a row."""
    return set_rows(names, size, size.least_row).height <= room


def choose_rows(
    table: GapTable,
    order: Callable[[Place], object],
    about: About,
    size: Size,
    room: float,
) -> list[Entry]:
    """Choose the rows to show: all hamlets, or the first thirty and the rest as one.

    Hamlets that never sent a list come last; where there is no place for all
    rows and they are more than a few, they are one row too.
    """
    sent = sorted(table.sent, key=order)
    entries = [Entry("place", marked(place), place) for place in sent]
    never = [Entry("never", place.name, place) for place in table.never]

    def are_shown(rows: list[Entry]) -> bool:
        return len(rows) <= MOST_ROWS and do_rows_fit(
            [e.name for e in rows], size, room
        )

    if are_shown(entries + never):
        return entries + never
    if len(never) > NEVER_NAMED:
        words = about.say("not_sent_many", places_count=about.places(len(never)))
        never = [Entry("never", words, never[0].place)]
    shown = entries + never
    if are_shown(shown):
        return shown
    for kept in range(min(KEPT_ROWS, len(sent) - 1), 0, -1):
        others = sent[kept:]
        words = about.say("rest", places_count=about.places(len(others)))
        rest = Entry("rest", words, add_up(others, words, len(table.codes)))
        shown = [*entries[:kept], rest, *never]
        if are_shown(shown):
            break
    return shown


def marked(place: Place) -> str:
    """Give a hamlet's name, with an asterisk where its figures are carried."""
    return place.name if place.since is None else f"{place.name}\u00a0*"


def series(table: GapTable, place: Place) -> list[tuple[str, int, str]]:
    """Give code, gap and fill of each part of a bar, from the baseline outwards."""
    gaps = dict(zip(table.codes, place.group_gaps, strict=True))
    older_first = table.known_codes[::-1]
    fills = {
        code: GROUPS[number % len(GROUPS)]
        # By all groups of the campaign: a colour stays its group's where some are
        # chosen.
        for number, code in enumerate(table.of_all[::-1] or older_first)
    }
    outwards = [code for code in (*older_first, UNKNOWN) if code in gaps]
    return [(code, gaps[code], fills.get(code, WHITE)) for code in outwards]


def notes_on_rows(table: GapTable, about: About) -> list[str]:
    """Say which hamlets' figures are of an earlier day, and how many have none."""
    notes = []
    days: dict[object, list[str]] = {}
    for place in table.places:
        if place.since is not None:
            days.setdefault(place.since, []).append(place.name)
    if days:
        # Names only where days differ: the asterisk says which hamlets are meant.
        dates = about.join(
            [
                about.date(day)
                if len(days) == 1
                else about.say(
                    "note_carried_of", date=about.date(day), hamlets=", ".join(names)
                )
                for day, names in sorted(days.items(), reverse=True)
            ]
        )
        notes.append(about.say("note_carried", dates=dates))
    if table.never:
        count = about.places(len(table.never))
        notes.append(about.say("note_never", places_count=count))
    return notes


def ordered(key: str, table: GapTable, about: About) -> str:
    """Say for a subtitle in which order hamlets stand; nothing of a single one."""
    return about.say(key) if len(table.sent) > 1 else ""


def note_on_rest(table: GapTable, about: About) -> list[str]:
    """Say of a title that counts hamlets that it counts those of the last row too.

    Where there are more hamlets than any chart has rows for; else nothing.
    """
    return [about.say("note_rest")] if len(table.sent) > MOST_ROWS else []
