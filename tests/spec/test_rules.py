"""Every line of the rule tables, against the functions that hold the rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import pytest

from dophu.ages import AgeGroup, AgeGroups, completed_years
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.campaign.own_words import read_vocabulary
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import shipped
from dophu.child_names import accented_key, name_key
from dophu.dates import parse_date
from dophu.persons.birth_dates import BirthReport, settle_birth
from dophu.persons.comparison_keys import Frequencies
from dophu.persons.decision_rules import (
    REVIEW,
    is_link,
    is_provisional_link,
    needs_review,
)
from dophu.persons.disagreements import Statement, status_of_rows
from dophu.persons.record import Person, further
from dophu.persons.results_of_lists import (
    after_earlier,
    against_roster,
    listed_result,
    settle_results,
)
from dophu.persons.scoring import FREQUENCIES, score_pairs
from dophu.persons.settled_results import (
    OTHER_DAY,
    OTHER_NUMBER,
    other_day,
    other_number,
    take_days,
)
from dophu.persons.twin_names import ONE_SOUND, nearness
from dophu.rosters.columns.date_order import look_turned
from dophu.rosters.columns.reason_columns import read_reasons
from dophu.rosters.headings.heading_spellings import field_of, seems_of_result
from dophu.rosters.headings.other_papers import owner_of_path
from dophu.rosters.headings.tables import find_tables
from dophu.rosters.lists.draft_lists import draft_in
from dophu.rosters.lists.read_sheets import settle_sheet
from dophu.rosters.results.listed_people import kind_of_person
from dophu.rosters.sheets.columns import read_columns
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.addresses import Units, find_in_address
from dophu.rosters.texts.days_ahead import is_of_days_ahead, stated_ahead
from dophu.rosters.texts.list_pieces import make_whole, piece_in
from dophu.rosters.texts.list_roles import confirm, guess_role
from dophu.rosters.texts.names_in_cell import names_in_cell
from dophu.rosters.texts.old_lists import age_of_list
from dophu.rosters.texts.round_names import called_by
from dophu.rosters.texts.shares import shares_of
from dophu.rosters.texts.stated_age import stated_by
from dophu.rosters.texts.written_ages import COLUMNS, parse_age
from dophu.rosters.words.answers import Answers
from dophu.rosters.words.denied_ticks import find_denied
from dophu.rosters.words.proofs import kind_of_proof
from dophu.rosters.words.status import presence_of, reason_of, status_of
from dophu.rosters.words.values import read_numbers, read_ticks
from dophu.rosters.words.words_against import may_speak_against, speaks_against
from dophu.snapshots.children import with_age_group
from dophu.tables.changes.book import INTO, OUT_OF, book_flows
from dophu.tables.changes.flows import count_flows, without_card
from dophu.tables.gaps import count_gaps
from dophu.text import comparison_key
from spec.tables import read_table, read_tables
from tests.reading import grid_of
from tests.small_lists import HEADING, INDEX, children, read_small

GROUPS = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))
AS_OF = date(2024, 7, 18)
MEASLES = shipped("measles")


def each(name: str):
    """One test a line of the table."""
    rows = read_table(name)
    return pytest.mark.parametrize(
        "row", rows, ids=[" ".join(r.values()).replace("  ", " ") for r in rows]
    )


def days(written: str, as_of: date = AS_OF):
    """The interval of days that a birth date in a table stands for."""
    found = parse_date(_month_first(written), as_of) if written else None
    return (found.first, found.last) if found else (None, None)


def _month_first(written: str) -> str:
    return "/".join(reversed(written.split("-"))) if len(written) == 7 else written


@each("completed_years")
def test_completed_years_follow_the_table(row):
    born, on = date.fromisoformat(row["born"]), date.fromisoformat(row["on"])
    assert completed_years(born, on) == int(row["years"])


@each("age_groups")
def test_the_age_group_in_python_follows_the_table(row):
    found = GROUPS.group_of(*days(row["born"]), date.fromisoformat(row["as_of"]))
    assert (found or "out of scope") == row["group"]


def test_the_age_group_in_duckdb_is_that_of_python_on_every_line():
    for row in read_table("age_groups"):
        born = days(row["born"])
        relation = duckdb.sql(
            "SELECT CAST(? AS DATE) AS birth_from, CAST(? AS DATE) AS birth_to",
            params=list(born),
        )
        as_of = date.fromisoformat(row["as_of"])
        found = with_age_group(nw.from_native(relation), as_of, GROUPS).to_native()
        ((*_, group),) = found.fetchall()
        assert (group or "out of scope") == row["group"], row


@each("statuses")
def test_the_furthest_status_counts(row):
    found = further("not_yet", row["roster"] or None, row["enrolment"] or None)
    assert found == row["status"]


def statement_of(at, words):
    """What a row says that a table writes as "applied left 8/7"."""
    found = {"status": None, "presence": "present", "day": None}
    for word in words.split():
        if "/" in word:
            found["day"] = date(2024, *map(int, reversed(word.split("/"))))
        else:
            found["presence" if word in ("left", "dead") else "status"] = word
    return Statement(at, **found)


@each("disagreements")
def test_of_rows_that_disagree_the_lesser_or_the_newest_counts(row):
    stated = [statement_of(at, row[name]) for at, name in enumerate(("one", "other"))]
    for order in (stated, stated[::-1]):
        assert status_of_rows(order) == (row["status"] or None, row["told"])


def result_of_words(words):
    """What a row says that a table writes as "applied on 5/7 list 8/7"."""
    status, *more = words.split()
    doubted = "doubted" in more
    pairs = zip(more, more[1:], strict=False)
    days = {
        name: date(2024, *map(int, reversed(day.split("/"))))
        for name, day in pairs
        if name in ("on", "list")
    }
    row = Person("P1", "Mẫu Văn An", "mau van an", "H1", roster_status=status)
    row.applied_date = days.get("on")
    listed = {("", ""): days["list"]} if "list" in days else {}
    return listed_result(row, "DS-07" if doubted else "", listed)


TWO, AGAINST = read_tables("results_of_two_lists")


@pytest.mark.parametrize("row", TWO, ids=lambda row: " ".join(row.values()))
def test_of_two_results_the_later_or_the_lesser_counts(row):
    results = [result_of_words(row[name]) for name in ("one", "other")]
    for order in (results, results[::-1]):
        found = settle_results(order)
        assert (found.status, found.code) == (row["status"], row["told"])


@pytest.mark.parametrize("row", AGAINST, ids=lambda row: " ".join(row.values()))
def test_a_result_against_an_earlier_date_or_a_hamlets_list_follows_the_table(row):
    now, (of, words) = [result_of_words(row["this date"])], row["against"].split(" ", 1)
    other, found = result_of_words(words), settle_results(now)
    if of == "before":
        assert after_earlier(found, now, other) == row["status"]
    elif of == "sent_back":
        settled = settle_results([*now, other])
        assert (settled.status, settled.code) == (row["status"], row["told"])
    elif found.status in ENROLLED or not other.is_done:
        assert further(found.status, other.status) == row["status"]
    else:
        settled = against_roster(now, other)
        assert (settled.status, settled.code) == (row["status"], row["told"])


@each("numbers_and_days_of_two_lists")
def test_numbers_and_days_of_two_results_follow_the_table(row):
    rows = []
    for name in ("one", "other"):
        words = row[name].split()
        one = Person("", "", "", "H1", roster_status="applied")
        one.number = words.pop(0) if words and words[0].isdigit() else None
        for field, day in zip(words[::2], words[1::2], strict=True):
            setattr(
                one, f"{field}_date", date(2024, *map(int, reversed(day.split("/"))))
            )
        rows.append(one)
    child = Person("", "", "", "H1")
    told = [OTHER_NUMBER] * bool(other_number(child, rows))
    told += [OTHER_DAY] * bool(other_day(rows))
    take_days(child, [listed_result(one, "", {}) for one in rows])
    day = child.applied_date.isoformat() if child.applied_date else ""
    assert (" ".join(told), day) == (row["told"], row["day"])


@each("shares")
def test_who_is_at_the_whole_is_told_by_the_column(row):
    cells = row["cells"].split("; ")
    pairs = zip(cells, shares_of(cells), strict=True)
    assert " ".join(cell for cell, share in pairs if share >= 1) == row["at the whole"]


@each("words_of_those_done")
def test_words_of_the_result_follow_what_the_list_is(row):
    cells = [["Họ và tên", "Năm sinh", "Tình trạng"], ["Mẫu An", 2019, row["word"]]]
    for source in ("enrolment", "roster"):
        grid = grid_of("DS", cells)
        about = grid, find_tables(grid)[0], [1], AS_OF
        values, faults = read_columns(*about, source=source)
        found, code = values["status"][0] or "", faults["status"].get(0, ("",))[0]
        if source == "roster":
            assert found == row["roster"]
        else:
            stated = "" if row["asked"] else row["enrolment"]
            assert (found, code) == (stated, row["asked"])


@pytest.mark.parametrize("word", ["Đúng", "100%"])
def test_who_is_done_by_such_a_word_has_all_doses_where_the_drive_gives_doses(word):
    grid = grid_of("DS", [["Họ và tên", "Năm sinh", "Kết quả"], ["Mẫu An", 2019, word]])
    (table,) = find_tables(grid, vocabulary=MEASLES)
    values, _ = read_columns(grid, table, [1], AS_OF, source="enrolment")
    assert values["status"] == ["issued"]


@each("old_lists")
def test_a_list_of_long_ago_follows_the_table(row):
    names = [row["written"]]
    day = stated_by(names, as_of=AS_OF).day
    assert age_of_list(names, day, [], AS_OF) == row["told"]


@each("stated_against")
def test_what_speaks_against_an_enrolment_list_follows_the_table(row):
    assert speaks_against(row["written"]) == row["says"]


@pytest.mark.parametrize("row", read_tables("columns_of_enrolment_lists")[0])
def test_what_proves_a_row_of_an_enrolment_list_follows_the_table(row):
    assert kind_of_proof(row["heading"]) == row["proof"]


@pytest.mark.parametrize("row", read_tables("columns_of_enrolment_lists")[1])
def test_whose_a_row_of_an_enrolment_list_is_follows_the_table(row):
    assert kind_of_person(row["cell"], 14) == row["whose"]


@each("names_of_drafts")
def test_lists_that_are_not_to_be_counted_are_known_by_name_as_in_the_table(row):
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    sender = Sender("roster", "rosters/a.xlsx", AS_OF, index)
    assert draft_in(sender, row["sheet"], (), int(row["children"])) == row["is"]


@each("names_without_accents")
def test_names_without_accents_follow_the_table(row):
    assert may_speak_against(row["name"]) == row["may say"]


@each("whereabouts")
def test_remarks_of_whereabouts_follow_the_table(row):
    read = read_reasons([""], [row["remark"]], [""], Answers(), AS_OF)
    told = "DS-38" if read["leaves_by_remark"][0] else ""
    assert (read["presence"][0], told) == (row["presence"], row["told"])


@each("status_words")
def test_status_words_and_ticks_follow_the_table(row):
    (done, not_done), faults = read_ticks(
        [row["done"] or None, row["not_done"] or None], AS_OF
    )
    status, code = status_of(row["word"], done, False, not_done, AS_OF)
    code = "DS-07" if faults else code
    if find_denied([status], [row["done"] or None], [None], AS_OF):
        status, code = "not_yet", "DS-09"
    assert (status, code) == (row["status"] or None, row["issue"] or None), row


@each("reasons")
def test_reasons_follow_the_table(row):
    code, _, _ = reason_of(row["reason"], row["note"], AS_OF)
    assert (code, presence_of(code)) == (row["code"], row["presence"])


@each("birth_dates")
def test_birth_dates_follow_the_table(row):
    found = parse_date(row["written"], AS_OF)
    written = (
        (found.first.isoformat(), found.last.isoformat(), found.precision)
        if found
        else ("", "", "")
    )
    assert written == (row["first"], row["last"], row["precision"])


@each("ages")
def test_ages_follow_the_table(row):
    figures = COLUMNS.get(row["column"], "")
    found = parse_age(row["written"], AS_OF, figures)
    first, last = (found.first, found.last) if found else (None, None)
    written = [day.isoformat() if day else "" for day in (first, last)]
    assert written == [row["first"], row["last"]]
    assert (GROUPS.group_of(first, last, AS_OF) or "out of scope") == row["group"]


@each("list_roles")
def test_what_a_list_is_follows_the_table(row):
    role = guess_role([row["called"]], limits=(0, 6, 14))
    role = confirm(role, set(row["statuses"].split()))
    assert (role.kind, role.part) == (row["role"], row["part"])


@each("versions")
def test_which_of_two_lists_is_newer_follows_the_table(row):
    names = ("Thôn Mẫu 1", "Bản 3", "Tổ 2", "Bản Mới", "Bản Nà Lan 7")
    index = Hamlets(tuple(Hamlet(name, name) for name in names)).index()
    one, other = (stated_by([row[name]], index, AS_OF) for name in ("one", "other"))
    found = {"one": one.is_newer(other), "other": other.is_newer(one)}
    newer = [name for name, why in found.items() if why]
    assert newer == row["newer"].split()
    assert "".join(found.values()) == row["why"]


@each("names_in_a_cell")
def test_the_names_in_a_cell_follow_the_table(row):
    found = names_in_cell(row["written"].replace("⏎", "\n"))
    certain = "yes" if found.is_certain else "no"
    assert (len(found.names), certain) == (int(row["names"]), row["certain"])


@each("compared_names")
def test_names_are_compared_as_in_the_table(row):
    same = accented_key(row["one"]) == accented_key(row["other"])
    assert same == (row["same"] == "yes")
    assert same == (name_key(row["one"]) == name_key(row["other"]))


@each("sibling_names")
def test_names_that_two_siblings_can_bear_are_reported_as_in_the_table(row):
    expected = {"one sound": ONE_SOUND, "no": ""}.get(row["near"], row["near"])
    assert nearness(row["one"], row["other"]) == expected
    assert nearness(row["other"], row["one"]) == expected


@each("sibling_pairs")
def test_near_names_of_two_lists_are_joined_or_asked_about_as_in_the_table(row):
    columns = [_both(row[name]) for name in ("births", "mothers", "numbers")]
    people = [
        Person(
            person_id="", file="", sheet="", row=1, name=name, name_key=name_key(name),
            birth_from=date.fromisoformat(born), birth_to=date.fromisoformat(born),
            precision="day", sex="male", number=number, mother=mother, hamlet_id="H1",
        )
        for name, born, mother, number in zip(
            (row["one"], row["other"]), *columns, strict=True
        )
    ]  # fmt: skip
    (pair,) = score_pairs(people, None, Frequencies(people, FREQUENCIES), REVIEW)
    if is_link(pair, same_list=False):
        outcome = "joined"
    elif is_provisional_link(pair, pair.weight, same_list=False):
        outcome = "counted once"
    else:
        outcome = "asked" if needs_review(pair, same_list=False) else "two"
    assert outcome == row["outcome"]


def _both(cell: str) -> list[str | None]:
    one, _, other = cell.partition(",")
    return [one.strip() or None, other.strip() or None]


@each("births_of_several_lists")
def test_the_birth_that_lists_support_follows_the_table(row):
    reports = []
    for written in row["lists"].split(", "):
        born, _, number = written.partition(" #")
        found = parse_date(_month_first(born.rstrip("*")), AS_OF)
        birth = found.first, found.last, found.precision
        full = f"0002{number}000000" if number else None
        reports.append(BirthReport(birth, full, enrolment="*" in born))
    birth, settled_by = settle_birth(reports)
    used = parse_date(_month_first(row["used"]), AS_OF)
    assert birth == (used.first, used.last, used.precision)
    assert settled_by == f"birth_by_{row['settled_by']}"


@each("personal_numbers")
def test_personal_numbers_follow_the_table(row):
    cell = int(row["written"]) if row["kind"] == "number" else row["written"] or None
    (number,), faults = read_numbers([cell])
    assert (number or "") == row["number"]
    assert [code for code, _ in faults.values()] == row["issue"].split()


def test_hamlet_spellings_follow_the_table():
    names = {
        "H1": "Tổ dân phố Đồng Tâm 1",
        "H2": "Tổ dân phố Đồng Tâm 2",
        "H3": "Thôn Phô",
        "H4": "Thôn Pho",
        "H5": "Bản Ten",
        "H6": "Tổ 10",
        "H7": "Tổ dân phố 3",
        "H8": "Bản Nà É",
        "H9": "Tổ 4",
        "H10": "Tổ dân phố 4",
        "H11": "Thôn Hai",
        "H12": "Thôn 12",
        "H13": "Thôn 5",
        "H14": "Bản Sáu",
        "H15": "Bản 6",
    }
    index = Hamlets(tuple(Hamlet(*item) for item in names.items())).index()
    for row in read_table("hamlet_spellings"):
        assert (index.find(row["written"]) or "") == row["hamlet"], row["written"]


def test_the_gap_is_counted_as_in_the_table():
    children, expected = read_tables("gaps")
    persons = pd.DataFrame(
        [(r["hamlet"], *days(r["born"]), r["presence"], r["status"]) for r in children],
        columns=["hamlet_id", "birth_from", "birth_to", "presence", "status"],
    )
    relation = duckdb.from_df(persons).project(
        "* REPLACE (CAST(birth_from AS DATE) AS birth_from, "
        "CAST(birth_to AS DATE) AS birth_to)"
    )
    hamlets = Hamlets(tuple(Hamlet(h, h) for h in ("H1", "H2", "H3")))
    found = count_gaps(
        nw.from_native(relation), AS_OF, GROUPS, hamlets, never_sent=["H3"]
    )
    columns = [*expected[0]][2:]
    assert list(zip(found["hamlet_id"], found["age_group"], strict=True)) == [
        (row["hamlet"], row["age_group"]) for row in expected
    ]
    for (_, line), row in zip(found.iterrows(), expected, strict=True):
        written = ["" if pd.isna(line[c]) else f"{line[c]:.4g}" for c in columns]
        assert written == [row[c] for c in columns], row


def _children(written: str, as_of: date):
    """The one child that a cell of the ledger's table describes, or nobody."""
    hamlet, born, presence, status = written.split() or [None] * 4
    first, last = days(born, as_of)
    relation = duckdb.sql(
        "SELECT 'P1' AS person_id, ? AS hamlet_id, CAST(? AS DATE) AS birth_from, "
        "CAST(? AS DATE) AS birth_to, ? AS presence, ? AS status",
        params=[hamlet, first, last, presence, status],
    )
    found = without_card(nw.from_native(relation), as_of, GROUPS, ["applied", "issued"])
    return found if written else found.head(0)


@each("changes")
def test_the_ledger_follows_the_table(row):
    then, now = _children(row["then"], date(2024, 7, 11)), _children(row["now"], AS_OF)
    book = book_flows(count_flows(then, now, [("H1", "H9")]))
    found = {(*cell, c): n for cell, counts in book.items() for c, n in counts.items()}
    lines = (line.rsplit(" ", 1) for line in row["booked"].split(", ") if line)
    expected = {tuple(place.split()): int(count) for place, count in lines}
    assert {place: count for place, count in found.items() if count} == expected
    for counts in book.values():
        into = sum(counts[c] for c in (*INTO, "opening", "corrected"))
        assert into - sum(counts[c] for c in OUT_OF) == counts["closing"]


@each("other_papers")
def test_columns_of_other_papers_follow_the_table(row):
    over = ["Họ và tên", "Ngày sinh", *row["headings"].split("; ")]
    paths = [text.split(" › ") for text in over]
    depth = max(map(len, paths))
    rows = [[p[at] if at < len(p) else None for p in paths] for at in range(depth)]
    people = [["Mẫu An", "5/7/2018", *["x"] * (len(over) - 2)]]
    merged = [((0, at), (depth - 1, at)) for at in (0, 1)] if depth > 1 else []
    (table,) = find_tables(grid_of("DS", [*rows, *people], merged))
    last = len(over) - 1
    fields = [field for field, column in table.columns.items() if column == last]
    assert fields == row["read as"].split()
    assert (last in table.unclear) == (row["asked"] == "yes")


@each("days_of_enrolment")
def test_days_of_enrolment_follow_the_table(row):
    fields = ("word", "applied", "issued", "born")
    top = ["Họ và tên", "Tình trạng", "Ngày thu nhận", "Ngày trả thẻ", "Ngày sinh"]
    cells = ["Mẫu An", *(row[name] or None for name in fields)]
    grid = grid_of("DS", [top, cells])
    (table,) = find_tables(grid)
    values, faults = read_columns(grid, table, [1], AS_OF, source=row["list"])
    assert (values["status"][0] or "") == row["status"]
    codes = {code for column in faults.values() for code, _ in column.values()}
    assert codes == set(row["issue"].split())


@each("turned_dates")
def test_columns_that_excel_turned_follow_the_table(row):
    cells = [
        days(f"{text[1:]}/2018")[0] if text[0] == "d" else f"{text[1:]}/2018"
        for text in row["column"].split()
    ]
    assert look_turned(cells) == (row["looks turned"] == "yes")


@each("headings")
def test_headings_follow_the_table(row):
    assert (field_of(row["heading"]) or "") == row["field"]


@each("addresses")
def test_hamlets_in_addresses_follow_the_table(row):
    names = ("Bản Nà É", "Tổ 5", "Thôn Mẫu 1", "Bản Ten", "Tổ dân phố 3",
             "Thôn Làng Mới", "Bản Tà Mung", "Thôn Mẫu 10")  # fmt: skip
    hamlets = Hamlets(tuple(Hamlet(f"H{n}", name) for n, name in enumerate(names, 1)))
    units = Units.of(["Xã Tà Mung", "Xã Xuân"])
    found = find_in_address(row["written"], hamlets.index(), units)
    assert (found.hamlet or "") == row["hamlet"]


@each("measles_words")
def test_words_of_a_measles_drive_follow_the_table(row):
    status, code = status_of(row["word"], False, False, False, AS_OF, MEASLES)
    assert (status, code) == (row["status"] or None, row["issue"] or None), row


@each("headings_of_measles")
def test_headings_of_a_measles_drive_follow_the_table(row):
    heading = row["heading"]
    found = field_of(heading, MEASLES)
    owner = owner_of_path(heading.split(" › "), MEASLES)
    assert (found or "") == row["field"]
    assert (owner == "others") == (row["of others"] == "yes")
    is_asked = not found and seems_of_result(heading, MEASLES)
    assert is_asked == (row["asked"] == "yes")


@each("acts_upon_a_result")
@pytest.mark.parametrize("mark", ["x", "✓", "5/7/2024"])
def test_a_mark_under_another_act_counts_as_in_the_table(row, mark):
    cells = [("x", mark), (None, mark), ("x", None), ("x", "không")]
    table = [["STT", "Họ và tên", "Ngày sinh", "Đã làm", row["heading"]]]
    for at, both in enumerate(cells, start=1):
        table.append([at, f"Mẫu Văn {'ABCD'[at - 1]}", f"{at}/2/2015", *both])
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    taken_back = bool(row["asked"])
    for source in ("roster", "enrolment"):
        sender = Sender(source, f"{source}s/2024-07-18/thon_mau_1.xlsx", AS_OF, index)
        found = read_rows(grid_of("DS", table), sender)
        codes = {issue.code for issue in found.issues}
        both, alone, third, fourth = found.columns["status"][1:]
        assert (both, third, fourth) == (row["counted"], "applied", "applied")
        assert ("DS-09" in codes) == taken_back
        if source == "roster":
            assert ("BG-26" in codes) == taken_back
        else:  # to stand on such a list says "done"
            assert not taken_back or alone == row["counted"]


WORDS_OF = {"applied": "Đã làm", "not_yet": "Chưa làm"}


@each("comments")
def test_comments_on_rows_count_and_are_reported_as_in_the_table(row):
    heading = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Tình trạng"]
    child = [1, "Mẫu Văn A", "01/03/2018", "Thôn Mẫu 1", WORDS_OF[row["status"]]]
    comments = ((1, 1, row["comment"]),)
    grid = replace(grid_of("DS", [heading, child]), comments=comments)
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    found = read_rows(grid, Sender("roster", "a.xlsx", AS_OF, index))
    assert found.columns["status"][-1] == row["counted"]
    assert found.columns["presence"][-1] in (None, "present")
    assert {issue.code for issue in found.issues} == set(row["told"].split())


@each("services")
def test_what_a_column_of_services_says_counts_as_in_the_table(row):
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Nội dung"],
        [1, "Mẫu Văn A", "01/03/2018", row["cell"]],
    ]
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    found = read_rows(grid_of("DS", rows), Sender("enrolment", "a.xlsx", AS_OF, index))
    is_held = row["counted"] == "not_yet"
    assert found.columns["status"][-1] == ("not_yet" if is_held else None)
    assert ("TN-17" in {issue.code for issue in found.issues}) == is_held


@each("births_beside_the_year")
def test_day_and_month_beside_the_year_of_birth_follow_the_table(row):
    def cells(text):
        return [int(c) if c.isdecimal() else c or None for c in text.split(", ")]

    lines = [row["headings"].split(", "), *(cells(row[n]) for n in ROWS_OF_BIRTHS)]
    rows = [
        [name, *line, place]
        for name, line, place in zip(
            ("Họ và tên", "Mẫu Văn A", "Mẫu Văn B"),
            lines,
            ("Thôn", "Thôn Mẫu 1", "Thôn Mẫu 1"),
            strict=True,
        )
    ]
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    found = read_rows(grid_of("DS", rows), Sender("roster", "a.xlsx", AS_OF, index))
    both = zip(found.columns["birth_from"], found.columns["birth_to"], strict=True)
    births = [str(a) if a == b else str(a.year) for a, b in both if a]
    assert ", ".join(births) == row["births"]
    reported = {issue.code for issue in found.issues} & {"BG-58"}
    assert reported == set(row["told"].split())


ROWS_OF_BIRTHS = ("first row", "second row")


@each("mark_legends")
def test_lines_that_explain_marks_count_as_in_the_table(row):
    heading = ["STT", "Họ và tên", "Ngày sinh", "Thôn", row["column"]]
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    children = [
        [n, f"Mẫu Văn {letter}", f"0{n}/03/2018", "Thôn Mẫu 1", mark]
        for n, letter, mark in ((1, "A", "x"), (2, "B", "x"), (3, "C", None))
    ]
    below = [heading, *children, [], [None, None, row["line"]]]
    for rows in ([[row["line"]], [], heading, *children], below):
        sender = Sender("roster", "a.xlsx", AS_OF, index)
        found = read_rows(grid_of("DS", rows), sender)
        reported = "BG-60" if row["told"] else ""
        assert ("BG-60" in {issue.code for issue in found.issues}) == bool(reported)
        if reported:
            assert not {*found.columns["status"]} & {"applied", "issued"}


@each("sections_of_those_gone")
def test_children_below_a_line_of_those_gone_are_verified_as_in_the_table(row):
    rows = [["STT", "Họ và tên", "Ngày sinh", "Thôn", "Đã làm"]]
    for n, letter in enumerate("ABCD", 1):
        rows += [[row["line"]]] if n == 3 else []
        rows.append([n, f"Mẫu Văn {letter}", f"0{n}/03/2018", "Thôn Mẫu 1", None])
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    found = read_rows(grid_of("DS", rows), Sender("roster", "a.xlsx", AS_OF, index))
    kinds = zip(found.columns["presence"], found.columns["kind"], strict=True)
    expected = row["presence"]
    presences = [presence for presence, kind in kinds if kind == "data"]
    assert presences == ["present", "present", expected, expected]
    whole = grid_of(row["line"], [r for r in rows if len(r) > 1])
    named = read_rows(whole, Sender("roster", "a.xlsx", AS_OF, index))
    assert set(named.columns["presence"][1:]) == {expected}
    assert {i.code for i in named.issues} & {"BG-61"} == set(row["told"].split())
    reported = {issue.code for issue in found.issues} & {"BG-61"}
    assert reported == set(row["told"].split())
    if reported:
        (issue,) = (issue for issue in found.issues if issue.code == "BG-61")
        answers = Answers(presence={comparison_key(issue.details["said"]): "left"})
        sender = Sender("roster", "a.xlsx", AS_OF, index, answers=answers)
        found = read_rows(grid_of("DS", rows), sender)
        assert found.columns["presence"][-1] == "left"
        assert "BG-61" not in {issue.code for issue in found.issues}


@each("other_drives")
def test_a_list_of_another_drive_counts_as_in_the_table(row):
    rows = [
        [row["title"]],
        [],
        ["STT", "Họ và tên", "Ngày sinh", "Thôn", row["column"]],
        [1, "Mẫu Văn A", "01/03/2018", "Thôn Mẫu 1", "x"],
    ]
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    found = read_rows(grid_of("DS", rows), Sender("roster", "a.xlsx", AS_OF, index))
    is_done = found.columns["status"][-1] in ("applied", "issued")
    assert is_done == (row["counted"] == "done")
    reported = {issue.code for issue in found.issues} & {"BG-63"}
    assert reported == set(row["told"].split())


@pytest.mark.parametrize(
    ("folder", "done"),
    [("Sữa học đường/", False), ("Quà/", False), ("Thôn Mẫu 1/", True), ("", True)],
)
def test_a_folder_too_says_that_a_list_is_of_something_else(folder, done):
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Đã nhận"],
        [1, "Mẫu Văn A", "01/03/2018", "Thôn Mẫu 1", "x"],
    ]
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    file = f"rosters/2024-07-18/{folder}a.xlsx"
    found = read_rows(grid_of("DS", rows), Sender("roster", file, AS_OF, index))
    assert (found.columns["status"][-1] in ("applied", "issued")) == done


@each("looks_of_rows")
def test_styles_of_rows_are_told_as_in_the_table(row):
    results = [cell.strip() or None for cell in row["result"].split(",")]
    statuses = results if len(results) == 6 else [None] * 6
    heading = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]
    heading += ["Đã làm"] if "x" in results else ["Tình trạng"] * any(results)
    children = [
        [n, f"Mẫu Văn {'ABCDEG'[n]}", f"0{n + 1}/03/2018", "Thôn Mẫu 1", status]
        for n, status in enumerate(statuses)
    ]
    columns = {"name": [1], "birth": [2], "row": range(4)}[row["cells"]]
    at = [int(n) for n in row["rows"].split()]
    looks = tuple((c, r, r, row["style"]) for c in columns for r in at)
    looks += tuple((c, 0, 0, row["style"]) for c in range(5))
    grid = replace(grid_of("DS", [heading, *children]), looks=looks)
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    found = read_rows(grid, Sender("roster", "a.xlsx", AS_OF, index))
    assert {i.code for i in found.issues} & {"BG-24"} == set(row["told"].split())
    if row["told"]:
        answers = Answers(colour={row["style"]: "issued"})
        sender = Sender("roster", "a.xlsx", AS_OF, index, answers=answers)
        again = read_rows(grid, sender)
        assert "BG-24" not in {issue.code for issue in again.issues}
        done = [n for n, s in enumerate(again.columns["status"]) if s == "issued"]
        assert done == [n for n in at if statuses[n - 1] is None]


@each("names_of_lists")
def test_names_that_may_tell_a_result_are_told_as_in_the_table(row):
    heading = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]
    children = [
        [n, f"Mẫu Văn {letter}", f"0{n}/03/2018", "Thôn Mẫu 1"]
        for n, letter in enumerate("AB", 1)
    ]
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()

    def codes(file, rows, *above):
        sender = Sender("roster", file, AS_OF, index)
        found = read_rows(grid_of("DS", [*above, heading, *rows]), sender)
        return {issue.code for issue in found.issues} & {"BG-71"}

    assert codes(f"{row['name']}.xlsx", children) == set(row["told"].split())
    if "cấp" in row["name"]:  # a title is read where it states the result itself
        above = [f"DANH SÁCH {row['name']}".upper()], []
        assert codes("a.xlsx", children, *above) == set(row["told"].split())
    heading.append("Tình trạng")
    stated = [
        [*child, status] for child, status in zip(children, ("chưa", None), strict=True)
    ]
    assert codes(f"{row['name']}.xlsx", stated) == set()


@each("side_columns")
def test_other_columns_beside_done_are_told_as_in_the_table(row):
    top = [*HEADING, "Đã làm", row["heading"]]
    done, codes = read_small([top, *children(("x", row["cell"] or None), ("x", None))])
    assert done == [row["told"] != "DS-09", True]
    assert codes & {"BG-54", "DS-09"} == set(row["told"].split())


@each("lines_left_open")
def test_lines_that_leave_a_list_open_are_told_as_in_the_table(row):
    heading = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]
    children = [
        [n, f"Mẫu Văn {letter}", f"0{n}/03/2018", "Thôn Mẫu 1"]
        for n, letter in enumerate("ABCD", 1)
    ]
    where, text = row["line"], row["text"]
    lines = {
        "title": [[text], heading, *children],
        "below": [heading, *children, [], [text]],
        "section": [heading, [text], *children[:2]],
        "beside": [heading, ["Đã làm"], *children[:2], [text], *children[2:]],
    }
    names = {"file": (f"{text}.xlsx", "DS"), "sheet": ("a.xlsx", text)}
    file, sheet = names.get(where, ("a.xlsx", "DS"))
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    rows = lines.get(where, [heading, *children])
    found = read_rows(grid_of(sheet, rows), Sender("roster", file, AS_OF, index))
    told = {issue.code for issue in found.issues} & {"BG-73", "BG-51", "BG-06"}
    assert told == set(row["told"].split())


@each("lists_in_rounds")
def test_lists_are_called_by_rounds_as_in_the_table(row):
    assert called_by([row["name"].replace("_", " ")], ["Thôn Mẫu 1"]) == row["called"]


@each("days_to_come")
def test_days_to_come_are_told_as_in_the_table(row):
    text = row["written"]
    if row["where"] == "section":
        assert is_of_days_ahead(text, AS_OF) == bool(row["told"])
        return
    names, titles = ([text], []) if row["where"] == "name" else ([], [text])
    assert stated_ahead(names, titles, AS_OF, ["Thôn Mẫu 1"]) == row["told"]


@each("pieces_of_lists")
def test_pieces_make_a_whole_list_as_in_the_table(row):
    names = [name.strip() for name in row["lists"].split(";")]
    found = [piece_in([name], places=["Thôn Mẫu 1", "Nhóm 7"]) for name in names]
    pieces = [piece for piece in found if piece]
    assert len(pieces) == int(row["pieces"])
    assert ("yes" if make_whole(pieces) else "") == row["whole"]


@each("counts_beside_not_done")
def test_counts_settle_empty_cells_below_not_done_as_in_the_table(row):
    line = [[None, *map(figure, row["line"].split(" ¦ "))]]
    listed = [[*HEADING, "Chưa làm"], *children((None,), ("x",), (None,), (None,))]
    rows = [*line, *listed] if row["where"] == "title" else [*listed, [], *line]
    sender = Sender("roster", "a.xlsx", AS_OF, INDEX)
    found = read_rows(grid_of("DS", rows), sender)
    done = sum(status in ENROLLED for status in found.columns["status"])
    told = {issue.code for issue in found.issues} & {"BG-62", "BG-76"}
    assert (done, told) == (int(row["done"]), {row["told"]})


@each("counts_in_titles")
def test_a_count_in_a_title_is_held_against_the_rows_as_in_the_table(row):
    own = {"Y": "Đã làm", "N": "Chưa làm"}
    aside = {"n": ("chưa làm", ""), "r": ("", "về quê")}
    cells = [(own.get(of, ""), *aside.get(of, ("", ""))) for of in row["rows"]]
    listed = [[*HEADING, "Kết quả", "Ghi chú", "Lý do"], *children(*cells)]
    done, codes = read_small([["DANH SÁCH TRẺ EM"], [row["title"]], *listed])
    assert done == [of == "x" for of in row["done"].ljust(len(cells), ".")]
    assert codes & {"BG-80", "DS-09", "BG-64"} == set(row["told"].split())


_AROUND = Hamlets(
    (
        *(Hamlet(f"H{n}", f"Thôn Mẫu {n}") for n in (1, 2)),
        *(Hamlet(f"T{n}", f"Tổ dân phố {n}") for n in range(1, 9)),
    )
).index()


@each("places_around_lists")
def test_whose_a_list_is_by_what_stands_around_it_follows_the_table(row):
    listed = [["STT", "Họ và tên", "Ngày sinh"], [1, "Mẫu Văn A", "1/2/2015"]]
    units = Units.of(["Thị trấn Thử"])
    sender = Sender("roster", f"{row['file']}.xlsx", AS_OF, _AROUND, units=units)
    found = read_rows(grid_of(row["sheet"], [[row["title"]], *listed]), sender)
    assert found.columns["hamlet_id"][-1] == (row["hamlet"] or None)
    assert {i.code for i in found.issues} & {"DS-02", "BG-13", "TP-07"} == set(
        row["told"].split()
    )


def figure(text):
    return int(text) if text.isdigit() else text


@each("headings_of_own_words")
def test_a_tick_under_a_word_of_the_campaigns_own_is_as_in_the_table(row):
    table = {"status": {row["said to be"]: [row["word"]]}}
    if row["stated as"]:
        table["headings"] = {row["stated as"]: [row["word"]]}
    drive = {"drive": row["drive"]}
    words = read_vocabulary({"campaign": drive, "vocabulary": table})
    found = read_rows(
        grid_of("DS", [[*HEADING, row["heading"]], *children(["x"])]),
        Sender("roster", "a.xlsx", AS_OF, INDEX, vocabulary=words),
    )
    assert found.columns["status"][-1] == row["tick is"]


@each("results_of_other_drives")
def test_columns_of_another_drives_result_are_asked_about_as_in_the_table(row):
    cells = [None if cell == "." else cell for cell in row["cells"].split(", ")]
    beside = {"Đã làm": ["x", None], "Ngày cấp CC": ["5/7/2024", None]}
    more = beside.get(row["beside"], [None, None])
    rows = [[*HEADING, row["column"], row["beside"] or None]]
    rows += children(*zip(cells, more, strict=True))
    sender = Sender("roster", "a.xlsx", AS_OF, INDEX)
    sender = replace(sender, is_drive_named=row["drive named"] == "yes")
    found = read_rows(grid_of("DS", rows), sender)
    settle_sheet(found, sender, "DS", "", (6, 14))
    told = [issue for issue in found.issues if issue.severity == "warning"]
    assert [issue.code for issue in told] == row["told"].split()
    drive = f'drive = "{row["drive to name"]}"'
    assert all(i.details["drive"] == drive for i in told if i.code == "BG-86")
