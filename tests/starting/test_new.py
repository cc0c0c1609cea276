"""``dophu new``: a folder that is read, checked and run without an edit by hand."""

from __future__ import annotations

import io
import json
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

import dophu
from dophu import cli
from dophu.cli import asking
from dophu.starting.answers import settle
from dophu.starting.own_notebook import notebook_text
from dophu.starting.settings_file import settings_text
from tests.short_form import cases

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
LIST = """Thôn,Họ và tên,Ngày sinh,Giới tính,Trạng thái
Thôn Đông,Nguyễn Văn Mẫu,05/03/2019,Nam,Đã cấp
THÔN ĐÔNG,Trần Thị Thử,17/11/2014,Nữ,Chưa
Thôn Tây,Lê Văn Ví Dụ,02/08/2020,Nam,Chưa
Tây,Phạm Thị Minh Họa,21/09/2012,Nữ,Đã cấp
"""
ASKED = ["--unit", "03217", "--unit-name", "Xã Mẫu", "--deadline", "31/7/2024"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty desk with one list, and nobody at the terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    (tmp_path / "ds.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def reported(text):
    return " ".join(text.split())


def files_of(folder):
    found = (p for p in folder.rglob("*") if p.is_file())
    return sorted(p.relative_to(folder).as_posix() for p in found)


def test_a_list_becomes_a_campaign_that_is_checked(place, capsys):
    words = ["new", "cua toi", "--from", "ds.csv", *ASKED, "--as-of", "18/7/2024"]
    assert cli.main(words) in (0, 2)
    folder = place / "cua toi"
    assert files_of(folder) == [
        "campaign.toml", "hamlets.csv", "notebooks/50_so_tay_rieng.ipynb",
        "rosters/2024-07-18/ds.csv",
        "templates/Thôn Tây.xlsx", "templates/Thôn Đông.xlsx",
    ]  # fmt: skip
    campaign = dophu.read_campaign(folder)
    assert campaign.deadline == date(2024, 7, 31)
    assert campaign.age_groups.codes == ("under_6", "6_to_13")
    assert list(campaign.hamlets.names.values()) == ["Thôn Đông", "Thôn Tây"]
    screen = capsys.readouterr().out
    assert "Kết luận: READY" in screen and "dophu decide" not in screen
    assert reported(screen).count('dophu run "cua toi"') == 1
    assert "Mẫu," not in screen, "no child's name"
    assert (place / "ds.csv").read_text(encoding="utf-8") == LIST


@pytest.mark.long
def test_the_sample_without_its_tables_is_ready_with_the_same_hamlets(place, capsys):
    """Four weeks of lists, the police's among them, each in its place again."""
    shutil.copytree(SAMPLE / "rosters", place / "sent/rosters")
    shutil.copytree(SAMPLE / "enrolments", place / "sent/enrolments")
    assert cli.main(["new", "mine", "--from", "sent", *ASKED, "--language", "en"]) == 0
    for kind in ("rosters", "enrolments"):
        assert files_of(place / "mine" / kind) == files_of(SAMPLE / kind)
    ours, theirs = map(dophu.read_campaign, (place / "mine", SAMPLE))
    names = sorted(theirs.hamlets.names.values())
    assert sorted(ours.hamlets.names.values()) == names
    assert "Gate: READY" in capsys.readouterr().out


def test_all_that_is_missing_is_stated_at_once_with_its_flag(place, capsys):
    assert cli.main(["new", "mine", "--from", "ds.csv", "--language", "en"]) == 1
    stated = reported(capsys.readouterr().err)
    for flag in ("--unit", "--unit-name", "--deadline"):
        assert f"Add {flag} to the command" in stated
    assert "--drive" not in stated
    assert not (place / "mine").exists()


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        (["--from", "ds.csv", *ASKED], "Add --as-of to the command"),
        (["--from", "none.csv", *ASKED], "CH-23 There is no 'none.csv'"),
        (["--from", "letter.docx", *ASKED], "CH-27 No file there can be a list"),
        (ASKED, "CH-25 The lists name no hamlet"),
        ([*ASKED, "--unit", "3217"], "CH-08 The parameter '--unit' is not right: 5 d"),
        ([*ASKED, "--start", "1/8/2024"], "CH-08 The parameter '--deadline'"),
        ([*ASKED, "--drive", "polio"], "one of: any, identity_card, measles"),
        ([*ASKED, "--drive", "any"], "Add --ages to the command"),
        ([*ASKED, "--ages", "14,6"], "rising ages from 0 to 120"),
    ],
)
def test_what_cannot_be_used_is_exit_code_1_and_nothing_is_written(
    place, capsys, words, stated
):
    (place / "letter.docx").write_bytes(b"")
    assert cli.main(["new", "mine", "--language", "en", *words]) == 1
    assert stated in reported(capsys.readouterr().err)
    assert not (place / "mine").exists()
    assert not [p.name for p in place.iterdir() if p.name.startswith(".")]


def test_a_folder_that_holds_something_is_left_alone_and_named(place, capsys):
    (place / "mine").mkdir()
    (place / "mine/old.xlsx").write_bytes(b"x")
    assert cli.main(["new", "mine", "--from", "ds.csv", *ASKED]) == 1
    assert "CH-09 Thư mục 'mine' đã có: old.xlsx." in reported(capsys.readouterr().err)
    assert files_of(place / "mine") == ["old.xlsx"]


def test_an_empty_folder_is_filled_and_hamlets_may_be_named_without_lists(
    place, capsys
):
    (place / "mine").mkdir()
    named = ["--hamlet", "Thôn Đông|Xóm Đông", "--hamlet", "Bản Ten"]
    assert cli.main(["new", "mine", *ASKED, *named, "--language", "en"]) == 0
    hamlets = dophu.read_campaign(place / "mine").hamlets.hamlets
    assert [(h.hamlet_id, h.name, h.aliases) for h in hamlets] == [
        ("H01", "Bản Ten", ()), ("H02", "Thôn Đông", ("Xóm Đông",)),
    ]  # fmt: skip
    place_of = Path("mine/templates")
    assert f"empty list of {place_of}" in reported(capsys.readouterr().out)
    assert files_of(place / place_of) == ["Bản Ten.xlsx", "Thôn Đông.xlsx"]


def test_the_day_is_the_one_that_titles_state_unless_they_differ(place, capsys):
    for name, day in (("a", "18/7/2024"), ("b", "18/7/2024"), ("c", "17/7/2024")):
        text = f"DANH SÁCH TRẺ EM tính đến ngày {day},,,,\n{LIST}"
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    cli.main(["new", "mine", "--from", "a.csv", "b.csv", *ASKED])
    assert (place / "mine/rosters/2024-07-18/b.csv").is_file()
    capsys.readouterr()
    assert cli.main(["new", "other", "--from", "a.csv", "c.csv", *ASKED]) == 1
    stated = reported(capsys.readouterr().err)
    assert "17/7/2024, 18/7/2024" in stated
    assert "--as-of" in stated


def test_what_waits_after_the_check_is_named_with_what_answers_it(place, capsys):
    text = LIST.replace("Đã cấp", "lạ lùng")
    (place / "ds.csv").write_text(text, encoding="utf-8")
    words = ["new", "mine", "--from", "ds.csv", *ASKED, "--as-of", "18/7/2024"]
    assert cli.main(words) == 2
    screen = reported(capsys.readouterr().out)
    assert "trả lời từng câu một: dophu decide mine" in screen


def test_a_day_in_the_name_of_a_file_is_of_no_hamlets_name(place):
    """Next week's file bears another day and is of the same hamlet."""

    def send(folder: Path, day: str) -> list[str]:
        folder.mkdir(parents=True)
        names = {f"Thôn Đông {day}": "A,B,C", f"DS thôn Tây ({day})": "D,Đ,E"}
        for name, children in names.items():
            rows = "".join(f"Mẫu Thị {c},1/2/2019,Chưa\n" for c in children.split(","))
            text = f"Họ tên,Ngày sinh,Kết quả\n{rows}"
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return [str(file) for file in folder.iterdir()]

    files = send(place / "sent", "18.7.2024")
    assert cli.main(["new", "mine", "--from", *files, *ASKED]) in (0, 2)
    hamlets = dophu.read_campaign(place / "mine").hamlets
    assert [*hamlets.names.values()] == ["Thôn Đông", "Thôn Tây"]
    send(place / "mine/rosters/2024-07-25", "25.7.2024")
    week = dophu.load(place / "mine")
    assert str(week.as_of) == "2024-07-25" and not week.missing
    found = week.children()["hamlet"].value_counts().to_dict()
    assert found == {"Thôn Đông": 3, "Thôn Tây": 3}


def test_two_lists_of_one_name_are_both_kept(place):
    for folder in ("x", "y"):
        (place / folder).mkdir()
        shutil.copy(place / "ds.csv", place / folder / "ds.csv")
    with (place / "y/ds.csv").open("a", encoding="utf-8") as file:
        file.write("Bản Ten,Mẫu Văn An,05/07/2019,Nam,Chưa\n")
    cli.main(["new", "mine", "--from", "x", "y", *ASKED, "--as-of", "2024-07-18"])
    assert files_of(place / "mine/rosters") == [
        "2024-07-18/ds.csv", "2024-07-18/y_ds.csv"
    ]  # fmt: skip


def test_a_doubtful_spelling_is_left_out_and_the_exit_code_asks_for_a_look(
    place, capsys
):
    with (place / "ds.csv").open("a", encoding="utf-8") as file:
        file.write("Thôn Đồng,Mẫu Văn An,05/07/2019,Nam,Chưa\n")
    words = ["new", "mine", "--from", "ds.csv", *ASKED, "--as-of", "2024-07-18"]
    assert cli.main(words) == 2
    screen = reported(capsys.readouterr().out)
    assert "'Thôn Đồng' (1 dòng, ds.csv) gần giống 'Thôn Đông'" in screen
    names = dophu.read_campaign(place / "mine").hamlets.names
    assert "Thôn Đồng" not in names.values()
    assert "DS-02" in screen, "its row is set aside until a person says"


def test_a_person_at_the_terminal_is_asked_and_asked_again(place, capsys, monkeypatch):
    typed = ["ds.csv", "321", "tủa chùa", "2", "", "", "", "", "", "soon", "31/7/2024",
             "18/7/2024", ""]  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(typed) + "\n"))
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    assert cli.main(["new", "mine"]) in (0, 2)
    made = dophu.read_campaign(place / "mine")
    assert (made.unit, made.unit_name) == ("03217", "Thị trấn Tủa Chùa")
    asked = reported(capsys.readouterr().err)
    assert asked.count("Hỏi lại") == 2
    assert "1. 03217 Xã Tủa Chùa, Tỉnh Điện Biên 2. 03217 Thị trấn Tủa Chùa" in asked
    assert "(đến 30/6/2025)" in asked


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        (["99999"], "99999"),  # of no list, as the sample's
        (["con dao"], "26732 Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"),
        (["xã tân tiến", "Tân Tiến, Hưng Yên", "1"],
         "12583 Xã Tân Tiến, Tỉnh Hưng Yên"),
        (["Tủa", ""], KeyboardInterrupt),
    ],
)  # fmt: skip
def test_a_commune_is_searched_until_one_is_meant(typed, unit, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(typed)))
    if unit is KeyboardInterrupt:  # the input has ended, nothing is made up
        with pytest.raises(KeyboardInterrupt):
            asking.ask_commune("vi")
    else:
        assert asking.ask_commune("vi") == unit
    shown = reported(capsys.readouterr().err)
    assert ("… và" in shown) == (typed[0] == "xã tân tiến")


@pytest.mark.parametrize(
    ("unit", "deadline", "name"),
    [
        ("03217", "31/7/2024", "Thị trấn Tủa Chùa"),
        ("03217", "30/6/2025", "Thị trấn Tủa Chùa"),
        ("03217", "1/7/2025", "Xã Tủa Chùa"),
        ("Tua Chua", "31/7/2026", "Xã Tủa Chùa"),
        ("thị trấn tủa chùa", "31/7/2026", "Thị trấn Tủa Chùa"),
    ],
)
def test_a_commune_has_the_name_of_the_deadlines_day(unit, deadline, name):
    answers = settle({"unit": unit, "deadline": deadline}, "vi")
    assert (answers.unit, answers.unit_name) == ("03217", name)
    own = settle({"unit": unit, "deadline": deadline, "unit_name": "Xã X"}, "vi")
    assert own.unit_name == "Xã X"


@pytest.mark.parametrize(
    ("unit", "near"),
    [
        ("Tân Tiến", "12583 Xã Tân Tiến, Tỉnh Hưng Yên"),
        ("Tân Tiến", "…"),
        ("Không Đâu Cả", "near: –"),
        ("00000", "--unit-name"),
    ],
)
def test_a_name_of_several_communes_or_of_none_is_no_answer(place, capsys, unit, near):
    words = ["--unit", unit, "--deadline", "31/7/2026", "--language", "en"]
    assert cli.main(["new", "mine", "--from", "ds.csv", *words]) == 1
    assert near in reported(capsys.readouterr().err)
    assert not (place / "mine").exists()


def test_a_person_may_say_no(place, capsys, monkeypatch):
    typed = ["k"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(typed) + "\n"))
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    about = [*ASKED, "--as-of", "2024-07-18", "--drive", "any", "--ages", "2,12"]
    about += ["--name", "Đợt", "--start", "1/7/2024"]
    assert cli.main(["new", "mine", "--from", "ds.csv", *about]) == 2
    assert "Chưa ghi gì." in capsys.readouterr().out
    assert not (place / "mine").exists()


def test_what_is_typed_is_written_as_text_whatever_it_holds():
    name = 'Đợt "một"\\ # hai\n\x07'
    given = {"unit": "03217", "unit_name": name, "name": name, "deadline": "1/8/2024"}
    answers = settle(given | {"drive": "any", "ages": "2,12"}, "en")
    table = tomllib.loads(settings_text(answers))
    assert table["campaign"]["name"] == 'Đợt "một"\\ # hai'
    assert table["age_groups"][0]["code"] == "2_to_11"
    assert table["campaign"]["drive"] == "any"


@pytest.mark.parametrize("drive", ["identity_card", "measles", "any"])
def test_a_campaign_speaks_of_its_own_drive_alone(drive):
    given = {"unit": "03217", "unit_name": "Xã", "deadline": "1/8/2024"}
    answers = settle(given | {"drive": drive, "ages": "0,6"}, "vi")
    text = settings_text(answers).lower()
    assert ("căn cước" in text) == (drive == "identity_card")
    assert ("sởi" in text) == (drive == "measles")


@pytest.mark.parametrize("language", cases(["vi", "en"], 1))
def test_the_first_notebook_runs_from_where_it_lies(language, monkeypatch, sample_week):
    # As from notebooks/: any folder of the campaign's is as deep.
    monkeypatch.chdir(sample_week.campaign / "rosters")
    book = json.loads(notebook_text(language))
    names: dict[str, object] = {}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            exec(cell["source"], names)
    assert names["week"].as_of == date(2024, 7, 18)
    (parameters,) = (c for c in book["cells"] if c["metadata"].get("tags"))
    assert "as_of: str = " in parameters["source"]
