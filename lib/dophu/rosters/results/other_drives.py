"""Lists of another drive: "Danh sách cấp thẻ BHYT", a sheet "Vitamin A".

What such a list calls done is not this drive's. Its children stand on it and are
counted; done they are only by a column that itself names what this drive gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS
from dophu.text import clean_text, comparison_key, folded_key

_OF_PERSONS = re.compile(
    r"\b(?:(?:đăng ký )?(?:thường trú|tạm trú|cư trú|lưu trú)|tạm vắng|hộ khẩu"
    r"|(?:sổ )?hộ (?:cận )?nghèo|thuong tru|tam tru|ho khau|ho (?:can )?ngheo)\b",
    re.IGNORECASE,
)
"""Words for papers that in a title say who the children are."""


_MOST_WORDS = 5


def other_drive_in(texts: Iterable[str], vocabulary: Vocabulary = DEFAULT) -> str:
    """Give the name or title that says that a list is another drive's, '' if none.

    Not where one of them names what this drive gives.

    Examples
    --------
    >>> other_drive_in(["ds", "DANH SÁCH CẤP THẺ BHYT CHO TRẺ EM"])
    'DANH SÁCH CẤP THẺ BHYT CHO TRẺ EM'
    >>> other_drive_in(["Khai sinh", "Danh sách trẻ làm căn cước"])
    ''
    >>> other_drive_in(["Trẻ đã làm trong tuần qua", "uong vitamin A"])
    'uong vitamin A'
    >>> other_drive_in(["DANH SÁCH TRẺ EM THƯỜNG TRÚ TẠI XÃ, HỘ NGHÈO"])
    ''
    >>> other_drive_in(["DANH SÁCH NHẬN MÀN"]), other_drive_in(["Danh sách nhận thẻ"])
    ('DANH SÁCH NHẬN MÀN', '')
    """
    found = ""
    for text in texts:
        plain = _OF_PERSONS.sub(" ", clean_text(text))
        papers = papers_in(plain, vocabulary)
        if "ours" in papers:
            return ""
        is_other = "others" in papers or _names_a_drive(plain, vocabulary)
        is_other = is_other or gives_something_else(plain, vocabulary)
        if is_other and not found:
            found = text
    return found


def _names_a_drive(text: str, vocabulary: Vocabulary) -> bool:
    # With accents where it has any: "trong tuần qua" is no "quà". Without, only words
    # that stand together are taken.
    is_plain = text.isascii()
    key = folded_key if is_plain else comparison_key
    words = f" {key(text)} "
    known = vocabulary.tables["against"]["drives"]
    return any(f" {key(d)} " in words for d in known if " " in d or not is_plain)


def gives_something_else(text: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a name or title says that children receive what no drive here gives.

    "Danh sách phát màn", a sheet "Sữa": whatever it is, where the text says nothing of
    what the drive gives or does. With accents, or as a whole name.

    Examples
    --------
    >>> texts = "DS phát áo ấm", "Danh sách trẻ nhận thẻ", "Trẻ mới phát sinh", "Sữa"
    >>> [gives_something_else(text) for text in texts]
    [True, False, False, True]
    """
    is_plain = text.isascii()
    known = folded_key if is_plain else comparison_key
    words = known(text.replace("_", " ")).split()
    small = _words("lists", vocabulary, is_plain)
    bare = [word for word in words if word not in small and not word.isdigit()]
    if {" ".join(words), " ".join(bare)} & _words("alone", vocabulary, is_plain):
        return True
    verbs = _words("verbs", vocabulary, is_plain)
    for at, word in enumerate(words):
        if word not in verbs or is_plain or (at and words[at - 1] not in small | verbs):
            continue
        rest = [w for w in words[at + 1 :] if w not in verbs]
        if rest and not _is_ours(rest, vocabulary):
            return True
    return False


def _is_ours(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Test whether what is received is the drive's, or nothing that one receives."""
    ours = _words("not", vocabulary, is_plain=False)
    return any(" ".join(words[:n]) in ours for n in range(1, _MOST_WORDS))


@cache
def _words(part: str, vocabulary: Vocabulary, is_plain: bool) -> frozenset[str]:
    words = list(vocabulary.tables["receiving"][part])
    if part == "not":
        of_lists, phrases = vocabulary.tables["list"], vocabulary.tables["phrase"]
        for known in ("card", "act", "verb", "done"):
            words += of_lists[known]
        words += [*phrases["card"], *phrases["file"], *phrases["verb"]]
    return frozenset(map(folded_key if is_plain else comparison_key, words))


def words_of_others(text: str, vocabulary: Vocabulary = DEFAULT) -> str:
    """Give the words by which a name or title is another drive's, and no other word.

    A title may name a child; what is known cannot.

    Examples
    --------
    >>> words_of_others("BHYT của cháu Mẫu Văn An"), words_of_others("uong vitamin A")
    ('bhyt', 'vitamin a')
    """
    key = folded_key if text.isascii() else comparison_key
    words = key(_OF_PERSONS.sub(" ", clean_text(text))).split()
    papers = vocabulary.paper_words.phrases()
    known = {key(phrase) for phrase, role in papers if role == "others"}
    known |= {key(drive) for drive in vocabulary.tables["against"]["drives"]}
    found, at = [], 0
    while at < len(words):
        runs = (" ".join(words[at : at + n]) for n in range(_MOST_WORDS, 0, -1))
        run = next((run for run in runs if run in known), "")
        found += [run] * bool(run)
        at += len(run.split()) or 1
    return ", ".join(dict.fromkeys(found))


def has_own_result(grid: Grid, table: Table) -> bool:
    """Test whether a column of the result is headed by what this drive gives."""
    return any(
        "ours" in papers_in(text, table.vocabulary)
        for name, column in table.columns.items()
        if name in RESULTS_AND_DAYS
        for row in range(table.first, table.body)
        if isinstance(text := grid.at(row, column), str)
    )


def hold_back_others(
    statuses: list[str | None],
    rows: Sequence[int],
    decided: Iterable[int],
    source: str,
) -> list[int]:
    """Take for not yet who is done by another drive's list, and give their rows.

    ``statuses`` is changed; a row of which a person ``decided`` keeps its own. Who is
    named on an enrolment list (``source``) is done by it.

    Examples
    --------
    >>> statuses = ["applied", None, "issued"]
    >>> hold_back_others(statuses, [4, 5, 6], [6], "roster"), statuses
    ([4], ['not_yet', None, 'issued'])
    """
    done = (*ENROLLED, None) if source == "enrolment" else ENROLLED
    kept = set(decided)
    held = [p for p, row in enumerate(rows) if statuses[p] in done and row not in kept]
    for position in held:
        statuses[position] = "not_yet"
    return [rows[position] for position in held]
