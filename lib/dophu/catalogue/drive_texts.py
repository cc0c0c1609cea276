"""What a drive is called in the texts of the kit: its own words, over neutral ones.

The catalogue's texts speak of no drive ("chưa làm", "not done yet"). A drive may have a
file (``texts/``) that replaces any of them: nouns in ``[nouns]``, or in
``[nouns_issued]`` where only a result in hand counts; whole sentences in ``[texts]``,
which may hold some that only this drive has; labels of reasons in ``[reason_labels]``.
They are apart from the words of its lists: no list is read again for a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from dophu.catalogue.sentences import NOUNS, REASONS, SENTENCES
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary, read_table

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class DriveTexts:
    """The nouns, sentences and labels of a drive, each by key and language.

    Examples
    --------
    >>> texts_of(DEFAULT).noun("lacks", "vi", applied_counts=True)
    'chưa làm căn cước'
    >>> texts_of(DEFAULT).noun("lacks", "vi", applied_counts=False)
    'chưa có thẻ Căn cước'
    >>> DriveTexts().noun("lacks", "vi"), DriveTexts().sentence("is_issued", "en")
    ('chưa làm', 'Result given')
    """

    nouns: Texts = field(default_factory=dict, hash=False)
    nouns_issued: Texts = field(default_factory=dict, hash=False)
    sentences: Texts = field(default_factory=dict, hash=False)
    reasons: Texts = field(default_factory=dict, hash=False)

    def noun(self, key: str, language: str, applied_counts: bool = True) -> str:
        """Give a noun; where an application does not count, the stricter one."""
        own = {} if applied_counts else self.nouns_issued.get(key, {})
        return (
            own.get(language)
            or self.nouns.get(key, {}).get(language)
            or NOUNS[key][language]
        )

    def sentence(self, key: str, language: str) -> str:
        """Give a sentence, not filled in; a KeyError where nobody has it."""
        own = self.sentences.get(key, {}).get(language)
        return own or SENTENCES[key][language]

    def has(self, key: str) -> bool:
        """Test whether a sentence is there, for what only some drives have to say."""
        return key in self.sentences or key in SENTENCES

    def reason(self, code: str, language: str) -> str:
        """Give the short label of a reason's code, the code itself where none is known.

        Examples
        --------
        >>> DriveTexts().reason("VE_QUE_HE", "en"), DriveTexts().reason("MY_OWN", "en")
        ('Away for the holidays', 'MY_OWN')
        """
        own = self.reasons.get(code, {}).get(language)
        return own or REASONS.get(code, {}).get(language, code)


TABLES = ("nouns", "nouns_issued", "texts", "reason_labels")
"""The tables of a file of texts."""


@cache
def read_texts(drive: str) -> dict[str, Any]:
    """Read the file of a drive's texts; nothing where it has none.

    Examples
    --------
    >>> read_texts("measles")["nouns"]["has"]["vi"], read_texts("no such drive")
    ('đã tiêm sởi', {})
    """
    file = f"texts/{drive}.toml"
    known = resources.files(__package__).joinpath(*file.split("/")).is_file()
    return read_table(file) if known else {}


@cache
def texts_of(vocabulary: Vocabulary) -> DriveTexts:
    """Give the texts of a drive; what it does not have stays neutral.

    A reason of a campaign's own may have its ``label`` beside its phrases.
    """
    labels = {
        code: entry["label"]
        for code, entry in vocabulary.tables.get("reason", {}).items()
        if "label" in entry
    }
    return texts_named(vocabulary.drive, labels)


def texts_named(drive: str, labels: Texts | None = None) -> DriveTexts:
    """Give the texts of a drive by its name, with labels of a campaign's own reasons.

    Examples
    --------
    >>> texts_named("measles").noun("has", "en")
    'vaccinated against measles'
    """
    tables = read_texts(drive)
    return DriveTexts(
        nouns=tables.get("nouns", {}),
        nouns_issued=tables.get("nouns_issued", {}),
        sentences=tables.get("texts", {}),
        reasons={**tables.get("reason_labels", {}), **(labels or {})},
    )


DEFAULT_TEXTS = texts_of(DEFAULT)
"""The texts of a campaign that names no drive."""
