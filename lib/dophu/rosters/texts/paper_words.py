"""Which papers a text names: the drive's own, others, or a parent's."""

from __future__ import annotations

from functools import cache, lru_cache

from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.text import comparison_key, folded_key


@lru_cache(maxsize=4096)
def papers_in(text: str, vocabulary: Vocabulary = DEFAULT) -> frozenset[str]:
    """Give which papers a heading names: ``ours``, ``others``; ``person`` if a parent.

    Examples
    --------
    >>> sorted(papers_in("Số GKS")), sorted(papers_in("Đã có CC và GKS"))
    (['others'], ['others', 'ours'])
    >>> sorted(papers_in("Hồ sơ")), sorted(papers_in("CCCD của mẹ"))
    ([], ['ours', 'person'])
    """
    words = comparison_key(text).split()
    found = _runs(words, paper_lexicon(vocabulary))
    if not found and text.isascii():
        found = _runs(words, _folded(vocabulary))
    return found - {"generic"}


def _runs(words: list[str], lexicon: dict[str, str]) -> frozenset[str]:
    found, at = set(), 0
    while at < len(words):
        for length in range(min(5, len(words) - at), 0, -1):
            if role := lexicon.get(" ".join(words[at : at + length])):
                found.add(role)
                at += length - 1
                break
        at += 1
    return frozenset(found)


@cache
def paper_lexicon(vocabulary: Vocabulary) -> dict[str, str]:
    """Give what each phrase that names a paper or a person names."""
    return {phrase: role for phrase, role in vocabulary.paper_words.phrases() if role}


@cache
def _folded(vocabulary: Vocabulary) -> dict[str, str]:
    folded: dict[str, str | None] = {}
    for phrase, role in paper_lexicon(vocabulary).items():
        key = folded_key(phrase)
        folded[key] = role if folded.get(key, role) == role else None
    # A short word without its accents is too many others: "mẹ" and "me".
    return {key: role for key, role in folded.items() if role and len(key) > 2}
