"""From a spelling to what it means: matched whole, with accents first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dophu.text import comparison_key, folded_key


class Words:
    """From a spelling to what it means: whole, then by the phrases inside.

    Examples
    --------
    >>> words = Words({"applied": ["Đã thu nhận"], "not_yet": ["chưa làm", "chưa"]})
    >>> words.find("ĐÃ THU NHẬN"), words.find("chưa làm (bận)"), words.find("chua")
    ('applied', 'not_yet', 'not_yet')
    >>> words.find("chùa") is None
    True
    """

    def __init__(self, meanings: Mapping[str, Iterable[str]]) -> None:
        self._accented: dict[str, str | None] = {}
        self._folded: dict[str, str | None] = {}
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                _add(self._accented, comparison_key(phrase) or phrase, meaning)
        for phrase, meaning in self._accented.items():
            if meaning:
                _add(self._folded, folded_key(phrase) or phrase, meaning)
        # A list says the same few words in thousands of cells.
        self._found: dict[str, str | None] = {}

    def find(self, text: str) -> str | None:
        """Give the meaning of a text; None if it has none that is certain."""
        if text not in self._found:
            self._found[text] = self.find_whole(text) or self._find_inside(text)
        return self._found[text]

    def find_whole(self, text: str) -> str | None:
        """Give the meaning of a text that is a known spelling as it stands."""
        key = comparison_key(text) or text.strip()
        found = self._accented.get(key)
        # Folded spellings only for text typed without accents: "chùa" is not "chưa".
        return found or (self._folded.get(key) if key.isascii() else None)

    def phrases(self) -> Iterable[tuple[str, str | None]]:
        """Give the spellings with accents, as keys to compare, with what they mean."""
        return self._accented.items()

    def _find_inside(self, text: str) -> str | None:
        words = comparison_key(text).split()
        found, at = set(), 0
        while at < len(words):
            # Longest first: a shorter phrase inside may mean the opposite ("chưa làm").
            for length in range(min(7, len(words) - at), 0, -1):
                phrase = " ".join(words[at : at + length])
                # Abbreviations of a letter or two count as a whole text only.
                meaning = self._accented.get(phrase) if len(phrase) > 2 else None
                if meaning:
                    found.add(meaning)
                    at += length - 1
                    break
            at += 1
        return found.pop() if len(found) == 1 else None


def _add(table: dict[str, str | None], key: str, meaning: str) -> None:
    # None stays None: a third meaning must not bring a doubtful word back.
    table[key] = meaning if table.get(key, meaning) == meaning else None
