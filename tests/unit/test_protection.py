"""Lists that are protected by a password: opened in memory, or refused by name."""

from __future__ import annotations

import tempfile
import unicodedata

import pytest

from dophu.reader.containers import Unreadable
from dophu.reader.extents import Refused
from dophu.reader.locked_files import find_protected
from dophu.reader.passwords import DEFAULT, ENVIRONMENT, given_passwords, unlock
from dophu.reader.sandbox import Reader
from tests.fuzz.seeds import HERE, encrypted, encrypted_xls, ods, patched, xls, xlsx

PASSWORD = "Mật khẩu"


def why_unread(content: bytes, *passwords: str) -> str:
    with Reader(passwords=passwords) as reader, pytest.raises(Unreadable) as caught:
        reader.read(content)
    return caught.value.why


@pytest.mark.parametrize(
    ("locked", "plain"),
    [(encrypted(xlsx(), PASSWORD), xlsx()), (encrypted_xls(PASSWORD), xls())],
    ids=["xlsx", "xls"],
)
def test_a_password_opens_just_what_stood_there_before(locked, plain):
    with Reader(passwords=["another", PASSWORD]) as reader:
        assert reader.read(locked) == reader.read(plain)
        assert reader.inspection.why == ""
        assert reader.unlock(locked) == "opened"
        assert reader.unlock(plain) == ""
    assert why_unread(locked) == "password"
    assert why_unread(locked, "another") == "password_wrong"


def test_a_file_of_another_program_with_a_vietnamese_password_is_opened():
    content = (HERE / "password.xlsx").read_bytes()
    with Reader(passwords=[PASSWORD]) as reader:
        assert reader.read(content)


def test_what_excel_opens_without_asking_is_read_without_asking():
    with Reader(passwords=[]) as reader:
        assert reader.read(encrypted(xlsx(), DEFAULT)) == reader.read(xlsx())
        assert reader.unlock(encrypted(xlsx(), DEFAULT)) == ""


def test_passwords_come_from_the_environment_in_composed_letters(monkeypatch):
    typed = unicodedata.normalize("NFD", PASSWORD)
    assert typed != PASSWORD
    monkeypatch.setenv(ENVIRONMENT, f"another\r\n{typed}\n")
    assert given_passwords() == ("another", PASSWORD)
    with Reader() as reader:
        assert reader.read(encrypted(xlsx(), PASSWORD))


def test_an_encryption_that_is_not_known_is_named():
    content = encrypted(xlsx(), PASSWORD)
    at = content.index(b"\x04\x00\x04\x00\x40\x00\x00\x00")  # agile's version
    other = content[:at] + b"\x09" + content[at + 1 :]
    assert why_unread(other, PASSWORD) == "protection_unknown"
    manifest = b"<manifest:encryption-data/></manifest:manifest>"
    part = "META-INF/manifest.xml"
    locked_ods = patched(ods(), part, b"</manifest:manifest>", manifest)
    assert why_unread(locked_ods, PASSWORD) == "password_ods"


def test_a_change_to_a_protected_file_is_seen():
    content = bytearray(encrypted(xlsx(), PASSWORD))
    content[len(content) // 2] ^= 1
    assert why_unread(bytes(content), PASSWORD) in ("damaged", "password_wrong")


def test_nothing_decrypted_is_put_into_a_temporary_file(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a temporary file was asked for")

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert unlock(encrypted_xls(PASSWORD), [PASSWORD]).startswith(b"\xd0\xcf")
    assert unlock(encrypted(xlsx(), PASSWORD), [PASSWORD]).startswith(b"PK")


def test_no_exception_holds_a_password():
    with pytest.raises(Refused) as caught:
        unlock(encrypted(xlsx(), PASSWORD), ["sai rồi"])
    assert "sai" not in repr(caught.value) and caught.value.__cause__ is None


def test_only_protected_files_are_found(tmp_path, monkeypatch):
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    contents = {"a.xlsx": encrypted(xlsx(), PASSWORD), "b.xls": xls(), "c.csv": b"x"}
    paths = [tmp_path / name for name in contents]
    for path in paths:
        path.write_bytes(contents[path.name])
    missing = tmp_path / "d.xls"
    assert find_protected([*paths, missing]) == {paths[0]: "password"}
    monkeypatch.setenv(ENVIRONMENT, PASSWORD)
    assert find_protected(paths) == {paths[0]: "opened"}
