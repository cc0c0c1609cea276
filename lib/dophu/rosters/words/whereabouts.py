"""Remarks that say that a child is somewhere else: "Hiện ở: Hà Nội", "theo mẹ vào Nam".

Such a child may have moved away or be back next week; a remark decides neither. It is
asked about, as one is that says the child is gone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dophu.text import clean_text, folded_key

_CLAUSES = re.compile(r"[,;\n+|]|\s[-–—/]\s|\.\s|\bvà\b")

_LEAD = frozenset(
    ("chau tre be con em hien tai nay gio dang da di ca nha gia dinh bo me cha ong ba "
     "theo cung anh chi di chu bac lai thi moi van").split()
)  # fmt: skip
"""Words before the verb that change nothing: who, since when, with whom."""

_STAY = re.compile(
    r"(?:song|sinh song|cu tru|dinh cu|luu tru|tam tru|tro|o tro|hoc|lam|lam viec"
    r"|dieu tri)(?: (?:o|tai|trong|ngoai))+|(?:o|song|cu tru|tam tru)"
    r"(?: (?:tai|tan|trong|ngoai|mai|tro|tam))?"
)
_GO = re.compile(
    r"(?:chuyen |di |don )?(?:nha |khau )?(?:ve|vao|ra|sang|len|xuong|den|toi|di)"
    r"(?: (?:o|song|sinh song|tai|tinh|huyen|thanh pho|tp|ben|tan|trong|ngoai))*"
)

_ELSEWHERE = frozenset(
    ("trong nam", "vao nam", "mien nam", "mien bac", "mien trung", "ngoai bac",
     "tay nguyen", "nuoc ngoai", "tinh khac", "huyen khac", "xa khac", "noi khac",
     "dia phuong khac", "cho khac", "noi moi", "noi o moi", "thanh pho",
     "ha noi", "trung quoc", "lao")
)  # fmt: skip
"""Places that are one however they are written."""

_AT_HOME = frozenset(
    ("nha thon ban to xom khu khoi doi ap buon lang tdp khom so truong lop mam mau "
     "tieu thcs thpt th mn ptdt ptdtbt trung tram benh vien bv ubnd tru cong ca hop "
     "day chua ong ba bo me cha hoc ky").split()
)  # fmt: skip
"""First words of places that are of the unit itself, a school, a house, a relative."""

_MOST_WORDS = 6
_IS_PLACE = re.compile(r"[^\W\d_]+\.?")


@lru_cache(maxsize=4096)
def is_elsewhere(remark: str) -> bool:
    """Test whether a clause of a remark says that the child is, or went, elsewhere.

    Not a school, a hospital or a house, nor a hamlet: the child may be there and live
    where it is listed.

    Examples
    --------
    >>> remarks = "Hiện ở: Hà Nội", "theo mẹ vào Nam", "hien dang o Binh Duong"
    >>> [is_elsewhere(remark) for remark in remarks]
    [True, True, True]
    >>> remarks = "Vào lớp 1", "ở với ông bà", "hiện ở Bản Ten", "mẹ: Mẫu Thị Nam"
    >>> [is_elsewhere(remark) for remark in remarks]
    [False, False, False, False]
    """
    clauses = _CLAUSES.split(clean_text(remark).replace(":", " "))
    return any(_clause_is(clause.split()) for clause in clauses)


def _clause_is(words: list[str]) -> bool:
    keys = [folded_key(word) for word in words]
    for start in range(len(words)):
        for end in range(min(start + _MOST_WORDS, len(words)), start, -1):
            verb = " ".join(keys[start:end])
            if _STAY.fullmatch(verb) or _GO.fullmatch(verb):
                if _is_place(words[end:], keys[end:], is_short=start == 0 and end == 1):
                    return True
                if " ".join(keys[start : end + 1]) in _ELSEWHERE:
                    return True
        if keys[start] not in _LEAD:
            return False
    return False


def _is_place(words: list[str], keys: list[str], *, is_short: bool) -> bool:
    """Test whether what follows a verb is a place: a name, or words for elsewhere.

    In capitals throughout a name is not known from other words.
    """
    if not words or keys[0] in _AT_HOME:
        return False
    if any(" ".join(keys[:n]) in _ELSEWHERE for n in (1, 2, 3)):
        return True
    name = words[0].strip("().")
    if not name or not name[0].isupper() or not _IS_PLACE.fullmatch(name):
        return False
    is_shouted = is_short and len(words) > 1 and all(w.isupper() for w in words)
    return not is_shouted
