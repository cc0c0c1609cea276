"""The account of a date's lists for the page: what ``dophu check`` says, as data.

File, role, rows read and set aside with the reason, hamlets; what to look at; and of
a list that is opened its columns with covered examples. No child's data is in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from dophu.campaign.decision_lines import allowed_decisions
from dophu.campaign.decisions import ROLES
from dophu.catalogue.about import About
from dophu.catalogue.columns import fields
from dophu.catalogue.issues import Issue, catalogue, phrase
from dophu.findings.questions import find_questions
from dophu.reader.sandbox import Reader
from dophu.rosters.lists.understood import DOUBLED, IGNORED, UNKNOWN, understand
from dophu.runs.checking import check_week
from dophu.snapshots import Snapshot

HAMLETS = 6
"""Hamlets of a file that are named; of more their number is said."""


def account_of(week: Snapshot, about: About) -> dict[str, Any]:
    """Give what became of every list of a date.

    Examples
    --------
    >>> import dophu
    >>> from dophu.notebook import about
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> account = account_of(week, about(week, "en"))
    >>> file = account["files"][0]
    >>> file["name"], file["rows"], file["aside"], account["gate"]
    ('cac_thon_ban.xlsx', 997, 0, 'READY')
    """
    checked = check_week(week, about.language)
    entries = week.manifest["files"]
    return {
        "gate": checked.gate,
        "points": checked.highlights,
        "waiting": len(find_questions(week)),
        "files": [_file(entry, week, about) for entry in entries],
    }


def _file(entry: dict[str, Any], week: Snapshot, about: About) -> dict[str, Any]:
    file, why = entry["file"], entry["skipped"]
    sheets = [s for s in week.manifest["sheets"] if s["file"] == file]
    read = [s for s in week.manifest["read"] if s["file"] == file and s["role"]]
    names = week.campaign.hamlets.names
    hamlets = list(dict.fromkeys(h for sheet in read for h in sheet["hamlets"]))
    shown = ", ".join(names.get(h, h) for h in hamlets[:HAMLETS])
    more = f" +{len(hamlets) - HAMLETS}" if len(hamlets) > HAMLETS else ""
    roles = list(dict.fromkeys(sheet["role"] for sheet in read))
    unread = phrase(why)[about.language] if why else ""
    return {
        "file": file,
        "folder": file.split("/")[0],
        "name": file.split("/", 2)[-1],
        "why": about.say("desk_lists_unread", why=unread) if why else "",
        # Sheets of one file may be of several roles: then none is named.
        "role": roles[0] if len(roles) == 1 else "other" if why else "",
        "rows": sum(s["rows"] for s in sheets),
        "children": sum(s["person"] + s["merged"] for s in sheets),
        "aside": sum(s["quarantined"] for s in sheets),
        "hamlets": shown + more,
    }


def roles_of(about: About) -> list[tuple[str, str]]:
    """Give what a list can be, with its words."""
    return [(role, about.say(f"option_{role}")) for role in ROLES]


def meanings_of(week: Snapshot, about: About) -> list[tuple[str, str]]:
    """Give what a heading can be decided to mean, with its words."""
    known = fields()
    return [
        (
            name,
            known[name].label[about.language]
            if name in known
            else about.say(f"option_{name}"),
        )
        for name in allowed_decisions(week.campaign.hamlets.ids)["heading"]
    ]


def details_of(week: Snapshot, file: str, about: About) -> dict[str, Any]:
    """Give how the columns of a list were understood, and why rows are set aside."""
    with Reader() as reader:
        tables = understand(week.campaign, week.as_of, file, reader)
    words = {w: about.say(f"desk_lists_{w}") for w in (UNKNOWN, IGNORED, DOUBLED)}
    words |= {name: f.label[about.language] for name, f in fields().items()}
    return {
        "file": file,
        "tables": [
            {
                "sheet": table.sheet,
                "columns": [
                    {
                        "letter": column.letter,
                        "heading": column.heading,
                        "taken_for": column.taken_for,
                        "words": words.get(column.taken_for, column.taken_for),
                        "examples": column.examples,
                        "at": [number, place],
                    }
                    for place, column in enumerate(table.columns)
                ],
            }
            for number, table in enumerate(tables)
        ],
        "aside": _aside(week, file, about),
        "values": [[c.value for c in table.columns] for table in tables],
    }


def _aside(week: Snapshot, file: str, about: About) -> list[dict[str, Any]]:
    """Give the reasons why rows are set aside, the commonest first, with the rows."""
    rows = week.rows_table()
    rows = rows[(rows["file"] == file) & (rows["outcome"] == "quarantined")]
    first: dict[str, Issue] = {}
    for issue in week.issues:
        if issue.file == file:
            first.setdefault(issue.code, issue)
    often: Counter[str] = Counter()
    at: dict[str, list[str]] = defaultdict(list)
    for sheet, row, codes in zip(
        rows["sheet"], rows["row"], rows["issues"], strict=True
    ):
        for code in str(codes).split() or ["–"]:
            often[code] += 1
            at[code].append(f"{sheet} {row}".strip())
    return [
        {
            "code": code,
            "rows": number,
            "at": ", ".join(at[code][:5]) + (" …" if len(at[code]) > 5 else ""),
            "why": _why(code, first.get(code), about),
        }
        for code, number in often.most_common()
    ]


def _why(code: str, issue: Issue | None, about: About) -> str:
    if issue is not None:
        return issue.message(about.language)
    kind = catalogue().get(code)
    return kind.words["todo"][about.language] if kind and "todo" in kind.words else ""
