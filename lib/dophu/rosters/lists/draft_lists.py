"""Lists whose name says that they are not to be counted: drafts, old ones, examples.

"Nháp", "Cũ", "Sai", "Mẫu", "Hướng dẫn": what such a file or sheet calls done does
nobody, and the children on it may be made up. They are counted, and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath

from dophu.campaign.decisions import propose_line
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.catalogue.vocabulary import Vocabulary
from dophu.rosters.sheets.source_rows import Rows, Sender
from dophu.text import comparison_key, folded_key, is_made_of

DRAFT, EXAMPLE = "draft", "example"

_PARTS = re.compile(r"[-–.,;:()\[\]+]|\s{2,}")
_FEW = 3
"""Children up to which a form that is called one may hold examples alone."""


def draft_in(sender: Sender, sheet: str, titles: Iterable[str], count: int) -> str:
    """Give what a list is by its names: ``draft``, ``example``, or '' for any other.

    A part of the name of file or sheet says so, or a whole title; in "Mẫu số 01",
    "Biểu mẫu" and "Thôn Mẫu" none does. ``count`` is the number of its children: the
    file of a form, filled in, has more than a few.

    Examples
    --------
    >>> from datetime import date
    >>> from dophu.campaign.hamlets import Hamlet, Hamlets
    >>> index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    >>> def draft(file, sheet="DS"):
    ...     sender = Sender("roster", file, date(2024, 7, 18), index)
    ...     return draft_in(sender, sheet, (), 9)
    >>> [draft(name) for name in ("Thôn Mẫu 1 - cũ.xlsx", "ds_nhap.csv", "Mẫu 01.xlsx")]
    ['draft', 'draft', '']
    >>> draft("a.xlsx", "Ví dụ"), draft("a.xlsx", "Mẫu 1"), draft("Mẫu danh sách.xlsx")
    ('example', '', '')
    """
    stem = PurePosixPath(sender.file).stem
    whole = (stem, sheet, *titles)
    parts = {part for name in (stem, sheet) for part in _PARTS.split(name)}
    if any(_is_of(DRAFT, name, sender) for name in (*whole, *parts)):
        return DRAFT
    exact = _words(sender.vocabulary, EXAMPLE, is_plain=False)
    plain = _words(sender.vocabulary, EXAMPLE, is_plain=True)
    for name in map(_without_number, whole):
        if comparison_key(name) in exact or (
            name.isascii() and folded_key(name) in plain
        ):
            return EXAMPLE
    is_few = count <= _FEW
    return EXAMPLE if any(_is_form(n, sender, is_few) for n in (stem, sheet)) else ""


def _is_form(name: str, sender: Sender, is_few: bool) -> bool:
    """Test whether a name with no figure in it is that of a form with few children."""
    is_bare = not any(letter.isdigit() for letter in name)
    return is_few and is_bare and _is_of(EXAMPLE, name, sender)


def _is_of(kind: str, name: str, sender: Sender) -> bool:
    """Test whether a name has words for a kind of list, and only small words more."""
    if not name.strip() or sender.index.find(name):
        return False
    is_plain = name.isascii()
    known = folded_key if is_plain else comparison_key
    left = f" {known(name)} "
    for place in sender.index.names:
        left = left.replace(f" {known(place)} ", " ")
    neutral = _words(sender.vocabulary, "neutral", is_plain)
    words = [w for w in left.split() if w not in neutral and not w.isdigit()]
    return is_made_of(words, _words(sender.vocabulary, kind, is_plain))


def _without_number(name: str) -> str:
    """Leave out the figure behind an example; one of a form is its number."""
    is_form = folded_key(name).startswith("mau")
    return name if is_form else name.strip(" ().0123456789")


@cache
def _words(vocabulary: Vocabulary, part: str, is_plain: bool) -> frozenset[str]:
    """Give the words of a part; without accents not those that are names too: "Thu"."""
    parts = vocabulary.tables["draft"]
    if not is_plain:
        return frozenset(map(comparison_key, parts[part]))
    names = {comparison_key(word) for word in parts["names_too"]}
    words = (word for word in parts[part] if comparison_key(word) not in names)
    return frozenset(map(folded_key, words))


def settle_draft(rows: Rows, sender: Sender, sheet: str, decided: str) -> None:
    """Let nobody be done by a list that is called a draft or an example, and ask.

    Not where a person ``decided`` what the file is; a row of which they decided keeps
    its own. ``rows.is_draft`` says afterwards whether it is one.
    """
    columns = rows.columns
    at = [i for i, kind in enumerate(columns["kind"]) if kind == "data"]
    if not at or decided or not draft_in(sender, sheet, rows.titles, len(at)):
        return
    settled = sender.answers.of_results(sheet)
    open_ = [i for i in at if columns["row"][i] - 1 not in settled]
    for i in open_:
        if columns["status"][i] in ENROLLED:
            columns["status"][i] = None
            columns["applied_date"][i] = columns["issued_date"][i] = None
    if open_ and sender.source == "roster":
        line = propose_line("role", sender.file, "-", "hamlet")
        details = {"rows": len(open_), "line": line}
        rows.issues = [issue for issue in rows.issues if issue.code != "BG-71"]
        rows.issues.append(Issue("BG-72", sender.file, sheet, details=details))
    rows.is_draft = bool(open_)
