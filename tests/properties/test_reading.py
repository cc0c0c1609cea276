"""What must not matter does not: order, blank rows, Unicode form, kind of file."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from datetime import date

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.catalogue.columns import OUTCOMES
from dophu.persons import DateInputs, Matched, match_persons
from dophu.reader.grid import read_grid
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Rows, Sender
from dophu.snapshots.manifest import account
from tests.fuzz.seeds import ods_of
from tests.reading import read_container
from tests.short_form import tries

AS_OF = date(2024, 7, 18)
GROUPS = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))
HAMLETS = Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Thôn Mẫu 2")))
HEADING = ["Họ tên", "Ngày sinh", "Số định danh", "Thôn", "Tình trạng", "Lý do"]

cells = {
    "name": st.sampled_from(["Lò Thị Ánh", "Vừ A Đậu", "Mẫu Ổn", "", "Nguyễn Văn Hoà"]),
    "birth": st.sampled_from(
        ["5/7/2018", "2018", "31/02/2019", "", "1/1/2030", "18/7/2010"]
    ),
    "number": st.sampled_from(["000218000001", "12345", "", "000315000002"]),
    "hamlet": st.sampled_from(["Thôn Mẫu 1", "mau 2", "Thôn Lạ", ""]),
    "status": st.sampled_from(["Đã làm", "chưa", "Đã cấp", "hỏi lại", ""]),
    "reason": st.sampled_from(["về quê", "đã chuyển đi", "", "bận"]),
}
tables = st.lists(st.tuples(*cells.values()).map(list), min_size=1, max_size=12)
# A row with nothing but a hamlet is a section, and a hamlet may be written once for
# the rows below it: there the order matters.
named = tables.map(lambda rows: [row for row in rows if row[0] and row[3]])
pytestmark = pytest.mark.hunt
few = settings(
    max_examples=tries(12, 30, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(*sheets: list[list[str]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, [cell or None for cell in row])
    return content.getvalue()


def read(*contents: bytes) -> tuple[Rows, Matched]:
    rows = Rows()
    for number, content in enumerate(contents):
        sender = Sender("roster", f"rosters/d/{number}", AS_OF, HAMLETS.index())
        for sheet in read_container(content):
            rows.extend(read_rows(read_grid(sheet), sender))
    return rows, match_persons(DateInputs(rows, AS_OF, GROUPS))


def children(matched: Matched) -> list[tuple]:
    """The children without their ids and places, in one order."""
    return sorted(
        (
            p.name_key,
            str(p.birth_from),
            str(p.birth_to),
            p.hamlet_id,
            p.presence,
            p.status,
        )
        for p in matched.people
    )


def reported_of(rows: Rows):
    """List what was reported; a line for decisions names the sheet; a CSV has none.

    A sheet's name stands before "!".
    """

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {language: plain(text) for language, text in value.items()}
        return re.sub(r"\b\w+!", "", value) if isinstance(value, str) else value

    return [(issue.code, issue.cell, plain(issue.details)) for issue in rows.issues]


def balances(rows: Rows, matched: Matched) -> bool:
    columns = dict(rows.columns)
    columns["outcome"] = matched.outcomes
    return all(
        sheet["rows"] == sum(sheet[outcome] for outcome in OUTCOMES)
        for sheet in account(columns)
    )


@few
@given(tables)
def test_every_row_of_any_list_has_one_outcome(body):
    rows, matched = read(as_csv([HEADING, *body]))
    assert balances(rows, matched)
    kinds = [kind == "data" for kind in rows.columns["kind"]]
    ignored = [outcome == "ignored" for outcome in matched.outcomes]
    assert all(data != skipped for data, skipped in zip(kinds, ignored, strict=True))


@few
@given(tables, st.permutations(range(6)))
def test_the_order_of_the_columns_does_not_matter(body, order):
    table = [HEADING, *body]
    moved = [[row[place] for place in order] for row in table]
    assert children(read(as_csv(moved))[1]) == children(read(as_csv(table))[1])


@few
@given(tables)
def test_csv_xlsx_and_ods_are_read_alike(body):
    table = [HEADING, *body]
    rows, matched = read(as_csv(table))
    for content in (as_xlsx(table), ods_of(table)):
        other_rows, other = read(content)
        assert children(matched) == children(other)
        assert matched.outcomes == other.outcomes
        assert rows.columns["kind"] == other_rows.columns["kind"]
        assert reported_of(rows) == reported_of(other_rows)


@few
@given(tables, st.sampled_from(["NFD", "NFKD", "NFC"]))
def test_the_unicode_form_does_not_matter(body, form):
    table = [HEADING, *body]
    other = [[unicodedata.normalize(form, cell) for cell in row] for row in table]
    assert children(read(as_csv(table))[1]) == children(read(as_csv(other))[1])


@few
@given(tables, st.data())
def test_blank_rows_between_children_change_nothing_but_the_account(body, data):
    at = data.draw(st.integers(0, len(body)))
    with_blank = [HEADING, *body[:at], [""] * 6, *body[at:]]
    rows, matched = read(as_csv(with_blank))
    assert balances(rows, matched)
    assert children(matched) == children(read(as_csv([HEADING, *body]))[1])


@few
@given(named)
def test_the_order_of_rows_changes_no_count(body):
    table = [HEADING, *body]
    other = [HEADING, *body[::-1]]
    first, second = read(as_csv(table))[1], read(as_csv(other))[1]
    assert len(first.people) == len(second.people)
    for outcome in ("quarantined", "ignored"):
        assert first.outcomes.count(outcome) == second.outcomes.count(outcome)


@few
@given(named, st.integers(1, 11))
def test_a_list_cut_into_two_files_has_the_same_children(body, at):
    whole = read(as_csv([HEADING, *body]))[1]
    rows, parts = read(as_csv([HEADING, *body[:at]]), as_csv([HEADING, *body[at:], []]))
    assert balances(rows, parts)
    # Across lists a name with birth date and hamlet merges, within a list it is asked.
    assert len(parts.people) <= len(whole.people)
    assert {child[:4] for child in children(parts)} == {c[:4] for c in children(whole)}


A, B = ("000218000001", "Thôn Mẫu 1"), ("12345", "Thôn Mẫu 1")
C = ("000218000001", "Thôn Mẫu 2")


@pytest.mark.parametrize(
    "rows, at", [([C, C, A, B], 3), ([A, C, C, B], 1), ([C, A, B, C], 1)]
)
def test_a_number_on_two_hamlets_rows_counts_alike_however_they_are_cut(rows, at):
    body = [["Lò Thị Ánh", "5/7/2018", *row, "Đã làm", ""] for row in rows]
    parts = as_csv([HEADING, *body[:at]]), as_csv([HEADING, *body[at:]])
    one, other = (children(read(*some)[1]) for some in (parts, parts[::-1]))
    assert one == other
    assert {child[3] for child in one} == {"H1"}


def counts(rows: Rows, matched: Matched) -> tuple:
    """How many children, in which state, and how many rows of each outcome."""
    return (
        sorted(child[:5] for child in children(matched)),
        sorted(Counter(matched.outcomes).items()),
        balances(rows, matched),
    )


# Numbers join a child's rows across lists, and of two that differ the first is kept:
# where the order may matter by rule, none is given.
unnumbered = named.map(lambda rows: [[*row[:2], "", *row[3:]] for row in rows])


@few
@given(unnumbered, unnumbered)
def test_the_order_of_files_and_of_sheets_does_not_matter(body, other):
    first, second = [HEADING, *body], [HEADING, *other]
    files = counts(*read(as_csv(first), as_csv(second)))
    assert counts(*read(as_csv(second), as_csv(first))) == files
    sheets = counts(*read(as_xlsx(first, second)))
    assert counts(*read(as_xlsx(second, first))) == sheets
