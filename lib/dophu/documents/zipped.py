"""Office documents that are the same bytes at every run: zips without a clock."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")

NESTED = (".xlsx", ".docx", ".pptx")


LONGEST_PROPERTY = 255
"""Characters that a property of an Office document takes."""

_NOT_IN_XML = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def property_text(words: str) -> str:
    r"""Give words as a document's property takes them: on one line, and cut.

    Examples
    --------
    >>> property_text("Mẫu\n2"), len(property_text("ế" * 300))
    ('Mẫu 2', 255)
    """
    return _NOT_IN_XML.sub(" ", words)[:LONGEST_PROPERTY]


def midnight(day: date) -> datetime:
    """Give the time of creation that a document of a date's figures states."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  (stated as UTC)


def without_clock(document: bytes, day: date) -> bytes:
    """Write a document's zip again with fixed dates, in it and in those within it.

    Entries keep their order; ``day`` is stated as the time of creation.
    """
    stamp = day.isoformat().encode() + b"T00:00:00Z"
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _TIME.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            elif entry.filename.endswith(NESTED):
                content = without_clock(content, day)
            copy.writestr(fixed_entry(entry.filename), content)
    return target.getvalue()


def fixed_entry(name: str) -> zipfile.ZipInfo:
    """Describe an entry of a zip, the same on every day and system."""
    fixed = zipfile.ZipInfo(name, _EPOCH)
    fixed.compress_type = zipfile.ZIP_DEFLATED
    # zipfile states the system it runs on: 0 on Windows, 3 elsewhere.
    fixed.create_system = 0
    return fixed


def write_document(path: Path, document: bytes, day: date) -> Path:
    """Write a document as :func:`without_clock` gives it."""
    path.write_bytes(without_clock(document, day))
    return path
