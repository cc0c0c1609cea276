"""``dophu publish``: what stands in a public edition, and when there is none."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from dophu import cli
from dophu.catalogue.issues import DophuError
from dophu.disclosure.rule import Rule
from dophu.runs import publishing
from dophu.runs.public_files import check_public, public_name
from dophu.runs.publishing import Asked, publish_edition
from dophu.runs.record import DIGEST, write_record
from dophu.runs.record import FILE as RECORD_FILE
from tests.short_form import cases

DAY = "2024-07-18"


class Office:
    """A copy of the sample's edition, whose gaps and date can be others."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.unit = home / "99999"
        self.shelf = home / "cong_khai" / "99999"

    def edition(self, day: str = DAY, change=None, **facts) -> Path:
        """Give the edition of a date; ``change`` is done to its table of gaps."""
        folder = self.unit / day
        if day != DAY:
            shutil.copytree(self.unit / DAY, folder)
        path = folder / "tables" / "gaps.csv"
        if change is not None:
            gaps = change(pd.read_csv(path, encoding="utf-8-sig"))
            gaps.to_csv(path, index=False, encoding="utf-8-sig")
        record = json.loads((folder / RECORD_FILE).read_text(encoding="utf-8"))
        as_of = day.split(".")[0]
        record.update({"as_of": as_of, "edition": day, **facts})
        for key in ("schema", "outputs"):
            record.pop(key)
        (folder / DIGEST).unlink()
        write_record(folder, record)
        return folder

    @property
    def published(self) -> list[str]:
        """Names of the public editions there are."""
        folders = self.shelf.iterdir() if self.shelf.is_dir() else ()
        return sorted(f.name for f in folders if f.name[0] != ".")


@pytest.fixture
def office(sample_week, tmp_path) -> Office:
    shutil.copytree(sample_week.home / "reports", tmp_path / "reports")
    return Office(tmp_path / "reports")


def done(share: float):
    """Have a share of those who are left be done, hamlet by hamlet."""

    def change(gaps: pd.DataFrame) -> pd.DataFrame:
        gaps["gap"] = (gaps["gap"] * (1 - share)).round()
        gaps["enrolled"] = gaps["persons"] - gaps["gap"]
        return gaps

    return change


def code_of(error) -> list[str]:
    return [issue.code for issue in error.value.issues]


def test_the_sample_is_published_and_stated_on_the_screen(office, capsys):
    edition = office.edition()
    assert cli.main(["publish", str(edition)]) == 0
    stated = " ".join(capsys.readouterr().out.split())
    folder = office.shelf / public_name("99999", DAY)
    assert f"Bản công khai: {folder} (4 tệp)." in stated
    assert "người thứ hai" in stated
    assert cli.main(["verify", str(folder)]) == 0
    assert cli.main(["verify", str(edition)]) == 0
    assert cli.main(["publish", str(edition), "--language", "vi"]) == 0
    assert "đã có, không đổi" in " ".join(capsys.readouterr().out.split())


def test_no_file_folder_or_page_can_be_taken_for_the_internal_one(office):
    edition = office.edition()
    folder = publish_edition(edition, Asked()).folder
    names = {path.name for path in folder.iterdir()}
    assert {path.suffix for path in folder.iterdir()} == {".html", ".png", ".csv"}
    assert all(name.startswith("cong_khai_99999_2024-07-18") for name in names)
    inside = {path.name for path in edition.rglob("*")}
    assert not {folder.name, *names} & {edition.name, *inside}
    assert not any(name.startswith("cong_khai") for name in inside)
    page = (folder / f"{folder.name}.html").read_text(encoding="utf-8")
    other = (edition / "index.html").read_text(encoding="utf-8")
    assert "BẢN CÔNG KHAI" in page and "BẢN CÔNG KHAI" not in other
    assert "Tài liệu nội bộ" in other and "nội bộ" not in page.casefold()


def read_text(path: Path) -> str:
    """Give all that a file of a public edition says, a picture's own texts too."""
    if path.suffix == ".png":
        with Image.open(path) as picture:
            assert set(picture.info) <= {"Title", "Description", "dpi"}
            return " ".join(map(str, picture.info.values()))
    return path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("hamlets", [False, True])
def test_nothing_in_it_leads_back(office, hamlets, tmp_path):
    """No path, digest, exact count above the threshold, child or officer."""
    edition = office.edition()
    form = "hamlets" if hamlets else "bands"
    folder = publish_edition(edition, Asked(form=form)).folder
    texts = {path.name: read_text(path) for path in folder.iterdir()}
    page = texts.pop(f"{folder.name}.html")
    page = re.sub(r"base64,[A-Za-z0-9+/=]+", "", page)
    page = re.sub(r"<style>.*?</style>|sha256-[A-Za-z0-9+/=]+", "", page, flags=re.S)
    listing = texts.pop(f"{folder.name}_kiem_tra.csv")
    stated = "\n".join([page, *texts.values()])
    assert str(tmp_path) not in stated + listing and "reports" not in stated + listing
    assert not re.search(r"[0-9a-f]{32}", stated)
    assert set(re.findall(r'(?:href|src)="([^"]*)"', page)) - {"data:image/png;"} <= {
        *texts, "data:image/png;base64,"
    }  # fmt: skip
    assert "data-" not in page.replace("data:", "") and "<!--" not in page
    gaps = pd.read_csv(edition / "tables" / "gaps.csv", encoding="utf-8-sig")
    sums = [gaps["gap"].sum(), gaps["persons"].sum(), gaps["enrolled"].sum()]
    for by in ("hamlet_id", "age_group"):
        counts = gaps.groupby(by)[["gap", "persons", "enrolled"]].sum()
        sums += counts.to_numpy().ravel().tolist()
    sums += gaps[["gap", "persons", "enrolled"]].to_numpy().ravel().tolist()
    shown = {
        *map(int, re.findall(r"(?<![\d.,])\d+(?![\d.,])", stated.replace(".", "")))
    }
    exact = {int(n) for n in sums if n > 60 and n % 5} - {2024}
    assert exact and not shown & exact
    for table in ("officer", "P0"):
        assert table not in stated


def test_no_canary_child_is_in_it(office, sample_week):
    """P14: names, numbers and birth dates of all children of the sample's snapshots."""
    import duckdb

    folder = publish_edition(office.edition(), Asked(form="hamlets")).folder
    files = [*(sample_week.campaign / "snapshots").rglob("persons.parquet")]
    assert files
    rows = duckdb.sql(
        f"select * from read_parquet({[*map(str, files)]!r}, union_by_name=true)"
    )
    personal = [c for c in rows.columns if c in ("name", "national_id", "person_id")]
    assert personal
    canaries = {
        str(value) for row in rows.project(", ".join(personal)).fetchall()
        for value in row if value and len(str(value)) > 6
    }  # fmt: skip
    assert len(canaries) > 2000
    whole = "\n".join(read_text(p) for p in folder.iterdir()).casefold()
    assert [c for c in canaries if c.casefold() in whole] == []


def test_its_figures_are_the_rounded_totals(office):
    edition = office.edition()
    folder = publish_edition(edition, Asked()).folder
    text = (folder / f"{folder.name}_so_lieu.csv").read_text(encoding="utf-8-sig")
    shown = {
        (r["what"], r["code"]): r["shown"] for r in csv.DictReader(io.StringIO(text))
    }
    gaps = pd.read_csv(edition / "tables" / "gaps.csv", encoding="utf-8-sig")
    assert shown["total", "all"] == str(Rule().round(int(gaps["gap"].sum())))
    for code, gap in gaps.groupby("age_group")["gap"].sum().items():
        if ("age_group", code) in shown:
            assert shown["age_group", code] == str(Rule().round(int(gap)))
    assert sum(int(n) for (what, _), n in shown.items() if what == "band") == 17


def test_a_correction_of_a_date_waits_for_the_next(office):
    edition = office.edition()
    publish_edition(edition, Asked())
    before = {p.name: p.read_bytes() for p in office.shelf.rglob("*") if p.is_file()}
    second = office.edition(f"{DAY}.2", done(0.02))
    for how in ({}, {"reason": "Đính chính", "approved_by": "Ông Mẫu"}):
        with pytest.raises(DophuError) as error:
            publish_edition(second, Asked(**how))
        assert code_of(error) == ["CK-02"]
    assert office.published == [public_name("99999", DAY)]
    assert before == {
        p.name: p.read_bytes() for p in office.shelf.rglob("*") if p.is_file()
    }
    with pytest.raises(DophuError) as error:
        publish_edition(edition, Asked())
    assert code_of(error) == ["CK-05"]


def test_a_week_later_it_says_what_changed_in_rounded_numbers(office):
    first = publish_edition(office.edition(), Asked()).folder
    later = office.edition("2024-07-25", done(0.5))
    page = publish_edition(later, Asked()).page.read_text(encoding="utf-8")
    figures = [
        int(
            re.search(r"total,all,[^,]*,(\d+)", read_text(f / f"{f.name}_so_lieu.csv"))[
                1
            ]
        )
        for f in (first, office.shelf / public_name("99999", "2024-07-25"))
    ]
    assert f"ngày 18/7: giảm khoảng {figures[0] - figures[1]}" in page.replace(".", "")
    # Each date's children are kept, so that all dates are attacked together.
    log = json.loads((office.unit / "published.json").read_text(encoding="utf-8"))
    gaps = pd.read_csv(later / "tables" / "gaps.csv", encoding="utf-8-sig").fillna(0)
    for entry in log["editions"]:
        kept = sum(n for groups in entry["children"].values() for n in groups.values())
        assert kept == gaps["persons"].sum() > 2000


@pytest.mark.parametrize(
    ("asked", "day"),
    cases(
        [
            (Asked(Rule(3, 5)), "2024-07-25"),
            (Asked(Rule(7, 1)), "2024-07-25"),
            (Asked(form="hamlets"), "2024-07-25"),
            (Asked(), "2024-07-21"),
        ],
        2,
    ),
)
def test_more_than_the_rule_needs_a_reason_and_an_approver(office, asked, day):
    publish_edition(office.edition(), Asked())
    later = office.edition(day, done(0.4))
    for reason, who in (("", ""), ("Họp báo", " "), ("", "Bà Duyệt")):
        with pytest.raises(DophuError) as error:
            publish_edition(
                later, publishing.replace(asked, reason=reason, approved_by=who)
            )
        assert code_of(error) == ["CK-01"]
    assert office.published == [public_name("99999", DAY)]
    full = publishing.replace(asked, reason="Họp <báo>", approved_by="Bà Duyệt")
    page = publish_edition(later, full).page.read_text(encoding="utf-8")
    assert "Họp &lt;báo&gt;" in page and "Bà Duyệt" in page
    log = json.loads((office.unit / "published.json").read_text(encoding="utf-8"))
    assert log["editions"][-1]["reason"] == "Họp <báo>"


def test_the_first_one_with_hamlets_needs_no_reason_and_prints_none(office):
    asked = Asked(form="hamlets", reason="Không cần", approved_by="Ai đó")
    page = publish_edition(office.edition(), asked).page.read_text(encoding="utf-8")
    assert "Không cần" not in page


def one_each(gaps: pd.DataFrame) -> pd.DataFrame:
    """Seven hamlets with one child left each, none elsewhere."""
    first = ~gaps.duplicated("hamlet_id") & (gaps["persons"] > 0)
    gaps["gap"] = (first & first.cumsum().le(7)).astype(int)
    gaps["enrolled"] = gaps["persons"] - gaps["gap"]
    return gaps


def test_nothing_stands_in_place_of_what_would_give_exact_numbers_away(office, capsys):
    """Less in its place, and why, would tell that just seven are left."""
    edition = office.edition(change=one_each)
    assert cli.main(["publish", str(edition), "--hamlets"]) == 1
    assert "CK-03" in capsys.readouterr().err
    assert office.published == []
    assert not (office.unit / "published.json").exists()


@pytest.mark.parametrize("only", ["groups", "total"])
def test_less_can_be_published_from_the_first_date_on(office, capsys, only):
    edition = office.edition(change=one_each)
    assert cli.main(["publish", str(edition), "--only", only]) == 0
    folder = office.shelf / public_name("99999", DAY)
    text = read_text(folder / f"{folder.name}_so_lieu.csv")
    assert "hamlet" not in text and "band" not in text and "≤7" in text
    assert ("age_group" in text) == (only == "groups")
    assert [*folder.glob("*.html")]


@pytest.mark.parametrize("break_it", cases(["changed", "missing", "extra", "list"], 2))
def test_verify_finds_what_is_not_as_it_was_published(office, break_it, capsys):
    folder = publish_edition(office.edition(), Asked()).folder
    page = folder / f"{folder.name}.html"
    if break_it == "changed":
        page.write_bytes(page.read_bytes().replace(b"40%", b"41%"))
    elif break_it == "missing":
        page.unlink()
    elif break_it == "extra":
        (folder / "tables.xlsx").write_bytes(b"")
    else:  # a page that is edited together with the list of files
        listing = folder / f"{folder.name}_kiem_tra.csv"
        listing.unlink()
        page.write_text("Khác", encoding="utf-8")
        publishing.write_list(folder, folder.name)
    assert cli.main(["verify", str(folder)]) == 1
    assert "CK-08" in capsys.readouterr().err
    assert [i.code for i in check_public(folder)] == ["CK-08"]


def test_an_edition_that_was_changed_is_not_published(office):
    edition = office.edition()
    (edition / "tables" / "gaps.csv").write_text("hamlet_id\n", encoding="utf-8")
    with pytest.raises(DophuError) as error:
        publish_edition(edition, Asked())
    assert code_of(error) == ["CH-07"]
    assert office.published == []


def test_an_edition_of_an_older_kit_is_reported(office):
    with pytest.raises(DophuError) as error:
        publish_edition(office.edition(campaign=None), Asked())
    assert code_of(error) == ["CK-06"]


def test_of_hardly_any_children_nothing_is_published(office):
    few = office.edition(
        change=lambda gaps: gaps.head(1).assign(persons=9, gap=4, enrolled=5)
    )
    with pytest.raises(DophuError) as error:
        publish_edition(few, Asked())
    assert code_of(error) == ["CK-07"]


@pytest.mark.parametrize(
    "log", cases(["{", "[]", '{"schema": 1, "editions": [{}]}', None], 2)
)
def test_what_was_published_must_be_known(office, log):
    publish_edition(office.edition(), Asked())
    path = office.unit / "published.json"
    path.unlink() if log is None else path.write_text(log, encoding="utf-8")
    with pytest.raises(DophuError) as error:
        publish_edition(office.edition("2024-07-25", done(0.3)), Asked())
    assert code_of(error) == ["CK-04"]
    assert office.published == [public_name("99999", DAY)]


def test_one_that_was_taken_away_still_counts_and_comes_back_the_same(office):
    edition = office.edition()
    folder = publish_edition(edition, Asked()).folder
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    shutil.rmtree(folder)
    with pytest.raises(DophuError) as error:
        publish_edition(office.edition("2024-07-21", done(0.3)), Asked())
    assert code_of(error) == ["CK-01"]
    publish_edition(edition, Asked())
    assert before == {p.name: p.read_bytes() for p in folder.iterdir()}


STEPS = (
    "write_public",
    "write_list",
    "write_log",
    "flush",
    "patiently",
    "flush_folder",
)


@pytest.mark.parametrize("step", cases(STEPS, 2))
def test_it_is_there_whole_or_not_at_all_whatever_step_fails(office, step, monkeypatch):
    edition = office.edition()

    def fail(*_anything, **_more):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, step, fail)
        with pytest.raises(DophuError, match="CH-04"):
            publish_edition(edition, Asked())
    for name in office.published:
        assert check_public(office.shelf / name) == []
    assert not [*office.shelf.glob(".stage*")]
    done_ = publish_edition(edition, Asked())
    assert check_public(done_.folder) == []
    # Nothing that was only begun keeps a later correction back.
    if step in STEPS[:5]:
        assert not done_.reused


@pytest.mark.parametrize(
    "arguments",
    [["--base", "0"], ["--threshold", "-1"], ["--threshold", "2", "--base", "9"]],
)
def test_a_rule_that_cannot_be_is_a_wrong_parameter(office, capsys, arguments):
    assert cli.main(["publish", str(office.edition()), *arguments]) == 1
    assert "CH-08" in capsys.readouterr().err
    assert office.published == []


def test_an_english_page_says_the_same(office):
    done_ = publish_edition(office.edition(), Asked(), "en")
    page = done_.page.read_text(encoding="utf-8")
    assert "PUBLIC EDITION" in page and 'lang="en"' in page
    assert "About " in page and "địa bàn" not in page
