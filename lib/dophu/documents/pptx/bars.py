"""Bars that PowerPoint draws itself: their data can be edited, numbers on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt
from xlsxwriter import Workbook

from dophu.catalogue.numbers import count_mask
from dophu.catalogue.palette import INK, MUTED, WHITE

FONT = "Arial"

FEW = 6
"""Bars from which on they fill the height: fewer are no thicker, with more between."""


class _PlainWorkbook(CategoryWorkbookWriter):
    """The workbook behind a chart, of which no name runs as a formula or is a link."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        with Workbook(xlsx_file, {"in_memory": True, **options}) as workbook:
            yield workbook, workbook.add_worksheet()


class _PlainData(CategoryChartData):
    """Data of a chart, kept in a plain workbook."""

    @property
    def _workbook_writer(self) -> _PlainWorkbook:
        return _PlainWorkbook(self)


def add_bars(
    slide: Any,
    language: str,
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[int], str]],
    name: str,
    alt: str,
    place: tuple[int, int, int, int],
    own: Sequence[str] = (),
) -> Any:
    """Put native stacked bars on a slide: series of a name, numbers and a colour.

    The first category stands at the top; the data can be edited in PowerPoint.
    ``own`` are colours of the bars of a single series, one a category.
    """
    data = _PlainData(number_format="#,##0")
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
    # PowerPoint counts bars from below.
    axis.reverse_order = True
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = rgb(MUTED)
    plot = chart.plots[0]
    # The gap between bars, in percent of a bar's width.
    spread = 100 * FEW // max(len(categories), 1) - 100
    plot.gap_width, plot.overlap = max(spread, 40), 100
    for drawn, (_, _, colour) in zip(plot.series, series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = rgb(colour)
        if colour == WHITE:
            drawn.format.line.color.rgb = rgb(MUTED)
        _label(drawn, colour, language)
        for number, fill in enumerate(own):
            _paint(drawn.points[number], fill, language)
    return frame


def _paint(point: Any, fill: str, language: str) -> None:
    """Colour one bar, and its number so that it reads on it."""
    point.format.fill.solid()
    point.format.fill.fore_color.rgb = rgb(fill)
    if fill == WHITE:
        point.format.line.color.rgb = rgb(MUTED)
    label = point.data_label
    label.font.color.rgb = rgb(ink_on(fill))
    label.position = XL_LABEL_POSITION.CENTER
    mask = quoteattr(count_mask(language))
    words = f'<c:numFmt {nsdecls("c")} formatCode={mask} sourceLinked="0"/>'
    # A point's label has a mask of its own, which python-pptx does not set.
    label._dLbl.find(qn("c:txPr")).addprevious(parse_xml(words))


def _label(drawn: Any, colour: str, language: str) -> None:
    labels = drawn.data_labels
    labels.show_value = True
    labels.number_format = count_mask(language)
    labels.number_format_is_linked = False
    labels.position = XL_LABEL_POSITION.CENTER
    labels.font.color.rgb = rgb(ink_on(colour))


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
    # Contrast with white (1.05), and with the near-black of INK (0.0595).
    return WHITE if 1.05 / (light + 0.05) > (light + 0.05) / 0.0595 else INK
