"""Two whole lists of one hamlet on one date: which of them is the newer.

Two lists that have most children in common and differ are versions of one list, not
its parts. Both count together only until it is known which one holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from dophu.ages import completed_years
from dophu.campaign.decisions import Decisions, propose_line
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue, phrase
from dophu.rosters.headings.registers import GROWN_UP
from dophu.rosters.lists.later_files import later_round, newer_by_moment
from dophu.rosters.lists.replaced_lists import Key, report_undone
from dophu.rosters.sheets.source_rows import Rows
from dophu.rosters.texts.stated_age import Stated

REPLACED = "replaced"
"""Kind of a row of a list that another replaces: it is ignored."""

COMMON = 0.5
"""Share of the shorter list that is on the longer, from which they are versions."""

LEAST = 3
"""Children in common from which two lists are versions."""


def settle_versions(
    rows: Rows,
    own: dict[str, set[str]],
    stated: dict[str, Stated],
    decisions: Decisions,
    as_of: date | None = None,
    silent: Collection[str] = (),
) -> None:
    """Let the newer of two versions count, and tell of each pair.

    Parameters
    ----------
    rows
        The date's rows: those of a replaced list become ``replaced`` (BG-30), two that
        nothing tells apart are told (TP-13). Who was done on the replaced one and is
        not on the newer is not done, and asked about (BG-70).
    own
        File → the hamlets that it is a list of.
    stated
        File → what it says of its age.
    decisions
        The campaign's: of kind ``replaces``.
    as_of
        The date of the lists: two names that are one but for "11.7" and "18.7" say it.
    silent
        Files without a column of the result or of reasons, as registers are: beside a
        list of the same children they say nothing else than it does.
    """
    lists: dict[str, dict[str, dict[Key, tuple[Any, int]]]] = defaultdict(dict)
    for at, (file, hamlet, key, status) in enumerate(_children(rows, as_of)):
        if key and hamlet in own.get(file, ()):
            lists[hamlet].setdefault(file, {}).setdefault(key, (status, at))
    gone: set[tuple[str, str]] = set()
    taken: list[int] = []
    for hamlet, files in lists.items():
        for one, two in combinations(files, 2):
            if {(one, hamlet), (two, hamlet)} & gone:
                continue
            if rest := _rest(one, two, files, stated, decisions, as_of):
                later, earlier = rest
                common = files[later].keys() & files[earlier].keys()
                taken += [files[earlier][key][1] for key in common]
                done = len(files[earlier]) - len(common)
                details = {"other": later, "children": len(common), "done": done}
                rows.issues.append(Issue("BG-75", earlier, "", "", hamlet, details))
                continue
            if not are_versions(files[one], files[two], bool({one, two} & {*silent})):
                continue
            newer, why = _newer(one, two, stated, decisions, as_of)
            older = {one: two, two: one}.get(newer, "")
            if older and (why == "decided" or covers(files[newer], files[older])):
                gone.add((older, hamlet))
                lost = len(files[older].keys() - files[newer].keys())
                details = {"other": newer, "why": phrase(why), "children": lost}
                rows.issues.append(Issue("BG-30", older, "", "", hamlet, details))
                if why != "decided":
                    report_undone(rows, files, newer, older, decisions)
            elif why != "newer_neither":
                rows.issues.append(_report(one, two, files[one], files[two], hamlet))
    places = zip(rows.columns["file"], rows.columns["hamlet_id"], strict=True)
    kinds = rows.columns["kind"]
    for at, place in enumerate(places):
        if place in gone and kinds[at] == "data":
            kinds[at] = REPLACED
    for at in taken:
        kinds[at] = REPLACED


def _rest(
    one: str,
    two: str,
    files: Mapping[str, Mapping[Key, tuple[Any, int]]],
    stated: dict[str, Stated],
    decisions: Decisions,
    as_of: date | None,
) -> tuple[str, str] | None:
    """Give the list that goes on with the rest of another, and that other.

    Where names and days say which is later, and nobody decided otherwise.
    """
    if decisions.newer_of(one, two) is not None:
        return None
    for later, earlier in ((one, two), (two, one)):
        if goes_on(files[later], files[earlier]):
            newer, _ = _newer(one, two, stated, decisions, as_of)
            if (newer or later_round(one, two)) == later:
                return later, earlier
    return None


def goes_on(later: Mapping[Key, Any], earlier: Mapping[Key, Any]) -> bool:
    """Test whether a list has exactly those whom an earlier one left not done.

    The others of the earlier one are all done there, two of them or more: a list that
    replaces another would have these too.

    Examples
    --------
    >>> first = {1: ("applied", 0), 2: ("issued", 1), 3: ("not_yet", 2)}
    >>> goes_on({3: ("applied", 0), 4: ("not_yet", 1)}, first)
    True
    >>> goes_on({2: ("issued", 0), 3: ("applied", 1)}, first)
    False
    """
    common = later.keys() & earlier.keys()
    dropped = earlier.keys() - common
    return (
        bool(common)
        and len(dropped) > 1
        and all(earlier[key][0] in ENROLLED for key in dropped)
        and not any(earlier[key][0] in ENROLLED for key in common)
    )


def _children(
    rows: Rows, as_of: date | None
) -> Iterable[tuple[str, str, Key | None, Any]]:
    """Give of each row its file, hamlet, child and status; grown-ups are no child."""
    names = ("file", "hamlet_id", "kind", "source", "name_key", "birth_from", "status")
    columns: Sequence[list[Any]] = [rows.columns[name] for name in names]
    for file, hamlet, kind, source, name, birth, status in zip(*columns, strict=True):
        usable = kind == "data" and source == "roster" and name
        if usable and as_of and birth and completed_years(birth, as_of) >= GROWN_UP:
            usable = False
        yield file, hamlet, (name, birth) if usable else None, status


def are_versions(
    one: Mapping[Key, Any], two: Mapping[Key, Any], is_silent: bool = False
) -> bool:
    """Test whether two lists differ, and have most of their children in common.

    ``is_silent`` where one has no column that says what was done.
    """
    common = one.keys() & two.keys()
    differ = one.keys() != two.keys() or (
        not is_silent and any(one[k][0] != two[k][0] for k in common)
    )
    least = max(LEAST, COMMON * min(len(one), len(two)))
    return differ and len(common) >= least


def covers(newer: Mapping[Key, Any], older: Mapping[Key, Any]) -> bool:
    """Test whether a list can replace another: a supplement has few of its children."""
    return len(newer.keys() & older.keys()) >= COMMON * len(older)


def _newer(
    one: str,
    two: str,
    stated: dict[str, Stated],
    decisions: Decisions,
    as_of: date | None,
) -> tuple[str, str]:
    decided = decisions.newer_of(one, two)
    if decided is not None:
        return (decided, "decided") if decided else ("", "newer_neither")
    for newer, older in ((one, two), (two, one)):
        if why := stated[newer].is_newer(stated[older]):
            return newer, why
    newer = newer_by_moment(one, two, as_of) if as_of else ""
    return newer, "newer_by_date" if newer else ""


def _report(
    one: str, two: str, first: dict[Key, Any], second: dict[Key, Any], hamlet: str
) -> Issue:
    common = first.keys() & second.keys()
    details = {
        "other": one,
        "here": len(second.keys() - first.keys()),
        "there": len(first.keys() - second.keys()),
        "statuses": sum(first[key][0] != second[key][0] for key in common),
        "line": propose_line("replaces", two, one.rsplit("/", 1)[-1], "yes"),
    }
    return Issue("TP-13", two, "", "", hamlet, details)
