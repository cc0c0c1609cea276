"""Whether an installation is whole: a check a thing that a run stands on."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from dophu.disk import FREE
from dophu.faults import missing_library
from dophu.runs.doctor_libraries import (
    OK,
    PROBLEM,
    WARNING,
    Check,
    check_files,
    check_loading,
    check_lock,
    check_packages,
    check_python,
)

MARKS = {OK: "  ", WARNING: "! ", PROBLEM: "X "}
GIGABYTE = 2**30
LEAST_FREE = 1
"""Gigabytes below which the disk is worth a look."""

LONG = 300
"""Letters of a path that is too long for a Windows without LongPathsEnabled."""

VIETNAMESE = "ạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĂÂĐÊÔƠƯ"


def run_doctor(folder: Path) -> Iterator[Check]:
    """Check an installation, and a folder to work in, thing by thing."""
    checks: tuple[Callable[[], Check], ...] = (
        check_python, check_packages, check_files, check_loading, check_lock,
        partial(check_part, "fonts", check_fonts),
        partial(check_part, "notebooks", check_notebooks),
        partial(check_part, "reader", check_reader),
        partial(check_part, "kernel", check_kernel),
        partial(check_write, folder), partial(check_disk, folder),
        partial(check_long_paths, folder),
    )  # fmt: skip
    for check in checks:
        yield check()


def check_part(part: str, check: Callable[[], Check]) -> Check:
    """Check a part of the kit; where a library that it needs is gone, name that."""
    try:
        return check()
    except ImportError as error:
        values = {"library": missing_library(error) or type(error).__name__}
        return Check(PROBLEM, f"doctor_{part}_unloaded", "doctor_packages_todo", values)


def exit_code(checks: list[Check]) -> int:
    """Give the exit code: 0 whole, 2 to be looked at, 1 where something is broken."""
    states = {check.state for check in checks}
    return 1 if PROBLEM in states else 2 if WARNING in states else 0


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
