"""The lists of a date on a page: handed in, looked through, corrected.

Files come in pieces, so that none is larger than a message may be, and go into the
campaign's folder alone. Corrections are lines of ``decisions.csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dophu.campaign.config import read_campaign
from dophu.campaign.decisions_file import DecisionsFile
from dophu.catalogue.about import About
from dophu.catalogue.issues import DophuError
from dophu.explorer.account import account_of, details_of, meanings_of, roles_of
from dophu.explorer.handed_in import HandedIn
from dophu.explorer.parts import Upload
from dophu.findings.questions import Line
from dophu.runs.deciding import write_decision
from dophu.snapshots import Snapshot, load
from dophu.starting.receiving import FOLDERS

WORDS = (
    "hand_in", "where", "day", "folder", "rosters", "enrolments", "choose", "taking",
    "replace", "leave", "date", "reading", "look_at", "file", "role", "rows",
    "children", "aside", "hamlets", "understood", "why_aside", "column", "heading",
    "taken_for", "examples", "no_table", "undo",
)  # fmt: skip


class Lists(Upload):
    """What was sent for a date, and what was understood of it.

    ``day`` is the date that is shown; ``week`` that date as read, None where it has no
    lists or they cannot be read.

    Parameters
    ----------
    folder
        The campaign's.
    about
        For the words.
    changed
        Called where lists or decisions are others than before.
    decide
        Called where a person wants to be asked what waits.
    """

    def __init__(
        self,
        folder: Path,
        about: About,
        changed: Callable[[], None],
        decide: Callable[[], None],
    ) -> None:
        words = {word: about.say(f"desk_lists_{word}") for word in WORDS}
        words["decide"] = about.say("desk_decide")
        super().__init__(words=words)
        self._folder, self._about, self._changed = folder, about, changed
        self.day: date | None = max(read_campaign(folder).dates(), default=None)
        self.week: Snapshot | None = None
        self._values: dict[str, list[list[str]]] = {}
        self._file: DecisionsFile | None = None
        self._written = 0
        self._note = ""
        self._handed = HandedIn(folder, about, self._reply, self._take)
        for kind, answer in {
            "ready": lambda _: self.report(),
            "day": self._choose,
            "begin": self._handed.begin,
            "piece": lambda message: self._handed.piece(message, self.buffers),
            "read": lambda _: self._read_anew(),
            "open": self._open,
            "decide": self._decide,
            "undo": lambda _: self._undo(),
            "questions": lambda _: decide(),
        }.items():
            self.on(kind, answer)

    def _reply(self, kind: str, **values: object) -> None:
        self.send({"kind": kind, **values})

    def _take(self, day: date) -> None:
        """Show the date that a list went to, once all of them are in."""
        self.day, self.week = day, None
        self._changed()

    def _choose(self, message: Mapping[str, Any]) -> None:
        days = {str(day): day for day in read_campaign(self._folder).dates()}
        if message.get("day") in days:
            self.day = days[message["day"]]
            self._read_anew()

    def _read_anew(self) -> None:
        self._note = ""
        self.read()

    def read(self) -> None:
        """Read the date's lists with all decisions so far, and show them."""
        self.week, self._values = None, {}
        self._reply("busy")
        try:
            campaign = read_campaign(self._folder)
            if self.day in campaign.dates():
                self.week = load(campaign, str(self.day))
            elif self.day:
                day = self._about.date(self.day)
                self._note = self._about.say("desk_lists_no_rosters", day=day)
        except DophuError as error:
            self._note = error.say(self._about.language)
        self.report()

    def report(self) -> None:
        """Send the page what it shows."""
        self.send({"kind": "state", "state": self.state()})

    def state(self) -> dict[str, Any]:
        """Give what the page shows; no child's data is in it."""
        about, week = self._about, self.week
        days = sorted(read_campaign(self._folder).dates(), reverse=True)
        state: dict[str, Any] = {
            "days": [(str(day), about.date(day)) for day in days],
            "day": str(self.day or ""),
            "folders": FOLDERS,
            "note": self._note,
            "undo": self._written > 0,
        }
        if week is None:
            return state
        account = account_of(week, about)
        gate = about.say("desk_lists_gate", gate=account.pop("gate"))
        n = account.pop("waiting")
        waiting = about.say("desk_lists_waiting", n=n) if n else ""
        about_lists = {"gate": gate, "waiting": waiting, **account}
        choices = {"roles": roles_of(about), "meanings": meanings_of(week, about)}
        return state | about_lists | choices

    def _open(self, message: Mapping[str, Any]) -> None:
        """Send how the columns of one list were understood."""
        file = str(message.get("file"))
        if self.week is None or file not in _files(self.week):
            return
        details = details_of(self.week, file, self._about)
        self._values[file] = details.pop("values")
        self._reply("details", **details)

    def _decide(self, message: Mapping[str, Any]) -> None:
        """Write down what a person says that a list or a column is."""
        line = self._line(message)
        if self.week is None or line is None:
            return
        about = self._about
        try:
            self._file = self._file or DecisionsFile(self._folder)
            write_decision(self.week, self._file, line)
        except DophuError as error:
            self._note = error.say(about.language)
            self.report()
            return
        self._written += 1
        kind, file, _, stated = line
        # A heading may be a child's, of a list whose first row was taken for headings.
        what = str(message["file"]).split("/", 2)[-1] if kind == "role" else file
        name = self._file.path.name
        about_it = {"file": name, "what": what, "decision": stated}
        self._note = about.say("desk_lists_corrected", **about_it)
        self._changed()
        self.read()

    def _line(self, message: Mapping[str, Any]) -> Line | None:
        """Give the line of a correction; None where it is of nothing shown."""
        file, stated = str(message.get("file")), str(message.get("decision"))
        if self.week is None or file not in _files(self.week):
            return None
        name = file.rsplit("/", 1)[-1]
        if message.get("what") == "role":
            known = dict(roles_of(self._about))
            return ("role", name, "-", stated) if stated in known else None
        if stated not in dict(meanings_of(self.week, self._about)):
            return None
        try:
            table, column = message.get("at") or ()
            return "heading", name, self._values[file][table][column], stated
        except (KeyError, IndexError, TypeError, ValueError):
            return None

    def _undo(self) -> None:
        """Take the last correction back."""
        about = self._about
        try:
            done = self._file.undo() if self._file else False
        except DophuError as error:
            self._note = error.say(about.language)
        else:
            self._written -= done
            self._note = about.say("decide_undone" if done else "decide_no_undo")
            self._changed()
        self.read()


def _files(week: Snapshot) -> set[str]:
    return {entry["file"] for entry in week.manifest["files"]}
