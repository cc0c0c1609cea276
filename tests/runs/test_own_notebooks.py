"""Notebooks of the office's own: after the kit's, in the edition, never in its way."""

from __future__ import annotations

import json

import pytest

from dophu.catalogue.issues import DophuError
from dophu.runs.record import read_record, verify
from dophu.runs.weekly import run_week

CANARY = "Giàng A Páo"
OWN = """import dophu
gaps = dophu.gaps(dophu.load(campaign, as_of))
dophu.write_tables(out, mine=gaps)
print("total", int(gaps["gap"].sum()))"""


def run(office):
    return run_week(office.campaign, reports=office.reports, notebooks=office.notebooks)


def own(office, name, *cells, **more):
    source = office.notebook(name, *cells, **more)
    target = office.campaign / "notebooks" / source.name
    target.parent.mkdir(exist_ok=True)
    return source.replace(target)


@pytest.fixture(scope="module")
def mixed(make_office):
    """An office with notebooks of its own, one of which fails, and its outcome."""
    office = make_office()
    own(office, "50_mine", OWN)
    own(office, "51_fails", f'raise ValueError("{CANARY}")')
    own(office, "52_takes_little", "print(as_of)", parameters='as_of: str = ""')
    return office, run(office)


def test_own_notebooks_stand_in_the_edition_with_what_they_write(mixed):
    _, outcome = mixed
    assert verify(outcome.edition) == []
    for name in ("50_mine", "52_takes_little"):
        assert (outcome.edition / "notebooks" / f"{name}.ipynb").is_file()
        assert (outcome.edition / "notebooks" / f"{name}.html").is_file()
    run_as = (outcome.edition / "notebooks" / "50_mine.ipynb").read_text("utf-8")
    assert "total 2" in run_as
    assert (outcome.edition / "own/50_mine/tables/mine.csv").is_file()


def test_a_notebook_is_given_what_it_declares_and_no_more(mixed):
    _, outcome = mixed
    path = outcome.edition / "notebooks" / "52_takes_little.ipynb"
    (cell,) = (
        cell for cell in json.loads(path.read_text("utf-8"))["cells"]
        if "injected-parameters" in cell["metadata"].get("tags", ())
    )  # fmt: skip
    assert "".join(cell["source"]) == '# Parameters\nas_of = "2024-07-18"'


def test_a_failing_one_is_reported_and_the_edition_is_published(mixed):
    office, outcome = mixed
    assert outcome.gate == "REVIEW" == read_record(outcome.edition)["gate"]
    assert outcome.highlights[0].startswith("CH-14 notebooks/51_fails.ipynb")
    assert not list(outcome.edition.rglob("*51_fails*"))
    assert "51_fails" in (outcome.edition / "index.html").read_text("utf-8")
    for file in outcome.edition.rglob("*"):
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes(), file.name
    assert CANARY not in "".join(outcome.highlights)
    again = run(office)
    assert (again.reused, again.gate) == (True, "REVIEW")
    assert again.highlights[0].startswith("CH-14 notebooks/51_fails.ipynb")


@pytest.mark.long
def test_a_changed_notebook_makes_a_new_edition(office):
    own(office, "50_mine", "print(1)")
    first = run(office)
    assert (first.gate, run(office).reused) == ("READY", True)
    own(office, "50_mine", "print(2)")
    assert run(office).edition.name == "2024-07-18.2"


def test_a_file_that_is_no_notebook_fails_alone(office):
    folder = office.campaign / "notebooks"
    folder.mkdir()
    (folder / "50_none.ipynb").write_text("{", encoding="utf-8")
    outcome = run(office)
    assert outcome.gate == "REVIEW"
    assert outcome.highlights[0].startswith("CH-14 notebooks/50_none.ipynb")


def test_the_name_of_a_notebook_of_the_kit_is_refused(office):
    own(office, "20_GAPS", "print(1)")
    with pytest.raises(DophuError, match=r"CH-15 notebooks/20_GAPS\.ipynb"):
        run(office)
    assert not office.unit.exists()
