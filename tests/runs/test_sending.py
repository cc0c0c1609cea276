"""Lists out of an edition: as they are or locked, over no other file, never in it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest

from dophu import cli
from dophu.cli.passwords import LOCK_WITH
from dophu.runs.record import read_record, verify
from dophu.snapshots import load

PASSWORD = "Mật khẩu 1"


@pytest.fixture
def command(sample_week, tmp_path, capsys, monkeypatch):
    """Run ``dophu lists`` on the sample's edition; give the code and the screen."""
    monkeypatch.delenv(LOCK_WITH, raising=False)

    def run(*arguments: str, out: Path = tmp_path / "out") -> tuple[int, str]:
        words = ["lists", str(sample_week.edition), "--out", str(out), *arguments]
        code = cli.main(words)
        stated = capsys.readouterr()
        return code, " ".join((stated.out + stated.err).split())

    return run


def files(folder: Path) -> list[str]:
    return sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()
    )


def test_every_hamlet_and_officer_has_a_list_in_the_edition(sample_week):
    lists = sample_week.edition / "lists"
    counts = {p.name: len(list(p.iterdir())) for p in lists.iterdir() if p.is_dir()}
    assert counts == {"hamlets": 17, "officers": 17, "letters": 17}
    assert f"{lists}" in sample_week.screen or "lists" in sample_week.screen
    page = (sample_week.edition / "index.html").read_text(encoding="utf-8")
    assert 'href="lists/hamlets/"' in page


@pytest.mark.long
def test_children_stand_in_the_lists_of_an_edition_and_nowhere_else(sample_week):
    week = load(sample_week.campaign, "2024-07-18")
    people = {person.name: person.person_id for person in week.people}
    listed = sample_week.edition / "lists"
    text = ""
    for path in sample_week.edition.rglob("*"):
        if path.is_file() and listed not in path.parents:
            content = path.read_bytes()
            if zipfile.is_zipfile(io.BytesIO(content)):
                with zipfile.ZipFile(io.BytesIO(content)) as parts:
                    content = b"".join(map(parts.read, parts.namelist()))
            text += content.decode("utf-8", "replace")
    assert len(people) > 1500
    # What follows a family name, since 1,500 searches of the whole text take seconds.
    families = {f"{name.split()[0]} " for name in people}
    longest = max(map(len, people))
    starts = [
        text[found : found + longest]
        for family in families
        for found in _places(family, text)
    ]
    near = "\n".join(starts)
    assert [i for name, i in people.items() if name in near] == []
    assert "DP-" not in text


def _places(word, text):
    """Give where a word begins in a text, each time."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def test_lists_asked_for_are_taken_out_as_they_are(command, sample_week, tmp_path):
    code, stated = command("--hamlet", "H03", "--officer", "cán bộ 04")
    assert code == 0 and "3 tệp" in stated
    assert files(tmp_path / "out") == [
        "hamlets/Tổ dân phố Mẫu 3.xlsx", "letters/Tổ dân phố Mẫu 3.docx",
        "officers/Cán bộ 04.xlsx",
    ]  # fmt: skip
    for name in files(tmp_path / "out"):
        original = sample_week.edition / "lists" / name
        assert (tmp_path / "out" / name).read_bytes() == original.read_bytes()
    assert command("--hamlet", "Tổ dân phố Mẫu 3")[0] == 0  # again: nothing differs


def test_a_list_that_somebody_filled_in_is_never_written_over(command, tmp_path):
    command("--hamlet", "H03")
    filled = tmp_path / "out" / "hamlets" / "Tổ dân phố Mẫu 3.xlsx"
    filled.write_bytes(b"filled in")
    code, stated = command()
    assert code == 1 and "CH-19" in stated
    assert filled.read_bytes() == b"filled in"
    assert len(files(tmp_path / "out")) == 2


def test_a_locked_list_opens_with_its_password_alone(command, tmp_path, monkeypatch):
    monkeypatch.setenv(LOCK_WITH, PASSWORD)
    code, stated = command("--hamlet", "H03", "--password")
    assert code == 0 and PASSWORD not in stated
    for name in files(tmp_path / "out"):
        locked = msoffcrypto.OfficeFile(
            io.BytesIO((tmp_path / "out" / name).read_bytes())
        )
        locked.load_key(password=PASSWORD, verify_password=True)
        plain = io.BytesIO()
        locked.decrypt(plain)
        assert zipfile.ZipFile(plain).testzip() is None
        with pytest.raises(msoffcrypto.exceptions.InvalidKeyError, match="."):
            locked.load_key(password="khác", verify_password=True)


@pytest.mark.parametrize("given", [None, ""])
def test_without_a_password_nothing_is_written(command, tmp_path, monkeypatch, given):
    if given is not None:
        monkeypatch.setenv(LOCK_WITH, given)
    code, stated = command("--password")
    assert code == 1 and "CH-21" in stated and LOCK_WITH in stated
    assert not (tmp_path / "out").exists()


def test_an_edition_is_never_written_to(command, sample_week):
    code, stated = command(out=sample_week.edition / "lists" / "gui")
    assert code == 1 and "CH-22" in stated
    assert verify(sample_week.edition) == []


@pytest.mark.parametrize(
    "arguments", [("--hamlet", "H30"), ("--officer", "Cán bộ 99"), ("--hamlet", "")]
)
def test_who_is_not_there_is_named_with_the_nearest(command, arguments):
    code, stated = command(*arguments)
    assert code == 1 and "CH-20" in stated and f"'{arguments[1]}'" in stated


def test_what_is_no_edition_or_was_changed_is_refused(tmp_path, capsys):
    assert cli.main(["lists", str(tmp_path), "--out", str(tmp_path / "o")]) == 1
    assert "CH-06" in capsys.readouterr().err


def test_templates_are_made_for_hamlets_of_a_campaign(folder, tmp_path, capsys):
    out = tmp_path / "mau"
    words = ["lists", str(folder.path), "--template", "--out", str(out)]
    assert cli.main(words) == 0
    assert files(out) == ["templates/Thôn Ví Dụ 2.xlsx",
                          "templates/Tổ dân phố Mẫu 1.xlsx"]  # fmt: skip
    sheet = openpyxl.load_workbook(out / files(out)[0]).worksheets[0]
    assert "Thôn Ví Dụ 2" in sheet["A1"].value
    assert cli.main([*words, "--hamlet", "H9"]) == 1


def test_the_lists_are_part_of_what_an_edition_is_checked_by(sample_week):
    named = [path for path, *_ in read_record(sample_week.edition)["outputs"]]
    assert sum(path.startswith("lists/hamlets/") for path in named) == 17
