"""The frame all charts share: title, subtitle and key above, notes and source below.

Everything is laid out by own arithmetic in millimetres before anything is drawn,
so a chart for Word is exactly as high as what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.colours import INK, MUTED, WARNING
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.paper import DASHES, MARKERS, Paper, line_height
from dophu.charts.kit.wrap import flow, wrap_balanced, wrap_short, wrap_title


@dataclass(frozen=True)
class Size:
    """A physical size of a chart; lengths in millimetres, type in points.

    ``height`` is fixed for a slide and None where the content decides, up to
    ``most_height``. A row of a chart is from ``least_row`` to ``most_row`` high. A
    title has ``title_lines`` at most; on a ``narrow`` page charts leave columns out.
    """

    name: str
    width: float
    height: float | None
    most_height: float
    pad: float
    base: float
    smallest: float
    least_row: float
    most_row: float
    name_share: float
    title_lines: int = 2
    narrow: bool = False

    def with_rows(self, times: float) -> Size:
        """Give the size with rows that many times as high, and as wide for names."""
        return replace(
            self,
            least_row=self.least_row * times,
            most_row=self.most_row * times,
            name_share=min(0.4, self.name_share * times),
        )


# A4 less the margins of Decree 30/2020/ND-CP, 30 mm left and 20 mm right; a page
# holds 235 mm of picture under its caption.
WORD = Size("word", 160.0, None, 235.0, 1.5, 9.0, 7.5, 4.6, 6.6, 0.28)

# PowerPoint's 16:9 page; 10.5 points on it is the least that is read from a seat.
SLIDE = Size("slide", 338.67, 190.5, 190.5, 10.0, 16.0, 10.5, 4.65, 20.0, 0.31)

# Two side by side on a page of Word; on a phone of 400 pixels its type is read at 14.
HALF = Size("half", 78.0, None, 235.0, 1.0, 8.0, 7.5, 4.6, 6.0, 0.36, 3, narrow=True)

SIZES = {size.name: size for size in (WORD, SLIDE, HALF)}

TITLE, SUBTITLE, FOOT, BESIDE = 1.42, 1.04, 0.84, 1.2
"""Type sizes as multiples of the base."""


@dataclass(frozen=True)
class KeyEntry:
    """A swatch of the key, hatched if a colour for that is given, and its label.

    ``mark`` is ``box``, a kind of mark (``dot``, ``ring``, ``diamond``) or a pattern
    of lines (``solid``, ``thin``, ``dashed``, ``dotted``).
    """

    label: str
    fill: str
    hatch: str | None = None
    mark: str = "box"


@dataclass(frozen=True)
class Caption:
    """The words around a chart: what it says, what it shows, where it comes from.

    ``aside`` stands at the right end of a title of one line: the day, on a page that
    is read alone. Its foot is in the smallest type, as all else on it is larger.
    """

    title: str
    subtitle: str
    key: tuple[KeyEntry, ...]
    notes: tuple[str, ...]
    source: str
    simulated: str = ""
    aside: str = ""


def caption_for(
    about: About,
    title: str,
    subtitle: str,
    *,
    key: Sequence[KeyEntry] = (),
    notes: Sequence[str] = (),
    hamlets: int | None = None,
) -> Caption:
    """Put together a chart's words with what must stand under every chart."""
    notes = [note for note in notes if note]
    if about.applied_counts:
        notes.append(about.noun("applied_note"))
    simulated = about.say("simulated") if about.simulated else ""
    source = about.source(hamlets)
    title = about.titled(title)
    return Caption(title, subtitle, tuple(key), tuple(notes), source, simulated)


def state_only(caption: Caption, about: About) -> Callable[[Size], Figure]:
    """Give what draws a caption alone: the plain statement of who has no chart."""
    plain = replace(caption, key=())

    def draw(size: Size) -> Figure:
        return Frame(size, plain, about).draw(0).figure

    return draw


class Frame:
    """A caption laid out at a size: how much height it takes, and its drawing."""

    def __init__(self, size: Size, caption: Caption, about: About) -> None:
        self.size = size
        self.inner = size.width - 2 * size.pad
        self._aside = caption.aside
        self._title_size, self._title = self._fit_title(caption.title)
        self._subtitle_size = SUBTITLE * size.base
        self._subtitle = []
        if caption.subtitle:
            self._subtitle = wrap_balanced(
                caption.subtitle, self.inner, self._subtitle_size
            )
        if len(self._subtitle) == 2:
            self._subtitle = wrap_title(
                caption.subtitle, self.inner, self._subtitle_size, bold=False
            )
        self._key = self._flow(caption.key)
        foot = size.smallest if caption.aside else FOOT * size.base
        self._foot_size = max(foot, size.smallest)
        notes = list(caption.notes)
        if notes:
            notes[0] = about.say("note_line", notes=notes[0])
        self._foot = [
            (gid, flow(texts, self.inner, self._foot_size, bold), bold, colour)
            for gid, texts, bold, colour in (
                ("notes", notes, False, MUTED),
                ("source", [caption.source], False, MUTED),
                ("simulated", [caption.simulated], True, WARNING),
            )
            if any(texts)
        ]
        self._gap = 0.22 * size.base * MM_PER_POINT
        self._foot_gap = 0.4  # of a gap after each of them

    def _fit_title(self, title: str) -> tuple[float, list[str]]:
        if self._aside:
            return self._fit_beside(title)
        largest = TITLE * self.size.base
        # From the largest type to the base's, in four steps.
        for step in range(5):
            points = largest - step * (largest - self.size.base) / 4
            lines = len(wrap_balanced(title, self.inner, points, True))
            if lines <= self.size.title_lines:
                break
        # ``wrap_title`` gives two at most.
        if lines > 2 < self.size.title_lines:
            most = self.size.title_lines
            return points, wrap_short(title, self.inner, points, most, True)
        return points, wrap_title(title, self.inner, points)

    def _fit_beside(self, title: str) -> tuple[float, list[str]]:
        """Fit a title on one line with what stands at its end, else below it."""
        free = self.inner - text_width(self._aside, self.size.base)
        free -= 2 * self.size.base * MM_PER_POINT
        points = BESIDE * self.size.base
        while points > self.size.base and text_width(title, points, True) > free:
            points = round(points - 0.1, 1)
        return points, wrap_title(title, free, points)

    def _flow(self, key: Sequence[KeyEntry]) -> list[list[KeyEntry]]:
        rows: list[list[KeyEntry]] = []
        used = 0.0
        for entry in key:
            width = self._entry_width(entry)
            if not rows or used + width > self.inner:
                rows.append([])
                used = 0.0
            rows[-1].append(entry)
            used += width + self._between
        return rows

    @property
    def _swatch(self) -> float:
        return 0.72 * self.size.base * MM_PER_POINT

    @property
    def _between(self) -> float:
        return 1.4 * self.size.base * MM_PER_POINT

    def _swatch_width(self, entry: KeyEntry) -> float:
        return self._swatch * (2.4 if entry.mark in DASHES else 1)

    def _entry_width(self, entry: KeyEntry) -> float:
        swatch = self._swatch_width(entry) + 0.4 * self._swatch
        return swatch + text_width(entry.label, self.size.base)

    @property
    def head(self) -> float:
        """Height of all above the content, the upper pad included."""
        lines = line_height(self._title_size) * len(self._title)
        lines += line_height(self._subtitle_size) * len(self._subtitle)
        lines += 1.15 * line_height(self.size.base) * len(self._key)
        return self.size.pad + lines + (5 if self._key else 3) * self._gap

    @property
    def foot(self) -> float:
        """Height of all below the content, the lower pad included."""
        lines = sum(len(lines) for _, lines, _, _ in self._foot)
        gaps = (2.5 + self._foot_gap * len(self._foot)) * self._gap
        return self.size.pad + gaps + line_height(self._foot_size) * lines

    @property
    def room(self) -> float:
        """Height there is for the content at most."""
        return self.size.most_height - self.head - self.foot

    def draw(self, content: float) -> Paper:
        """Make the paper for a content of a height, with the caption on it."""
        height = self.size.height or self.head + content + self.foot
        paper = Paper(self.size.width, height)
        left, top = self.size.pad, self.size.pad
        top = paper.paragraph(
            "title", self._title, left, top, self._title_size, bold=True
        )
        if self._aside:
            x, y = self.size.width - left, self.size.pad
            middle = y + line_height(self._title_size) / 2
            paper.lines("aside", [self._aside], x, middle, self.size.base,
                        align="right", colour=MUTED)  # fmt: skip
        top = paper.paragraph(
            "subtitle",
            self._subtitle,
            left,
            top + self._gap,
            self._subtitle_size,
            colour=MUTED,
        )
        self._draw_key(paper, top + 2 * self._gap)
        top = paper.height - self.foot + 2.5 * self._gap
        for gid, lines, bold, colour in self._foot:
            top = self._foot_gap * self._gap + paper.paragraph(
                gid, lines, left, top, self._foot_size, bold=bold, colour=colour
            )
        return paper

    def _draw_swatch(
        self, paper: Paper, gid: str, entry: KeyEntry, x: float, middle: float
    ) -> None:
        side, fill = self._swatch, entry.fill
        if entry.mark == "box":
            top = middle - side / 2
            paper.box(gid, x, top, side, side, fill, hatch=entry.hatch)
        elif entry.mark in MARKERS:
            wide = side / MM_PER_POINT
            paper.mark(gid, x + side / 2, middle, wide, fill, kind=entry.mark)
        else:
            ends = [(x, middle), (x + self._swatch_width(entry), middle)]
            wide = (0.09 if entry.mark == "thin" else 0.22) * self.size.base
            paper.line(gid, ends, wide, fill, pattern=entry.mark)

    def _draw_key(self, paper: Paper, top: float) -> None:
        pitch = 1.15 * line_height(self.size.base)
        number = 0
        for row, entries in enumerate(self._key):
            x, middle = self.size.pad, top + (row + 0.5) * pitch
            for entry in entries:
                self._draw_swatch(paper, f"swatch.{number}", entry, x, middle)
                label = [entry.label]
                x_label = x + self._swatch_width(entry) + 0.4 * self._swatch
                paper.lines(
                    f"key.{number}", label, x_label, middle, self.size.base, colour=INK
                )
                x += self._entry_width(entry) + self._between
                number += 1
