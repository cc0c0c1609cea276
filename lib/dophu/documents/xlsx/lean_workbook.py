"""A workbook of XlsxWriter that writes its texts at once, and comes to the same bytes.

XlsxWriter asks of each text six times whether something in it has to be escaped; of a
list's names and remarks hardly one has.
"""

from __future__ import annotations

import re

from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.workbook import Workbook

_ESCAPED = re.compile(r"[\x00-\x1f&<>\ufffe\uffff]|_x|^\s|\s$")
"""What XlsxWriter writes otherwise than as it stands, or marks as spaces to be kept."""


class LeanWorkbook(Workbook):
    """A workbook that comes to the same bytes at the cost of the texts it has."""

    def _get_packager(self) -> Packager:
        return _Packager()


class _Packager(Packager):
    def _write_shared_strings_file(self) -> None:
        strings = _Strings()
        strings.string_table = self.workbook.str_table
        if self.workbook.str_table.count:
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()


class _Strings(SharedStrings):
    def _write_sst_strings(self) -> None:
        parts: list[str] = []
        for text in self.string_table.string_array:
            if _ESCAPED.search(text):
                self.fh.write("".join(parts))
                parts.clear()
                self._write_si(text)
            else:
                parts.append(f"<si><t>{text}</t></si>")
        self.fh.write("".join(parts))
