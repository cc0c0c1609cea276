"""What is looked at, as parameters: a view made by hand can be run every week."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.notebook import EVERY
from dophu.runs.graph import notebooks_folder

MEASURES = {
    "gap": "ranked",
    "coverage": "heat",
    "enrolled": "ranked",
    "change": "dumbbell",
    "pace": "burndown",
}
"""What is measured, and the chart that shows it first."""

GROUPS = ("hamlet", "officer", "sex", "birth_year", "school", "reason", "status")
"""Columns that a view is grouped by."""

CHOICES = (
    "hamlet_id", "age_group", "officer", "sex", "birth_year", "school", "reason",
    "status",
)  # fmt: skip
"""Columns of which some values can be chosen."""

NOTEBOOK = "90_explore.ipynb"

MISSING = "–"
"""How a missing value is written."""

_SPECIAL = re.compile(r"([\\|;=])")
# A backslash with what it takes the meaning from, or anything but the mark.
_PART = r"(?:\\.|[^\\{0}])*"


@dataclass(frozen=True)
class View:
    """What is looked at: empty dates are the newest one, and the one before it.

    ``where`` has, by column, the keys of what is chosen; without a column all is.
    """

    as_of: str = ""
    compare: str = ""
    by: str = "hamlet"
    measure: str = "gap"
    chart: str = ""
    where: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)

    def check(self, language: str) -> None:
        """Check the words of a view.

        Raises
        ------
        DophuError
            CH-08 naming each word that is not known, and those that are.
        """
        known = {"by": GROUPS, "measure": MEASURES, "chart": ("", *EVERY)}
        wrong = [
            Issue("CH-08", details={"name": name, "expected": _one_of(words)})
            for name, words in known.items()
            if getattr(self, name) not in words
        ]
        if {*self.where} - {*CHOICES}:
            details = {"name": "where", "expected": _one_of(CHOICES)}
            wrong.append(Issue("CH-08", details=details))
        if wrong:
            raise DophuError(wrong, language)

    def parameters(self) -> dict[str, str]:
        """Give what differs from an explorer just opened, as text."""
        # A measure's own chart need not be named.
        start = View(chart=MEASURES[self.measure])
        stated = {
            name: getattr(self, name)
            for name in ("as_of", "compare", "by", "measure", "chart")
            if getattr(self, name) != getattr(start, name)
        }
        return stated | ({"where": write_where(self.where)} if self.where else {})

    def python(self, campaign: str) -> str:
        """Write the line of Python that opens this view."""
        more = [f"{name}={value!r}" for name, value in self.parameters().items()]
        return f"dophu.explore({', '.join([repr(campaign), *more])})"

    def papermill(self, campaign: str) -> str:
        """Write the line that runs this view with papermill, in any folder.

        With the campaign's own copy of the notebook, where it has one.
        """
        place = Path(campaign).absolute()
        kit = notebooks_folder().absolute() / NOTEBOOK
        notebook = str(own if (own := place / NOTEBOOK).is_file() else kit)
        campaign = str(place)
        given = {"campaign": campaign, **self.parameters()}
        more = [f"-r {name} {_quoted(value)}" for name, value in given.items()]
        return " ".join(["papermill", _quoted(notebook), "out.ipynb", *more])


def _one_of(words: Sequence[str] | Mapping[str, str]) -> dict[str, str]:
    return phrase("one_of", names=", ".join(word for word in words if word))


def _quoted(text: str) -> str:
    """Quote a text alike for the shells of Windows and of Linux."""
    safe = re.fullmatch(r"[\w./:,-]+", text)
    return text if safe else '"' + text.replace('"', '\\"') + '"'


def write_where(where: Mapping[str, Sequence[str]]) -> str:
    r"""Write a choice as a text of one line.

    Examples
    --------
    >>> write_where({"sex": ["female"], "hamlet_id": ["H01", "H02"]})
    'sex=female; hamlet_id=H01|H02'
    >>> write_where({"school": ["MN A|B"]})
    'school=MN A\\|B'
    """
    written = {
        column: "|".join(_SPECIAL.sub(r"\\\1", value) for value in values)
        for column, values in where.items()
    }
    return "; ".join(f"{column}={values}" for column, values in written.items())


def read_where(text: str, language: str = "vi") -> dict[str, list[str]]:
    r"""Read a choice as :func:`write_where` writes it.

    Raises
    ------
    DophuError
        CH-08 for a text that is none.

    Examples
    --------
    >>> read_where("sex=female; hamlet_id=H01|H02")
    {'sex': ['female'], 'hamlet_id': ['H01', 'H02']}
    >>> read_where("school=MN A\\|B|MN C")
    {'school': ['MN A|B', 'MN C']}
    """
    where: dict[str, list[str]] = {}
    for part in re.findall(_PART.format(";"), text):
        if not part.strip():
            continue
        column, equals, values = part.strip().partition("=")
        if not equals:
            example = "sex=female; hamlet_id=H01|H02"
            details = {"name": "where", "expected": phrase("one_of", names=example)}
            raise DophuError(Issue("CH-08", details=details), language)
        found = [v for v in re.findall(_PART.format("|"), values) if v]
        plain = [re.sub(r"\\(.)", r"\1", value).strip() for value in found]
        where[column.strip()] = plain
    return where
