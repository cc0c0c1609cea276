"""Prints the page of the functions an analyst calls, from their docstrings."""

from __future__ import annotations

import inspect
import re

import dophu
from dophu.snapshots import Snapshot

SECTIONS = ("Parameters", "Returns", "Raises", "Examples")
HEAD = """# What an analyst calls · Các hàm để phân tích

`import dophu`, then the functions below; a date is opened with `dophu.load` and called
`week` here. Columns are in the data dictionary (`data/README.md`), errors in
`docs/issues.md`. Every example runs as a test.

| | |
|---|---|
"""

WIDE = 88
"""Letters of a line of code, as ruff has it."""


def api() -> str:
    """Put every public name on one page: how it is called, what comes back."""
    names = [name for names in dophu._PUBLIC.values() for name in names]
    entries = [(f"dophu.{name}", getattr(dophu, name)) for name in names]
    entries.insert(1, ("week.children", Snapshot.children))
    index = "".join(
        f"| [`{name}`](#{_anchor(name)}) | {_first_line(thing)} |\n"
        for name, thing in entries
    )
    pages = "\n".join(_entry(name, thing) for name, thing in entries)
    return f"{HEAD}{index}\n{pages}"


def _anchor(name: str) -> str:
    return name.lower().replace(".", "")


def _first_line(thing: object) -> str:
    return _plain(inspect.getdoc(thing).split("\n")[0])


def _entry(name: str, thing: object) -> str:
    lines = [f"## {name}\n"]
    if inspect.isfunction(thing):
        call = _call(name, thing)
        lines.append(f"```python\n{call}\n```\n")
    for title, text in _sections(inspect.getdoc(thing)):
        if title:
            lines.append(f"**{title}**\n")
        if title == "Examples":
            lines.append(f"```pycon\n{text}\n```\n")
        elif title:
            lines.append(_terms(text) + "\n")
        else:
            lines.append(_plain(text) + "\n")
    return "\n".join(lines)


def _call(name: str, function: object) -> str:
    """Write a call with its parameters and their defaults, without types."""
    given = [
        str(p.replace(annotation=inspect.Parameter.empty))
        for p in inspect.signature(function).parameters.values()
        if p.name != "self"
    ]
    # Quoted as ruff format writes the code in a page, or the two undo each other.
    line = f"{name}({', '.join(given)})".replace("'", '"')
    if len(line) <= WIDE:
        return line
    parts = "".join(f"    {part},\n" for part in given).replace("'", '"')
    return f"{name}(\n{parts})"


def _sections(text: str) -> list[tuple[str, str]]:
    parts = re.split(rf"^({'|'.join(SECTIONS)})\n-+\n", text, flags=re.M)
    pairs = zip(("", *parts[1::2]), parts[::2], strict=True)
    return [(title, body.strip("\n")) for title, body in pairs]


def _terms(text: str) -> str:
    """Write numpydoc's terms as a list; a term is a line that is not indented."""
    items = re.split(r"^(?=\S)", text, flags=re.M)
    lines = []
    for item in filter(str.strip, items):
        term, _, body = item.partition("\n")
        body = inspect.cleandoc("\n" + body) if body.strip() else ""
        paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", body)]
        lines.append(f"- `{term.strip()}`: " + "\n\n  ".join(map(_plain, paragraphs)))
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Take what is Sphinx's own out of a text, and leave Markdown."""
    text = re.sub(r":\w+:`~?([^`]+)`", r"``\1``", text)
    return text.replace("``", "`").strip()
