"""A sheet that was read: what it is, whose list, and which hamlets sent a whole one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from dophu.campaign.decisions import Decisions, propose_line
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue, phrase
from dophu.rosters.lists.lists_ahead import hold_back_ahead
from dophu.rosters.lists.results_of_others import ask_results_of_others
from dophu.rosters.lists.sheet_series import settle_series
from dophu.rosters.lists.undone_names import is_of_undone
from dophu.rosters.lists.unsaid_results import ask_unsaid_results
from dophu.rosters.lists.versions import settle_versions
from dophu.rosters.sheets.source_rows import Rows, Sender
from dophu.rosters.texts.days_ahead import stated_before
from dophu.rosters.texts.list_pieces import Piece, make_whole, piece_in
from dophu.rosters.texts.list_roles import (
    ListRole,
    Span,
    confirm,
    covers,
    guess_role,
    is_undone,
)
from dophu.rosters.texts.old_lists import age_of_list
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS
from dophu.rosters.texts.round_names import called_by
from dophu.rosters.texts.stated_age import Stated, stated_by
from dophu.rosters.texts.titles import without_places

_TELLING = RESULTS_AND_DAYS | {"reason"}
"""Columns by which a list says what was done, or why not yet."""


@dataclass(frozen=True)
class ReadSheet:
    """A sheet's fate: '' or why it is not read, and the fields it has columns for.

    ``role`` is what the list is ('' where none was read), ``part`` which part of one,
    ``by`` what told (see :class:`~dophu.rosters.texts.list_roles.ListRole`),
    ``hamlets`` those that the list is of; ``day``, ``time``, ``is_amended`` and
    ``unclear`` what it says of its age (see
    :class:`~dophu.rosters.texts.stated_age.Stated`); ``called`` how it is called (see
    :func:`~dophu.rosters.texts.round_names.called_by`); ``piece`` which piece of a list
    it is.
    """

    file: str
    sheet: str
    why: str
    fields: tuple[str, ...]
    role: str = ""
    part: str = ""
    by: str = ""
    hamlets: tuple[str, ...] = ()
    ages: Span | None = None
    day: str = ""
    time: int = 1
    is_amended: bool = False
    unclear: tuple[str, ...] = ()
    called: str = ""
    piece: Piece | None = None


def settle_sheet(
    rows: Rows, sender: Sender, sheet: str, decided: str, limits: Collection[int]
) -> ReadSheet:
    """Say what a sheet is, and let its rows count as that.

    Parameters
    ----------
    rows
        The sheet's rows: those of an enrolment list get that source; where the list is
        no hamlet's whole one, ``hamlets`` is emptied.
    sender
        Of the file.
    sheet
        The sheet's name.
    decided
        What a person decided the file to be, '' where nobody did.
    limits
        The ages where the campaign's groups begin and end.
    """
    fields = tuple(sorted(rows.fields))
    if not rows.fields:
        return ReadSheet(sender.file, sheet, rows.why, fields)
    role = _role(rows, sender, sheet, decided, limits)
    place = sender.file, sheet, rows.why, fields
    if decided == "hamlet":
        rows.hamlets |= {h for h in rows.columns["hamlet_id"] if h}
        rows.issues = [issue for issue in rows.issues if issue.code != "BG-73"]
    of = sorted(rows.hamlets)
    if role.kind != "hamlet":
        rows.hamlets = set()
    if sender.source == "enrolment" and role.kind != "enrolment":
        rows.columns["source"] = ["roster"] * len(rows)
        rows.columns["status"] = [
            "not_yet" if status in ENROLLED else status
            for status in rows.columns["status"]
        ]
        line = propose_line("role", sender.file, "-", "enrolment")
        rows.issues.append(Issue("TP-15", sender.file, sheet, details={"line": line}))
    if role.part in ("not_yet", "some"):  # who has no reason is not done either
        rows.issues = [
            issue for issue in rows.issues if issue.code not in ("BG-67", "BG-81")
        ]
    if role.kind == "enrolment" and sender.source == "roster":
        rows.columns["source"] = ["enrolment"] * len(rows)
        rows.issues = [
            i for i in rows.issues if i.code not in ("DS-15", "BG-07", "BG-81")
        ]
    if role.kind == "enrolment":
        _report_listed(rows, sender.vocabulary.tables.get("listed"))
        _hold_back_unknown(rows)
    reported = role.kind, role.part, role.by, tuple(of)
    names = (PurePosixPath(sender.file).stem.replace("_", " "), sheet, *rows.titles)
    stated = stated_by(names, sender.index, sender.as_of)
    day = stated.day.isoformat() if stated.day else ""
    if role.kind in ("hamlet", "partial", "school"):
        found = (rows.columns["applied_date"], rows.columns["issued_date"])
        days = [one for column in found for one in column if one is not None]
        last = stated.day or stated_before(rows.titles, sender.as_of)
        if wording := age_of_list(names, last, days, sender.as_of):
            about = {"said": wording, "as_of": f"{sender.as_of:%d/%m/%Y}"}
            rows.issues.append(Issue("TP-16", sender.file, sheet, details=about))
    if role.kind in ("hamlet", "partial"):
        ask_results_of_others(rows, sender, sheet)
    if not decided:
        hold_back_ahead(rows, sender, sheet, role.kind)
    age = day, stated.time, stated.is_amended, tuple(sorted(stated.unclear))
    called = called_by(names, sender.index.names)
    piece = role.piece
    return ReadSheet(*place, *reported, role.ages, *age, called, piece)


def settle_door_sheet(rows: Rows, sender: Sender, sheet: str) -> ReadSheet:
    """Say what a list for the door is that came back: part of no hamlet's list.

    Its hamlets sent no list by it: who is not on it is neither gone nor done.
    """
    rows.hamlets = set()
    fields = tuple(sorted(rows.fields))
    return ReadSheet(sender.file, sheet, "", fields, "partial", "door", "key")


def _hold_back_unknown(rows: Rows) -> None:
    """Take a word that is not understood (DS-07) for no enrolment, as its message says.

    A row of an enrolment list that says nothing of a status is one.
    """
    columns = rows.columns
    for row, codes in enumerate(columns["issues"]):
        if "DS-07" in codes:
            columns["status"][row] = "not_yet"


def _report_listed(rows: Rows, status: str | None) -> None:
    """Give the drive's status to rows of an enrolment list that say nothing else.

    Where the drive has none they are applications taken (``persons.enrolments``).
    """
    columns = rows.columns
    about = ("status", "applied_date", "issued_date")
    for row, kind in enumerate(columns["kind"] if status else ()):
        is_silent = all(columns[name][row] is None for name in about)
        if kind == "data" and is_silent and "DS-07" not in columns["issues"][row]:
            columns["status"][row] = status


def _role(
    rows: Rows, sender: Sender, sheet: str, decided: str, limits: Collection[int]
) -> ListRole:
    if decided:
        return ListRole(decided, by="decision")
    folders = PurePosixPath(sender.file).parts[2:-1]
    stem = PurePosixPath(sender.file).stem.replace("_", " ")
    names = sender.index.names
    texts = [without_places(t, names) for t in (stem, *folders, sheet, *rows.titles)]
    pairs = zip(rows.columns["kind"], rows.columns["status"], strict=True)
    statuses = {status for kind, status in pairs if kind == "data"}
    if sender.source == "enrolment":
        called = stem, *folders, sheet, *rows.titles
        if (
            rows.is_draft
            or is_of_undone(called, texts, rows, sender)
            or (is_undone(texts, sender.vocabulary) and statuses.isdisjoint(ENROLLED))
        ):
            return ListRole("partial", "some", by="folder")
        return ListRole("enrolment", by="folder")
    about = rows.headings, limits, rows.is_named, sender.vocabulary
    role = confirm(guess_role(filter(None, texts), *about), statuses)
    if role.kind == "hamlet" and role.by != "rows":
        if piece := piece_in([stem, *folders, *rows.titles], sheet, names):
            return ListRole("partial", "piece", None, "text", piece)
    return role


def report_roles(sheets: Iterable[ReadSheet], parts: Collection[str]) -> list[Issue]:
    """Say which lists are no whole ones by what they are called (TP-11).

    ``parts`` are the hamlets that sent no whole list: parts that make one up are none.
    """
    whole = {h for s in sheets if s.role == "hamlet" for h in s.hamlets}
    return [
        Issue(
            "TP-11",
            sheet.file,
            sheet.sheet,
            details={
                "role": describe_role(sheet.role, sheet.part),
                "line": propose_line("role", sheet.file, "-", "hamlet"),
            },
        )
        for sheet in sheets
        if sheet.by == "text"
        and sheet.role != "hamlet"
        and (sheet.role != "partial" or not {*sheet.hamlets} - {*parts} - whole)
    ]


def describe_role(kind: str, part: str = "") -> dict[str, str]:
    """Give the words for what a list is, by language.

    Examples
    --------
    >>> describe_role("partial", "not_yet")["en"]
    'part of a list: only who is not yet done'
    """
    return phrase(f"role_{kind}_{part}" if part else f"role_{kind}")


Parts = dict[str, set[tuple[str, str]]]
"""Hamlet → what of it was sent: roles and parts of lists."""


def find_parts(sheets: Iterable[ReadSheet], limits: Collection[int]) -> Parts:
    """Give the hamlets that sent no whole list but something, and what.

    Parts that make up a whole leave their hamlet out: who is not yet done beside who
    is, all age groups, or pieces from the first to the last.
    """
    parts: Parts = defaultdict(set)
    ages: dict[str, list[Span]] = defaultdict(list)
    pieces: dict[str, list[Piece]] = defaultdict(list)
    whole: set[str] = set()
    for sheet in sheets:
        for hamlet in sheet.hamlets:
            if sheet.role == "hamlet":
                whole.add(hamlet)
            elif sheet.role in ("partial", "school"):
                parts[hamlet].add((sheet.role, sheet.part))
                if sheet.ages:
                    ages[hamlet].append(tuple(sheet.ages))
                if sheet.piece:
                    pieces[hamlet].append(sheet.piece)
    both = {("partial", "not_yet"), ("partial", "done")}
    return {
        hamlet: sent
        for hamlet, sent in parts.items()
        if hamlet not in whole
        and not both <= sent
        and not (ages[hamlet] and covers(ages[hamlet], limits))
        and not make_whole(pieces[hamlet])
    }


def settle_lists(
    rows: Rows, sheets: Sequence[ReadSheet], decisions: Decisions, as_of: date
) -> None:
    """Let the newer of two whole lists of a hamlet count, or tell that neither says.

    First of sheets of one file, then of files.
    """
    settle_series(rows, sheets, decisions, as_of)
    own: dict[str, set[str]] = defaultdict(set)
    stated: dict[str, Stated] = {}
    for sheet in sheets:
        if sheet.role == "hamlet" or sheet.part in ("new", "piece"):
            own[sheet.file] |= {*sheet.hamlets}
            day = date.fromisoformat(sheet.day) if sheet.day else None
            age = day, sheet.time, sheet.is_amended, frozenset(sheet.unclear)
            here = Stated(*age)
            stated[sheet.file] = here.joined(stated.get(sheet.file, Stated()))
    telling = {s.file for s in sheets if _TELLING.intersection(s.fields)}
    silent = {sheet.file for sheet in sheets if sheet.fields} - telling
    settle_versions(rows, own, stated, decisions, as_of, silent)
    ask_unsaid_results(rows, sheets)
