"""What stands over one column of a table, and which field it seems to name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.headings.dated_headings import Dated, find_date
from dophu.rosters.headings.heading_search import heading_text
from dophu.rosters.headings.heading_spellings import DONE, field_of, seems_of_result
from dophu.rosters.texts.heading_words import PATH, plain_heading
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import DAYS, RESULTS
from dophu.text import comparison_key

PERSONS = frozenset(("mother", "father", "guardian", "household_head"))
"""Fields of persons who are no child of the list."""

_OF_DOING = RESULTS.union(DAYS) - {"not_done"}
"""Fields from which a child comes out done."""

_PARTS = {"ngày": "birth_day", "tháng": "birth_month", "năm": "birth_year"}
"""What a heading below one of births is of."""

OTHER = "other"
"""Field of a heading that is known and says nothing of a child of the drive."""


class Headings:
    """What headings mean: as a person decided for this sender, else as is known."""

    def __init__(
        self, decided: Mapping[str, str], vocabulary: Vocabulary = DEFAULT
    ) -> None:
        self._decided = decided
        self.vocabulary = vocabulary

    @property
    def are_decided(self) -> bool:
        """Test whether a person decided any heading of this sender."""
        return bool(self._decided)

    def find(self, text: str) -> str | None:
        """Give the field of a heading, ``ignore``, or None where it is not known."""
        return self.find_decided(text) or field_of(text, self.vocabulary)

    def find_decided(self, text: str) -> str | None:
        """Give the field that a person decided for a heading, or ``ignore``."""
        return self._decided.get(comparison_key(text)) if self._decided else None


def column_heading(column: int) -> str:
    """Name a column that has no heading, so that a person can decide what it is.

    Examples
    --------
    >>> column_heading(2)
    'cột C'
    """
    return f"cột {cell_name(0, column)[:-1]}"


@dataclass(frozen=True)
class Over:
    """What stands over a column, and what it would mean of the drive's own paper.

    ``levels`` has the heading to the left above it too; ``shown`` is how it is named.
    """

    column: int
    levels: tuple[str, ...]
    shown: str
    name: str | None
    dated: tuple[Dated, str] | None = None
    is_decided: bool = False


def heading_over(
    grid: Grid, first: int, body: int, column: int, known: Headings
) -> Over | None:
    """Give what stands over a column; None where nothing does."""
    texts: list[str] = []
    for row in range(first, min(body, len(grid.rows))):
        text = heading_text(grid.at(row, column))
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    by_column = known.find_decided(column_heading(column))
    if not texts:
        if by_column is None:
            return None
        return Over(column, ("",), "", by_column, is_decided=True)
    shown = PATH.join(texts)
    if by_column:
        return Over(column, tuple(texts), shown, by_column, is_decided=True)
    above = _headings_above(grid, first, body, column)
    whole = [*above, *texts]
    decided = any(
        known.find_decided(text) for text in (PATH.join(whole), shown, texts[-1])
    )
    if dated := _dated(whole, known):
        named = PATH.join(whole) if not dated[0].heading else shown
        return Over(column, tuple(whole), named, None, dated, decided)
    parted = _is_parted(grid, first, body, column)
    name = _field_below_others(whole, known) or _field_of(texts, known, parted)
    if name is None and above:
        name = _part_of_birth(whole, known) or known.find(PATH.join(whole))
        if known.find(PATH.join(above)) == "not_done":
            name = _answer_below_not_done(texts[-1], known.vocabulary)
    elif above and known.find(PATH.join(above)) == "not_done" and not decided:
        name = (
            _answer_below_not_done(texts[-1], known.vocabulary)
            if name in RESULTS
            else name
        )
    if not decided and name in _OF_DOING and _is_below_undone(whole, known):
        name = None
    return Over(column, tuple(whole), shown, name, None, decided)


def _part_of_birth(levels: list[str], known: Headings) -> str | None:
    """Name what stands below a heading of births: "NTNS › Ngày"."""
    if len(levels) < 2 or known.find(levels[-2]) != "birth_date":
        return None
    whole = known.find(PATH.join(levels))
    return whole or _PARTS.get(comparison_key(levels[-1]))


def _is_below_undone(levels: list[str], known: Headings) -> bool:
    """Test whether a heading stands below one of what is not done, or not yet.

    "Chưa tiêm › Mũi 1", "Đăng ký › Mũi 1": a mark is of no dose given. A heading that
    says itself that it was done ("Chưa có thẻ › Đã nộp hồ sơ") is read as it stands.
    """
    if comparison_key(levels[-1]).startswith("đã "):
        return False
    due = {comparison_key(w) for w in known.vocabulary.tables["heading"]["due"]}
    return any(
        known.find(above) in ("not_done", "due_date")
        or comparison_key(plain_heading(above)) in due
        for above in levels[:-1]
    )


def _headings_above(grid: Grid, first: int, body: int, column: int) -> list[str]:
    """Give the headings above a column that stand to its left, as its own are empty.

    A heading over several columns stands in the first of them where nothing is
    merged, as in a text file; it has a heading below it there.
    """
    rows = range(first, min(body, len(grid.rows)))
    own = next((row for row in rows if grid.at(row, column) is not None), first)
    above: list[str] = []
    start = 0
    for row in range(first, own):
        at = next(
            (
                c
                for c in range(column - 1, start - 1, -1)
                if heading_text(grid.at(row, c))
            ),
            None,
        )
        below = range(row + 1, min(body, len(grid.rows)))
        if at is None or not any(heading_text(grid.at(b, at)) for b in below):
            return []
        above.append(heading_text(grid.at(row, at)))
        start = at
    return above


def _is_parted(grid: Grid, first: int, body: int, column: int) -> bool:
    """Test whether the heading on top of a column has other columns below it too."""

    def levels(at: int) -> list[str]:
        rows = range(first, min(body, len(grid.rows)))
        return [text for row in rows if (text := heading_text(grid.at(row, at)))]

    own = levels(column)
    beside = (levels(at) for at in (column - 1, column + 1) if at >= 0)
    return any(
        len(own) > 1 and len(set(other)) > 1 and other[0] == own[0] and other != own
        for other in beside
    )


def _answer_below_not_done(leaf: str, vocabulary: Vocabulary) -> str | None:
    """Give what an answer below "Chưa làm" says: "Có" is not yet, "Không" unclear."""
    return "not_done" if vocabulary.heading_answers.find_whole(leaf) in DONE else None


def _dated(texts: list[str], known: Headings) -> tuple[Dated, str] | None:
    """Find the date in a heading that may be of a result, and the field it names."""
    for text in (PATH.join(texts), texts[-1]):
        dated = find_date(text) if any(c.isdigit() for c in text) else None
        if dated is None or known.find_decided(text):
            continue
        name = known.find(dated.heading) if dated.heading else ""
        if name == "" or name in RESULTS:
            return dated, name
    return None


def _field_below_others(texts: list[str], known: Headings) -> str | None:
    """Name a column below the heading of a parent, or of what is no child's result.

    Below "Mẹ" only a name is read; below "Học xong" nothing.
    """
    if len(texts) < 2 or known.find_decided(PATH.join(texts)):
        return None
    if known.find(PATH.join(texts)):
        return None
    for top in texts[:-1]:
        name = known.find(top)
        if name in PERSONS:
            leaf = known.find(texts[-1])
            if name == "guardian" and leaf in PERSONS:
                return leaf  # "Họ tên cha, mẹ › Cha"
            return name if leaf in ("name", name) else OTHER
        if name == OTHER:
            return OTHER
    return None


def _field_of(texts: list[str], known: Headings, is_parted: bool) -> str | None:
    """Name the field of a column by its headings, top to bottom: most exact first.

    Below "Đã làm" the name of the drive's paper is no number of it, but a mark. A
    heading of the result over several columns (``is_parted``) is none of them whose own
    heading is not known: "Kết quả › Vắng" is no result. Nor is the only column below it
    where its own heading says what may be another result: "Kết quả › Bị trả lại".
    """
    words = known.vocabulary
    if part := _part_of_birth(texts, known):
        return part
    answer = words.heading_answers.find_whole(texts[-1])
    if len(texts) > 1 and answer and known.find(texts[-2]) == "not_done":
        return known.find_decided(PATH.join(texts)) or _answer_below_not_done(
            texts[-1], known.vocabulary
        )
    if len(texts) > 1 and papers_in(texts[-1], words) == {"ours"}:
        above = known.find(PATH.join(texts[:-1])) or known.find(texts[-2])
        if above in RESULTS and known.find(texts[-1]) in (None, "personal_number"):
            return above
    if len(texts) > 1 and known.find(texts[-1]) == "list_number":
        above = known.find(
            texts[-2]
        )  # "Số định danh › Số"; a number of a paper's is none
        return above if above == "personal_number" else None
    tries = [PATH.join(texts)]
    if len(texts) > 1:
        tries += [PATH.join(texts[-2:]), texts[-1], texts[0]]
    for text in tries:
        if found := known.find(text):
            is_top = len(texts) > 1 and text == texts[0]
            is_other = is_parted or seems_of_result(texts[-1], words)
            return None if is_top and found in RESULTS and is_other else found
    return None
