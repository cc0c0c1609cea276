"""A campaign's children forgotten: what goes, what stays, and how it is proved."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from filelock import FileLock

from dophu.campaign.config import read_campaign
from dophu.cli import asking, main
from dophu.runs import purging
from dophu.runs.record import verify
from dophu.runs.traces import Sought, find_in
from tests.runs.offices import CHILDREN, Office
from tests.short_form import cases

NAMES = [row.split(",")[1] for row in CHILDREN]
NUMBERS = [row.split(",")[3] for row in CHILDREN]


@pytest.fixture
def purge(published_office, capsys):
    """Run ``dophu purge`` on an office with a week published: code and screen."""

    def run(*more: str) -> tuple[int, str]:
        office = published_office
        words = ["purge", str(office.campaign), "--reports", str(office.reports)]
        code = main([*words, *more])
        stated = capsys.readouterr()
        return code, " ".join((stated.out + stated.err).split())

    run.office = published_office
    return run


def tree(office: Office) -> dict[str, bytes]:
    home = office.campaign.parent
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file()
    }


def edition(office: Office) -> Path:
    return office.unit / "2024-07-18"


def test_without_a_yes_it_is_only_listed(purge):
    before = tree(purge.office)
    code, stated = purge()
    assert code == 1 and "XD-01" in stated
    assert "snapshots: " in stated and "lists: " in stated and "tệp" in stated
    assert "GIỮ LẠI" in stated and "rosters" in stated
    assert tree(purge.office) == before


@pytest.mark.parametrize(
    ("typed", "code"), cases([("", 2), ("c", 2), ("xóa", 0), ("Y", 0)], 2)
)
def test_at_a_terminal_the_word_is_asked_for(purge, monkeypatch, typed, code):
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    assert purge()[0] == code
    assert (purge.office.campaign / "snapshots").exists() == (code == 2)


def test_children_are_gone_from_all_that_is_left_but_the_lists_that_were_sent(purge):
    office = purge.office
    (office.campaign / "explore").mkdir()
    (office.campaign / "explore" / "a.ipynb").write_text(NAMES[0], "utf-8")
    checkpoints = office.campaign / "notebooks" / ".ipynb_checkpoints"
    checkpoints.mkdir(parents=True)
    (checkpoints / "a.ipynb").write_text(NAMES[0], "utf-8")
    (office.unit / ".stage-1").mkdir()
    code, stated = purge("--yes")
    assert code == 0, stated
    assert "0 tệp có" in stated and "3 họ tên và 3 số" in stated
    rest = tree(office)
    kept = [name for name in rest if "/rosters/" in name]
    assert len(kept) == 1
    for name, content in rest.items():
        if name not in kept:
            assert not any(word.encode() in content for word in (*NAMES, *NUMBERS))
    assert not checkpoints.exists() and not (office.unit / ".stage-1").exists()
    assert not (office.campaign / "snapshots").exists()
    code, stated = purge("--yes", "--language", "en")  # once more: nothing is left
    assert (
        code == 0
        and "There is nothing to be removed" in stated
        and "stand in 0" in stated
    )


def test_the_lists_that_were_sent_go_where_that_is_asked_for(purge):
    code, stated = purge("--yes", "--lists-too")
    assert code == 0, stated
    assert "GIỮ LẠI" not in stated
    assert not (purge.office.campaign / "rosters").exists()
    content = b"".join(tree(purge.office).values())
    assert not any(word.encode() in content for word in (*NAMES, *NUMBERS))
    code, stated = purge("--yes", "--lists-too")
    assert code == 2 and "chưa chứng minh được gì" in stated


def test_an_edition_says_that_its_lists_were_forgotten(purge, capsys):
    office = purge.office
    record = (edition(office) / "run.json").read_bytes()
    purge("--yes")
    assert (edition(office) / "run.json").read_bytes() == record
    assert verify(edition(office)) == []
    assert main(["verify", str(edition(office))]) == 0
    stated = " ".join(capsys.readouterr().out.split())
    outputs = [path for path, *_ in json.loads(record)["outputs"]]
    left = [path for path in outputs if not path.startswith("lists/")]
    assert f"{len(left)} tệp đúng như lúc xuất bản" in stated
    assert "đã được xóa theo lệnh dophu purge" in stated
    out = str(office.campaign.parent / "out")
    assert main(["lists", str(edition(office)), "--out", out]) == 1
    assert "XD-04" in capsys.readouterr().err
    (edition(office) / "lists").mkdir()
    (edition(office) / "lists" / "a.xlsx").write_bytes(b"")
    (edition(office) / "index.html").write_text("", "utf-8")
    found = {(f.kind, f.path) for f in verify(edition(office))}
    assert found == {("changed", "index.html"), ("extra", "lists/a.xlsx")}


def test_what_was_stated_of_another_edition_hides_nothing(purge):
    purge("--yes")
    stated = edition(purge.office) / "purged.json"
    reported = json.loads(stated.read_text("utf-8"))
    for wrong in ({**reported, "record_sha256": "0"}, [], {**reported, "schema": 2}):
        stated.write_text(json.dumps(wrong), encoding="utf-8")
        kinds = {finding.kind for finding in verify(edition(purge.office))}
        assert kinds == {"missing", "extra"}


def test_a_week_run_again_has_its_lists_again(purge):
    purge("--yes")
    assert main(purge.office.command()) in (0, 2)
    again = purge.office.unit / "2024-07-18.2"
    assert (again / "lists").is_dir() and verify(again) == []


def test_a_trace_is_recognised_by_its_place_and_names_nobody(purge):
    office = purge.office
    notes = io.BytesIO()
    with zipfile.ZipFile(notes, "w") as parts:
        cut = NAMES[1].replace(" ", " </w:t></w:r><w:r><w:t>")
        parts.writestr("word/document.xml", f"<w:t>{cut}</w:t>")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as parts:
        parts.writestr("ppt/embeddings/a.docx", notes.getvalue())
    (office.campaign / "họp.pptx").write_bytes(outer.getvalue())
    (office.campaign / f"{NAMES[0]}.txt").write_text("", "utf-8")
    code, stated = purge("--yes")
    assert code == 1 and "XD-02" in stated and "2 tệp" in stated
    assert "họp.pptx" in stated and "/…" in stated
    assert not any(word in stated for word in (*NAMES, *NUMBERS))
    assert (office.campaign / "họp.pptx").is_file()


def test_a_file_that_cannot_be_looked_into_is_named(purge):
    (purge.office.campaign / "bản quét.pdf").write_bytes(b"%PDF-1.7")
    code, stated = purge("--yes")
    assert code == 2 and "bản quét.pdf" in stated


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_links_are_neither_followed_nor_removed(purge, tmp_path):
    office = purge.office
    outside = tmp_path / "ngoài"
    outside.mkdir()
    (outside / "a.txt").write_text(NAMES[0], "utf-8")
    (office.campaign / "explore").symlink_to(outside)
    (office.campaign / "snapshots" / "link").symlink_to(outside)
    (edition(office) / "lists" / "hamlets" / "link").symlink_to(outside)
    # What they lead to is not searched either, an edition moved elsewhere neither.
    (office.campaign / "notes").symlink_to(outside)
    (office.unit / "2024-07-11").symlink_to(outside)
    code, stated = purge("--yes")
    assert code == 2 and "explore" in stated and "0 tệp có" in stated
    for link in (office.campaign / "notes", office.unit / "2024-07-11"):
        assert f"{link}. Tự xem" in stated and link.is_symlink()
    assert "snapshots/link" not in stated
    assert (outside / "a.txt").read_text("utf-8") == NAMES[0]
    assert (office.campaign / "explore").is_symlink()
    assert not (office.campaign / "snapshots").exists()


def test_interrupted_anywhere_it_can_be_done_again_and_still_proved(purge, monkeypatch):
    """Break off after every file that is removed, until there is nothing to remove."""
    office, remove = purge.office, Path.unlink
    gone = []

    def broken(path, **more):
        remove(path, **more)
        if path.name != ".lock":
            gone.append(path.name)
            raise KeyboardInterrupt

    of = read_campaign(office.campaign)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", broken)
        while any(t.files for t in purging.plan_purge(of, office.unit, False).targets):
            with pytest.raises(KeyboardInterrupt, match="^$"):
                purging.purge(of, office.unit, False)
    assert "persons.parquet" in gone and any(n.endswith(".docx") for n in gone)
    code, stated = purge("--yes")
    assert code == 0 and "3 họ tên và 3 số" in stated and "0 tệp có" in stated
    assert verify(edition(office)) == []


def test_snapshots_stay_while_a_list_is_held_by_another_program(purge, monkeypatch):
    remove = Path.unlink

    def held(path, **more):
        if path.suffix == ".xlsx":
            raise PermissionError(13, "")
        remove(path, **more)

    monkeypatch.setattr(purging, "patiently", lambda action: action())
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        code, stated = purge("--yes")
    assert code == 1 and "XD-03" in stated and "lists" in stated
    assert list((purge.office.campaign / "snapshots").rglob("*.parquet"))
    assert {f.kind for f in verify(edition(purge.office))} == {"extra"}
    assert purge("--yes")[0] == 0


def test_nothing_is_removed_while_a_run_is_at_work(purge):
    before = tree(purge.office)
    with FileLock(purge.office.unit / ".lock"):
        code, stated = purge("--yes")
    assert code == 1 and "CH-03" in stated
    assert tree(purge.office) == before


def test_no_campaign_but_the_one_that_is_named_is_purged(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOPHU_CAMPAIGN", str(tmp_path))
    for given in ("", "data/sample", "mytown"):
        assert main(["purge", given, "--yes"]) == 1
        assert "CH-23" in capsys.readouterr().err


CASES = {
    "a.txt": "… lò văn\r\n VÍ …".encode(),
    "utf16.csv": "Lò Văn Ví".encode("utf-16"),
    "cp1258.csv": b"Lo\xcc V\xe3n V\xed;",
    "nfd.txt": b"Lo\xcc\x80 Va\xcc\x86n Vi\xcc\x81",
    "a.json": json.dumps("Lò Văn Ví").encode(),
    "a.html": "Lò <b>V&#259;n</b>&nbsp;Ví".encode(),
    "a.svg": "<text>L<tspan>ò Văn</tspan> Ví</text>".encode(),
    "a.xls": b"\xd0\xcf\x11\xe0\x09\0\1" + "Lò Văn Ví".encode("utf-16-le") + b"\5\0\0a",
    "number in.doc": b"\xd0\xcf\x11\xe0\0\0" + b"9" * 3 + b"216000003\0",
    "a.png": b"\x89PNG\r\n\x1a\n\0\0\0\x01IDAT\xff1234\0\0\0\x15iTXtTitle\0\0\0\0\0"
    + "Lò Văn Ví".encode(),
    "eth.txt": "Ðăng LÒ VĂN VÍ".encode(),
    "number.csv": b"1;999216000003;",
    "spaced.txt": b"so 999 216 000 003.",
}


@pytest.mark.parametrize("name", CASES)
def test_a_trace_is_found_however_it_is_written(tmp_path, name):
    path = tmp_path / name
    sought = Sought(["Lò Văn Ví"], ["999216000003"])
    path.write_bytes(CASES[name])
    assert find_in(path, sought) is True
    path.write_bytes(
        CASES[name]
        .replace(b"V", b"B")
        .replace(b"v", b"B")
        .replace(b"9992", b"8992")
        .replace(b"999 2", b"899 2")
    )  # noqa: E501
    assert find_in(path, sought) is False


def test_names_that_prove_nothing_are_counted_and_not_looked_for(tmp_path):
    sought = Sought(["Páo", "Lò Văn Ví", "Xuân Mẫu"], ["123"], ["Bản Xuân Mẫu"])
    assert (sought.names, sought.numbers, sought.left_out) == (1, 0, 2)
    assert not sought.stands_in("Páo ở bản Xuân Mẫu, 123")


def test_what_is_damaged_or_locked_is_not_called_clean(tmp_path):
    sought = Sought(["Lò Văn Ví"], [])
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("a.xml", "b" * 9999)
    content = whole.getvalue()
    locked = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    for bad in (content[:60], content[:45] + b"\xff\xff" + content[47:], locked):
        (tmp_path / "a").write_bytes(bad)
        assert find_in(tmp_path / "a", sought) is None
