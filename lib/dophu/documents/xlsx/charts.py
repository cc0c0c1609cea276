"""The native charts of tables.xlsx: editable, with totals, in the charts' colours."""

from __future__ import annotations

from typing import Any

from dophu.ages import UNKNOWN
from dophu.catalogue.palette import BLUE, CONTEXT, WHITE, group_colours
from dophu.documents.xlsx.sheets import Sheets

WIDTH = 605
"""Pixels at the 96 to the inch of Excel: 16 cm, as in Word."""

LINE, AROUND = 22, 130
"""Pixels of a bar with its gap, and of a chart's title, key and margins."""

Block = tuple[Any, int, int]
"""A sheet, and the first and the last row of its lines."""


def add_charts(
    sheets: Sheets, groups: Block, places: Block, reasons: Block | None
) -> None:
    """Put a chart beside each of the first three tables that has anything to show."""
    if sheets.figures.number("persons"):
        _groups_chart(sheets, *groups)
    if sheets.figures.number("gap"):
        _places_chart(sheets, *places)
    if reasons is not None:
        _reasons_chart(sheets, *reasons)


def _bars(sheets: Sheets, title: str, lines: int, stacked: bool) -> Any:
    kind = {"type": "bar", "subtype": "stacked"} if stacked else {"type": "bar"}
    chart = sheets.book.add_chart(kind)
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_size({"width": WIDTH, "height": max(AROUND + LINE * lines, 260)})
    chart.set_y_axis({"reverse": True, "major_tick_mark": "none"})
    return chart


def _finish(chart: Any, most: int) -> None:
    # A bar's total stands in an unseen bar behind it, which must not widen the axis.
    chart.set_x_axis({"visible": False, "min": 0, "max": max(1, round(most * 1.15)),
                      "major_gridlines": {"visible": False}})  # fmt: skip


def _stack(sheets: Sheets, block: Block, column: int, chart: Any, label: int) -> None:
    """Add a series an age group, the oldest first, and the totals' unseen one."""
    _, first, last = block
    figures, name = sheets.figures, block[0].get_name()
    colours = group_colours(figures.groups, UNKNOWN)
    for code, colour in colours.items():
        at = column + figures.groups.index(code)
        chart.add_series(
            {
                "name": sheets.about.group(code),
                "categories": [name, first, label, last, label],
                "values": [name, first, at, last, at],
                "fill": {"color": colour},
                **({"border": {"color": CONTEXT}} if colour == WHITE else {}),
                "gap": 40,
            }
        )
    chart.add_series(
        {
            "name": " ",  # so that nothing of it stands in the key
            "categories": [name, first, label, last, label],
            "values": [name, first, column - 1, last, column - 1],
            "fill": {"none": True},
            "data_labels": {
                "value": True, "position": "inside_base", "num_format": "#,##0",
                "font": {"bold": True},
            },
            "gap": 40,
        }
    )  # fmt: skip
    chart.set_legend({"position": "top"})


def _places_chart(sheets: Sheets, sheet: Any, first: int, last: int) -> None:
    figures = sheets.figures
    title = sheets.say("picture_ranked")
    chart = _bars(sheets, title, last - first + 1, stacked=True)
    _stack(sheets, (sheet, first, last), 6, chart, 1)
    gaps = [figures.number("gap", hamlet=hamlet) for hamlet in figures.sent]
    _finish(chart, max(gaps))
    words = sheets.report.say.overall().text
    place = {"description": f"{title}. {words}", "object_position": 3}
    page = sheets.begin(sheets.say("sheet_places_chart"), title, (), ())
    page.fit_to_pages(1, 1)
    page.insert_chart(4, 0, chart, place)


def _groups_chart(sheets: Sheets, sheet: Any, first: int, last: int) -> None:
    name, title = sheet.get_name(), sheets.say("table_groups")
    chart = _bars(sheets, title, 2 * (last - first + 1), stacked=True)
    for column, colour, ink in ((2, BLUE, "white"), (4, CONTEXT, "black")):
        chart.add_series(
            {
                "name": [name, first - 1, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
                "data_labels": {
                    "value": True, "num_format": "#,##0", "font": {"color": ink},
                },
            }
        )  # fmt: skip
    chart.set_legend({"position": "top"})
    persons = [sheets.figures.number("persons", c) for c in sheets.figures.groups]
    _finish(chart, max(persons, default=0))
    words = "; ".join(sentence.text for sentence in sheets.report.say.by_group())
    place = {"description": f"{title}. {words}", "object_position": 3}
    sheet.insert_chart(last + 4, 0, chart, place)


def _reasons_chart(sheets: Sheets, sheet: Any, first: int, last: int) -> None:
    name, title = sheet.get_name(), sheets.say("picture_reasons")
    chart = _bars(sheets, title, last - first + 1, stacked=False)
    chart.add_series(
        {
            "name": [name, first - 1, 1],
            "categories": [name, first, 0, last, 0],
            "values": [name, first, 1, last, 1],
            "fill": {"color": BLUE},
            "gap": 40,
            "data_labels": {"value": True, "num_format": "#,##0"},
        }
    )
    chart.set_legend({"none": True})
    _finish(chart, max(int(reason.value or 0) for reason in sheets.figures.reasons))
    words = "; ".join(sentence.text for sentence in sheets.report.say.reasons())
    place = {"description": f"{title}. {words}", "object_position": 3}
    sheet.insert_chart(last + 4, 0, chart, place)
