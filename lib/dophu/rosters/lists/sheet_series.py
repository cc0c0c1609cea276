"""Sheets of one workbook that are one list at several dates: the newest counts.

"Tháng 6" and "Tháng 7", "Lần 1" and "Lần 2", "Cập nhật 5-7" and "Cập nhật 12-7" with
most children in common are one list that was kept on. Rounds and classes with other
children in each are parts of a list, however they are numbered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from dophu.campaign.decided_rows import RESULT_ANSWERS, propose_row
from dophu.campaign.decisions import Decisions
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.rosters.lists.versions import REPLACED, Key, are_versions, covers, goes_on
from dophu.rosters.sheets.source_rows import Rows
from dophu.rosters.texts.moments import ONLY_COUNTED, moment_of
from dophu.rosters.texts.row_names import name_rows
from dophu.rosters.words.answers import answers_of


class OfSheet(Protocol):
    """What is known of a sheet: its place, what list it is and of which part."""

    file: str
    sheet: str
    role: str
    part: str


_Series = tuple[str, str, str, str, str]
"""File, role, part, and the kind and the rest of the names of sheets in one series."""


def settle_series(
    rows: Rows, sheets: Iterable[OfSheet], decisions: Decisions, as_of: date
) -> None:
    """Let the newest sheet of each series count, and tell of each older one.

    The rows of an older sheet become ``replaced`` (BG-68). A child who stands on it and
    not on the newest may have been dropped or have gone: it is counted, and is to be
    verified (BG-69). One who was done on it and is not on the newest counts as not
    done, and is told (BG-70): the newest may have what is new alone.

    Parameters
    ----------
    rows
        The date's rows.
    sheets
        The sheets they were read from.
    decisions
        The campaign's: those of rows of the newest sheet settle BG-70.
    as_of
        The date of the lists: a sheet of a later day or month is in no series.
    """
    found: dict[_Series, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for one in sheets:
        if one.role not in ("", "enrolment", "other"):
            if moment := moment_of(one.sheet, as_of):
                # "DS mới" is called new; beside "DS cũ" it is the whole list.
                what = ("", "") if moment.kind == "age" else (one.role, one.part)
                series = one.file, *what, moment.kind, moment.rest
                found[series][one.sheet] = moment.rank
    series = [(k[0], k[3], ranks) for k, ranks in found.items() if _tells_apart(ranks)]
    if not series:
        return
    lists = _children(rows, {(file, sheet) for file, _, of in series for sheet in of})
    for file, kind, ranks in series:
        *older, newest = sorted(ranks, key=ranks.__getitem__)
        decided = answers_of(decisions, file).of_results(newest)
        for sheet in older:
            _replace(rows, file, (sheet, newest, kind), lists, decided)


def _tells_apart(ranks: Mapping[str, tuple[int, ...]]) -> bool:
    return len(ranks) > 1 and len({*ranks.values()}) == len(ranks)


_Lists = Mapping[tuple[str, str], Mapping[str, Mapping[Key, tuple[Any, int]]]]
"""File and sheet → hamlet → key of a child → its status, and its row's place."""


def _children(rows: Rows, places: Collection[tuple[str, str]]) -> _Lists:
    names = (
        "file", "sheet", "hamlet_id", "kind", "source", "name_key", "birth_from",
        "status",
    )  # fmt: skip
    columns = [rows.columns[name] for name in names]
    lists: dict[tuple[str, str], dict[str, dict[Key, tuple[Any, int]]]] = {}
    for at, row in enumerate(zip(*columns, strict=True)):
        file, sheet, hamlet, kind, source, name, birth, status = row
        is_usable = kind == "data" and source == "roster" and name and hamlet
        if is_usable and (file, sheet) in places:
            of_hamlet = lists.setdefault((file, sheet), {}).setdefault(hamlet, {})
            of_hamlet.setdefault((name, birth), (status, at))
    return lists


def _replace(
    rows: Rows,
    file: str,
    pair: tuple[str, str, str],
    lists: _Lists,
    decided: Mapping[int, str],
) -> None:
    older, newest, kind = pair
    replaced: set[str] = set()
    kept: set[int] = set()
    undone: list[int] = []
    rest: set[int] = set()
    done = 0
    of_row = [int(row) - 1 for row in rows.columns["row"]]
    for hamlet, old in lists.get((file, older), {}).items():
        new = lists.get((file, newest), {}).get(hamlet, {})
        if goes_on(new, old):
            rest |= {old[key][1] for key in old.keys() & new.keys()}
            done += len(old.keys() - new.keys())
        elif kind not in ONLY_COUNTED and are_versions(new, old) and covers(new, old):
            replaced.add(hamlet)
            kept |= {old[key][1] for key in old.keys() - new.keys()}
            undone += [
                of_row[at]
                for key, (status, at) in new.items()
                if old.get(key, (None,))[0] in ENROLLED and status not in ENROLLED
            ]
    columns = rows.columns
    places = zip(columns["file"], columns["sheet"], columns["hamlet_id"], strict=True)
    count = 0
    for at, (of_file, sheet, hamlet) in enumerate(places):
        if (of_file, sheet) != (file, older) or columns["kind"][at] != "data":
            continue
        if at in kept and columns["presence"][at] in (None, "present"):
            columns["presence"][at] = "to_verify"
        elif hamlet in replaced and at not in kept:
            columns["kind"][at] = REPLACED
            count += 1
    for at in rest:
        columns["kind"][at] = REPLACED
    if rest:
        details = {"other": newest, "children": len(rest), "done": done}
        rows.issues.append(Issue("BG-75", file, older, details=details))
    if count:
        if not any(_is_left(columns, at, file, older) for at in range(len(rows))):
            of_older = file, older  # what was told of how its rows count is not so
            rows.issues = [i for i in rows.issues if (i.file, i.sheet) != of_older]
        details: dict[str, Any] = {"other": newest, "rows": count}
        rows.issues.append(Issue("BG-68", file, older, details=details))
    if kept:
        details = {"other": newest, "children": len(kept)}
        details["places"] = name_rows(of_row[at] for at in kept)
        rows.issues.append(Issue("BG-69", file, older, details=details))
    if undone := [row for row in undone if row not in decided]:
        details = {"other": older, "rows": len(undone), "places": name_rows(undone)}
        lines = {a: propose_row(file, newest, undone, a) for a in RESULT_ANSWERS}
        details |= {f"line_{answer}": line for answer, line in lines.items()}
        rows.issues.append(Issue("BG-70", file, newest, details=details))


def _is_left(columns: Mapping[str, list[Any]], at: int, file: str, sheet: str) -> bool:
    is_of_it = columns["file"][at] == file and columns["sheet"][at] == sheet
    return is_of_it and columns["kind"][at] == "data"
