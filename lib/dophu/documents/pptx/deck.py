"""Slides of a PowerPoint deck, 16:9: words, native tables and charts, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Mm, Pt

from dophu.catalogue.numbers import count_mask
from dophu.catalogue.palette import BLUE, INK, MUTED, WHITE
from dophu.documents.grid import Cell, Grid
from dophu.documents.measures import fit_title, row_heights

FONT = "Arial"
WIDTH, HEIGHT = Mm(338.67), Mm(190.5)
EDGE = Mm(14)
"""The margin of a slide on all sides."""

ROOM = (WIDTH - 2 * EDGE) / Mm(1)
"""The width between the margins, in millimetres."""

TOP, BOTTOM = Mm(38), Mm(176)
"""Where what stands under a slide's title begins, and where it ends."""

INSET, CELL = (5.1, 2.6), (5.1, 1.0)
"""Margins in millimetres inside a box and a cell: left and right, above and below."""

COVER, TITLED = 0, 5
"""Layouts of the default template: a title slide, and a title above room."""

LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


class Deck:
    """A deck being written; ``footer`` stands at the foot of every slide."""

    def __init__(self, language: str, footer: str) -> None:
        self.language, self.footer = language, footer
        self.presentation: Any = Presentation()
        self._widen()

    def _widen(self) -> None:
        """Make the template 16:9, its layouts too, and set one font for all."""
        deck = self.presentation
        factor = WIDTH / deck.slide_width, HEIGHT / deck.slide_height
        deck.slide_width, deck.slide_height = WIDTH, HEIGHT
        for page in (deck.slide_master, *deck.slide_layouts):
            for shape in page.shapes:
                places = shape.left, shape.top, shape.width, shape.height
                if None not in places:
                    shape.left, shape.width = (
                        round(places[n] * factor[0]) for n in (0, 2)
                    )
                    shape.top, shape.height = (
                        round(places[n] * factor[1]) for n in (1, 3)
                    )
        theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        theme._blob = re.sub(
            rb'(<a:latin typeface=")[^"]*', rb"\g<1>" + FONT.encode(), theme.blob
        )
        layouts = deck.slide_layouts
        for layout in [x for n, x in enumerate(layouts) if n not in (COVER, TITLED, 6)]:
            layouts.remove(layout)
        package = deck.part.package
        for key, relation in [*package._rels.items()]:
            if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
                package._rels.pop(key)  # the template's, of slides that are not here

    def cover(self, title: str, lines: Sequence[str]) -> Any:
        """Add the title slide."""
        slide = self.presentation.slides.add_slide(self._layout("Title Slide"))
        self._title(slide.shapes.title, Mm(52), Mm(44), title, 36)
        below = slide.placeholders[1]
        self._place(below, EDGE, Mm(100), WIDTH - 2 * EDGE, Mm(44))
        self.write(below.text_frame, lines, 20, colour=MUTED)
        self._foot(slide)
        return slide

    def slide(self, title: str, hidden: bool = False) -> Any:
        """Add a slide with a title; ``hidden`` puts it off the slide, for readers.

        A picture that has its title in it needs none above it; who does not see it,
        and the outline, do.
        """
        slide = self.presentation.slides.add_slide(self._layout("Title Only"))
        top = -Mm(30) if hidden else Mm(9)
        self._title(slide.shapes.title, top, Mm(27), title)
        if not hidden:
            self._foot(slide)
        return slide

    def _title(
        self, shape: Any, top: int, height: int, words: str, size: float | None = None
    ) -> None:
        """Write a title as large as its box has room for."""
        self._place(shape, EDGE, top, WIDTH - 2 * EDGE, height)
        words, fits = fit_title(words, ROOM - INSET[0], height / Mm(1) - INSET[1], size)
        self.write(shape.text_frame, [words], fits, bold=True)

    def _layout(self, name: str) -> Any:
        return next(x for x in self.presentation.slide_layouts if x.name == name)

    def _foot(self, slide: Any) -> None:
        number = len(self.presentation.slides)
        box = slide.shapes.add_textbox(EDGE, Mm(180), WIDTH - 2 * EDGE, Mm(8))
        box.name = "footer"
        self.write(box.text_frame, [f"{self.footer} · {number}"], 10.5, colour=MUTED)

    @staticmethod
    def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
        shape.left, shape.top = Emu(left), Emu(top)
        shape.width, shape.height = Emu(width), Emu(height)

    def write(
        self,
        frame: Any,
        lines: Sequence[str],
        size: float,
        colour: str = INK,
        bold: bool = False,
        align: Any = PP_ALIGN.LEFT,
    ) -> None:
        """Write lines into a text frame, one a paragraph, in place of what it held."""
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            paragraph.alignment = align
            if number:
                paragraph.space_before = Pt(size / 3)
            run = paragraph.add_run()
            run.text = re.sub(r"[\x00-\x1f]", " ", line)
            run.font.size, run.font.bold = Pt(size), bold
            run.font.name = FONT
            run.font.color.rgb = rgb(colour)
            run._r.get_or_add_rPr().set("lang", LANGUAGES[self.language])

    def card(
        self, slide: Any, place: tuple[int, int, int, int], name: str,
        number: str, words: str, colour: str,
    ) -> None:  # fmt: skip
        """Put a number with its words on a slide; ``name`` is the figure's mark."""
        left, top, width, height = place
        big = slide.shapes.add_textbox(left, top, width, round(height * 0.6))
        big.name = name
        size = 54 if len(number) <= 6 else 40
        self.write(big.text_frame, [number], size, colour, bold=True)
        below = round(height * 0.6)
        box = slide.shapes.add_textbox(left, top + below, width, height - below)
        box.name = f"{name} label"
        self.write(box.text_frame, [words], 16, MUTED)

    @staticmethod
    def fits(grid: Grid, top: int, size: float) -> bool:
        """Test whether a table ends above the foot of a slide."""
        heights = row_heights(grid, ROOM, size, 0, CELL)
        return sum(heights) <= (BOTTOM - top) / Mm(1)

    def table(self, slide: Any, grid: Grid, top: int, size: float = 14) -> Any:
        """Put a native table over the slide's width, its lines as high as may be."""
        needed = row_heights(grid, ROOM, size, 0, CELL)
        spare = max(0, (BOTTOM - top) / Mm(1) - sum(needed)) / len(needed)
        heights = [round(Mm(1) * max(h, min(11, h + spare))) for h in needed]
        place = EDGE, top, WIDTH - 2 * EDGE, sum(heights)
        shape = slide.shapes.add_table(len(heights), len(grid.headings), *place)
        shape.name = grid.name
        describe(shape, grid.caption)
        table = shape.table
        table.horz_banding = False
        heads = [Cell(grid.heading(n)) for n in range(len(grid.headings))]
        for column, share in zip(table.columns, grid.widths, strict=True):
            column.width = Emu(round((WIDTH - 2 * EDGE) * share))
        for number, cells in enumerate([heads, *grid.lines]):
            table.rows[number].height = Emu(heights[number])
            bold = number - 1 in grid.totals
            for place, (cell, text) in enumerate(
                zip(table.rows[number].cells, cells, strict=True)
            ):
                words = place in grid.words
                align = PP_ALIGN.LEFT if words else PP_ALIGN.RIGHT
                colour = INK if number else WHITE
                self.write(
                    cell.text_frame,
                    [text.text],
                    size,
                    colour,
                    bold or not number,
                    align,
                )
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.margin_top = cell.margin_bottom = Mm(0.5)
                fill = "#E7ECF1" if bold else WHITE
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb(fill if number else BLUE)
        return shape

    def bars(
        self,
        slide: Any,
        categories: Sequence[str],
        series: Sequence[tuple[str, Sequence[int], str]],
        name: str,
        alt: str,
        place: tuple[int, int, int, int],
    ) -> Any:
        """Put native stacked bars on a slide: series of a name, numbers and a colour.

        The first category stands at the top; the data can be edited in PowerPoint.
        """
        data = CategoryChartData(number_format="#,##0")
        data.categories = categories
        for title, numbers, _ in series:
            data.add_series(title, numbers)
        kind = XL_CHART_TYPE.BAR_STACKED
        frame = slide.shapes.add_chart(kind, *map(Emu, place), data)
        frame.name = name
        describe(frame, alt)
        chart = frame.chart
        chart.font.size, chart.font.name = Pt(14 if len(categories) <= 12 else 11), FONT
        chart.has_title = False
        chart.has_legend = len(series) > 1
        if chart.has_legend:
            chart.legend.position = XL_LEGEND_POSITION.TOP
            chart.legend.include_in_layout = False
            chart.legend.font.size = Pt(14)
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        axis = chart.category_axis
        axis.reverse_order = True
        axis.has_major_gridlines = False
        axis.format.line.color.rgb = rgb(MUTED)
        plot = chart.plots[0]
        plot.gap_width, plot.overlap = 40, 100
        for drawn, (_, _, colour) in zip(plot.series, series, strict=True):
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = rgb(colour)
            self._label(drawn, colour)
        return frame

    def _label(self, drawn: Any, colour: str) -> None:
        labels = drawn.data_labels
        labels.show_value = True
        labels.number_format = count_mask(self.language)
        labels.number_format_is_linked = False
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.color.rgb = rgb(ink_on(colour))

    def picture(self, slide: Any, path: Path, title: str, alt: str) -> None:
        """Fill a slide with a picture drawn for it."""
        shape = slide.shapes.add_picture(str(path), 0, 0, WIDTH, HEIGHT)
        shape.name = title
        describe(shape, alt)

    @staticmethod
    def note(slide: Any, sentences: Sequence[str]) -> None:
        """Write what the speaker says."""
        slide.notes_slide.notes_text_frame.text = "\n".join(sentences)


def describe(shape: Any, words: str) -> None:
    """Give a shape its alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)


def rgb(colour: str) -> RGBColor:
    """Give a colour as PowerPoint has it."""
    return RGBColor.from_string(colour.lstrip("#"))


def ink_on(colour: str) -> str:
    """Choose black or white, whichever reads better on a fill (as WCAG counts it)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return WHITE if 1.05 / (light + 0.05) > (light + 0.05) / 0.0595 else INK
