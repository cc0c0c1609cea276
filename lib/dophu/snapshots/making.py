"""From the dated folders to the snapshot of a date, each date once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

from dophu.campaign.accepted import settle_accepted
from dophu.campaign.config import Campaign, find_outside_dates
from dophu.campaign.drawn_names import check_drawn_names
from dophu.campaign.map_shapes import check_shapes
from dophu.campaign.overruled import find_overruled
from dophu.campaign.settings import check_ages
from dophu.campaign.table_files import find_unread_tables
from dophu.catalogue.issues import Issue
from dophu.persons import COUNTED, DateInputs, Person, match_persons
from dophu.persons.distinct import SideBySide
from dophu.persons.door_places import propose_places
from dophu.persons.lost_keys import find_lost_keys
from dophu.persons.moves import Moves
from dophu.reader.sandbox import Reader
from dophu.rosters import SOURCES, Reading, read_lists
from dophu.rosters.lists.read_sheets import report_roles
from dophu.snapshots.decided_children import find_unused, find_unused_rows
from dophu.snapshots.gate import gate
from dophu.snapshots.keys import (
    CAMPAIGN_TABLES,
    find_inputs,
    find_sent_again,
    snapshot_keys,
)
from dophu.snapshots.manifest import (
    account,
    describe_link,
    pending_links,
    plain_issue,
    row_issues,
)
from dophu.snapshots.resettle import (
    find_unexplained,
    hamlets_held,
    last_received,
    resettle,
)
from dophu.snapshots.seal import is_whole
from dophu.snapshots.store import (
    KNOWN,
    PAIRS,
    read_manifest,
    read_people,
    read_side_by_side,
    snapshot_folder,
    write_snapshot,
)
from dophu.snapshots.whole_or_part import (
    about_part,
    find_unsent,
    find_withdrawn,
    find_withdrawn_results,
    settle_by_last_date,
)

NOT_YET_ONLY = ("partial", "not_yet")
"""A list of nobody but who is not yet done: the done may be on the police's alone."""


@dataclass(frozen=True)
class Made:
    """A date read and matched: source rows by column, children, and the manifest.

    ``known`` are records for the next date to recognise, ``pairs`` the records of the
    possible links, two for each; ``before`` is the date before, where this one was not
    written down: what was made of it, or the folder of its snapshot.
    """

    rows: dict[str, list[Any]]
    people: list[Person]
    manifest: dict[str, Any]
    known: list[Person] = field(default_factory=list)
    pairs: list[Person] = field(default_factory=list)
    before: Made | Path | None = None
    side_by_side: SideBySide = field(default_factory=SideBySide)

    @property
    def last_received(self) -> dict[str, str | None]:
        """Date of each hamlet's newest list so far, by id."""
        return {h["hamlet_id"]: h["last_received"] for h in self.manifest["hamlets"]}


def make_snapshot(campaign: Campaign, as_of: date) -> Path:
    """Make the snapshot of a date, and of those before it, where it is not there yet.

    Returns
    -------
    Path
        The snapshot's folder.
    """
    keys = snapshot_keys(campaign, as_of)
    folders = {d: snapshot_folder(campaign.folder, d, k) for d, k in keys.items()}
    made: Made | None = None
    before: Path | None = None
    # One reading process for all dates, for starting it costs more than a list.
    with Reader() as reader:
        for day, folder in folders.items():
            if is_whole(folder):
                made = None  # read again only if a later date has to be made
            else:
                if made is None and before is not None:
                    made = read_made(before)
                made = make_date(campaign, day, made, reader, keys[day])
                write_snapshot(
                    folder, made.rows, made.people, made.known, made.pairs,
                    made.side_by_side, made.manifest,
                )  # fmt: skip
            before = folder
    return folders[as_of]


def read_made(folder: Path) -> Made:
    """Read from a snapshot what the next date is matched with."""
    tables = (read_people(folder, name) for name in (KNOWN, PAIRS))
    made = Made({}, read_people(folder), read_manifest(folder), *tables)
    return replace(made, side_by_side=read_side_by_side(folder))


def make_unstored(campaign: Campaign, as_of: date) -> Made | Path:
    """Read and match a date, and those before it that are not stored; write nothing.

    Returns
    -------
    Made or Path
        The folder of the snapshot where it and all before it are stored already.
    """
    keys = snapshot_keys(campaign, as_of)
    folders = [snapshot_folder(campaign.folder, day, key) for day, key in keys.items()]
    stored = list(takewhile(is_whole, folders))
    made = _read_whole(stored[-1]) if stored else None
    if made is None:
        stored = []
    if len(stored) == len(folders):
        return stored[-1]
    before: Made | Path | None = stored[-1] if stored else None
    with Reader() as reader:
        for day in list(keys)[len(stored) :]:
            made = make_date(campaign, day, made, reader, keys[day])
            before = made = replace(made, before=before)
    assert made is not None  # as_of is one of the campaign's dates
    return made


def _read_whole(folder: Path) -> Made | None:
    """Read a snapshot; None where it is damaged, so that its lists are read again."""
    import duckdb

    try:
        return read_made(folder)
    except (OSError, ValueError, KeyError, TypeError, duckdb.Error):
        return None


def make_date(
    campaign: Campaign, day: date, before: Made | None, reader: Reader, key: str = ""
) -> Made:
    """Read and match one date, given what the date before came to."""
    reading = read_lists(campaign, day, reader)
    then = date.fromisoformat(before.manifest["as_of"]) if before else None
    earlier: list[Person] = []
    known: list[Person] = []
    last: dict[str, str | None] = {}
    if before and then:
        earlier, known = (
            resettle(people, reading.rows.columns, campaign, then, day)
            for people in (before.people, before.known)
        )
        last = last_received(campaign, then, day, before.last_received)
        settle_by_last_date(reading, earlier, then)
        find_lost_keys(reading.rows, earlier, then)
    propose_places(reading.rows, earlier, campaign.hamlets.on(day).names)
    ended = {*campaign.hamlets.ids} - {*campaign.hamlets.on(day).ids}
    matched = match_persons(
        DateInputs(
            rows=reading.rows,
            as_of=day,
            age_groups=campaign.age_groups,
            earlier=earlier,
            known=known,
            decisions=campaign.decisions.same_children(),
            moves=Moves(campaign.decisions.moves(), ended),
            presences=campaign.decisions.presences(),
            pending=pending_links(before.manifest, before.pairs) if before else (),
            side_by_side=before.side_by_side if before else SideBySide(),
            not_yet_only={h for h, of in reading.parts.items() if NOT_YET_ONLY in of},
            list_days=reading.days,
            vocabulary=campaign.vocabulary,
        )
    )
    received = reading.rows.hamlets
    # Of a hamlet that never sent a whole list, the newest part is all there is.
    sent = [file for file, why in reading.files if not why]
    unsent = find_unsent(matched.people, reading, last)
    last |= dict.fromkeys(unsent, day.isoformat())
    counted = Counter(p.hamlet_id for p in earlier if p.presence in COUNTED)
    hamlets = [
        {
            "hamlet_id": hamlet,
            "received": hamlet in received,
            "last_received": (
                day.isoformat() if hamlet in received else last.get(hamlet)
            ),
            "before": counted[hamlet] if before else None,
        }
        for hamlet in hamlets_held(campaign, day, matched.people)
    ]
    issues = [
        *(i for name in SOURCES for i in find_outside_dates(campaign.folder / name)),
        *find_unread_tables(campaign.folder, CAMPAIGN_TABLES),
        *reading.rows.issues,
        *report_roles(reading.sheets, reading.parts),
        *_missing(campaign, hamlets, day, reading),
        *check_drawn_names(campaign, day),
        *check_shapes(campaign),
        *(find_withdrawn(matched.people, earlier, then, sent) if then else ()),
        *find_withdrawn_results(
            matched.people,
            _enrolment_lists(before.manifest["read"] if before else ()),
            _enrolment_lists(map(vars, reading.sheets)),
        ),
        *find_unexplained(campaign, then, day, matched.people),
        *matched.issues,
        *find_unused(campaign.decisions.lines, matched, [*earlier, *known]),
        *find_unused_rows(campaign.decisions.lines, reading.rows),
    ]
    inputs = find_inputs(campaign, day)
    issues += find_sent_again(inputs, day) if before else []
    contents = {i.path: i.sha256 for i in inputs if "/" in i.path}
    issues += campaign.decisions.check_files([*contents, *reading.origins])
    issues += find_overruled(campaign.decisions.lines) + check_ages(campaign.age_groups)
    issues = settle_accepted(issues, campaign.decisions.lines, contents)
    columns = {**reading.rows.columns, "issues": row_issues(reading, matched)}
    columns |= {"outcome": matched.outcomes, "person_id": matched.person_ids}
    manifest = {
        "schema": 1,
        "as_of": day.isoformat(),
        "key": key,
        "gate": gate(issues),
        "inputs": [vars(i) for i in inputs],
        "files": [{"file": f, "skipped": why} for f, why in reading.files],
        "sheets": account(columns),
        "read": [vars(sheet) for sheet in reading.sheets],
        "hamlets": hamlets,
        "door": [
            {
                "hamlet_id": hamlet,
                "sent": sent.isoformat(),
                "received": received,
                "file": file,
                "children": len(children),
                "answered": sorted({person_id for person_id, *_ in answers}),
                "answers": [list(answer) for answer in answers],
            }
            for (hamlet, sent, received, file), (children, answers) in sorted(
                matched.door.items()
            )
        ],
        "doubts": [describe_link(link) for link in matched.possible_links],
        "issues": [plain_issue(issue) for issue in issues],
    }
    if matched.merged:
        manifest["merged"] = matched.merged
    pairs = [p for link in matched.possible_links for p in (link.first, link.second)]
    made = Made(columns, matched.people, manifest, matched.known, pairs)
    return replace(made, side_by_side=matched.side_by_side)


def _enrolment_lists(sheets: Iterable[Mapping[str, Any]]) -> set[str]:
    return {sheet["file"] for sheet in sheets if sheet["role"] == "enrolment"}


def _missing(
    campaign: Campaign, hamlets: list[dict[str, Any]], day: date, reading: Reading
) -> list[Issue]:
    names = campaign.hamlets.on(day).names
    found = []
    absent = [h for h in hamlets if not h["received"] and h["hamlet_id"] in names]
    for hamlet in absent:
        hamlet_id, last = hamlet["hamlet_id"], hamlet["last_received"]
        if sent := reading.parts.get(hamlet_id):
            since = last if last != day.isoformat() else None
            what = hamlet_id, names[hamlet_id], sent, since
            found.append(about_part(*what, reading.sheets))
            continue
        details = {"hamlet": names[hamlet_id]} | ({"last": last} if last else {})
        code = "TD-06" if last else "TD-07"
        found.append(Issue(code, hamlet_id=hamlet_id, details=details))
    return found
