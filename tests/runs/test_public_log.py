"""What was made public before is known of each date, or nothing more is published."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from dophu.catalogue.issues import DophuError
from dophu.disclosure.public_table import round_gaps
from dophu.disclosure.rule import Rule
from dophu.runs.public_log import DONE, FILE, Entry, children_of, read_log, write_log
from dophu.runs.publishing import Asked, _Publishing
from tests.disclosure.towns import persons_of, table_of

OTHERS = [[60, 0], [70, 0], [80, 0]], [[30, 0], [40, 0], [31, 0]]


def town(of: int, left: int):
    """Give three hamlets and one more."""
    return table_of([[of, 0], *OTHERS[0]], [[left, 0], *OTHERS[1]])


def entry_of(table, rule: Rule, as_of: str = "2024-07-11") -> Entry:
    """Give the entry of a date whose hamlets were published."""
    figures = [*map(list, round_gaps(table, rule, "hamlets").figures())]
    return Entry(
        as_of=as_of, edition=as_of, record_sha256="", folder=f"public_{as_of}",
        state=DONE, threshold=rule.threshold, base=rule.base, wanted="hamlets",
        form="hamlets", figures=figures,
        reason="", approved_by="", digest="", children=children_of(persons_of(table)),
    )  # fmt: skip


def publishing(table, form: str = "hamlets") -> _Publishing:
    """Give an edition of the week after that is about to be published."""
    record = {"as_of": "2024-07-18"}
    nobody = SimpleNamespace()
    return _Publishing(Path(), record, nobody, table, Asked(form=form), Path())


def test_children_of_the_date_before_are_reckoned_with():
    """38 of 38 left, and no figure; a week later 42 children, of whom 38 to 42."""
    before, now = entry_of(town(38, 38), Rule()), publishing(town(42, 38))
    with pytest.raises(DophuError, match="CK-03"):
        now._withstanding([before])
    told_alone = replace(before, children={})  # as an older kit wrote it
    assert now._withstanding([told_alone]).form == "hamlets"


def test_what_was_given_away_by_a_decision_does_not_end_all_publishing():
    exact = entry_of(town(50, 41), Rule(0, 1))
    assert len(publishing(town(50, 41))._withstanding([]).hamlets) == 4
    later = publishing(
        table_of([[50, 0], *OTHERS[0]], [[20, 0], [9, 0], [19, 0], [14, 0]])
    )
    assert len(later._withstanding([exact]).hamlets) == 4
    # But what it gives away of this date is not published.
    same = publishing(town(50, 41))
    late = replace(exact, as_of="2024-07-25", folder="later")
    with pytest.raises(DophuError, match="CK-03"):
        same._withstanding([exact, late])


@pytest.mark.parametrize(
    "change",
    [
        {"figures": [["total", "all", "many"]]},
        {"figures": []},
        {"figures": [["total", "all", "10"]] * 2},
        {"figures": [["total", "all", "10"], ["band", "below_50", "x"]]},
        {"children": [["H01"]]},
        {"children": {"H01": {"under_6": "40"}}},
        {"children": {"H01": {"under_6": -1}}},
        {"as_of": "2024-99-99"},
        {"base": 0},
    ],
)
def test_a_log_that_was_edited_into_nonsense_is_not_gone_by(tmp_path, change):
    entry = entry_of(town(50, 41), Rule())
    write_log(tmp_path, [entry])
    assert read_log(tmp_path, tmp_path / "shelf") == [entry]
    stated = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    stated["editions"][0].update(change)
    (tmp_path / FILE).write_text(json.dumps(stated), encoding="utf-8")
    with pytest.raises(DophuError, match="CK-04"):
        read_log(tmp_path, tmp_path / "shelf")
