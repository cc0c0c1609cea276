"""What each mark of a chart says when it is pointed at, from the edition's figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from dophu.documents.html.inline_svg import Drawing
from dophu.documents.report import Report
from dophu.tables.figures import ALL, read_rows

BESIDE = ("percent", "counts", "part", "total", "share", "change", "left", "gap")
"""Texts beside a mark that say its value, in the order in which they are read."""


class Marks:
    """The words of the marks of all charts of an edition."""

    def __init__(self, report: Report) -> None:
        self._report, self._figures, self._about = report, report.figures, report.about
        names = self._figures.hamlets
        # A name that two hamlets have says of neither which it is.
        once = Counter(names.values())
        self._ids = {name: key for key, name in names.items() if once[name] == 1}
        self._groups = {self._about.group(code): code for code in self._figures.groups}

    def of(self, drawing: Drawing) -> Callable[[str], str]:
        """Give what says the words of a mark by its id, for one picture.

        A hamlet's mark says the figures of the tables; another what is written beside
        it. A mark that nothing is written beside says nothing.
        """
        if drawing.name == "burndown":
            return self._of_dates(drawing)

        def say(mark: str) -> str:
            kind, row, part, *_ = (*mark.split("."), "", "")
            name = drawing.texts.get(f"name.{row}", "").rstrip("*")
            if not name or (kind == "series" and part != "own"):
                return ""
            hamlet = self._ids.get(name)
            group = self._group_of(drawing, part)
            if (
                hamlet in self._figures.sent
                and group
                and "change.0" not in drawing.texts
            ):
                return self._of_hamlet(name, hamlet, group)
            beside = [drawing.texts.get(f"{text}.{row}.{part}", "") for text in BESIDE]
            beside += [drawing.texts.get(f"{text}.{row}", "") for text in BESIDE]
            if not any(beside):
                return ""
            return " · ".join((name, *filter(None, beside)))

        return say

    def _group_of(self, drawing: Drawing, part: str) -> str:
        """Give the age group of a part of a row by the key; all where there is none.

        Nothing where the key is not one of age groups.
        """
        if not part or part == "own":
            return ALL
        for text in (f"header.{part}", f"key.{part}"):
            label = drawing.texts.get(text, "").rpartition(": ")[0]
            label = label or drawing.texts.get(text, "")
            if label in self._groups:
                return self._groups[label]
        return ""

    def _of_hamlet(self, name: str, hamlet: str, group: str) -> str:
        keys = ("gap", "enrolled", "persons", "coverage")
        texts = {key: self._figures.get(key, group, hamlet).text for key in keys}
        if group != ALL:
            name = f"{name}, {self._about.group(group)}"
        return self._about.heading("mark_hamlet", name=name, **texts)

    def _of_dates(self, drawing: Drawing) -> Callable[[str], str]:
        path = self._report.folder / "charts" / f"{drawing.name}.csv"
        rows = read_rows(path) if path.is_file() else []
        rows = [row for row in rows if row["line"] == "actual" and row["children"]]
        about = self._about
        stated = {
            f"point.{number}": about.heading(
                "mark_date",
                date=about.date(date.fromisoformat(row["date"])),
                children_count=about.children(int(float(row["children"]))),
            )
            for number, row in enumerate(rows)
        }
        return lambda mark: stated.get(mark, "")
