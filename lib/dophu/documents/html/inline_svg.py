"""Charts inside the page: small, under a strict policy, each mark with its words.

The files of ``charts/`` stand alone: each holds its own letters, as shapes, and its
colours as style. On one page the letters are the same ones over again, and style in
attributes is what a strict Content-Security-Policy forbids.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from string import ascii_letters
from xml.etree import ElementTree
from xml.etree.ElementTree import Comment, Element, TreeBuilder, XMLParser

MARKS = frozenset(("bar", "cell", "pipe", "filled", "point", "series"))
"""Kinds of marks that stand for a value: the first word of their id."""

SOLID = frozenset(("bar", "pipe", "filled", "held_bar", "share_bar", "reason_bar",
                   "whole", "swatch"))  # fmt: skip
"""Kinds of fills that stay what they are in the dark, a little lighter."""

ON_FILL = frozenset(("cell", "part", "percent", "counts", "on_plate", "figure_1"))
"""What is as it is in the dark too: cells whose darkness says something, and the words
on a fill. All else lies on paper, which turns dark."""

LOW = 0.95
"""Of its width, how high a picture is at most that shares a printed page."""

_NUMBER = re.compile(r"-?\d+\.\d+")
_TRANSLATE = re.compile(r"translate\(([^)]*)\)")
_MOVED = re.compile(r"translate\((\S+) 0\)")


class Letters:
    """The shapes that all charts of a page share, each once."""

    def __init__(self) -> None:
        self._shapes: dict[tuple[tuple[str, str], ...], str] = {}

    def add(self, shape: Element) -> str:
        """Keep a shape and give its id; the same shape has the same."""
        about = tuple((k, v) for k, v in shape.items() if k != "id")
        return self._shapes.setdefault(about, f"s{len(self._shapes)}")

    def svg(self) -> str:
        """Give the element that holds them all; nothing where there are none."""
        if not self._shapes:
            return ""
        shapes = "".join(
            _write("path", {"id": name, **dict(about)})
            for about, name in self._shapes.items()
        )
        hidden = 'class="letters" width="0" height="0" aria-hidden="true"'
        return f"<svg {hidden}><defs>{shapes}</defs></svg>"


class Drawing:
    """The picture of a chart as it stands in ``charts/``, to be put into a page.

    Examples
    --------
    >>> bar = '<g id="a-bar.0"><path d="M 1.234 2 L 3 4" style="fill: red"/></g>'
    >>> name = '<g id="a-name.0"><!-- Tổ 1 --></g>'
    >>> drawing = Drawing("a", f"<svg>{bar}{name}</svg>".encode())
    >>> drawing.texts
    {'name.0': 'Tổ 1'}
    >>> text = drawing.inline("alt", Letters(), lambda mark: f"{mark} is drawn")
    >>> print(text[text.index("<title") : text.index("</g>")])
    <title>bar.0 is drawn</title><path d="M1.23 2L3 4" fill="red" />
    """

    def __init__(self, name: str, content: bytes, prefix: str = "") -> None:
        self.name, self._prefix = name, f"{prefix or name}-"
        parser = XMLParser(target=TreeBuilder(insert_comments=True))
        self._root = ElementTree.fromstring(content, parser)
        for element in self._root.iter():
            # In HTML an SVG's elements have no prefix, and comments have no name.
            if element.tag is not Comment:
                element.tag = _bare(element.tag)
                for key in [k for k in element.attrib if k[0] == "{"]:
                    element.set(_bare(key), element.attrib.pop(key))
        self.texts = self._read_texts()

    def _id(self, element: Element) -> str:
        return element.get("id", "").removeprefix(self._prefix)

    def _read_texts(self) -> dict[str, str]:
        """Give every text by its id, the lines of a text joined."""
        texts: dict[str, str] = {}
        for group in self._root.iter("g"):
            for child in group:
                if child.tag is Comment and self._id(group):
                    name = self._id(group).partition("-")[0]
                    # matplotlib escapes a text for its comment, and no parser undoes
                    # that.
                    line = html.unescape(child.text or "").strip()
                    texts[name] = f"{texts[name]} {line}" if name in texts else line
        return texts

    def inline(self, alt: str, letters: Letters, say: Callable[[str], str]) -> str:
        """Give the picture as an element of a page.

        Parameters
        ----------
        alt
            What is said to those who do not see it.
        letters
            Shapes of the page, to which those of this picture are added.
        say
            Gives the words of a mark by its id (``bar.0.1``); a mark without words
            is one to look at only.
        """
        root = self._root
        stated = {"role": "img", "aria-label": alt, "class": "drawing", "tabindex": "0"}
        size = {k: root.get(k, "") for k in ("viewBox",) if root.get(k)}
        if _is_low(size.get("viewBox", "")):
            stated["class"] += " low"
        shapes: dict[str, str] = {}
        self._take(root, shapes, letters)
        about = {**stated, **size, "stroke-linejoin": "round"}
        return _write("svg", about, self._write_parts(root, shapes, say))

    def _take(self, parent: Element, shapes: dict[str, str], letters: Letters) -> None:
        """Take out what is not drawn by itself, and give shapes to the page."""
        for child in list(parent):
            if child.tag is Comment or child.tag in ("metadata", "title", "style"):
                parent.remove(child)
            elif child.tag == "defs":
                for shape in list(child):
                    if shape.tag == "path":
                        name = shape.get("id", "")
                        _shorten(shape)
                        shapes[name] = letters.add(shape) if shape.get("d") else ""
                        child.remove(shape)
                    elif shape.tag == "style":
                        child.remove(shape)
                if not len(child):
                    parent.remove(child)
            else:
                self._take(child, shapes, letters)

    def _write_parts(
        self, parent: Element, shapes: dict[str, str], say: Callable[[str], str]
    ) -> str:
        """Write what is drawn within an element, as little as it takes."""
        parts = []
        for child in list(parent):
            _shorten(child)
            if child.tag == "use":
                target = shapes.get(child.get("href", "")[1:], "")
                # A blank has no shape.
                if not target:
                    parent.remove(child)
                    continue
                child.set("href", f"#{target}")
                if across := _across(child.get("transform", "")):
                    del child.attrib["transform"]
                    child.set("x", across)
            within = self._write_parts(child, shapes, say) if len(child) else ""
            if child.tag == "g":
                within = self._name(child, say) + within
            parts.append(_write(child.tag, child.attrib, within))
        return "".join(parts)

    def _name(self, group: Element, say: Callable[[str], str]) -> str:
        """Give a group its classes in place of its id; give its title, '' if none."""
        name = self._id(group)
        group.attrib.pop("id", None)
        kind = name.partition("-")[0].partition(".")[0]
        words = say(name) if kind in MARKS else ""
        classes = ["mark"] if words else []
        if name and kind not in ON_FILL:
            flat = kind in SOLID and not _is_mark(group)
            classes.append("solid" if flat else "paper")
        if classes:
            group.set("class", " ".join(classes))
        # SVG has a title as the first child of what it names.
        return _write("title", {}, html.escape(words, quote=False)) if words else ""


def _write(tag: str, about: Mapping[str, str], within: str = "") -> str:
    """Write an element, as ElementTree does in twice the time."""
    stated = "".join([f' {key}="{_escape(value)}"' for key, value in about.items()])
    return f"<{tag}{stated}>{within}</{tag}>" if within else f"<{tag}{stated} />"


def _is_mark(group: Element) -> bool:
    """Test whether a group is a line or a mark, and no filled box."""
    return any(e.tag == "use" or e.get("fill") == "none" for e in group.iter())


def _shorten(element: Element) -> None:
    """Turn style into attributes, and write numbers as finely as they are seen."""
    about = element.attrib
    if "style" in about:
        about |= _read_style(about.pop("style"))
    if "d" in about:
        about["d"] = _shorten_path(about["d"])
    if "transform" in about:
        about["transform"] = _shorten_transform(about["transform"])


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return name.rpartition("}")[2]


@lru_cache(maxsize=16384)
def _escape(text: str) -> str:
    text = html.escape(text, quote=False).replace('"', "&quot;")
    for letter in "\t\n\r":
        text = text.replace(letter, f"&#{ord(letter):02};")
    return text


@lru_cache(maxsize=4096)
def _read_style(style: str) -> dict[str, str]:
    parts = [part.partition(":") for part in style.split(";")]
    return {k.strip(): v.strip() for k, _, v in parts if v.strip()}


# Letters come with every chart that has them, and lines with the narrow form of a
# chart too: twenty pictures of a page.
@lru_cache(maxsize=16384)
def _shorten_transform(text: str) -> str:
    return _TRANSLATE.sub(lambda m: _NUMBER.sub(lambda n: _round(n[0], 2), m[0]), text)


@lru_cache(maxsize=16384)
def _across(transform: str) -> str:
    """Give how far a letter is moved along its line; '' if otherwise."""
    moved = _MOVED.fullmatch(transform)
    return _round(moved[1], 1) if moved else ""


@lru_cache(maxsize=4096)
def _shorten_path(path: str) -> str:
    text = _NUMBER.sub(lambda m: _round(m[0], 2), " ".join(path.split()))
    for command in set(text).intersection(ascii_letters):
        text = text.replace(f" {command}", command).replace(f"{command} ", command)
    return text


def _round(number: str, decimals: int) -> str:
    return f"{float(number):.{decimals}f}".rstrip("0").rstrip(".")


def _is_low(box: str) -> bool:
    """Test whether two pictures of a shape fit on a printed page, a little smaller."""
    edges = [float(edge) for edge in box.split()]
    return len(edges) == 4 and edges[3] < LOW * edges[2]
