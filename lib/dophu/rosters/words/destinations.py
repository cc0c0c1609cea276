"""Where a child went: the words that may follow "chuyển đi" and change nothing of it.

A province, a district, a name. Not a hamlet, which may be one of the campaign's own,
nor a school or a hospital, where one goes without moving house; and "chuyển khẩu về xã"
may as well be said of a child that came.
"""

from __future__ import annotations

from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.text import comparison_key

_NO_DESTINATION = frozenset(
    (
        "thôn", "bản", "tổ", "xóm", "khu", "khối", "đội", "ấp", "buôn", "làng", "tdp",
        "khóm", "viện", "trường", "học", "lớp", "trại", "trung", "chùa", "ty", "xưởng",
        "phép", "quân", "này", "đây",
    )
)  # fmt: skip


def without_destination(clause: str, vocabulary: Vocabulary = DEFAULT) -> str:
    """Cut off where a child went: a place's small words and names, to the end.

    Examples
    --------
    >>> without_destination("đã chuyển đi Hà Nội"), without_destination("chuyển đi")
    ('đã chuyển đi', 'chuyển đi')
    >>> without_destination("chuyển đi Bệnh Viện Nhi")
    'chuyển đi Bệnh Viện Nhi'
    >>> without_destination("chuyển khẩu về xã")
    'chuyển khẩu về xã'
    """
    words, places = clause.split(), vocabulary.small_words
    kept = list(words)
    while len(kept) > 1:
        last = kept[-1].strip("().")
        if places.find_whole(last) != "place" and not last.istitle():
            break
        kept.pop()
    cut = words[len(kept) :]
    is_barred = any(comparison_key(word) in _NO_DESTINATION for word in cut)
    is_named = any(word.strip("().").istitle() for word in cut)
    return clause if cut and (is_barred or not is_named) else " ".join(kept)
