"""Hamlets: which spelling is which, on which day.

A spelling is taken apart into type word, name and numeral, and matched exactly
on the parts: with accents first, without them only when no accented spelling
fits. `Đồng Tâm 1` and `Đồng Tâm 2` never meet, and what is not matched is left
to a person, with the nearest names.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.text import clean_text, comparison_key, folded_key

FILE = "hamlets.csv"
COLUMNS = ("hamlet_id", "name", "aliases", "officer", "valid_from", "valid_to")

TYPE_WORDS = (
    "tổ dân phố", "điểm dân cư", "khu dân cư", "khu phố", "khối phố", "tiểu khu",
    "khu tái định cư", "thôn bản", "thôn", "bản", "làng", "ấp", "xóm", "khóm", "khối",
    "buôn", "bon", "plei", "phum", "sóc", "tdp", "tđc", "kp", "tk", "đội", "tổ", "khu",
)  # fmt: skip
"""Words for a settlement (Circular 04/2012/TT-BNV and later usage), longest first
where one begins another."""

ABBREVIATIONS = {"tdp": "tổ dân phố", "kp": "khu phố", "tk": "tiểu khu"}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
         "ix": 9, "x": 10, "xi": 11, "xii": 12}  # fmt: skip

_GLUED = re.compile(r"^(tdp|kp|tk)(?=\d)")
_LAST = re.compile(r"^(.*?)\s*(\d+)$")


@dataclass(frozen=True)
class Hamlet:
    """One hamlet, as ``hamlets.csv`` names it; dates are None where left empty."""

    hamlet_id: str
    name: str
    aliases: tuple[str, ...] = ()
    officer: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        """Tell whether the hamlet exists on a day, both ends included."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def overlaps(self, other: Hamlet) -> bool:
        """Tell whether the two exist on a common day."""
        return max(self.valid_from or date.min, other.valid_from or date.min) <= min(
            self.valid_to or date.max, other.valid_to or date.max
        )


def place_key(spelling: str, folded: bool = False) -> tuple[str, str, int | None]:
    """Take a spelling apart: type word, name, numeral.

    Case, points, "số", leading zeros and Roman numerals at the end do not
    matter; accents do, unless ``folded``.

    Examples
    --------
    >>> place_key("TDP Thắng Lợi số II")
    ('tổ dân phố', 'thắng lợi', 2)
    >>> place_key("Bản Ten")
    ('bản', 'ten', None)
    """
    bare = folded_key if folded else comparison_key
    text = _GLUED.sub(r"\1 ", bare(spelling))
    kind = ""
    for word in map(bare, TYPE_WORDS):
        if text == word or text.startswith(word + " "):
            kind, text = bare(ABBREVIATIONS.get(word, word)), text[len(word) :].strip()
            break
    numeral = None
    head, _, tail = text.rpartition(" ")
    if tail in ROMAN and (head or kind):
        numeral, text = ROMAN[tail], head.removesuffix(bare("số")).strip()
    elif match := _LAST.match(text):
        numeral, text = int(match[2]), match[1].removesuffix(bare("số")).strip()
    return kind, text, numeral


@dataclass(frozen=True)
class Hamlets:
    """The campaign's hamlets in the order of the file."""

    hamlets: tuple[Hamlet, ...]

    def on(self, day: date) -> Hamlets:
        """Keep the hamlets that exist on a day."""
        return Hamlets(tuple(h for h in self.hamlets if h.is_valid(day)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The hamlets' ids, in the order of the file."""
        return tuple(h.hamlet_id for h in self.hamlets)

    @property
    def names(self) -> dict[str, str]:
        """Names by id."""
        return {h.hamlet_id: h.name for h in self.hamlets}

    def index(
        self,
        decided: Mapping[str, str] | None = None,
        former: Hamlets | None = None,
    ) -> HamletIndex:
        """Make the look-up from spellings to ids; ``decided`` ones come first.

        ``former`` hamlets, with the ids they have become, are asked last.
        """
        return HamletIndex(self, decided or {}, former or Hamlets(()))


class HamletIndex:
    """From a spelling to a hamlet's id, exactly or not at all.

    Examples
    --------
    >>> index = Hamlets((Hamlet("H1", "Tổ dân phố Đồng Tâm 1"),)).index()
    >>> [index.find(s) for s in ("TDP ĐỒNG TÂM I", "dong tam 01", "Đồng Tâm 2")]
    ['H1', 'H1', None]
    """

    def __init__(
        self, hamlets: Hamlets, decided: Mapping[str, str], former: Hamlets
    ) -> None:
        self._decided = decided
        self._names = hamlets.names
        self._known: dict[str, str | None] = {}
        self._levels = [_levels(hamlets), _levels(former)]

    def find(self, spelling: str) -> str | None:
        """Give the id of the hamlet a spelling names; None if none or several."""
        if spelling not in self._known:
            self._known[spelling] = self._find(spelling)
        return self._known[spelling]

    def _find(self, spelling: str) -> str | None:
        if decided := self._decided.get(comparison_key(spelling)):
            return decided
        # A spelling with accents never meets one that differs in them: "Phô" is not
        # "Pho". Only what was typed without any is looked up without.
        bare = comparison_key(spelling).isascii()
        for levels in self._levels:
            for key, table in levels[: None if bare else 2]:
                wanted = key(spelling)
                if wanted and wanted in table:
                    return table[wanted]  # None where two hamlets share the key
        return None

    def nearest(self, spelling: str, most: int = 3) -> list[str]:
        """Name the hamlets most alike, for a person to choose from."""
        wanted = folded_key(spelling)

        def likeness(name: str) -> float:
            return SequenceMatcher(None, wanted, folded_key(name)).ratio()

        return sorted(self._names.values(), key=lambda n: (-likeness(n), n))[:most]


def _levels(hamlets: Hamlets) -> list[tuple[Callable, dict[str, str | None]]]:
    spellings = [(s, h.hamlet_id) for h in hamlets.hamlets for s in _spellings(h)]
    keys = (_full, _no_type, _full_folded, _no_type_folded)
    return [(key, _unique(key, spellings)) for key in keys]


def _spellings(hamlet: Hamlet) -> tuple[str, ...]:
    return (hamlet.name, *hamlet.aliases)


def _full(spelling: str, folded: bool = False) -> str:
    kind, name, numeral = place_key(spelling, folded)
    return f"{kind}|{name}|{numeral}" if name or numeral is not None else ""


def _no_type(spelling: str, folded: bool = False) -> str:
    _, name, numeral = place_key(spelling, folded)
    return f"{name}|{numeral}" if name else ""


def _full_folded(spelling: str) -> str:
    return _full(spelling, folded=True)


def _no_type_folded(spelling: str) -> str:
    return _no_type(spelling, folded=True)


def _unique(key, spellings: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    table: dict[str, str | None] = {}
    for spelling, hamlet_id in spellings:
        if wanted := key(spelling):
            same = table.setdefault(wanted, hamlet_id) == hamlet_id
            table[wanted] = hamlet_id if same else None
    return table


def read_hamlets(folder: Path) -> Hamlets:
    """Read ``hamlets.csv`` of a campaign folder.

    Raises
    ------
    DophuError
        Listing every problem of the file: missing, a column missing, a doubled
        id, an alias that means two hamlets on a common day, a bad date.
    """
    path = folder / FILE
    if not path.is_file():
        raise DophuError(Issue("TD-01", details={"folder": str(folder)}))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.reader(file))
    except UnicodeDecodeError:
        why = {"why": phrase("encoding")}
        raise DophuError(Issue("TP-01", FILE, details=why)) from None
    heading = [cell.strip().lower() for cell in table[0]] if table else []
    missing = [name for name in COLUMNS[:2] if name not in heading]
    if missing:
        raise DophuError(
            Issue("TD-02", FILE, "", "1", details={"column": c}) for c in missing
        )
    problems: list[Issue] = []
    hamlets: list[Hamlet] = []
    rows: dict[str, int] = {}
    for number, cells in enumerate(table[1:], start=2):
        row = dict(zip(heading, map(clean_text, cells), strict=False))
        if not any(row.values()):
            continue
        hamlet = _read_hamlet(row, number, heading, problems)
        if first := rows.get(hamlet.hamlet_id):
            details = {"hamlet": hamlet.hamlet_id, "first": first}
            problems.append(Issue("TD-03", FILE, "", str(number), details=details))
        rows.setdefault(hamlet.hamlet_id, number)
        hamlets.append(hamlet)
    problems += _check_aliases(hamlets, rows)
    if not hamlets and not problems:
        problems.append(
            Issue("TD-05", FILE, "", "2", details={"expected": phrase("not_empty")})
        )
    if problems:
        raise DophuError(problems)
    return Hamlets(tuple(hamlets))


def _read_hamlet(
    row: dict[str, str], number: int, heading: list[str], problems: list[Issue]
) -> Hamlet:
    def problem(column: str, expected: str) -> None:
        cell = f"{chr(ord('A') + heading.index(column))}{number}"
        details = {"expected": phrase(expected)}
        problems.append(Issue("TD-05", FILE, "", cell, details=details))

    for column in COLUMNS[:2]:
        if not row.get(column):
            problem(column, "not_empty")
    dates: dict[str, date | None] = {}
    for column in COLUMNS[4:]:
        dates[column] = None
        if row.get(column):
            try:
                dates[column] = date.fromisoformat(row[column])
            except ValueError:
                problem(column, "cell_date")
    aliases = tuple(a.strip() for a in row.get("aliases", "").split("|") if a.strip())
    return Hamlet(
        row.get("hamlet_id", ""), row.get("name", ""), aliases, row.get("officer", ""),
        **dates,
    )  # fmt: skip


def _check_aliases(hamlets: list[Hamlet], rows: dict[str, int]) -> list[Issue]:
    found: list[Issue] = []
    seen: dict[str, list[Hamlet]] = {}
    for hamlet in hamlets:
        for spelling in _spellings(hamlet):
            others = seen.setdefault(_full(spelling), [])
            for other in others:
                if other.hamlet_id != hamlet.hamlet_id and other.overlaps(hamlet):
                    details = {"alias": spelling, "hamlet": other.hamlet_id,
                               "other": hamlet.hamlet_id}  # fmt: skip
                    row = str(rows.get(hamlet.hamlet_id, ""))
                    found.append(Issue("TD-04", FILE, "", row, details=details))
            others.append(replace(hamlet))
    return found
