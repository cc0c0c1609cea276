"""The folder of editions: names, the pointer, the lock, what cannot be written."""

from __future__ import annotations

import errno
import json
import os
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from dophu.catalogue.issues import DophuError
from dophu.runs import editions
from dophu.runs.record import (
    FILE,
    LOCK_BYTES,
    Finding,
    check_edition,
    list_files,
    read_record,
    verify,
    write_record,
)

DAY = date(2024, 7, 18)


def make(unit: Path, day: date, content: str = "a") -> Path:
    with editions.open_stage(unit) as stage:
        (stage / "tables").mkdir()
        (stage / "tables" / "gaps.csv").write_text(content, encoding="utf-8")
        (stage / "index.html").write_text("b", encoding="utf-8")
        write_record(stage, {"key": "k"})
        edition = unit / editions.next_name(unit, day)
        editions.publish(stage, edition)
    return edition


def latest(unit: Path) -> str:
    return (unit / "latest.txt").read_text(encoding="utf-8")


def test_a_correction_stands_beside_what_it_corrects(tmp_path):
    unit = tmp_path / "báo cáo" / "99999"
    names = [make(unit, DAY, text).name for text in "abc"]
    assert names == ["2024-07-18", "2024-07-18.2", "2024-07-18.3"]
    assert (unit / names[0] / "tables" / "gaps.csv").read_text() == "a"
    assert latest(unit) == "2024-07-18.3\n"
    assert editions.newest(unit, DAY) == unit / names[2]


def test_the_tenth_correction_is_after_the_second(tmp_path):
    for name in ("2024-07-18.2", "2024-07-18.10", "2024-07-18"):
        (tmp_path / name).mkdir()
        (tmp_path / name / FILE).write_text("{}")
    editions.point_to_latest(tmp_path)
    assert latest(tmp_path) == "2024-07-18.10\n"


def test_an_older_date_does_not_become_the_latest(tmp_path):
    make(tmp_path, DAY)
    make(tmp_path, date(2024, 7, 11))
    assert latest(tmp_path) == "2024-07-18\n"


def test_what_a_killed_run_left_is_removed_and_a_failed_one_leaves_nothing(tmp_path):
    (tmp_path / ".stage-1" / "tables").mkdir(parents=True)
    with pytest.raises(ZeroDivisionError, match="division"):  # noqa: PT012, SIM117
        with editions.open_stage(tmp_path) as stage:
            assert [p.name for p in tmp_path.glob(".stage-*")] == [stage.name]
            # What the killed run had started goes on writing.
            (tmp_path / ".stage-1" / "tables").mkdir(parents=True)
            _ = 1 / 0
    assert not list(tmp_path.glob(".stage-*"))


def test_a_second_run_stops_and_says_where(tmp_path):
    with FileLock(tmp_path / ".lock"):
        with pytest.raises(DophuError, match="CH-03 Đang có một lần chạy khác"):
            with editions.open_stage(tmp_path):
                pytest.fail("two runs at once")


@pytest.mark.parametrize(
    ("number", "stated"),
    [
        (errno.EACCES, "không có quyền ghi"),
        (errno.ENOSPC, "đĩa đã đầy"),
        (errno.EROFS, "ổ đĩa chỉ cho đọc"),
        (errno.EIO, "lỗi hệ thống 5"),
    ],
)
def test_a_folder_that_takes_no_file_is_an_error_before_work(
    tmp_path, monkeypatch, number, stated
):
    def refuse(*_anything, **_more):
        raise OSError(number, "no")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DophuError, match=f"CH-04 .*{stated}"):
        with editions.open_stage(tmp_path):
            pytest.fail("it was let in")


def test_a_file_in_place_of_the_reports_folder_is_an_error(tmp_path):
    (tmp_path / "reports").write_text("x", encoding="utf-8")
    with pytest.raises(DophuError, match="CH-04 .*đó không phải thư mục"):
        with editions.open_stage(tmp_path / "reports" / "99999"):
            pytest.fail("it was let in")


def test_a_full_disk_is_an_error_before_work(tmp_path, monkeypatch):
    monkeypatch.setattr(editions, "FREE", 2**70)
    with pytest.raises(DophuError, match="CH-04 .*đĩa đã đầy"):
        with editions.open_stage(tmp_path):
            pytest.fail("it was let in")


@pytest.mark.parametrize("at", range(8))
def test_a_failure_at_any_step_of_publishing_leaves_the_old_edition(
    tmp_path, monkeypatch, at
):
    old = make(tmp_path, DAY)
    calls = iter(range(100))

    def failing(real):
        def call(*arguments, **more):
            if next(calls) == at:
                raise OSError(errno.ENOSPC, "full")
            return real(*arguments, **more)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(editions.os, "fsync", failing(editions.os.fsync))
        patch.setattr(Path, "rename", failing(Path.rename))
        patch.setattr(Path, "replace", failing(Path.replace))
        with pytest.raises(DophuError, match="CH-04 .*đĩa đã đầy"):
            make(tmp_path, DAY, "new")
    assert verify(old) == []
    assert verify(tmp_path / latest(tmp_path).strip()) == []
    assert not list(tmp_path.glob(".stage-*"))


def test_a_pointer_that_another_program_holds_is_tried_again(tmp_path, monkeypatch):
    make(tmp_path, date(2024, 7, 11))
    tries = []
    real = Path.replace

    def held(self, target):
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "held")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    make(tmp_path, DAY)
    assert latest(tmp_path) == "2024-07-18\n"
    assert len(tries) == 3


def test_a_flipped_byte_a_lost_and_a_strange_file_are_found(tmp_path):
    edition = make(tmp_path, DAY)
    assert verify(edition) == []
    table = edition / "tables" / "gaps.csv"
    table.write_bytes(bytes([table.read_bytes()[0] ^ 1]))
    (edition / "index.html").unlink()
    (edition / "lạ.txt").write_text("x", encoding="utf-8")
    assert verify(edition) == [
        Finding("changed", "tables/gaps.csv"),
        Finding("missing", "index.html"),
        Finding("extra", "lạ.txt"),
    ]
    stated = check_edition(edition)[0].message("vi")
    assert "1 tệp bị sửa, 1 tệp mất, 1 tệp thừa. (tables/gaps.csv, index.html" in stated


def test_what_a_file_manager_or_excel_leaves_is_no_strange_file(tmp_path):
    edition = make(tmp_path, DAY)
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$tables.xlsx"):
        (edition / name).write_text("x", encoding="utf-8")
    assert verify(edition) == []


def test_a_list_that_is_called_as_excel_calls_its_locks_is_found(tmp_path):
    edition = make(tmp_path, DAY)
    (edition / "~$tables.xlsx").write_bytes(b"x" * (LOCK_BYTES + 1))
    assert verify(edition) == [Finding("extra", "~$tables.xlsx")]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 9, "outputs": []}'])
def test_a_folder_without_a_run_json_is_no_edition(tmp_path, text):
    if text:
        (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(DophuError, match="CH-06 Không phải một bản xuất bản"):
        verify(tmp_path)


def test_run_json_lists_every_file_but_itself(tmp_path):
    edition = make(tmp_path, DAY)
    record = read_record(edition)
    paths = [path for path, _, _ in record["outputs"]]
    assert paths == ["index.html", "tables/gaps.csv"]
    assert json.loads(json.dumps(list_files(edition))) == record["outputs"]


def test_folders_that_are_named_as_editions_and_are_none_are_passed_over(tmp_path):
    whole = make(tmp_path, DAY)
    for name in ("2024-99-99", "2025-01-01", "2024-07-18.2"):
        (tmp_path / name).mkdir()
    (tmp_path / "latest.txt").write_bytes(b"\xff\xfe")
    editions.point_to_latest(tmp_path)
    assert latest(tmp_path) == "2024-07-18\n"
    assert editions.newest(tmp_path, DAY) == whole
    assert editions.no_editions(tmp_path) == [
        "2024-07-18.2",
        "2024-99-99",
        "2025-01-01",
    ]
    assert make(tmp_path, DAY, "new").name == "2024-07-18.3"


def test_an_edit_of_run_json_itself_is_seen(tmp_path):
    edition = make(tmp_path, DAY)
    record = edition / FILE
    record.write_text(record.read_text("utf-8").replace('"k"', '"j"'), "utf-8")
    assert verify(edition) == [Finding("changed", FILE)]
    (edition / "run.json.sha256").unlink()
    assert verify(edition) == [Finding("missing", "run.json.sha256")]


@pytest.mark.parametrize(
    "outputs", ["[1, 2]", '[["a", "b"]]', '[["a", 1, 2]]', '"abc"', "[[[]]]", "9"]
)
def test_a_record_that_is_malformed_is_an_answer(tmp_path, outputs):
    text = f'{{"schema": 1, "outputs": {outputs}}}'
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(DophuError, match="CH-06"):
        verify(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="no such files elsewhere")
def test_links_pipes_and_empty_folders_are_no_part_of_an_edition(tmp_path):
    edition = make(tmp_path, DAY)
    (edition / "empty").mkdir()
    os.mkfifo(edition / "pipe")
    (edition / "index.html").rename(tmp_path / "index.html")
    (edition / "index.html").symlink_to(tmp_path / "index.html")
    assert verify(edition) == [
        Finding("missing", "index.html"),
        *(Finding("extra", path) for path in ("empty", "index.html", "pipe")),
    ]
