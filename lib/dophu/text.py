"""Vietnamese text as offices type it: one form to keep, keys to compare, an order.

Three levels, never mixed: :func:`clean_text` is what is kept and shown,
:func:`comparison_key` still has the accents, :func:`folded_key` has lost them.
Folding is for whole cells and names only: without accents "chưa" (not yet) and
"Chùa" (a town) are one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from string import ascii_letters

# Letters that are drawn alike in other alphabets, as other keyboards type them, and
# the wide ones of East Asian fonts.
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_LOOK_ALIKES = _WIDE | str.maketrans(
    "ÐðƉ" "АВЕКМНОРСТУХаеорсухі" "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ĐđĐ" "ABEKMHOPCTYXaeopcyxi" "ABEZHIKMNOPTYXo",
)  # fmt: skip

# What is pasted along and not seen: soft hyphens, joiners, marks of direction,
# variation selectors, fillers, control characters other than white space.
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_SPACES = re.compile(r"(?:_x000[dD]_|\s)+")
_PUNCTUATION = re.compile(r"[.,;:()\[\]*/\\'\"’‘“”`_–—-]+")

# What may need work in a text that is NFC: combining marks, look-alikes, characters
# that are not seen, any white space but single spaces inside.
_UNCLEAN = re.compile(
    rf"[\u0300-\u036f{_UNSEEN}\u00d0\u00f0\u0189\u0391-\u045f\uff01-\uff5e]"
    r"|[^\S ]|^ | $|  |_x000"
)

_VOWEL_MARKS = "\u0302\u0306\u031b"  # circumflex, breve, horn: part of the letter
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # in the order of a dictionary
_MISORDERED = re.compile(f"([{_TONES}])([{_VOWEL_MARKS}])")

# Nearly every cell: composed letters and figures, one space between words. It is clean
# as it stands, and no letter of it is changed but by case.
_VOWELS = "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", *_TONES)
)
LETTERS = f"{ascii_letters}đĐ{_VOWELS}{_VOWELS.upper()}"
"""Every letter that Vietnamese is written with, as one character."""

_WORD = f"[0-9{LETTERS}]+"
_PLAIN = re.compile(f"{_WORD}(?: {_WORD})*")


def clean_text(text: str) -> str:
    r"""Bring text into the one form that is kept: NFC, one space, true Đ.

    Decomposed and wrongly ordered marks (``e`` + acute + circumflex) become the
    single letter, Eth becomes Đ, letters of other alphabets that look alike those of
    ours, invisible characters go, and runs of white space, line breaks included,
    become one space. Spelling and case stay.

    Examples
    --------
    >>> clean_text("  Ðồng\n Tâm ")
    'Đồng Tâm'
    """
    if _PLAIN.fullmatch(text) or (
        not _UNCLEAN.search(text) and unicodedata.is_normalized("NFC", text)
    ):
        return text
    text = _INVISIBLE.sub("", text).translate(_LOOK_ALIKES)
    if not unicodedata.is_normalized("NFC", text) or _MISORDERED.search(
        unicodedata.normalize("NFD", text)
    ):
        text = _MISORDERED.sub(r"\2\1", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", text)
    return _space(text)


@lru_cache(maxsize=65536)
def is_plain(text: str) -> bool:
    """Test whether a text is words of letters and figures, and single spaces, alone.

    Of letters that Vietnamese is written with, each as one character: nearly every
    name. Kept, since whoever reads a name asks.

    Examples
    --------
    >>> is_plain("Mẫu Văn An"), is_plain("Mẫu An (2)"), is_plain(" Mẫu  An")
    (True, False, False)
    """
    return bool(_PLAIN.fullmatch(text))


def _space(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """Bring a name into composed letters and single spaces, as it is drawn."""
    return " ".join(unicodedata.normalize("NFC", str(text)).split())


@lru_cache(maxsize=65536)
def comparison_key(text: str) -> str:
    """Give the key that two spellings share when only case, spaces or points differ.

    Accents count; the old and the new place of a tone (``hòa``, ``hoà``) do not.

    Examples
    --------
    >>> comparison_key("Họ và tên:") == comparison_key("HỌ VÀ TÊN")
    True
    >>> comparison_key("chưa") == comparison_key("Chùa")
    False
    """
    if _PLAIN.fullmatch(text):
        return " ".join(map(_key_of_word, text.split(" ")))
    text = _PUNCTUATION.sub(" ", clean_text(text).casefold())
    return _new_style_tones(" ".join(text.split()))


@lru_cache(maxsize=65536)
def _key_of_word(word: str) -> str:
    # Names are put together of a few hundred syllables: each is looked at once.
    return _new_style_tones(word.casefold())


@lru_cache(maxsize=65536)
def folded_key(text: str) -> str:
    """Give the comparison key without accents, for whole cells typed without them.

    Examples
    --------
    >>> folded_key("Đồng Tâm 1")
    'dong tam 1'
    """
    return without_accents(comparison_key(text))


def without_accents(key: str) -> str:
    """Give a comparison key without its accents.

    Examples
    --------
    >>> without_accents("đồng tâm 1")
    'dong tam 1'
    """
    if key.isascii():
        return key
    # A blank parts whatever marks belong to: word by word it comes to the same.
    return " ".join(map(_word_without_accents, key.split(" ")))


@lru_cache(maxsize=65536)
def _word_without_accents(key: str) -> str:
    letters = unicodedata.normalize("NFD", key).replace("đ", "d")
    if _PLAIN.fullmatch(key):  # all that is no ASCII now are the marks
        return letters.encode("ascii", "ignore").decode("ascii")
    return "".join(c for c in letters if not unicodedata.combining(c))


_OLD_STYLE = re.compile(f"(o[{_TONES}])(a|e)(?![a-zđ])|(u[{_TONES}])(y)(?![a-zđ])")

# The letters of which a tone may have to move, and what does not follow where it has.
_TONED = frozenset("òỏõóọùủũúụ")
_MAY_MOVE = re.compile(r"[òỏõóọ](?![b-df-z\s]|$)|[ùủũúụ](?![a-xz\s]|$)")


def _new_style_tones(text: str) -> str:
    if text.isascii():
        return text
    # Only oa, oe, uy without a final consonant differ between the two styles.
    text = unicodedata.normalize("NFC", text)
    if _TONED.isdisjoint(text) or not _MAY_MOVE.search(text):
        return text
    letters = unicodedata.normalize("NFD", text)
    moved = _OLD_STYLE.sub(
        lambda m: m[0][0] + m[0][2] + m[0][1] if len(m[0]) == 3 else m[0], letters
    )
    return unicodedata.normalize("NFC", moved)


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Give the key of Vietnamese dictionary order: letters first, then tones.

    Digits come before letters and are compared as numbers, so that ``Mẫu 2``
    stands before ``Mẫu 10``.

    Examples
    --------
    >>> sorted(["Đồng", "Dung", "Ân", "An", "Mẫu 10", "Mẫu 2"], key=sort_key)
    ['An', 'Ân', 'Dung', 'Đồng', 'Mẫu 2', 'Mẫu 10']
    """
    letters: list[int] = []
    tones: list[int] = []
    for part in re.findall(r"\d+|\D", clean_text(text).casefold()):
        if part.isdecimal():
            letters.append(int(part[:9]))
            tones.append(0)
            continue
        base, tone = part, 0
        for mark in unicodedata.normalize("NFD", part):
            if mark in _TONES:
                tone = _TONES.index(mark) + 1
                plain = unicodedata.normalize("NFD", part).replace(mark, "")
                base = unicodedata.normalize("NFC", plain)
        place = _ALPHABET.find(base)
        # A number is at most 10^9 here; letters are put past every number.
        letters.append(
            10**9 + place if place >= 0 else -1 if base.isspace() else 2 * 10**9
        )
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def edit_distance(one: str, other: str) -> int:
    """Count the letters to put in, leave out or replace between two texts.

    Examples
    --------
    >>> edit_distance("mùa", "mẫu"), edit_distance("", "ten")
    (2, 3)
    """
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        corner, row[0] = row[0], at
        for column, its in enumerate(other, 1):
            change = corner + (letter != its)
            corner = row[column]
            row[column] = min(change, corner + 1, row[column - 1] + 1)
    return row[-1]


def is_made_of(
    words: Sequence[str],
    phrases: Collection[str],
    filler: Collection[str] = (),
    found: bool = False,
) -> bool:
    """Test whether words are phrases and fillers in a row, with a phrase at least.

    ``found`` says that a phrase stood before them.

    Examples
    --------
    >>> phrases = {"nháp", "nháp thử", "thử nghiệm"}
    >>> is_made_of("nháp thử nghiệm".split(), phrases)
    True
    >>> [is_made_of(words.split(), phrases, {"bản"}) for words in ("bản nháp", "bản")]
    [True, False]
    """
    if not words:
        return found
    heads = ((n, " ".join(words[:n])) for n in range(1, len(words) + 1))
    return any(
        is_made_of(words[n:], phrases, filler, found or head in phrases)
        for n, head in heads
        if head in phrases or head in filler
    )
