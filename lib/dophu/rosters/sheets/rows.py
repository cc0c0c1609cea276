"""Tables → source rows: every row of a sheet once, with its values and its place."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath

from dophu.catalogue.issues import Issue, phrase
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.columns.birth_parts import join_birth_parts
from dophu.rosters.columns.code_legends import find_code_legend
from dophu.rosters.columns.column_guesses import propose, unread_columns
from dophu.rosters.columns.date_order import settle_date_orders
from dophu.rosters.columns.dated_columns import choose_newest, set_past_years_apart
from dophu.rosters.columns.filled_cells import fill_cells, spread_looks
from dophu.rosters.columns.hamlet_of_row import read_localities
from dophu.rosters.columns.hamlet_outside import (
    Outside,
    hamlet_between,
    hamlet_outside,
)
from dophu.rosters.columns.households import part_households
from dophu.rosters.columns.mark_columns import settle_marks
from dophu.rosters.columns.mark_legends import find_legends, without_done
from dophu.rosters.headings.registers import find_grown_ups, settle_states
from dophu.rosters.headings.shown_headings import SHOWN
from dophu.rosters.headings.side_by_side import is_beside_another, part_sheet
from dophu.rosters.headings.tables import Table, find_tables
from dophu.rosters.headings.unread_sheets import about_no_table, why_no_table
from dophu.rosters.looks.hidden_parts import about_hidden
from dophu.rosters.looks.look_answers import LookAnswers
from dophu.rosters.looks.row_looks import find_row_looks
from dophu.rosters.results.card_columns import leave_open_question, take_card_column
from dophu.rosters.results.gone_sections import find_gone, settle_gone, settle_words
from dophu.rosters.results.issuing_offices import leave_days_of_others
from dophu.rosters.results.listed_people import rows_of_children
from dophu.rosters.results.notes import GROUPED
from dophu.rosters.results.other_drives import (
    has_own_result,
    hold_back_others,
    other_drive_in,
)
from dophu.rosters.results.result_columns import find_unread_results, settle_setbacks
from dophu.rosters.results.result_issues import COUNTED
from dophu.rosters.results.results_outside import (
    end_of,
    results_outside,
    settle_results,
    title_of_not_yet,
)
from dophu.rosters.results.services import settle_services
from dophu.rosters.results.silent_cells import columns_of_changes, words_for_numbers
from dophu.rosters.results.stated_against import find_against
from dophu.rosters.results.title_counts import speaking_rows
from dophu.rosters.sheets.card_ticks import take_card_ticks
from dophu.rosters.sheets.columns import read_columns
from dophu.rosters.sheets.comments import CommentAnswers
from dophu.rosters.sheets.decided_results import DecidedResults
from dophu.rosters.sheets.lines_left_open import about_exceptions, lines_left_open
from dophu.rosters.sheets.results_in_list_names import about_names
from dophu.rosters.sheets.shared_rows import part_rows
from dophu.rosters.sheets.source_rows import (
    Rows,
    Sender,
    TableRead,
    append_ignored,
    append_table,
)
from dophu.rosters.sheets.table_issues import TableNotes
from dophu.rosters.texts.could_be_names import parts_of_names
from dophu.rosters.texts.distinct import places_of_none
from dophu.rosters.texts.legacy_columns import NAMES, convert_columns
from dophu.rosters.texts.list_roles import own_hamlets
from dophu.rosters.texts.result_fields import OPEN, RESULTS_AND_DAYS
from dophu.rosters.texts.returned import is_review
from dophu.rosters.texts.symbol_fonts import show_symbols
from dophu.rosters.texts.titles import lines_of, other_commune
from dophu.rosters.words.held_back import HELD, hold_back

SEPARATOR_NAMES = {"\t": "tab"}
"""Separators that are not seen, as a message names them."""


def read_rows(grid: Grid, sender: Sender) -> Rows:
    """Read one sheet: all its rows, ignored ones included."""
    found = Rows()
    if is_review(grid.rows):
        append_ignored(found, grid, sender, 0, len(grid.rows), "title")
        found.why = "sheet_review"
        return found
    grid, encodings = convert_columns(show_symbols(grid))
    for column, encoding in encodings.items():
        code = "BG-10" if encoding == "unclear" else "BG-09"
        details = {"column": cell_name(0, column).rstrip("1")}
        details |= {} if encoding == "unclear" else {"encoding": NAMES[encoding]}
        found.issues.append(Issue(code, sender.file, grid.name, "", "", details))
    if grid.parted_by:
        details = {"mark": SEPARATOR_NAMES.get(grid.parted_by, grid.parted_by)}
        found.issues.append(Issue("BG-25", sender.file, grid.name, details=details))
    is_read = grid.state == "visible"
    reported = sender.answers.of_rows(grid.name)
    known = sender.headings, sender.index, reported
    tables = find_tables(grid, *known, vocabulary=sender.vocabulary) if is_read else []
    beside = [table for table in tables if is_beside_another(table, grid)]
    if beside:
        if halves := part_sheet(grid, tables):
            for half in halves:
                found.join_beside(read_rows(half, sender))
            return found
        append_ignored(found, grid, sender, 0, len(grid.rows), "title")
        # It may stand below one that stands alone.
        place = cell_name(beside[0].first, min(beside[0].doubled))
        found.issues.append(Issue("BG-08", sender.file, grid.name, place))
        found.why = "sheet_side_by_side"
        return found
    if not tables:
        append_ignored(found, grid, sender, 0, len(grid.rows), "title")
        is_list = grid.state == "hidden" and bool(
            find_tables(grid, sender.headings, vocabulary=sender.vocabulary)
        )
        found.why = why_no_table(grid, is_list, sender.vocabulary)
        about = grid, sender.file, found.why, sender.vocabulary
        found.issues.append(about_no_table(*about))
        return found
    append_ignored(found, grid, sender, 0, tables[0].first, "title")
    first = tables[0].first
    found.titles = lines_of(grid, 0, first)
    found.headings = lines_of(grid, first, tables[0].body)
    if other := other_commune(found.titles, sender.units):
        why = {"why": phrase("letterhead", name=other[:SHOWN])}
        found.issues.append(Issue("TP-07", sender.file, grid.name, details=why))
    outside = hamlet_outside(grid, 0, first, sender.named or sender.file, sender.index)
    for above, table in zip([None, *tables], tables, strict=False):
        if above is not None:
            outside = hamlet_between(grid, above, table, sender.index, outside)
        start = end_of(above) if above is not None else 0
        read_table(found, grid, table, sender, outside, start)
    return found


def read_table(
    rows: Rows, grid: Grid, table: Table, sender: Sender, outside: Outside, above: int
) -> None:
    """Read one table of a sheet, and put its rows and issues after those found."""
    sent = grid = spread_looks(grid)
    grid = fill_cells(grid, table)
    table, beside_year = join_birth_parts(grid, settle_states(grid, table))
    looks = find_row_looks(grid, table)
    colours, decided = sender.answers.colour, sender.answers.of_results(grid.name)
    answered = LookAnswers(grid, table, looks, colours, sender.as_of, sent)
    grid = answered.readable()
    table, histories = choose_newest(grid, table, sender.as_of)
    table = set_past_years_apart(grid, table, sender.as_of)
    table = leave_days_of_others(grid, settle_marks(grid, table))
    table = leave_open_question(grid, table)
    table = take_card_column(grid, table, sender.as_of)
    stem = PurePosixPath(sender.file).stem.replace("_", " ")
    called = (stem, grid.name, *lines_of(grid, above, table.first))
    table = take_card_ticks(grid, table, called, sender)
    table, proposals = propose(grid, table, sender.index, sender.as_of)
    reported = [p.column for p in proposals if p.field != "status"]
    unread = find_unread_results(grid, table, reported, sender.as_of)
    if sender.source == "roster":  # told as a result that is not read (BG-26)
        results = {column.column for column in unread}
        proposals = [p for p in proposals if p.column not in results]
    table, grown = part_households(grid, table, sender.as_of)
    grid, turned = settle_date_orders(grid, table, sender.orders, sender.as_of)
    rows.fields |= set(table.columns)
    shared = part_rows(grid, table, sender.answers.of_rows(grid.name))
    at, cells = shared.at, shared.cells
    codes_said = find_code_legend(grid, table, above, sender.as_of)
    about = sender.as_of, codes_said.added_to(sender.answers), sender.source
    values, faults = read_columns(grid, table, at, *about, cells)
    answers = DecidedResults(at, decided, values["status"])
    answered.settle(at, values, faults)
    pinned = CommentAnswers(sent, table, above, sender)
    pinned.settle(at, values, faults)
    reported_outside = results_outside(
        grid, table, above, sender.index, sender.as_of, decided
    )
    held = {p for found in faults.values() for p, (code, _) in found.items()
            if code in ("DS-07", "DS-31", "DS-32")}  # fmt: skip
    own = values["status"], at, reported_outside, table, held
    filled, against = settle_results(*own, speaking_rows(grid, table, sender.as_of))
    words = sender.as_of, table.vocabulary
    against += settle_setbacks(values["status"], grid, at, unread, words, sender.source)
    stated_against = []
    if sender.source == "roster":
        against += settle_services(values["status"], grid, at, table, sender.as_of)
    against = answers.restore(values["status"], faults["status"], against)
    if sender.source == "enrolment":
        years = sender.as_of, sender.grown_from
        young = rows_of_children(table.data_rows, at, values["birth_to"], *years)
        found_against = find_against(grid, table, young, *years)
        stated_against = hold_back(values, faults, at, found_against, decided)
    if legends := find_legends(grid, table, above, codes_said.rows):
        values["status"] = without_done(values["status"], at, decided)
    lines_of_gone = find_gone(table, sender.as_of, called)
    gone = settle_gone(at, values, lines_of_gone, sender.answers)
    of_other = other_drive_in(sender.without_places(called), sender.vocabulary)
    others: list[int] = []
    if of_other and not has_own_result(sent, table):
        others = hold_back_others(values["status"], at, decided, sender.source)
    numbered = settle_words(at, values, words_for_numbers(grid, table), sender.answers)
    where = sender.units, sender.answers.of_hamlets(grid.name)
    localities = read_localities(grid, table, sender.index, outside, *where)
    of_rows = localities.hamlets, localities.stated, localities.by
    hamlets, stated, hamlet_by = map(shared.repeat, of_rows)
    values["hamlet_id"] = hamlets
    notes = TableNotes(rows.issues, sender.file, grid.name, table, decided)
    codes: dict[int, list[str]] = defaultdict(list)
    adults = find_grown_ups(table, values["birth_to"], sender.as_of, sender.grown_from)
    for column, found in faults.items():
        for position, (code, why) in found.items():
            if position in adults:
                continue
            codes[position].append(code)
            if code not in (*GROUPED, *COUNTED, HELD):
                notes.add(code, at[position], column, hamlets[position], why)
    for position in against:
        if "DS-09" not in codes[position]:
            codes[position].append("DS-09")
            notes.add("DS-09", at[position], "status", hamlets[position])
    for position in places_of_none(values["name"]):
        codes[position].append("DS-01")
        notes.add("DS-01", at[position], None, hamlets[position])
    if sender.source == "roster":
        for position in places_of_none(hamlets):
            codes[position].append("DS-02" if stated[position] else "DS-30")
    for position, unknown in enumerate(values["is_reason_unknown"]):
        if unknown and position not in adults:
            codes[position].append("DS-13")
    for position, remark in enumerate(values["leaves_by_remark"]):
        if remark and position not in adults:
            codes[position].append("DS-38")
    why = values["reason_text"]
    words = {"DS-02": stated, "DS-07": values["said"], "DS-13": why, "DS-38": why}
    grouped = any(code in GROUPED for found in codes.values() for code in found)
    names = parts_of_names(values["name"], values["mother"]) if grouped else frozenset()
    notes.add_grouped(at, codes, words, sender.index, names)
    if sender.source == "roster":
        notes.add_about_status(values["status"], codes, adults)
        notes.add_about_children(len(at))
        notes.add_about_results(histories, unread)
        of_list = sender, grid.name, called[2:], at, values["status"]
        has_result = not RESULTS_AND_DAYS.isdisjoint(table.columns)
        rows.issues += about_names(*of_list, has_result=has_result)
        by_remark = zip(values["done_by_remark"], values["status"], at, strict=True)
        own = [s for p, s in enumerate(values["status"]) if p not in filled]
        told = lines_left_open(grid.name, table, sender, has_result or any(own))
        notes.add_about_lines(sorted({*told} - codes_said.rows))
        rows.issues += about_exceptions(grid, table, sender, called, at, values)
        notes.add_about_remarks([r for done, s, r in by_remark if done and s in OPEN])
    notes.add_about_against(grid, stated_against)
    stated_beside = (
        ("keeps_reason", notes.add_about_kept_reasons),
        ("result_in_name", notes.add_about_names),
        ("doubted", notes.add_about_doubts),
    )
    for name, add in stated_beside:
        flags = zip(values[name], at, strict=True)
        add([row for flag, row in flags if flag])
    notes.add_about_parts(grid, beside_year)
    unknown = unread_columns(grid, table, proposals)
    notes.add_about_columns(proposals, unknown, grid.hidden_columns)
    set_apart = (*places_of_none(values["name"]), *adults)
    notes.add_about_totals(grid, shared, frozenset(at[p] for p in set_apart))
    notes.add_about_years(values["is_year_short"])
    notes.add_about_days(at, codes)
    notes.add_about_outside(
        [(at[p], r) for p, r in filled.items()], reported_outside, decided
    )
    of_not_yet = title_of_not_yet(grid, table, above, sender.index, sender.as_of)
    notes.add_about_title(of_not_yet, at, values["status"])
    notes.add_about_date_orders(turned, sender.orders.groups)
    notes.add_about_ages(grid, at, values["is_age"])
    notes.add_about_grown_ups(grown, [at[position] for position in adults])
    notes.add_about_old_births(at, adults, values["birth_to"], sender)
    notes.add_about_hamlets(outside, localities)
    notes.add_about_none_named(at, codes, hamlets)
    notes.add_about_shared_rows(shared)
    notes.add_about_unsure_names(table.unsure, at, values["name"])
    rows.issues.extend(about_hidden(grid, table, sender.file))
    rows.issues += [*answered.issues(sender.file), *pinned.issues(sender.file)]
    notes.add_about_legends(legends, decided)
    notes.add_about_other_drive(of_other, others)
    notes.add_about_gone(gone)
    if sender.source == "roster":
        notes.add_about_blanks(sent, at, values["status"], decided)
        notes.add_about_empty_reasons(sent, at, values["status"], decided)
        notes.add_about_groups(sent, at, values["status"], decided)
        notes.add_about_numbers(numbered)
        notes.add_about_changes(grid, columns_of_changes(grid, table, sender.as_of))
    append_table(rows, sender, grid, table, values, codes, shared)
    rows.tables.append(TableRead(sent, table, at, hamlet_by))
    if sender.source == "roster":
        places = zip(hamlets, stated, strict=True)
        rows.elsewhere += sum(h is None and place != "" for h, place in places)
        rows.hamlets |= own_hamlets(hamlets, outside.hamlet)
        rows.is_named |= outside.hamlet is not None
