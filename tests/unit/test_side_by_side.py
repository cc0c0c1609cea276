"""What is kept of who stood beside whom: as much as there are children, not pairs."""

from __future__ import annotations

from dataclasses import dataclass

from dophu.persons.distinct import SideBySide
from dophu.snapshots.store import read_side_by_side, write_snapshot


@dataclass
class Person:
    person_id: str


@dataclass
class Listed:
    person: Person
    lists: set[tuple[str, str]]


def week(*lists: list[str]) -> list[Listed]:
    return [
        Listed(Person(person_id), {(f"{n}.csv", "")})
        for n, ids in enumerate(lists)
        for person_id in ids
    ]


def test_two_of_one_list_are_distinct_on_every_later_date():
    first = SideBySide().after(week(["A", "B"], ["C"]))
    later = first.after(week(["A"], ["C", "D"]))
    assert first.are_distinct("A", "B") and not first.are_distinct("A", "C")
    assert later.are_distinct("B", "A") and later.are_distinct("C", "D")
    assert not later.are_distinct("A", "D") and not later.are_distinct("A", "A")
    assert not later.are_distinct("A", "unknown")


def test_a_list_of_any_size_is_one_set_for_all_of_it():
    ids = [f"P{n}" for n in range(5000)]
    kept = SideBySide()
    for _ in range(3):
        kept = kept.after(week(ids))
    assert len({id(of) for of in kept.lists.values()}) == 1
    assert len(kept.of("P0")) == 3


def test_a_snapshot_gives_back_what_was_written(tmp_path):
    kept = SideBySide().after(week(["A", "B"], ["C", "A"])).after(week(["B"]))
    columns = ("source", "file", "sheet", "row", "kind", "outcome", "issues",
               "person_id", "hamlet_id")  # fmt: skip
    folder = tmp_path / "2024-07-18" / "key"
    write_snapshot(folder, {c: [] for c in columns}, [], [], [], kept, {})
    assert read_side_by_side(folder) == kept
