"""All documents of an edition, and the office's own base for the report."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from dophu.catalogue.issues import DophuError, Issue
from dophu.documents.report import Facts, Report

BASE = "mau.docx"
"""Name of the office's own Word document in the campaign's folder."""


def find_base(campaign: Path) -> Path | None:
    """Give the campaign's base document for the report; None where it has none.

    Raises
    ------
    DophuError
        TL-01 if there is a file of that name that is no Word document.
    """
    path = campaign / BASE
    if not path.is_file():
        return None
    try:
        with zipfile.ZipFile(path) as document:
            document.getinfo("word/document.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        raise DophuError(Issue("TL-01", BASE)) from None
    return path


def describe_base(base: Path | None) -> list[tuple[str, str, int]]:
    """Give path, SHA-256 and bytes of a base document, as inputs are recorded."""
    if base is None:
        return []
    content = base.read_bytes()
    return [(base.name, hashlib.sha256(content).hexdigest(), len(content))]


def load_writers() -> None:
    """Import what writes the documents: half a second, while the notebooks run."""
    import dophu.documents.docx.briefing
    import dophu.documents.lists.writing
    import dophu.documents.pptx.briefing
    import dophu.documents.xlsx.workbook  # noqa: F401


def write_documents(folder: Path, facts: Facts) -> list[Path]:
    """Write the documents over the tables and charts that stand in a folder.

    Returns
    -------
    list of Path
        ``briefing.docx``, whose base is ``facts.base`` where that is given,
        ``briefing.pptx``, ``tables.xlsx`` and ``details.xlsx``.

    Raises
    ------
    DophuError
        TL-01 if the base cannot be used.
    """
    # Imported here: a run that stops before does without them.
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    from dophu.documents.docx.briefing import write_docx
    from dophu.documents.pptx.briefing import write_pptx
    from dophu.documents.xlsx.workbook import write_details, write_workbook

    report = Report(folder, facts)
    try:
        return [
            write(report)
            for write in (write_docx, write_pptx, write_workbook, write_details)
        ]
    except (OpcError, LxmlError, KeyError, ValueError):
        # Without a base it is a fault of the kit, not of the office's document.
        if facts.base is None:
            raise
        raise DophuError(Issue("TL-01", facts.base.name)) from None
