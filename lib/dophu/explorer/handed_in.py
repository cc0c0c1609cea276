"""A file that a browser hands in: in pieces, bounded, into its date's folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dophu.campaign.config import read_campaign
from dophu.catalogue.about import About
from dophu.reader.sandbox import Reader
from dophu.rosters import report_not_read
from dophu.starting.folder_dates import read_name
from dophu.starting.receiving import (
    MOST_BYTES,
    NEW,
    REPLACED,
    SAME,
    plain_name,
    receive,
    why_not_received,
)
from dophu.starting.shown_lists import days_stated


class HandedIn:
    """One file after the other; of each the browser is told what became of it.

    Parameters
    ----------
    folder
        The campaign's.
    about
        For the words.
    reply
        Sends the browser a message.
    took
        Called with the date of a list that is in its folder.
    """

    def __init__(
        self,
        folder: Path,
        about: About,
        reply: Callable[..., None],
        took: Callable[[date], None],
    ) -> None:
        self._folder, self._about = folder, about
        self._reply, self._took = reply, took
        self._file: Mapping[str, Any] = {}
        self._content = bytearray()

    def begin(self, message: Mapping[str, Any]) -> None:
        """Look whether a file is taken, by its name and size."""
        name, size = str(message.get("name")), int(message.get("size") or 0)
        self._file, self._content = dict(message), bytearray()
        if why := why_not_received(name, size):
            self._refuse(name, why)
        # Of an empty file no piece will come.
        elif size == 0:
            self._keep()
        else:
            self._reply("next", id=message.get("id"), at=0)

    def _refuse(self, name: str, why: str) -> None:
        about = self._about
        if why == "too_large":
            most = MOST_BYTES // 2**20
            self._end("refused", about.say("desk_lists_too_large", most=most))
        else:
            issue = report_not_read(plain_name(name), why)
            self._end("refused", issue.message(about.language))

    def piece(self, message: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        """Take a piece of the file that is being handed in."""
        here = self._file and message.get("id") == self._file.get("id")
        # A piece of a file that was given up, or one that came twice.
        if not here or message.get("at") != len(self._content) or not buffers:
            return
        self._content += bytes(buffers[0])
        size = int(self._file["size"])
        if len(self._content) > size:
            self._end("refused", "")
        elif len(self._content) < size:
            self._reply("next", id=message.get("id"), at=len(self._content))
        else:
            self._keep()

    def _keep(self) -> None:
        file, about, content = self._file, self._about, bytes(self._content)
        days = self._days(content)
        if len(days) != 1:
            shown = ", ".join(about.date(day) for day in sorted(days))
            key = "desk_lists_days" if days else "desk_lists_no_day"
            self._end("refused", about.say(key, days=shown))
            return
        (day,) = days
        try:
            done, path = receive(
                self._folder, str(file.get("folder")), day, str(file["name"]), content,
                bool(file.get("replaces")),
            )  # fmt: skip
        except (OSError, ValueError) as error:
            why = type(error).__name__
            self._end("refused", about.say("desk_lists_failed", why=why))
            return
        if done in (NEW, SAME, REPLACED):
            self._took(day)
        self._end(done, about.say(f"desk_lists_{done}", path=path))

    def _days(self, content: bytes) -> set[date]:
        """Give the day that a person chose, else those that the list states."""
        if chosen := str(self._file.get("day") or ""):
            return {day} if (day := read_name(chosen)) else set()
        words = read_campaign(self._folder).vocabulary
        with Reader() as reader:
            return days_stated(str(self._file["name"]), content, words, reader)

    def _end(self, done: str, stated: str) -> None:
        self._reply("done", id=self._file.get("id"), done=done, stated=stated)
        self._file, self._content = {}, bytearray()
