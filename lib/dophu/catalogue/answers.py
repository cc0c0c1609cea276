"""The answers that a list for the door offers: results and reasons, in words.

The words are a drive's own, and the reader knows them again in either language, so that
what was chosen from a list is always understood.
"""

from __future__ import annotations

from functools import cache

from dophu.catalogue.about import About
from dophu.catalogue.columns import NO_REASON
from dophu.catalogue.drive_texts import DriveTexts, texts_of
from dophu.catalogue.sentences import SENTENCES
from dophu.catalogue.vocabulary import Vocabulary
from dophu.text import comparison_key

RESULTS = ("applied", "issued", "returned", "not_yet")
"""Statuses in the order in which they are offered: what is most often chosen first."""

METHODS = ("home", "phone", "school", "session", "other")
"""How a family may have been met, as offered."""

OTHER_METHOD = "other"

LANGUAGES = ("vi", "en")


def result_choices(about: About) -> list[str]:
    """Give the results to choose from, each once."""
    # A drive may have one word for two statuses.
    return list(dict.fromkeys(about.heading(f"status_{code}") for code in RESULTS))


def reason_choices(about: About, vocabulary: Vocabulary) -> list[str]:
    """Give the reasons of the code book to choose from, each once."""
    codes = (code for code in vocabulary.reason_book if code != NO_REASON)
    return list(dict.fromkeys(about.reason(code) for code in codes))


def method_choices(about: About) -> list[str]:
    """Give the ways of meeting a family to choose from."""
    return [about.say(f"value_method_{code}") for code in METHODS]


def understood_results(about: About, vocabulary: Vocabulary) -> list[str]:
    """Give a word for each result as any list of the drive may say it.

    The drive's own name for it where its lists are read by that, else the first word
    they are; none of a result that its lists have no word for.
    """
    found = []
    for code in RESULTS:
        label = about.heading(f"status_{code}")
        words = vocabulary.tables["status"].get(code, ())
        if vocabulary.statuses.find_whole(label) == code:
            found.append(label)
        elif words:
            found.append(words[0][:1].upper() + words[0][1:])
    return found


def understood_reasons(about: About, vocabulary: Vocabulary) -> list[str]:
    """Give a phrase for each reason as any list of the drive may say it."""
    found = []
    for code, entry in vocabulary.reason_book.items():
        label = about.reason(code)
        if code == NO_REASON:
            continue
        if vocabulary.reasons.find_whole(label) == code:
            found.append(label)
        elif phrases := entry["phrases"]:
            found.append(phrases[0][:1].upper() + phrases[0][1:])
    return found


class AnswerWords:
    """From what was chosen back to codes; '' and None stay what they are."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        texts = texts_of(vocabulary)
        self.results = _codes(texts, RESULTS, "status_")
        self.methods = _method_words()
        self.reasons = {
            comparison_key(texts.reason(code, language)): code
            for code in vocabulary.reason_book
            for language in LANGUAGES
        }


@cache
def _method_words() -> dict[str, str]:
    """Give a method by its words: all it is called by, or what stands between commas.

    Examples
    --------
    >>> words = _method_words()
    >>> words["điện thoại tin nhắn"], words["tin nhắn"], words["zalo"]
    ('phone', 'phone', 'phone')
    """
    found = {}
    for code in METHODS:
        for key in (f"value_method_{code}", f"words_method_{code}"):
            for text in SENTENCES.get(key, {}).values():
                for words in (text, *text.split(",")):
                    found[comparison_key(words)] = code
    return found


def _codes(texts: DriveTexts, codes: tuple[str, ...], prefix: str) -> dict[str, str]:
    # A word that two statuses share means the lesser: RESULTS ends with "not yet".
    return {
        comparison_key(texts.sentence(prefix + code, language)): code
        for code in codes
        for language in LANGUAGES
    }
