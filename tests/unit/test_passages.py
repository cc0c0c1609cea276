"""Why a child left the gap or came to it, and what a ledger corrects of an edition."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import pytest

import dophu
from dophu.ages import AgeGroup, AgeGroups
from dophu.tables import changes as ledger
from dophu.tables.changes.book import INTO, OUT_OF, book_child, book_flows
from dophu.tables.changes.flows import (
    FLOW_COLUMNS,
    count_flows,
    list_flows,
    without_card,
)
from dophu.tables.changes.published import Published, find_causes, read_published

THEN, NOW = date(2024, 7, 11), date(2024, 7, 18)
GROUPS = AgeGroups((AgeGroup("young", 0, 6), AgeGroup("old", 6, 14)))
FIVE, NINE = date(2019, 1, 2), date(2015, 1, 2)
TURNS_SIX, TURNS_FOURTEEN = date(2018, 7, 15), date(2010, 7, 15)
ADULT = date(1999, 1, 2)
MONTH = (FIVE, date(2019, 1, 31))

IN, AWAY, DEAD, OUT = "present", "left", "dead", "out_of_scope"
ASKED = "to_verify"
NO, YES = "not_yet", "issued"
Y1, O1, Y2, O2 = ("H1", "young"), ("H1", "old"), ("H2", "young"), ("H2", "old")
GONE = (None, None)

PASSAGES = {
    # child: on the date before, on this date; where it was, where it is, and why.
    "stays": (("H1", IN, NO, FIVE), ("H1", IN, NO, FIVE), Y1, Y1, "stayed"),
    "moves": (("H1", IN, NO, FIVE), ("H2", IN, NO, FIVE), Y1, Y2, "stayed"),
    "grows": (("H1", IN, NO, TURNS_SIX), ("H1", IN, NO, TURNS_SIX), Y1, O1, "stayed"),
    "set right": (("H1", IN, NO, FIVE), ("H1", IN, NO, NINE), Y1, O1, "stayed"),
    "not listed": (("H1", IN, NO, FIVE), ("H1", ASKED, NO, FIVE), Y1, Y1, "stayed"),
    "gets one": (("H1", IN, NO, FIVE), ("H1", IN, YES, FIVE), Y1, GONE, "enrolled"),
    "gets one and is not listed": (
        ("H1", IN, NO, FIVE), ("H1", ASKED, YES, FIVE), Y1, GONE, "enrolled",
    ),
    "leaves": (("H1", IN, NO, FIVE), ("H1", AWAY, NO, FIVE), Y1, GONE, "moved_out"),
    "leaves with one": (
        ("H1", IN, NO, FIVE), ("H1", AWAY, YES, FIVE), Y1, GONE, "moved_out",
    ),
    "dies": (("H1", IN, NO, FIVE), ("H1", DEAD, NO, FIVE), Y1, GONE, "died"),
    "is too old": (
        ("H1", IN, NO, TURNS_FOURTEEN), ("H1", OUT, NO, TURNS_FOURTEEN), O1, GONE,
        "aged_out",
    ),
    "is adult": (("H1", IN, NO, NINE), ("H1", OUT, NO, ADULT), O1, GONE, "corrected"),
    "is nowhere": (("H1", IN, NO, FIVE), None, Y1, GONE, "corrected"),
    "is new": (None, ("H1", IN, NO, FIVE), GONE, Y1, "new"),
    "comes back": (("H2", AWAY, NO, FIVE), ("H1", IN, NO, FIVE), GONE, Y1, "moved_in"),
    "is old enough": (("H1", OUT, NO, FIVE), ("H1", IN, NO, FIVE), GONE, Y1, "aged_in"),
    "was young enough": (
        ("H1", OUT, NO, ADULT), ("H1", IN, NO, NINE), GONE, O1, "corrected",
    ),
    "never had one": (
        ("H1", IN, YES, FIVE), ("H1", IN, NO, FIVE), GONE, Y1, "corrected",
    ),
    "is alive": (("H1", DEAD, NO, FIVE), ("H1", IN, NO, FIVE), GONE, Y1, "corrected"),
    "merges": (("H8", IN, NO, FIVE), ("H1", IN, NO, FIVE), Y1, Y1, "stayed"),
    "is not of those": (
        ("H8", IN, NO, FIVE), ("H2", IN, NO, FIVE), ("H8", "young"), Y2, "stayed",
    ),
    "moves and grows": (
        ("H1", IN, NO, TURNS_SIX), ("H2", IN, NO, TURNS_SIX), Y1, O2, "stayed",
    ),
    "born that month": (("H1", IN, NO, FIVE), ("H1", IN, NO, MONTH), Y1, Y1, "stayed"),
    "nobody knows how old": (
        ("H1", IN, NO, None), ("H1", IN, NO, None), ("H1", "unknown"),
        ("H1", "unknown"), "stayed",
    ),
}  # fmt: skip
OUTSIDE = {
    "has one": (("H1", IN, YES, FIVE), ("H1", IN, YES, FIVE)),
    "has one and is new": (None, ("H1", IN, YES, FIVE)),
    "is of no group": (None, ("H1", IN, NO, ADULT)),
    "is away": (("H1", AWAY, NO, FIVE), ("H1", AWAY, NO, FIVE)),
}
"""Children who are in the gap on neither date."""


def children(number: int):
    """Give the children of one of the dates, as a snapshot has them."""
    rows = []
    for child, passage in (PASSAGES | OUTSIDE).items():
        if passage[number]:
            hamlet, presence, status, born = passage[number]
            first, last = born if isinstance(born, tuple) else (born, born)
            rows.append((child, hamlet, presence, status, first, last))
    columns = ("person_id", "hamlet_id", "presence", "status", "birth_from", "birth_to")
    frame = pd.DataFrame(rows, columns=columns)
    for day in columns[4:]:
        frame[day] = pd.to_datetime(frame[day])
    dates = "birth_from::date as birth_from, birth_to::date as birth_to"
    texts = ", ".join(columns[:4])
    relation = duckdb.from_df(frame).project(f"{texts}, {dates}")
    of = nw.from_native(relation)
    return without_card(of, (THEN, NOW)[number], GROUPS, ["issued"])


def test_each_child_leaves_the_gap_and_comes_to_it_for_its_reason():
    pairs = [("H8", "H1")]
    flows = list_flows(children(0), children(1), pairs)
    found = {flow.person_id: flow for flow in flows.itertuples()}
    assert found.keys() == PASSAGES.keys()
    for child, (then, now, left, came, why) in PASSAGES.items():
        flow = found[child]
        assert (flow.hamlet_then, flow.group_then) == left, child
        assert (flow.hamlet, flow.group) == came, child
        assert flow.why == why, child
        born = {of[3] for of in (then, now) if of}
        is_same = bool(then and now) and len(born) == 1 and None not in born
        assert bool(flow.same_birth) is is_same, child
        assert bool(flow.to_verify) is (child == "not listed"), child
    assert set(flows["children"]) == {1}
    assert list(flows) == ["person_id", *FLOW_COLUMNS, "children"]

    counted = count_flows(children(0), children(1), pairs)
    assert list(counted) == [*FLOW_COLUMNS, "children"]
    each = flows.groupby([*FLOW_COLUMNS], dropna=False)["children"].sum()
    assert counted["children"].sum() == len(PASSAGES)
    assert sorted(counted["children"]) == sorted(each)
    for table in (flows, counted):
        ordered = [*table[["hamlet_then", "group_then", "hamlet"]].itertuples()]
        keys = [[of or "" for of in row[1:]] for row in ordered]
        assert keys == sorted(keys)


BOOKED = {
    # child: what it does to cells beside being in them; others by their reason alone.
    "moves": {(Y1, "moved_out"): 1, (Y2, "moved_in"): 1},
    "grows": {(Y1, "aged_out"): 1, (O1, "aged_in"): 1},
    "moves and grows": {
        (Y1, "moved_out"): 1, (Y2, "moved_in"): 1, (Y2, "aged_out"): 1,
        (O2, "aged_in"): 1,
    },
    "set right": {(Y1, "corrected"): -1, (O1, "corrected"): 1},
    "not listed": {(Y1, "to_verify"): 1},
    "is adult": {(O1, "corrected"): -1},
    "is nowhere": {(Y1, "corrected"): -1},
    "is not of those": {(("H8", "young"), "moved_out"): 1, (Y2, "moved_in"): 1},
}  # fmt: skip


def test_each_child_is_booked_once_in_every_column_of_a_cell_that_it_touches():
    flows = list_flows(children(0), children(1), [("H8", "H1")])
    whole: Counter[tuple] = Counter()
    for flow in flows.itertuples():
        _, _, left, came, why = PASSAGES[flow.person_id]
        wanted = Counter(BOOKED.get(flow.person_id, {}))
        if not wanted and why != "stayed":
            wanted[came if came != GONE else left, why] = 1
        if left != GONE:
            wanted[left, "opening"] += 1
        if came != GONE:
            wanted[came, "closing"] += 1
        found = [*book_child(flow)]
        assert {(cell, column): n for cell, column, n in found} == wanted, (
            flow.person_id
        )
        assert len(found) == len(wanted)
        whole.update(wanted)
    book = book_flows(count_flows(children(0), children(1), [("H8", "H1")]))
    assert {
        (c, k): n for c, columns in book.items() for k, n in columns.items() if n
    } == {key: n for key, n in whole.items() if n}
    for columns in book.values():
        inside = sum(columns[name] for name in INTO) + columns["corrected"]
        out = sum(columns[name] for name in OUT_OF)
        assert columns["opening"] + inside - out == columns["closing"]


HAMLETS = (
    "hamlet_id,name,aliases,officer,valid_from,valid_to\n"
    "H1,Tổ dân phố Mẫu 1,TDP M1,,,\nH2,Thôn Ví Dụ 2,,,,\n"
)
LINES = (
    "1,Mẫu Văn Một,01/02/2019,,TDP M1,{},",
    "2,Mẫu Thị Hai,03/04/2015,,Thôn Ví Dụ 2,chưa,",
    "3,Mẫu Văn Ba,05/04/2015,,Thôn Ví Dụ 2,chưa,",
)


@pytest.fixture
def weeks(folder):
    ended = HAMLETS + "H6,Thôn đã hết,,,,2024-07-01\n"
    folder.write("hamlets.csv", ended)
    for day, word in (("2024-07-04", "chưa"), ("2024-07-11", "chưa"),
                      ("2024-07-18", "đã cấp")):  # fmt: skip
        folder.roster(day, *(line.format(word) for line in LINES))
    return folder


def publish(folder, gaps: dict[tuple[str, str], int | str], day: str = "2024-07-11"):
    """Write what an edition has of its gaps, rows and inputs."""
    edition = folder / day
    (edition / "tables").mkdir(parents=True)
    names = {"H1": "Tổ dân phố Mẫu 1", "H2": "Thôn Ví Dụ 2", "H7": "Thôn cũ"}
    lines = [f"{h},{names[h]},{group},{gap}" for (h, group), gap in gaps.items()]
    text = "\n".join(["hamlet_id,hamlet,age_group,gap", *lines])
    (edition / "tables" / "gaps.csv").write_text(text, encoding="utf-8")
    rows = "file,outcome\nrosters/2024-07-11/a.csv,person\nx.csv,person\nx.csv,blank\n"
    (edition / "tables" / "rows.csv").write_text(rows, encoding="utf-8")
    record = {"as_of": day, "edition": day, "inputs": [["x.csv", "1"]]}
    (edition / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return edition


HELD = {
    ("H1", "under_6"): 1, ("H1", "6_to_13"): 0, ("H1", "unknown"): 0,
    ("H2", "under_6"): 0, ("H2", "6_to_13"): 2, ("H2", "unknown"): 0,
}  # fmt: skip


def of_cells(table, *columns: str):
    keyed = table.set_index(["hamlet_id", "age_group"])
    return {cell: tuple(row) for cell, row in keyed[[*columns]].iterrows()}


def test_a_ledger_opens_with_what_was_published_and_corrects_it(weeks, tmp_path):
    held = publish(tmp_path / "held", HELD)
    # One more was published, one less, one of a hamlet that is no more, none at all.
    wrong = HELD | {("H1", "under_6"): 3, ("H2", "6_to_13"): 1, ("H7", "under_6"): 4}
    del wrong["H1", "unknown"]
    edition = publish(tmp_path / "wrong", wrong)

    week = dophu.load(weeks.path, "2024-07-18")
    plain = dophu.changes(week)
    of_old = replace(week, published=held)
    assert dophu.restatement(of_old).empty
    assert ledger.restatement_causes(of_old).empty
    pd.testing.assert_frame_equal(dophu.changes(of_old), plain)
    booked = of_cells(plain, "opening", "enrolled", "closing")
    assert booked["H1", "under_6"] == (1, 1, 0)

    week = replace(week, published=edition)
    restated = of_cells(dophu.restatement(week), "published", "now", "difference")
    assert restated.pop(("H7", "under_6"))[::2] == (4, -4)
    assert restated.pop(("H1", "unknown"))[1:] == (0, 0)
    assert restated == {("H1", "under_6"): (3, 1, -2), ("H2", "6_to_13"): (1, 2, 1)}
    found = of_cells(dophu.changes(week), "opening", "corrected", "enrolled", "closing")
    assert found["H1", "under_6"] == (3, -2, 1, 0)
    assert found["H2", "6_to_13"] == (1, 1, 0, 2)
    of_files = ledger.restatement_causes(week).set_index("file")
    assert of_files.loc["x.csv", "children_then"] == 1
    causes = of_files["cause"].to_dict()
    assert causes["x.csv"] == "removed"
    assert causes["rosters/2024-07-11/a.csv"] == "added"

    # Its ledger is of the same dates; one of other groups or dates is not opened from.
    for gaps, day in (({("H1", "babies"): 1}, "2024-07-11"), (HELD, "2024-07-10")):
        other = replace(week, published=publish(tmp_path / day / "x", gaps, day))
        pd.testing.assert_frame_equal(dophu.changes(other), plain)
        assert dophu.restatement(other).empty
        assert ledger.restatement_causes(other).empty
    earlier = replace(week, published=publish(tmp_path / "y", HELD, "2024-07-04"))
    then, last = ledger.opened_from(earlier)
    assert (then.as_of, last.edition) == (date(2024, 7, 4), "2024-07-04")
    some = {("H1", "under_6"): 1}
    then, last = ledger.opened_from(
        replace(week, published=publish(tmp_path / "z", some))
    )
    assert last.gaps == some


def test_a_folder_that_is_no_edition_is_named(tmp_path):
    with pytest.raises(dophu.DophuError, match="CH-06") as caught:
        read_published(tmp_path / "không phải")
    assert "không phải" in str(caught.value)


def test_on_the_first_date_nothing_is_opened_from_or_restated(weeks, tmp_path):
    first = dophu.load(weeks.path, "2024-07-04")
    first = replace(first, published=publish(tmp_path, HELD, "2024-07-04"))
    assert ledger.opened_from(first) == (None, None)
    assert dophu.restatement(first).empty
    assert ledger.restatement_causes(first).empty
    assert dophu.changes(first, by="hamlet_id")["new"].to_list() == [1, 2]
    # A hamlet that is no more is shown while children leave it, and not after.
    assert list(dophu.changes(first)["hamlet_id"].unique()) == ["H1", "H2"]


def test_ledgers_of_all_dates_are_one_table_each_kept_under_its_name(
    weeks, monkeypatch
):
    names = []

    def kept(snapshot, name, make):
        names.append((snapshot.as_of.day, name))
        return make()

    monkeypatch.setattr(ledger, "kept_table", kept)
    week = dophu.load(weeks.path, "2024-07-18")
    table = dophu.history(week)
    assert names == [(4, "ledger"), (11, "ledger"), (18, "ledger")]
    assert list(table.index) == [*range(len(table))]
    assert table.groupby("as_of")["enrolled"].sum().to_list() == [0, 0, 1]
    for ask in (dophu.changes, dophu.history):
        with pytest.raises(dophu.DophuError, match=rf"\b{ask.__name__}\b"):
            ask(week, by="school")


def test_what_has_changed_beneath_an_edition_is_listed_file_by_file():
    inputs = {"a": "1", "b": "1", "c": "1", "e": "1"}
    children = Counter(a=2, b=3, c=4, e=1)
    last = Published(THEN, "2024-07-11", {}, {}, inputs, children)
    hashes = {"a": "1", "b": "2", "d": "1", "e": "1"}
    sheets = pd.DataFrame(
        {"file": ["a", "a", "b", "d", "e", "f"], "person": [2, 3, 3, 1, 1, 2]}
    )
    manifest = {"inputs": [{"path": p, "sha256": s} for p, s in hashes.items()]}
    now = SimpleNamespace(manifest=manifest, account_table=lambda: sheets)
    assert [tuple(row) for row in find_causes(last, now).to_numpy()] == [
        ("removed", "c", 4, 0), ("added", "d", 0, 1), ("changed", "b", 3, 3),
        ("read_differently", "a", 2, 5), ("read_differently", "f", 0, 2),
    ]  # fmt: skip
