"""Looks without a colour: bold, italic, underlined, of another size, in a box.

What they mean is known to the sender alone, as what a colour means is. They are noted
by name (``bold``, ``size 14``, ``border thin``), which ``decisions.csv`` uses too.
"""

from __future__ import annotations

BOLD, ITALIC, UNDERLINE = "bold", "italic", "underline"
OF_SIZE, OF_BORDER = "size ", "border "

DIGITS = 6
"""Hexadecimal digits of a colour."""

_HEXADECIMAL = frozenset("0123456789ABCDEF")

# Workbooks have 400 or 700; a web page may set 600, half-bold.
BOLD_FROM = 600
"""The weight of letters, of 400 for plain ones, from which they are bold."""

LINES = (
    "none", "thin", "medium", "dashed", "dotted", "thick", "double", "hair",
    "mediumDashed", "dashDot", "mediumDashDot", "dashDotDot", "mediumDashDotDot",
    "slantDashDot",
)  # fmt: skip
"""Lines of a border as an .xlsx names them, by their numbers in an .xls."""

_WEIGHTS = ("hair", "dotted", "dashed", "thin", "medium", "thick", "double")
"""Lines from the lightest; those not named here are dashed in one way or another."""


def is_emphasis(look: str) -> bool:
    """Test whether a look is one of these, and no colour, stroke or font.

    Examples
    --------
    >>> [is_emphasis(k) for k in ("bold", "size 14", "FFFF00", "strike")]
    [True, True, False, False]
    """
    plain = look in (BOLD, ITALIC, UNDERLINE)
    return plain or look.startswith((OF_SIZE, OF_BORDER))


def is_fill(look: str) -> bool:
    """Test whether a look is the colour that a cell is filled with.

    Examples
    --------
    >>> [is_fill(k) for k in ("FFFF00", "font FF0000", "bold")]
    [True, False, False]
    """
    return len(look) == DIGITS and set(look) <= _HEXADECIMAL


def emphases(
    *, bold: bool, italic: bool, underline: bool, size: float = 0, usual: float = 0
) -> tuple[str, ...]:
    """Give the looks of letters; ``usual`` is the size that the workbook's have.

    Examples
    --------
    >>> emphases(bold=True, italic=False, underline=False, size=14, usual=11)
    ('bold', 'size 14')
    """
    found = (
        BOLD if bold else "",
        ITALIC if italic else "",
        UNDERLINE if underline else "",
        f"{OF_SIZE}{size:g}" if size and usual and size != usual else "",
    )
    return tuple(filter(None, found))


def border_look(left: str, right: str) -> str:
    """Give the look of a cell's lines by those at its sides: the lighter of the two.

    Lines above and below are of rows, and differ at the ends of a table: dotted within
    it, whole around it.

    Examples
    --------
    >>> border_look("thin", "thin"), border_look("thick", "thin"), border_look("", "")
    ('border thin', 'border thin', '')
    """
    sides = [side for side in (left, right) if side != "none"]
    if len(sides) < 2 or not all(sides):
        return ""
    return f"{OF_BORDER}{min(sides, key=_weight)}"


def _weight(line: str) -> int:
    return _WEIGHTS.index(line) if line in _WEIGHTS else _WEIGHTS.index("dashed")
