"""The script that completes commands knows all of them, and which words are folders."""

import shutil
import subprocess

import pytest

from dophu.cli import main
from dophu.cli.completion import SHELLS

pytest.importorskip("shtab")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_gets_every_command_and_option(shell, capsys):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("run", "check", "explore", "decide", "as-of", "reports"):
        assert word in script


def complete(script: str, words: list[str]) -> list[str]:
    line = " ".join(words)
    asked = f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; COMP_LINE='{line}'"
    found = subprocess.run(
        ["bash", "--norc", "-c",
         f"{script}\n{asked}\n_shtab_dophu; printf '%s\\n' \"${{COMPREPLY[@]}}\""],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return found.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash is here")
def test_bash_completes_commands_options_and_folders(capsys, tmp_path, monkeypatch):
    main(["completion", "bash"])
    script = capsys.readouterr().out
    (tmp_path / "mytown").mkdir()
    (tmp_path / "mynotes.txt").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert complete(script, ["dophu", "expl"]) == ["explore"]
    assert complete(script, ["dophu", "run", "--as"]) == ["--as-of"]
    assert [w.rstrip("/") for w in complete(script, ["dophu", "run", "my"])] == [
        "mytown"
    ]
