"""Whether an installation is whole: a check a thing that a run stands on."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib import metadata
from pathlib import Path

import tomli

from dophu.runs.editions import FREE

OK, WARNING, PROBLEM = "ok", "warning", "problem"
MARKS = {OK: "  ", WARNING: "! ", PROBLEM: "X "}
GIGABYTE = 2**30
LEAST_FREE = 1
"""Gigabytes below which the disk is worth a look."""

LONG = 300
"""Letters of a path that is too long for a Windows without LongPathsEnabled."""

VIETNAMESE = "ạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĂÂĐÊÔƠƯ"
PACKAGE = Path(__file__).parents[1]
_SPECIFIER = re.compile(r"(>=|<=|==|!=|~=|<|>)\s*([\d.]+)")


@dataclass(frozen=True)
class Check:
    """What was found of one thing: how it stands, the sentence, what to do."""

    state: str
    key: str
    todo: str = ""
    values: dict[str, object] = field(default_factory=dict)


def run_doctor(folder: Path) -> Iterator[Check]:
    """Check an installation, and a folder to work in, thing by thing."""
    checks: tuple[Callable[[], Check], ...] = (
        check_python, check_packages, check_files, check_lock, check_fonts,
        check_notebooks, check_reader, check_kernel, partial(check_write, folder),
        partial(check_disk, folder), partial(check_long_paths, folder),
    )  # fmt: skip
    for check in checks:
        yield check()


def exit_code(checks: list[Check]) -> int:
    """Give the exit code: 0 whole, 2 to be looked at, 1 where something is broken."""
    states = {check.state for check in checks}
    return 1 if PROBLEM in states else 2 if WARNING in states else 0


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


def check_lock(lock: Path = PACKAGE.parents[1] / "uv.lock") -> Check:
    """Compare the libraries with the lock file, where there is one."""
    if not lock.is_file():
        return Check(OK, "doctor_lock_none")
    table = tomli.loads(lock.read_text(encoding="utf-8"))
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


def check_fonts() -> Check:
    """Check that the fonts of charts can be read and have Vietnamese letters."""
    from dophu.catalogue import typeface

    bad = []
    for bold, path in typeface.FILES.items():
        try:
            typeface.text_width(VIETNAMESE, 10, bold)
            is_whole = typeface.drawable(VIETNAMESE) == VIETNAMESE and path.is_file()
        except OSError:
            is_whole = False
        if not is_whole:
            bad.append(path.name)
    if bad:
        values = {"names": ", ".join(bad)}
        return Check(PROBLEM, "doctor_fonts_bad", "doctor_again_todo", values)
    return Check(OK, "doctor_fonts")


def check_notebooks() -> Check:
    """Check that the notebooks of the weekly run are there."""
    from dophu.catalogue.issues import DophuError
    from dophu.runs.graph import find_notebooks, notebooks_folder

    values: dict[str, object] = {"folder": notebooks_folder()}
    try:
        found = find_notebooks()
    except DophuError:
        return Check(PROBLEM, "doctor_notebooks_bad", "doctor_again_todo", values)
    return Check(OK, "doctor_notebooks", values={**values, "n": len(found)})


def check_reader() -> Check:
    """Check that the limited process starts that lists are read in."""
    from dophu.reader.containers import Unreadable
    from dophu.reader.sandbox import Reader

    try:
        with Reader() as reader:
            (sheet,) = reader.read("Họ tên,Năm sinh\nMẫu,2019\n".encode())
        why = "" if sheet.rows[0][0] == "Họ tên" else "?"
    except (OSError, Unreadable, ValueError) as error:
        why = type(error).__name__
    if why:
        return Check(PROBLEM, "doctor_reader_bad", "doctor_reader_todo", {"why": why})
    return Check(OK, "doctor_reader")


def check_kernel(seconds: int = 60) -> Check:
    """Check that a kernel starts, and that it computes."""
    from jupyter_client.manager import start_new_kernel

    try:
        manager, client = start_new_kernel(
            startup_timeout=seconds, stderr=subprocess.DEVNULL
        )
        try:
            reply = client.execute_interactive(
                "import dophu", timeout=seconds, output_hook=lambda _: None
            )
            why = (
                "" if reply["content"]["status"] == "ok" else reply["content"]["ename"]
            )
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    except Exception as error:  # jupyter_client has its own, zmq and the system theirs
        why = type(error).__name__
    if why:
        return Check(PROBLEM, "doctor_kernel_bad", "doctor_kernel_todo", {"why": why})
    return Check(OK, "doctor_kernel")


def check_write(folder: Path) -> Check:
    """Check that files of Vietnamese names can be made and renamed in a folder."""
    values: dict[str, object] = {"folder": folder}
    try:
        with tempfile.TemporaryDirectory(prefix=".dophu-", dir=folder) as made:
            first = Path(made) / "Thôn Mẫu đã nộp.csv"
            first.write_text("Tổ dân phố", encoding="utf-8")
            second = first.replace(first.with_name("Bản Ví Dụ.csv"))
            why = "" if second.read_text(encoding="utf-8") == "Tổ dân phố" else "?"
    except OSError as error:
        why = error.strerror or type(error).__name__
    if why:
        values["why"] = why
        return Check(PROBLEM, "doctor_write_bad", "doctor_write_todo", values)
    return Check(OK, "doctor_write", values=values)


def check_disk(folder: Path) -> Check:
    """Check how much of the disk is free."""
    # A folder yet to be made will be on the disk of the first above it that is there.
    there = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    free = shutil.disk_usage(there).free
    values = {"free": free // GIGABYTE, "least": LEAST_FREE}
    if free >= LEAST_FREE * GIGABYTE:
        return Check(OK, "doctor_disk", values=values)
    state = PROBLEM if free < FREE else WARNING
    return Check(state, "doctor_disk", "doctor_disk_todo", values)


def check_long_paths(folder: Path) -> Check:
    """Check that a path of more than 260 letters can be used, by using one."""
    try:
        with tempfile.TemporaryDirectory(prefix=".dophu-", dir=folder) as made:
            deep = Path(made).absolute()
            while len(str(deep)) < LONG:
                deep = deep / ("thu_muc_dai_" * 4)
            deep.mkdir(parents=True)
            (deep / "a.csv").write_text("", encoding="utf-8")
    except OSError:
        return Check(WARNING, "doctor_long_bad", "doctor_long_todo")
    return Check(OK, "doctor_long")
