"""What a correction replaces and why, for its first page: nobody is to quote both.

A date that is run again with other inputs makes an edition of its own (``<date>.2``).
The one before stays as it was published; the new one says what it puts in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dophu.catalogue.about import About
from dophu.findings.report import NAMED, name_rest
from dophu.tables.figures import Figures, Row

KINDS = ("added", "changed", "removed")


@dataclass(frozen=True)
class Correction:
    """The edition that is replaced: its name, its gaps, and how its inputs differ.

    ``files`` are the inputs that were ``added``, ``changed`` or ``removed`` since, by
    their paths in the campaign; none where the kit or its settings alone differ.
    """

    replaced: str
    gaps: Sequence[Row]
    files: dict[str, tuple[str, ...]]


def say_correction(
    correction: Correction | None, edition: str, figures: Figures
) -> list[str]:
    """Say which edition this one replaces, which figures differ, and what was changed.

    Nothing for the first edition of a date.

    Examples
    --------
    >>> from datetime import date
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> row = {"hamlet_id": "H1", "hamlet": "Tổ 1", "age_group": "unknown"}
    >>> now = {**row, "persons": "9", "enrolled": "4", "gap": "5"}
    >>> files = {"changed": ("rosters/2024-07-18/a.xlsx",)}
    >>> correction = Correction("2024-07-18", [{**now, "gap": "6"}], files)
    >>> for stated in say_correction(correction, "2024-07-18.2", Figures({"gaps": [now]}, about)):
    ...     print(stated)
    Bản 2024-07-18.2 thay bản 2024-07-18: chưa làm 6 → 5 trẻ (−1), khác ở Tổ 1.
    Lý do: sửa 1 tệp (rosters/2024-07-18/a.xlsx).
    """  # noqa: E501
    if correction is None:
        return []
    about = figures.about
    before, now = _by_hamlet(correction.gaps), _by_hamlet(figures.tables["gaps"])
    names = {row["hamlet_id"]: row["hamlet"] for row in correction.gaps}
    # Today's names, and those that only the replaced edition has.
    names |= figures.hamlets
    differ = [name for h, name in names.items() if before.get(h) != now.get(h)]
    words = {"edition": edition, "replaced": correction.replaced}
    if not differ:
        stated = about.heading("correction_same", **words)
    else:
        sums = [sum(gap or 0 for gap in gaps.values()) for gaps in (before, now)]
        stated = about.heading(
            "correction_replaces",
            before=about.count(sums[0]),
            children_count=about.children(sums[1]),
            change=about.signed(sums[1] - sums[0]),
            items=_some(differ, about),
            **words,
        )
    parts = [
        about.say(
            f"correction_{kind}", n=about.count(len(found)), items=_some(found, about)
        )
        for kind in KINDS
        if (found := correction.files.get(kind, ()))
    ]  # fmt: skip
    why = {"parts": "; ".join(parts)}
    key = "correction_why" if parts else "correction_no_file"
    return [stated, about.heading(key, **why)]


def _by_hamlet(gaps: Sequence[Row]) -> dict[str, int | None]:
    """Add up each hamlet's children left; None where it never sent a list."""
    found: dict[str, int | None] = {}
    for row in gaps:
        number = int(row["gap"]) if row["gap"] else None
        had = found.get(row["hamlet_id"])
        found[row["hamlet_id"]] = had if number is None else (had or 0) + number
    return found


def _some(names: Sequence[str], about: About) -> str:
    return ", ".join([*names[:NAMED], *name_rest(len(names), about, "correction_more")])
