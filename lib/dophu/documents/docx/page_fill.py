"""The order in which pictures leave the least of their pages empty."""

from __future__ import annotations

from collections.abc import Sequence


def fill_pages(heights: Sequence[int], room: int) -> list[int]:
    """Give an order of pictures: after each that leaves room, one that fits there.

    The order is kept where nothing is gained: each picture is followed by the first
    of those behind it that still fits its page, if any does.

    Parameters
    ----------
    heights
        Of the pictures, with their captions.
    room
        The height of a page.

    Examples
    --------
    >>> fill_pages([170, 160, 150, 80], 250)
    [0, 3, 1, 2]
    >>> fill_pages([100, 100, 40, 240, 30], 250)
    [0, 1, 2, 3, 4]
    """
    waiting, order, left = [*range(len(heights))], [], 0
    while waiting:
        fitting = [n for n in waiting if heights[n] <= left]
        chosen = (fitting or waiting)[0]
        left = (left if fitting else room) - heights[chosen]
        waiting.remove(chosen)
        order.append(chosen)
    return order
