"""Syllables as Vietnamese writes them: a slip of a key mostly makes none.

Two tests, one of the letters alone, one of letters and accents. Names of the uplands
and the Central Highlands are mostly written by the same rules, and not always ("Bliê",
"Ksor"): what is no syllable is never by itself a reason for anything, only what is one
beside what is none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dophu.text import folded_key

_ONSET = r"(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?"
_ONSETS = re.compile(
    "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]|", re.IGNORECASE
)

_SYLLABLE = re.compile(
    _ONSET + r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|ieu|iu|oa|oai|oao|oay|oe|oeo|oi|ua"
    r"|uai|uay|ue|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|ye|yeu)"
    r"(?:ch|ng|nh|[cmnpt])?"
)
"""A syllable without accents."""

_RHYMES = frozenset(
    # open
    "a e ê i o ô ơ u ư y ia ua ưa ya ai ay ây ao au âu eo êu iu iêu yêu oi ôi ơi ui ưi"
    " uôi ươi ưu ươu oa oe oai oay oao oeo uê uy uơ uya uyu uây"
    # before m, n, ng, nh
    " am ăm âm em êm im om ôm ơm um ưm iêm yêm uôm ươm oam oăm oem uym"
    " an ăn ân en ên in on ôn ơn un ưn iên yên uôn ươn oan oăn oen uân uyên uyn yn"
    " ang ăng âng eng ong ông ung ưng iêng yêng uông ương oang oăng uâng oong"
    " anh ênh inh oanh uênh uynh ynh".split()
)

_STOPPED = frozenset(
    "ac ăc âc ec oc ôc uc ưc iêc uôc ươc oac oăc ooc ach êch ich oach uêch uych ych"
    " at ăt ât et êt it ot ôt ơt ut ưt iêt yêt uôt ươt oat oăt oet uât uyt uyêt yt"
    " ap ăp âp ep êp ip op ôp ơp up iêp ươp oap".split()
)
"""Rhymes that end in a stop: they are spoken in two tones, sắc and nặng, alone."""

# The five tone marks; circumflex, breve and horn make another letter and stay.
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_OF_STOPS = frozenset("\u0301\u0323")
# The rhyme ưu has its horn; any other double u is a key that was pressed twice.
_UU = re.compile("[ưứừửữự]u")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Test whether a word of two letters or more has the letters of a syllable.

    Examples
    --------
    >>> [is_syllable(word) for word in ("ánh", "nguyễn", "vy", "lưu", "chưư", "phìh")]
    [True, True, True, True, False, False]
    """
    bare = folded_key(word)
    doubled = "uu" in bare and not bare == word and not _UU.search(word)
    return len(bare) > 1 and not doubled and _SYLLABLE.fullmatch(bare) is not None


@lru_cache(maxsize=65536)
def is_written(word: str) -> bool:
    """Test whether a word is a syllable with just the accents it has.

    Examples
    --------
    >>> [is_written(word) for word in ("việt", "ngọc", "hương", "tủa", "quân", "gì")]
    [True, True, True, True, True, True]
    >>> [is_written(word) for word in ("viet", "ngoc", "huơng", "hâ", "dệt", "dềt")]
    [False, False, False, False, True, False]
    """
    if not is_syllable(word):
        return False
    parts = unicodedata.normalize("NFD", word)
    tones = {sign for sign in parts if ord(sign) in _TONES}
    plain = unicodedata.normalize("NFC", parts.translate(_TONES))
    if len(tones) > 1:
        return False
    rhymes = {plain[len(onset) :] for onset in _onsets(plain)}
    if rhymes & _RHYMES:
        return True
    return bool(rhymes & _STOPPED and tones & _OF_STOPS)


def _onsets(word: str) -> list[str]:
    """Give what may stand before the rhyme; in "gì" and "giêng" the i is of both."""
    onset = _ONSETS.match(word)[0]
    return [onset, "g"] if onset == "gi" else [onset]
