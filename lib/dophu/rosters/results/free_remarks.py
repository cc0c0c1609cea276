"""Remarks beside "done" that leave in doubt whether it is.

The columns of the result say "done", and the child counts so. A remark that says why
it is not, or that is not understood ("làm rồi nhưng sai ảnh", "hồ sơ có vấn đề"), may
take that back: such rows are listed for a person. A remark that is of nothing but the
child's family, school or telephone says nothing of the result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import NO_REASON, marks
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.headings.registers import is_of_school, state_words
from dophu.rosters.words.answers import NOTHING, Answers
from dophu.rosters.words.open_texts import is_left_open
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.remarks import contradicts_done
from dophu.rosters.words.status import reason_of
from dophu.text import comparison_key

_CLAUSES = re.compile(r"[,;\n+|]|\s[-–—/]\s|\.\s")
_HEAD = 4
"""Words that the head of a remark has at most: "học sinh lớp", "số điện thoại"."""
_TAIL = 8
"""Words behind a head from which a clause says more than the head does."""
_SAY_OF_RESULT = ("negation", "future", "waiting", "verb", "card", "file")


def find_doubts(
    given: Sequence[str | None],
    remarks: Sequence[Sequence[str]],
    as_of: date,
    answers: Answers = NOTHING,
    vocabulary: Vocabulary = DEFAULT,
) -> list[int]:
    """Find the rows that are done and have a remark which leaves that in doubt.

    Parameters
    ----------
    given
        The status of each row, as its columns have it.
    remarks
        Columns of texts, each as long as ``given``, cleaned; '' where there is none.
    as_of
        The date of the list.
    answers
        What a person decided of words in the file: those are settled.

    Examples
    --------
    >>> given = ["applied", "applied", "applied", "issued", None]
    >>> texts = ["đưa nhầm ảnh", "học lớp 3", "con ông Mẫu Bình", "chưa lấy", "gì đó"]
    >>> find_doubts(given, [texts], date(2024, 7, 18))
    [0]
    """
    settled: dict[tuple[str, str], bool] = {}
    found = []
    for position, status in enumerate(given):
        if status not in ENROLLED:
            continue
        for column in remarks:
            text = column[position]
            if text and (text, status) not in settled:
                settled[text, status] = _is_settled(
                    text, answers, vocabulary
                ) or is_beside_the_result(text, as_of, vocabulary, status)
            if text and not settled[text, status]:
                found.append(position)
                break
    return found


def _is_settled(text: str, answers: Answers, vocabulary: Vocabulary) -> bool:
    """Test whether a person said what a remark means, which can stand beside done."""
    if answers.of_status(text) or answers.of_presence(text):
        return True
    code = answers.of_reason(text)
    return code == NO_REASON or bool(
        code and not contradicts_done(code, vocabulary.reason_book)
    )


def is_beside_the_result(
    text: str, as_of: date, vocabulary: Vocabulary = DEFAULT, status: str = ENROLLED[0]
) -> bool:
    """Test whether a remark leaves "done" as it is: agrees, or says nothing of it.

    Where doses are given, "chưa tiêm mũi 2" does not agree with ``status`` "issued",
    all doses: it is of who had the first.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> reported = ("hẹn trả thẻ 25/7", "SĐT 0900000000", "hộ nghèo", "sinh đôi")
    >>> [is_beside_the_result(text, day) for text in reported]
    [True, True, True, True]
    >>> reported = ("Về quê", "vân tay hỏng", "bố bảo để sau", "sẽ làm tuần sau")
    >>> [is_beside_the_result(text, day) for text in reported]
    [False, False, False, False]
    """
    mark = marks().find_whole(text)
    if not any(letter.isalpha() for letter in text):
        # A day to come may be that of the card, or of the child.
        is_open = understand_status(text, as_of, vocabulary) == "not_yet"
        is_open |= is_left_open(text, vocabulary)  # "1/2": of two doses, or a day
        return bool(mark) or not (is_open or "?" in text)
    if mark:  # "Không" may mean that there is nothing to remark, or no result
        return mark == "yes"
    if vocabulary.statuses.find_whole(text) == "returned":
        return False
    is_whole = vocabulary.tables.get("listed") == status == "issued"
    agreeing = (status,) if is_whole else ENROLLED
    words = (vocabulary.tables["status"].get(some) for some in agreeing)
    done = (f"{stated[0]}, {text}" for stated in words if stated)
    if any(understand_status(both, as_of, vocabulary) in agreeing for both in done):
        return True
    if vocabulary.remark_words.find_whole(text) == "whole":
        return True  # who the child is, though it may be why another is not done
    code, source, _ = reason_of("", text, as_of, vocabulary)
    if source:
        return not contradicts_done(code, vocabulary.reason_book)
    return says_nothing(text, vocabulary)


def says_nothing(text: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether each clause of a remark is of the child's person and no more.

    A clause is: a word of residence or of school, or one of ``[remark]`` whole; or it
    begins as one there does, and what follows is a name, a number or a class.

    Examples
    --------
    >>> says_nothing("Mẹ: Mẫu Thị Hoa, hộ cận nghèo"), says_nothing("mẹ chưa đồng ý")
    (True, False)
    """
    clauses = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    return all(_clause_says_nothing(clause, vocabulary) for clause in clauses)


def _clause_says_nothing(clause: str, vocabulary: Vocabulary) -> bool:
    if not any(letter.isalpha() for letter in clause) or is_of_school(
        clause, vocabulary
    ):
        return True
    if state_words().find_whole(clause) == "residence":
        return True
    written = clause.replace(":", " ").split()
    for length in range(min(_HEAD, len(written)), 0, -1):
        kind = vocabulary.remark_words.find_whole(" ".join(written[:length]))
        rest = written[length:]
        if kind and not rest:
            return True
        # In capitals a name is not known from other words.
        reported = kind if not clause.isupper() or kind == "number" else None
        if reported and _may_follow(reported, rest, vocabulary):
            return True
    return False


def _may_follow(kind: str, words: list[str], vocabulary: Vocabulary) -> bool:
    """Test whether words behind the head of a remark are those that belong there."""
    if kind == "whole" or len(words) > _TAIL:
        return False
    if kind == "number":
        return not any(letter.isalpha() for word in words for letter in word)
    if any(comparison_key(word) in _words_of_results(vocabulary) for word in words):
        return False
    heads = vocabulary.remark_words
    return all(
        word[:1].isupper() or word[:1].isdigit() or heads.find_whole(word) == kind
        for word in words
    )


@cache
def _words_of_results(vocabulary: Vocabulary) -> frozenset[str]:
    """Give every word that a phrase of the drive's result has."""
    phrases = [
        phrase for stated in vocabulary.tables["status"].values() for phrase in stated
    ] + [
        p for part in _SAY_OF_RESULT for p in vocabulary.tables["phrase"].get(part, ())
    ]
    return frozenset(w for phrase in phrases for w in comparison_key(phrase).split())
