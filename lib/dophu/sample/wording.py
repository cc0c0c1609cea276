"""What the lists of an invented drive say: headings, titles, words, reasons.

One file a drive, in ``sample/drives``; the words by which lists are read are elsewhere
(``catalogue/drives``), so that a sample is no mirror of what reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from dophu import toml_text

Columns = tuple[tuple[str, str, str], ...]
"""Field, heading and the heading below it, of each column."""


@dataclass(frozen=True)
class Wording:
    """The words of one drive's invented lists.

    ``words`` gives by status what a cell says of it, ``ticked`` the status that a tick
    says; ``waits``: whether the result comes some days after the child did.
    ``columns`` are those of each kind of list, ``titles`` what stands over them,
    ``office`` who sends the list of those enrolled, in which file and sheet.
    """

    name: str
    counts: tuple[str, ...]
    counted: str
    session: str
    venues: dict[str, str]
    waits: bool
    ticked: str
    words: dict[str, str]
    reasons: tuple[tuple[str, int], ...]
    columns: dict[str, Columns]
    titles: dict[str, str]
    office: dict[str, str]

    def status_of(self, word: str) -> str:
        """Give the status that a cell of these lists says; ``not_yet`` of any other."""
        meant = {stated: status for status, stated in self.words.items()}
        return meant.get(word, "not_yet")


@cache
def sample_drives() -> tuple[str, ...]:
    """Name the drives that a sample can be made of.

    Examples
    --------
    >>> sample_drives()
    ('identity_card', 'measles')
    """
    found = resources.files(__package__).joinpath("drives").iterdir()
    return tuple(sorted(f.name[:-5] for f in found if f.name.endswith(".toml")))


@cache
def wording_of(drive: str) -> Wording:
    """Read the words of a drive's invented lists.

    Raises
    ------
    ValueError
        For a drive that has none.
    """
    if drive not in sample_drives():
        raise ValueError(
            f"no sample of the drive {drive}: {', '.join(sample_drives())}"
        )
    path = resources.files(__package__).joinpath("drives", f"{drive}.toml")
    table = toml_text.loads(path.read_text(encoding="utf-8"))
    table["counts"] = tuple(table["counts"])
    table["reasons"] = tuple(map(tuple, table["reasons"]))
    table["columns"] = {
        kind: tuple(map(tuple, columns)) for kind, columns in table["columns"].items()
    }
    return Wording(**table)
