"""Keep real campaigns out of git: ``python -m docs.keep_out`` before a commit.

It looks at what is about to be committed (``--all``: at all that git holds) and names
what may hold children: lists, snapshots, editions, notebooks that were run with
parameters. ``make hook`` has git ask it before every commit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
INVENTED = ("data/", "tests/", "benchmarks/", "docs/")
"""Folders whose tables, lists and campaigns are invented, and said to be so there."""

PRIVATE = {"rosters", "enrolments", "returns", "lists", "snapshots", "explore"}
"""Folders of a campaign or an edition that hold children."""

TABLES = {
    ".csv", ".tsv", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".parquet", ".duckdb",
    ".db", ".sqlite", ".docx", ".pptx", ".pdf", ".zip", ".pkl", ".pickle",
}  # fmt: skip
NEVER = {"snapshots", "explore", "__pycache__", ".ipynb_checkpoints"}
"""Folders that are committed nowhere."""


def reasons_against(path: str, content: bytes) -> list[str]:
    """Say why a file is not to be committed; nothing where it may be.

    Examples
    --------
    >>> reasons_against("mytown/rosters/2024-07-18/thon_1.xlsx", b"")
    ['a list, snapshot or edition: it holds children', 'a table or document']
    >>> reasons_against("data/sample/rosters/2024-07-18/thon_1.xlsx", b"")
    []
    """
    parts = PurePosixPath(path)
    folders = {*parts.parts[:-1]}
    is_invented = path.startswith(INVENTED)
    is_code = path.startswith("lib/dophu/")
    found = []
    if not is_code and (folders & NEVER or (folders & PRIVATE and not is_invented)):
        found.append("a list, snapshot or edition: it holds children")
    if parts.suffix.lower() in TABLES and not is_invented:
        found.append("a table or document")
    if folders & {"reports", "cong_khai"} and path != "reports/README.md":
        found.append("what a run wrote")
    if parts.suffix == ".ipynb" and not path.startswith("tests/golden/"):
        found += _of_notebook(content)
    return found


def _of_notebook(content: bytes) -> list[str]:
    try:
        notebook = json.loads(content)
        cells = [cell.get("metadata", {}) for cell in notebook["cells"]]
        own = notebook.get("metadata", {})
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["a notebook that cannot be read"]
    found = []
    if "papermill" in own or any("papermill" in cell for cell in cells):
        found.append("a notebook as it was run: its parameters and paths are in it")
    if any("injected-parameters" in cell.get("tags", ()) for cell in cells):
        found.append("a notebook with the parameters of a run")
    if "widgets" in own:
        found.append("a notebook with the state of its widgets")
    return found


def paths_of(*arguments: str, root: Path = ROOT) -> list[str]:
    """Ask git for paths, whatever letters are in them."""
    done = subprocess.run(
        ["git", "-C", str(root), *arguments, "-z"], capture_output=True, check=True
    )
    return [path for path in done.stdout.decode("utf-8", "replace").split("\0") if path]


def kept_out(paths: Iterable[str], root: Path = ROOT) -> list[str]:
    """Name the files that are not to be committed, each with the reasons."""
    found = []
    for path in paths:
        file = root / path
        content = file.read_bytes() if file.is_file() else b""
        if reasons := reasons_against(path, content):
            found.append(f"{path}: {'; '.join(reasons)}")
    return found


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Name what must not be committed; 1 where there is any."""
    asked = (
        ("ls-files",)
        if "--all" in arguments
        else ("diff", "--cached", "--name-only", "--diff-filter=ACMRT")
    )
    found = kept_out(paths_of(*asked, root=root), root)
    for line in found:
        sys.stdout.write(f"not to be committed: {line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
