"""A state of the kit that can be run: the working tree, or an older commit beside it.

Both run with this Python and the libraries installed for it; which kit is imported is
said by an absolute PYTHONPATH, and looked at before anything is measured.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import Failed, Taken, measure

ROOT = Path(__file__).parents[1]
MAKE = """
import sys
from datetime import date
from dophu.sample import SampleSpec, write_sample
folder, hamlets, children = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
dates = date(2024, 7, 11), date(2024, 7, 18)
write_sample(SampleSpec(children=children, hamlets=hamlets, dates=dates), folder)
"""


@dataclass(frozen=True)
class Revision:
    """A folder with the kit in ``lib``, and what it is called."""

    folder: Path
    name: str

    def environment(self) -> dict[str, str]:
        """Give the environment in which this revision's kit is the one imported."""
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "PYTHONPATH": str((self.folder / "lib").resolve())}

    def python(self, code: str, *arguments: object) -> Taken:
        """Run lines of Python with this revision's kit."""
        command = [sys.executable, "-c", code, *map(str, arguments)]
        return measure(command, self.environment())

    def dophu(self, *arguments: object) -> Taken:
        """Run the command line as this revision's installation would start it."""
        text = (self.folder / "pyproject.toml").read_text(encoding="utf-8")
        module, _, call = tomllib.loads(text)["project"]["scripts"]["dophu"].partition(
            ":"
        )
        start = f"import sys; from {module} import {call}; sys.exit({call}())"
        return self.python(start, *arguments)

    def make_campaign(self, folder: Path, hamlets: int, children: int) -> None:
        """Write an invented campaign with lists of two dates, the last 18 July 2024."""
        self.python(MAKE, folder, hamlets, children)

    def prepare(self) -> None:
        """Compile the kit, and see that it is this one that is imported.

        Raises
        ------
        Failed
            Where another kit is, or none.
        """
        lib = (self.folder / "lib").resolve()
        measure([sys.executable, "-m", "compileall", "-q", str(lib)])
        found = Path(self.python("import dophu; print(dophu.__file__)").output.strip())
        if not found.resolve().is_relative_to(lib):
            raise Failed(f"the kit of {self.name} is not the one imported, but {found}")


def git(*arguments: str) -> str:
    """Give what a git command prints.

    Raises
    ------
    Failed
        With git's own words.
    """
    command = ["git", "-C", str(ROOT), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise Failed(done.stderr.strip())
    return done.stdout.strip()


def working_tree() -> Revision:
    """Give the tree that stands here, named by its commit and whether it is that."""
    changed = git("status", "--porcelain", "--untracked-files=no")
    name = git("rev-parse", "--short", "HEAD") + (" and changes" if changed else "")
    return Revision(ROOT, name)


@contextmanager
def checked_out(rev: str) -> Iterator[Revision]:
    """Check a revision out beside the working tree, and take it away afterwards.

    Raises
    ------
    Failed
        Where there is no such revision.
    """
    try:
        commit = git("rev-parse", "--verify", "--short", f"{rev}^{{commit}}")
    except Failed as failure:
        raise Failed(f"no revision {rev!r} here: {failure}") from None
    above = Path(tempfile.mkdtemp(prefix="dophu-bench-"))
    folder = above / "tree"
    try:
        git("worktree", "add", "--detach", "--quiet", str(folder), commit)
        yield Revision(folder, commit)
    finally:
        with suppress(Failed):  # it was never added
            git("worktree", "remove", "--force", str(folder))
        shutil.rmtree(above, ignore_errors=True)
