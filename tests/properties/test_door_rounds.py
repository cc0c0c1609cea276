"""Lists for the door go out and come back as hamlets treat them: no answer is lost.

Two officers answer the lists of two dates: rows sorted, deleted, doubled, added; keys
typed over and lost; names and birth dates set right; lists late, last month's again.
What each child's answers come to is worked out here by the rule alone.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import openpyxl
import pytest

import dophu
from dophu.persons.record import Person
from dophu.persons.weighed_answers import (
    carried_answers,
    keep_answers,
    settle_answers,
)
from dophu.rosters.door.answer import DoorAnswer
from dophu.rosters.texts.row_keys import RowKey
from dophu.snapshots import look
from tests.short_form import tries

FIRST, SECOND, THIRD = date(2024, 7, 11), date(2024, 7, 18), date(2024, 7, 25)
NAMES = [f"{f} Văn {g}" for f in ("Mẫu", "Lò", "Vàng") for g in ("An", "Chi", "Tư")]
NEW = ["Sùng A Dếnh", "Giàng Thị Pla", "Hạng A Khua"]
RESULTS = {"Đã thu nhận": "applied", "Đã cấp": "issued", "Chưa làm": "not_yet",
           "Hồ sơ bị trả": "returned"}  # fmt: skip
DONE = ("applied", "issued")
HEAD = 7


@dataclass(frozen=True)
class Statement:
    """What one row says of a child: its status, its day, its list, its return."""

    status: str
    day: date | None
    sent: date
    received: date

    def is_after(self, other: Statement) -> bool:
        if self.day and other.day and self.day != other.day:
            return self.day > other.day
        return (self.sent, self.received) > (other.sent, other.received)


def come_to(answers: list[Statement]) -> str:
    """Say what a child's answers come to: done only if said after each "not done"."""
    done = [a for a in answers if a.status in DONE]
    not_done = [a for a in answers if a.status not in DONE]
    counts = [d.status for d in done if all(d.is_after(n) for n in not_done)]
    return "issued" if "issued" in counts else counts[0] if counts else "not_yet"


class Rounds:
    """A hamlet of nine over three dates; ``said`` has what was answered of each."""

    def __init__(self, folder, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.stated: dict[str, list[Statement]] = {name: [] for name in NAMES}
        self.lines = [
            f"{n},{name},{n:02d}/0{1 + n % 9}/20{14 + n % 8},,Tổ dân phố Mẫu 1,chưa,"
            for n, name in enumerate(NAMES, start=1)
        ]
        self.new = [*NEW]
        self.file = self.outs = 0

    def one_of(self, *things):
        return self.chance.choice(things)

    def listed(self, day: date) -> list[list[object]]:
        """Give headings and rows of the list of a date, those to verify too."""
        week = look(self.folder.path, day.isoformat())
        out = self.folder.path.parent / f"out{day}"
        paths = (
            dophu.write_lists(out, week) if not out.exists() else out.rglob("*.xlsx")
        )
        (path,) = (p for p in paths if p.name == "Tổ dân phố Mẫu 1.xlsx")
        rows = []
        for sheet in openpyxl.load_workbook(path).worksheets:
            heads = [cell.value for cell in sheet[HEAD]]
            if "Mã dòng" in heads:
                at = heads.index("Mã dòng")
                below = ([c.value for c in row] for row in sheet.iter_rows(HEAD + 1))
                rows += [dict(zip(heads, row, strict=True)) for row in below if row[at]]
        return rows

    def send(self, sent: date, received: date, officer: str) -> None:
        """Fill in the list of a date as an officer does, and send it back."""
        rows = []
        for row in self.listed(sent):
            if self.chance.random() < 0.2:  # deleted, or filtered out
                continue
            self.answer(row, sent, received)
            rows += [row] * self.one_of(1, 1, 1, 2)
        if self.new and self.chance.random() < 0.5:
            rows.append(self.added(rows, sent, received))
        rows = [row for row in rows if row]
        self.chance.shuffle(rows)
        heads = [*self.listed(sent)[0]] if rows else []
        book = openpyxl.Workbook()
        book.worksheets[0].append(["Tổ dân phố Mẫu 1"])
        book.worksheets[0].append(heads)
        for row in rows:
            book.worksheets[0].append([row.get(head) for head in heads])
        content = io.BytesIO()
        book.save(content)
        self.file += 1
        where = f"returns/{received}/{officer} {self.file}.xlsx"
        self.folder.write(where, content.getvalue())

    def answer(self, row: dict[str, object], sent: date, received: date) -> None:
        name = row["Họ và tên"]
        result = self.one_of(None, *RESULTS)
        days = (received - sent).days
        day = self.one_of(None, sent + timedelta(self.chance.randint(0, days)))
        row["Kết quả"] = result
        row["Ngày làm, ngày gặp"] = day if result else None
        if result:
            self.stated[name].append(Statement(RESULTS[result], day, sent, received))
        if self.chance.random() < 0.2:  # typed over, or lost: name and birth are right
            row["Mã dòng"] = self.one_of(None, "x", "DP-AAAAA-AAAAA-AAAAA-AAAAA")
        elif self.chance.random() < 0.2:
            row["Họ và tên"] = name.replace("Văn", self.one_of("Vằn", "Van", "Đức"))
        elif self.chance.random() < 0.2:
            row["Ngày sinh"] = date(2015, 12, self.chance.randint(1, 28))

    def added(self, rows, sent: date, received: date) -> dict[str, object]:
        """Write a child in by hand, who is on no list of the hamlet."""
        if not rows:
            return {}
        name = self.new.pop()
        result = self.one_of(*RESULTS)
        self.stated[name] = [Statement(RESULTS[result], None, sent, received)]
        birth = date(2017, 2 + len(self.new), 3)
        return {"Họ và tên": name, "Ngày sinh": birth, "Kết quả": result}

    def roster(self, day: date) -> None:
        self.folder.roster(day.isoformat(), *self.lines)


@pytest.mark.hunt
@pytest.mark.parametrize("seed", range(tries(1, 6, 500)))
def test_no_answer_is_lost_whatever_hamlets_do_to_their_lists(folder, seed):
    made = Rounds(folder, seed)
    made.roster(FIRST)
    for officer in made.one_of("A", "AB"):
        made.send(FIRST, date(2024, 7, made.one_of(15, 18)), officer)
    made.roster(SECOND)
    check(made, SECOND)
    made.send(SECOND, date(2024, 7, made.one_of(22, 25)), "A")
    if made.chance.random() < 0.5:  # last month's workbook, or a late one
        made.send(FIRST, date(2024, 7, made.one_of(19, 24)), "B")
    made.roster(THIRD)
    check(made, THIRD)


def check(made: Rounds, day: date) -> None:
    """Hold a date against what was answered, its account and its ledger."""
    week = look(made.folder.path, day.isoformat())
    wanted = {name: come_to(stated) for name, stated in made.stated.items()}
    found = {p.name: p.status for p in week.people}
    # A result that was handed back is as little done as one that never was.
    plain = {name: "not_yet" if s == "returned" else s for name, s in found.items()}
    assert plain == wanted
    rows = week.rows_table()
    assert not set(rows["outcome"]) & {"quarantined", "left"}
    done = sum(status in DONE for status in wanted.values())
    ledger = dophu.changes(week)
    last = ledger[["opening", "new", "moved_in", "aged_in", "corrected"]].sum().sum()
    out = ledger[["enrolled", "moved_out", "died", "aged_out"]].sum().sum()
    assert last - out == ledger["closing"].sum() == len(wanted) - done
    assert int(dophu.gaps(week)["gap"].sum()) == len(wanted) - done
    # Of two that differ the favourable one never counts in silence.
    differ = [stated for stated in made.stated.values() if is_reported(stated, day)]
    assert [issue.code for issue in week.issues].count("PH-03") == len(differ)


def is_reported(stated: list[Statement], day: date) -> bool:
    """Test whether what was answered for this date is against "done", and wins."""
    new = [a for a in stated if a.received > day - timedelta(7)]
    old = come_to([a for a in stated if a not in new])
    statuses = {a.status in DONE for a in new}
    statuses |= {old in DONE} if len(new) < len(stated) else set()
    return bool(new) and len(statuses) == 2 and come_to(stated) not in DONE


def test_the_rule_itself_is_that_of_the_manual():
    early, late = date(2024, 7, 12), date(2024, 7, 16)
    of = {
        (status, day): Statement(status, day, FIRST, SECOND)
        for status, day in product(("applied", "not_yet"), (early, late))
    }
    assert come_to([of["applied", late], of["not_yet", early]]) == "applied"
    assert come_to([of["applied", early], of["not_yet", late]]) == "not_yet"


@pytest.mark.hunt
def test_what_is_kept_from_date_to_date_decides_as_all_answers_together():
    for seed in range(tries(300, 2000, 30000)):
        chance, child = random.Random(seed), Person("P1", "A", "a", "H1")
        every: list[Statement] = []
        for as_of in (SECOND, THIRD, THIRD + timedelta(7)):
            new = [stated_by(chance, as_of) for _ in range(chance.randint(0, 3))]
            every += new
            rows = [given(stated) for stated in new]
            status, _ = settle_answers(together := [*carried_answers(child), *rows])
            child.door_stated = keep_answers(together)
            assert (status if status in DONE else "not_yet") == come_to(every), seed


def stated_by(chance: random.Random, as_of: date) -> Statement:
    """Make up an answer that came back in the week before a date."""
    sent = chance.choice([day for day in (FIRST, SECOND, THIRD) if day < as_of])
    received = as_of - timedelta(chance.randint(0, 6))
    day = sent + timedelta(chance.randint(0, (received - sent).days))
    return Statement(
        chance.choice([*RESULTS.values()]), chance.choice([None, day]), sent, received
    )


def given(stated: Statement) -> DoorAnswer:
    """Write an answer as its row is read."""
    place = (f"returns/{stated.received}/a.xlsx", "DS", 8)
    key = RowKey(1, stated.sent, "P1")
    return DoorAnswer(key, place, status=stated.status, day=stated.day)
