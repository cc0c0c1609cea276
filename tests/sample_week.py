"""The week of the sample campaign, run as README says, once for all tests."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class SampleWeek:
    """A folder with the campaign in ``data/sample`` and what the command left."""

    home: Path

    @property
    def campaign(self) -> Path:
        """The campaign's folder."""
        return self.home / "data" / "sample"

    @property
    def edition(self) -> Path:
        """The edition; not to be changed."""
        return self.home / "reports" / "99999" / "2024-07-18"

    @property
    def screen(self) -> str:
        """What the command wrote on the screen."""
        return (self.home / "screen.txt").read_text(encoding="utf-8")

    @property
    def loaded(self) -> set[str]:
        """The modules that the command's own process had loaded at its end."""
        return {*(self.home / "loaded.txt").read_text(encoding="utf-8").split()}


LOADED = """
import sys
from pathlib import Path
from dophu.cli import main
code = main(sys.argv[1:])
Path("loaded.txt").write_text("\\n".join(sys.modules), encoding="utf-8")
sys.exit(code)
"""
"""The command, which leaves the names of all that it has loaded."""


def readme_command() -> list[str]:
    """Give the words of README's first run of the sample, without ``dophu``."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (line, *_) = re.findall(r"^dophu (run data/sample .*)$", text, re.M)
    return line.split()


def make_sample_week(home: Path) -> SampleWeek:
    """Run README's command in a folder of its own, if no process has done so yet."""
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{home}.lock"):
        screen = home / "screen.txt"
        if not screen.is_file():
            without = shutil.ignore_patterns("snapshots", "truth")
            copy = home / "data" / "sample"
            shutil.copytree(ROOT / "data" / "sample", copy, ignore=without)
            command = [sys.executable, "-c", LOADED, *readme_command()]
            run = subprocess.run(
                command, cwd=home, capture_output=True, encoding="utf-8", check=False
            )
            assert run.returncode == 0, run.stdout + run.stderr
            screen.write_text(run.stdout + run.stderr, encoding="utf-8")
    return SampleWeek(home)
