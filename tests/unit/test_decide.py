"""What waits for a person is asked once, answered by a key, and written at once."""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import time
from dataclasses import replace

import pytest
import xlsxwriter

from dophu import DophuError
from dophu.campaign.decisions_file import DecisionsFile
from dophu.cli import main
from dophu.findings.questions import find_questions
from dophu.runs.decide_terminal import Deciding, Terminal
from dophu.runs.screen import WIDTH, fold
from dophu.snapshots import look
from tests.campaigns import HEADING

LINE = ("hamlet", "", "Xóm Lạ", "H2")
ENCODINGS = {
    "utf-8": "kind,file,value,decision\nhamlet,,Xóm Cũ,H1\n",
    "utf-8-sig": "kind;file;value;decision;note\r\nhamlet;;Xóm Cũ;H1;đã hỏi\r\n\r\n",
    "utf-16": "decision\tkind\tfile\tvalue\r\nH1\thamlet\t\tXóm Cũ\r\n",
    "cp1258": "sep=;\r\nkind;file;value;decision\r\nhamlet;;Thôn;H1",
}


class Person:
    """Somebody at a terminal, who presses keys; what was shown is kept."""

    def __init__(self, keys: str, *texts: str) -> None:
        self.keys, self.texts, self.seen = iter(keys), iter(texts), ""
        self.terminal = Terminal(
            lambda: next(self.keys, ""), lambda: next(self.texts, ""), self.show
        )

    def show(self, text: str, mark: str = "") -> None:
        self.seen += fold(text, mark) + "\n"


def walk(folder, keys: str, *texts: str) -> tuple[Person, list[str]]:
    """Answer what waits in a campaign; give what was seen, and the decisions."""
    week = look(str(folder.path))
    person = Person(keys, *texts)
    Deciding(week, find_questions(week), person.terminal).run()
    file = folder.path / "decisions.csv"
    lines = file.read_text("utf-8-sig").splitlines() if file.exists() else []
    return person, lines[1:]


def test_each_answer_is_the_line_that_a_message_proposes_and_is_then_not_asked(odd):
    person, lines = walk(odd, "2/11q", "Thôn ví dụ 2")
    assert lines == [
        "status,m1.csv,Đợt hai,applied",
        "hamlet,m1.csv,Xóm Lạ,H2",
        lines[2],
        "status,m1.csv,con bà Xóa làm rồi,issued",
    ]
    assert re.fullmatch(r"same_child,,P\w{12} P\w{12},same", lines[2])
    assert max(map(len, person.seen.splitlines())) <= WIDTH
    (left,) = find_questions(look(str(odd.path)))
    assert left.issue.code == "DS-39", "two rows of what is one child now disagree"
    assert walk(odd, "1")[1][-1] == "row,rosters/2024-07-04/m1.csv,9,done"
    assert find_questions(look(str(odd.path))) == [], "all is decided"
    assert "Không có việc nào chờ" in walk(odd, "")[0].seen


def test_most_children_come_first_and_two_records_stand_side_by_side(odd):
    person, _ = walk(odd, "\r\r\r\r")
    counts = [
        int(n) for n in re.findall(r"\[\d/4\] [A-Z]{2}-\d\d, (\d+) dòng", person.seen)
    ]
    assert counts == sorted(counts, reverse=True) and counts[0] == 4
    assert re.search(r"^ Họ tên +\| Lò Thị Xa +\| Lò Thị Xa$", person.seen, re.M)
    assert "“con bà Xóa làm rồi”" in person.seen


def test_an_answer_is_taken_back_and_asked_again(odd):
    person, lines = walk(odd, "1u2q")
    assert lines == ["status,m1.csv,Đợt hai,applied"]
    assert person.seen.count("[1/4]") == 2
    person, _ = walk(odd, "uq")
    assert "Chưa có câu trả lời nào" in person.seen


def test_whoever_leaves_has_lost_nothing(odd):
    """The end of input is an end like q; later questions stay."""
    _, lines = walk(odd, "2")
    assert lines == ["status,m1.csv,Đợt hai,applied"]
    assert len(find_questions(look(str(odd.path)))) == 3


def test_other_keys_do_nothing_and_a_wrong_word_names_the_nearest(odd):
    person, lines = walk(odd, "x90\x1b/q", "issue")
    assert lines == []
    assert "gần nhất là" in person.seen


def test_what_cannot_be_decided_is_reported_and_the_next_thing_is_asked(folder):
    """An error of Excel is no word that a decision can name."""
    folder.roster("2024-07-04", *(f"{n},Mẫu An {n},1/{n}/2019,,TDP M1,#NAME,"
                                  for n in range(1, 5)))  # fmt: skip
    week = look(str(folder.path))
    (question,) = find_questions(week)
    person = Person("1")
    kind, file, _, stated = question.answers[0]
    bad = replace(question, answers=((kind, file, "#N/A", stated),))
    assert Deciding(week, [bad], person.terminal).run() == 0
    assert "TD-05 decisions.csv" in person.seen and "Để sau" in person.seen
    assert not (folder.path / "decisions.csv").exists()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_file_stays_as_its_owner_wrote_it(folder, encoding):
    before = ENCODINGS[encoding].encode(encoding)
    folder.write("decisions.csv", before)
    file = DecisionsFile(folder.path)
    file.append("hamlet", "", "Xóm", "H2")
    after = (folder.path / "decisions.csv").read_bytes()
    assert after.startswith(before) and after != before
    week = look(str(_with_list(folder).path))
    reported = [(line.value, line.decision) for line in week.campaign.decisions.lines]
    assert reported[-1] == ("Xóm", "H2") and len(reported) == 2
    assert file.undo() and (folder.path / "decisions.csv").read_bytes() == before
    assert not file.undo()


def _with_list(folder):
    folder.roster("2024-07-04", "1,Mẫu Văn An,1/3/2019,,TDP M1,Chưa,")
    return folder


def test_letters_that_the_old_encoding_has_not_make_the_file_utf8(folder):
    folder.write("decisions.csv", "kind;file;value;decision\r\n".encode("cp1258"))
    DecisionsFile(folder.path).append(*LINE)
    content = (folder.path / "decisions.csv").read_bytes()
    assert content.decode("utf-8-sig").endswith("hamlet;;Xóm Lạ;H2\r\n")


def test_rows_without_a_hamlet_may_be_given_any_and_nothing_else(folder):
    folder.roster("2024-07-04", "1,Mẫu An,1/3/2019,,TDP M1,Chưa,",
                  "2,Mẫu Bình,2/3/2019,,Thôn Ví Dụ 2,Chưa,",
                  "3,Mẫu Chi,3/3/2019,,,Chưa,")  # fmt: skip
    (question,) = find_questions(look(str(folder.path)))
    assert [line[3] for line in question.answers] == ["H1", "H2"]
    person, lines = walk(folder, "2")
    assert lines == ["row,rosters/2024-07-04/a.csv,4,H2"]
    assert "2  Thôn Ví Dụ 2 (H2)" in person.seen


def test_each_word_that_no_message_repeats_is_asked_about(folder):
    """Two words of one file, each to be read in its own cell."""
    folder.roster("2024-07-04", "1,Mẫu An,1/3/2019,,TDP M1,bà Xóa làm rồi,",
                  "2,Mẫu Bình,2/3/2019,,TDP M1,ông Xá bảo thôi,")  # fmt: skip
    _, lines = walk(folder, "14")
    assert lines == [
        "status,a.csv,bà Xóa làm rồi,issued", "status,a.csv,ông Xá bảo thôi,not_yet",
    ]  # fmt: skip
    assert find_questions(look(str(folder.path))) == []


def test_a_comment_that_no_message_repeats_is_read_and_decided(folder):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("DS")
        sheet.write_row(0, 0, HEADING.strip().split(","))
        sheet.write_row(1, 0, [1, "Mẫu An", "1/3/2019", "", "TDP M1", "Chưa"])
        sheet.write_comment(1, 5, "bà Xóa làm rồi")
    folder.write("rosters/2024-07-04/a.xlsx", content.getvalue())
    person, lines = walk(folder, "4")
    assert "“bà Xóa làm rồi”" in person.seen
    assert lines == ["comment,a.xlsx,bà Xóa làm rồi,not_yet"]
    assert find_questions(look(str(folder.path))) == []


def test_what_a_message_does_not_propose_is_no_answer(folder):
    """The line of a title is told (BG-42), and decides nothing."""
    text = f"DANH SÁCH TRẺ CHƯA LÀM CĂN CƯỚC,,,,,,\n{HEADING}"
    text += "1,Mẫu An,1/3/2019,,TDP M1,Đã cấp,\n2,Mẫu Bình,2/3/2019,,TDP M1,Chưa,\n"
    folder.write("rosters/2024-07-04/a.csv", text)
    week = look(str(folder.path))
    assert "BG-42" in {issue.code for issue in week.issues}
    folder.write("rosters/2024-07-04/truong.csv", f"TRƯỜNG TIỂU HỌC MẪU,,,,,,\n{text}")
    questions = find_questions(look(str(folder.path)), every=True)
    asked = {question.issue.code: question.answers[0] for question in questions}
    assert "BG-42" not in asked
    assert asked["TP-11"] == ("role", "truong.csv", "-", "hamlet")


def test_what_somebody_changed_meanwhile_is_not_taken_back(folder):
    file = DecisionsFile(folder.path)
    file.append(*LINE)
    path = folder.path / "decisions.csv"
    path.write_bytes(path.read_bytes() + "hamlet,,Xóm Khác,H1\n".encode())
    with pytest.raises(DophuError, match="QD-03"):
        file.undo()
    assert "Xóm Khác" in path.read_text("utf-8-sig")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"\x00", b"a" * 140_000 + b",b\n"]
)
def test_what_somebody_put_in_place_of_the_file_is_not_written_over(folder, content):
    path = folder.write("decisions.csv", content)
    with pytest.raises(DophuError, match="QD-02"):
        DecisionsFile(folder.path).append(*LINE)
    assert path.read_bytes() == content


def test_a_value_with_separators_and_quotes_comes_back_as_it_was(folder):
    value = 'Số "mới"; ký hiệu, ngày'
    DecisionsFile(folder.path).append("status", "a.csv", value, "applied")
    (line,) = look(str(_with_list(folder).path)).campaign.decisions.lines
    assert (line.value, line.decision) == (value, "applied")


def test_a_workbook_of_decisions_is_reported_and_left_alone(folder):
    folder.write("decisions.xlsx", b"PK")
    with pytest.raises(DophuError, match=r"QD-01 decisions\.xlsx"):
        DecisionsFile(folder.path)


def test_without_a_terminal_nothing_is_asked(odd, capsys):
    assert main(["decide", str(odd.path)]) == 1
    assert "QD-04" in capsys.readouterr().err
    assert not (odd.path / "decisions.csv").exists()


def _read_until(terminal: int, word: str, seen: str = "") -> str:
    """Read what a terminal shows until a word stands in it."""
    end = time.monotonic() + 600
    while word not in seen:
        assert time.monotonic() < end, seen
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536).decode("utf-8", "replace")
    return seen


def _press(terminal: int, keys: bytes) -> None:
    """Press keys once the command waits for one: those pressed before are dropped."""
    import termios

    end = time.monotonic() + 600
    while termios.tcgetattr(terminal)[3] & termios.ICANON:
        assert time.monotonic() < end
        time.sleep(0.02)
    time.sleep(0.2)
    os.write(terminal, keys)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_at_a_terminal_one_key_is_an_answer(odd):
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dophu.cli", "decide", str(odd.path)]
    child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        _read_until(ours, "Chọn:")
        _press(ours, b"\x1b[1~")  # Home: no answer
        time.sleep(0.2)
        _press(ours, b"2")
        seen = _read_until(ours, "[2/4]")
        _read_until(ours, "Chọn:", seen.rpartition("[2/4]")[2])
        _press(ours, b"q")
        seen += _read_until(ours, "dophu run")
        assert child.wait(timeout=600) == 0
    finally:
        child.kill()
        child.wait()
        os.close(ours)
    text = (odd.path / "decisions.csv").read_text("utf-8-sig")
    assert text.splitlines()[1:] == ["status,m1.csv,Đợt hai,applied"]
