"""Lines of text that fit a width, balanced: no last line of one short word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dophu.campaign.place_keys import TYPE_WORDS
from dophu.charts.kit.fonts import text_width

ELLIPSIS = "…"


def _greedy(words: list[str], width: float, size: float, bold: bool) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def wrap_balanced(
    text: str, width: float, size: float, bold: bool = False
) -> list[str]:
    """Break text at spaces into as few lines as fit, of about equal length.

    A word wider than ``width`` (mm) stands alone on its line, too wide.

    Examples
    --------
    >>> wrap_balanced("one two three four", 18, 9)
    ['one two', 'three four']
    """
    words = text.split(" ")
    lines = _greedy(words, width, size, bold)
    if len(lines) == 1:
        return lines
    low, high = width / len(lines) / 2, width
    while high - low > 0.25:  # a quarter of a millimetre cannot be seen
        middle = (low + high) / 2
        if len(_greedy(words, middle, size, bold)) > len(lines):
            low = middle
        else:
            high = middle
    return _greedy(words, high, size, bold)


def flow(
    sentences: Sequence[str], width: float, size: float, bold: bool = False
) -> list[str]:
    """Put sentences one after the other, each on one line where it can be."""
    lines: list[str] = []
    for sentence in sentences:
        longer = f"{lines[-1]} {sentence}" if lines else sentence
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines += wrap_balanced(sentence, width, size, bold)
    return lines


def wrap_title(title: str, width: float, size: float, bold: bool = True) -> list[str]:
    """Break a title into at most two lines, after a comma or colon if it can be.

    A break there counts as if the longer line were a third shorter.

    Examples
    --------
    >>> wrap_title("Two reasons cover half of all: holidays and no need", 80, 12)
    ['Two reasons cover half of all:', 'holidays and no need']
    """
    words = title.split(" ")
    if text_width(title, size, bold) <= width or len(words) == 1:
        return wrap_short(title, width, size, 2, bold)
    costs = {}
    for number in range(1, len(words)):
        parts = " ".join(words[:number]), " ".join(words[number:])
        longer = max(text_width(part, size, bold) for part in parts)
        if longer <= width:
            is_pause = parts[0][-1] in ",;:"
            costs[parts] = longer * (2 / 3 if is_pause else 1)
    if not costs:
        return wrap_short(title, width, size, 2, bold)
    return list(min(costs, key=lambda parts: costs[parts]))


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """Cut text that is too wide, with an ellipsis; text that fits stays as it is.

    Examples
    --------
    >>> shorten("Tổ dân phố số một", 20, 9)
    'Tổ dân phố…'
    """
    if text_width(text, size, bold) <= width:
        return text
    # Halved, not shortened letter by letter: a title may have thousands of letters.
    fits = bisect_right(
        range(1, len(text)),
        width,
        key=lambda end: text_width(text[:end] + ELLIPSIS, size, bold),
    )
    kept = text[:fits]
    whole_words = (kept + text[len(kept)]).rpartition(" ")[0]
    # A word is cut only where keeping it whole would lose half of the line.
    if 2 * len(whole_words) > len(kept):
        kept = whole_words
    return kept.rstrip() + ELLIPSIS


def wrap_short(
    text: str, width: float, size: float, most: int = 2, bold: bool = False
) -> list[str]:
    """Break text into at most so many lines, all of which fit ``width``."""
    lines = wrap_balanced(text, width, size, bold)
    if len(lines) > most:
        # Balanced lines are short; fill them before anything is cut.
        lines = _greedy(text.split(" "), width, size, bold)
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shorten(line, width, size, bold) for line in lines]


def wrap_name(name: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break a settlement's name that is too long, after its kind where that fits.

    Three lines at most; what is longer ends in an ellipsis.

    Examples
    --------
    >>> wrap_name("Khu tái định cư Đồng Ẳng Thử Nghiệm", 43, 9)
    ['Khu tái định cư', 'Đồng Ẳng Thử Nghiệm']
    """
    if text_width(name, size, bold) <= width:
        return [name]
    for prefix in TYPE_WORDS:
        if name.casefold().startswith(prefix + " "):
            parts = [name[: len(prefix)], name[len(prefix) + 1 :]]
            if all(text_width(part, size, bold) <= width for part in parts):
                return parts
            break
    return wrap_short(name, width, size, 3, bold)
