"""Lines on lists for the door of no child: the kit's own, signatures, counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.sentences import SENTENCES
from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.wire import Cell
from dophu.rosters.headings.row_words import SIGNATURE, are_names
from dophu.text import clean_text, comparison_key

_LINES = (
    "visit_how_1", "visit_how_2", "visit_how_3", "visit_how_4", "visit_verify_how_1",
    "visit_foot",
)  # fmt: skip

_BEGINNING = 16
"""Letters by which a line of the kit is known."""

_SIGNED = re.compile(
    r"(đã ký|người ký|ký thay|ký( tên| và ghi rõ.*| ghi rõ.*)?$|t m |(tổ|khu|thôn) phó"
    r"|(phó )?tổ trưởng|(phó )?trưởng (thôn|bản|tổ|khu|ấp|xóm|buôn|làng|ban)"
    r"|ban quản lý|đại diện (thôn|bản|tổ|ban)"
    r"|(\S+ ){0,6}ngày [\d…. ]*tháng [\d…. ]*(năm [\d…. ]*)?$"
    r"|(\S+ ){1,6}ngày \d{1,2} \d{1,2} \d{4}$)"
)
"""How more signatures begin below a list that came back; a lone day may answer."""

_COUNT = re.compile(r"(\D+?) (\d{1,4})(?: (?:trẻ|cháu|em|bé|học sinh|người)\b)?(?: |$)")
_OF_ALL = re.compile(r"(tổng|cộng|trong đó|số (trẻ|cháu)|danh sách)\b")
_LEFT = re.compile(r"còn( lại)?$")


def is_foot(cells: Sequence[Cell]) -> bool:
    """Test whether a row is the count below the table, which has no key.

    Examples
    --------
    >>> is_foot([None, "Cộng: 12 trẻ"]), is_foot(["Cộng: 12 trẻ", "Mẫu An"])
    (True, False)
    """
    texts = [cell for cell in cells if cell is not None and cell != ""]
    begins = [text.split("{")[0] for text in SENTENCES["visit_foot"].values()]
    return len(texts) == 1 and any(str(texts[0]).startswith(b) for b in begins)


def is_of_the_kit(text: str) -> bool:
    """Test whether a line is one that the kit itself writes on such a list."""
    # Lists that are out may have the words of another version behind their first.
    begins = {
        words.split("{")[0][:_BEGINNING]
        for key in _LINES
        for words in SENTENCES[key].values()
    }
    return any(text.startswith(clean_text(begin)) for begin in begins)


def is_signed(cells: Sequence[Cell], is_below: bool, vocabulary: Vocabulary) -> bool:
    """Test whether a row holds signatures, days of signing or, below one, names alone.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> is_signed([None, "Người lập", "Trưởng thôn ký"], False, DEFAULT)
    True
    >>> is_signed(["Lò Văn Mẫu"], True, DEFAULT), is_signed(["Chưa làm"], True, DEFAULT)
    (True, False)
    """
    filled = [cell for cell in cells if cell is not None and cell != ""]
    left = [
        cell
        for cell in filled
        if not isinstance(cell, str) or not _is_signature(comparison_key(cell))
    ]
    return bool(filled) and (not left or (is_below and are_names(left, vocabulary)))


def _is_signature(key: str) -> bool:
    return bool(SIGNATURE.match(key) or _SIGNED.match(key))


def counts_in(
    cells: Sequence[Cell], vocabulary: Vocabulary
) -> list[tuple[str, int]] | None:
    """Give what a line counts: ``done``, ``left`` or ``all``; None of any other line.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> counts_in([None, "Đã làm: 4 cháu; còn lại 6"], DEFAULT)
    [('done', 4), ('left', 6)]
    >>> counts_in(["Chưa làm:", 3], DEFAULT)
    [('left', 3)]
    >>> print(counts_in(["Đã làm: An, Bảo"], DEFAULT))
    None
    """
    texts = [str(cell) for cell in cells if cell is not None and cell != ""]
    key = comparison_key(" ".join(texts))
    found, end = [], 0
    for match in _COUNT.finditer(key):
        words, number = match[1].strip(" -+*"), int(match[2])
        status = vocabulary.statuses.find_whole(words)
        if status:
            found.append(("done" if status in ENROLLED else "left", number))
        elif _LEFT.match(words):
            found.append(("left", number))
        elif _OF_ALL.match(words):
            found.append(("all", number))
        else:
            return None
        end = match.end()
    return found if found and end == len(key) else None
