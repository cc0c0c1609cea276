"""What waits for a person, in a browser: the walk of ``dophu decide``, a key an answer.

All that is shown goes to the page as messages: no question, no name and no answer is
in the widget's state, and with it in no notebook that is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dophu.catalogue.about import About
from dophu.catalogue.issues import DophuError
from dophu.explorer.parts import Questions
from dophu.findings.questions import Line, find_questions
from dophu.rosters.texts.masking import mask
from dophu.runs.deciding import Shown, Walk
from dophu.snapshots import Snapshot

WORDS = ("keys", "later", "undo", "other", "choose", "again", "one", "two", "differs",
         "cell", "masked")  # fmt: skip


class Decide(Questions):
    """A walk through what waits; each answer is in ``decisions.csv`` at once.

    Parameters
    ----------
    about
        For the words.
    open_week
        Reads the date's lists with all decisions so far.
    changed
        Called where decisions are others than before.
    """

    def __init__(
        self,
        about: About,
        open_week: Callable[[], Snapshot],
        changed: Callable[[], None],
    ) -> None:
        words = {word: about.say(f"desk_decide_{word}") for word in WORDS}
        words |= {k: about.say(f"explore_{k}") for k in ("show_names", "hide_names")}
        super().__init__(words=words)
        self._about, self._open, self._changed = about, open_week, changed
        self._walk: Walk | None = None
        self._shown: Shown | None = None
        self._asked = 0
        self._are_named = False
        self._note = ""
        answers: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "ready": lambda _: self.report(),
            "answer": self._answer,
            "later": self._later,
            "undo": lambda _: self._undo(),
            "names": lambda _: self._name(),
            "again": lambda _: self.begin(),
        }
        for kind, answer in answers.items():
            self.on(kind, answer)

    def begin(self) -> None:
        """Read the lists with all decisions so far, and ask what still waits."""
        self._are_named, self._note = False, ""
        try:
            week = self._open()
            language = self._about.language
            self._walk = Walk(week, find_questions(week), language)
        except DophuError as error:
            self._walk, self._note = None, error.say(self._about.language)
        self._put()

    def forget(self) -> None:
        """Drop the walk: what it asked may be answered, or of another date."""
        self._walk = self._shown = None
        self._are_named, self._note = False, ""

    def _put(self) -> None:
        """Put the next question that can be answered here."""
        walk, self._shown = self._walk, None
        while walk is not None and not walk.is_over:
            self._shown = walk.show()
            if self._shown.is_open:
                break
            walk.leave()
            self._shown = None
        self._asked += 1
        self.report()

    def report(self) -> None:
        """Send the page what is asked now."""
        self.send({"kind": "state", "state": self.state()})

    def state(self) -> dict[str, Any]:
        """Give what the page shows: names and cells only where they were asked for."""
        walk, shown = self._walk, self._shown
        state: dict[str, Any] = {"note": self._note, "asked": self._asked}
        if walk is None:
            return state
        state["undo"] = bool(walk.answered)
        if shown is None:
            return state | {"end": walk.end(), "again": bool(walk.answered)}
        question, named = shown.question, self._are_named
        waits = bool(shown.cell) and not named
        return state | {
            "heading": shown.heading,
            "place": shown.place,
            "message": shown.message,
            "counted": shown.counted,
            "rows": [
                [row.label, *map(self._covering(row.is_named), (row.one, row.two)),
                 row.differs]
                for row in shown.compared
            ],
            "cell": shown.cell if named else "",
            "hidden": self._about.say("desk_decide_hidden") if waits else "",
            "answers": [] if waits else [*shown.answers],
            "more": [] if waits else [walk.label(line) for line in question.more],
            "can_name": bool(shown.cell or shown.compared),
            "named": named,
        }  # fmt: skip

    def _covering(self, is_named: bool) -> Callable[[str], str]:
        return mask if is_named and not self._are_named else str

    def _is_current(self, message: Mapping[str, Any]) -> bool:
        # A key pressed twice does not answer the next question, unseen.
        return message.get("asked") == self._asked and self._shown is not None

    def _answer(self, message: Mapping[str, Any]) -> None:
        line = self._line(message) if self._is_current(message) else None
        if self._walk is None or line is None:
            return
        label, name = self._walk.label(line), self._walk.file.path.name
        try:
            self._walk.answer(line)
        except DophuError as error:
            self._note = error.say(self._about.language)
            self._walk.leave()
        else:
            self._note = self._about.say("desk_decide_written", file=name, answer=label)
            self._changed()
        self._put()

    def _line(self, message: Mapping[str, Any]) -> Line | None:
        shown = self._shown
        if shown is None or (shown.cell and not self._are_named):
            return None
        of = "more" if message.get("more") else "answers"
        lines = getattr(shown.question, of)
        number = message.get("number")
        known = isinstance(number, int) and 0 <= number < len(lines)
        return lines[number] if known else None

    def _later(self, message: Mapping[str, Any]) -> None:
        if self._is_current(message) and self._walk is not None:
            self._walk.leave()
            self._note = self._about.say("decide_later")
            self._put()

    def _undo(self) -> None:
        if self._walk is None:
            return
        try:
            done = self._walk.undo()
        except DophuError as error:
            self._note = error.say(self._about.language)
        else:
            key = "decide_undone" if done else "decide_no_undo"
            self._note = self._about.say(key)
            self._changed()
        self._put()

    def _name(self) -> None:
        self._are_named = not self._are_named
        self.report()
