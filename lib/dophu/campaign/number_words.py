"""Numbers that are written as words: "hai", "mười hai", "hai mươi mốt"."""

from __future__ import annotations

from functools import cache

from dophu.text import comparison_key, folded_key

_DIGITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
# Behind tens five is "lăm", one "mốt", and four may be "tư".
_AFTER_TEN = {**_DIGITS, "lăm": 5}
_AFTER_TENS = {**_AFTER_TEN, "mốt": 1, "tư": 4}
_OTHER_WORDS = frozenset(("nam", "sau", "tam"))
"""Numbers without accents that are other words too: south, behind, heart."""


def number_of_words(text: str) -> int | None:
    """Give the number from 1 to 99 that a text says in words; None for any other.

    Accents may be lost, but where the word would be another one.

    Examples
    --------
    >>> [number_of_words(t) for t in ("Hai", "mười lăm", "hai mươi mốt", "muoi hai")]
    [2, 15, 21, 12]
    >>> number_of_words("năm"), number_of_words("nam"), number_of_words("Hai Bà")
    (5, None, None)
    """
    return _words().get(comparison_key(text))


@cache
def _words() -> dict[str, int]:
    words = {**_DIGITS, "tư": 4, "mười": 10}
    words |= {f"mười {word}": 10 + n for word, n in _AFTER_TEN.items()}
    for tens, ten in _DIGITS.items():
        if ten > 1:
            words[f"{tens} mươi"] = 10 * ten
            # "hai mốt" is short for "hai mươi mốt".
            for middle in (f"{tens} mươi", tens):
                words |= {f"{middle} {w}": 10 * ten + n for w, n in _AFTER_TENS.items()}
    found = {comparison_key(word): number for word, number in words.items()}
    bare: dict[str, int] = {}
    for word, number in words.items():
        folded = folded_key(word)
        if folded not in _OTHER_WORDS and bare.setdefault(folded, number) != number:
            bare[folded] = 0  # two numbers, without accents
    return {word: number for word, number in bare.items() if number} | found
