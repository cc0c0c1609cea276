"""The parts of the explorer that a browser draws: choices, tables, picture, buttons.

What is to be saved with a notebook is a trait; rows of children and names are messages,
which are drawn on the page and are in no widget's state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

FRONT = Path(__file__).parent / "front"
STYLE = (FRONT / "parts.css").read_text("utf-8")


def _script(name: str) -> str:
    return (FRONT / f"{name}.js").read_text("utf-8")


class Choice(anywidget.AnyWidget):
    """Some of many: ``value`` are the keys chosen, ``options`` keys and words."""

    _esm = _script("choice")
    _css = STYLE
    description = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    options = traitlets.List().tag(sync=True)
    value = traitlets.Tuple().tag(sync=True)

    @property
    def offered(self) -> tuple[str, ...]:
        """The keys that can be chosen."""
        return tuple(key for key, _ in self.options)

    @property
    def is_all(self) -> bool:
        """Whether everything is chosen, what is not listed too."""
        return {*self.offered} <= {*self.value}

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other options; what was all stays all, what was chosen stays listed."""
        was_all, chosen = self.is_all, self.value
        words = dict(self.options)
        kept = [] if was_all else [key for key in chosen if key not in dict(options)]
        listed = [*map(list, options), *([key, words[key]] for key in kept)]
        if listed == [*map(list, self.options)]:
            return
        # At once: the page never has new options with the choice of before.
        with self.hold_sync():
            self.options = listed
            self.value = self.offered if was_all else chosen


class Asked(anywidget.AnyWidget):
    """A part that the browser asks things of.

    ``buffers`` are the bytes that came with the message that is being answered.
    """

    words = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self._answers: dict[str, Callable[[Mapping[str, Any]], None]] = {}
        self.buffers: Sequence[Any] = ()
        super().__init__(**traits)
        self.on_msg(self._heard)

    def on(self, kind: str, answer: Callable[[Mapping[str, Any]], None]) -> None:
        """Say what is done on a message of a kind."""
        self._answers[kind] = answer

    def _heard(self, _widget: object, message: Any, buffers: Any) -> None:
        answer = self._answers.get(str(message.get("kind")))
        if answer is not None:
            self.buffers = buffers or ()
            answer(message)
            self.buffers = ()


class Table(Asked):
    """A table to sort, search and filter; ``value`` is what is shown and saved.

    ``value`` has ``columns`` (``head``, ``number``, ``bar`` a colour or ''), ``rows``
    (``key``, ``cells`` as read, ``values`` to sort by) and ``total``, a row or None.
    """

    _esm = _script("table")
    _css = STYLE
    description = traitlets.Unicode().tag(sync=True)
    opens = traitlets.Bool(True).tag(sync=True)
    value = traitlets.Dict().tag(sync=True)


class Children(Table):
    """A table of children: its rows, and names where asked for, are messages alone."""

    def __init__(self, **traits: Any) -> None:
        self._rows: dict[str, Any] = {}
        super().__init__(opens=False, **traits)
        self.on("ready", lambda _: self._report())

    def report(self, rows: dict[str, Any]) -> None:
        """Show other rows; names that were shown are gone."""
        self._rows = rows
        self._report()

    def _report(self) -> None:
        self.send({"kind": "rows", "table": self._rows})

    def name(self, names: Mapping[str, str]) -> None:
        """Show names by the rows' keys on the page; nothing is kept here."""
        self.send({"kind": "names", "names": dict(names)})


class Picture(Asked):
    """A chart's picture; ``areas``, its rows: ``key``, ``label``, ``box`` (shares)."""

    _esm = _script("picture")
    _css = STYLE
    value = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    width = traitlets.Int().tag(sync=True)
    areas = traitlets.List().tag(sync=True)


class Questions(Asked):
    """What waits for a person, one question at a time; each is a message alone."""

    _esm = _script("decide")
    _css = STYLE


class Upload(Asked):
    """Lists handed in and what was understood of them; all of it is messages."""

    _esm = _script("lists")
    _css = STYLE


class Actions(Asked):
    """Buttons that copy and save what is shown, and the lines that show it again."""

    _esm = _script("actions")
    _css = STYLE
    sentence = traitlets.Unicode().tag(sync=True)
    lines = traitlets.List().tag(sync=True)

    def give(self, name: str, kind: str, content: bytes) -> None:
        """Hand a file to the browser, which saves it."""
        self.send({"kind": "file", "name": name, "type": kind}, [content])
