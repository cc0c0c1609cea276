"""published.json: what a unit has made public, kept with its internal editions.

A later public edition is held against all before it, whatever became of their folders.
The file is internal: it names the edition that the figures come from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.disclosure.claims import Week
from dophu.disclosure.rule import Rule
from dophu.disk import flush
from dophu.runs.editions import patiently

FILE = "published.json"

NO_RECORD = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading the file raises where it is none, or was edited into nonsense."""

SCHEMA = 1
BEGUN, DONE = "begun", "done"


@dataclass(frozen=True)
class Entry:
    """One public edition: its date, rule and figures, and where they come from.

    ``wanted`` is the form that was asked for, ``form`` the one that was published;
    ``digest`` is that of its list of files. ``children`` are those of each hamlet by
    age group: who attacks all editions together may know them of each date. An older
    kit recorded none.
    """

    as_of: str
    edition: str
    record_sha256: str
    folder: str
    state: str
    threshold: int
    base: int
    wanted: str
    form: str
    figures: list[list[str]]
    reason: str
    approved_by: str
    digest: str
    children: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The date of the figures."""
        return date.fromisoformat(self.as_of)

    @property
    def rule(self) -> Rule:
        """The rule of the figures."""
        return Rule(self.threshold, self.base)

    @property
    def week(self) -> Week:
        """What was said, as the attacker sees it."""
        figures = [(what, code, stated) for what, code, stated in self.figures]
        persons = {
            (hamlet, group): _count(of)
            for hamlet, groups in self.children.items()
            for group, of in groups.items()
        }
        return Week(self.rule, figures, persons)


def read_log(unit_folder: Path, shelf: Path) -> list[Entry]:
    """Read what was made public of a unit, oldest first.

    What was begun and never came to be is left out.

    Raises
    ------
    DophuError
        CK-04 if the file cannot be read, or a public edition is not in it.
    """
    path = unit_folder / FILE
    entries: list[Entry] = []
    if path.is_symlink() or path.exists():
        try:
            stated = json.loads(path.read_text(encoding="utf-8"))
            if stated["schema"] != SCHEMA:
                raise ValueError
            entries = [_entry(one) for one in stated["editions"]]
        except NO_RECORD:
            raise _not_known(phrase("public_no_log", file=FILE)) from None
    # Begun, with its folder there: the run was killed before it wrote that it is done.
    entries = [e for e in entries if e.state == DONE or (shelf / e.folder).is_dir()]
    named = {entry.folder for entry in entries}
    for folder in sorted(shelf.iterdir() if shelf.is_dir() else ()):
        if folder.is_dir() and folder.name[0] != "." and folder.name not in named:
            raise _not_known(phrase("public_no_entry", folder=folder.name))
    return sorted(entries, key=lambda entry: entry.as_of)


def write_log(unit_folder: Path, entries: list[Entry]) -> None:
    """Write what was made public; the file is there whole, old or new."""
    stated = {"schema": SCHEMA, "editions": [asdict(entry) for entry in entries]}
    part = unit_folder / f".{FILE}.part"
    text = json.dumps(stated, ensure_ascii=False, indent=1) + "\n"
    part.write_text(text, encoding="utf-8", newline="\n")
    flush(part)
    patiently(lambda: part.replace(unit_folder / FILE))


def _entry(stated: dict[str, Any]) -> Entry:
    entry = Entry(**stated)
    if not (entry.rule and entry.day and isinstance(entry.folder, str)):
        raise ValueError
    # Read as it will be held against a later edition: what cannot be is not known.
    week = entry.week
    for what, code in {(what, code) for what, code, _ in week.figures}:
        if what == "band":
            int(week.stated(what)[code])
        elif what != "share":
            week.bounds(what, code, None)
    if [code for what, code, _ in week.figures if what == "total"] != ["all"]:
        raise ValueError
    return entry


def children_of(persons: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """Give children by hamlet and age group as an entry has them.

    Examples
    --------
    >>> children_of({("H01", "under_6"): 40, ("H01", "6_to_13"): 55})
    {'H01': {'under_6': 40, '6_to_13': 55}}
    """
    found: dict[str, dict[str, int]] = {}
    for (hamlet, group), of in persons.items():
        found.setdefault(hamlet, {})[group] = int(of)
    return found


def _count(stated: object) -> int:
    if type(stated) is int and stated >= 0:
        return stated
    raise ValueError


def _not_known(names: dict[str, str]) -> DophuError:
    return DophuError(Issue("CK-04", details={"names": names}))
