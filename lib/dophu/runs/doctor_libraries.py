"""What the doctor says of Python and the libraries: there, in range, whole, loading.

Nothing but Python's own is imported here: whatever is missing, this has to be said.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from dophu import toml_text

OK, WARNING, PROBLEM = "ok", "warning", "problem"
PACKAGE = Path(__file__).parents[1]

NOT_LOADED = ("jupyterlab",)
"""Libraries that are not loaded to see whether they do: a server of two seconds, which
one command alone starts."""

_LOAD = """
import importlib, sys
for name in sys.argv[1:]:
    print(name, flush=True)
    try:
        importlib.import_module(name)
    except BaseException as error:
        why = getattr(error, "name", None) or type(error).__name__
        print(name, why, flush=True)
print(flush=True)
"""
_SPECIFIER = re.compile(r"(>=|<=|==|!=|~=|<|>)\s*([\d.]+)")


@dataclass(frozen=True)
class Check:
    """What was found of one thing: how it stands, the sentence, what to do."""

    state: str
    key: str
    todo: str = ""
    values: dict[str, object] = field(default_factory=dict)


def is_within(version: str, wanted: str) -> bool:
    """Test whether a version is within a range, by its numbers alone.

    Examples
    --------
    >>> is_within("3.11.7", "<3.14,>=3.11"), is_within("2.1", "<2,>=1.4")
    (True, False)
    """
    have = _numbers(version)
    for sign, text in _SPECIFIER.findall(wanted):
        want = _numbers(text)
        # 2.1 is 2.1.0: the shorter one is filled up with zeros.
        size = max(len(have), len(want))
        one, two = (n + (0,) * (size - len(n)) for n in (have, want))
        holds = {
            ">=": one >= two, "<=": one <= two, ">": one > two, "<": one < two,
            "==": one == two, "!=": one != two, "~=": one >= two,
        }[sign]  # fmt: skip
        if not holds:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    release = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in release[0].split(".")) if release else ()


def check_python() -> Check:
    """Check the version of Python against what the kit asks for."""
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = _about("Requires-Python") or ">=3.11"
    values = {"version": version, "wanted": wanted}
    if is_within(version, wanted):
        return Check(OK, "doctor_python", values=values)
    return Check(PROBLEM, "doctor_python", "doctor_python_todo", values)


def _about(name: str) -> str:
    try:
        return metadata.metadata("dophu")[name] or ""
    except metadata.PackageNotFoundError:  # run from its folder, not installed
        return ""


def _requirements() -> Iterator[tuple[str, str]]:
    for line in metadata.requires("dophu") or () if _about("Name") else ():
        name = re.match(r"[\w.-]+", line)
        if name and "extra ==" not in line:
            yield name[0], line[name.end() :]


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def check_packages() -> Check:
    """Check that every library is installed, in the range that the kit asks for."""
    wanted = dict(_requirements()) or {"dophu": ""}
    bad = [
        f"{name} {version or '–'}"
        for name, spec in wanted.items()
        if not (version := _installed(name)) or not is_within(version, spec)
    ]
    if bad:
        names = {"names": ", ".join(bad)}
        return Check(PROBLEM, "doctor_packages_bad", "doctor_packages_todo", names)
    return Check(OK, "doctor_packages", values={"n": len(wanted)})


def check_files() -> Check:
    """Check that the files of every library, and of the kit, are there and whole.

    What an interrupted installation or a virus scanner took away is still installed
    by its name.
    """
    names = ["dophu", *dict(_requirements())]
    bad = [f"{name} ({n})" for name in names if (n := _count_damaged(name))]
    if bad:
        values = {"names": ", ".join(bad)}
        return Check(PROBLEM, "doctor_files_bad", "doctor_files_todo", values)
    return Check(OK, "doctor_files", values={"n": len(names)})


def _count_damaged(name: str) -> int:
    """Count the files of a library that are gone, or of another size than recorded."""
    try:
        files = metadata.files(name) or ()
    except metadata.PackageNotFoundError:  # named as missing already
        return 0
    return sum(
        not (there := Path(str(file.locate()))).is_file()
        or (file.size is not None and there.stat().st_size != file.size)
        for file in files
        if file.parts[0] != ".." and file.suffix != ".pyc"
        and not file.parts[0].endswith(".dist-info")
    )  # fmt: skip


def check_loading(seconds: int = 60) -> Check:
    """Check that the libraries load, each after the other in a process of their own.

    A library that is there whole does not load where one that it stands on is gone, or
    where Windows lacks the runtime of its compiled parts.
    """
    names = [n for n, _ in _requirements() if _installed(n) and n not in NOT_LOADED]
    modules = {module: name for name in names if (module := _module(name))}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _LOAD, *modules], timeout=seconds, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip
        lines = done.stdout.split("\n")
    except (OSError, subprocess.TimeoutExpired) as error:
        lines = [f"Python {type(error).__name__}", "", ""]
    bad = _not_loaded(lines, modules)
    if bad:
        values = {"names": ", ".join(bad)}
        return Check(PROBLEM, "doctor_loading_bad", "doctor_loading_todo", values)
    return Check(OK, "doctor_loading", values={"n": len(modules)})


def _not_loaded(lines: Sequence[str], modules: dict[str, str]) -> list[str]:
    """Give what did not load and why, of the lines of the process that tried.

    Examples
    --------
    >>> lines = ["numpy", "pptx", "pptx lxml", "duckdb"]
    >>> _not_loaded(lines, {"pptx": "python-pptx"})
    ['python-pptx (lxml)', 'duckdb (?)']
    """
    said = [line.split() for line in lines if line]
    bad = [
        modules.get(name, name) + (f" ({why})" if why != name else "")
        for name, why in (words for words in said if len(words) == 2)
    ]
    # The last line is blank, unless the process died at what it had named last.
    if said and lines[-2:] != ["", ""]:
        bad.append(f"{modules.get(said[-1][0], said[-1][0])} (?)")
    return bad


def _module(name: str) -> str:
    """Give the module of a library by which most of its files are reached."""
    tops = (file.parts[0].removesuffix(".py") for file in metadata.files(name) or ())
    counted = Counter(top for top in tops if top.isidentifier())
    return counted.most_common(1)[0][0] if counted else ""


def check_lock(lock: Path = PACKAGE.parents[1] / "uv.lock") -> Check:
    """Compare the libraries with the lock file, where there is one."""
    if not lock.is_file():
        return Check(OK, "doctor_lock_none")
    table = toml_text.loads(lock.read_text(encoding="utf-8"))
    locked: dict[str, set[str]] = {}
    for package in table["package"]:
        locked.setdefault(package["name"], set()).add(package.get("version", ""))
    names = [name for name, _ in _requirements() if name in locked]
    other = [name for name in names if _installed(name) not in locked[name]]
    if other:
        shown = [f"{name} {_installed(name) or '–'}" for name in other]
        values = {"names": ", ".join(shown)}
        return Check(WARNING, "doctor_lock_bad", "doctor_lock_todo", values)
    return Check(OK, "doctor_lock", values={"n": len(names)})
