"""Where pictures of the report stand, so that no page is left much of it empty."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from dophu.documents.docx.arrange import Annexes, Body, arrange
from dophu.documents.docx.briefing import write_docx
from dophu.documents.docx.flow import Block, empty_room, fill_of_pages
from dophu.documents.docx.pieces import Piece, blocks_of
from dophu.documents.report import Report
from tests.short_form import cases

ROOM = 257


def piece(height, name=""):
    """A picture, or lines of text."""
    lines = (height,) if name else (6,) * round(height / 6)
    return Piece(lambda: None, (Block(lines),), name)


def case(text, first, more, annexed, table):
    """A report of some text, its pictures, those it may take, and the annexes."""
    body = Body(
        [piece(text), piece(40)],
        {"end": 1},
        [(piece(first, "first"), ("end",))],
        [(piece(high, f"m{n}"), "end") for n, high in enumerate(more)],
    )
    pictures = [piece(high, f"m{n}") for n, high in enumerate(more)]
    pictures += [piece(high, f"a{n}") for n, high in enumerate(annexed)]
    pairs = {
        (a.name, b.name): piece(max(a.blocks[0].height, b.blocks[0].height), "two")
        for a, b in pairwise(pictures)
    }
    return body, Annexes([], pictures, pairs, [], [[piece(table)]])


def usual(body, annexes):
    """The report and the annexes with every picture in its usual place."""
    return next(body.ways())[0], next(annexes.ways(set()))


def emptiness(parts):
    return sum(empty_room(fill_of_pages(blocks_of(part), ROOM)) for part in parts)


@pytest.mark.parametrize("seed", range(60))
def test_no_arrangement_is_emptier_than_the_usual_and_none_loses_a_picture(seed):
    rng = random.Random(seed)
    body, annexes = case(
        rng.randint(150, 900),
        rng.randint(50, 170),
        [rng.randint(50, 170) for _ in range(rng.randint(0, 4))],
        [rng.randint(50, 235) for _ in range(rng.randint(0, 3))],
        rng.randint(50, 700),
    )
    found, before = arrange(body, annexes, ROOM), usual(body, annexes)
    tried = [ROOM, ROOM * 0.975, ROOM * 1.025]
    empty = [
        sum(
            empty_room(fill_of_pages(blocks_of(part), room))
            for room in tried
            for part in parts
        )
        for parts in (found, before)
    ]
    assert empty[0] <= empty[1] + 1e-9
    wanted = {p.name for part in before for p in part if p.name}
    drawn = [p.name for part in found for p in part if p.name]
    singles = [name for name in drawn if name != "two"]
    assert set(singles) <= wanted and len(singles) == len(set(singles))
    assert len(singles) + 2 * drawn.count("two") == len(wanted)


def test_a_report_whose_pages_are_full_keeps_its_order():
    body, annexes = case(330, 100, [120, 90], [], 260)
    before = usual(body, annexes)
    assert emptiness(before) == 0
    assert arrange(body, annexes, ROOM) == before


def test_a_short_last_page_takes_in_a_picture_of_the_annexes():
    body, annexes = case(480, 100, [90], [200], 270)
    assert fill_of_pages(blocks_of(usual(body, annexes)[0]), ROOM)[-1] < 0.6
    found = arrange(body, annexes, ROOM)
    assert "m0" in [p.name for p in found[0]] and not emptiness(found)


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        ([Block((10,) * 9, together=2)], [0.9]),
        ([Block((10,) * 11, together=2)], [0.9, 0.2]),  # no line alone on a page
        ([Block((60,)), Block((10,) * 6, 3)], [0.6, 0.6]),  # too short to be parted
        ([Block((50,)), Block((10,) * 8, 2, head=10)], [1.0, 0.5]),  # head again
        ([Block((80,)), Block((10,), kept=True), Block((20,))], [0.8, 0.3]),
        ([], []),
    ],
)
def test_pages_end_where_nothing_is_torn(blocks, pages):
    assert fill_of_pages(blocks, 100) == pytest.approx(pages)


@pytest.mark.parametrize(
    "folder", cases(["full", "big", "planned", "short", "long_plan"], 2)
)
def test_every_picture_of_the_report_stands_in_it_once(request, stated, folder):
    import docx
    from docx.oxml.ns import qn

    report = Report(request.getfixturevalue(folder), stated())
    document = docx.Document(str(write_docx(report)))
    titles = [s.get("title") for s in document.element.iter(qn("wp:docPr"))]
    shown = {chart["title"] for chart, _ in report.every_picture("word")}
    assert len(titles) == len(set(titles)) and set(titles) <= shown
