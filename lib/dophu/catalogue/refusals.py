"""What the disk refuses to take, as one message whoever was writing."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dophu.catalogue.issues import DophuError, Issue, phrase

_WHY = {
    errno.EACCES: "not_allowed", errno.EPERM: "not_allowed",
    errno.ENOSPC: "disk_full", getattr(errno, "EDQUOT", errno.ENOSPC): "disk_full",
    errno.EROFS: "read_only", errno.ENOTDIR: "not_a_folder",
    # A folder is to be made where a file stands.
    errno.EEXIST: "not_a_folder", errno.EFBIG: "file_too_large",
    errno.ENAMETOOLONG: "path_too_long", errno.ENOENT: "not_there",
    errno.ELOOP: "link_to_itself",
}  # fmt: skip


SHOWN = 200
"""Characters of a path that a message shows; the system refuses some for length."""


def cannot_open(error: OSError) -> DophuError | None:
    r"""Make the error of a path that the system refuses; None where it names none.

    Examples
    --------
    >>> print(cannot_open(OSError(errno.ENAMETOOLONG, "", "a" * 300)).say("en")[:48])
    CH-33 The system does not let 'aaaaaaaaaaaaaaaaa
    >>> cannot_open(OSError("Giàng A Páo")) is None
    True
    """
    if not isinstance(error.filename, str | bytes) or error.errno is None:
        return None
    named = os.fsdecode(error.filename)
    path = "".join(c if c.isprintable() else "\ufffd" for c in named[:SHOWN])
    path += "…" * (len(named) > SHOWN)
    key = _WHY.get(error.errno, "system_error")
    key = "not_opened" if key == "not_allowed" else key
    why = phrase(key, number=error.errno)
    return DophuError(Issue("CH-33", details={"path": path, "why": why}))


def cannot_write(folder: Path, error: OSError) -> DophuError:
    """Make the error of a folder that cannot be written to, with the reason."""
    key = _WHY.get(error.errno or 0, "system_error")
    if error.errno is None:  # made by the kit itself, after reading back
        key = "not_as_written"
    why = phrase(key, number=error.errno)
    return DophuError(Issue("CH-04", details={"folder": str(folder), "why": why}))


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Have what the disk refuses within be CH-04, of this folder.

    Examples
    --------
    >>> try:
    ...     with writing_to(Path("reports")):
    ...         raise OSError(errno.ENOSPC, "Giàng A Páo")
    ... except DophuError as error:
    ...     error.issues[0].message("en")[:44]
    "Cannot write to 'reports' (the disk is full)"
    """
    try:
        yield
    except DophuError:
        raise
    except Exception as error:
        refused = refusal_behind(error)
        if refused is None:
            raise
        raise cannot_write(folder, refused) from None


def refusal_behind(error: Exception) -> OSError | None:
    """Give the system's refusal that an error tells of; None where it tells of another.

    XlsxWriter wraps it, and DuckDB gives its words alone.

    Examples
    --------
    >>> refusal_behind(ValueError("31/02/2019")) is None
    True
    """
    if isinstance(error, OSError):
        return error
    wrapped = [cause for cause in error.args if isinstance(cause, OSError)]
    if wrapped:
        return wrapped[0]
    kind = type(error)
    # By its name: an import would load duckdb for whoever writes a file.
    if kind.__name__ == "IOException" and "duckdb" in kind.__module__:
        words = str(error)
        known = (number for number in _WHY if os.strerror(number) in words)
        # Words that are none of the known ones are a refusal all the same.
        return OSError(next(known, errno.EIO), "")
    return None
