"""Workbooks that the kit gave back to a sender and that come in again, mended.

Such a workbook has a sheet of what to look at, which is no list, and says there of
which file it is made: path and content. So it is known whatever it is called now, and
counts instead of that file where both are there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dophu.catalogue.sentences import SENTENCES
from dophu.reader.containers import Sheet
from dophu.reader.wire import Cell

LISTING = ("returns_place", "returns_code", "returns_what")
"""Headings of the sheet that lists what to look at, by their keys."""

VALUE_COLUMN = 2
"""Where on that sheet the lines above the headings have what they say."""

LINES_SEARCHED = 20
"""Rows from the top in which those lines and headings are looked for."""

FILLS = {"error": "F4B6B6", "warning": "FFD9A0", "info": "DDEBF7"}
"""Fills that the kit gives cells it says something of, by the worst that it says."""

DIGITS = 16
"""Of a file's SHA-256 that are written down: 64 bits tell a commune's files apart."""

_OF_THE_KIT = re.compile(r"[A-Z]{2}-\d{2}: ")
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGITS}}}")


@dataclass(frozen=True)
class Origin:
    """The files a workbook was made of, the first one sent first, and their contents.

    Several where a return was sent back and returned once more; none where the
    workbook does not say.
    """

    files: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()

    def before(self, file: str, digest: str) -> Origin:
        """Give the origin of what is made of this file.

        Examples
        --------
        >>> Origin().before("rosters/2024-07-18/a.xlsx", "0" * 64).digests
        ('0000000000000000',)
        """
        older = [
            (f, d)
            for f, d in zip(self.files, self.digests, strict=True)
            if place_key(f) != place_key(file)
        ]
        files = (*(f for f, _ in older), file)
        return Origin(files, (*(d for _, d in older), digest[:DIGITS]))


@dataclass(frozen=True)
class Replaced:
    """A file that a mended one stands for; ``changed`` since the return was made."""

    by: str
    changed: bool


def place_key(path: str) -> str:
    """Fold what systems write otherwise in one path: forms of accents, case."""
    return unicodedata.normalize("NFC", path).casefold()


def plain_name(file: str) -> str:
    """Name a return after the file: its folder's kind before it, its ending kept.

    Examples
    --------
    >>> plain_name("rosters/2024-07-18/Thôn 1/a.xlsx")
    'rosters_Thôn 1_a.xlsx.xlsx'
    """
    kind, _, *rest = file.split("/")
    return f"{kind}_{'_'.join(rest)}.xlsx"


def without_marks(sheet: Sheet) -> Sheet:
    """Leave out the fills and comments that the kit itself gave cells of a return.

    Examples
    --------
    >>> without_marks(Sheet("DS", [], looks=((1, 2, 2, "FFD9A0"),))).looks
    ()
    """
    marks = frozenset(FILLS.values())
    comments = (
        (row, column, "\n".join(_own_lines(text)))
        for row, column, text in sheet.comments
    )
    return replace(
        sheet,
        looks=tuple(run for run in sheet.looks if run[3] not in marks),
        comments=tuple(comment for comment in comments if comment[2]),
    )


def _own_lines(text: str) -> list[str]:
    r"""Give the lines of a comment that its sender wrote: the kit's begin with a code.

    Examples
    --------
    >>> _own_lines("DS-03: ngày sinh ...\nchưa làm")
    ['chưa làm']
    """
    return [line for line in text.split("\n") if not _OF_THE_KIT.match(line)]


def is_review(rows: Sequence[Sequence[Cell]]) -> bool:
    """Test whether a sheet is one that lists what to look at, in either language."""
    return _head(rows) is not None


def find_origin(sheets: Sequence[Sheet]) -> Origin | None:
    """Find what a workbook says it was made of; None where it is no return at all."""
    for sheet in sheets:
        head = _head(sheet.rows)
        if head is not None:
            above = sheet.rows[:head]
            files = tuple(_stated(above, "returns_file"))
            digests = tuple(_stated(above, "returns_digest"))
            whole = len(files) == len(digests) and all(map(_DIGEST.fullmatch, digests))
            return Origin(files, digests) if whole else Origin()
    return None


def find_replaced(
    origins: Mapping[str, Origin | None], digests: Mapping[str, str]
) -> dict[str, Replaced]:
    """Find the files that mended ones stand for, among those of a date.

    Parameters
    ----------
    origins
        By file that was opened what it says it was made of; None if it is no return.
    digests
        SHA-256 of each file's content.

    Returns
    -------
    dict
        By file that is not to be counted. A file is known by its path or by its
        content; by its name where a return does not say of what it was made.

    Examples
    --------
    >>> first, mended = "rosters/2024-07-18/a.xlsx", "rosters/2024-07-18/b.xlsx"
    >>> made = Origin().before(first, "0" * 64)
    >>> digests = {first: "0" * 64, mended: "1" * 64}
    >>> find_replaced({first: None, mended: made}, digests)[first].by
    'rosters/2024-07-18/b.xlsx'
    """
    found: dict[str, Replaced] = {}
    returned = [(file, made) for file, made in origins.items() if made is not None]
    # Of a return of a return the last stands for all that went before it.
    for file, made in sorted(returned, key=lambda pair: -len(pair[1].files)):
        if file in found:
            continue
        for other in origins:
            if other != file and other not in found:
                same = _is_made_of(file, made, other, digests[other][:DIGITS])
                if same is not None:
                    found[other] = Replaced(file, not same)
    return found


def _is_made_of(file: str, made: Origin, other: str, digest: str) -> bool | None:
    """Say whether another file is one that a return is made of, and still the same."""
    if digest in made.digests:
        return True
    if not made.files:
        name = file.rsplit("/", 1)[-1]
        return True if place_key(name) == place_key(plain_name(other)) else None
    return False if place_key(other) in map(place_key, made.files) else None


def _head(rows: Sequence[Sequence[Cell]]) -> int | None:
    for number, row in enumerate(rows[:LINES_SEARCHED]):
        cells = [_plain(cell) for cell in row[: len(LISTING)]]
        for language in SENTENCES[LISTING[0]]:
            if cells == [_plain(SENTENCES[key][language]) for key in LISTING]:
                return number
    return None


def _stated(rows: Sequence[Sequence[Cell]], key: str) -> Iterator[str]:
    labels = {_plain(label) for label in SENTENCES[key].values()}
    for row in rows:
        if len(row) > VALUE_COLUMN and _plain(row[0]) in labels:
            yield from str(row[VALUE_COLUMN] or "").split("\n")


def _plain(cell: Cell) -> str:
    return place_key(str(cell or "").strip())
