"""The lists that a person shows: which files, of which day, which places they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dophu.catalogue.issues import DophuError, Issue
from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.dated_folder import find_files, why_not_read
from dophu.reader.grid import Grid, read_grid
from dophu.reader.plain_files import shown as plain_name
from dophu.reader.sandbox import Reader
from dophu.rosters import report_not_read, report_unreadable
from dophu.rosters.columns.named_places import NamedPlace, find_named_places
from dophu.rosters.headings.tables import find_tables
from dophu.rosters.lists.opened_files import open_file
from dophu.rosters.texts.addresses import Units
from dophu.rosters.texts.stated_age import stated_by
from dophu.rosters.texts.titles import lines_of
from dophu.starting.folder_dates import FOLDERS, read_name


@dataclass(frozen=True)
class ShownList:
    """A file that can be a list: the kind of folder it goes to, and its folder's day.

    ``day`` is None where the folder is not named by one.
    """

    path: Path
    kind: str = "rosters"
    day: date | None = None


@dataclass(frozen=True)
class ReadList:
    """What a list says: its places, and the days that its name and titles state.

    ``why`` says why a file cannot be read, '' of one that can.
    """

    shown: ShownList
    places: tuple[NamedPlace, ...] = ()
    days: frozenset[date] = frozenset()
    why: str = ""

    def report(self) -> Issue:
        """Name the file that cannot be read."""
        return report_unreadable(plain_name(self.shown.path.name), self.why)


def find_shown(paths: Iterable[str | Path]) -> tuple[list[ShownList], list[Issue]]:
    """Find the lists among files and folders, and what of them cannot be a list.

    Of a campaign's folder only what lies in its folders of lists is taken. A file that
    is named twice counts once.

    Raises
    ------
    DophuError
        CH-23 listing what is not there.
    """
    missing: list[Issue] = []
    lists: dict[Path, ShownList] = {}
    others: list[Issue] = []
    for given in map(Path, paths):
        if given.is_dir():
            inside = [given / name for name in FOLDERS if (given / name).is_dir()]
            files = [one for top in inside or [given] for one in find_files(top, given)]
        elif given.is_file():
            is_odd = plain_name(given.name) != given.name
            why = "odd_name" if is_odd else why_not_read(given.name)
            files = [(given, why)]
        else:
            missing.append(Issue("CH-23", details={"path": str(given)}))
            continue
        for path, why in files:
            if why:
                others.append(report_not_read(plain_name(path.name), why))
            else:
                lists.setdefault(path.resolve(), _shown(path))
    if missing:
        raise DophuError(missing)
    return list(lists.values()), others


def _shown(path: Path) -> ShownList:
    above = [part.name for part in path.absolute().parents][:4]
    kind = "enrolments" if "enrolments" in above else "rosters"
    return ShownList(path, kind, read_name(path.parent.name))


def read_shown(
    lists: Sequence[ShownList], vocabulary: Vocabulary, unit_names: Sequence[str] = ()
) -> list[ReadList]:
    """Read the places and the days that lists name; one that cannot be read has none.

    Parameters
    ----------
    lists
        The files; each is parsed in the limited process of the reader.
    vocabulary
        The words of the drive.
    unit_names
        What the campaign's unit is called: it is no hamlet.
    """
    units = Units.of(unit_names)
    with Reader() as reader:
        return [_read(one, reader, vocabulary, units) for one in lists]


def _read(
    shown: ShownList, reader: Reader, vocabulary: Vocabulary, units: Units
) -> ReadList:
    places: list[NamedPlace] = []
    days = {day} if (day := read_name(shown.path.stem)) else set()
    opened = open_file(shown.path, reader)
    for sheet in opened.sheets:
        # A sheet that the kit fails on stops no other; the check tells of it.
        with suppress(Exception):
            grid = read_grid(sheet)
            places += find_named_places(grid, shown.path.name, vocabulary, units)
            days |= _days_of(grid, sheet.name, vocabulary)
    return ReadList(shown, tuple(places), frozenset(days), opened.why)


def _days_of(grid: Grid, sheet: str, vocabulary: Vocabulary) -> set[date]:
    """Give the day that a sheet's name and titles state, if they state one."""
    tables = find_tables(grid, vocabulary=vocabulary)
    names = [sheet, *lines_of(grid, 0, tables[0].first)] if tables else []
    return {day} if (day := stated_by(names).day) else set()


def days_stated(
    name: str, content: bytes, vocabulary: Vocabulary, reader: Reader
) -> set[date]:
    """List the days that a list states that is not in a folder yet.

    Of its name alone where that has one; a list that cannot be read states none.
    """
    if day := read_name(name.rpartition(".")[0]):
        return {day}
    days: set[date] = set()
    with suppress(Exception):  # the check says what is wrong with it
        for sheet in reader.read(content):
            days |= _days_of(read_grid(sheet), sheet.name, vocabulary)
    return days


def find_days(lists: Iterable[ReadList]) -> list[date]:
    """List the days that lists in no dated folder state, oldest first."""
    return sorted({day for one in lists if not one.shown.day for day in one.days})
