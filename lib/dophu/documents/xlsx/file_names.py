"""Names of files and sheets that every system takes, made of names as they are sent.

A name goes through unchanged where it can; else what was changed of it is marked by
some digits of what it was, so that two names stay two and are the same in every run.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from dophu.rosters.texts.returned import place_key, plain_name

LONGEST = 100
"""Characters of a file's name: under the folder of an edition a path stays below the
260 that Windows takes."""

MOST_BYTES = 200
"""Bytes of a file's name: file systems take 255, and some add to a name."""

LONGEST_SHEET = 31
"""UTF-16 units that Excel takes for a sheet's name."""

APART = 8  # hexadecimal digits

LONGEST_STEM = 80
"""Bytes of a name that a file of a hamlet or an officer is called by."""

_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\..*)?", re.IGNORECASE
)
"""What Windows takes for a device, whatever follows a point."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_FORBIDDEN_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
_RETURN = re.compile(r"(rosters|enrolments)_.+\.\w{3,4}\.xlsx", re.IGNORECASE)
_RESERVED_SHEETS = ("history",)  # Excel's own, of shared workbooks


def return_names(files: Collection[str]) -> dict[str, str]:
    """Name the return of each file, no two alike on any system.

    Parameters
    ----------
    files
        All lists of a date by path, those without a return too: so a name does not
        change with what is found in the others.

    Returns
    -------
    dict
        The file's own name with its folder's kind before it; up to 100 characters and
        200 bytes. Where it was cut or cleaned, stood in a sub-folder, or differs from
        another by case or form of accents alone, digits made of its path follow.

    Examples
    --------
    >>> names = return_names([f"rosters/2024-07-18/{n}" for n in ("a.xlsx", "A/a.csv")])
    >>> list(names.values())
    ['rosters_a.xlsx.xlsx', 'rosters_A_a.csv_8ab2455b.xlsx']
    """
    wanted = {file: _wanted(file) for file in files}
    kept = {file: name for file, name in wanted.items() if _is_kept(file, name)}
    # Two that differ by case alone are one file on Windows and macOS.
    often = Counter(place_key(name) for name in kept.values())
    return {
        file: (
            name
            if file in kept and often[place_key(name)] == 1
            else _distinct(file, name)
        )
        for file, name in wanted.items()
    }


def named_stems(names: Sequence[str]) -> list[str]:
    """Name files after hamlets or persons, no two alike on any system.

    Without an ending; digits follow where a name was cut or cleaned, is a device's on
    Windows, or differs from another by case or form of accents alone.

    Parameters
    ----------
    names
        What the files are of, in an order that stays: the digits are made of the name,
        and of its place among those that are the same to the letter.

    Returns
    -------
    list of str
        In the order of the names; one without a letter that systems take is digits.

    Examples
    --------
    >>> named_stems(["Bản 1", "Bản Mẫu", "bản mẫu", "Tổ 1/2", "CON"])
    ['Bản 1', 'Bản Mẫu_09e415dd', 'bản mẫu_568c1c90', 'Tổ 1_2_8e38fc3d', 'CON_14e08833']
    >>> named_stems(["Nul.a"])
    ['Nul_a_99c3755f']
    """
    cleaned = [_FORBIDDEN.sub("_", _printable(name)).strip(" .") for name in names]
    often = Counter(map(place_key, cleaned))
    seen: Counter[str] = Counter()
    found = []
    for name, stem in zip(names, cleaned, strict=True):
        short = len(stem) <= LONGEST_STEM and len(stem.encode()) <= LONGEST_STEM
        alone = often[place_key(stem)] == 1 and not _DEVICE.fullmatch(stem)
        seen[name] += 1
        if stem == name and stem and short and alone:
            found.append(stem)
            continue
        reported = f"{name}\n{seen[name]}".encode("utf-8", "surrogatepass")
        end = f"_{hashlib.sha256(reported).hexdigest()[:APART]}"
        # What follows the point would leave it a device's: the point goes.
        kept = stem.replace(".", "_") if _DEVICE.fullmatch(stem) else stem
        # A letter is never cut from its accent.
        while len(kept.encode()) > LONGEST_STEM or _ends_inside(kept, stem):
            kept = kept[:-1]
        found.append(kept.rstrip(" .") + end)
    return found


def sheet_names(names: Iterable[str], first: str, unnamed: str) -> list[str]:
    """Name sheets as Excel takes them, no two alike, beside a ``first`` one.

    Examples
    --------
    >>> sheet_names(["DS", "ds", "Tổ 1/2", "", "Cần xem lại"], "Cần xem lại", "Bảng")
    ['DS', 'ds (2)', 'Tổ 1_2', 'Bảng', 'Cần xem lại (2)']
    """
    taken = {_sheet_key(first)}
    found = []
    for name in names:
        plain = _FORBIDDEN_IN_SHEETS.sub("_", _printable(name)).strip().strip("'")
        plain = _shortened_sheet(plain, LONGEST_SHEET) or unnamed
        number, tried = 1, plain
        while _sheet_key(tried) in taken or tried.casefold() in _RESERVED_SHEETS:
            number += 1
            mark = f" ({number})"
            tried = _shortened_sheet(plain, LONGEST_SHEET - len(mark)) + mark
        taken.add(_sheet_key(tried))
        found.append(tried)
    return found


def _wanted(file: str) -> str:
    name = file.rsplit("/", 1)[-1]
    # A return of a return has the name of the first: it stands for the same list.
    wanted = name if _RETURN.fullmatch(name) else plain_name(file)
    return _FORBIDDEN.sub("_", _printable(wanted))


def _is_kept(file: str, name: str) -> bool:
    """Test whether the file can be told from the name, on any system."""
    alone = file.count("/") == 2
    short = len(name) <= LONGEST and len(name.encode()) <= MOST_BYTES
    return alone and short and name in (file.rsplit("/", 1)[-1], plain_name(file))


def _distinct(file: str, name: str) -> str:
    # Of the path in its dated folder: the name is the same every week.
    kind, _, rest = file.split("/", 2)
    reported = f"{kind}/{rest}".encode("utf-8", "surrogatepass")
    end = f"_{hashlib.sha256(reported).hexdigest()[:APART]}.xlsx"
    stem = name.removesuffix(".xlsx")[: LONGEST - len(end)]
    while len(stem.encode()) + len(end) > MOST_BYTES or _ends_inside(stem, name):
        stem = stem[:-1]
    return f"{stem}{end}"


def _ends_inside(stem: str, name: str) -> bool:
    following = name[len(stem) : len(stem) + 1]
    return bool(following and unicodedata.combining(following))


def _printable(name: str) -> str:
    """Replace what is not seen or not valid: controls, half characters, odd spaces."""
    composed = unicodedata.normalize("NFC", name)
    return "".join(
        c if c.isprintable() else " " if c.isspace() else "_" for c in composed
    )


def _sheet_key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _shortened_sheet(name: str, units: int) -> str:
    while len(name.encode("utf-16-le")) // 2 > units:
        name = name[:-1]
    return name.strip().strip("'")
