"""Writing into ``decisions.csv``: a line at its end, all else as it stands.

The file is a person's: its encoding, separator, order of columns, remarks and blank
lines stay. It is replaced in one step, and what was written last can be taken back.
"""

from __future__ import annotations

import csv
import io
import os
from contextlib import suppress
from pathlib import Path

from dophu.campaign.csv_text import decode
from dophu.campaign.decision_lines import TABLE
from dophu.campaign.table_files import find_table_files
from dophu.catalogue.issues import DophuError, Issue
from dophu.reader.containers import Unreadable
from dophu.reader.delimited_text import SEPARATORS, named_separator
from dophu.text import comparison_key

BYTE_ORDER = b"\xef\xbb\xbf"
NEW = "decisions.csv"
HEAD = ("kind", "file", "value", "decision")


class DecisionsFile:
    """The ``decisions.csv`` of a campaign, to put lines into.

    Raises
    ------
    DophuError
        QD-01 where the decisions are a workbook, in which a person has to write.
    """

    def __init__(self, folder: Path) -> None:
        found = find_table_files(folder, TABLE.stem)
        for path in found:
            if path.suffix.casefold() != ".csv":
                raise DophuError(Issue("QD-01", path.name))
        self.path = found[0] if found else folder / NEW
        self._written: list[tuple[bytes | None, bytes]] = []

    def append(self, kind: str, file: str, value: str, decision: str) -> None:
        """Put a line at the end of the file; make the file where there is none.

        Raises
        ------
        DophuError
            QD-02 where it cannot be written, as when Excel holds it open.
        """
        before = self._read()
        fields = dict(zip(HEAD, (kind, file, value, decision), strict=True))
        try:
            after = _with_line(before, fields)
        except (Unreadable, csv.Error):  # somebody has written something else there
            raise DophuError(Issue("QD-02", self.path.name)) from None
        self._replace(after)
        self._written.append((before, after))

    def undo(self) -> bool:
        """Take the line written last out again; False where there is none.

        Raises
        ------
        DophuError
            QD-03 where somebody has changed the file since.
        """
        if not self._written:
            return False
        before, after = self._written[-1]
        if self._read() != after:
            raise DophuError(Issue("QD-03", self.path.name))
        if before is None:
            try:
                self.path.unlink()
            except OSError:
                raise DophuError(Issue("QD-02", self.path.name)) from None
        else:
            self._replace(before)
        self._written.pop()
        return True

    def _read(self) -> bytes | None:
        try:
            return self.path.read_bytes() if self.path.exists() else None
        except OSError:
            raise DophuError(Issue("QD-02", self.path.name)) from None

    def _replace(self, content: bytes) -> None:
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}.part")
        try:
            beside.write_bytes(content)
            if self.path.exists():
                with suppress(OSError):
                    beside.chmod(self.path.stat().st_mode & 0o777)
            beside.replace(self.path)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise DophuError(Issue("QD-02", self.path.name)) from None


def _with_line(content: bytes | None, fields: dict[str, str]) -> bytes:
    r"""Give the content of a file with a line more.

    Examples
    --------
    >>> line = dict(zip(HEAD, ("hamlet", "", "Xóm Lạ", "H05")))
    >>> _with_line("decision;kind;file;value\r\nH01;hamlet;;Ná".encode(), line).decode()
    'decision;kind;file;value\r\nH01;hamlet;;Ná\r\nH05;hamlet;;Xóm Lạ\r\n'
    """
    if content is None or not decode(content).strip():
        text = _line(list(HEAD), ",", "\n") + _line(
            [fields[c] for c in HEAD], ",", "\n"
        )
        # Without the mark Excel would open the file in the machine's code page.
        return BYTE_ORDER + text.encode("utf-8")
    text, encoding, mark = _as_written(content)
    end = "\r\n" if "\r\n" in text else "\n"
    separator, heading = _heading(text)
    known = {comparison_key(column): column for column in HEAD}
    cells = [fields.get(known.get(comparison_key(name), ""), "") for name in heading]
    joint = "" if text.endswith(("\n", "\r")) else end
    whole = text + joint + _line(cells, separator, end)
    try:
        return mark + whole.encode(encoding)
    except UnicodeEncodeError:  # a letter that the old encoding has not
        return BYTE_ORDER + whole.encode("utf-8")


def _as_written(content: bytes) -> tuple[str, str, bytes]:
    """Give the text, its encoding and its mark: the same bytes come out again."""
    for mark, encoding in ((BYTE_ORDER, "utf-8"), (b"\xff\xfe", "utf-16-le"),
                           (b"\xfe\xff", "utf-16-be")):  # fmt: skip
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding), encoding, mark
    # UTF-8 first: Windows-1258 has a letter for nearly every byte.
    for encoding in ("utf-8", "cp1258"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding), encoding, b""
    raise DophuError(Issue("QD-02", NEW))


def _heading(text: str) -> tuple[str, list[str]]:
    """Give the separator of a file and its headings, in their order."""
    lines = [line for line in text.splitlines() if line.strip()]
    named = named_separator(lines[0])
    # A line ``sep=`` names the separator and has no headings.
    first = lines[1] if named and len(lines) > 1 else lines[0]
    known = {comparison_key(column) for column in TABLE.known}

    def headings_by(mark: str) -> list[str]:
        return next(csv.reader([first], delimiter=mark))

    best = max(
        [named] if named else SEPARATORS,
        key=lambda mark: sum(comparison_key(c) in known for c in headings_by(mark)),
    )
    return best, headings_by(best)


def _line(cells: list[str], separator: str, end: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerow(cells)
    return out.getvalue()
