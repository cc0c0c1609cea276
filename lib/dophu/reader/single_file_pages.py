"""Single-file web pages (MHTML): what Excel saves as a "web archive", named .xls too.

A mail of several parts, of which each sheet is a page. Parts are taken as they stand;
nothing that a page or a part names is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.parser import BytesParser
from pathlib import PurePosixPath
from urllib.parse import unquote

from dophu.reader.containers import Stream, Unreadable
from dophu.reader.html_tables import read_html

MOST_PARTS = 1000
"""Parts of a file; a workbook of Excel has one a sheet and a few more."""


def read_single_file(content: bytes) -> Iterator[Stream]:
    r"""Read each page of a file that has rows, as a sheet.

    It has the name of its part where there are several.

    Raises
    ------
    Unreadable
        For what is no mail, or has no page with rows.

    Examples
    --------
    >>> page = b"<table><tr><td>STT<td>An</table>"
    >>> head = b"MIME-Version: 1.0\nContent-Type: text/html\n\n"
    >>> [sheet.rows for sheet in read_single_file(head + page)]
    [[['STT', 'An']]]
    """
    try:
        mail = BytesParser().parsebytes(content)
        parts = [part for part in mail.walk() if not part.is_multipart()]
    except (MessageError, ValueError, LookupError):
        raise Unreadable("damaged") from None
    if len(parts) > MOST_PARTS:
        raise Unreadable("damaged")
    pages = []
    for part in parts:
        body = part.get_payload(decode=True)
        is_page = part.get_content_type() == "text/html" and isinstance(body, bytes)
        if is_page and b"<tr" in body.lower():
            # Excel writes the path of the machine it ran on, Windows' included.
            place = unquote(str(part.get("Content-Location", "")))
            pages.append((PurePosixPath(place.replace("\\", "/")).stem, body))
    if not pages:
        raise Unreadable("html")
    for name, body in pages:
        yield replace(read_html(body), name=name if len(pages) > 1 else "")
