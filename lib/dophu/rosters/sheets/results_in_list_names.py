"""Lists without a result whose file or sheet is called as one: "Đã làm.xlsx", "HT".

A title "Danh sách trẻ em được cấp căn cước" may be of those done, of those who may be,
and of all. Whose children they are is then what the sender meant to tell. A file's name
may be old, or an office's own abbreviation: it is asked about, and the children count
as not yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from dophu.campaign.decided_rows import RESULT_ANSWERS, propose_row
from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.catalogue.vocabulary import Vocabulary
from dophu.rosters.headings.result_lines import result_of, seems_a_result
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.paper_words import papers_in
from dophu.text import comparison_key, folded_key

_PARTS = re.compile(r"[-–_.,;()\[\]+]|\s{2,}")
_HANDLED = re.compile(r"(?:(?:ds|danh sách|danh sach)(?: trẻ| tre)? )?(?:đã|da)\b")
"""How a file is called that somebody went through: "Đã rà soát", "Đã ký"."""

_CUT = 31
"""Letters that Excel leaves of a sheet's name: the last word may be a part of one."""

_NOT_YET = re.compile(
    r"\b(?:chua|khong|theo doi|ra soat|thong ke|ke hoach|lich|hen|moi|dang ky|du kien"
    r"|van dong|tuyen truyen|phuc vu|de|trong do tuoi|den tuoi|thuoc dien|doi tuong"
    r"|tong hop|bieu mau|mau|dieu tra|khao sat|lap|con lai|sap)\b"
)
"""What a list is called that is of all, or of who is still to come."""

_AGES = re.compile(r"\b\d{1,2} (?:tuoi|den)\b")
_HANDLED_OUT = re.compile(
    r"\b(?:nhan|tra|nop|hoan thanh|thu nhan|tiep nhan|di lam|du dieu kien)\b"
)
"""What is done for each who is done, or said of those who are to be."""

MARKS = frozenset(("x", "v", "ok"))


def may_state_result(
    name: str, index: HamletIndex, as_of: date, vocabulary: Vocabulary
) -> bool:
    """Test whether the name of a file or sheet may tell that its children are done.

    A part of it says so, is one of the offices' abbreviations, or seems a result.
    """
    for part in (name, *_PARTS.split(name)):
        words = comparison_key(part.replace("_", " "))
        if not words or index.find(part):
            continue
        if words in MARKS or folded_key(words) in _abbreviations(vocabulary):
            return True
        stated = result_of(part.replace("_", " ").strip(), index, as_of, vocabulary)
        if stated in ENROLLED:
            return True
        first = words.split()
        is_about = "about" in {
            vocabulary.heading_words.find_whole(" ".join(first[:n])) for n in (1, 2)
        }
        is_open = stated is None and not is_about and not _HANDLED.match(words)
        if is_open and seems_a_result(words, vocabulary):
            return True
    return False


def may_be_of_those_done(line: str, vocabulary: Vocabulary) -> bool:
    """Test whether a name or title may say that its children are done, or to be done.

    It names what the drive does, and neither that it is still to come nor the ages that
    a list of all has; "được cấp" may be of those done whatever else it says.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> titles = "Trẻ được cấp căn cước", "TRẢ THẺ CĂN CƯỚC", "Trẻ cần cấp căn cước"
    >>> [may_be_of_those_done(title, DEFAULT) for title in titles]
    [True, True, True]
    >>> titles = "Rà soát trẻ cấp căn cước", "Trẻ dưới 14 tuổi làm căn cước", "Trẻ em"
    >>> [may_be_of_those_done(title, DEFAULT) for title in titles]
    [False, False, False]
    """
    key = folded_key(line)
    act, card = _acts(vocabulary), _cards(vocabulary)
    papers = papers_in(line, vocabulary)
    if _NOT_YET.search(key) or ("others" in papers and "ours" not in papers):
        return False
    if re.search(rf"\b(?:duoc|can|phai) (?:di )?(?:{act})\b", key):
        return True
    if re.search(rf"\bco (?:{card})\b|\bket qua (?:{act})\b", key):
        return True
    if re.search(rf"\bda (?:duoc |di )?(?:{act})\b|\b(?:{act}) (?:roi|xong)\b", key):
        return True
    if not re.search(rf"\b(?:{card})\b", key):
        return False
    is_bare = re.search(rf"\b(?:{act})\b", key) and not _AGES.search(key)
    return bool(is_bare or _HANDLED_OUT.search(key))


@cache
def _acts(vocabulary: Vocabulary) -> str:
    return "|".join(map(folded_key, vocabulary.tables["list"]["act"]))


@cache
def _cards(vocabulary: Vocabulary) -> str:
    cards = {*vocabulary.tables["list"]["card"], *vocabulary.tables["phrase"]["card"]}
    return "|".join(sorted(map(folded_key, cards), key=len, reverse=True))


def _abbreviations(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(map(folded_key, vocabulary.tables["list_short"]["words"]))


def about_names(
    sender: Sender,
    sheet: str,
    titles: Sequence[str],
    at: Sequence[int],
    statuses: Sequence[str | None],
    *,
    has_result: bool = False,
) -> list[Issue]:
    """Ask about a list of which no row says anything, and its name or title may.

    ``has_result``: it has columns of the result, all empty, which say "not yet".
    """
    if not at or any(statuses):
        return []
    file, vocabulary = sender.file, sender.vocabulary
    about = sender.index, sender.as_of, vocabulary
    # What a sheet's name seems to tell is told of every sheet (BG-51).
    is_stated = may_state_result(PurePosixPath(file).stem, *about) or (
        may_state_result(sheet, *about) and not seems_a_result(sheet, vocabulary)
    )
    stem = PurePosixPath(file).stem.replace("_", " ")
    lines = stem, sheet if len(sheet) < _CUT else sheet.rpartition(" ")[0], *titles
    is_stated |= not has_result and any(
        may_be_of_those_done(line, vocabulary) for line in lines
    )
    if not is_stated:
        return []
    lines = {f"line_{s}": propose_row(file, sheet, at, s) for s in RESULT_ANSWERS}
    return [Issue("BG-71", file, sheet, details={"rows": len(set(at)), **lines})]
